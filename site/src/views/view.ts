// What every view is: an element that reads one workspace, shows it again when it changes, and asks
// the page for another place by an event.
import { LitElement } from 'lit';
import type { Query } from '../answers';
import type { Workspace } from '../workspace';

export type Tab = 'rules' | 'owners' | 'sla' | 'leads' | 'errors' | 'graph' | 'proof' | 'columns';

export interface Wish {
  'lw-go': { tab: Tab; query?: Query };
  'lw-explain': { lead: string };
  'lw-witness': { witness: Record<string, string | null> };
  'lw-edit': { pointer: string };
}

export abstract class View extends LitElement {
  private from: Workspace | undefined;
  private readonly listen = () => this.workspaceChanged();

  set workspace(workspace: Workspace) {
    if (this.from === workspace) return;
    this.from?.removeEventListener('change', this.listen);
    this.from = workspace;
    workspace.addEventListener('change', this.listen);
    this.workspaceChanged();
  }
  get workspace(): Workspace {
    return this.from!;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.from?.addEventListener('change', this.listen);
    if (this.from) this.workspaceChanged();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.from?.removeEventListener('change', this.listen);
  }

  protected workspaceChanged(): void {
    this.requestUpdate();
  }

  protected wish<K extends keyof Wish>(name: K, detail: Wish[K]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  // The rows behind a figure.
  protected show(query: Query): void {
    this.wish('lw-go', { tab: 'leads', query });
  }
}

// An answer of the engine that a view waits for: asked for again when the workspace has run again. A long
// answer is asked for only after a `pause` in the editing, so that it never holds up the next dry run.
export class Awaited<T> {
  value: T | undefined;
  problem = '';
  private version = -1;

  constructor(private readonly host: View, private readonly ask: () => Promise<T>, private readonly pause = 250) {}

  refresh(version: number): void {
    if (version === this.version) return;
    this.version = version;
    setTimeout(() => {
      if (version !== this.version) return;
      this.ask().then(
        (value) => this.take(version, value, ''),
        (error: unknown) => this.take(version, undefined, error instanceof Error ? error.message : String(error)),
      );
    }, this.pause);
  }

  private take(version: number, value: T | undefined, problem: string): void {
    if (version !== this.version) return;
    this.value = value ?? (problem === '' ? undefined : this.value);
    this.problem = problem;
    this.host.requestUpdate();
  }
}
