// What every peer does around its own few lines: node PEER.mjs WORKSPACE OUT.csv [LEADS]
//
// Reads the workspace, decides (the first LEADS leads alone when given), writes `lead_id,rule`, prints
// {"leads", "decide_ms"}: the CPU time of all threads from rows of text to rule numbers, with translating the
// policy and turning texts into values, which is what generated_js.mjs counts as deciding.
import fs from 'node:fs';
import path from 'node:path';
import { COLUMN_OF, readCsv } from './generated_js.mjs';

export const cpuMs = () => { const used = process.cpuUsage(); return (used.user + used.system) / 1000; };

// A cell as the value that conditions see: lower case, a number or null, milliseconds since 1970.
const text = (cell) => cell.toLowerCase();
const number = (cell) => (cell === '' ? null : Number(cell));
const time = (d) => Date.UTC(+d.slice(0, 4), d.slice(5, 7) - 1, +d.slice(8, 10), +d.slice(11, 13), +d.slice(14, 16));
const FIELDS = ['email', 'company', 'title', 'country', 'state', 'industry', 'employees', 'revenue', 'created_at'];

export const startOf = (date) => Date.parse(date + 'T00:00:00Z');
export const lower = (texts) => texts.map((text) => text.toLowerCase());

// A condition in a peer's language: `words` has all, any, not (of translated parts) and a function for each operator.
export function translate(condition, words) {
  for (const list of ['all', 'any']) {
    if (condition[list]) return words[list](condition[list].map((part) => translate(part, words)));
  }
  if (condition.not) return words.not(translate(condition.not, words));
  return words[condition.op](condition.field, condition.value);
}

// `decideAll(policy, records)` gives the number of the first rule that holds, for each record; may be async.
export async function decideWith(decideAll) {
  const [workspace, out, limit] = process.argv.slice(2);
  const policy = JSON.parse(fs.readFileSync(path.join(workspace, 'policy.json'), 'utf8'));
  const [header, ...all] = readCsv(fs.readFileSync(path.join(workspace, 'leads.csv'), 'utf8'));
  const rows = limit ? all.slice(0, Number(limit)) : all;
  const [email, company, title, country, state, industry, employees, revenue, created_at] = FIELDS.map((field) => header.indexOf(COLUMN_OF[field]));
  const start = cpuMs();
  const decided = await decideAll(policy, rows.map((row) => ({
    email: text(row[email]), company: text(row[company]), title: text(row[title]), country: text(row[country]), state: text(row[state]),
    industry: text(row[industry]), employees: number(row[employees]), revenue: number(row[revenue]), created_at: time(row[created_at]),
  })));
  const decide_ms = cpuMs() - start;
  writeDecided(out, rows.map((row, n) => [row[0], policy.rules[decided[n]]?.id]));
  console.log(JSON.stringify({ leads: rows.length, decide_ms }));
}

export function writeDecided(out, pairs) {
  fs.writeFileSync(out, ['lead_id,rule', ...pairs.map((pair) => pair.join(','))].join('\n') + '\n');
}
