// The engine in a thread of its own: SQL in, rows out, so that the page never freezes. Message {id, call, ...}; answer
// {id, result} or {id, error}; while it works, {ticks} now and then. Cancelling is ending the thread: the page starts another.
let engine = null;
let ticks = 0;

function text(pointer) {
  return engine.UTF8ToString(pointer);
}

function bytesIn(bytes) {
  const pointer = engine._asiEngineAlloc(bytes.length);
  if (pointer === 0) throw new Error('out of memory');
  engine.HEAPU8.set(bytes, pointer);
  return pointer;
}

function run(sql) {
  const size = engine.lengthBytesUTF8(sql) + 1;
  const pointer = engine._malloc(size);
  engine.stringToUTF8(sql, pointer, size);
  const answer = engine._asiEngineRun(pointer);
  engine._free(pointer);
  if (answer === 0) throw new Error(text(engine._asiEngineError()));
  return JSON.parse(text(answer));
}

const calls = {
  async start({ wasm }) {
    engine = await asistatEngine({ wasmBinary: wasm });
    engine.tick = () => {
      postMessage({ ticks: ++ticks });
      return 0;
    };
    return null;
  },
  async open({ file }) {
    const bytes = file ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array(0);
    const pointer = bytes.length > 0 ? bytesIn(bytes) : 0;
    if (engine._asiEngineOpen(pointer, bytes.length) !== 0) throw new Error(text(engine._asiEngineError()));
    return null;
  },
  // content is bound to ?1, as text.
  async run({ sql, content }) {
    if (content) {
      const pointer = engine._malloc(content.length + 1);
      engine.HEAPU8.set(content, pointer);
      engine._asiEngineBind(pointer, content.length, 0);
      engine._free(pointer);
    }
    return run(sql);
  },
};

onmessage = async ({ data }) => {
  try {
    postMessage({ id: data.id, result: await calls[data.call](data) });
  } catch (error) {
    postMessage({ id: data.id, error: error.message });
  }
};
