// Everyone can use it: axe's rules for WCAG 2.2 AA on every screen, the keyboard alone, narrow windows.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import { choose, start, stop, visit } from './browser.mjs';

before(start);
after(stop);

const tabs = ['Rules', 'Owners', 'SLA', 'Leads', 'Error queue', 'ID graph', 'Proof', 'Columns'];

// The whole page, or only the panel under the tabs where the rest has been looked at already.
async function expectNoViolations(page, where, panelOnly = false) {
  let axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  if (panelOnly) axe = axe.include({ fromShadowDom: ['leadwright-app', '#panel'] });
  const { violations, passes } = await axe.analyze();
  const told = violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`);
  assert.deepEqual(told, []);
  assert.ok(passes.length > 0, `${where}: axe looked at nothing`);
}

for (const scheme of ['light', 'dark']) {
  for (const width of [1280, 390]) {
    test(`axe finds nothing on any screen (${scheme}, ${width} px)`, async () => {
      const { page, tab, leave } = await visit({ scheme, width });
      for (const name of width === 390 ? ['Policy', ...tabs] : tabs) {
        await tab(name);
        await page.waitForTimeout(400);
        await expectNoViolations(page, name, name !== 'Rules');
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} is wider than the window`);
      }
      await tab('Leads');
      await page.getByRole('gridcell').first().click();
      await page.getByRole('dialog').getByText('As it came').waitFor();
      await expectNoViolations(page, 'one lead');
      await page.keyboard.press('Escape');
      for (const name of ['Downloads', 'Nothing leaves this tab']) {
        await page.getByRole('button', { name, exact: true }).click();
        await page.getByRole('dialog').waitFor();
        await expectNoViolations(page, name);
        await page.keyboard.press('Escape');
      }
      if (width === 390) await tab('Policy');
      await page.getByRole('button', { name: 'JSON', exact: true }).click();
      await page.getByRole('textbox', { name: 'The policy as JSON' }).waitFor();
      await expectNoViolations(page, 'JSON');
      await choose(page, { name: 'broken.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) });
      await page.getByRole('dialog', { name: 'A file was refused' }).waitFor();
      await expectNoViolations(page, 'refused');
      await leave();
    });
  }
}

const focused = (page) => page.evaluate(() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return { role: element.getAttribute('role') ?? element.tagName.toLowerCase(), text: element.innerText?.trim() ?? '', label: element.getAttribute('aria-label') ?? '' };
});

async function tabUntil(page, wanted, most = 150) {
  for (let i = 0; i < most; i += 1) {
    await page.keyboard.press('Tab');
    if (wanted(await focused(page))) return;
  }
  assert.fail('the keyboard never got there');
}

test('the keyboard alone gets from the first screen to an explained lead and back', async () => {
  const { page, leave } = await visit();
  await tabUntil(page, ({ role }) => role === 'tab');
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('ArrowRight');
  assert.match((await focused(page)).text, /^Leads/);
  await page.getByRole('gridcell').first().waitFor();
  await tabUntil(page, ({ role }) => role === 'columnheader');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  const lead = (await focused(page)).text;
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: `Lead ${lead}` }).getByText('Rules, in order').or(page.getByRole('dialog').getByText('As it came')).first().waitFor();
  await page.keyboard.press('Escape');
  assert.equal((await focused(page)).text, lead, 'the focus is back on the cell');
  await page.keyboard.press('Control+End');
  await page.waitForTimeout(200);
  assert.equal((await focused(page)).role, 'gridcell');
  await page.keyboard.press('Control+Home');
  await page.waitForTimeout(200);
  assert.equal((await focused(page)).text, '1');
  await leave();
});

test('the editor lets the keyboard out again', async () => {
  const { page, leave } = await visit();
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  await page.getByRole('textbox', { name: 'The policy as JSON' }).focus();
  await tabUntil(page, ({ role }) => role === 'tab', 5);
  await leave();
});
