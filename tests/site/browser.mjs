// Debian's Chromium with the built page on a static host without headers, below a path.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from '../../site/serve.mjs';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const site = process.env.LEADWRIGHT_SITE ?? join(root, 'build/site');
export const sample = process.env.LEADWRIGHT_SAMPLE ?? join(root, 'fixtures/sample');
const program = join(root, 'build/native/leadwright');

let browser;
let host;

export async function start() {
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
  });
  host = await serve({ folder: site, below: '/any/path/' });
}

export async function stop() {
  await browser?.close();
  host?.server.close();
}

// A fresh visitor with the sample's verdict on the screen. `seen` collects what must not happen: errors,
// violations of the Content-Security-Policy, and requests after the page was ready.
export async function visit({ width = 1280, height = 800, scheme = 'light', url = host.url, offline = false } = {}) {
  const context = await browser.newContext({
    viewport: { width, height }, colorScheme: scheme, reducedMotion: 'reduce', offline, acceptDownloads: true,
  });
  const page = await context.newPage();
  const seen = { errors: [], violations: [], requests: [] };
  let ready = false;
  page.on('pageerror', (error) => seen.errors.push(error.stack));
  page.on('console', (message) => {
    if (message.type() === 'error') seen.violations.push(message.text());
  });
  page.on('request', (request) => {
    if (ready && !request.url().startsWith('blob:') && !request.url().startsWith('data:')) seen.requests.push(request.url());
  });
  await page.goto(url);
  await page.locator('leadwright-app[data-ready]').waitFor({ timeout: 60_000 });
  ready = true;
  return {
    page,
    seen,
    tab: (name) => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click(),
    async leave() {
      await context.close();
      assert.deepEqual(seen, { errors: [], violations: [], requests: [] });
    },
  };
}

export async function choose(page, files) {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Open a lead export' }).click()]);
  await chooser.setFiles(files);
}

export async function download(page, button) {
  const [got] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button, exact: true }).click()]);
  return readFileSync(await got.path());
}

// What the program makes of the same workspace: a function from an output's name to its bytes.
export function runNatively(files) {
  const folder = mkdtempSync(join(tmpdir(), 'leadwright-page-'));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  execFileSync(program, ['run', folder, '--out', join(folder, 'out')], { stdio: 'pipe' });
  return (name) => readFileSync(join(folder, 'out', name));
}
