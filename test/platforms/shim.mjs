// A scenario through the calls that a browser has:  node shim.mjs sqlite3-asistat.js scenario.tsv
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { database } from '../../examples/browser/database.mjs';
import { play } from '../clients/scenario.mjs';

const [script, scenario] = process.argv.slice(2);
const db = database(await createRequire(import.meta.url)(resolve(script))());
db.open();
const all = (sql) => db.query(sql).flatMap(({ rows }) => rows);
play('shim', scenario, { all, run: all });
