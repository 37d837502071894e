// Node, package libsql.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { play } from './scenario.mjs';

const [extension, scenario] = process.argv.slice(2);
const require = createRequire(resolve(process.env.NODE_MODULES ?? 'node_modules', 'client.js'));

const Database = require('libsql');
const db = new Database(':memory:');
db.loadExtension(extension);

play(`${process.versions.node}, libsql`, scenario,
  { all: (sql) => db.prepare(sql).all(), run: (sql) => db.exec(sql) });
