// <lw-owners>: who got how much, and whether the rotation was fair to those who could have had it.
import { css, html, nothing } from 'lit';
import type { PoolFairness } from '../answers';
import { chartStyles, legend, shareChart, stackedBar, type Part } from '../components/charts';
import { common } from '../styles';
import { count, decimal, plural, share, spoken } from '../words';
import { View } from './view';

export class OwnersView extends View {
  static override styles = [common, chartStyles, css`
    td.wide { width: 40%; min-width: 110px; }
    .pool { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 8px 28px; padding: 14px 0 18px; border-top: 1px solid var(--line); }
    .pool > h3 { grid-column: 1 / -1; } .pool h3 .quiet { font-weight: 400; }
    .pool svg { max-width: 480px; }
    @container (max-width: 760px) { .pool { grid-template-columns: minmax(0, 1fr); } }
    :host { display: block; container-type: inline-size; }
  `];

  protected override render() {
    const { summary } = this.workspace;
    if (!summary) return nothing;
    const parts = (owner: { met: number; breached: number; pending: number; leads: number }): Part[] => [
      { name: 'met', value: owner.met, kind: 'good' }, { name: 'pending', value: owner.pending, kind: 'soft' },
      { name: 'breached', value: owner.breached, kind: 'bad' },
      { name: 'without an SLA', value: owner.leads - owner.met - owner.breached - owner.pending, kind: 'idle' }];
    const most = Math.max(1, ...summary.owners.map((owner) => owner.leads));
    return html`
      <section class="section">
        <header><h2>Load by owner</h2>
          <p class="quiet">${count(summary.owners.reduce((sum, owner) => sum + owner.leads, 0))} leads to ${plural(summary.owners.length, 'owner')}</p>
          ${legend([{ name: 'met', kind: 'good' }, { name: 'pending', kind: 'soft' }, { name: 'breached', kind: 'bad' }, { name: 'no SLA', kind: 'idle' }])}</header>
        ${summary.owners.length === 0 ? html`<p class="empty">No lead was given to a person. Rules of this policy give to queues only.</p>` : html`<div class="scroll"><table>
          <thead><tr><th scope="col">Owner</th><th scope="col" class="n">Leads</th><th scope="col"><span class="spoken">By SLA status</span></th>
            <th scope="col" class="n">Breached</th><th scope="col" class="n">SLA met</th></tr></thead>
          <tbody>${summary.owners.map((owner) => html`<tr>
            <th scope="row">${owner.name || owner.owner}</th>
            <td class="n"><button class="link" aria-label="${plural(owner.leads, 'lead')} of ${owner.name}" @click=${() => this.show({ where: { owner: owner.owner } })}>${count(owner.leads)}</button></td>
            <td class="wide">${stackedBar(parts(owner), most)}</td>
            <td class="n">${owner.breached === 0 ? html`<span class="quiet">0</span>` : html`<button class="link" aria-label="${count(owner.breached)} breached of ${owner.name}"
              @click=${() => this.show({ where: { owner: owner.owner, sla_status: 'breached' } })}>${count(owner.breached)}</button>`}</td>
            <td class="n quiet">${share(owner.met, owner.met + owner.breached)}</td>
          </tr>`)}</tbody>
        </table></div>`}
      </section>
      ${summary.fairness.length === 0 ? nothing : html`<section class="section">
        <header><h2>Fairness of the rotation</h2>
          <p class="quiet">Each lead is shared among those who could have had it; that sum is a member’s entitlement.</p></header>
        ${summary.fairness.map((pool) => this.renderPool(pool))}
      </section>`}
      ${summary.agreement.compared === 0 ? nothing : html`<section class="section">
        <header><h2>Against the recorded owners</h2></header>
        <p class="lead-in">Of ${plural(summary.agreement.compared, 'lead')} where both owners are known,
          <button class="link" @click=${() => this.show({ where: { agrees: 'yes' } })}>${count(summary.agreement.agree)} agree</button>
          (${share(summary.agreement.agree, summary.agreement.compared)}) and
          <button class="link" @click=${() => this.show({ where: { agrees: 'no' } })}>${count(summary.agreement.compared - summary.agreement.agree)} do not</button>.</p>
      </section>`}`;
  }

  private renderPool(pool: PoolFairness) {
    const members = pool.members.map((member) => ({ ...member, name: member.name || member.owner }));
    return html`<div class="pool">
      <h3>${pool.pool} <span class="quiet">${spoken(pool.rotation)}${pool.jain === null ? '' : `, Jain’s index ${pool.jain.toFixed(3)}`}</span></h3>
      <figure>${shareChart(members)}<figcaption class="small quiet">Bars: leads served. Line: entitlement.</figcaption></figure>
      <div class="scroll"><table>
        <thead><tr><th scope="col">Member</th><th scope="col" class="n">Served</th><th scope="col" class="n">Entitled</th>
          <th scope="col" class="n">Worst gap</th><th scope="col">Passed over</th></tr></thead>
        <tbody>${members.map((member) => html`<tr><th scope="row">${member.name}</th>
          <td class="n"><button class="link" aria-label="${count(member.served)} leads that ${pool.pool} gave to ${member.name}"
            @click=${() => this.show({ where: { pool: pool.pool, owner: member.owner } })}>${count(member.served)}</button></td>
          <td class="n">${decimal(member.entitlement)}</td><td class="n">${decimal(member.worst)}</td>
          <td class="small quiet">${Object.entries(member.passed_over).filter(([, times]) => times > 0).map(([why, times]) => `${spoken(why)} ${count(times)}`).join(', ') || 'never'}</td></tr>`)}</tbody>
      </table></div>
    </div>`;
  }
}

customElements.define('lw-owners', OwnersView);
