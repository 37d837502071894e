// DuckDB as a rival of test/bench: a line "CSV file, SQL" (a tab between) is one run.
//
// Timed: the query on a table of DuckDB's own, with one thread; CPU time of the whole process. Not timed: starting,
// and reading the table t from the CSV file into memory, when a file comes for the first time.
'use strict';
const readline = require('readline');

function reply(...words) {
  process.stdout.write(words.join(' ').replace(/\s+/g, ' ') + '\n');
}

function load() {
  try {
    return require('@duckdb/node-api');
  } catch (missing) {
    reply('bench:error no module @duckdb/node-api by NODE_PATH');
    process.exit();
  }
}

let loaded = '';
async function table(connection, file) {
  if (file === loaded) return;
  await connection.run(`CREATE OR REPLACE TABLE t AS SELECT * FROM read_csv('${file}')`);
  loaded = file;
}

async function run(connection, file, sql) {
  await table(connection, file);
  const before = process.cpuUsage();
  const rows = (await connection.runAndReadAll(sql)).getRows();
  const spent = process.cpuUsage(before);
  return [((spent.user + spent.system) / 1e6).toFixed(6), String(rows[0][0])];
}

async function main() {
  const duckdb = load();
  const instance = await duckdb.DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  reply('bench:done 0', `${duckdb.version()}, one thread, tables already loaded as its own columns, by node ${process.version}`);
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [file, sql] = line.split('\t');
    try {
      reply('bench:done', ...(await run(connection, file, sql)));
    } catch (problem) {
      reply('bench:error', problem.message);
    }
  }
}

main();
