// Writes zone_table.cpp from the time zones of a Debian system:
//
//   node engine/calendar/make_zones.mjs           writes the table beside this program
//   node engine/calendar/make_zones.mjs --check   says whether the table is the system's (exit 1: it differs)
//
// TZDIR names another folder of compiled zones (RFC 8536) with its tzdata.zi. Zones and aliases
// are those of tzdata.zi; files may be fat or slim, since the rule in a file's last line is
// worked out for the years after its last transition.

import { readFileSync, writeFileSync } from 'node:fs';

const folder = process.env.TZDIR ?? '/usr/share/zoneinfo';
const target = new URL('zone_table.cpp', import.meta.url);
const firstYear = 1999;
const lastYear = 2050;
const begin = Date.UTC(firstYear, 0, 1) / 1000;
const end = Date.UTC(lastYear + 1, 0, 1) / 1000;

// --- one compiled file: the offset at `begin` and the transitions [at, offset] in [begin, end) ---

function readZone(name) {
  const bytes = readFileSync(`${folder}/${name}`);
  const { transitions, initial, rule } = parseFile(bytes, name);
  const last = transitions.length ? transitions[transitions.length - 1][0] : -Infinity;
  const all = transitions.concat(parseRule(rule, name).filter(([at]) => at > last));

  let offset = initial;
  const inRange = [];
  let initialInRange = initial;
  for (const [at, next] of all) {
    if (at >= end) break;
    if (next === offset) continue;  // only the name or the kind of time changes
    if (at < begin) initialInRange = next;
    else inRange.push([at, next]);
    offset = next;
  }
  return { initial: initialInRange, transitions: inRange };
}

function parseFile(bytes, name) {
  const counts = at => {
    if (bytes.toString('latin1', at, at + 4) !== 'TZif') throw new Error(`${name} is no compiled zone`);
    const fields = [20, 24, 28, 32, 36, 40].map(k => bytes.readUInt32BE(at + k));
    const [isUt, isStandard, leaps, times, types, chars] = fields;
    return { isUt, isStandard, leaps, times, types, chars };
  };
  const v1 = counts(0);
  let at = 44 + v1.times * 5 + v1.types * 6 + v1.chars + v1.leaps * 8 + v1.isStandard + v1.isUt;
  const v2 = counts(at);
  at += 44;
  const offsets = [];
  for (let i = 0; i < v2.types; ++i) offsets.push(bytes.readInt32BE(at + v2.times * 9 + i * 6));
  const transitions = [];
  for (let i = 0; i < v2.times; ++i) {
    transitions.push([Number(bytes.readBigInt64BE(at + i * 8)), offsets[bytes[at + v2.times * 8 + i]]]);
  }
  at += v2.times * 9 + v2.types * 6 + v2.chars + v2.leaps * 12 + v2.isStandard + v2.isUt;
  const rule = bytes.toString('latin1', at).replaceAll('\n', '');
  return { transitions, initial: offsets[0], rule };
}

// The transitions that a POSIX TZ text (`EST5EDT,M3.2.0,M11.1.0`) gives for every year of the range,
// for a zone without daylight saving the offset alone from the start of time.
function parseRule(text, name) {
  const clock = '[-+]?\\d+(?::\\d+){0,2}';
  const zone = '(?:[A-Za-z]+|<[^>]+>)';
  const match = new RegExp(`^${zone}(${clock})(?:${zone}(${clock})?,([^,]+),([^,]+))?$`).exec(text);
  if (!match) throw new Error(`${name}: the rule \`${text}\` cannot be read`);
  const seconds = time => {
    const [, sign, digits] = /^([-+]?)(.*)$/.exec(time);
    const [h, m = 0, s = 0] = digits.split(':').map(Number);
    return (sign === '-' ? -1 : 1) * (h * 3600 + m * 60 + s);
  };
  const standard = -seconds(match[1]);
  if (!match[3]) return [[-Infinity, standard]];
  const daylight = match[2] ? -seconds(match[2]) : standard + 3600;

  const wall = (year, when) => {
    const [date, time = '2'] = when.split('/');
    const [month, week, weekday] = /^M(\d+)\.(\d)\.(\d)$/.exec(date)?.slice(1).map(Number) ?? [];
    if (!month) throw new Error(`${name}: the date \`${date}\` cannot be read`);
    const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
    const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
    let day = 1 + (weekday - first + 7) % 7 + (week - 1) * 7;
    if (day > length) day -= 7;
    return Date.UTC(year, month - 1, day) / 1000 + seconds(time);
  };
  const transitions = [];
  for (let year = firstYear - 1; year <= lastYear + 1; ++year) {
    transitions.push([wall(year, match[3]) - standard, daylight], [wall(year, match[4]) - daylight, standard]);
  }
  return transitions.sort((a, b) => a[0] - b[0]);
}

