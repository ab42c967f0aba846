// <lw-proof>: what the policy does to every possible lead. Findings with a witness lead and their
// repairs, and while the policy is edited what exactly the edit changes.
import { css, html, nothing } from 'lit';
import type { Change, Diff, Finding, Proof, Witness } from '../answers';
import { common } from '../styles';
import { sentence, ticked } from '../ticks';
import { count, plural } from '../words';
import { Awaited, View } from './view';

const severities = [
  { severity: 'error', title: 'Errors', tone: 'bad' },
  { severity: 'warning', title: 'Warnings', tone: 'warn' },
  { severity: 'info', title: 'Notes', tone: '' },
] as const;

export class ProofView extends View {
  private readonly proof = new Awaited<Proof>(this, () => this.workspace.proof());
  private readonly diff = new Awaited<Diff>(this, () => this.workspace.diff());

  static override styles = [common, css`
    .finding { display: grid; grid-template-columns: 150px minmax(0, 1fr); gap: 2px 18px; padding: 13px 0; border-bottom: 1px solid var(--line); }
    .finding .what { display: grid; gap: 3px; justify-items: start; align-content: start; }
    .finding .rule { overflow-wrap: anywhere; }
    .finding .body { display: grid; gap: 7px; }
    .finding p { text-wrap: pretty; max-width: 78ch; }
    .witness { display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: center; font-size: 12.5px; }
    .witness .pairs { display: inline-flex; flex-wrap: wrap; gap: 4px; }
    .witness code { background: var(--sunken); border-radius: 3px; padding: 1px 6px; overflow-wrap: anywhere; }
    .acts .button { white-space: normal; text-align: start; } .acts { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; }
    .verdict { border-block: 1px solid var(--line); padding: 11px 0; }
    .region { padding: 12px 0; border-bottom: 1px solid var(--line); display: grid; gap: 5px; }
    .region li + li { margin-top: 5px; }
    .region .from { color: var(--ink-3); text-decoration: line-through; text-decoration-color: var(--edge); }
    .region .to { font-weight: 600; color: var(--accent); }
    @media (max-width: 700px) { .finding { grid-template-columns: minmax(0, 1fr); } .finding .what { display: flex; flex-wrap: wrap; gap: 8px; } }
  `];

  protected override workspaceChanged(): void {
    const { workspace } = this;
    if (workspace.version > 0) {
      this.proof.refresh(workspace.version);
      if (workspace.edited && workspace.problems.length === 0) this.diff.refresh(workspace.version);
    }
    super.workspaceChanged();
  }

  protected override render() {
    return html`${this.workspace.edited ? this.renderDiff() : nothing}${this.renderFindings()}`;
  }

  private renderFindings() {
    const proof = this.proof.value;
    if (this.proof.problem !== '') return html`<p class="callout bad" role="alert">${this.proof.problem}</p>`;
    if (!proof) return html`<p class="quiet" role="status">Looking at every possible lead…</p>`;
    const by = (severity: string) => proof.findings.filter((finding) => finding.severity === severity);
    return html`
      <section class="section">
        <header><h2>Proof</h2><p class="quiet">over all possible leads of the declared types, not only those of the file</p></header>
        <p class="verdict">${by('error').length === 0
          ? html`<strong>No errors.</strong> ${proof.findings.length === 0 ? 'Every rule can decide a lead, and no lead of the segment falls through.' : ''}`
          : html`<strong class="bad">${plural(by('error').length, 'error')}</strong>${by('warning').length > 0 ? `, ${plural(by('warning').length, 'warning')}` : ''}.`}
          ${proof.proved.length > 0 ? `${plural(proof.proved.length, 'assertion')} proved for every lead.` : ''}
          ${proof.decided ? 'Everything was decided exactly.' : 'Some questions could not be decided within their bound; they are listed as undecided.'}</p>
      </section>
      ${proof.faults ? html`<section class="section" role="alert">${proof.faults.map((fault) => html`<p class="callout bad">An internal fault, please report it: ${ticked(fault)}</p>`)}</section>` : nothing}
      ${severities.map(({ severity, title, tone }) => by(severity).length === 0 ? nothing : html`<section class="section">
        <header><h2>${title}</h2><p class="quiet">${count(by(severity).length)}</p></header>
        ${by(severity).map((finding) => this.renderFinding(finding, tone))}
      </section>`)}`;
  }

