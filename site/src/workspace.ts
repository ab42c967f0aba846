// One workspace on the page: files, the policy as text, and what the engine says of them.
//
// The policy that was loaded stays beside the edited one, so that every figure can say how it moved.
// A text with problems changes nothing: the last good answer stays until the text is good again.
// Views listen to `change` and read; they never call one another.
import type { Diff, Graph, PolicyShape, Problem, Proof, Reconciliation, Summary, TableFile } from './answers';
import type { Engine } from './engine-client';
import { has, patch, pointerOf, set, type Operation } from './json-text';
import { sampleWorkspace } from './parts';
import { roleNames } from './words';

export interface Reading {
  name: string;
  read: number;
  total: number;
  cancel: () => void;
}

export type Assigned = { name: string; blob: Blob; role: string };

const remembered = 'leadwright.policy';
const typingPause = 120;

export class Workspace extends EventTarget {
  files: TableFile[] = [];
  isSample = false;
  policyName = 'policy.json';
  text = '';
  loadedText = '';
  problems: Problem[] = [];           // of the text as it stands
  runProblems: Problem[] = [];        // why the workspace cannot be run
  refused: { title: string; problems: Problem[] } | undefined;
  summary: Summary | undefined;
  loadedSummary: Summary | undefined;
  outputs: string[] = [];
  version = 0;                        // counts dry runs: what was asked before one is out of date
  busy = false;
  reading: Reading | undefined;
  remember = false;
  fault = '';                         // the engine itself failed

  private blobs = new Map<string, Blob>();   // what was read, to go back to
  private filesChanged = false;
  private understoodBy = '';
  private past: string[] = [];
  private future: string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn: Promise<void> = Promise.resolve();
  private asked = new Map<string, { version: number; answer: Promise<unknown> }>();
  private shape: { text: string; policy: PolicyShape } = { text: '', policy: {} };

  constructor(readonly engine: Engine) {
    super();
  }

  // The last text that was JSON, read as far as the page needs it.
  get policy(): PolicyShape {
    if (this.shape.text !== this.text) {
      let policy = this.shape.policy;
      try {
        const read: unknown = JSON.parse(this.text);
        if (read !== null && typeof read === 'object' && !Array.isArray(read)) policy = read;
      } catch {
        // Half-written text: the cards keep showing the last policy that could be read.
      }
      this.shape = { text: this.text, policy };
    }
    return this.shape.policy;
  }

  get edited(): boolean {
    return this.text !== this.loadedText;
  }
  get canUndo(): boolean {
    return this.past.length > 0;
  }
  get canRedo(): boolean {
    return this.future.length > 0;
  }

  changed(): void {
    this.dispatchEvent(new Event('change'));
  }

  // ---- files -------------------------------------------------------------------------------------

  async openSample(): Promise<void> {
    const files = await sampleWorkspace();
    const tables = [...files].filter(([name]) => name !== 'policy.json').map(([name, blob]) => ({ name, blob }));
    if (!(await this.readAll(tables))) return;
    await this.letGo((name) => !files.has(name));
    await this.load('policy.json', await files.get('policy.json')!.text());
    this.isSample = true;
    this.changed();
  }

  // All or none: where one cannot be read, those that were replaced before it are read again.
  private async readAll(tables: Pick<Assigned, 'name' | 'blob'>[]): Promise<boolean> {
    const before = new Map(this.blobs);
    const done: string[] = [];
    for (const { name, blob } of tables) {
      if (await this.read(name, blob)) {
        done.push(name);
        this.blobs.set(name, blob);
        continue;
      }
      for (const replaced of done) {
        const earlier = before.get(replaced);
        if (earlier) await this.engine.readFile(replaced, earlier);
        else await this.engine.removeFile(replaced);
      }
      this.blobs = before;
      return false;
    }
    this.filesChanged = true;
    return true;
  }

  private async letGo(unwanted: (name: string) => boolean): Promise<void> {
    for (const name of [...this.blobs.keys()].filter(unwanted)) {
      await this.engine.removeFile(name);
      this.blobs.delete(name);
    }
  }

  private async read(name: string, blob: Blob): Promise<boolean> {
    const stop = new AbortController();
    this.reading = { name, read: 0, total: blob.size, cancel: () => stop.abort() };
    this.changed();
    const onProgress = (read: number) => {
      this.reading = { ...this.reading!, read };
      this.changed();
    };
    try {
      const problems = await this.engine.readFile(name, blob, { onProgress, signal: stop.signal });
      if (problems.length > 0) this.refuse(`${name} could not be read. What was loaded stays.`, problems);
      return problems.length === 0;
    } catch (error) {
      if (!stop.signal.aborted) throw error;
      return false;
    } finally {
      this.reading = undefined;
      this.changed();
    }
  }

  // Tables that the user dropped, each with the role it was given. Leads that come onto the sample
  // start a workspace of their own; otherwise the new tables stand beside or replace those of their role.
  async addTables(tables: Assigned[], policy?: { name: string; text: string }): Promise<boolean> {
    const own = tables.some((table) => table.role === 'leads') && (this.isSample || policy !== undefined);
    const displaced = new Set(this.files.filter((file) => own || tables.some((table) => table.role === file.role)).map((file) => file.name));
    for (const table of tables) displaced.delete(table.name);
    if (!(await this.readAll(tables))) return false;
    await this.letGo((name) => displaced.has(name));
    if (own && !policy) {
      await this.load('policy.json', await this.writtenPolicy(tables));
    } else {
      const text = policy?.text ?? this.text;
      await this.load(policy?.name ?? this.policyName, withFiles(text, tables));
    }
    this.isSample = this.isSample && !own;
    this.changed();
    return true;
  }

