// <lw-rules>: what each rule decided, where the leads went that no rule took, and what else to know.
import { css, html, nothing } from 'lit';
import type { FilterKey, RuleCount, Summary } from '../answers';
import { chartStyles, legend, slaParts, stackedBar } from '../components/charts';
import { common } from '../styles';
import { count, plural, share, spoken } from '../words';
import { Awaited, View } from './view';

type Where = Partial<Record<FilterKey, string>>;

export class RulesView extends View {
  private readonly proof = new Awaited(this, () => this.workspace.proof());

  static override styles = [common, chartStyles, css`
    td.wide { width: 38%; min-width: 110px; }
    tr.idle th, tr.idle td { color: var(--ink-3); }
    .chips { display: inline-flex; gap: 4px; flex-wrap: wrap; margin-inline-start: 8px; vertical-align: baseline; }
    button.chip { border: 0; cursor: pointer; }
    th[scope='row'] { overflow-wrap: anywhere; min-width: 110px; }
    .notes li + li { margin-top: 6px; }
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
    const notes = this.notes(summary);
    return html`
      <section class="section">
        <header>
          <h2>Rules</h2>
          <p class="quiet">${plural(summary.rules.length, 'rule')}${never > 0 ? `, ${count(never)} of them routed no lead of this file` : ''}</p>
          ${summary.sla.clocks > 0 ? legend(slaParts(summary.sla, summary.routed)) : nothing}
        </header>
        <div class="scroll"><table>
          <thead><tr><th scope="col">Rule</th><th scope="col" class="n">Routed</th><th scope="col" class="n">Share</th>
            <th scope="col"><span class="spoken">By SLA status</span></th><th scope="col" class="n">Breached</th></tr></thead>
          <tbody>${summary.rules.map((rule) => this.renderRule(rule, most, summary.rows))}</tbody>
        </table></div>
      </section>
      ${this.renderCounts('Queued, by reason', `${count(summary.queued)} of ${plural(summary.rows, 'lead')}, in the error queue`, 'Reason', 'warn',
        Object.entries(summary.queued_by_reason).map(([reason, leads]) => [spoken(reason), leads, { outcome: 'queued', reason }]))}
      ${this.renderCounts('Queues', 'leads that a rule gave to a shared inbox', 'Queue', 'soft',
        summary.queues.map(({ queue, leads }) => [queue, leads, { queue }]))}
      ${notes.length === 0 ? nothing : html`<section class="section">
        <header><h2>Worth knowing</h2></header>
        <ul class="notes">${notes.map((note) => html`<li class="callout warn">${note}</li>`)}</ul>
      </section>`}`;
  }

  private renderCounts(title: string, says: string, what: string, kind: 'warn' | 'soft', rows: [string, number, Where][]) {
    if (rows.length === 0) return nothing;
    const sorted = [...rows].sort(([, a], [, b]) => b - a);
    return html`<section class="section">
      <header><h2>${title}</h2><p class="quiet">${says}</p></header>
      <div class="scroll"><table>
        <thead><tr><th scope="col">${what}</th><th scope="col" class="n">Leads</th><th scope="col"><span class="spoken">Beside the others</span></th></tr></thead>
        <tbody>${sorted.map(([name, leads, where]) => html`<tr><th scope="row">${name}</th>
          <td class="n">${this.figure(leads, name, where)}</td>
          <td class="wide">${stackedBar([{ name, value: leads, kind }], Math.max(1, sorted[0]![1]))}</td></tr>`)}</tbody>
      </table></div>
    </section>`;
  }

  private figure(leads: number, what: string, where: Where) {
    if (leads === 0) return html`<span class="quiet">0</span>`;
    return html`<button class="link" aria-label="${plural(leads, 'lead')}: ${what}" @click=${() => this.show({ where })}>${count(leads)}</button>`;
  }

  private renderRule(rule: RuleCount, most: number, all: number) {
    const findings = (this.proof.value?.findings ?? []).filter((one) => one.rule === rule.rule && one.severity !== 'info');
    return html`<tr class=${rule.leads === 0 ? 'idle' : ''}>
      <th scope="row">${rule.rule}${findings.length === 0 ? '' : html`<span class="chips">${findings.map((finding) => html`
        <button class="chip ${finding.severity === 'error' ? 'bad' : 'warn'}"
          @click=${() => this.wish('lw-go', { tab: 'proof' })}>${spoken(finding.kind)}</button>`)}</span>`}</th>
      <td class="n">${this.figure(rule.leads, `routed by rule ${rule.rule}`, { rule: rule.rule, outcome: 'routed' })}</td>
      <td class="n quiet">${share(rule.leads, all)}</td>
      <td class="wide">${stackedBar(slaParts(rule.sla, rule.leads), most)}</td>
      <td class="n">${rule.sla.clocks === 0 ? html`<span class="quiet">–</span>` : this.figure(rule.sla.breached, `breached, of rule ${rule.rule}`, { rule: rule.rule, sla_status: 'breached' })}</td>
    </tr>`;
  }

  private notes(summary: Summary): string[] {
    const { ignored, evidence } = summary;
    return [
      ...summary.hold_only_because_unknown.map(({ rule, field, leads }) =>
        `${plural(leads, 'lead')} of rule ${rule} may be there only because ${field} is unknown: a “not” holds for what is unknown.`),
      ...(evidence.routed_without > 0 ? [`${plural(evidence.routed_without, 'lead')} ${evidence.routed_without === 1 ? 'was' : 'were'} routed although evidence is missing.`] : []),
      ...(summary.followed_duplicates > 0 ? [`${plural(summary.followed_duplicates, 'duplicate')} followed the owner of the earlier record.`] : []),
      ...(summary.matching.duplicates > 0 ? [`${plural(summary.matching.duplicates, 'lead')} ${summary.matching.duplicates === 1 ? 'repeats' : 'repeat'} an earlier lead or a contact.`] : []),
      ...(ignored.touches_before_arrival > 0 ? [`${plural(ignored.touches_before_arrival, 'touch', 'touches')} before the lead’s arrival ${ignored.touches_before_arrival === 1 ? 'was' : 'were'} ignored.`] : []),
      ...(ignored.activities_of_unknown_leads > 0 ? [`${plural(ignored.activities_of_unknown_leads, 'activity', 'activities')} of leads that are not in the file ${ignored.activities_of_unknown_leads === 1 ? 'was' : 'were'} ignored.`] : []),
      ...summary.tables.filter((table) => table.malformed > 0).map((table) => `${plural(table.malformed, 'row')} of ${spoken(table.table)} could not be read; see the error queue.`),
    ];
  }
}

customElements.define('lw-rules', RulesView);
