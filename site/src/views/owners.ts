// <lw-owners>: who got how much, and whether the rotation was fair to those who could have had it.
import { css, html, nothing } from 'lit';
import type { MemberCount, OwnerCount, PoolCount } from '../answers';
import { chartStyles, legend, shareChart, slaParts, stackedBar } from '../components/charts';
import { personName } from '../condition-words';
import { common } from '../styles';
import { count, decimal, plural, share, spoken } from '../words';
import { View } from './view';

export class OwnersView extends View {
  static override styles = [common, chartStyles, css`
    td.wide { width: 40%; min-width: 110px; }
    .pool { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 8px 28px; padding: 14px 0 18px; border-top: 1px solid var(--line); }
    .pool > h3 { grid-column: 1 / -1; } .pool h3 .quiet { font-weight: 400; } .pool th[scope='row'] { min-width: 130px; }
    .pool svg { max-width: 480px; }
    @container (max-width: 760px) { .pool { grid-template-columns: minmax(0, 1fr); } }
    :host { display: block; container-type: inline-size; }
  `];

  protected override render() {
    const { summary } = this.workspace;
    if (!summary) return nothing;
    const owners = summary.owners.filter((owner) => owner.leads > 0 || owner.active).sort((a, b) => b.leads - a.leads);
    const most = Math.max(1, ...owners.map((owner) => owner.leads));
    const pools = summary.pools.filter((pool) => pool.leads > 0);
    const { compared, agree } = summary.agreement;
    return html`
      <section class="section">
        <header><h2>Load by owner</h2>
          <p class="quiet">${count(owners.reduce((sum, owner) => sum + owner.leads, 0))} leads to ${plural(owners.length, 'owner')}</p>
          ${legend(slaParts(summary.sla, summary.routed))}</header>
        ${owners.length === 0 ? html`<p class="empty">This policy has no people: its rules give to queues only.</p>` : html`<div class="scroll"><table>
          <thead><tr><th scope="col">Owner</th><th scope="col" class="n">Leads</th><th scope="col"><span class="spoken">By SLA status</span></th>
            <th scope="col" class="n">By match</th><th scope="col" class="n">Breached</th><th scope="col" class="n">SLA met</th></tr></thead>
          <tbody>${owners.map((owner) => this.renderOwner(owner, most))}</tbody>
        </table></div>`}
      </section>
      ${pools.length === 0 ? nothing : html`<section class="section">
        <header><h2>Fairness of the rotation</h2>
          <p class="quiet">each lead is shared among those who could have had it; the sum is a member’s entitlement</p></header>
        ${pools.map((pool) => this.renderPool(pool))}
      </section>`}
      ${compared === 0 ? nothing : html`<section class="section">
        <header><h2>Against the recorded owners</h2></header>
        <p class="lead-in">Of ${plural(compared, 'lead')} where both owners are known,
          <button class="link" @click=${() => this.show({ where: { agrees: 'yes' } })}>${count(agree)} agree</button>
          (${share(agree, compared)}) and
          <button class="link" @click=${() => this.show({ where: { agrees: 'no' } })}>${count(compared - agree)} do not</button>.
          Of the touches, ${count(summary.sla.touched_by_recorded_owner)} were by the owner that the policy gives, too; ${count(summary.sla.touched_assumed)}
          were by somebody else and are assumed at the recorded time.</p>
      </section>`}`;
  }

  private renderOwner(owner: OwnerCount, most: number) {
    const { sla } = owner;
    const name = owner.name || owner.owner;
    return html`<tr>
      <th scope="row">${name}${owner.active ? '' : html` <span class="quiet">inactive</span>`}</th>
      <td class="n">${owner.leads === 0 ? html`<span class="quiet">0</span>` : html`<button class="link" aria-label="${plural(owner.leads, 'lead')} of ${name}"
        @click=${() => this.show({ where: { owner: owner.owner } })}>${count(owner.leads)}</button>`}</td>
      <td class="wide">${stackedBar(slaParts(sla, owner.leads), most)}</td>
      <td class="n quiet">${count(owner.owner_matched)}</td>
      <td class="n">${sla.breached === 0 ? html`<span class="quiet">0</span>` : html`<button class="link" aria-label="${count(sla.breached)} breached, of ${name}"
        @click=${() => this.show({ where: { owner: owner.owner, sla_status: 'breached' } })}>${count(sla.breached)}</button>`}</td>
      <td class="n quiet">${share(sla.met, sla.met + sla.breached)}</td>
    </tr>`;
  }

  private renderPool(pool: PoolCount) {
    const members = pool.members.map((member) => ({ ...member, name: personName(this.workspace.policy, member.owner) }));
    const passed = (member: MemberCount) => Object.entries(member.passed_over).filter(([, times]) => times > 0)
      .map(([why, times]) => `${spoken(why)} ${count(times)}`).join(', ');
    return html`<div class="pool">
      <h3><button class="link plain" aria-label="Leads of pool ${pool.pool}" @click=${() => this.show({ where: { pool: pool.pool } })}>${pool.pool}</button>
        <span class="quiet">${spoken(pool.rotation)}${pool.jain_index === null ? '' : `, Jain’s index ${pool.jain_index.toFixed(3)}`}${pool.nobody_eligible > 0 ? `, nobody eligible ${count(pool.nobody_eligible)} times` : ''}</span></h3>
      <figure>${shareChart(members)}<figcaption class="small quiet">Bars: leads served. Line: entitlement.</figcaption></figure>
      <div class="scroll" tabindex="0" role="region" aria-label="Members of pool ${pool.pool}"><table>
        <thead><tr><th scope="col">Member</th><th scope="col" class="n">Served</th><th scope="col" class="n">Entitled</th>
          <th scope="col" class="n">Worst off by</th><th scope="col" class="n">Longest gap</th></tr></thead>
        <tbody>${members.map((member) => html`<tr><th scope="row">${member.name}${passed(member) === '' ? nothing : html`<div class="small quiet">passed over: ${passed(member)}</div>`}</th>
          <td class="n">${count(member.served)}</td><td class="n">${decimal(member.entitlement)}</td>
          <td class="n">${decimal(member.worst_deviation)}</td><td class="n">${count(member.longest_gap)}</td></tr>`)}</tbody>
      </table></div>
    </div>`;
  }
}

customElements.define('lw-owners', OwnersView);
