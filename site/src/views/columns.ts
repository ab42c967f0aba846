// <lw-columns>: how each file was understood, column by column, and the place to say otherwise.
import { css, html, nothing } from 'lit';
import type { Column, TableFile } from '../answers';
import { chartStyles, stackedBar } from '../components/charts';
import { common } from '../styles';
import { ticked } from '../ticks';
import { count, plural, share, spoken } from '../words';
import { View } from './view';

const leadFields = ['id', 'email', 'first_name', 'last_name', 'company', 'domain', 'phone', 'country', 'state', 'city', 'industry', 'employees',
  'revenue', 'title', 'source', 'lifecycle_stage', 'status', 'created_at', 'owner', 'first_touch_at', 'account_id'];

const fieldsOf: Record<string, string[]> = {
  leads: leadFields,
  accounts: ['id', 'name', 'domain', 'owner', 'country', 'industry', 'employees', 'revenue', 'phone', 'parent_id', 'created_at'],
  contacts: ['id', 'email', 'first_name', 'last_name', 'phone', 'account_id', 'owner', 'created_at'],
  opportunities: ['id', 'name', 'account_id', 'owner', 'stage', 'amount', 'currency', 'close_date', 'created_at', 'next_step', 'next_step_at',
    'economic_buyer', 'risk', 'snapshot_at'],
  customers: ['id', 'name', 'email', 'domain', 'phone', 'country', 'account_id'],
  subscriptions: ['id', 'customer_id', 'opportunity_id', 'amount', 'currency', 'interval', 'status', 'started_at'],
  product_accounts: ['id', 'name', 'domain', 'account_id', 'last_active_at'],
  activities: ['id', 'lead_id', 'email', 'kind', 'at', 'owner'],
  sync_errors: ['id', 'at', 'system', 'object', 'record_id', 'code', 'message'],
};

const formats: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' };
const reasons: Record<Column['by'], string> = { policy: 'the policy says so', name: 'has the field’s name', alias: 'known header', '': '' };

export class ColumnsView extends View {
  private open = 'leads';

  static override styles = [common, chartStyles, css`
    .files { display: flex; flex-wrap: wrap; gap: 6px; padding-bottom: 14px; }
    .files button { border: 1px solid var(--line); border-radius: 5px; background: none; padding: 5px 11px; text-align: start; color: var(--ink); }
    .files button[aria-pressed='true'] { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
    .files .small { display: block; color: var(--ink-3); }
    .about { display: flex; flex-wrap: wrap; gap: 6px; padding: 10px 0; align-items: center; }
    .samples { display: block; font-weight: 400; color: var(--ink-3); font-size: 12px; overflow-wrap: anywhere; }
    td.fill { width: 92px; white-space: nowrap; } .fill .small { color: var(--ink-3); }
    .by { color: var(--ink-3); font-size: 12px; }
    tr.unread th { color: var(--ink-3); }
    td select { min-height: 27px; font-size: 12.5px; max-width: 170px; }
    .start { border: 1px solid var(--line); border-inline-start: 3px solid var(--accent); border-radius: 5px; padding: 12px 14px; margin-bottom: 18px; display: grid; gap: 8px; background: var(--surface); }
    .start .acts { display: flex; flex-wrap: wrap; gap: 8px; }
    th[scope='row'] { overflow-wrap: anywhere; width: 46%; } td.field { min-width: 130px; } .by { display: inline-block; }
  `];

  protected override render() {
    const { workspace } = this;
    const file = workspace.files.find((one) => one.name === this.open) ?? workspace.files.find((one) => one.role === 'leads') ?? workspace.files[0];
    if (!file) return html`<p class="empty">No file is loaded yet. Drop a lead export anywhere on this page.</p>`;
    return html`
      ${workspace.isSample ? nothing : this.renderStart()}
      <div class="files" role="group" aria-label="Files of the workspace">${workspace.files.map((one) => html`
        <button aria-pressed=${one === file} @click=${() => this.turn(one.name)}>${spoken(one.role)}<span class="small">${one.name}, ${plural(one.rows, 'row')}${one.used ? '' : ', in no use'}</span></button>`)}</div>
      ${this.renderFile(file)}`;
  }

