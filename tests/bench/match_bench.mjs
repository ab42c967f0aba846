// node tests/bench/match_bench.mjs [program] [module folder]: what the ID graph costs. The program on 1,000,000 leads
// and 200,000 accounts, from CSV to explained links; the module on 10,000 and 2,000, from bytes to the graph, in node
// and in Chromium, cold and warm. Called by ./dev bench.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeCompanies } from './make_companies.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const [program = path.join(root, 'build/native/leadwright'), moduleFolder = path.join(root, 'build/wasm')] = process.argv.slice(2);
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'leadwright-match-'));
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));

const large = path.join(scratch, 'large');
writeCompanies(large, 1000000, 200000);
// CPU seconds from the shell's own count; the most memory watched from outside.
const watch = `TIMEFORMAT="%U %S"; time { "$0" match "$1" --out "$2" > /dev/null & p=$!; peak=0
  while m=$(awk "/VmHWM/{print \\$2}" /proc/$p/status 2>/dev/null) && [ -n "$m" ]; do peak=$m; sleep 0.1; done; wait $p || exit 1; echo $peak; }`;
const run = spawnSync('bash', ['-c', watch, program, large, path.join(scratch, 'out')], { encoding: 'utf8' });
if (run.status !== 0) throw new Error(run.stderr);
const [user, system] = run.stderr.trim().split('\n').pop().split(' ').map(Number);
const links = fs.readFileSync(path.join(scratch, 'out', 'links.csv'), 'latin1').split('\n').length - 2;
console.log(`\nID graph of 1,000,000 leads and 200,000 accounts, the program: ${(user + system).toFixed(1)} s of CPU, ` +
  `${Math.round(Number(run.stdout.trim()) / 1024)} MB, ${links.toLocaleString('en')} links`);

const small = path.join(scratch, 'small');
writeCompanies(small, 10000, 2000);
// Wall milliseconds of one round after the other, in a new engine: the first one is that of a cold module.
async function rounds(moduleUrl, wasm, files) {
  const { createEngine } = await import(moduleUrl);
  const engine = await createEngine({ wasm });
  const times = [];
  for (let i = 0; i < 8; i++) {
    const begun = performance.now();
    const problems = await engine.setPolicy('policy.json', files['policy.json']);
    for (const name of ['leads.csv', 'accounts.csv']) problems.push(...(await engine.readFile(name, files[name])));
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
    await engine.match();
    times.push(Math.round(performance.now() - begun));
  }
  return times;
}
function report(where, [first, ...warm]) {
  console.log(`ID graph of 10,000 leads and 2,000 accounts, the module in ${where}: median ${warm.sort((a, b) => a - b)[3]} ms ` +
    `(wall, of 7; the first time ${first} ms)`);
}
const names = ['policy.json', 'leads.csv', 'accounts.csv'];
const wasm = path.join(moduleFolder, 'leadwright.wasm');
report('node', await rounds(String(pathToFileURL(path.join(moduleFolder, 'leadwright.mjs'))), fs.readFileSync(wasm),
  Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(small, name))]))));

const { serve } = await import('../../site/serve.mjs');
const { chromium } = await import('playwright-core');
const host = await serve({ folder: moduleFolder });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
await page.goto(`${host.url}leadwright.mjs`);   // any page of the same origin
report('Chromium', await page.evaluate(({ source, texts }) => {
  const files = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, new TextEncoder().encode(text)]));
  return new Function(`return ${source}`)()('/leadwright.mjs', fetch('/leadwright.wasm'), files);
}, { source: String(rounds), texts: Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(small, name), 'utf8')])) }));
await browser.close();
process.exit(0);
