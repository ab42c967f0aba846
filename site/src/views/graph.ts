// <lw-graph>: what is the same as what. The summary, the pairs a person should look at, the conflicts.
//
// Review is made for the keyboard: A says same, R says different, arrow keys go on and back, U takes the
// last word back. Each decision is written into `matching.decisions` of the policy, so it applies
// everywhere at once, in the command line too.
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Candidate, FilterKey, Graph, Reconciliation } from '../answers';
import { decisionOf } from '../decisions';
import { has, set, type Json } from '../json-text';
import { common } from '../styles';
import { count, plural, spoken } from '../words';
import { Awaited, View } from './view';

export class GraphView extends View {
  private readonly graph = new Awaited<Graph>(this, () => this.workspace.graph());
  private readonly billing = new Awaited<Reconciliation>(this, () => this.workspace.billing());
  private at = 0;
  private why = '';

  static override styles = [common, css`
    .figures { display: flex; flex-wrap: wrap; gap: 6px 34px; border-block: 1px solid var(--line); padding: 12px 0; }
    .figures div { color: var(--ink-2); } .figures strong { display: block; font-size: 20px; line-height: 1.2; font-weight: 600; color: var(--ink); letter-spacing: -.01em; }
    .pair { border: 1px solid var(--line); border-radius: 6px; background: var(--surface); }
    .pair:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    .pair > header { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; padding: 10px 14px; border-bottom: 1px solid var(--line); }
    .pair > header .place { margin-inline-start: auto; }
    .pair table { table-layout: fixed; } .pair th, .pair td { padding: 5px 14px; overflow-wrap: anywhere; }
    .pair th[scope='row'] { width: 24%; font-weight: 400; color: var(--ink-3); font-size: 12.5px; }
    .pair tbody tr:last-child > * { border-bottom: 0; }
    tr.same td { color: var(--ink-3); }
    mark { background: var(--mark); color: var(--ink); border-radius: 2px; padding: 0 1px; }
    .acts { display: flex; flex-wrap: wrap; gap: 8px; padding: 12px 14px; border-top: 1px solid var(--line); }
    kbd { font: 600 11px/1 var(--mono); border: 1px solid currentColor; border-radius: 3px; padding: 1px 4px; opacity: .8; }
    .path { color: var(--ink-2); } .conflicts li { padding: 10px 0; border-bottom: 1px solid var(--line); }
    .figures .link { padding-block: 0; line-height: inherit; } .notes { margin-top: 12px; } .why { white-space: pre-wrap; font: 12.5px/1.5 var(--mono); padding: 10px 14px; border-top: 1px solid var(--line); margin: 0; overflow-x: auto; }
  `];

  protected override workspaceChanged(): void {
    if (this.workspace.version > 0) {
      this.graph.refresh(this.workspace.version);
      if (this.workspace.files.some((file) => file.used && file.role === 'subscriptions')) this.billing.refresh(this.workspace.version);
    }
    super.workspaceChanged();
  }

