#!/usr/bin/env node
// What must hold of the oracle's own answers whatever the workspace: rows are conserved, credits sum to zero, the
// order of rows does not matter, and what happens later changes nothing earlier.
//
//   node selftest.mjs FROM TO

import {pathToFileURL} from 'node:url';

import {readCsv} from './csv.mjs';
import {generate} from './generate.mjs';
import {decide} from './oracle.mjs';
import {Random} from './random.mjs';

const OUTCOMES = ['routed', 'queued', 'out_of_scope'];

/** The sentences that do not hold for the seed's workspace. */
export function failures(seed) {
  const files = generate(seed), answer = decide(files), out = [];
  const claim = (holds, sentence) => holds || out.push(sentence);
  claim(answer.rows.every(row => OUTCOMES.includes(row[2])), 'every row has an outcome');
  for (const [id, state] of Object.entries(answer.pools)) {
    const credits = Object.values(state.credit ?? {}).reduce((a, b) => a + b, 0n);
    claim(credits === 0n, `the credits of ${id} sum to zero`);
  }
  const shuffled = decide(shuffle(files, new Random(seed)));
  claim(withoutRows(answer) === withoutRows(shuffled), 'shuffled rows give the same decisions');
  const cut = cutAt(files, answer, new Random(seed + 1));
  if (cut) claim(sameBefore(answer, decide(cut.files), cut.instant), 'what is cut off changes nothing before');
  return out;
}

function withoutRows(answer) {
  return answer.rows.map(row => JSON.stringify(row.slice(1))).sort().join('\n');
}

// The same files with the rows of each in another order.
function shuffle(files, random) {
  return rewrite(files, [...files.keys()].filter(name => name.endsWith('.csv')), rows => random.shuffle(rows));
}

function rewrite(files, names, change) {
  const out = new Map(files);
  for (const name of names) {
    const {header, rows} = readCsv(files.get(name));
    const cells = change(rows).map(row => row.malformed ? [...header.map(() => 'x'), 'malformed'] : row.cells);
    out.set(name, Buffer.from(writeComma([header, ...cells])));
  }
  return out;
}

// Every cell quoted, so that the comma is what occurs most often outside quotes.
function writeComma(rows) {
  return rows.map(row => row.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',') + '\n').join('');
}

// The workspace as it would have been at an instant of its middle: later arrivals and activities are not there yet.
function cutAt(files, answer, random) {
  const policy = JSON.parse(files.get('policy.json'));
  if (!policy.sources?.leads?.date_order) return undefined;  // the other rows may settle how a date is read
  const arrivals = answer.leads.map(lead => lead.arrival).filter(arrival => arrival !== undefined);
  if (!arrivals.length) return undefined;
  const instant = random.pick(arrivals);
  const names = [policy.sources.leads.file ?? 'leads.csv'].flat();
  let next = 0;
  const cut = rewrite(files, names, rows => rows.filter(() => !(answer.leads[next++].arrival > instant)));
  const asOf = `"as_of": "${new Date(instant).toISOString()}"`;
  const text = files.get('policy.json').toString().replace(/, "as_of": "[^"]*"/, '');
  cut.set('policy.json', Buffer.from(text.replace(/\}\s*$/, `, ${asOf}}`)));
  return {files: cut, instant};
}

function sameBefore(whole, cut, instant) {
  const kept = whole.leads.filter(lead => !(lead.arrival > instant));
  return cut.leads.every((early, i) => {
    const late = kept[i];
    if (early.arrival === undefined) return true;  // taken after all others, so nothing of it is earlier
    if (early.outcome !== 'routed') {
      if (late.outcome === early.outcome) return late.reason === early.reason;
      return early.reason === 'held' && late.assignedAt > instant;
    }
    const fields = ['rule', 'step', 'pool', 'queue', 'sla', 'startedAt', 'dueAt'];
    if (late.assignedAt <= instant) fields.push('owner', 'assignedAt');
    return fields.every(field => early[field] === late[field]);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  let wrong = 0;
  for (let seed = Number(process.argv[2]); seed < Number(process.argv[3]); seed++) {
    for (const sentence of failures(seed)) {
      wrong++;
      console.log(`seed ${seed}: not so: ${sentence}`);
    }
  }
  console.log(wrong ? `${wrong} sentences do not hold` : 'every sentence holds');
  process.exit(wrong ? 1 : 0);
}
