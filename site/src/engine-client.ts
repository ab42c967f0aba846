// The engine as the page calls it: the module `leadwright` in a worker that the page makes itself, with
// the module's answers given their names here.
import { connect, workerSource } from 'leadwright';
import type {
  Diff, Graph, Problem, Proof, Query, QueueEntry, Reconciliation, Row, Story, Summary, TableFile, WantedFile,
} from './answers';
import { engineBytes } from './parts';

export interface Reader {
  onProgress?: (read: number, total: number) => void;
  signal?: AbortSignal;
}

export interface Engine {
  readFile(name: string, source: Blob, reader?: Reader): Promise<Problem[]>;
  removeFile(name: string): Promise<void>;
  setPolicy(file: string, text: string): Promise<Problem[]>;
  proposePolicy(): Promise<string>;
  wantedFiles(policyText: string): Promise<WantedFile[]>;
  files(): Promise<TableFile[]>;
  run(): Promise<Problem[]>;
  outputs(): Promise<string[]>;
  output(name: string, spreadsheetSafe?: boolean): Promise<Uint8Array>;
  summary(): Promise<Summary>;
  select(query: Query): Promise<Uint32Array>;
  rows(indices: Uint32Array): Promise<Row[]>;
  errors(offset: number, count: number): Promise<{ total: number; rows: QueueEntry[] }>;
  explain(lead: string, whyNot?: string): Promise<Story>;
  explainText(lead: string, whyNot?: string, width?: number): Promise<string>;
  match(): Promise<Graph>;
  reconcile(): Promise<Reconciliation>;
  whyText(a: string, b: string, width?: number): Promise<string>;
  check(): Promise<Proof>;
  diff(oldFile: string, oldText: string): Promise<Diff>;
  close(): void | Promise<unknown>;
}

interface ScriptUrls {
  createScriptURL(url: string): TrustedScriptURL;
}
type TrustedScriptURL = string;
type TrustedTypesWindow = {
  trustedTypes?: { createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): ScriptUrls };
};

let scriptUrls: ScriptUrls | undefined;

// A worker from a blob: it inherits this page's Content-Security-Policy. The page allows one Trusted
// Types policy for it, which lets nothing pass but such a blob.
export function startWorker(source = workerSource): Worker {
  scriptUrls ??= (globalThis as TrustedTypesWindow).trustedTypes?.createPolicy('leadwright', {
    createScriptURL(url) {
      if (!url.startsWith('blob:')) throw new TypeError('only a blob: made by this page may run as a worker');
      return url;
    },
  }) ?? { createScriptURL: (url) => url };
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(scriptUrls.createScriptURL(url));
  // Only when it has answered: a worker that is still starting would lose its script.
  worker.addEventListener('message', () => URL.revokeObjectURL(url), { once: true });
  return worker;
}

let wasm: Promise<ArrayBuffer> | undefined;

export async function startEngine(): Promise<Engine> {
  wasm ??= engineBytes();
  return (await connect(startWorker(), await wasm)) as unknown as Engine;
}
