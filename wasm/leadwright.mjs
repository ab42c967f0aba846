// Leadwright as an ES module, for browsers and node. `leadwright.d.ts` has the types and what each
// call promises; this file turns calls into messages to the worker that holds the session.
import workerSource from 'leadwright:worker-source';

export { workerSource };

const pieceSize = 8 * 1024 * 1024;
const inNode = typeof process === 'object' && Boolean(process.versions?.node);
const decoder = new TextDecoder();

export class LeadwrightError extends Error {
  constructor(kind, message, problems = []) {
    super(message);
    this.name = 'LeadwrightError';
    this.kind = kind;
    this.problems = problems;
  }
}

const json = (bytes) => JSON.parse(decoder.decode(bytes));
const text = (bytes) => decoder.decode(bytes);

// One worker and what it owes us.
class Connection {
  #worker;
  #pending = new Map();
  #next = 0;
  #closed = null;

  constructor(worker) {
    this.#worker = worker;
    const failed = (error) => this.#end(new LeadwrightError('stopped', `the worker stopped: ${error?.message ?? error}`));
    if (typeof worker.on === 'function') {
      worker.on('message', (data) => this.#settle(data));
      worker.on('error', failed);
      worker.unref();
    } else {
      worker.onmessage = ({ data }) => this.#settle(data);
      worker.onerror = failed;
    }
  }

  ask(command, args = [], transfer = []) {
    if (this.#closed) return Promise.reject(this.#closed);
    return new Promise((resolve, reject) => {
      const id = this.#next++;
      this.#pending.set(id, { resolve, reject });
      this.#worker.ref?.();
      this.#worker.postMessage({ id, command, args }, transfer);
    });
  }

  close() {
    this.#end(new LeadwrightError('closed', 'the engine is closed'));
    return this.#worker.terminate();
  }

  #settle({ id, status, bytes, failed }) {
    const { resolve, reject } = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#worker.unref?.();
    if (failed) return reject(new LeadwrightError('stopped', failed));
    if (status === 0) return resolve(bytes);
    const answer = json(bytes);
    if (status === 1) {
      return reject(new LeadwrightError('problems', answer.problems.map((p) => p.message).join('\n'), answer.problems));
    }
    reject(new LeadwrightError(answer.kind, answer.message));
  }

  #end(error) {
    this.#closed ??= error;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}

// Where problems are an ordinary answer: none is the empty list.
async function problemsOf(promise) {
  try {
    await promise;
    return [];
  } catch (error) {
    if (error.kind === 'problems') return error.problems;
    throw error;
  }
}

// A file in pieces, whatever it comes from.
async function* piecesOf(source) {
  if (typeof source.slice === 'function' && typeof source.arrayBuffer === 'function') {
    for (let at = 0; at < source.size; at += pieceSize) {
      yield new Uint8Array(await source.slice(at, at + pieceSize).arrayBuffer());
    }
  } else if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) {
    const bytes = ArrayBuffer.isView(source)
      ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
      : new Uint8Array(source);
    for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.slice(at, at + pieceSize);
  } else {
    for await (const piece of source) yield Uint8Array.from(piece);
  }
}

const sizeOf = (source) => source.size ?? source.byteLength ?? 0;

class Engine {
  #connection;
  #reading = Promise.resolve();  // files go in one after another

  constructor(connection) {
    this.#connection = connection;
  }

  #json = async (command, ...args) => json(await this.#connection.ask(command, args));
  #text = async (command, ...args) => text(await this.#connection.ask(command, args));

  readFile(name, source, options = {}) {
    const read = this.#reading.then(() => this.#readFile(name, source, options));
    this.#reading = read.catch(() => {});
    return read;
  }

  async #readFile(name, source, { onProgress, signal }) {
    signal?.throwIfAborted();
    const total = sizeOf(source);
    await this.#connection.ask('begin_file', [name, total]);
    try {
      await this.#append(source, total, onProgress, signal);
      return await problemsOf(this.#connection.ask('finish_file'));
    } catch (error) {
      await this.#connection.ask('begin_file', ['', 0]).catch(() => {});  // lets go of the pieces
      throw error;
    }
  }

