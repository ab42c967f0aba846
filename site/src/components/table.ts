// <lw-table>: a grid of any length in which only the visible rows exist.
//
// Rows have one height and are asked for in blocks; what is not there yet shows as an empty row for a
// moment. It is one stop in the tab order: arrow keys move by cell, Page Up and Down by screen, Home
// and End in the row, with Ctrl in the table; Enter opens the row. Assistive technology hears the true
// counts, since `aria-rowcount` and `aria-rowindex` speak of all rows and not of those in the document.
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { common } from '../styles';
import { placed } from './placed';

export interface GridColumn<R> {
  key: string;
  title: string;
  width: number;                        // px
  align?: 'end';
  sortable?: boolean;
  cell: (row: R) => string | TemplateResult;
}

export interface GridSource<R> {
  length: number;
  block(from: number, to: number): Promise<R[]>;
}

const rowHeight = 31;
const blockSize = 100;
const spare = 8;                        // rows kept ready above and below the screen
const tallest = 15_000_000;             // px; browsers stop laying out somewhat beyond

export class LeadwrightTable extends LitElement {
  static override properties = {
    columns: { attribute: false }, source: { attribute: false }, label: {}, sort: {}, descending: { type: Boolean },
  };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  columns: GridColumn<any>[] = [];
  source: GridSource<unknown> = { length: 0, block: async () => [] };
  label = '';
  sort = '';
  descending = false;

  private first = 0;                    // topmost row that is drawn
  private shown = 40;
  private active = { row: -1, column: 0 };   // row -1 is the header
  private blocks = new Map<number, unknown[]>();
  private pending = new Set<number>();
  private watcher = new ResizeObserver(() => this.place());

  static override styles = [common, css`
    :host { display: block; min-height: 0; }
    .frame { height: 100%; overflow: auto; border: 1px solid var(--line); border-radius: 6px; background: var(--surface);
             overscroll-behavior: contain; contain: strict; }
    [role='grid'] { position: relative; min-width: 100%; }
    [role='row'] { display: flex; height: 31px; width: 100%; border-bottom: 1px solid var(--line); }
    .head { position: sticky; top: 0; z-index: 2; background: var(--surface); border-bottom-color: var(--edge); }
    .body { position: relative; }
    .body [role='row'] { position: absolute; left: 0; cursor: default; }
    .body [role='row']:hover { background: var(--hover); }
    .body [role='row'].active { background: var(--accent-soft); }
    [role='gridcell'], [role='columnheader'] {
      flex: 0 0 auto; padding: 5px 10px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; font-size: 12.5px;
    }
    [role='columnheader'] { color: var(--ink-3); font-weight: 500; font-size: 12px; padding-top: 6px; }
    [role='columnheader'].sortable { cursor: pointer; }
    [role='columnheader'].sortable:hover, [aria-sort='ascending'], [aria-sort='descending'] { color: var(--ink); }
    .end { text-align: end; }
    [tabindex='0']:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 3px; }
  `];

