// Node, its own module node:sqlite.
import { DatabaseSync } from 'node:sqlite';
import { play } from './scenario.mjs';

const [extension, scenario] = process.argv.slice(2);

const db = new DatabaseSync(':memory:', { allowExtension: true });
db.loadExtension(extension);

play(process.versions.node, scenario, { all: (sql) => db.prepare(sql).all(), run: (sql) => db.exec(sql) });
