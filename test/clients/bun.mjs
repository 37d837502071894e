// Bun, its own module bun:sqlite.
import { Database } from 'bun:sqlite';
import { play } from './scenario.mjs';

const [extension, scenario] = process.argv.slice(2);

const db = new Database(':memory:');
db.loadExtension(extension);

play(Bun.version, scenario, { all: (sql) => db.query(sql).all(), run: (sql) => db.run(sql) });
