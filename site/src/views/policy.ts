// <lw-policy>: the policy as cards that read like sentences, and as JSON.
import { css, html, nothing } from 'lit';
import type { Finding, PolicyShape, RuleShape } from '../answers';
import type { LeadwrightEditor } from '../components/editor';
import { assignWords, conditionWords, personName } from '../condition-words';
import { pointerOf } from '../json-text';
import { common } from '../styles';
import { sentence, ticked } from '../ticks';
import { count, plural, signed } from '../words';
import { Awaited, View } from './view';

export class PolicyPane extends View {
  private face: 'cards' | 'json' = 'cards';
  private editorReady = false;
  private readonly proof = new Awaited(this, () => this.workspace.proof());

  static override styles = [common, css`
    :host { display: flex; flex-direction: column; min-height: 0; background: var(--surface); }
    .top { display: flex; align-items: center; gap: 4px; padding: 10px 16px; border-bottom: 1px solid var(--line); flex-wrap: wrap; }
    .top h2 { flex: 1 1 100%; min-width: 0; overflow-wrap: anywhere; }
    .faces { display: inline-flex; border: 1px solid var(--edge); border-radius: 5px; overflow: clip; margin-inline-end: auto; }
    .faces button { border: 0; background: none; padding: 2px 12px; min-height: 26px; font-size: 12.5px; font-weight: 500; color: var(--ink-2); }
    .faces button[aria-pressed='true'] { background: var(--ink); color: var(--surface); }
    .faces button:focus-visible { outline-offset: -3px; outline-color: currentColor; }
    .cards { overflow: auto; padding: 4px 16px 32px; flex: 1; min-height: 0; }
    .json { flex: 1; min-height: 0; }
    .card { padding: 11px 0 12px; border-bottom: 1px solid var(--line); position: relative; }
    .rule { display: grid; grid-template-columns: 22px 1fr auto; column-gap: 6px; }
    .rule .place { color: var(--ink-3); font-size: 12px; padding-top: 1.5px; text-align: end; padding-inline-end: 4px; }
    .rule .id { font-weight: 600; overflow-wrap: anywhere; }
    .rule .leads { font-size: 12.5px; text-align: end; }
    .rule .words { grid-column: 2 / 4; color: var(--ink-2); margin-top: 1px; overflow-wrap: anywhere; text-wrap: pretty; }
    .rule.idle .id, .rule.idle .words { color: var(--ink-3); }
    .then { display: block; margin-top: 3px; color: var(--ink); }
    .then::before { content: '→ '; color: var(--accent); font-weight: 600; }
    b { font-weight: 500; color: var(--ink); } b.field { color: var(--ink); font-weight: 500; } b.name { color: var(--accent); }
    .rule.idle b { color: inherit; }
    .acts { grid-column: 2 / 4; display: flex; gap: 2px; margin: 5px 0 0 -6px; }
    .acts button { border: 0; background: none; color: var(--ink-3); font-size: 12px; padding: 2px 6px; border-radius: 4px; min-height: 24px; }
    .acts button:hover:not(:disabled) { background: var(--hover); color: var(--ink); }
    .acts button:disabled { opacity: .45; cursor: default; }
    .finding { grid-column: 2 / 4; margin-top: 6px; font-size: 12.5px; }
    .group { padding: 20px 0 4px; }
    .group h3 { font-size: 12px; color: var(--ink-3); font-weight: 500; }
    dl.facts { display: grid; grid-template-columns: auto 1fr; gap: 3px 12px; padding: 4px 0 8px; }
    dl.facts dt { font-weight: 500; overflow-wrap: anywhere; max-width: 15ch; } dl.facts dd { color: var(--ink-2); overflow-wrap: anywhere; }
    .problems { padding: 10px 16px; border-bottom: 1px solid var(--line); background: var(--bad-soft); max-height: 34%; overflow: auto; }
    .problems ul { margin-top: 4px; } .problems li { padding: 3px 0; }
    .delta { color: var(--accent); font-weight: 600; margin-inline-start: 4px; }
    .foot { padding: 8px 16px; border-top: 1px solid var(--line); }
  `];

  protected override workspaceChanged(): void {
    if (this.workspace.version > 0) this.proof.refresh(this.workspace.version);
    super.workspaceChanged();
  }

  // Shows the JSON at a place of the policy.
  async reveal(pointer: string): Promise<void> {
    await this.turn('json');
    this.renderRoot.querySelector<LeadwrightEditor>('lw-editor')?.reveal(pointer);
  }

