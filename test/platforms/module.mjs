// The module in sqlite3-asistat.js, started with its .wasm read from beside it: older emcc fetch it by a URL that Node has not.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

export function start(script) {
  const file = resolve(script);
  return createRequire(file)(file)({ wasmBinary: readFileSync(file.replace(/\.js$/, '.wasm')) });
}
