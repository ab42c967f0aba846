// <leadwright-app>: the page. Verdict above, policy at the left, what it does at the right.
import { LitElement, css, html, nothing } from 'lit';
import type { Query } from './answers';
import { chartStyles, stackedBar } from './components/charts';
import { startEngine } from './engine-client';
import { filesOf, ofTheFolder, sort } from './intake';
import { common, tokens } from './styles';
import { ticked } from './ticks';
import './views/columns';
import type { DownloadsWindow, PrivacyWindow, RolesWindow } from './views/dialogs';
import './views/dialogs';
import './views/errors';
import './views/graph';
import type { LeadsView } from './views/leads';
import './views/leads';
import './views/owners';
import type { PolicyPane } from './views/policy';
import './views/policy';
import './views/proof';
import './views/rules';
import './views/sla';
import type { StorySheet } from './views/story';
import './views/story';
import type { Tab, Wish } from './views/view';
import { bytes, count, plural, signed } from './words';
import { Workspace } from './workspace';

const tabs: { id: Tab | 'policy'; title: string }[] = [
  { id: 'policy', title: 'Policy' }, { id: 'rules', title: 'Rules' }, { id: 'owners', title: 'Owners' }, { id: 'sla', title: 'SLA' },
  { id: 'leads', title: 'Leads' }, { id: 'errors', title: 'Error queue' }, { id: 'graph', title: 'ID graph' }, { id: 'proof', title: 'Proof' },
  { id: 'columns', title: 'Columns' },
];

export class LeadwrightApp extends LitElement {
  private workspace: Workspace | undefined;
  private tab: Tab | 'policy' = 'rules';
  private failed = '';
  private dragging = false;
  private kept = Workspace.rememberedPolicy();
  private readonly narrow = matchMedia('(max-width: 900px)');

