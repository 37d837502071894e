// The database in a thread of its own, so that the page never freezes. Message {id, call, ...}; answer {id, result} or
// {id, error}; while it works, {ticks} now and then. Cancelling is ending the thread: the page starts another.
let db = null;
let ticks = 0;

function tick() {
  ticks += 1;
  postMessage({ ticks });
}

const calls = {
  async start({ wasm }) {
    db = database(await sqlite3Asistat({ wasmBinary: wasm, asiTick: tick }));
    db.open();
  },
  async open({ file }) {
    db.open(file ? new Uint8Array(await file.arrayBuffer()) : undefined);
  },
  run({ sql }) {
    return db.query(sql);
  },
};

onmessage = async ({ data }) => {
  try {
    postMessage({ id: data.id, result: await calls[data.call](data) });
  } catch (error) {
    postMessage({ id: data.id, error: error.message });
  }
};
