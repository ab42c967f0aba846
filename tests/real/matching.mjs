// Scores the ID graph on data with known answers, and holds what was reached.
//
//   node tests/real/matching.mjs --cli build/native/leadwright [--data ../shared/data] [--tools ../shared/tools]
//
// For each set of matching/canonical the records are laid out as the tables of a workspace (organisations
// are accounts, persons contacts; the second source of a linking set, leads), `leadwright match` runs with
// a policy that does no more than name columns, and its links.csv and clusters.csv are turned into what the
// set's own scorer reads. The generated worlds are scored for leads, customers, billing and conflicts.
// A figure that falls more than 0.01 below `held` fails. Exit 0 where the data is absent, saying so.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const option = (name, fallback) => {
  const at = process.argv.indexOf('--' + name);
  return at < 0 ? fallback : process.argv[at + 1];
};
const cli = option('cli', path.join(here, '../../build/native/leadwright'));
const data = path.join(option('data', process.env.LEADWRIGHT_DATA ?? path.join(here, '../../../shared/data')), 'matching');
const tools = path.join(option('tools', path.join(here, '../../../shared/tools')), 'matching');
if (!fs.existsSync(data) || !fs.existsSync(tools)) {
  console.log(`did not run: no ${data} or ${tools}`);
  process.exit(0);
}

// Pair F1 of sets, F1 of links and findings of worlds, measured with the shipped defaults.
const held = {
  crm500_full: 0.983, crm500_name: 0.89, senzing_truth: 0.959, restaurants: 0.973, febrl3: 0.999, febrl4: 0.999,
  affiliations: 0.684, name_bench_org: 0.92, synth_accounts_dev1: 0.985, synth_leads_dev1: 0.922,
  'synth_dev1 leads': 0.983, 'synth_dev1 customers': 0.993, 'synth_dev1 billing': 0.989,
  'synth_dev2_hard leads': 0.981, 'synth_dev2_hard customers': 0.997, 'synth_dev2_hard billing': 0.99,
};

