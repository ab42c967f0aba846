// <lw-story>: one lead in words, as a sheet at the side. Arrow buttons go through the list it came from.
import { css, html, nothing } from 'lit';
import type { Row, Witness } from '../answers';
import { common } from '../styles';
import { View } from './view';
import { dryRunWitness } from '../witness';

export class StorySheet extends View {
  private lead = '';
  private witness: Witness | undefined;
  private words = '';
  private row: Row | undefined;
  private whyNot = '';
  private problem = '';
  private version = -1;

  static override styles = [common, css`
    dialog { margin: 0 0 0 auto; height: 100dvh; max-height: none; width: min(560px, 100vw); max-width: none; border: 0; padding: 0;
      background: var(--surface); color: var(--ink); box-shadow: var(--shadow); }
    dialog::backdrop { background: light-dark(#17211d40, #00000080); }
    .frame { display: flex; flex-direction: column; height: 100%; }
    header { display: flex; gap: 8px; align-items: center; padding: 12px 18px; border-bottom: 1px solid var(--line); }
    header h2 { flex: 1; overflow-wrap: anywhere; }
    .body { overflow: auto; padding: 14px 18px 32px; flex: 1; min-height: 0; }
    .words p { padding: 2px 0; text-wrap: pretty; } .words p.head { font-weight: 600; padding-top: 10px; }
    .words p.head:first-child { padding-top: 0; font-size: 15px; }
    .words p.deep { padding-inline-start: 16px; color: var(--ink-2); } .words p.deeper { padding-inline-start: 32px; color: var(--ink-2); }
    .ask { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; padding: 14px 0; margin-top: 14px; border-block: 1px solid var(--line); }
    dl { display: grid; grid-template-columns: minmax(90px, 34%) 1fr; gap: 3px 14px; padding-top: 8px; }
    dt { color: var(--ink-3); font-size: 12.5px; overflow-wrap: anywhere; } dd { overflow-wrap: anywhere; }
    h3 { margin-top: 18px; }
    @media (prefers-reduced-motion: no-preference) {
      dialog[open] { animation: slide .16s ease-out; } @keyframes slide { from { transform: translateX(24px); opacity: 0; } }
    }
  `];

  async tell(lead: string): Promise<void> {
    this.lead = lead;
    this.witness = undefined;
    this.whyNot = '';
    await this.open();
  }

  async tellWitness(witness: Witness): Promise<void> {
    this.witness = witness;
    this.lead = 'witness';
    this.row = undefined;
    await this.open();
  }

  private async open(): Promise<void> {
    this.words = '';
    this.problem = '';
    this.requestUpdate();
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector('dialog')!;
    if (!dialog.open) dialog.showModal();
    await this.fetch();
  }

  protected override workspaceChanged(): void {
    super.workspaceChanged();
    const open = this.renderRoot?.querySelector?.('dialog')?.open ?? false;
    if (open && this.version !== this.workspace.version && !this.witness) void this.fetch();
  }

  private async fetch(): Promise<void> {
    const { workspace, lead, witness } = this;
    this.version = workspace.version;
    try {
      const words = witness
        ? await dryRunWitness(workspace.text, workspace.policy, witness)
        : await workspace.engine.explainText(lead, this.whyNot, 2000);
      const row = witness ? undefined : await this.rowOf(lead);
      if (lead !== this.lead || witness !== this.witness) return;
      this.words = words;
      this.row = row;
      this.problem = '';
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
    this.requestUpdate();
  }

  private async rowOf(lead: string): Promise<Row | undefined> {
    const number = Number(lead.slice(1));
    if (!lead.startsWith('#') || !(number > 0)) return undefined;
    return (await this.workspace.engine.rows(Uint32Array.of(number - 1)))[0];
  }

  private close(): void {
    this.renderRoot.querySelector('dialog')?.close();
  }

  protected override render() {
    const { summary, policy } = this.workspace;
    const cells = Object.entries(this.row?.lead ?? {});
    const title = this.witness ? 'Witness lead, dry-run' : `Lead ${this.row?.lead_id || this.lead}`;
    const number = Number(this.lead.slice(1));
    return html`<dialog aria-label=${title} @click=${(event: MouseEvent) => event.target === event.currentTarget && this.close()}>
      <div class="frame">
        <header><h2>${title}</h2>
          ${this.lead.startsWith('#') ? html`
            <button class="button slim" ?disabled=${number <= 1} @click=${() => this.tell(`#${number - 1}`)} aria-label="The lead before">↑</button>
            <button class="button slim" ?disabled=${number >= (summary?.rows ?? 0)} @click=${() => this.tell(`#${number + 1}`)} aria-label="The next lead">↓</button>` : nothing}
          <button class="button slim" ?disabled=${this.words === ''} @click=${() => void navigator.clipboard.writeText(this.words)}>Copy</button>
          <button class="button slim" @click=${() => this.close()}>Close</button></header>
        <div class="body" tabindex="0" role="region" aria-label="What happened to this lead, and why">
          ${this.problem === '' ? nothing : html`<p class="callout bad" role="alert">${this.problem}</p>`}
          ${this.words === '' && this.problem === '' ? html`<p class="quiet" role="status">Asking the engine…</p>` : html`<div class="words">${lines(this.words)}</div>`}
          ${this.witness ? nothing : html`<div class="ask"><label for="why-not">Why not</label>
            <select id="why-not" @change=${(event: Event) => this.askWhyNot((event.target as HTMLSelectElement).value)}>
              <option value="" ?selected=${this.whyNot === ''}>choose an owner</option>
              ${Object.entries(policy.people ?? {}).map(([id, person]) => html`<option value=${id} ?selected=${this.whyNot === id}>${person.name ?? id}</option>`)}
            </select></div>`}
          ${cells.length === 0 ? nothing : html`<h3>As it came</h3><dl>${cells.map(([header, value]) => html`<dt>${header}</dt><dd>${value === '' ? html`<span class="quiet">unknown</span>` : value}</dd>`)}</dl>`}
        </div>
      </div>
    </dialog>`;
  }

  private askWhyNot(person: string): void {
    this.whyNot = person;
    void this.fetch();
  }
}

// The engine's words keep their shape: what is indented belongs to the line above it.
function lines(words: string) {
  return words.split('\n').filter((line) => line.trim() !== '').map((line) => {
    const indent = line.length - line.trimStart().length;
    return html`<p class=${indent === 0 ? 'head' : indent <= 2 ? 'deep' : 'deeper'}>${line.trim()}</p>`;
  });
}

customElements.define('lw-story', StorySheet);
