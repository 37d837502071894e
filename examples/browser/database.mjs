// The database of shim.c as JavaScript has it: open(bytes), query(sql), limit(ms), interrupt(), bytes(), close().
// `module` is what the factory in sqlite3-asistat.js gives: `await sqlite3Asistat()`.
export function database(module) {
  const query = module.cwrap('asi_db_query', 'number', ['string']);
  const error = module.cwrap('asi_db_error', 'string', []);

  function open(bytes = new Uint8Array(0)) {
    const copy = module._malloc(bytes.length + 1);
    module.HEAPU8.set(bytes, copy);
    const failed = module._asi_db_open(copy, bytes.length);
    module._free(copy);
    if (failed) throw new Error(error());
  }

  // An object {columns, rows} for every statement that has columns.
  function results(sql) {
    const json = query(sql);
    if (json === 0) throw new Error(error());
    return JSON.parse(module.UTF8ToString(json));
  }

  function bytes() {
    const start = module._asi_db_bytes();
    if (start === 0) throw new Error('out of memory');
    return module.HEAPU8.slice(start, start + module._asi_db_size());
  }

  return {
    open,
    query: results,
    bytes,
    limit: (milliseconds) => module._asi_db_limit(milliseconds),
    interrupt: () => module._asi_db_interrupt(),
    close: () => module._asi_db_close(),
  };
}