  protected override render() {
    const graph = this.graph.value;
    if (this.graph.problem !== '') return html`<p class="callout bad" role="alert">${this.graph.problem}</p>`;
    if (!graph) return html`<p class="quiet" role="status">Comparing the records of all tables…</p>`;
    const decided = this.decisions().length;
    return html`
      <section class="section">
        <header><h2>ID graph</h2><p class="quiet">records of every system, linked by keys and by comparison</p></header>
        <div class="figures">
          ${this.figure(graph.links, 'links')}${this.figure(graph.clusters, 'clusters')}
          ${this.figure(graph.leads.matched, 'leads with an account')}${this.figure(graph.leads.ambiguous, 'leads with several', { reason: 'ambiguous_match' })}
          ${this.figure(graph.leads.duplicates, 'repeated leads')}${this.figure(decided, decided === 1 ? 'decision in the policy' : 'decisions in the policy')}
        </div>
        ${graph.notes.length + graph.not_compared.length + graph.shared_domains.length === 0 ? nothing : html`<ul class="notes">${graph.notes.map((note) => html`<li class="callout warn">${note}</li>`)}
          ${graph.shared_domains.map((shared) => html`<li class="callout warn"><code>${shared.domain}</code> is the domain of ${plural(shared.companies, 'company', 'companies')} and links none:
            rows ${shared.rows.slice(0, 10).join(', ')}${shared.rows.length > 10 ? ', …' : ''} of accounts.</li>`)}
          ${graph.not_compared.map((block) => html`<li class="callout warn">Not compared: ${plural(block.pairs, 'pair')} of the ${plural(block.records, 'record')} that share ${block.key}${block.example === '' ? nothing : html` (as <code>${block.example}</code>)`}.</li>`)}</ul>`}
      </section>
      <section class="section">
        <header><h2>Review queue</h2><p class="quiet">too close to link without a person, too close to let go</p></header>
        ${this.renderReview(graph)}
      </section>
      <section class="section">
        <header><h2>Conflicts</h2><p class="quiet">records that would have been joined, but whose ids contradict each other</p></header>
        ${graph.conflicts.length === 0 ? html`<p class="quiet">None.</p>` : html`<ul class="conflicts">${graph.conflicts.slice(0, 200).map((conflict) => html`<li>
          <h3><code>${conflict.left_table} ${conflict.left_id}</code> and <code>${conflict.right_table} ${conflict.right_id}</code></h3>
          <p>${spoken(conflict.kind)}: ${conflict.detail}</p>
          ${conflict.path.length === 0 ? nothing : html`<p class="path small">would have been joined by ${conflict.path.map((step, at) => html`${at === 0 ? '' : ' → '}<code>${step.table} ${step.id}</code>`)}</p>`}</li>`)}</ul>
          ${graph.conflicts.length > 200 ? html`<p class="quiet">The other ${count(graph.conflicts.length - 200)} are in conflicts.csv.</p>` : nothing}`}
      </section>
      ${graph.sensitivity.changes.length === 0 ? nothing : html`<section class="section">
        <header><h2>How sure are the owners?</h2><p class="quiet">${plural(graph.sensitivity.several_candidates, 'lead')} with two or more candidates; leads whose owner would change by one other choice:</p></header>
        <div class="scroll" tabindex="0" role="region" aria-label="Leads that would change owner"><table><thead><tr><th scope="col">If</th><th scope="col" class="n">Leads that change owner</th></tr></thead>
          <tbody>${graph.sensitivity.changes.map((one) => html`<tr><th scope="row">${one.change}</th><td class="n">${count(one.leads)}</td></tr>`)}</tbody></table></div>
      </section>`}
      ${this.renderBilling()}
      ${graph.tables.length === 0 ? nothing : html`<section class="section">
        <header><h2>Records</h2></header>
        <div class="scroll" tabindex="0" role="region" aria-label="Records by table"><table><thead><tr><th scope="col">Table</th><th scope="col" class="n">Records</th><th scope="col" class="n">In clusters</th></tr></thead>
          <tbody>${graph.tables.map((one) => html`<tr><th scope="row">${spoken(one.table)}</th><td class="n">${count(one.records)}</td><td class="n">${count(one.in_clusters)}</td></tr>`)}</tbody></table></div>
      </section>`}`;
  }

  private figure(value: number, what: string, where?: Partial<Record<FilterKey, string>>) {
    const shown = where && value > 0 ? html`<button class="link plain" aria-label="${count(value)} ${what}: show them" @click=${() => this.show({ where })}>${count(value)}</button>` : count(value);
    return html`<div><strong>${shown}</strong>${what}</div>`;
  }

  private renderBilling() {
    const billing = this.billing.value;
    if (!billing || billing.subscriptions === 0) return nothing;
    return html`<section class="section">
      <header><h2>Billing against the CRM</h2><p class="quiet">${plural(billing.subscriptions, 'subscription')} followed to their opportunities; every row is in drift.csv</p></header>
      <div class="scroll" tabindex="0" role="region" aria-label="Subscriptions by status"><table>
        <thead><tr><th scope="col">Status</th><th scope="col" class="n">Subscriptions</th><th scope="col">Among them</th></tr></thead>
        <tbody>${billing.by_status.map((one) => html`<tr><th scope="row">${spoken(one.status)}</th><td class="n">${count(one.subscriptions)}</td>
          <td class="small quiet">${one.ids.slice(0, 4).join(', ')}${one.ids.length > 4 ? ', …' : ''}</td></tr>`)}</tbody></table></div>
      ${billing.drift_by_month.length === 0 ? nothing : html`<div class="scroll" tabindex="0" role="region" aria-label="Drift by month"><table>
        <thead><tr><th scope="col">Month</th><th scope="col">Currency</th><th scope="col" class="n">Billed</th><th scope="col" class="n">Sold</th><th scope="col" class="n">Drift</th></tr></thead>
        <tbody>${billing.drift_by_month.slice(-12).map((one) => html`<tr><th scope="row">${one.month}</th><td>${one.currency}</td><td class="n">${one.billed}</td>
          <td class="n">${one.sold}</td><td class="n">${one.drift}</td></tr>`)}</tbody></table></div>`}
    </section>`;
  }

  private decisions(): Json[] {
    const given = this.workspace.policy.matching?.decisions;
    return Array.isArray(given) ? given : [];
  }

