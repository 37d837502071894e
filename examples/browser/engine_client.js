// The thread that holds the database, seen from the page.
class Engine {
  constructor(onTicks) {
    this.onTicks = onTicks;
    this.waiting = new Map();
    this.next = 1;
    const source = document.getElementById('worker-source').textContent;
    this.worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
    this.worker.onmessage = ({ data }) => this.receive(data);
    this.worker.onerror = (event) => this.end(event.message);
    this.started = this.call('start', { wasm: Engine.wasm() });
  }

  static wasm() {
    const coded = atob(document.getElementById('wasm-source').textContent.trim());
    return Uint8Array.from(coded, (character) => character.charCodeAt(0));
  }

  receive(data) {
    if (data.ticks) {
      this.onTicks(data.ticks);
      return;
    }
    const { resolve, reject } = this.waiting.get(data.id);
    this.waiting.delete(data.id);
    if (data.error === undefined) resolve(data.result);
    else reject(new Error(data.error));
  }

  call(call, more) {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, call, ...more });
    });
  }

  run(sql) {
    return this.call('run', { sql });
  }

  // The rows of a query as objects.
  async rows(sql) {
    const answers = await this.run(sql);
    const { columns, rows } = answers[answers.length - 1];
    return rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
  }

  end(reason) {
    this.worker.terminate();
    for (const { reject } of this.waiting.values()) reject(new Error(reason));
    this.waiting.clear();
  }
}