// --- zones into schedules, schedules into runs of steps ---

function minutes(seconds) {
  if (seconds % 60 !== 0) throw new Error(`${seconds} s is not a whole minute: the table has no room for it`);
  return seconds / 60;
}

// Indexes in the order of first use: equal values are stored once.
class Pool {
  values = [];
  #index = new Map();
  add(value) {
    const key = JSON.stringify(value);
    if (!this.#index.has(key)) this.#index.set(key, this.values.push(value) - 1);
    return this.#index.get(key);
  }
}

function schedule({ initial, transitions }, steps) {
  let at = begin;
  let offset = initial;
  const changes = transitions.map(([next, to]) => {
    const change = [minutes(next - at), minutes(to - offset)];
    [at, offset] = [next, to];
    return change;
  });
  const [first = [0, 0], ...rest] = changes;
  return { offset: minutes(initial), first, moves: rest.map(step => steps.add(step)) };
}

// One list in which every given list occurs, found greedily: longest first, overlapping the end.
function superlist(lists) {
  const text = list => String.fromCharCode(...list.map(i => i + 1));
  let all = '';
  for (const list of lists.map(text).sort((a, b) => b.length - a.length || (a < b ? -1 : 1))) {
    if (all.includes(list)) continue;
    let overlap = Math.min(list.length, all.length);
    while (!all.endsWith(list.slice(0, overlap))) --overlap;
    all += list.slice(overlap);
  }
  return { values: [...all].map(c => c.charCodeAt(0) - 1), find: list => all.indexOf(text(list)) };
}

// --- the source text ---

function wrapped(items, separator = ', ', width = 112) {
  const lines = [''];
  for (const item of items) {
    if (lines[lines.length - 1].length + item.length > width) lines.push('');
    lines[lines.length - 1] += item + separator;
  }
  return lines.map(line => `    ${line.trimEnd()}`).join('\n');
}

function namesText(names, width = 108) {
  const lines = [''];
  names.forEach((name, i) => {
    const piece = i ? ` ${name}` : name;
    if (lines[lines.length - 1].length + piece.length > width) lines.push('');
    lines[lines.length - 1] += piece;
  });
  return lines.map(line => `    "${line}"`).join('\n');
}

const source = readFileSync(`${folder}/tzdata.zi`, 'latin1').split('\n');
const release = /^# version (\S+)$/.exec(source[0])[1];
const words = source.map(line => line.split(' '));
const zones = words.filter(([kind]) => kind === 'Z').map(([, name]) => name);
const aliases = words.filter(([kind]) => kind === 'L').map(([, , name]) => name);
const names = ['UTC', ...zones.concat(aliases).filter(name => name !== 'UTC').sort()];

const steps = new Pool();
const schedules = new Pool();
const scheduleOf = names.map(name => schedules.add(schedule(readZone(name), steps)));
const moves = superlist(schedules.values.map(s => s.moves));
const count = schedules.values.reduce((n, s) => n + s.moves.length + (s.first[1] !== 0), 0);

const text = `// Time zones of IANA tzdata ${release} (in the public domain), ${firstYear} to ${lastYear}: ${names.length} names,
// ${schedules.values.length} schedules, ${count} transitions.
// Made by make_zones.mjs from Debian's package tzdata; zone_table.h says how to read it.
#include "calendar/zone_table.h"

namespace leadwright::calendar {

const char zone_release[] = "${release}";

const int zone_count = ${names.length};

const char zone_names_text[] =
${namesText(names)};

const std::uint16_t zone_schedules_of[] = {
${wrapped(scheduleOf.map(String))}
};

const int zone_schedule_count = ${schedules.values.length};

const ZoneSchedule zone_schedules[] = {
${wrapped(schedules.values.map(s => `{${[s.offset, ...s.first, moves.find(s.moves), s.moves.length].join(', ')}}`))}
};

const ZoneStep zone_steps[] = {
${wrapped(steps.values.map(s => `{${s.join(', ')}}`))}
};

const std::uint16_t zone_moves[] = {
${wrapped(moves.values.map(String))}
};

}  // namespace leadwright::calendar
`;

if (process.argv.includes('--check')) {
  const same = readFileSync(target, 'utf8') === text;
  console.log(`zone_table.cpp ${same ? 'is' : 'differs from'} the system's tzdata ${release}`);
  process.exitCode = same ? 0 : 1;
} else {
  writeFileSync(target, text);
}