  static override styles = [tokens, common, chartStyles, css`
    :host { display: grid; grid-template-rows: auto auto auto 1fr; height: 100dvh; background: var(--paper); }
    .bar { display: flex; align-items: center; gap: 8px 14px; padding: 8px 20px; flex-wrap: wrap; border-bottom: 1px solid var(--line); background: var(--surface); }
    .brand { display: inline-flex; gap: 9px; align-items: center; font-weight: 700; font-size: 15px; letter-spacing: -.01em; }
    .brand svg { width: 20px; height: 20px; }
    .bar .where { color: var(--ink-2); min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .bar .acts { margin-inline-start: auto; display: flex; gap: 8px; align-items: center; flex-wrap: wrap; }
    .verdict { padding: 16px 20px 14px; display: grid; gap: 11px; }
    .verdict h1 { font-size: 23px; line-height: 1.3; font-weight: 400; letter-spacing: -.015em; color: var(--ink-2); text-wrap: pretty; }
    .verdict h1 strong { font-weight: 600; color: var(--ink); }
    .verdict h1 button { font: inherit; letter-spacing: inherit; color: var(--ink); border: 0; background: none; padding: 0; font-weight: 600; text-decoration: underline;
      text-decoration-thickness: 1.5px; text-underline-offset: 4px; text-decoration-color: var(--edge); }
    .verdict h1 button:hover { text-decoration-color: currentColor; }
    .verdict h1 button.bad { color: var(--bad); } .verdict h1 button.warn { color: var(--warn); } .verdict h1 button.good { color: var(--accent); }
    .delta { font-size: 12.5px; font-weight: 600; letter-spacing: 0; color: var(--accent); background: var(--accent-soft); border-radius: 4px; padding: 1px 5px; margin-inline-start: 4px; vertical-align: 2px; }
    .notice { padding: 8px 20px; border-top: 1px solid var(--line); background: var(--warn-soft); display: flex; flex-wrap: wrap; gap: 6px 12px; align-items: center; }
    .notice.bad { background: var(--bad-soft); } .notice.good { background: var(--accent-soft); } .notice ul { flex-basis: 100%; max-height: 22vh; overflow: auto; }
    .work { display: grid; grid-template-columns: minmax(330px, 30%) minmax(0, 1fr); min-height: 0; border-top: 1px solid var(--line); }
    .work:has(> lw-policy[face='json']) { grid-template-columns: minmax(430px, 46%) minmax(0, 1fr); }
    lw-policy { border-inline-end: 1px solid var(--line); }
    .results { display: grid; grid-template-rows: auto 1fr; min-height: 0; min-width: 0; }
    [role='tablist'] { display: flex; gap: 2px; padding: 0 18px; border-bottom: 1px solid var(--line); overflow-x: auto; background: var(--paper); }
    [role='tab'] { border: 0; background: none; padding: 9px 10px 8px; color: var(--ink-2); font-weight: 500; white-space: nowrap; border-bottom: 2px solid transparent; }
    [role='tab']:hover { color: var(--ink); } [role='tab'][aria-selected='true'] { color: var(--ink); border-bottom-color: var(--accent); }
    [role='tab']:focus-visible { outline-offset: -3px; }
    [role='tab'] .n { font-weight: 400; color: var(--ink-3); margin-inline-start: 4px; } [role='tab'] .n.bad { color: var(--bad); font-weight: 600; }
    [role='tabpanel'] { overflow: auto; padding: 18px 22px 32px; min-height: 0; }
    [role='tabpanel'].fill { display: flex; flex-direction: column; padding-bottom: 16px; }
    [role='tabpanel'].fill > * { flex: 1; }
    [role='tabpanel'].policy { padding: 0; }
    [role='tabpanel']:focus-visible { outline-offset: -2px; }
    .stale { filter: grayscale(1); background: var(--sunken); }
    .starting { padding: 40px 20px; color: var(--ink-2); }
    .drop { position: fixed; inset: 0; z-index: 10; display: grid; place-items: center; background: color-mix(in oklab, var(--paper) 86%, transparent); pointer-events: none; }
    .drop div { border: 2px dashed var(--accent); border-radius: 10px; padding: 34px 54px; background: var(--surface); text-align: center; display: grid; gap: 4px; }
    .reading { position: fixed; inset-inline: 0; bottom: 0; z-index: 9; display: flex; gap: 14px; align-items: center; padding: 12px 20px; background: var(--surface); border-top: 1px solid var(--edge); box-shadow: var(--shadow); }
    progress { flex: 1; accent-color: var(--accent); height: 8px; }
    @media (max-width: 900px) {
      :host { height: auto; min-height: 100dvh; }
      .bar { padding: 8px 14px; } .verdict { padding: 14px; } .verdict h1 { font-size: 19px; } .notice { padding: 8px 14px; }
      .work, .work:has(> lw-policy[face='json']) { grid-template-columns: minmax(0, 1fr); } [role='tablist'] { padding: 0 6px; position: sticky; top: 0; z-index: 5; }
      [role='tabpanel'] { padding: 16px 14px 40px; } [role='tabpanel'].fill { height: calc(100dvh - 40px); }
      [role='tabpanel'].policy { min-height: 80dvh; height: calc(100dvh - 40px); display: flex; flex-direction: column; }
      [role='tabpanel'].policy lw-policy { flex: 1; border: 0; } .bar .where { font-size: 12px; } .bar .folder, .long { display: none; }
      .bar .acts { width: 100%; margin: 0; justify-content: space-between; }
    }
    @media (max-height: 620px) and (min-width: 901px) { :host { height: auto; min-height: 100dvh; } .work { height: 560px; } }
  `];

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('dragover', this.drag);
    addEventListener('dragleave', this.drag);
    addEventListener('drop', this.drop);
    addEventListener('paste', this.paste);
    this.narrow.addEventListener('change', this.reshape);
    this.addEventListener('lw-go', (event) => this.go((event as CustomEvent<Wish['lw-go']>).detail));
    this.addEventListener('lw-edit', (event) => void this.showPolicy((event as CustomEvent<Wish['lw-edit']>).detail.pointer));
    this.addEventListener('lw-explain', (event) => void this.inner<StorySheet>('lw-story').tell((event as CustomEvent<Wish['lw-explain']>).detail.lead));
    this.addEventListener('lw-witness', (event) => void this.inner<StorySheet>('lw-story').tellWitness((event as CustomEvent<Wish['lw-witness']>).detail.witness));
    void this.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('dragover', this.drag);
    removeEventListener('dragleave', this.drag);
    removeEventListener('drop', this.drop);
    removeEventListener('paste', this.paste);
    this.narrow.removeEventListener('change', this.reshape);
  }

  private readonly reshape = () => {
    if (!this.narrow.matches && this.tab === 'policy') this.tab = 'rules';
    this.requestUpdate();
  };

  private inner<T extends Element>(name: string): T {
    return this.renderRoot.querySelector<T>(name)!;
  }

  private async start(): Promise<void> {
    try {
      const workspace = new Workspace(await startEngine());
      this.workspace = workspace;
      workspace.addEventListener('change', () => this.requestUpdate());
      await workspace.openSample();
      this.requestUpdate();
      await this.updateComplete;
      // The editor comes after the first answer is on the screen, and before anybody asks for it.
      await import('./components/editor');
      this.dataset['ready'] = '';
    } catch (error) {
      this.failed = error instanceof Error ? error.message : String(error);
      this.requestUpdate();
    }
  }

  // ---- files ---------------------------------------------------------------------------------------

  private readonly drag = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    const over = event.type === 'dragover' || event.relatedTarget !== null;
    if (over !== this.dragging) {
      this.dragging = over;
      this.requestUpdate();
    }
  };

  private readonly drop = (event: DragEvent) => {
    this.dragging = false;
    this.requestUpdate();
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    void filesOf(event.dataTransfer).then((files) => this.take(files));
  };

  private readonly paste = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) void this.take(files);
  };

  private choose(folder: boolean): void {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.webkitdirectory = folder;
    input.onchange = () => void this.take(ofTheFolder([...(input.files ?? [])]));
    input.click();
  }

  async take(files: File[]): Promise<void> {
    const { workspace } = this;
    if (!workspace || files.length === 0) return;
    const intake = await sort(files, async (policy) =>
      (policy || !workspace.isSample ? workspace.engine.wantedFiles(policy ? await policy.text() : workspace.text) : []));
    const policy = intake.policy && { name: intake.policy.name, text: await intake.policy.text() };
    if (intake.tables.length === 0) {
      if (policy && (await workspace.openPolicy(policy.name, policy.text))) this.go({ tab: 'rules' });
      return;
    }
    const tables = intake.certain ? intake.tables : await this.inner<RolesWindow>('lw-roles').ask(intake.tables);
    if (!tables || tables.length === 0) return;
    if (await workspace.addTables(tables, policy)) this.go({ tab: 'columns' });
  }

  // ---- places --------------------------------------------------------------------------------------

  private go({ tab, query }: Wish['lw-go']): void {
    this.tab = tab;
    this.requestUpdate();
    if (query) void this.updateComplete.then(() => this.inner<LeadsView>('lw-leads').ask(query));
  }

  private show(query: Query): void {
    this.go({ tab: 'leads', query });
  }

  private async showPolicy(pointer: string): Promise<void> {
    if (this.narrow.matches) this.tab = 'policy';
    this.requestUpdate();
    await this.updateComplete;
    await this.inner<PolicyPane>('lw-policy').reveal(pointer);
  }

  private press(event: KeyboardEvent): void {
    const shown = this.tabs();
    const at = shown.findIndex((tab) => tab.id === this.tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.tab = shown[(to + shown.length) % shown.length]!.id;
    this.requestUpdate();
    void this.updateComplete.then(() => this.inner<HTMLElement>('[role="tab"][aria-selected="true"]').focus());
  }

  private tabs() {
    return this.narrow.matches ? tabs : tabs.filter((tab) => tab.id !== 'policy');
  }

  // ---- what is shown -------------------------------------------------------------------------------

  protected override render() {
    const { workspace } = this;
    return html`
      <header class="bar">
        <span class="brand">${mark}Leadwright</span>
        <span class="where">${workspace ? this.where(workspace) : ''}</span>
        <span class="acts">
          <button class="link" @click=${() => void this.inner<PrivacyWindow>('lw-privacy')?.open()} ?disabled=${!workspace}>Nothing leaves this tab</button>
          <button class="button" ?disabled=${!workspace?.summary} @click=${() => void this.inner<DownloadsWindow>('lw-downloads').open()}>Downloads</button>
          <button class="button folder" ?disabled=${!workspace} @click=${() => this.choose(true)}>Open a folder</button>
          <button class="button primary" ?disabled=${!workspace} @click=${() => this.choose(false)} aria-label="Open a lead export">Open<span class="long"> a lead export</span></button>
        </span>
      </header>
      ${this.renderVerdict()}
      <div>${this.renderNotices()}</div>
      ${workspace && (workspace.summary || this.blocked(workspace)) ? this.renderWork(workspace) : html`<main></main>`}
      ${workspace ? html`
        <lw-story .workspace=${workspace}></lw-story><lw-downloads .workspace=${workspace}></lw-downloads>
        <lw-privacy .workspace=${workspace}></lw-privacy><lw-roles .workspace=${workspace}></lw-roles><lw-refused .workspace=${workspace}></lw-refused>` : nothing}
      ${this.dragging ? html`<div class="drop"><div><h2>Drop a lead export, a policy, or a folder of tables</h2><p class="quiet">They are read here and stay here.</p></div></div>` : nothing}
      ${workspace?.reading ? this.renderReading(workspace.reading) : nothing}`;
  }

  private where(workspace: Workspace) {
    if (workspace.isSample) return 'Sample workspace: a fictional company';
    const leads = workspace.files.find((file) => file.role === 'leads');
    const others = workspace.files.length - (leads ? 1 : 0);
    return `${leads?.name ?? 'no leads'}${others > 0 ? ` and ${plural(others, 'other table')}` : ''}`;
  }

  private renderVerdict() {
    const { workspace } = this;
    if (this.failed !== '') {
      return html`<section class="verdict"><h1><strong>The engine could not start.</strong> ${this.failed}</h1>
        <p class="lead-in">This page needs WebAssembly. Where a company’s browser forbids it, the command line gives the same answers.</p></section>`;
    }
    const summary = workspace?.summary;
    if (workspace && !summary && this.blocked(workspace)) return html`<section class="verdict"><h1>Nothing has been dry-run yet.</h1></section>`;
    if (!workspace || !summary) return html`<section class="verdict" aria-busy="true"><h1>Dry-running the sample…</h1></section>`;
    const before = workspace.edited || workspace.loadedSummary !== summary ? workspace.loadedSummary : undefined;
    const figure = (value: number, earlier: number | undefined, tone: string, query: Query, what: string) => html`<button class=${value > 0 ? tone : ''}
      aria-label="${count(value)} ${what}: show them" @click=${() => this.show(query)}>${count(value)}</button>${earlier === undefined || earlier === value ? '' : html`<span class="delta">${signed(value - earlier)}</span>`}`;
    return html`<section class="verdict ${workspace.busy ? 'busy' : ''}" aria-label="Verdict">
      <h1>${figure(summary.routed, before?.routed, 'good', { where: { outcome: 'routed' } }, 'routed')} of <strong>${count(summary.rows)}</strong> leads would be routed,
        ${figure(summary.queued, before?.queued, 'warn', { where: { outcome: 'queued' } }, 'queued')} queued for a person to look at,
        ${figure(summary.out_of_scope, before?.out_of_scope, '', { where: { outcome: 'out_of_scope' } }, 'out of scope')} out of scope.
        ${summary.sla.clocks === 0 ? nothing : html`${figure(summary.sla.breached, before?.sla.breached, 'bad', { where: { sla_status: 'breached' } }, 'breached')} would breach their SLA.`}</h1>
      ${stackedBar([{ name: 'routed', value: summary.routed, kind: 'good' }, { name: 'queued', value: summary.queued, kind: 'warn' },
        { name: 'out of scope', value: summary.out_of_scope, kind: 'idle' }], summary.rows)}
    </section>`;
  }

  private renderNotices() {
    const { workspace } = this;
    if (!workspace) return nothing;
    return html`
      ${workspace.fault === '' ? nothing : html`<div class="notice bad" role="alert"><strong>${workspace.fault}</strong></div>`}
      ${workspace.runProblems.length === 0 ? nothing : html`<div class="notice bad" role="alert">
        <strong>This workspace cannot be dry-run yet${workspace.summary ? '; the figures are those of the last dry run' : ''}.</strong>
        <ul tabindex="0" aria-label="Problems">${workspace.runProblems.slice(0, 20).map((problem) => html`<li>${problem.file ? html`<span class="mono">${problem.file}${problem.line > 0 ? `:${problem.line}` : ''}${problem.pointer}</span> ` : ''}${ticked(problem.message)}${problem.help === '' ? '' : html` <span class="quiet">(${ticked(problem.help)})</span>`}</li>`)}</ul></div>`}
      ${this.kept === null ? nothing : html`<div class="notice good">A policy is kept in this browser.
        <button class="button slim" @click=${() => this.useKept()}>Use it</button>
        <button class="button slim" @click=${() => this.forgetKept()}>Forget it</button></div>`}`;
  }

  private async useKept(): Promise<void> {
    const text = this.kept;
    this.kept = null;
    if (text === null || !this.workspace) return;
    this.workspace.remember = true;
    await this.workspace.openPolicy('policy.json', text);
  }

  private forgetKept(): void {
    this.kept = null;
    this.workspace?.setRemember(false);
  }

  private renderReading(reading: NonNullable<Workspace['reading']>) {
    return html`<div class="reading" role="status"><span>Reading ${reading.name}</span>
      <progress max=${Math.max(1, reading.total)} .value=${reading.read} aria-label="Read so far"></progress>
      <span class="quiet">${bytes(reading.read)} of ${bytes(reading.total)}</span>
      <button class="button slim" @click=${reading.cancel}>Cancel</button></div>`;
  }

  private renderWork(workspace: Workspace) {
    const stale = this.blocked(workspace);
    const fill = this.tab === 'leads' || this.tab === 'errors';
    return html`<main class="work">
      ${this.narrow.matches ? nothing : html`<lw-policy .workspace=${workspace} role="region" aria-label="Policy"></lw-policy>`}
      <div class="results">
        <div role="tablist" aria-label="What the policy does" @keydown=${this.press}>${this.tabs().map(({ id, title }) => html`
          <button role="tab" id="tab-${id}" aria-selected=${this.tab === id} aria-controls="panel" tabindex=${this.tab === id ? 0 : -1}
            @click=${() => this.go({ tab: id as Tab })}>${title}${this.note(id, workspace)}</button>`)}</div>
        <div role="tabpanel" id="panel" aria-labelledby="tab-${this.tab}" tabindex="0"
          class="${fill ? 'fill' : ''} ${this.tab === 'policy' ? 'policy' : ''} ${stale && this.tab !== 'columns' && this.tab !== 'policy' ? 'stale' : ''}">${this.renderTab(workspace)}</div>
      </div>
    </main>`;
  }

  private blocked(workspace: Workspace): boolean {
    return workspace.problems.length > 0 || workspace.runProblems.length > 0;
  }

  private note(id: string, workspace: Workspace) {
    if (id === 'leads' && workspace.summary) return html`<span class="n">${count(workspace.summary.rows)}</span>`;
    if (id === 'columns' && workspace.runProblems.length > 0) return html`<span class="n bad">!</span>`;
    return nothing;
  }

  private renderTab(workspace: Workspace) {
    if (!workspace.summary && this.tab !== 'policy' && this.tab !== 'columns') return html`<p class="empty">Nothing has been dry-run yet: see the problems above.</p>`;
    switch (this.tab) {
      case 'policy': return html`<lw-policy .workspace=${workspace}></lw-policy>`;
      case 'rules': return html`<lw-rules .workspace=${workspace}></lw-rules>`;
      case 'owners': return html`<lw-owners .workspace=${workspace}></lw-owners>`;
      case 'sla': return html`<lw-sla .workspace=${workspace}></lw-sla>`;
      case 'leads': return html`<lw-leads .workspace=${workspace}></lw-leads>`;
      case 'errors': return html`<lw-errors .workspace=${workspace}></lw-errors>`;
      case 'graph': return html`<lw-graph .workspace=${workspace}></lw-graph>`;
      case 'proof': return html`<lw-proof .workspace=${workspace}></lw-proof>`;
      case 'columns': return html`<lw-columns .workspace=${workspace}></lw-columns>`;
    }
  }
}

// Three paths of which one goes on: the mark of the product.
const mark = html`<svg viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round">
  <path d="M2 4h4.5c2.5 0 3 6 6 6" opacity=".38"></path><path d="M2 16h4.5c2.5 0 3-6 6-6" opacity=".38"></path>
  <path d="M2 10h13" stroke="var(--accent)" stroke-width="2.2"></path><circle cx="17" cy="10" r="2" fill="var(--accent)" stroke="none"></circle></svg>`;

customElements.define('leadwright-app', LeadwrightApp);
