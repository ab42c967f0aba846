// The small windows of the page: downloads, privacy, what a dropped file is, and a file that was refused.
import { css, html, nothing } from 'lit';
import { startWorker } from '../engine-client';
import { common } from '../styles';
import { sentence } from '../ticks';
import { bytes, plural, roleNames, spoken } from '../words';
import type { Assigned } from '../workspace';
import { View } from './view';

const frame = css`
  dialog { width: min(640px, calc(100vw - 24px)); max-height: calc(100dvh - 32px); border: 1px solid var(--edge); border-radius: 8px; padding: 0;
    background: var(--surface); color: var(--ink); box-shadow: var(--shadow); }
  dialog::backdrop { background: light-dark(#17211d40, #00000080); }
  header { display: flex; gap: 12px; align-items: center; padding: 14px 18px 10px; } header h2 { flex: 1; }
  .body { padding: 0 18px 18px; display: grid; gap: 12px; }
  .acts { display: flex; flex-wrap: wrap; gap: 8px; }
`;

abstract class Window extends View {
  async open(): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  close(): void {
    this.renderRoot.querySelector('dialog')?.close();
  }

  protected closeButton() {
    return html`<button class="button slim" @click=${() => this.close()}>Close</button>`;
  }
}

// ---- downloads ---------------------------------------------------------------------------------

const says: Record<string, string> = {
  'decisions.csv': 'every lead and what was decided', 'errors.csv': 'the error queue', 'links.csv': 'which records are the same, and why',
  'clusters.csv': 'the records of each company and person', 'conflicts.csv': 'records whose ids contradict each other',
  'drift.csv': 'subscriptions against opportunities', 'inspection.csv': 'the five questions for each opportunity',
  'summary.json': 'every count of the run', 'readout.html': 'one page to share', 'readout.md': 'the same as text',
  'hubspot_update.csv': 'owners, for HubSpot’s import', 'rollback.csv': 'the owners from before, for HubSpot’s import',
};
const kinds: Record<string, string> = { csv: 'text/csv', json: 'application/json', html: 'text/html', md: 'text/markdown' };

function save(name: string, content: BlobPart): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type: kinds[name.split('.').pop()!] ?? 'application/octet-stream' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export class DownloadsWindow extends Window {
  static override styles = [common, frame, css`
    td { vertical-align: middle; } td .small { display: block; color: var(--ink-3); } td.acts-cell { white-space: nowrap; text-align: end; }
    @media (max-width: 520px) { td.acts-cell .button { display: flex; margin: 2px 0; } }
  `];

  protected override render() {
    const { outputs, policyName } = this.workspace;
    return html`<dialog aria-label="Downloads"><header><h2>Downloads</h2>${this.closeButton()}</header><div class="body">
      <p class="lead-in">The same bytes as <code>leadwright run --out</code> writes. “For a spreadsheet” puts an apostrophe before every cell that a
        spreadsheet would run as a formula. Importing changed owners notifies nobody.</p>
      <table><tbody>
        ${outputs.map((name) => html`<tr><td><code>${name}</code><span class="small">${says[name] ?? ''}</span></td><td class="acts-cell">
          ${name.endsWith('.csv') ? html`<button class="button slim" aria-label="${name} for a spreadsheet" @click=${() => this.fetch(name, true)}>For a spreadsheet</button>` : nothing}
          <button class="button slim" aria-label="Download ${name}" @click=${() => this.fetch(name, false)}>${name.endsWith('.csv') ? 'As it is' : 'Download'}</button></td></tr>`)}
        <tr><td><code>${policyName}</code><span class="small">the policy as edited</span></td><td class="acts-cell">
          <button class="button slim" aria-label="Download ${policyName}" @click=${() => save(policyName, this.workspace.text)}>Download</button></td></tr>
      </tbody></table></div></dialog>`;
  }

  private async fetch(name: string, spreadsheet: boolean): Promise<void> {
    const content = await this.workspace.engine.output(name, spreadsheet);
    save(spreadsheet ? name.replace(/\.csv$/, '.spreadsheet.csv') : name, content as Uint8Array<ArrayBuffer>);
  }
}
customElements.define('lw-downloads', DownloadsWindow);