  private async turn(face: 'cards' | 'json'): Promise<void> {
    this.face = face;
    this.setAttribute('face', face);
    this.requestUpdate();
    if (face === 'json' && !this.editorReady) {
      await import('../components/editor');
      this.editorReady = true;
      this.requestUpdate();
    }
    await this.updateComplete;
  }

  protected override render() {
    const workspace = this.workspace;
    const { policy } = workspace;
    return html`
      <div class="top">
        <h2>${policy.name ?? 'Policy'}</h2>
        <div class="faces" role="group" aria-label="How the policy is shown">
          <button aria-pressed=${this.face === 'cards'} @click=${() => this.turn('cards')}>Rules</button>
          <button aria-pressed=${this.face === 'json'} @click=${() => this.turn('json')}>JSON</button>
        </div>
        <button class="button slim" ?disabled=${!workspace.canUndo} @click=${() => workspace.undo()} aria-label="Undo the last edit">Undo</button>
        <button class="button slim" ?disabled=${!workspace.canRedo} @click=${() => workspace.redo()} aria-label="Redo the edit">Redo</button>
      </div>
      ${this.renderProblems()}
      ${this.face === 'cards' ? this.renderCards(policy) : this.renderJson()}`;
  }

  private renderProblems() {
    const { problems } = this.workspace;
    if (problems.length === 0) return nothing;
    return html`<div class="problems" role="status">
      <b>${plural(problems.length, 'problem')} in the policy.</b> The figures are those of the last policy that could be run.
      <ul>${problems.slice(0, 20).map((problem) => html`<li>
        <button class="link" @click=${() => this.reveal(problem.pointer)}>${problem.pointer || (problem.line > 0 ? `line ${problem.line}` : 'policy')}</button>
        ${ticked(problem.message)}${problem.help === '' ? '' : html` <span class="quiet">(${ticked(problem.help)})</span>`}</li>`)}</ul>
    </div>`;
  }

  private renderJson() {
    if (!this.editorReady) return html`<p class="cards quiet">Opening the editor…</p>`;
    return html`<div class="json"><lw-editor .text=${this.workspace.text} .problems=${this.workspace.problems} .words=${this.vocabulary()}
      @lw-text=${(event: CustomEvent<string>) => this.workspace.edit(event.detail)}></lw-editor></div>`;
  }

  // What may stand between quotes in a policy: the names it defines and the fields there are.
  private vocabulary(): string[] {
    const { policy, files } = this.workspace;
    const named = [policy.people, policy.pools, policy.sla, policy.lists, policy.conditions, policy.calendars, policy.fields];
    const fields = files.flatMap((file) => file.columns.map((column) => column.field === null ? '' : file.role === 'accounts' ? `account.${column.field}` : column.field));
    const words = ['field', 'op', 'value', 'when', 'assign', 'pool', 'owner', 'queue', 'match', 'account_owner', 'is', 'is_any_of',
      'contains', 'starts_with', 'ends_with', 'is_known', 'is_unknown', 'gte', 'lte', 'gt', 'lt', 'eq', 'between', 'within_last'];
    return [...new Set([...named.flatMap((names) => Object.keys(names ?? {})), ...fields.filter((field) => field !== ''), ...words])].sort();
  }

