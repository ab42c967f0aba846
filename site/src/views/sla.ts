// <lw-sla>: which promises were kept, by target and by rule.
import { css, html, nothing } from 'lit';
import type { TargetCount } from '../answers';
import { chartStyles, legend, slaParts, stackedBar } from '../components/charts';
import { common } from '../styles';
import { count, instant, plural, share } from '../words';
import { View } from './view';

const statuses: { key: 'met' | 'pending' | 'breached' | 'none'; name: string; says: string }[] = [
  { key: 'met', name: 'met', says: 'touched when due or before' },
  { key: 'pending', name: 'pending', says: 'not yet due' },
  { key: 'breached', name: 'breached', says: 'due before a touch' },
  { key: 'none', name: 'none', says: 'no clock runs' },
];

export class SlaView extends View {
  static override styles = [common, chartStyles, css`
    .tiles { display: grid; grid-template-columns: repeat(4, 1fr); border-block: 1px solid var(--line); gap: 1px; background: var(--line); }
    .tiles button { border: 0; background: var(--paper); text-align: start; padding: 12px 14px 13px; color: var(--ink); display: flex; flex-direction: column; }
    .tiles button:hover { background: var(--hover); }
    .tiles strong { display: block; font-size: 24px; line-height: 1.15; font-weight: 600; letter-spacing: -.02em; }
    .tiles .small { color: var(--ink-3); display: block; }
    .tiles .bad strong { color: var(--bad); }
    .whole { margin: 14px 0 6px; }
    td.wide { width: 40%; min-width: 110px; }
    @media (max-width: 520px) { .tiles { grid-template-columns: 1fr 1fr; } }
  `];

  protected override render() {
    const { summary, policy } = this.workspace;
    if (!summary) return nothing;
    const { sla } = summary;
    const without = summary.rows - sla.clocks;
    const most = Math.max(1, ...summary.sla_targets.map((one) => one.leads));
    const rules = summary.rules.filter((rule) => rule.sla.breached > 0).sort((a, b) => b.sla.breached - a.sla.breached);
    return html`
      <section class="section">
        <header><h2>SLA clocks</h2><p class="quiet">as of ${instant(summary.as_of)} UTC</p></header>
        <div class="tiles">${statuses.map(({ key, name, says }) => html`<button class=${key === 'breached' && sla.breached > 0 ? 'bad' : ''}
          @click=${() => this.show({ where: { sla_status: key } })}><strong>${count(key === 'none' ? without : sla[key])}</strong>${name}<span class="small">${says}</span></button>`)}</div>
        <div class="whole">${stackedBar(slaParts(sla, summary.rows), summary.rows, true)}</div>
        ${legend(slaParts(sla, summary.rows))}
        ${sla.clocks === 0 ? nothing : html`<p class="lead-in whole">${plural(sla.breaches, 'breach', 'breaches')} of all clocks, ${plural(sla.reassignments, 'reassignment')}.
          The recorded time of a touch is used whoever the owner is: ${count(sla.touched_by_recorded_owner)} by the same owner as recorded, ${count(sla.touched_assumed)} assumed.</p>`}
      </section>
      ${summary.sla_targets.length === 0 ? html`<p class="empty">No rule of this policy carries an SLA target, so no clock runs. A target says from when, until
        when and on whose calendar: add one under <code>sla</code> and name it in a rule.</p>` : html`<section class="section">
        <header><h2>By target</h2></header>
        <div class="scroll" tabindex="0" role="region" aria-label="SLA targets"><table>
          <thead><tr><th scope="col">Target</th><th scope="col">Within</th><th scope="col"><span class="spoken">Met, pending and breached</span></th>
            <th scope="col" class="n">Met</th><th scope="col" class="n">Pending</th><th scope="col" class="n">Breached</th><th scope="col" class="n">Met share</th></tr></thead>
          <tbody>${summary.sla_targets.map((one) => this.renderTarget(one, most, policy.sla?.[one.target]))}</tbody>
        </table></div>
      </section>`}
      ${rules.length === 0 ? nothing : html`<section class="section">
        <header><h2>Where it breaks</h2><p class="quiet">rules by breached leads</p></header>
        <div class="scroll"><table>
          <thead><tr><th scope="col">Rule</th><th scope="col" class="n">Breached</th><th scope="col" class="n">Of its clocks</th><th scope="col"><span class="spoken">Beside the others</span></th></tr></thead>
          <tbody>${rules.map((rule) => html`<tr><th scope="row">${rule.rule}</th>
            <td class="n"><button class="link" aria-label="${plural(rule.sla.breached, 'breached lead')} of rule ${rule.rule}"
              @click=${() => this.show({ where: { rule: rule.rule, sla_status: 'breached' } })}>${count(rule.sla.breached)}</button></td>
            <td class="n quiet">${share(rule.sla.breached, rule.sla.clocks)}</td>
            <td class="wide">${stackedBar([{ name: 'breached', value: rule.sla.breached, kind: 'bad' }], rules[0]!.sla.breached)}</td></tr>`)}</tbody>
        </table></div>
      </section>`}`;
  }

  private renderTarget(one: TargetCount, most: number, target: { clock?: string; calendar?: string } | undefined) {
    const { sla } = one;
    return html`<tr><th scope="row">${one.target}</th>
      <td class="quiet">${one.within} ${target?.clock === 'business' ? `business (${target.calendar})` : target?.clock ?? ''}</td>
      <td class="wide">${stackedBar(slaParts(sla, one.leads), most)}</td>
      <td class="n">${count(sla.met)}</td><td class="n">${count(sla.pending)}</td>
      <td class="n ${sla.breached > 0 ? 'bad' : 'quiet'}">${count(sla.breached)}</td>
      <td class="n">${share(sla.met, sla.met + sla.breached)}</td></tr>`;
  }
}

customElements.define('lw-sla', SlaView);
