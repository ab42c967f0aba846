// 100,000 leads in the grid: few rows in the document, the right ones at every place, true counts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { choose, start, stop, visit } from './browser.mjs';

before(start);
after(stop);

const total = 100_000;
const text = ['id,email,company,country,employees,created_at', ...Array.from({ length: total }, (_, i) =>
  `L${i + 1},p${i}@c${i % 5000}.example,Company ${i % 5000},${['US', 'DE', 'GB', 'FR'][i % 4]},${(i * 7) % 2000},2026-03-${String(1 + (i % 28)).padStart(2, '0')}`)].join('\n');

test('scrolls smoothly through 100,000 leads', async (t) => {
  const { page, tab, leave } = await visit();
  await choose(page, { name: 'leads.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('heading', { name: '100,000 leads read from leads.csv' }).waitFor({ timeout: 60_000 });
  await page.getByRole('heading', { level: 1 }).filter({ hasText: 'of 100,000 leads' }).waitFor({ timeout: 60_000 });
  await tab('Leads');
  const grid = page.getByRole('grid');
  await page.getByRole('gridcell', { name: 'L1', exact: true }).waitFor();
  assert.equal(await grid.getAttribute('aria-rowcount'), String(total + 1));

  // Two seconds of wheel, a frame at a time: how long each frame took, and how many rows there were.
  const frames = await page.evaluate(async () => {
    const app = document.querySelector('leadwright-app').shadowRoot;
    const frame = app.querySelector('lw-leads').shadowRoot.querySelector('lw-table').shadowRoot.querySelector('.frame');
    const took = [];
    let most = 0;
    let last = performance.now();
    for (let i = 0; i < 120; i += 1) {
      frame.scrollTop += 900;
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      took.push(now - last);
      last = now;
      most = Math.max(most, frame.querySelectorAll('[role=row]').length);
    }
    return { took: took.sort((a, b) => a - b), most };
  });
  const median = frames.took[60];
  t.diagnostic(`median frame ${median.toFixed(1)} ms, 95th ${frames.took[114].toFixed(1)} ms, at most ${frames.most} rows in the document`);
  assert.ok(frames.most < 100);
  assert.ok(median < 50, `median frame ${median} ms`);

  for (const place of [0.25, 0.5, 0.9]) {
    const expected = await page.evaluate((part) => {
      const app = document.querySelector('leadwright-app').shadowRoot;
      const frame = app.querySelector('lw-leads').shadowRoot.querySelector('lw-table').shadowRoot.querySelector('.frame');
      frame.scrollTop = part * frame.scrollHeight;
      return Math.floor(frame.scrollTop / 31) + 3;
    }, place);
    await page.getByRole('gridcell', { name: `L${expected}`, exact: true }).waitFor({ timeout: 5000 });
  }
  await leave();
});
