// Due dates as most tools compute them, by walking days with Luxon: node luxon.mjs WORKSPACE OUT.csv
//
// Each rule has an SLA of business hours that starts when the lead was created; calendars have weekly hours and holidays.
// Writes `lead_id,due_at`; prints {"leads", "walk_ms"}, the CPU time of the walks alone.
import { DateTime } from 'luxon';
import fs from 'node:fs';
import path from 'node:path';
import { COLUMN_OF, generate, readCsv } from './generated_js.mjs';
import { cpuMs } from './peer.mjs';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

function due({ time_zone, weekly, holidays }, created, hours) {
  let left = hours * 3600000;
  const start = DateTime.fromSQL(created, { zone: 'UTC' }).setZone(time_zone);
  const from = start.toMillis();
  for (let day = start.startOf('day'); ; day = day.plus({ days: 1 })) {
    if (holidays.includes(day.toISODate())) continue;
    for (const [opens, closes] of weekly[WEEKDAYS[day.weekday - 1]] ?? []) {
      const [open, close] = [opens, closes].map((clock) => day.set({ hour: +clock.slice(0, 2), minute: +clock.slice(3) }).toMillis());
      const at = Math.max(open, from);
      if (at + left <= close) return new Date(at + left).toISOString();
      left -= Math.max(0, close - at);
    }
  }
}

const [workspace, out] = process.argv.slice(2);
const policy = JSON.parse(fs.readFileSync(path.join(workspace, 'policy.json'), 'utf8'));
const [header, ...rows] = readCsv(fs.readFileSync(path.join(workspace, 'leads.csv'), 'utf8'));
const decide = generate(policy, header);
const created = header.indexOf(COLUMN_OF.created_at);
const slas = rows.map((row) => policy.sla[policy.rules[decide(row)].sla]);
const start = cpuMs();
const dues = rows.map((row, n) => due(policy.calendars[slas[n].calendar], row[created], Number.parseInt(slas[n].within)));
const walk_ms = cpuMs() - start;
fs.writeFileSync(out, ['lead_id,due_at', ...rows.map((row, n) => `${row[0]},${dues[n]}`)].join('\n') + '\n');
console.log(JSON.stringify({ leads: rows.length, walk_ms }));
