// From the first screen to a downloaded answer, as a person with an export goes.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { choose, download, runNatively, sample, start, stop, visit } from './browser.mjs';

before(start);
after(stop);

// An export whose id column no table of headers knows.
const header = 'Kontaktnummer,Email,Company name,Country/Region,Number of Employees,Create Date,Contact owner';
const people = ['ana@example.com', 'bo@example.com', ''];
const rows = Array.from({ length: 300 }, (_, i) =>
  [`K${i}`, i % 9 === 4 ? '' : `person${i}@company${i % 40}.example`, `Company ${i % 40}`, ['US', 'DE', 'GB'][i % 3], (i * 37) % 900,
    `2026-03-${String(1 + (i % 28)).padStart(2, '0')} 09:${String(i % 60).padStart(2, '0')}`, people[i % 3]].join(','));
const exported = Buffer.from([header, ...rows].join('\n') + '\n');
const upload = { name: 'hubspot-crm-exports.csv', mimeType: 'text/csv', buffer: exported };

const grouped = (n) => n.toLocaleString('en');

describe('the first screen', () => {
  test('shows the sample already dry-run, with the figures of the program', async () => {
    const summary = JSON.parse(runNatively(Object.fromEntries(readdirSync(sample)
      .filter((name) => /\.(csv|json|ndjson)$/.test(name)).map((name) => [name, readFileSync(join(sample, name))])))('summary.json'));
    const { page, leave } = await visit();
    const verdict = await page.getByRole('heading', { level: 1 }).innerText();
    assert.match(verdict, new RegExp(`^${grouped(summary.routed)} of ${grouped(summary.rows)} leads would be routed, ${grouped(summary.queued)} queued`));
    assert.ok(verdict.includes(`${grouped(summary.sla.breached)} would breach`), verdict);
    assert.equal(summary.rows, summary.routed + summary.queued + summary.out_of_scope);
    await leave();
  });

  test('opens the rows behind a figure', async () => {
    const { page, leave } = await visit();
    const queued = page.getByRole('button', { name: /queued: show them$/ });
    const figure = await queued.innerText();
    await queued.click();
    await page.getByRole('status').filter({ hasText: new RegExp(`^${figure} of `) }).waitFor();
    assert.equal(await page.getByRole('grid').getAttribute('aria-rowcount'), String(Number(figure.replace(/,/g, '')) + 1));
    await leave();
  });
});

describe('an own export', () => {
  test('is read, mapped, dry-run, explained and downloaded as the program writes it', async () => {
    const { page, tab, leave } = await visit();
    // Dropped on the window, not on a target.
    const transfer = await page.evaluateHandle(({ name, text }) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name, { type: 'text/csv' }));
      return data;
    }, { name: upload.name, text: exported.toString() });
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });

    // The id has no known header: the page says so and takes the user's word.
    await page.getByRole('heading', { name: `300 leads read from ${upload.name}` }).waitFor();
    await page.getByRole('combobox', { name: 'Field of column Kontaktnummer' }).selectOption('id');
    const run = page.getByRole('button', { name: 'Dry-run 300 leads' });
    await page.locator('lw-columns button.primary:not([disabled])').waitFor();
    await run.click();
    assert.match(await page.getByRole('heading', { level: 1 }).innerText(), / of 300 leads would be routed/);

    await tab('Leads');
    await page.getByRole('gridcell', { name: 'K7', exact: true }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByText('Rules, in order').waitFor();
    assert.ok((await sheet.innerText()).includes('K7'));
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Downloads' }).click();
    const policy = await download(page, 'Download policy.json');
    assert.equal(JSON.parse(policy).sources.leads.columns.id, 'Kontaktnummer');
    const natively = runNatively({ [upload.name]: exported, 'policy.json': policy });
    for (const name of ['decisions.csv', 'errors.csv', 'summary.json']) {
      assert.deepEqual(await download(page, `Download ${name}`), natively(name), name);
    }
    await leave();
  });

  test('that cannot be read says where and why, and what was loaded stays', async () => {
    const { page, leave } = await visit();
    const verdict = await page.getByRole('heading', { level: 1 }).innerText();
    await choose(page, { name: 'export.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) });
    const refused = page.getByRole('dialog', { name: 'A file was refused' });
    await refused.getByText(/empty/).waitFor();
    await refused.getByRole('button', { name: 'Carry on' }).click();
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), verdict);
    await leave();
  });
});

describe('the policy', () => {
  test('moves the figures when it is edited, and back when that is undone', async () => {
    const { page, leave } = await visit();
    const heading = page.getByRole('heading', { level: 1 });
    const verdict = await heading.innerText();
    const policy = page.locator('lw-policy');
    await policy.getByRole('button', { name: /^Remove rule/ }).first().click();
    await policy.locator('.delta').first().waitFor();
    await page.getByRole('tab', { name: 'Proof' }).click();
    await page.getByRole('heading', { name: 'What your edit changes' }).waitFor();
    await page.getByRole('button', { name: 'Undo the last edit' }).click();
    // The cards change at once, the figures when the engine has decided again.
    for (let i = 0; i < 100 && (await heading.innerText()) !== verdict; i++) await page.waitForTimeout(100);
    assert.equal(await heading.innerText(), verdict);
    assert.equal(await policy.locator('.delta').count(), 0);
    await leave();
  });

  test('with a mistake keeps the last answer and says where the mistake is', async () => {
    const { page, leave } = await visit();
    const verdict = await page.getByRole('heading', { level: 1 }).innerText();
    await page.getByRole('button', { name: 'JSON', exact: true }).click();
    const editor = page.getByRole('textbox', { name: 'The policy as JSON' });
    await editor.click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('"leadwrong": 1, ');
    await page.locator('lw-policy').getByRole('button', { name: '/leadwrong' }).waitFor();
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), verdict);
    await leave();
  });

  test('that is broken is refused whole', async () => {
    const { page, leave } = await visit();
    await choose(page, { name: 'policy.json', mimeType: 'application/json', buffer: Buffer.from('{"leadwright": 1, "rules": [}') });
    await page.getByRole('dialog', { name: 'A file was refused' }).getByText(/stays/).waitFor();
    await leave();
  });
});

describe('proof and graph', () => {
  test('a witness lead is one click from its dry run', async () => {
    const { page, tab, leave } = await visit();
    await tab('Proof');
    await page.getByRole('button', { name: 'Dry-run this lead' }).first().click();
    await page.getByRole('dialog', { name: 'Witness lead, dry-run' }).getByText('Rules, in order').waitFor();
    await leave();
  });

  test('a pair is decided by the keyboard and the decision is kept in the policy', async () => {
    const { page, tab, leave } = await visit();
    await tab('ID graph');
    const pair = page.getByRole('group', { name: /^Pair 1 of/ });
    await pair.focus();
    await page.keyboard.press('a');
    await page.locator('lw-graph .figures div', { hasText: /^1\s*decision in the policy$/ }).waitFor();
    await page.getByRole('button', { name: 'Downloads' }).click();
    const { matching } = JSON.parse(await download(page, 'Download policy.json'));
    assert.equal(matching.decisions.at(-1).same, true);
    await leave();
  });
});
