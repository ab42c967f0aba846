// Leadwright: prove lead routing before switching it on.
//
//   import { createEngine } from './leadwright.mjs';
//   const engine = await createEngine();
//   await engine.readFile('leads.csv', file);                  // a File, bytes, or a stream
//   const problems = await engine.setPolicy('policy.json', text);
//   if (problems.length === 0) await engine.run();
//   const { routed, queued } = await engine.summary();
//
// The engine runs in a worker, in browsers and in node. Files reach it as bytes, in pieces, and stay
// loaded when the policy changes. It opens no connection and keeps nothing. Answers are the same bytes
// as those of the command line; what they hold is said there (`leadwright --help`, README).

/** Where and what is wrong with the user's files. `line` and `column` count from 1; 0 is unknown. */
export interface Problem {
  file: string;
  /** JSON Pointer within a policy, or empty. */
  pointer: string;
  line: number;
  column: number;
  message: string;
  /** What to do about it, or empty. */
  help: string;
}

/**
 * `problems`: the files or the question are wrong, see `problems`. `out_of_memory`: the files are too
 * big; what was loaded stays. `internal`: a fault of the engine, which lives on. `stopped`: the worker
 * is gone, make a new engine. `closed`: `close()` was called.
 */
export class LeadwrightError extends Error {
  readonly kind: 'problems' | 'out_of_memory' | 'internal' | 'stopped' | 'closed';
  readonly problems: Problem[];
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface ReadOptions {
  /** Called with the bytes read so far, and in all (or so far, where that is not known). */
  onProgress?: (read: number, total: number) => void;
  /** Ends the reading; what was loaded before stays as it was. */
  signal?: AbortSignal;
}

export interface Query {
  /** Columns of decisions.csv and the value each must have. */
  where?: {
    outcome?: string;
    reason?: string;
    rule?: string;
    owner?: string;
    pool?: string;
    queue?: string;
    sla_status?: string;
    agrees?: string;
  };
  /** Text in the id or in a cell of the lead. */
  search?: string;
  /** A column of decisions.csv or of the leads. */
  sort?: string;
  descending?: boolean;
}

export interface ForecastOptions {
  runs?: number;
  seed?: number;
  volume?: number;
  days?: number;
  without?: string[];
  /** The text of another policy to compare with. */
  against?: string;
}

export interface ClockQuestion {
  op: 'due' | 'elapsed' | 'next_open' | 'is_open';
  /** A calendar of the policy, or `owner:ana` for a person's hours less `away`. */
  calendar: string;
  at: string;
  to?: string;
  within?: string;
}

export type FileSource = Blob | BufferSource | AsyncIterable<Uint8Array>;

/**
 * Every call is a promise and rejects with a LeadwrightError. Where it answers `Problem[]`, wrong files
 * are an ordinary answer: the empty list says that there is none, and any other that the state before
 * is still in force. Calls are answered in their order.
 */
export interface Engine {
  /** Reads a table; one of the same name is replaced once the new one is read. */
  readFile(name: string, source: FileSource, options?: ReadOptions): Promise<Problem[]>;
  removeFile(name: string): Promise<void>;
  /** The files that a policy asks for; the default names where the text is no policy. */
  wantedFiles(policyText: string): Promise<{ role: string; names: string[]; listed: boolean }[]>;
  /** How each file was understood under the policy in force. */
  files(): Promise<JsonObject[]>;

  setPolicy(file: string, policyText: string): Promise<Problem[]>;
  /** The text of a policy written for the loaded leads. */
  proposePolicy(): Promise<string>;

  /** Decides every lead. */
  run(): Promise<Problem[]>;
  /** Names of the files of the last run. */
  outputs(): Promise<string[]>;
  /** One of them, as bytes. `spreadsheetSafe` puts an apostrophe before what a spreadsheet would run. */
  output(name: string, spreadsheetSafe?: boolean): Promise<Uint8Array>;
  summary(): Promise<JsonObject>;
  summaryText(width?: number): Promise<string>;
  /** Rows of decisions.csv, counted from 0. */
  select(query?: Query): Promise<Uint32Array>;
  rows(indices: Uint32Array | number[]): Promise<JsonObject[]>;
  errors(offset?: number, count?: number): Promise<{ total: number; rows: JsonObject[] }>;
  /** The story of one lead: its id, or `#12` for row 12. `whyNot` names a person. */
  explain(lead: string, whyNot?: string): Promise<JsonObject>;
  explainText(lead: string, whyNot?: string, width?: number): Promise<string>;

  /** The ID graph: what belongs together, what contradicts itself. */
  match(): Promise<JsonObject>;
  matchText(width?: number): Promise<string>;
  /** Why two records (`accounts:A1`, or an id that one table has) are linked or not. */
  why(a: string, b: string): Promise<JsonObject>;
  whyText(a: string, b: string, width?: number): Promise<string>;
  reconcile(): Promise<JsonObject>;
  reconcileText(width?: number): Promise<string>;

  /** What is proved about the policy in force. */
  check(): Promise<JsonObject>;
  checkText(width?: number): Promise<string>;
  /** What the policy in force changes against an older one. */
  diff(oldFile: string, oldText: string): Promise<JsonObject>;
  diffText(oldFile: string, oldText: string, width?: number): Promise<string>;

  forecast(options?: ForecastOptions): Promise<JsonObject>;
  forecastText(options?: ForecastOptions, width?: number): Promise<string>;

  /** Business time under the policy in force. */
  clock(question: ClockQuestion): Promise<JsonObject>;
  clockVectors(file: string, vectorsText: string): Promise<JsonObject>;

  /** The JSON Schema (2020-12) of policies. */
  policySchema(): Promise<JsonObject>;
  version(): Promise<string>;
  tzdataVersion(): Promise<string>;

  /** Ends the worker; calls that wait are rejected. */
  close(): unknown;
}

/** The part of a browser's or node's Worker that the module uses. */
export interface WorkerLike {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  terminate(): unknown;
}

/** The worker as one classic script, for a page that starts it itself (Trusted Types). */
export const workerSource: string;

/** An engine in a worker that runs `workerSource`, with the bytes of leadwright.wasm. */
export function connect(worker: WorkerLike, wasm: BufferSource): Promise<Engine>;

export interface EngineOptions {
  /** leadwright.wasm: its bytes, a response, or where it is; by default it lies beside the module. */
  wasm?: BufferSource | string | URL | Response | Promise<BufferSource | Response>;
  /** A worker that runs `workerSource`; by default one is made from a blob: (node: a thread). */
  worker?: WorkerLike;
}

export function createEngine(options?: EngineOptions): Promise<Engine>;
