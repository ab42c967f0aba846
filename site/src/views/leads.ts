// <lw-leads>: the decisions as a grid, filtered and sorted by the engine.
import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { FilterKey, Query, Row } from '../answers';
import '../components/table';
import type { GridColumn, GridSource } from '../components/table';
import { personName } from '../condition-words';
import { common } from '../styles';
import { count, instant, plural, spoken } from '../words';
import { View } from './view';

const tone: Record<string, string> = { routed: 'good', queued: 'warn', breached: 'bad', met: 'good' };
const chip = (code: string) => (code === '' ? '' : html`<span class=${`mark ${tone[code] ?? ''}`}>${spoken(code)}</span>`);

const filters: { key: FilterKey; title: string }[] = [
  { key: 'outcome', title: 'Outcome' }, { key: 'rule', title: 'Rule' }, { key: 'owner', title: 'Owner' }, { key: 'pool', title: 'Pool' },
  { key: 'queue', title: 'Queue' }, { key: 'reason', title: 'Reason' }, { key: 'sla_status', title: 'SLA status' }, { key: 'agrees', title: 'Agrees' },
];

const titles = { email: 'E-mail', company: 'Company', country: 'Country', employees: 'Employees' };
const widths = { email: 210, company: 170, country: 100, employees: 100 };

export class LeadsView extends View {
  private query: Query = {};
  private source: GridSource<Row> = { length: 0, block: async () => [] };
  private asked = '';
  private problem = '';
  private searching: ReturnType<typeof setTimeout> | undefined;

  static override styles = [common, css`
    :host { display: flex; flex-direction: column; min-height: 0; height: 100%; }
    .filters { display: flex; flex-wrap: wrap; gap: 6px; align-items: end; padding-bottom: 10px; }
    .filters label { display: grid; font-size: 11.5px; color: var(--ink-3); }
    .filters select { font-size: 12.5px; min-height: 28px; max-width: 150px; color: var(--ink); }
    .filters select.set { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
    .filters input { min-height: 28px; font-size: 12.5px; width: 190px; color: var(--ink); }
    .filters .rest { margin-inline-start: auto; align-self: center; }
    lw-table { flex: 1; min-height: 300px; }
    .mark { display: inline; font-weight: 500; color: var(--ink-2); }
    .mark.good { color: var(--accent); } .mark.warn { color: var(--warn); } .mark.bad { color: var(--bad); }
    @media (max-width: 700px) { .filters .less { display: none; } .filters select { max-width: 128px; } .filters .rest { margin: 0; } }
  `];

  // Called when a figure elsewhere opens the rows behind it.
  ask(query: Query): void {
    this.query = { ...query };
    void this.fetch();
  }

  protected override workspaceChanged(): void {
    super.workspaceChanged();
    void this.fetch();
  }