  private renderFinding(finding: Finding, tone: string) {
    return html`<article class="finding">
      <div class="what"><span class="chip ${tone}">${finding.kind.replaceAll('_', ' ')}</span>
        ${!finding.rule ? nothing : html`<button class="link rule" aria-label="Show rule ${finding.rule} in the policy" @click=${() => this.wish('lw-edit', { pointer: finding.pointer })}>${finding.rule}</button>`}</div>
      <div class="body">
        <p>${sentence(finding.message)}${finding.by.length > 0 ? html` <span class="quiet">By ${finding.by.join(', ')}.</span>` : ''}
          ${finding.exact ? nothing : html` <span class="warn">Not decided exactly.</span>`}</p>
        ${finding.witness ? this.renderWitness(finding.witness) : nothing}
        <div class="acts small">
          <span class="quiet">${finding.leads === 0 ? 'No lead of the file' : `${plural(finding.leads, 'lead')} of the file`}</span>
          ${finding.patch ? html`<button class="button slim" @click=${() => this.workspace.change(finding.patch!)}>Repair: ${ticked(finding.patch_says ?? 'as proved')}</button>` : nothing}
        </div>
      </div>
    </article>`;
  }

  private renderWitness(witness: Witness) {
    // The id is made up, and the same in every witness.
    const known = Object.entries(witness).filter(([field]) => field !== 'id');
    return html`<div class="witness"><span class="quiet">Witness lead</span>
      <span class="pairs">${known.length === 0 ? html`<code>any lead</code>` : known.map(([field, value]) => html`<code>${field}: ${value ?? 'unknown'}</code>`)}</span>
      <button class="link" @click=${() => this.wish('lw-witness', { witness })}>Dry-run this lead</button></div>`;
  }

  private renderChange(change: Change) {
    return html`<div class="region">
      <ul>${change.where.map((region) => html`<li>${sentence(region)}</li>`)}</ul>
      <p><span class="from">${change.from.decision}</span> → <span class="to">${change.to.decision}</span> <span class="quiet small">${plural(change.leads, 'lead')} of the file</span></p>
      ${change.witness ? this.renderWitness(change.witness) : nothing}</div>`;
  }

  private renderDiff() {
    const { workspace } = this;
    const diff = this.diff.value;
    return html`<section class="section">
      <header><h2>What your edit changes</h2><p class="quiet">the edited policy against the loaded one</p>
        <button class="button slim" @click=${() => workspace.keepAsLoaded()}>Compare from here on</button></header>
      ${workspace.problems.length > 0 ? html`<p class="verdict">The edited policy has problems; it is compared as soon as it has none.</p>`
        : this.diff.problem !== '' ? html`<p class="callout bad" role="alert">${this.diff.problem}</p>`
        : !diff ? html`<p class="quiet" role="status">Comparing both policies…</p>`
        : diff.equal ? html`<p class="verdict"><strong>Nothing.</strong> Every possible lead is decided as before: proved, not sampled.</p>`
        : html`<p class="verdict">${diff.changes.length === 0 ? 'No rule decides a lead differently.' : html`<strong>${plural(diff.changes.length, 'change')}</strong> of what happens to possible leads,
            met by <strong>${plural(diff.changes.reduce((sum, change) => sum + change.leads, 0), 'lead')}</strong> of the file.`}
            ${diff.settings.length === 0 ? nothing : html` Settings that differ: ${diff.settings.map((pointer, at) => html`${at > 0 ? ', ' : ''}<code>${pointer}</code>`)}.`}
            ${diff.decided ? nothing : html` <span class="warn">Not everything could be decided within the bound.</span>`}</p>
          ${diff.changes.map((change) => this.renderChange(change))}
          ${diff.findings.map((finding) => this.renderFinding(finding, finding.severity === 'error' ? 'bad' : 'warn'))}
          ${(diff.moves ?? []).length === 0 ? nothing : html`<div class="scroll" tabindex="0" role="region" aria-label="Leads that move"><table><thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col" class="n">Leads</th></tr></thead>
            <tbody>${(diff.moves ?? []).map((move) => html`<tr><td>${move.from}</td><td>${move.to}</td><td class="n">${count(move.leads)}</td></tr>`)}</tbody></table></div>`}`}
    </section>`;
  }
}

customElements.define('lw-proof', ProofView);