// ---- privacy -----------------------------------------------------------------------------------

// Tries to reach another place in every way a script has, from the page and from a worker. That nothing
// arrives could have many reasons (no network, for one), so an attempt counts as blocked only where the
// browser itself reports that the rule forbade it.
const target = 'https://example.com/leadwright-';
const patience = 3000;

const attempts: { what: string; mark: string; make: (url: string) => unknown }[] = [
  { what: 'a request from this page', mark: 'fetch', make: (url) => fetch(url, { mode: 'no-cors' }) },
  { what: 'a beacon', mark: 'beacon', make: (url) => navigator.sendBeacon(url, 'lead') },
  { what: 'a picture from elsewhere', mark: 'picture', make: (url) => { new Image().src = url; } },
  { what: 'a socket', mark: 'socket', make: (url) => new WebSocket(url.replace('https', 'wss')) },
];

async function tryToSend(): Promise<string[]> {
  const forbidden = new Set<string>();
  const note = (event: SecurityPolicyViolationEvent) => forbidden.add(event.blockedURI.split('leadwright-')[1] ?? '');
  document.addEventListener('securitypolicyviolation', note);
  for (const { mark, make } of attempts) {
    try {
      // A refusal that comes as a rejected promise is told by the event as well.
      void Promise.resolve(make(target + mark)).catch(() => undefined);
    } catch {
      // As above, for the calls that throw at once.
    }
  }
  const worker = startWorker(`addEventListener('securitypolicyviolation', () => postMessage('forbidden'));
    fetch('${target}worker', {mode: 'no-cors'}).then(() => postMessage('sent'), () => setTimeout(() => postMessage('failed'), 500));`);
  const fromWorker = await new Promise<string>((resolve) => {
    worker.onmessage = ({ data }) => resolve(data as string);
    setTimeout(() => resolve('failed'), patience);
  });
  worker.terminate();
  document.removeEventListener('securitypolicyviolation', note);
  const verdict = (blocked: boolean) => (blocked ? 'blocked' : 'not blocked by the rule');
  return [
    ...attempts.map(({ what, mark }) => `${what}: ${verdict(forbidden.has(mark))}`),
    `a request from a worker like the one that holds your data: ${verdict(fromWorker === 'forbidden')}`,
  ];
}

export class PrivacyWindow extends Window {
  private results: string[] = [];
  private trying = false;

  static override styles = [common, frame, css`
    pre { margin: 0; padding: 10px 12px; background: var(--sunken); border-radius: 5px; font: 12px/1.55 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }
    .results li::before { content: '✓ '; color: var(--accent); font-weight: 700; } .results li.out::before { content: '✗ '; color: var(--bad); }
  `];

  protected override render() {
    const policy = document.querySelector<HTMLMetaElement>('meta[http-equiv="Content-Security-Policy"]')?.content ?? 'none';
    return html`<dialog aria-label="Privacy"><header><h2>Nothing leaves this tab</h2>${this.closeButton()}</header><div class="body">
      <p class="lead-in">Files are read by the engine inside this page. It has no account, no server and no storage. The browser itself enforces
        the rule below, for the page and for the worker that holds your data: whatever a script tries, it connects nowhere else.</p>
      <pre>${policy.split(/;\s*/).join(';\n')}</pre>
      <div class="acts"><button class="button primary" ?disabled=${this.trying} @click=${() => void this.attempt()}>Try to send something</button></div>
      ${this.results.length === 0 ? nothing : html`<ul class="results" role="status">${this.results.map((line) => html`<li class=${line.endsWith(': blocked') ? '' : 'out'}>${line}</li>`)}</ul>`}
      <label class="tick"><input type="checkbox" .checked=${this.workspace.remember} @change=${(event: Event) => this.workspace.setRemember((event.target as HTMLInputElement).checked)}>
        Keep the policy and the column choices in this browser</label>
      <p class="quiet small">Leads are never kept. Taking the tick away forgets the policy at once. The browser cannot stop its own extensions, or a link
        that you click.</p></div></dialog>`;
  }

