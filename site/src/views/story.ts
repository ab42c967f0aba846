// <lw-story>: one lead in words, as a sheet at the side. Arrow buttons go through the list it came from.
import { css, html, nothing } from 'lit';
import type { Story, Witness } from '../answers';
import { common } from '../styles';
import { dryRunWitness, type Told } from '../witness';
import { count, instant } from '../words';
import { View } from './view';

export class StorySheet extends View {
  private lead = '';
  private witness: Witness | undefined;
  private told: Told | undefined;
  private cells: Record<string, string> = {};
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
    .body p { text-wrap: pretty; } .body p + p { margin-top: 6px; } .body .clock { margin-top: 10px; }
    .verdict { font-weight: 600; font-size: 15px; padding: 1px 0 1px 12px; margin-bottom: 8px; }
    .ladder > li { padding: 4px 0 4px 22px; position: relative; color: var(--ink-2); overflow-wrap: anywhere; }
    .ladder > li::before { content: '✗'; position: absolute; left: 2px; color: var(--ink-3); } .ladder > li.yes::before { content: '✓'; color: var(--accent); font-weight: 700; }
    .ladder > li.undecidable::before { content: '?'; } .ladder b { font-weight: 600; color: var(--ink); } .ladder > li.no b { font-weight: 500; }
    .events li { display: grid; grid-template-columns: 138px 1fr; gap: 12px; padding: 4px 0; } .events time { color: var(--ink-3); font-size: 12.5px; }
    .events span { overflow-wrap: anywhere; } .reasons { flex-basis: 100%; } .reasons li { padding: 3px 0; }
    .ask { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; padding: 14px 0; margin-top: 14px; border-block: 1px solid var(--line); }
    dl { display: grid; grid-template-columns: minmax(90px, 34%) 1fr; gap: 3px 14px; padding-top: 8px; }
    dt { color: var(--ink-3); font-size: 12.5px; overflow-wrap: anywhere; } dd { overflow-wrap: anywhere; }
    h3 { margin: 18px 0 4px; } h2 .small, h3 .small { font-weight: 400; }
    @media (max-width: 520px) { .events li { grid-template-columns: 1fr; gap: 0; } }
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
    await this.open();
  }

  private async open(): Promise<void> {
    this.told = undefined;
    this.cells = {};
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
    const { workspace, lead, witness, whyNot } = this;
    this.version = workspace.version;
    const current = () => lead === this.lead && witness === this.witness && whyNot === this.whyNot;
    try {
      const told = witness
        ? await dryRunWitness(workspace.text, workspace.policy, witness)
        : { story: await workspace.engine.explain(lead, whyNot), words: await workspace.engine.explainText(lead, whyNot) };
      const row = witness ? undefined : (await workspace.engine.rows(Uint32Array.of(told.story.row - 1)))[0];
      if (!current()) return;
      this.told = told;
      this.cells = row?.lead ?? {};
      this.problem = '';
    } catch (error) {
      if (!current()) return;
      this.problem = error instanceof Error ? error.message : String(error);
    }
    this.requestUpdate();
  }

  private close(): void {
    this.renderRoot.querySelector('dialog')?.close();
  }

  protected override render() {
    const { summary, policy } = this.workspace;
    const story = this.told?.story;
    const title = this.witness ? 'Witness lead, dry-run' : `Lead ${story?.lead_id || this.lead}`;
    const cells = Object.entries(this.cells);
    return html`<dialog aria-label=${title} @click=${(event: MouseEvent) => event.target === event.currentTarget && this.close()}>
      <div class="frame">
        <header><h2>${title}${story && !this.witness ? html` <span class="quiet small">row ${count(story.row)}</span>` : nothing}</h2>
          ${story && !this.witness ? html`
            <button class="button slim" ?disabled=${story.row <= 1} @click=${() => this.tell(`#${story.row - 1}`)} aria-label="The lead before">↑</button>
            <button class="button slim" ?disabled=${story.row >= (summary?.rows ?? 0)} @click=${() => this.tell(`#${story.row + 1}`)} aria-label="The next lead">↓</button>` : nothing}
          <button class="button slim" ?disabled=${!this.told} @click=${() => void navigator.clipboard.writeText(this.told!.words)}>Copy</button>
          <button class="button slim" @click=${() => this.close()}>Close</button></header>
        <div class="body" tabindex="0" role="region" aria-label="What happened to this lead, and why">
          ${this.problem === '' ? nothing : html`<p class="callout bad" role="alert">${this.problem}</p>`}
          ${story ? this.renderStory(story) : this.problem === '' ? html`<p class="quiet" role="status">Asking the engine…</p>` : nothing}
          ${this.witness || !story ? nothing : html`<div class="ask"><label for="why-not">Why not</label>
            <select id="why-not" @change=${(event: Event) => this.askWhyNot((event.target as HTMLSelectElement).value)}>
              <option value="" ?selected=${this.whyNot === ''}>choose an owner</option>
              ${Object.entries(policy.people ?? {}).map(([id, person]) => html`<option value=${id} ?selected=${this.whyNot === id}>${person.name ?? id}</option>`)}
            </select>
            ${story.why_not ? html`<ul class="reasons" role="status">${story.why_not.reasons.map((reason) => html`<li>${reason}</li>`)}</ul>` : nothing}</div>`}
          ${cells.length === 0 ? nothing : html`<h3>As it came</h3><dl>${cells.map(([header, value]) => html`<dt>${header}</dt><dd>${value === '' ? html`<span class="quiet">unknown</span>` : value}</dd>`)}</dl>`}
        </div>
      </div>
    </dialog>`;
  }

  private renderStory(story: Story) {
    const { decision } = story;
    const tone = story.decision.outcome === 'routed' ? 'good' : story.decision.outcome === 'queued' ? 'warn' : '';
    return html`
      <p class="verdict callout ${tone}">${story.verdict.replace(/^./, (first) => first.toUpperCase())}.</p>
      ${story.account === '' ? nothing : html`<p>${story.account}</p>`}
      ${story.rules.length === 0 ? nothing : html`<h3>Rules, in order</h3><ol class="ladder">${story.rules.map((rule) => html`<li class=${rule.matches}>
        <b>${rule.rule}</b> ${rule.matches === 'yes' ? html`matches: ${rule.when}` : rule.matches === 'undecidable' ? html`cannot be decided: ${rule.when}`
          : html`<ul>${rule.failed.map((part) => html`<li>${part.condition}, but ${part.found}</li>`)}</ul>`}</li>`)}</ol>`}
      ${story.events.length === 0 ? nothing : html`<h3>What happened <span class="quiet small">${story.time_zone}</span></h3><ol class="events">${story.events.map((event, at) => html`<li>
        <time datetime=${event.at}>${story.events[at - 1]?.local === event.local ? '' : event.local.replace(/ \(.*\)$/, '')}</time><span>${event.says}</span></li>`)}</ol>`}
      ${decision.sla === '' ? nothing : html`<p class="clock">SLA ${decision.sla}: <b class=${decision.sla_status === 'breached' ? 'bad' : ''}>${decision.sla_status}</b>${decision.due_at === '' ? '' : `, due ${instant(decision.due_at)} UTC`}${decision.first_touch_at === '' ? ', not touched yet' : `, first touch ${instant(decision.first_touch_at)} UTC`}.</p>`}`;
  }

  private askWhyNot(person: string): void {
    this.whyNot = person;
    void this.fetch();
  }
}

customElements.define('lw-story', StorySheet);
