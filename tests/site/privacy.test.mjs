// Nothing leaves the tab and nothing stays in the browser, on a host that sets no header.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { choose, site, start, stop, visit } from './browser.mjs';

let elsewhere;
let arrived = 0;
let address;

before(async () => {
  await start();
  elsewhere = createServer((request, response) => {
    arrived += 1;
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('got it');
  });
  await new Promise((done) => elsewhere.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${elsewhere.address().port}`;
});
after(async () => {
  await stop();
  elsewhere.close();
});

// Every way out that a script has. Each answers whether it believes to have got out.
const waysOut = [
  async (to) => (await fetch(to)).ok,
  async (to) => (await fetch(to, { mode: 'no-cors', method: 'POST', body: 'lead' })).type === 'opaque',
  (to) => new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.onload = () => resolve(true);
    request.onerror = () => resolve(false);
    request.open('GET', to);
    request.send();
  }),
  (to) => new Promise((resolve) => {
    const socket = new WebSocket(to.replace('http', 'ws'));
    socket.onopen = () => resolve(true);
    socket.onerror = () => resolve(false);
  }),
  (to) => new Promise((resolve) => {
    const stream = new EventSource(to);
    stream.onopen = () => resolve(true);
    stream.onerror = () => resolve(false);
  }),
];
const ofThePage = [
  (to) => new Promise((resolve) => {
    const picture = new Image();
    picture.onload = () => resolve(true);
    picture.onerror = () => resolve(false);
    picture.src = to;
  }),
  async (to) => {
    navigator.sendBeacon(to, 'lead');
    const frame = document.createElement('iframe');
    frame.src = to;
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = to;
    const form = document.createElement('form');
    form.action = to;
    form.method = 'post';
    form.target = '_blank';
    document.body.append(frame, sheet, form);
    form.submit();
    await new Promise((resolve) => setTimeout(resolve, 500));
    return false;
  },
];

test('no way out of the page or of the worker that holds the data is open', async () => {
  const { page, seen } = await visit();
  for (const way of [...waysOut, ...ofThePage]) {
    const out = await page.evaluate(`(async () => { try { return await (${way})('${address}/page'); } catch { return false; } })()`);
    assert.equal(out, false, String(way));
  }
  const [worker] = page.workers();
  for (const way of waysOut) {
    const out = await worker.evaluate(`(async () => { try { return await (${way})('${address}/worker'); } catch { return false; } })()`);
    assert.equal(out, false, String(way));
  }
  assert.equal(arrived, 0);
  assert.ok(seen.violations.length > 0);
  await page.context().close();
});

test('the page shows its rule and proves it on request', async () => {
  const { page } = await visit();
  await page.getByRole('button', { name: 'Nothing leaves this tab' }).click();
  const panel = page.getByRole('dialog', { name: 'Privacy' });
  assert.match(await panel.innerText(), /connect-src 'self';/);
  await panel.getByRole('button', { name: 'Try to send something' }).click();
  await panel.getByRole('listitem').first().waitFor();
  const lines = await panel.getByRole('listitem').allInnerTexts();
  assert.equal(lines.length, 5);
  for (const line of lines) assert.match(line, /: blocked$/);
  await page.context().close();
});

test('after loading, the page asks for nothing and stores nothing, whatever is done with it', async () => {
  const { page, tab, leave } = await visit();
  for (const name of ['Owners', 'SLA', 'Leads', 'Error queue', 'ID graph', 'Proof', 'Columns', 'Rules']) await tab(name);
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  await page.getByRole('textbox', { name: 'The policy as JSON' }).waitFor();
  await choose(page, { name: 'leads.csv', mimeType: 'text/csv', buffer: Buffer.from('id,email,created_at\n1,a@b.example,2026-03-02\n') });
  await page.getByRole('heading', { name: '1 lead read from leads.csv' }).waitFor();
  const stored = await page.evaluate(async () => ({
    local: localStorage.length, session: sessionStorage.length, cookies: document.cookie,
    databases: (await indexedDB.databases()).length, caches: 'caches' in window ? (await caches.keys()).length : 0,
    workers: (await navigator.serviceWorker?.getRegistrations?.())?.length ?? 0,
  }));
  assert.deepEqual(stored, { local: 0, session: 0, cookies: '', databases: 0, caches: 0, workers: 0 });
  await leave();
});

test('the policy is kept when that is ticked, and forgotten when it is not', async () => {
  const { page, leave } = await visit();
  const kept = () => page.evaluate(() => localStorage.length);
  await page.getByRole('button', { name: 'Nothing leaves this tab' }).click();
  const tick = page.getByRole('checkbox', { name: /^Keep the policy/ });
  await tick.check();
  assert.equal(await kept(), 1);
  await tick.uncheck();
  assert.equal(await kept(), 0);
  await leave();
});

test('the one file opens from disk, offline, and may connect to nothing', async () => {
  const { page, leave } = await visit({ url: pathToFileURL(join(site, 'leadwright.html')).href, offline: true });
  assert.match(await page.getByRole('heading', { level: 1 }).innerText(), /leads would be routed/);
  assert.match(await page.locator('meta[http-equiv]').getAttribute('content'), /connect-src 'none'/);
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  await page.getByRole('textbox', { name: 'The policy as JSON' }).waitFor();
  await leave();
});