  private async attempt(): Promise<void> {
    this.trying = true;
    this.requestUpdate();
    this.results = await tryToSend();
    this.trying = false;
    this.requestUpdate();
  }
}
customElements.define('lw-privacy', PrivacyWindow);

// ---- what a dropped file is ----------------------------------------------------------------------

export class RolesWindow extends Window {
  private tables: Assigned[] = [];
  private done: (tables: Assigned[] | undefined) => void = () => {};

  static override styles = [common, frame];

  ask(tables: Assigned[]): Promise<Assigned[] | undefined> {
    this.tables = tables;
    void this.open();
    return new Promise((resolve) => {
      this.done = resolve;
    });
  }

  protected override render() {
    return html`<dialog aria-label="What these files are" @close=${() => this.done(undefined)}><header><h2>What is in these files?</h2></header><div class="body">
      <table><thead><tr><th scope="col">File</th><th scope="col" class="n">Size</th><th scope="col">Holds</th></tr></thead>
        <tbody>${this.tables.map((table, at) => html`<tr><th scope="row">${table.name}</th><td class="n quiet">${bytes(table.blob.size)}</td>
          <td><select aria-label="What ${table.name} holds" @change=${(event: Event) => this.set(at, (event.target as HTMLSelectElement).value)}>
            ${[...roleNames, ''].map((role) => html`<option value=${role} ?selected=${role === table.role}>${role === '' ? 'leave out' : spoken(role)}</option>`)}
          </select></td></tr>`)}</tbody></table>
      <div class="acts"><button class="button primary" @click=${() => this.finish(this.tables.filter((table) => table.role !== ''))}>Read ${plural(this.tables.filter((table) => table.role !== '').length, 'file')}</button>
        <button class="button" @click=${() => this.finish(undefined)}>Leave all out</button></div></div></dialog>`;
  }

  private set(at: number, role: string): void {
    this.tables = this.tables.map((table, index) => (index === at ? { ...table, role } : table));
    this.requestUpdate();
  }

  private finish(tables: Assigned[] | undefined): void {
    this.done(tables);
    this.done = () => {};
    this.close();
  }
}
customElements.define('lw-roles', RolesWindow);

// ---- a file that was refused ---------------------------------------------------------------------

export class RefusedWindow extends Window {
  static override styles = [common, frame, css`
    li { padding: 7px 0; border-bottom: 1px solid var(--line); } li:last-child { border: 0; } ul { max-height: 50vh; overflow: auto; }
  `];

  protected override workspaceChanged(): void {
    super.workspaceChanged();
    if (this.workspace.refused) void this.open();
  }

  protected override render() {
    const refused = this.workspace.refused;
    return html`<dialog aria-label="A file was refused" @close=${() => this.workspace.dismiss()}><header><h2>${refused?.title ?? ''}</h2></header><div class="body">
      <ul tabindex="0" aria-label="Problems">${(refused?.problems ?? []).slice(0, 100).map((problem) => html`<li>
        <span class="quiet mono">${[problem.file, problem.line > 0 ? problem.line : '', problem.column > 0 ? problem.column : ''].filter((part) => part !== '').join(':')}${problem.pointer === '' ? '' : ` ${problem.pointer}`}</span>
        <div>${sentence(problem.message)}</div>${problem.help === '' ? nothing : html`<div class="quiet">${sentence(problem.help)}</div>`}</li>`)}</ul>
      <div class="acts"><button class="button primary" autofocus @click=${() => this.close()}>Carry on</button></div></div></dialog>`;
  }
}
customElements.define('lw-refused', RefusedWindow);
