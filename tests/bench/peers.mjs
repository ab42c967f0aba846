// The engine beside other ways to decide the same leads, and beside a walk over days for due dates. Each
// peer is one small file in peers/, its packages are pinned in peers/package-lock.json and installed here.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { readCsv } from './peers/generated_js.mjs';

const folder = path.join(import.meta.dirname, 'peers');
const LEADS = 100000;

// Slow peers decide the first leads only; their rate is that of these.
const PEERS = [
  { name: 'JavaScript generated from the policy', file: 'generated_js.mjs' },
  { name: 'JavaScript closures by hand', file: 'closures.mjs' },
  { name: 'DuckDB, one SQL CASE', file: 'duckdb.mjs' },
  { name: 'json-logic-engine, built', file: 'json_logic_engine.mjs' },
  { name: 'CEL (cel-js)', file: 'cel.mjs' },
  { name: 'GoRules Zen, decision table', file: 'zen.mjs', leads: 20000 },
  { name: 'json-rules-engine', file: 'json_rules_engine.mjs', leads: 5000 },
];

function install() {
  const lock = path.join(folder, 'package-lock.json');
  const installed = path.join(folder, 'node_modules/installed-lock.json');
  if (fs.existsSync(installed) && fs.readFileSync(installed).equals(fs.readFileSync(lock))) return;
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'ignore' });
  if (npm.status === 0) fs.copyFileSync(lock, installed);
  else console.error('`npm ci` failed in tests/bench/peers: peers without their packages are left out');
}

// What a peer prints, or undefined when its package or the binary of its package is not here.
function ask(file, args) {
  const run = spawnSync('node', [path.join(folder, file), ...args], { encoding: 'utf8' });
  if (run.status === 0) return JSON.parse(run.stdout);
  if (/ERR_MODULE_NOT_FOUND|MODULE_NOT_FOUND|Cannot find native binding/.test(run.stderr)) return undefined;
  throw new Error(`${file}: ${run.stderr}`);
}

const figure = (number) => (number < 10 ? number.toFixed(1) : Math.round(number).toLocaleString('en'));
const thousands = (perMillisecond) => `${figure(perMillisecond)} k`;

// One row a peer; in each column of rules the leads a second and how many times the engine is faster.
function deciding({ workspace, ours, scratch, table }, counts) {
  const rows = [['the engine'], ...PEERS.map(({ name }) => [name])];
  const agreed = PEERS.map(() => true);
  let complete = true;
  for (const rules of counts) {
    const dir = workspace(LEADS, rules);
    const engine = ours(dir);
    rows[0].push(thousands(LEADS / engine.decide_ms), '');
    PEERS.forEach(({ file, leads }, n) => {
      const out = path.join(scratch, 'peer.csv');
      const peer = ask(file, [dir, out, ...(leads ? [String(leads)] : [])]);
      if (!peer) {
        rows[n + 1].push('not installed', '');
        agreed[n] = undefined;
        return;
      }
      const rate = (leads ?? LEADS) / peer.decide_ms;
      rows[n + 1].push(thousands(rate), figure((LEADS / engine.decide_ms) / rate));
      const expected = engine.csv.split('\n').slice(0, 1 + (leads ?? LEADS)).join('\n') + '\n';
      if (fs.readFileSync(out, 'utf8') !== expected) agreed[n] = complete = false;
    });
  }
  rows[0].push('');
  PEERS.forEach(({ leads }, n) => rows[n + 1].push(agreed[n] === undefined ? '' : agreed[n] ? `all ${(leads ?? LEADS).toLocaleString('en')}` : 'NOT ALL'));
  table('Deciding alone: leads a second of CPU, and how many times faster the engine is',
    ['', ...counts.flatMap((rules) => [`${rules} rules`, 'times']), 'leads agreed on'], rows);
  return complete;
}

// One rule, one calendar and one SLA a region, with a break at noon and holidays; 2 to 30 business hours.
function duePolicy() {
  const day = [['08:30', '12:00'], ['13:00', '17:30']];
  const weekly = { mon: day, tue: day, wed: day, thu: day, fri: day };
  const regions = [
    ['America/New_York', 2, ['United States', 'Canada']], ['Europe/London', 4, ['United Kingdom', 'Ireland']],
    ['Europe/Berlin', 8, ['Germany', 'Austria', 'Switzerland', 'France']], ['Asia/Kolkata', 16, ['India']],
    ['Australia/Sydney', 30, ['Australia']], ['UTC', 24],
  ];
  const each = (make) => Object.fromEntries(regions.map(([zone, hours], n) => [`region${n}`, make(zone, hours, `region${n}`)]));
  return {
    leadwright: 1, name: 'due dates', time_zone: 'UTC',
    calendars: each((time_zone) => ({ time_zone, weekly, holidays: ['2026-01-01', '2026-04-03', '2026-05-01'] })),
    sla: each((_, hours, calendar) => ({ start: 'created', stop: 'first_touch', within: `${hours}h`, clock: 'business', calendar })),
    rules: regions.map(([, , countries], n) => ({
      id: `region${n}`, when: { all: countries ? [{ field: 'country', op: 'is_any_of', value: countries }] : [] },
      assign: [{ queue: 'inbound' }], sla: `region${n}`,
    })),
  };
}

// The engine's figure is the whole program: reading, deciding, clocks, every output. The peer's is its walk alone.
function dueDates({ program, workspace, cost, scratch, table }) {
  const dir = path.join(scratch, 'due');
  const out = path.join(scratch, 'due-out');
  const walked = path.join(scratch, 'due.csv');
  fs.mkdirSync(dir, { recursive: true });
  fs.copyFileSync(path.join(workspace(LEADS, 10), 'leads.csv'), path.join(dir, 'leads.csv'));
  fs.writeFileSync(path.join(dir, 'policy.json'), JSON.stringify(duePolicy()));
  const peer = ask('luxon.mjs', [dir, walked]);
  if (!peer) {
    console.log('\nDue dates by Luxon: not installed');
    return true;
  }
  const ours = cost(program, ['run', dir, '--out', out]);
  const [header, ...rows] = readCsv(fs.readFileSync(path.join(out, 'decisions.csv'), 'utf8'));
  const [id, due] = ['lead_id', 'due_at'].map((name) => header.indexOf(name));
  const expected = ['lead_id,due_at', ...rows.map((row) => `${row[id]},${row[due]}`)].join('\n') + '\n';
  const same = fs.readFileSync(walked, 'utf8') === expected;
  table(`Due dates in business hours of six zones, ${LEADS.toLocaleString('en')} leads: the whole of \`run\`, and a day-walk with Luxon alone`,
    ['', 'leads a second of CPU', 'times', 'leads agreed on'],
    [['`run`', thousands(LEADS / ours), '', ''], ['Luxon day-walk', thousands(LEADS / peer.walk_ms), figure(peer.walk_ms / ours), same ? 'all' : 'NOT ALL']]);
  return same;
}

// True when every peer that is here agreed on everything.
export function peers(bench) {
  install();
  const decided = deciding(bench, [10, 100, 500]);
  const due = dueDates(bench);
  return decided && due;
}