  async #append(source, total, onProgress, signal) {
    let read = 0;
    let appended = null;
    for await (const piece of piecesOf(source)) {
      await appended;  // the piece before, while this one was fetched
      signal?.throwIfAborted();
      read += piece.length;
      appended = this.#connection.ask('append', [piece], [piece.buffer]);
      appended.catch(() => {});  // told when it is awaited
      onProgress?.(read, total || read);
    }
    await appended;
    signal?.throwIfAborted();
  }

  async removeFile(name) { await this.#connection.ask('remove_file', [name]); }
  wantedFiles(policyText) { return this.#json('wanted_files', policyText); }
  async files() { return (await this.#json('files_json')).files; }

  setPolicy(file, policyText) { return problemsOf(this.#connection.ask('set_policy', [file, policyText])); }
  proposePolicy() { return this.#text('propose_policy'); }

  run() { return problemsOf(this.#connection.ask('run')); }
  outputs() { return this.#json('outputs'); }
  output(name, spreadsheetSafe = false) { return this.#connection.ask('output', [name, spreadsheetSafe]); }
  summary() { return this.#json('summary_json'); }
  summaryText(width = 80) { return this.#text('summary_text', width); }
  async select(query = {}) {
    return new Uint32Array((await this.#connection.ask('select', [JSON.stringify(query)])).buffer);
  }
  async rows(indices) { return (await this.#json('rows_json', Uint32Array.from(indices))).rows; }
  errors(offset = 0, count = 100) { return this.#json('errors_json', offset, count); }
  explain(lead, whyNot = '') { return this.#json('explain_json', lead, whyNot); }
  explainText(lead, whyNot = '', width = 80) { return this.#text('explain_text', lead, whyNot, width); }

  match() { return this.#json('match_json'); }
  matchText(width = 80) { return this.#text('match_text', width); }
  why(a, b) { return this.#json('why_json', a, b); }
  whyText(a, b, width = 80) { return this.#text('why_text', a, b, width); }
  reconcile() { return this.#json('reconcile_json'); }
  reconcileText(width = 80) { return this.#text('reconcile_text', width); }

  check() { return this.#json('check_json'); }
  checkText(width = 80) { return this.#text('check_text', width); }
  diff(oldFile, oldText) { return this.#json('diff_json', oldFile, oldText); }
  diffText(oldFile, oldText, width = 80) { return this.#text('diff_text', oldFile, oldText, width); }

  forecast(options = {}) { return this.#json('forecast_json', JSON.stringify(options)); }
  forecastText(options = {}, width = 80) { return this.#text('forecast_text', JSON.stringify(options), width); }

  clock(question) { return this.#json('clock_json', JSON.stringify(question)); }
  clockVectors(file, vectorsText) { return this.#json('clock_vectors', file, vectorsText); }

  policySchema() { return this.#json('policy_schema'); }
  version() { return this.#text('version'); }
  tzdataVersion() { return this.#text('tzdata_version'); }

  close() { return this.#connection.close(); }
}

async function bytesOfWasm(wasm) {
  if (wasm instanceof ArrayBuffer || ArrayBuffer.isView(wasm)) return wasm;
  if (typeof Response === 'function' && wasm instanceof Response) return wasm.arrayBuffer();
  const url = new URL(wasm ?? 'leadwright.wasm', import.meta.url);
  if (url.protocol === 'file:' && inNode) {
    const fileSystem = 'node:fs/promises';  // a name that bundlers for browsers do not follow
    return (await import(fileSystem)).readFile(url);
  }
  const response = await fetch(url);
  if (!response.ok) throw new LeadwrightError('stopped', `cannot fetch ${url}: ${response.status}`);
  return response.arrayBuffer();
}

async function startWorker() {
  if (inNode) {
    const workerThreads = 'node:worker_threads';
    return new (await import(workerThreads)).Worker(workerSource, { eval: true });
  }
  const url = URL.createObjectURL(new Blob([workerSource], { type: 'text/javascript' }));
  try {
    return new Worker(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

export async function connect(worker, wasm) {
  const connection = new Connection(worker);
  try {
    await connection.ask('open', [wasm]);
  } catch (error) {
    connection.close();
    throw error;
  }
  return new Engine(connection);
}

export async function createEngine({ wasm, worker } = {}) {
  return connect(worker ?? (await startWorker()), await bytesOfWasm(await wasm));
}