  override connectedCallback(): void {
    super.connectedCallback();
    this.watcher.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watcher.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('source')) return;
    this.blocks.clear();
    this.pending.clear();
    this.active = { row: Math.min(this.active.row, this.source.length - 1), column: this.active.column };
    this.first = 0;
    const frame = this.frame;
    if (frame) frame.scrollTop = 0;
  }

  private get frame(): HTMLElement | null {
    return this.renderRoot.querySelector('.frame');
  }

  // The body's height in px, and how many px of it stand for one row when the table is taller than a page can be.
  private get height(): number {
    return Math.min(this.source.length * rowHeight, tallest);
  }

  private get perRow(): number {
    return this.source.length === 0 ? rowHeight : this.height / this.source.length;
  }

  private place(): void {
    const frame = this.frame;
    if (!frame) return;
    this.shown = Math.ceil(frame.clientHeight / rowHeight) + 1;
    this.first = Math.max(0, Math.floor(frame.scrollTop / this.perRow));
    this.requestUpdate();
  }

  private row(index: number): unknown {
    const block = Math.floor(index / blockSize);
    const rows = this.blocks.get(block);
    if (rows) return rows[index % blockSize];
    if (!this.pending.has(block)) void this.fetch(block);
    return undefined;
  }

  private async fetch(block: number): Promise<void> {
    const source = this.source;
    this.pending.add(block);
    const from = block * blockSize;
    const rows = await source.block(from, Math.min(source.length, from + blockSize));
    if (source !== this.source) return;
    this.pending.delete(block);
    this.blocks.set(block, rows);
    if (this.blocks.size > 60) this.blocks.delete(this.blocks.keys().next().value!);
    this.requestUpdate();
  }

  protected override render() {
    const from = Math.max(0, this.first - spare);
    const to = Math.min(this.source.length, this.first + this.shown + spare);
    // In a table taller than the page allows, the drawn rows are packed around the one at the top.
    const top = this.first * this.perRow;
    const indices = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
    const width = this.columns.reduce((sum, column) => sum + column.width, 0);
    return html`<div class="frame" @scroll=${this.place} tabindex="-1">
      <div role="grid" aria-label=${this.label} aria-rowcount=${this.source.length + 1} aria-colcount=${this.columns.length}
        ${placed({ width: `${width}px` })} @keydown=${this.press} @focusin=${this.focusIn}>
        <div role="row" class="head" aria-rowindex="1">${this.columns.map((column, at) => this.header(column, at))}</div>
        <div class="body" role="rowgroup" ${placed({ height: `${this.height}px` })}>
          ${indices.map((index) => this.line(index, Math.max(0, top + (index - this.first) * rowHeight)))}
        </div>
      </div>
    </div>`;
  }

  private header(column: GridColumn<unknown>, at: number) {
    const sorted = this.sort === column.key;
    const arrow = sorted ? (this.descending ? ' ↓' : ' ↑') : '';
    return html`<div role="columnheader" class=${[column.align ?? '', column.sortable ? 'sortable' : ''].join(' ')}
      aria-colindex=${at + 1} data-row="-1" data-column=${at} tabindex=${this.stop(-1, at)}
      aria-sort=${sorted ? (this.descending ? 'descending' : 'ascending') : nothing}
      ${placed({ width: `${column.width}px` })}
      @click=${() => column.sortable && this.sortBy(column.key)}>${column.title}${arrow}</div>`;
  }

  private line(index: number, top: number) {
    const row = this.row(index);
    return html`<div role="row" aria-rowindex=${index + 2} class=${index === this.active.row ? 'active' : ''}
      ${placed({ transform: `translateY(${top}px)` })} @click=${() => this.choose(index)}>
      ${this.columns.map((column, at) => html`<div role="gridcell" class=${column.align ?? ''} aria-colindex=${at + 1}
        data-row=${index} data-column=${at} tabindex=${this.stop(index, at)}
        ${placed({ width: `${column.width}px` })}>${row === undefined ? '' : column.cell(row)}</div>`)}
    </div>`;
  }

  private stop(row: number, column: number): number {
    const active = this.active;
    const there = active.row < 0 || (active.row >= this.first - spare && active.row < this.first + this.shown + spare);
    const at = there ? active.row : -1;
    return row === at && column === active.column ? 0 : -1;
  }

  private sortBy(key: string): void {
    const descending = this.sort === key && !this.descending;
    this.dispatchEvent(new CustomEvent('lw-sort', { detail: { sort: key, descending } }));
  }

  private choose(index: number): void {
    this.active = { ...this.active, row: index };
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('lw-open', { detail: { index, row: this.row(index) } }));
  }

  private focusIn(event: FocusEvent): void {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
    if (!cell) return;
    this.active = { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) };
    this.requestUpdate();
  }

  private press(event: KeyboardEvent): void {
    const last = this.source.length - 1;
    const screen = Math.max(1, this.shown - 2);
    let { row, column } = this.active;
    switch (event.key) {
      case 'ArrowDown': row += 1; break;
      case 'ArrowUp': row -= 1; break;
      case 'ArrowRight': column += 1; break;
      case 'ArrowLeft': column -= 1; break;
      case 'PageDown': row += screen; break;
      case 'PageUp': row = row < 0 ? row : Math.max(0, row - screen); break;
      case 'Home': column = 0; if (event.ctrlKey) row = 0; break;
      case 'End': column = this.columns.length - 1; if (event.ctrlKey) row = last; break;
      case 'Enter':
      case ' ': {
        event.preventDefault();
        const head = this.columns[column];
        if (row >= 0) this.choose(row);
        else if (head?.sortable) this.sortBy(head.key);
        return;
      }
      default: return;
    }
    event.preventDefault();
    void this.moveTo(Math.min(last, Math.max(-1, row)), Math.min(this.columns.length - 1, Math.max(0, column)));
  }

  // Brings a cell into view and gives it the focus.
  async moveTo(row: number, column: number): Promise<void> {
    this.active = { row, column };
    const frame = this.frame;
    if (frame && row >= 0) {
      const top = row * this.perRow;
      const room = frame.clientHeight - 2 * rowHeight;
      if (top < frame.scrollTop) frame.scrollTop = top;
      else if (top > frame.scrollTop + room) frame.scrollTop = top - room;
      this.place();
    }
    this.requestUpdate();
    await this.updateComplete;
    const cell = this.renderRoot.querySelector<HTMLElement>(`[data-row='${row}'][data-column='${column}']`);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  get activeRow(): number {
    return this.active.row;
  }
}

customElements.define('lw-table', LeadwrightTable);