  private renderReview(graph: Graph) {
    if (graph.review.length === 0) return html`<p class="quiet">Nothing to review${this.decisions().length > 0 ? `: ${plural(this.decisions().length, 'pair')} decided in the policy` : ''}.</p>`;
    const at = Math.min(this.at, graph.review.length - 1);
    const pair = graph.review[at]!;
    const left = aligned(pair.left_table, pair.left);
    const right = aligned(pair.right_table, pair.right);
    const both = Object.keys(left).filter((field) => right[field] !== undefined);
    const single = [...Object.keys(left), ...Object.keys(right)].filter((field) => left[field] === undefined || right[field] === undefined);
    return html`<div class="pair" role="group" tabindex="0" aria-label="Pair ${at + 1} of ${graph.review.length}. A: same, R: different, arrow keys: next and back, U: undo."
        @keydown=${(event: KeyboardEvent) => this.press(event, graph)}>
      <header><h3>Are these the same?</h3><span class="chip">score ${pair.score.toFixed(2)}</span><span class="quiet">${pair.reason}</span>
        <span class="place quiet" role="status">${count(at + 1)} of ${count(Math.max(graph.reviews, graph.review.length))}</span></header>
      <table><thead><tr><th scope="col"><span class="spoken">Field</span></th>
        <th scope="col">${spoken(pair.left_table)} <code>${pair.left_id}</code></th><th scope="col">${spoken(pair.right_table)} <code>${pair.right_id}</code></th></tr></thead>
        <tbody>${both.map((field) => this.compare(field, left[field]!, right[field]!))}
          ${single.map((field) => html`<tr class="same"><th scope="row">${field}</th><td>${left[field] ?? ''}</td><td>${right[field] ?? ''}</td></tr>`)}</tbody></table>
      <div class="acts">
        <button class="button primary" @click=${() => this.decide(pair, true)}>Same <kbd>A</kbd></button>
        <button class="button" @click=${() => this.decide(pair, false)}>Different <kbd>R</kbd></button>
        <button class="button" ?disabled=${at === 0} @click=${() => this.go(at - 1)}>Back <kbd>←</kbd></button>
        <button class="button" ?disabled=${at >= graph.review.length - 1} @click=${() => this.go(at + 1)}>Later <kbd>→</kbd></button>
        <button class="button" ?disabled=${!this.workspace.canUndo} @click=${() => this.workspace.undo()}>Undo <kbd>U</kbd></button>
        <button class="button" @click=${() => void this.askWhy(pair)}>Why this score?</button>
      </div>
      ${this.why === '' ? nothing : html`<pre class="why" tabindex="0">${this.why}</pre>`}
    </div>`;
  }

  private compare(field: string, left: string, right: string) {
    const same = left === right;
    return html`<tr class=${same ? 'same' : ''}><th scope="row">${field}</th>
      <td>${same ? left : marked(left, right)}</td><td>${same ? right : marked(right, left)}</td></tr>`;
  }

  private press(event: KeyboardEvent, graph: Graph): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = Math.min(this.at, graph.review.length - 1);
    const pair = graph.review[at]!;
    switch (event.key.toLowerCase()) {
      case 'a': this.decide(pair, true); break;
      case 'r': this.decide(pair, false); break;
      case 'arrowright': this.go(Math.min(graph.review.length - 1, at + 1)); break;
      case 'arrowleft': this.go(Math.max(0, at - 1)); break;
      case 'u': this.workspace.undo(); break;
      default: return;
    }
    event.preventDefault();
  }

  private go(at: number): void {
    this.at = at;
    this.why = '';
    this.requestUpdate();
  }

  private decide(pair: Candidate, same: boolean): void {
    const { workspace } = this;
    const decision = decisionOf(pair, same);
    const text = has(workspace.text, '/matching/decisions') ? workspace.text : set(workspace.text, '/matching/decisions', []);
    workspace.edit(set(text, '/matching/decisions/-', decision));
    // The pair leaves the queue with the next answer; until then the next one is shown in its place.
    if (this.graph.value) this.graph.value = { ...this.graph.value, reviews: this.graph.value.reviews - 1, review: this.graph.value.review.filter((one) => one !== pair) };
    this.why = '';
    this.requestUpdate();
  }

  private async askWhy(pair: Candidate): Promise<void> {
    try {
      this.why = await this.workspace.engine.whyText(`${pair.left_table}:${pair.left_id}`, `${pair.right_table}:${pair.right_id}`);
    } catch (error) {
      this.why = error instanceof Error ? error.message : String(error);
    }
    this.requestUpdate();
  }
}

// A record's filled fields under names that both sides share: what a lead calls its company is an
// account's name. The id stands above the column already.
function aligned(table: string, record: Record<string, string>): Record<string, string> {
  const person = table === 'leads' || table === 'contacts';
  const entries = Object.entries(record).filter(([field, value]) => field !== 'id' && value !== '');
  return Object.fromEntries(entries.map(([field, value]) => [field === 'company' && person ? 'name' : field, value]));
}

// The part of a text between what it shares with the other at the beginning and at the end.
function marked(text: string, other: string): TemplateResult {
  let start = 0;
  while (start < text.length && start < other.length && text[start] === other[start]) start += 1;
  let end = 0;
  while (end < text.length - start && end < other.length - start && text[text.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  const middle = text.slice(start, text.length - end);
  return html`${text.slice(0, start)}${middle === '' ? nothing : html`<mark>${middle}</mark>`}${text.slice(text.length - end)}`;
}

customElements.define('lw-graph', GraphView);