  private turn(name: string): void {
    this.open = name;
    this.requestUpdate();
  }

  private renderStart() {
    const { workspace } = this;
    const leads = workspace.files.find((one) => one.role === 'leads');
    const ready = workspace.problems.length === 0 && workspace.runProblems.length === 0;
    return html`<div class="start">
      <h2>${leads ? `${plural(leads.rows, 'lead')} read from ${leads.name}` : 'No leads yet'}</h2>
      <p class="lead-in">${ready ? 'Check below that each column means what you mean; every figure follows at once.' : 'Some columns need a word from you before the dry run.'}</p>
      <div class="acts">
        <button class="button primary" ?disabled=${!ready || !leads} @click=${() => this.wish('lw-go', { tab: 'rules' })}>Dry-run ${leads ? plural(leads.rows, 'lead') : ''}</button>
        <button class="button" @click=${() => void workspace.startOver()}>Start from a policy written for this file</button>
        <button class="button" @click=${() => void workspace.openSample()}>Back to the sample</button>
      </div>
    </div>`;
  }

  private renderFile(file: TableFile) {
    const unread = file.columns.filter((column) => column.field === null).length;
    return html`<section class="section">
      <header><h2>Columns of ${file.name}</h2><p class="quiet">${plural(file.columns.length, 'column')}${unread > 0 ? `, ${unread} of them in no use` : ''}</p></header>
      <div class="about"><span class="chip">${file.encoding}</span><span class="chip">${formats[file.delimiter] ?? file.format}</span>
        <span class="chip">${plural(file.rows, 'row')}</span>
        ${file.malformed > 0 ? html`<span class="chip bad">${plural(file.malformed, 'malformed row')}</span>` : nothing}</div>
      ${file.notes.length === 0 ? nothing : html`<ul class="section">${file.notes.map((note) => html`<li class="callout warn">${note.line > 0 ? `Line ${count(note.line)}: ` : ''}${ticked(note.text)}</li>`)}</ul>`}
      <div class="scroll" tabindex="0" role="region" aria-label="Columns of ${file.name}"><table>
        <thead><tr><th scope="col">Your header</th><th scope="col">Field</th><th scope="col">Filled</th><th scope="col" class="n">Distinct</th></tr></thead>
        <tbody>${file.columns.map((column) => this.renderColumn(file, column))}</tbody>
      </table></div>
    </section>`;
  }

  private renderColumn(file: TableFile, column: Column) {
    const own = file.role === 'leads' ? Object.keys(this.workspace.policy.fields ?? {}) : [];
    const fields = [...new Set([...(fieldsOf[file.role] ?? []), ...own, ...(column.field === null ? [] : [column.field])])];
    const read = Math.max(0, file.rows - file.malformed);
    return html`<tr class=${column.field === null ? 'unread' : ''}>
      <th scope="row">${column.header === '' ? html`<span class="quiet">(no header)</span>` : column.header}
        <span class="samples">${column.samples.slice(0, 3).map((sample) => sample.slice(0, 40)).join(' · ') || 'nothing filled in'}</span></th>
      <td class="field"><select aria-label="Field of column ${column.header}" @change=${(event: Event) => this.assign(file, column, (event.target as HTMLSelectElement).value)}>
          ${column.by === 'name' || column.by === 'alias' ? nothing : html`<option value="" ?selected=${column.field === null}>in no use</option>`}
          ${fields.map((field) => html`<option value=${field} ?selected=${field === column.field}>${field}</option>`)}
        </select> <span class="by">${reasons[column.by]}</span></td>
      <td class="fill">${stackedBar([{ name: 'filled', value: column.filled, kind: column.field === null ? 'idle' : 'good' }], read)}<span class="small">${share(column.filled, read)}</span></td>
      <td class="n quiet">${count(column.distinct)}</td>
    </tr>`;
  }

  // What the user chooses is written into the policy. A column that an alias found is left out by giving
  // its field no other column, which only the policy's author can mean: so that choice is not offered.
  private assign(file: TableFile, column: Column, field: string): void {
    if (field !== '') this.workspace.nameColumn(file.role, field, column.header);
    else if (column.field !== null) this.workspace.nameColumn(file.role, column.field, undefined);
  }
}

customElements.define('lw-columns', ColumnsView);