  private async fetch(): Promise<void> {
    const { workspace } = this;
    if (!workspace || workspace.version === 0) return;
    const key = `${workspace.version} ${JSON.stringify(this.query)}`;
    if (key === this.asked) return;
    this.asked = key;
    try {
      const indices = await workspace.engine.select(this.query);
      if (key !== this.asked) return;
      this.source = { length: indices.length, block: (from, to) => workspace.engine.rows(indices.slice(from, to)) };
      this.problem = '';
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
    this.requestUpdate();
  }

  private set(change: Partial<Query>): void {
    this.query = { ...this.query, ...change };
    this.requestUpdate();
    void this.fetch();
  }

  private filter(key: FilterKey, value: string): void {
    const where = { ...this.query.where };
    if (value === '') delete where[key];
    else where[key] = value;
    this.set({ where });
  }

  private choices(): Record<FilterKey, [string, string][]> {
    const { summary, policy } = this.workspace;
    const plain = (values: string[]): [string, string][] => values.map((value) => [value, spoken(value)]);
    const named = (values: string[]): [string, string][] => values.map((value) => [value, value]);
    return {
      outcome: plain(['routed', 'queued', 'out_of_scope']),
      rule: named(summary?.rules.map((rule) => rule.rule) ?? []),
      owner: summary?.owners.filter((owner) => owner.leads > 0).map((owner) => [owner.owner, owner.name || owner.owner]) ?? [],
      pool: named(Object.keys(policy.pools ?? {})),
      queue: named(summary?.queues.map((queue) => queue.queue) ?? []),
      reason: plain(Object.keys(summary?.queued_by_reason ?? {})),
      sla_status: plain(['met', 'breached', 'pending', 'none']),
      agrees: plain(['yes', 'no']),
    };
  }

  private columns(): GridColumn<Row>[] {
    const { policy, files } = this.workspace;
    const leads = files.find((file) => file.role === 'leads' && file.used);
    const own = (['email', 'company', 'country', 'employees'] as const)
      .filter((field) => leads?.columns.some((column) => column.field === field))
      .map((field): GridColumn<Row> => ({ key: field, title: titles[field], width: widths[field], cell: (row) => row.lead[field] ?? '' }));
    return [
      { key: 'row', title: 'Row', width: 72, align: 'end', sortable: true, cell: (row) => row.row },
      { key: 'lead_id', title: 'Lead', width: 100, sortable: true, cell: (row) => row.lead_id },
      { key: 'outcome', title: 'Outcome', width: 100, sortable: true, cell: (row) => chip(row.outcome) },
      { key: 'rule', title: 'Rule', width: 140, sortable: true, cell: (row) => row.rule },
      { key: 'owner', title: 'Owner or queue', width: 140, sortable: true, cell: (row) => (row.owner ? personName(policy, row.owner) : row.queue) },
      { key: 'sla_status', title: 'SLA', width: 84, sortable: true, cell: (row) => (row.sla_status === 'none' ? '' : chip(row.sla_status)) },
      { key: 'created_at', title: 'Created (UTC)', width: 140, sortable: true, cell: (row) => instant(row.created_at) },
      ...own,
      { key: 'reason', title: 'Reason', width: 150, sortable: true, cell: (row) => spoken(row.reason) },
      { key: 'due_at', title: 'Due (UTC)', width: 140, sortable: true, cell: (row) => instant(row.due_at) },
      { key: 'first_touch_at', title: 'First touch (UTC)', width: 140, sortable: true, cell: (row) => instant(row.first_touch_at) },
      { key: 'previous_owner', title: 'Recorded owner', width: 140, sortable: true, cell: (row) => personName(policy, row.previous_owner) },
      { key: 'account_id', title: 'Account', width: 110, sortable: true, cell: (row) => row.account_id },
    ];
  }

  protected override render() {
    const { summary } = this.workspace;
    if (!summary) return nothing;
    const where = this.query.where ?? {};
    const choices = this.choices();
    const narrowed = Object.keys(where).length > 0 || Boolean(this.query.search);
    return html`
      <div class="filters" role="search" aria-label="Filter the leads">
        <label>Find<input type="search" placeholder="id, e-mail, any cell" .value=${live(this.query.search ?? '')}
          @input=${(event: Event) => this.type((event.target as HTMLInputElement).value)}></label>
        ${filters.map(({ key, title }) => choices[key].length === 0 && !where[key] ? nothing : html`<label class=${where[key] || key === 'outcome' || key === 'rule' || key === 'owner' ? '' : 'less'}>${title}
          <select class=${where[key] ? 'set' : ''} @change=${(event: Event) => this.filter(key, (event.target as HTMLSelectElement).value)}>
            <option value="" ?selected=${!where[key]}>any</option>
            ${choices[key].map(([value, name]) => html`<option value=${value} ?selected=${where[key] === value}>${name}</option>`)}
          </select></label>`)}
        <span class="rest">
          <span role="status">${this.source.length === summary.rows ? plural(summary.rows, 'lead') : `${count(this.source.length)} of ${plural(summary.rows, 'lead')}`}</span>
          ${narrowed ? html`<button class="button slim" @click=${() => this.ask({})}>Show all</button>` : nothing}
        </span>
      </div>
      ${this.problem === '' ? nothing : html`<p class="callout bad" role="alert">${this.problem}</p>`}
      <lw-table label="Leads and their decisions" .columns=${this.columns()} .source=${this.source as GridSource<unknown>}
        .sort=${this.query.sort ?? ''} .descending=${this.query.descending ?? false}
        @lw-sort=${(event: CustomEvent<{ sort: string; descending: boolean }>) => this.set(event.detail)}
        @lw-open=${(event: CustomEvent<{ row: Row | undefined }>) => event.detail.row && this.wish('lw-explain', { lead: `#${event.detail.row.row}` })}></lw-table>`;
  }

  private type(search: string): void {
    clearTimeout(this.searching);
    this.searching = setTimeout(() => this.set({ search }), 150);
  }
}

customElements.define('lw-leads', LeadsView);
