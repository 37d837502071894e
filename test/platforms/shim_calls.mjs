// What the scenario does not ask of examples/browser/shim.c: files in and out, several statements, every type, a limit.
import assert from 'node:assert/strict';
import { database } from '../../examples/browser/database.mjs';
import { start } from './module.mjs';

const db = database(await start(process.argv[2]));

assert.throws(() => db.query('SELECT 1'), /no database is open/);
db.open();
assert.deepEqual(db.query('CREATE TABLE t(a, b); INSERT INTO t VALUES (1, NULL); SELECT a, b FROM t; SELECT 2 AS c;'),
  [{ columns: ['a', 'b'], rows: [[1, null]] }, { columns: ['c'], rows: [[2]] }]);
assert.deepEqual(db.query(`SELECT 0.1, 9007199254740993, x'00ff', 1e999, 'a"\\' || char(10) || 'é'`)[0].rows,
  [[0.1, '9007199254740993', { hex: '00FF' }, Infinity, 'a"\\\né']]);
assert.deepEqual(db.query('-- nothing'), []);

// an error leaves what ran before it, and the connection works on
assert.throws(() => db.query("INSERT INTO t VALUES (3, 4); SELECT ci95('x')"), /ci95\(\)/);
assert.deepEqual(db.query('SELECT count(*) FROM t')[0].rows, [[2]]);

// out as a file, and in again
const file = db.bytes();
assert.equal(new TextDecoder().decode(file.subarray(0, 15)), 'SQLite format 3');
db.open(file);
db.query('INSERT INTO t VALUES (5, 6)');
assert.deepEqual(db.query('SELECT median(a) FROM t')[0].rows, [[3]]);
assert.throws(() => db.open(new Uint8Array(5000).fill(7)), /not a database/);

// a limit of time, in SQLite's own loop and in one of ours
db.open();
db.limit(200);
const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
const begun = Date.now();
assert.throws(() => db.query(endless), /interrupted/);
assert.throws(() => db.query(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5000)
  SELECT wilcoxon_p(0, CASE WHEN i % 2 THEN i ELSE -i END, 'exact') FROM n`), /interrupted/);
assert(Date.now() - begun < 5000, 'the limit came too late');
db.limit(0);
assert.deepEqual(db.query('SELECT 1')[0].rows, [[1]]);
db.close();