  // A policy for the columns of these files, written by the engine.
  private async writtenPolicy(tables: Pick<Assigned, 'name' | 'role'>[]): Promise<string> {
    return withFiles(await this.engine.proposePolicy(), tables);
  }

  async startOver(): Promise<void> {
    await this.load('policy.json', await this.writtenPolicy(this.files));
  }

  // ---- the policy --------------------------------------------------------------------------------

  // A policy from a file. One with problems is refused whole, and the one in force stays.
  async openPolicy(name: string, text: string): Promise<boolean> {
    const problems = await this.engine.setPolicy(name, text);
    if (problems.length > 0) {
      this.refuse(`${name} is no policy that can be run. The one in force stays.`, problems);
      return false;
    }
    await this.load(name, text);
    return true;
  }

  private async load(name: string, text: string): Promise<void> {
    this.policyName = name;
    this.text = text;
    this.loadedText = text;
    this.loadedSummary = undefined;
    this.past = [];
    this.future = [];
    await this.settle();
    this.loadedSummary = this.summary;
    this.changed();
  }

  edit(text: string): void {
    if (text === this.text) return;
    this.past.push(this.text);
    this.future = [];
    this.take(text, typingPause);
  }

  change(operations: Operation[]): void {
    this.edit(patch(this.text, operations));
  }

  undo(): void {
    const text = this.past.pop();
    if (text === undefined) return;
    this.future.push(this.text);
    this.take(text, 0);
  }

  redo(): void {
    const text = this.future.pop();
    if (text === undefined) return;
    this.past.push(this.text);
    this.take(text, 0);
  }

  // The edited policy becomes the one that later edits are compared with.
  keepAsLoaded(): void {
    this.loadedText = this.text;
    this.loadedSummary = this.summary;
    this.asked.delete('diff');
    this.changed();
  }

  private take(text: string, pause: number): void {
    this.text = text;
    this.changed();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.settle(), pause);
  }

  // Columns of a table by hand: the header of each field, written where the command line reads it too.
  nameColumn(role: string, field: string, header: string | undefined): void {
    const at = pointerOf('sources', role, 'columns', field);
    if (header !== undefined) this.edit(set(this.text, at, header));
    else if (has(this.text, at)) this.edit(patch(this.text, [{ op: 'remove', path: at }]));
  }

  // ---- the dry run -------------------------------------------------------------------------------

  // Reads the policy again and runs. Runs follow one another; one that a newer text overtook is skipped.
  settle(): Promise<void> {
    clearTimeout(this.timer);
    const text = this.text;
    this.turn = this.turn.then(async () => {
      if (text !== this.text) return;
      this.busy = true;
      this.changed();
      try {
        await this.answer(text);
      } catch (error) {
        this.fault = error instanceof Error ? error.message : String(error);
      }
      this.busy = false;
      this.changed();
    });
    return this.turn;
  }

  private async answer(text: string): Promise<void> {
    this.fault = '';
    this.problems = await this.engine.setPolicy(this.policyName, text);
    // How the files are understood takes a look at every cell: asked only when it can have changed.
    const { sources, fields } = this.policy;
    const reading = JSON.stringify([sources, fields]);
    if (this.filesChanged || (this.problems.length === 0 && reading !== this.understoodBy)) {
      this.files = await this.engine.files();
      this.filesChanged = false;
      this.understoodBy = reading;
    }
    if (this.problems.length > 0) return;
    if (this.remember) localStorage.setItem(remembered, text);
    this.runProblems = await this.engine.run();
    if (this.runProblems.length > 0) return;
    this.summary = await this.engine.summary();
    this.outputs = await this.engine.outputs();
    this.version += 1;
  }

  // Answers that take longer are asked for when a view shows them, once for each dry run.
  graph = () => this.ask<Graph>('graph', () => this.engine.match());
  billing = () => this.ask<Reconciliation>('billing', () => this.engine.reconcile());
  proof = () => this.ask<Proof>('proof', () => this.engine.check());
  diff = () => this.ask<Diff>('diff', () => this.engine.diff('the loaded policy', this.loadedText));

  private ask<T>(name: string, question: () => Promise<T>): Promise<T> {
    const known = this.asked.get(name);
    if (known?.version === this.version) return known.answer as Promise<T>;
    const answer = question();
    this.asked.set(name, { version: this.version, answer });
    return answer;
  }

  // ---- what the user sees of it ------------------------------------------------------------------

  private refuse(title: string, problems: Problem[]): void {
    this.refused = { title, problems };
    this.changed();
  }

  dismiss(): void {
    this.refused = undefined;
    this.changed();
  }

  // Nothing is stored unless it is asked for; taking the tick away forgets at once.
  setRemember(on: boolean): void {
    this.remember = on;
    if (on) localStorage.setItem(remembered, this.text);
    else localStorage.removeItem(remembered);
    this.changed();
  }

  static rememberedPolicy(): string | null {
    try {
      return localStorage.getItem(remembered);
    } catch {
      return null;
    }
  }
}

// The policy with its tables named, where a file is not called as its role is.
function withFiles(text: string, tables: Pick<Assigned, 'name' | 'role'>[]): string {
  let policy: PolicyShape;
  try {
    policy = JSON.parse(text) as PolicyShape;
  } catch {
    return text;      // its problems are told when it is set
  }
  for (const role of roleNames) {
    const names = tables.filter((table) => table.role === role).map((table) => table.name);
    const given = policy.sources?.[role]?.file;
    const asked = given === undefined ? [`${role}.csv`] : [given].flat();
    const same = asked.length === names.length && asked.every((name) => names.includes(name));
    if (names.length > 0 && !same) text = set(text, pointerOf('sources', role, 'file'), names.length === 1 ? names[0]! : names);
  }
  return text;
}
