// Time zones from the system's compiled zone files (TZif, RFC 9636), read here and nowhere else, so that
// the oracle shares nothing with the engine's own table. Instants and wall clocks are milliseconds; a wall
// clock ("local") is the number of milliseconds since 1970-01-01 00:00 on that wall.

import fs from 'node:fs';
import path from 'node:path';

const FOLDER = process.env.TZDIR ?? '/usr/share/zoneinfo';
const LAST_YEAR = 2060;
const SECOND = 1000;
const DAY = 86_400_000;

const cache = new Map();

/** The version of the zone files, as `2026f`. */
export function tzdataVersion() {
  const first = fs.readFileSync(path.join(FOLDER, 'tzdata.zi'), 'utf8').split('\n', 1)[0];
  return first.replace('# version ', '').trim();
}

/** All names of the database, aliases too, in the order of its source. */
export function zoneNames() {
  const lines = fs.readFileSync(path.join(FOLDER, 'tzdata.zi'), 'utf8').split('\n').map(line => line.split(' '));
  return lines.filter(([kind]) => kind === 'Z' || kind === 'L')
    .map(([kind, name, alias]) => kind === 'Z' ? name : alias);
}

/** A zone is a list of spans of constant offset, in order: [{from, to, offset}], covering all time. */
export function zone(name) {
  if (!cache.has(name)) cache.set(name, readZone(fs.readFileSync(path.join(FOLDER, name))));
  return cache.get(name);
}

export function offsetAt(spans, instant) {
  return spans[spanAt(spans, instant)].offset;
}

export function toLocal(spans, instant) {
  return instant + offsetAt(spans, instant);
}

/** The earliest instant whose wall clock reads `local` or later (contract, section 6). */
export function toInstant(spans, local) {
  // Two days before, no wall clock on Earth reads `local` yet.
  for (let i = spanAt(spans, local - 2 * DAY); i < spans.length; i++) {
    const instant = Math.max(spans[i].from, local - spans[i].offset);
    if (instant < spans[i].to) return instant;
  }
  throw new Error('no such local time');
}

function spanAt(spans, instant) {
  let low = 0, high = spans.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (spans[middle].from <= instant) low = middle;
    else high = middle - 1;
  }
  return low;
}

function readZone(bytes) {
  const block1 = header(bytes, 0);
  const start2 = 44 + blockLength(block1, 4);
  const block = header(bytes, start2);
  let at = start2 + 44;
  const times = [], kinds = [], offsets = [];
  for (let i = 0; i < block.timecnt; i++, at += 8) times.push(Number(bytes.readBigInt64BE(at)) * SECOND);
  for (let i = 0; i < block.timecnt; i++, at += 1) kinds.push(bytes[at]);
  for (let i = 0; i < block.typecnt; i++, at += 6) offsets.push(bytes.readInt32BE(at) * SECOND);
  const footer = bytes.toString('latin1', start2 + 44 + blockLength(block, 8)).trim();

  const changes = times.map((time, i) => ({at: time, offset: offsets[kinds[i]]}));
  const last = times.length ? times[times.length - 1] : -Infinity;
  changes.push(...footerChanges(footer, last));
  const spans = [{from: -Infinity, to: Infinity, offset: offsets[0]}];
  if (!times.length && footer) spans[0].offset = parseFooter(footer).standard;
  for (const change of changes) {
    spans[spans.length - 1].to = change.at;
    spans.push({from: change.at, to: Infinity, offset: change.offset});
  }
  return spans;
}

function header(bytes, at) {
  if (bytes.toString('latin1', at, at + 4) !== 'TZif' || bytes[at + 4] < 0x32)
    throw new Error('not a TZif 2 file');
  const n = i => bytes.readUInt32BE(at + 20 + 4 * i);
  return {isutcnt: n(0), isstdcnt: n(1), leapcnt: n(2), timecnt: n(3), typecnt: n(4), charcnt: n(5)};
}

function blockLength(h, timeSize) {
  return h.timecnt * timeSize + h.timecnt + h.typecnt * 6 + h.charcnt + h.leapcnt * (timeSize + 4) + h.isstdcnt +
    h.isutcnt;
}

// The footer is a POSIX TZ string, as `EST5EDT,M3.2.0,M11.1.0` or `<+1030>-10:30<+11>-11,M10.1.0,M4.1.0`:
// it rules every year after the last change of the file.
function footerChanges(footer, last) {
  const rule = parseFooter(footer);
  if (!rule.start) return [];
  const changes = [];
  const first = Number.isFinite(last) ? new Date(last).getUTCFullYear() : 1970;
  for (let year = first; year <= LAST_YEAR; year++) {
    changes.push({at: ruleLocal(rule.start, year) - rule.standard, offset: rule.daylight});
    changes.push({at: ruleLocal(rule.end, year) - rule.daylight, offset: rule.standard});
  }
  return changes.filter(change => change.at > last).sort((a, b) => a.at - b.at);
}

function parseFooter(footer) {
  const name = '(?:<[^>]+>|[A-Za-z]+)', time = '[+-]?\\d+(?::\\d+)*';
  const match = new RegExp(`^${name}(${time})(?:${name}(${time})?,([^,]+),([^,]+))?$`).exec(footer);
  if (!match) throw new Error(`zone footer not understood: ${footer}`);
  const standard = -clockTime(match[1]);
  if (!match[3]) return {standard};
  const daylight = match[2] === undefined ? standard + 3600 * SECOND : -clockTime(match[2]);
  return {standard, daylight, start: parseRule(match[3]), end: parseRule(match[4])};
}

function clockTime(text) {
  const sign = text.startsWith('-') ? -1 : 1;
  const [hours, minutes = 0, seconds = 0] = text.replace(/^[+-]/, '').split(':').map(Number);
  return sign * (hours * 3600 + minutes * 60 + seconds) * SECOND;
}

function parseRule(text) {
  const [day, time = '2'] = text.split('/');
  return {day, time: clockTime(time)};
}

function ruleLocal(rule, year) {
  return ruleDay(rule.day, year) + rule.time;
}

function ruleDay(day, year) {
  if (day.startsWith('M')) {
    const [month, week, weekday] = day.slice(1).split('.').map(Number);
    const first = Date.UTC(year, month - 1, 1);
    let date = first + ((weekday - new Date(first).getUTCDay() + 7) % 7) * DAY + (week - 1) * 7 * DAY;
    if (new Date(date).getUTCMonth() !== month - 1) date -= 7 * DAY;
    return date;
  }
  const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  if (day.startsWith('J')) {
    const n = Number(day.slice(1));  // 29 February is never counted
    return Date.UTC(year, 0, n + (leap && n >= 60 ? 1 : 0));
  }
  return Date.UTC(year, 0, Number(day) + 1);
}