  private renderCards(policy: PolicyShape) {
    const rules = Array.isArray(policy.rules) ? policy.rules : [];
    return html`<div class="cards" tabindex="0" role="region" aria-label="The policy as rules">
      ${policy.segment === undefined ? nothing : html`<div class="card"><h3>Only leads where</h3>
        <p class="lead-in">${conditionWords(policy.segment)}. Others are out of scope.</p></div>`}
      ${policy.evidence?.fields?.length ? html`<div class="card"><h3>Must be known</h3>
        <p class="lead-in">${policy.evidence.fields.join(', ')}. A lead without them is ${policy.evidence.on_missing === 'route' ? 'routed with a warning' : 'queued'}.</p></div>` : nothing}
      <ol>${rules.map((rule, at) => this.renderRule(policy, rule, at, rules.length))}</ol>
      ${this.renderGroup('Pools', Object.entries(policy.pools ?? {}).map(([name, pool]) => [name,
        `${(pool.members ?? []).map((member) => personName(policy, member.owner ?? '') + (member.weight && member.weight !== 1 ? ` ×${member.weight}` : '')).join(', ')}. `
        + `${(pool.rotation ?? 'fair_share').replaceAll('_', ' ')}${pool.availability === 'working_hours' ? ', in working hours' : ''}`
        + `${pool.requires?.length ? `, needs ${pool.requires.join(', ')}` : ''}`, pointerOf('pools', name)]))}
      ${this.renderGroup('SLA targets', Object.entries(policy.sla ?? {}).map(([name, target]) => [name,
        `first touch within ${target.within ?? '…'} of ${target.clock === 'business' ? `business time (${target.calendar === 'owner' ? 'the owner’s' : target.calendar ?? '…'} calendar)` : 'elapsed time'}, `
        + `from ${target.start === 'assigned' ? 'assignment' : 'creation'}`
        + `${target.on_breach?.reassign ? '; reassigned on breach' : ''}${target.on_breach?.escalate_to ? `; then escalated to ${target.on_breach.escalate_to}` : ''}`,
        pointerOf('sla', name)]))}
      ${this.renderGroup('People', Object.entries(policy.people ?? {}).map(([id, person]) => [person.name ?? id, [
        person.active === false ? 'inactive' : '', person.calendar ? `calendar ${person.calendar}` : '', person.skills?.length ? person.skills.join(', ') : '',
        person.cap ? `at most ${person.cap.max} a ${person.cap.per}` : '', person.capacity ? `at most ${person.capacity} open` : '',
        person.away?.length ? plural(person.away.length, 'absence') : ''].filter(Boolean).join('; ') || 'always', pointerOf('people', id)]))}
    </div>`;
  }

  private renderGroup(title: string, rows: [string, string, string][]) {
    if (rows.length === 0) return nothing;
    return html`<div class="group"><h3>${title}</h3><dl class="facts">${rows.map(([name, words, pointer]) => html`
      <dt><button class="link plain" @click=${() => this.reveal(pointer)}>${name}</button></dt><dd>${words}</dd>`)}</dl></div>`;
  }

  private renderRule(policy: PolicyShape, rule: RuleShape, at: number, all: number) {
    const workspace = this.workspace;
    const id = rule.id ?? `rule ${at + 1}`;
    const decided = workspace.summary?.rules.find((one) => one.rule === id)?.leads;
    const earlier = workspace.loadedSummary?.rules.find((one) => one.rule === id)?.leads ?? 0;
    const delta = workspace.edited && decided !== undefined ? decided - earlier : 0;
    const findings = (this.proof.value?.findings ?? []).filter((one) => one.rule === id && one.severity !== 'info');
    const pointer = pointerOf('rules', at);
    const move = (to: number) => workspace.change([{ op: 'move', from: pointer, path: pointerOf('rules', to) }]);
    return html`<li class="card rule ${decided === 0 ? 'idle' : ''}">
      <span class="place">${at + 1}</span>
      <span class="id">${id}</span>
      <span class="leads">${decided === undefined ? '' : html`<button class="link" aria-label="${count(decided)} leads of rule ${id}"
        @click=${() => this.show({ where: { rule: id, outcome: 'routed' } })}>${count(decided)}</button>${delta === 0 ? '' : html`<span class="delta">${signed(delta)}</span>`}`}</span>
      <div class="words">${conditionWords(rule.when)}<span class="then">${assignWords(policy, rule)}${rule.sla ? html`, SLA <b class="name">${rule.sla}</b>` : ''}</span></div>
      ${findings.map((finding) => this.renderFinding(finding))}
      <div class="acts">
        <button @click=${() => this.reveal(pointer)} aria-label="Edit rule ${id}">Edit</button>
        <button ?disabled=${at === 0} @click=${() => move(at - 1)} aria-label="Move rule ${id} up">Move up</button>
        <button ?disabled=${at === all - 1} @click=${() => move(at + 1)} aria-label="Move rule ${id} down">Move down</button>
        <button ?disabled=${all === 1} @click=${() => workspace.change([{ op: 'remove', path: pointer }])} aria-label="Remove rule ${id}">Remove</button>
      </div>
    </li>`;
  }

  private renderFinding(finding: Finding) {
    const tone = finding.severity === 'error' ? 'bad' : finding.severity === 'warning' ? 'warn' : '';
    return html`<div class="finding callout ${tone}"><b>${finding.kind.replaceAll('_', ' ')}</b>: ${sentence(finding.message)}
      <button class="link" @click=${() => this.wish('lw-go', { tab: 'proof' })}>see the proof</button></div>`;
  }
}

customElements.define('lw-policy', PolicyPane);
