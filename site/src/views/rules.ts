// <lw-rules>: what each rule decided, and where the leads went that no rule took.
import { css, html, nothing } from 'lit';
import type { RuleCount } from '../answers';
import { chartStyles, legend, stackedBar } from '../components/charts';
import { common } from '../styles';
import { count, plural, share, spoken } from '../words';
import { Awaited, View } from './view';

export class RulesView extends View {
  private readonly proof = new Awaited(this, () => this.workspace.proof());

  static override styles = [common, chartStyles, css`
    td.wide { width: 38%; min-width: 110px; }
    tr.idle th, tr.idle td { color: var(--ink-3); }
    .chips { display: inline-flex; gap: 4px; flex-wrap: wrap; margin-inline-start: 8px; vertical-align: baseline; }
    button.chip { border: 0; cursor: pointer; }
    th[scope='row'] { overflow-wrap: anywhere; min-width: 110px; }
  `];

  protected override workspaceChanged(): void {
    if (this.workspace.version > 0) this.proof.refresh(this.workspace.version);
    super.workspaceChanged();
  }

  protected override render() {
    const { summary } = this.workspace;
    if (!summary) return nothing;
    const most = Math.max(1, ...summary.rules.map((rule) => rule.leads));
    const never = summary.rules.filter((rule) => rule.leads === 0).length;
    return html`
      <section class="section">
        <header>
          <h2>Rules</h2>
          <p class="quiet">${plural(summary.rules.length, 'rule')}${never > 0 ? html`, ${count(never)} of them decided no lead of this file` : ''}</p>
          ${legend([{ name: 'routed', kind: 'good' }, { name: 'queued', kind: 'warn' }])}
        </header>
        <div class="scroll"><table>
          <thead><tr><th scope="col">Rule</th><th scope="col" class="n">Leads</th><th scope="col" class="n">Share</th>
            <th scope="col"><span class="spoken">Routed and queued</span></th><th scope="col" class="n">Queued</th><th scope="col" class="n">Breached</th></tr></thead>
          <tbody>${summary.rules.map((rule) => this.renderRule(rule, most, summary.rows))}</tbody>
        </table></div>
      </section>
      ${summary.reasons.length === 0 ? nothing : html`<section class="section">
        <header><h2>Queued, by reason</h2><p class="quiet">${count(summary.queued)} of ${plural(summary.rows, 'lead')}</p></header>
        <div class="scroll"><table>
          <thead><tr><th scope="col">Reason</th><th scope="col" class="n">Leads</th><th scope="col"><span class="spoken">Share of the queued</span></th></tr></thead>
          <tbody>${summary.reasons.map(({ reason, count: leads }) => html`<tr>
            <th scope="row">${spoken(reason)}</th>
            <td class="n">${this.figure(leads, `queued with reason ${spoken(reason)}`, { outcome: 'queued', reason })}</td>
            <td class="wide">${stackedBar([{ name: spoken(reason), value: leads, kind: 'warn' }], Math.max(1, ...summary.reasons.map((one) => one.count)))}</td>
          </tr>`)}</tbody>
        </table></div>
      </section>`}
      ${summary.queues.length === 0 ? nothing : html`<section class="section">
        <header><h2>Queues</h2><p class="quiet">leads that a rule gave to a shared inbox</p></header>
        <div class="scroll"><table>
          <thead><tr><th scope="col">Queue</th><th scope="col" class="n">Leads</th><th scope="col"><span class="spoken">Share</span></th></tr></thead>
          <tbody>${summary.queues.map(({ queue, leads }) => html`<tr><th scope="row">${queue}</th>
            <td class="n">${this.figure(leads, `in queue ${queue}`, { queue })}</td>
            <td class="wide">${stackedBar([{ name: queue, value: leads, kind: 'soft' }], Math.max(1, ...summary.queues.map((one) => one.leads)))}</td></tr>`)}</tbody>
        </table></div>
      </section>`}
      ${summary.warnings.length === 0 ? nothing : html`<section class="section">
        <header><h2>Worth knowing</h2></header>
        <ul>${summary.warnings.map((warning) => html`<li class="callout warn">${warning}</li>`)}</ul>
      </section>`}`;
  }

  private figure(leads: number, what: string, where: Record<string, string>) {
    if (leads === 0) return html`<span class="quiet">0</span>`;
    return html`<button class="link" aria-label="${plural(leads, 'lead')} ${what}" @click=${() => this.show({ where })}>${count(leads)}</button>`;
  }

  private renderRule(rule: RuleCount, most: number, all: number) {
    const findings = (this.proof.value?.findings ?? []).filter((one) => one.rule === rule.rule);
    return html`<tr class=${rule.leads === 0 ? 'idle' : ''}>
      <th scope="row">${rule.rule}${findings.length === 0 ? '' : html`<span class="chips">${findings.map((finding) => html`
        <button class="chip ${finding.severity === 'error' ? 'bad' : finding.severity === 'warning' ? 'warn' : ''}"
          @click=${() => this.wish('lw-go', { tab: 'proof' })}>${finding.kind.replaceAll('_', ' ')}</button>`)}</span>`}</th>
      <td class="n">${this.figure(rule.leads, `of rule ${rule.rule}`, { rule: rule.rule })}</td>
      <td class="n quiet">${share(rule.leads, all)}</td>
      <td class="wide">${stackedBar([{ name: 'routed', value: rule.routed, kind: 'good' }, { name: 'queued', value: rule.queued, kind: 'warn' }], most)}</td>
      <td class="n">${this.figure(rule.queued, `queued under rule ${rule.rule}`, { rule: rule.rule, outcome: 'queued' })}</td>
      <td class="n">${this.figure(rule.breached, `of rule ${rule.rule} with a breached SLA`, { rule: rule.rule, sla_status: 'breached' })}</td>
    </tr>`;
  }
}

customElements.define('lw-rules', RulesView);
