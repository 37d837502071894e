// The SQLite inside a program of JavaScript, for bridge.tcl at the other end of a pipe.
//
//   node --expose-gc host.mjs node      Node's own module node:sqlite
//   node --expose-gc host.mjs libsql    npm package libsql, from NODE_MODULES
//
//  (1) A message is its length in 4 bytes, big-endian, and values one after the other: i and 8 bytes, d and 8 bytes, t (UTF-8) or
//      b (bytes) with a length in 4 bytes, n for NULL. Integers are BigInt here, reals Number: nothing passes through text.
//  (2) A request is a verb and its arguments; the reply is `ok` and values, or `error` and its message.
//      open FILE READONLY -> connection; close C; load C PATH
//      all C SQL VALUES... -> the values of all rows; the SQL is one statement, VALUES are ?1, ?2 ...
//      start C SQL VALUES... -> cursor, names of columns; next CURSOR -> a row, nothing after the last; end CURSOR
//      about -> the program's name, its version; cpu -> milliseconds of this process
//  (3) It ends when the pipe closes.
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { readFileSync, readSync, writeSync } from 'node:fs';

// ---- the two hosts: what differs between them

const hosts = {
  async node() {
    const { DatabaseSync } = await import('node:sqlite');
    return {
      about: ['Node', process.versions.node],
      open: (file, readOnly) => new DatabaseSync(file, { allowExtension: true, readOnly }),
      load: (db, path) => db.loadExtension(path),
      prepare(db, sql) {
        const statement = db.prepare(sql);
        statement.setReadBigInts(true);
        statement.setReturnArrays(true);
        return statement;
      },
      // A statement without columns is run all the same.
      rows: (statement, values) => statement.all(...values),
      cursor: (statement, values) => statement.iterate(...values),
    };
  },
  async libsql() {
    const require = createRequire(resolve(process.env.NODE_MODULES ?? 'node_modules', 'client.js'));
    const Database = require('libsql');
    return {
      about: ['libsql', packageVersion(require.resolve('libsql'))],
      open: (file, readOnly) => new Database(readOnly ? `file:${resolve(file)}?mode=ro` : file),
      load: (db, path) => db.loadExtension(path),
      prepare(db, sql) {
        const statement = db.prepare(sql);
        if (statement.columns().length > 0) statement.raw(true);
        return statement.safeIntegers(true);
      },
      rows(statement, values) {
        if (statement.columns().length > 0) return statement.all(...arrayed(values));
        statement.run(...arrayed(values));
        return [];
      },
      cursor: (statement, values) => statement.iterate(...arrayed(values)),
    };
  },
};
const packageVersion = (main) => JSON.parse(readFileSync(join(dirname(main), 'package.json'))).version;
// A single value that is null or a Buffer would be taken for an object of named ones.
const arrayed = (values) => (values.length === 0 ? [] : [values]);

// ---- messages

function readExactly(n) {
  const buffer = Buffer.allocUnsafe(n);
  for (let at = 0; at < n;) {
    const got = readSync(0, buffer, at, n - at, null);
    if (got === 0) return null;
    at += got;
  }
  return buffer;
}

function readMessage() {
  const length = readExactly(4);
  const body = length && readExactly(length.readUInt32BE(0));
  if (!body) return null;
  const values = [];
  for (let at = 0; at < body.length;) {
    const kind = String.fromCharCode(body[at]);
    if (kind === 'n') { values.push(null); at += 1; continue; }
    if (kind === 'i') { values.push(body.readBigInt64BE(at + 1)); at += 9; continue; }
    if (kind === 'd') { values.push(body.readDoubleBE(at + 1)); at += 9; continue; }
    const end = at + 5 + body.readUInt32BE(at + 1);
    const bytes = body.subarray(at + 5, end);
    values.push(kind === 't' ? bytes.toString('utf8') : Buffer.from(bytes));
    at = end;
  }
  return values;
}

function sized(kind, bytes) {
  const head = Buffer.alloc(5, kind);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

function encode(value) {
  if (value === null) return Buffer.from('n');
  if (typeof value === 'string') return sized('t', Buffer.from(value, 'utf8'));
  if (ArrayBuffer.isView(value)) return sized('b', Buffer.from(value.buffer, value.byteOffset, value.byteLength));
  const number = Buffer.alloc(9);
  if (typeof value === 'bigint') {
    number.write('i');
    number.writeBigInt64BE(value, 1);
  } else if (typeof value === 'number') {
    number.write('d');
    number.writeDoubleBE(value, 1);
  } else {
    throw new Error(`a value of type ${typeof value}`);
  }
  return number;
}

function writeMessage(values) {
  const body = Buffer.concat(values.map(encode));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const message = Buffer.concat([length, body]);
  for (let at = 0; at < message.length;) at += writeSync(1, message, at);
}

// ---- verbs

const host = await hosts[process.argv[2]]();
const things = new Map(); // connections and cursors, by their numbers
let last = 0n;
const keep = (thing) => { last += 1n; things.set(last, thing); return last; };
const integer = (n) => BigInt(Math.round(n));

const verbs = {
  about: () => host.about,
  cpu: () => [integer((process.cpuUsage().user + process.cpuUsage().system) / 1000)],
  open: (file, readOnly) => [keep(host.open(file, readOnly !== 0n))],
  // What hangs on a connection - its unfinished statements - goes with it, now and not when memory is short.
  async close(db) {
    things.get(db).close();
    things.delete(db);
    globalThis.gc?.();
    await new Promise(setImmediate);
    return [];
  },
  load: (db, path) => { host.load(things.get(db), path); return []; },
  all: (db, sql, ...values) => host.rows(host.prepare(things.get(db), sql), values).flat(),
  start(db, sql, ...values) {
    const statement = host.prepare(things.get(db), sql);
    const names = statement.columns().map((column) => column.name);
    if (names.length > 0) return [keep(host.cursor(statement, values)), ...names];
    host.rows(statement, values);
    return [keep([][Symbol.iterator]())];
  },
  next: (cursor) => things.get(cursor).next().value ?? [],
  end(cursor) {
    things.get(cursor).return?.();
    things.delete(cursor);
    return [];
  },
};

for (let request = readMessage(); request; request = readMessage()) {
  const [verb, ...rest] = request;
  try {
    writeMessage(['ok', ...await verbs[verb](...rest)]);
  } catch (error) {
    writeMessage(['error', String(error.message)]);
  }
}
