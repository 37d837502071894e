// A scenario through the calls that a browser has:  node shim.mjs sqlite3-asistat.js scenario.tsv
import { database } from '../../examples/browser/database.mjs';
import { play } from '../clients/scenario.mjs';
import { start } from './module.mjs';

const [script, scenario] = process.argv.slice(2);
const db = database(await start(script));
db.open();
const all = (sql) => db.query(sql).flatMap(({ rows }) => rows);
play('shim', scenario, { all, run: all });
