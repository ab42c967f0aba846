// <lw-errors>: the error queue, every entry with what to do about it.
import { css, html, nothing } from 'lit';
import type { QueueEntry } from '../answers';
import '../components/table';
import type { GridColumn, GridSource } from '../components/table';
import { common } from '../styles';
import { count, instant, plural, spoken } from '../words';
import { View } from './view';

const columns: GridColumn<QueueEntry>[] = [
  { key: 'reason', title: 'Reason', width: 170, cell: (entry) => spoken(entry.reason) },
  { key: 'table', title: 'Table', width: 110, cell: (entry) => spoken(entry.table) },
  { key: 'row', title: 'Row', width: 70, align: 'end', cell: (entry) => entry.row },
  { key: 'record_id', title: 'Record', width: 130, cell: (entry) => entry.record_id },
  { key: 'detail', title: 'Detail', width: 380, cell: (entry) => entry.detail },
  { key: 'field', title: 'Field', width: 110, cell: (entry) => entry.field },
  { key: 'value', title: 'Value', width: 160, cell: (entry) => entry.value },
  { key: 'first_seen', title: 'First seen (UTC)', width: 140, cell: (entry) => instant(entry.first_seen) },
  { key: 'owner', title: 'Owner', width: 110, cell: (entry) => entry.owner },
  { key: 'state', title: 'State', width: 90, cell: (entry) => entry.state },
];

export class ErrorsView extends View {
  private source: GridSource<QueueEntry> = { length: 0, block: async () => [] };
  private version = -1;

  static override styles = [common, css`
    :host { display: flex; flex-direction: column; min-height: 0; height: 100%; }
    header { display: flex; flex-wrap: wrap; gap: 4px 14px; align-items: baseline; padding-bottom: 10px; }
    .reasons { display: flex; flex-wrap: wrap; gap: 4px 14px; padding-bottom: 12px; align-items: baseline; }
    lw-table { flex: 1; min-height: 300px; }
  `];

  protected override workspaceChanged(): void {
    super.workspaceChanged();
    const { workspace } = this;
    if (workspace.version === 0 || workspace.version === this.version) return;
    const version = workspace.version;
    this.version = version;
    void workspace.engine.errors(0, 0).then(({ total }) => {
      if (version !== this.version) return;
      this.source = { length: total, block: async (from, to) => (await workspace.engine.errors(from, to - from)).rows };
      this.requestUpdate();
    });
  }

  protected override render() {
    const { summary } = this.workspace;
    if (!summary) return nothing;
    const reasons = Object.entries(summary.errors.by_reason).sort(([, a], [, b]) => b - a);
    return html`
      <header><h2>Error queue</h2><p class="quiet">${this.source.length === 0 ? 'nothing is queued' : html`${plural(this.source.length, 'entry', 'entries')}:
        queued leads, rows that could not be read, conflicts and sync errors`}</p></header>
      ${reasons.length === 0 ? nothing : html`<div class="reasons">${reasons.map(([reason, entries]) => html`<span>${spoken(reason)} ${summary.queued_by_reason[reason] === undefined ? count(entries) : html`
        <button class="link" aria-label="${plural(entries, 'entry', 'entries')} with reason ${spoken(reason)}: show the leads" @click=${() => this.show({ where: { outcome: 'queued', reason } })}>${count(entries)}</button>`}</span>`)}</div>`}
      ${this.source.length === 0 ? nothing : html`<lw-table label="Error queue" .columns=${columns} .source=${this.source as GridSource<unknown>}
        @lw-open=${(event: CustomEvent<{ row: QueueEntry | undefined }>) => {
          const entry = event.detail.row;
          if (entry?.table === 'leads' && entry.row !== '') this.wish('lw-explain', { lead: `#${entry.row}` });
        }}></lw-table>`}`;
  }
}

customElements.define('lw-errors', ErrorsView);