function readCsv(file) {
  const text = fs.readFileSync(file, 'utf8');
  const rows = [];
  let row = [], cell = '', quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') { cell += '"'; i++; } else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') { row.push(cell); cell = ''; }
    else if (c === '\n') { row.push(cell); rows.push(row); row = []; cell = ''; }
    else if (c !== '\r') cell += c;
  }
  if (cell || row.length) { row.push(cell); rows.push(row); }
  const header = rows.shift();
  return rows.map(r => Object.fromEntries(header.map((h, i) => [h, r[i] ?? ''])));
}
const quoted = v => (/[",\n\r]/.test(v) ? `"${v.replaceAll('"', '""')}"` : v);
function writeCsv(file, header, rows) {
  fs.writeFileSync(file, [header, ...rows.map(r => (Array.isArray(r) ? r : header.map(h => r[h] ?? '')))].map(r => r.map(String).map(quoted).join(',')).join('\n') + '\n');
}
function run(policy, folder, command = 'match') {
  const workspace = fs.mkdtempSync(path.join(os.tmpdir(), 'leadwright-set-'));
  fs.copyFileSync(path.join(here, 'policies', policy), path.join(workspace, 'policy.json'));
  execFileSync(cli, [command, workspace, '--data', folder, '--out', workspace], { stdio: ['ignore', 'ignore', 'inherit'], maxBuffer: 1 << 30 });
  return workspace;
}
const python = (script, ...args) => execFileSync('python3', [path.join(tools, script), ...args], { encoding: 'utf8' });
const results = [];
function note(name, f1, line) {
  results.push({ name, f1 });
  console.log(line.trimEnd());
}

// ---- sets of records
for (const set of fs.readdirSync(path.join(data, 'canonical')).sort()) {
  const folder = path.join(data, 'canonical', set);
  const { task } = JSON.parse(fs.readFileSync(path.join(folder, 'meta.json'), 'utf8'));
  const tables = fs.mkdtempSync(path.join(os.tmpdir(), 'leadwright-tables-'));
  const files = { leads: [], accounts: [], contacts: [] };
  let header = ['rid', 'name'];
  if (task === 'pairs') {
    for (const pair of readCsv(path.join(folder, 'pairs.csv'))) {
      files.accounts.push({ rid: `${pair.pid}a`, name: pair.a }, { rid: `${pair.pid}b`, name: pair.b });
    }
  } else {
    const records = readCsv(path.join(folder, 'records.csv'));
    header = Object.keys(records[0]);
    const sources = [...new Set(records.map(r => r.source))].sort();
    const persons = records.every(r => r.kind === 'person');
    for (const record of records) {
      const second = task === 'link' && record.source === sources[1];
      const lead = second || (persons && record.name && record.last);      // a person at a company
      files[record.kind === 'org' ? 'accounts' : lead ? 'leads' : 'contacts'].push(record);
    }
  }
  for (const [role, rows] of Object.entries(files)) {
    if (!rows.length && role !== 'leads') continue;
    // In leads `name` is the company of a person whose own name has columns.
    const columns = role === 'leads' ? header.map(h => (h === 'name' ? 'company' : h)) : header;
    writeCsv(path.join(tables, `${role}.csv`), columns, rows.map(r => header.map(h => r[h] ?? '')));
  }
  const out = run('records.json', tables);
  const prediction = path.join(out, 'prediction.csv');
  if (task === 'pairs') {
    const links = new Map(readCsv(path.join(out, 'links.csv')).flatMap(l => [[`${l.left_id} ${l.right_id}`, l], [`${l.right_id} ${l.left_id}`, l]]));
    writeCsv(prediction, ['pid', 'score'], readCsv(path.join(folder, 'pairs.csv')).map(({ pid }) => {
      const link = links.get(`${pid}a ${pid}b`);
      return [pid, link ? (link.band === 'link' ? Math.max(+link.score, 0.5) : Math.min(+link.score, 0.49)) : 0];
    }));
  } else {
    writeCsv(prediction, ['rid', 'cluster'], readCsv(path.join(out, 'clusters.csv')).map(c => [c.id, c.cluster]));
  }
  const line = python('score.py', folder, prediction);
  note(set, JSON.parse(python('score.py', folder, prediction, '--json')).pair[2], line);
}

// ---- whole worlds
for (const world of ['synth_dev1', 'synth_dev2_hard']) {
  const folder = path.join(data, world);
  const out = run('world.json', folder);
  const billing = run('world.json', folder, 'reconcile');
  const links = readCsv(path.join(out, 'links.csv'));
  for (const what of ['leads', 'customers']) {
    const prediction = path.join(out, `${what}.csv`);
    writeCsv(prediction, ['id', 'account_id', 'score', 'band'], links.filter(l => l.left_table === what && l.right_table === 'accounts')
      .map(l => [l.left_id, l.right_id, l.score, l.band === 'link' ? 'auto' : 'review']));
    const score = JSON.parse(python('score_links.py', folder, prediction, '--what', what, '--json'));
    note(`${world} ${what}`, score.f1, `${world} ${python('score_links.py', folder, prediction, '--what', what).split('\n')[0]}`);
  }
  const subscriptions = path.join(billing, 'subscriptions.csv');
  writeCsv(subscriptions, ['subscription_id', 'opportunity_id', 'issue'], readCsv(path.join(billing, 'drift.csv')).map(d => [d.subscription_id, d.opportunity_id, d.status]));
  const kinds = { wrong_account_id: 'wrong_crm_id', customer_two_accounts: 'customer_two_accounts', won_without_subscription: 'won_without_subscription' };
  const conflicts = path.join(out, 'found_conflicts.csv');
  writeCsv(conflicts, ['type', 'record_a', 'record_b', 'record_c'], readCsv(path.join(out, 'conflicts.csv')).filter(c => kinds[c.kind]).map(c => [kinds[c.kind], c.id_a, c.id_b, c.id_c]));
  const lines = python('score_billing.py', folder, subscriptions, conflicts);
  note(`${world} billing`, +/all issues .*F1 ([0-9.]+)/.exec(lines)[1], lines);
}

const fallen = results.filter(r => held[r.name] !== undefined && r.f1 < held[r.name] - 0.01);
for (const { name, f1 } of fallen) console.log(`fell: ${name} reached ${f1.toFixed(4)}, held ${held[name]}`);
console.log(`${results.length - fallen.length} passed, ${fallen.length} failed`);
process.exit(fallen.length ? 1 : 0);
