// Node, package better-sqlite3.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { play } from './scenario.mjs';

const [extension, scenario] = process.argv.slice(2);
const require = createRequire(resolve(process.env.NODE_MODULES ?? 'node_modules', 'client.js'));

const Database = require('better-sqlite3');
const db = new Database(':memory:');
db.loadExtension(extension);

const { version } = require('better-sqlite3/package.json');
play(`${process.versions.node}, better-sqlite3 ${version}`, scenario,
  { all: (sql) => db.prepare(sql).all(), run: (sql) => db.exec(sql) });
