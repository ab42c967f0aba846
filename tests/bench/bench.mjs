// node tests/bench/bench.mjs [peers]: what the engine costs, natively and as WebAssembly under node, and
// beside peers. CPU time; figures of one run are to be read as ratios. Called by ./dev bench.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { writeWorkspace } from './make_leads.mjs';
import { peers } from './peers.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const program = path.join(root, 'build/native/leadwright');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'leadwright-bench-'));
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));

const build = (preset, target) => execFileSync('cmake', ['--build', '--preset', preset, '--target', target], { cwd: root, stdio: 'ignore' });
const workspaces = new Map();
function workspace(leads, rules) {
  const name = `${leads}-${rules}`;
  if (!workspaces.has(name)) {
    const dir = path.join(scratch, name);
    writeWorkspace(dir, leads, rules);
    workspaces.set(name, dir);
  }
  return workspaces.get(name);
}

// CPU milliseconds of a command, from the shell's own count.
function cost(command, args) {
  const out = spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S"; time "$0" "$@" > /dev/null', command, ...args], { encoding: 'utf8' });
  if (out.status !== 0) throw new Error(out.stderr);
  const [user, system] = out.stderr.trim().split('\n').pop().split(' ').map(Number);
  return Math.round((user + system) * 1000);
}
// Megabytes at most, watched from outside.
function peakMemory(command, args) {
  const child = spawnSync('bash', ['-c', '"$0" "$@" > /dev/null & p=$!; peak=0; while kill -0 $p 2>/dev/null; do m=$(awk "/VmHWM/{print \\$2}" /proc/$p/status 2>/dev/null); [ -n "$m" ] && peak=$m; sleep 0.02; done; echo $peak', command, ...args], { encoding: 'utf8' });
  return Math.round(Number(child.stdout.trim()) / 1024);
}
const least = (times, work) => Math.min(...Array.from({ length: times }, work));
const table = (title, header, rows) => {
  console.log(`\n${title}\n`);
  console.log(`| ${header.join(' | ')} |\n|${header.map((_, i) => (i === 0 ? '---' : '---:')).join('|')}|`);
  for (const row of rows) console.log(`| ${row.join(' | ')} |`);
};

build('native', 'rules_bench');
build('native', 'proof_bench');
build('wasm', 'rules_bench');
const native = path.join(root, 'build/native/tests/rules_bench');
const wasm = path.join(root, 'build/wasm/tests/rules_bench.cjs');
const rulesBench = (command, args, dir) => JSON.parse(execFileSync(command, [...args, dir, path.join(scratch, 'out.csv'), '5'], { encoding: 'utf8' }));

const runs = [];
for (const leads of [100000, 1000000]) {
  for (const rules of [10, 100, 500]) {
    const dir = workspace(leads, rules);
    const run = least(2, () => cost(program, ['run', dir, '--out', path.join(scratch, 'out')]));
    const n = rulesBench(native, [], dir);
    const w = rulesBench('node', [wasm], dir);
    runs.push({ leads, rules, run, n, w });
  }
}
const rate = (leads, ms) => `${(leads / ms / 1000).toFixed(2)} M`;
table('Leads a second of CPU: `run` (every output written), and from CSV bytes to id and first rule', ['leads', 'rules', '`run`', 'CSV to rule, native', 'in node', 'node / native', 'cost / read()'],
  runs.map((r) => [r.leads.toLocaleString('en'), r.rules, rate(r.leads, r.run), rate(r.leads, r.n.end_to_end_ms), rate(r.leads, r.w.end_to_end_ms),
    (r.w.end_to_end_ms / r.n.end_to_end_ms).toFixed(2), (r.n.end_to_end_ms / r.n.read_ms).toFixed(1)]));
table('Deciding from loaded columns, and again after an edit of one rule (ms of CPU)', ['leads', 'rules', 'decide, native', 'in node', 'after an edit, native', 'in node'],
  runs.map((r) => [r.leads.toLocaleString('en'), r.rules, r.n.decide_ms, r.w.decide_ms, r.n.rerun_ms, r.w.rerun_ms]));
const million = workspace(1000000, 500);
console.log(`\nPeak memory of \`run\` on 1,000,000 leads and 500 rules: ${peakMemory(program, ['run', million, '--out', path.join(scratch, 'out')])} MB`);

const module = fs.readFileSync(path.join(root, 'build/wasm/leadwright.wasm'));
const kb = (bytes) => `${Math.round(bytes / 1000)} kB`;
console.log(`\nModule: ${kb(module.length)} raw, ${kb(zlib.gzipSync(module, { level: 9 }).length)} gzip, ` +
  `${kb(zlib.brotliCompressSync(module).length)} brotli`);

console.log('\nProofs (policies of 10, 100, 500 and 2,000 rules over 12 fields; ms of CPU)\n');
console.log(execFileSync(path.join(root, 'build/native/tests/proof_bench'), [], { encoding: 'utf8' }));

// From navigation to the sample's verdict on the screen, a fresh browser context each time.
const { start, stop, visit } = await import('../site/browser.mjs');
await start();
const loads = [];
for (let i = 0; i < 5; i++) {
  const begun = performance.now();
  const visitor = await visit();
  loads.push(Math.round(performance.now() - begun));
  await visitor.page.context().close();
}
await stop();
console.log(`\nPage load to the first verdict in Chromium: median ${loads.sort((a, b) => a - b)[2]} ms (wall, of 5)`);

if (process.argv.includes('peers')) {
  const rows = [];
  for (const rules of [10, 100, 500]) {
    const dir = workspace(100000, rules);
    const out = path.join(scratch, 'peer.csv');
    const peer = JSON.parse(execFileSync('node', [path.join(root, 'tests/bench/peers/generated_js.mjs'), dir, out], { encoding: 'utf8' }));
    const ours = rulesBench(native, [], dir);
    const run = runs.find((r) => r.leads === 100000 && r.rules === rules).run;
    const agree = fs.readFileSync(out, 'utf8') === fs.readFileSync(path.join(scratch, 'out.csv'), 'utf8');
    rows.push([rules, (peer.all_ms / ours.end_to_end_ms).toFixed(1), (peer.all_ms / run).toFixed(1), agree ? 'all' : 'NOT ALL']);
    if (!agree) process.exitCode = 1;
  }
  table('How many times faster than JavaScript generated from the policy, with a hand-written CSV reader (100,000 leads)',
    ['rules', 'CSV to rule', '`run`', 'leads agreed on'], rows);
  const ours = (dir) => ({ ...rulesBench(native, [], dir), csv: fs.readFileSync(path.join(scratch, 'out.csv'), 'utf8') });
  if (!peers({ program, workspace, ours, cost, scratch, table })) process.exitCode = 1;
}
