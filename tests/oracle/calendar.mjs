// Business time by its definition (contract, section 6): lay out the intervals date by date, unite them,
// take away holidays and absences. No tables, no short cuts.

import {toInstant, toLocal, zone} from './zone.mjs';

const MINUTE = 60_000;
const DAY = 86_400_000;
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
export const END_OF_TIME = Date.UTC(2051, 0, 1);
export const NEVER = 'never';

/** Local midnight of `YYYY-MM-DD`, as a wall clock. */
export function parseDate(text) {
  return Date.parse(`${text}T00:00:00Z`);
}

export function formatDate(local) {
  return new Date(local).toISOString().slice(0, 10);
}

/** `HH:MM` in milliseconds since the start of the date; `24:00` is its end. */
export function parseClock(text) {
  const [hours, minutes] = text.split(':').map(Number);
  return (hours * 60 + minutes) * MINUTE;
}

/** `YYYY-MM-DDTHH:MM` as a wall clock. */
export function parseLocal(text) {
  return parseDate(text.slice(0, 10)) + parseClock(text.slice(11));
}

export function dateOf(local) {
  return Math.floor(local / DAY) * DAY;
}

/**
 * The hours that count: a calendar of the policy (or none: always open), and an absence list. `zoneName` is the
 * zone of the absences; a calendar's intervals are in the calendar's own zone.
 */
export function hours(calendar, away, zoneName) {
  return {
    calendar,
    zone: calendar ? zone(calendar.time_zone) : null,
    away: (away ?? []).map(([from, to]) => interval(zone(zoneName), parseLocal(from), parseLocal(to))),
  };
}

function interval(spans, fromLocal, toLocal) {
  return {from: toInstant(spans, fromLocal), to: toInstant(spans, toLocal)};
}

/** The open intervals of `h` inside [from, to), in order, not touching each other. */
export function openIntervals(h, from, to) {
  if (from >= to) return [];
  let open = [{from, to}];
  let closed = h.away;
  if (h.calendar) {
    const laid = [], holidays = new Set(h.calendar.holidays ?? []);
    closed = [...h.away];
    // An interval belongs to the date it starts on and may end on the next: two dates more on both sides.
    const last = dateOf(toLocal(h.zone, to)) + 2 * DAY;
    for (let date = dateOf(toLocal(h.zone, from)) - 2 * DAY; date <= last; date += DAY) {
      for (const [start, end] of intervalsStartingOn(h.calendar, date)) {
        const startLocal = date + parseClock(start);
        let endLocal = date + parseClock(end);
        if (endLocal <= startLocal) endLocal += DAY;
        laid.push(interval(h.zone, startLocal, endLocal));
      }
      if (holidays.has(formatDate(date))) closed.push(interval(h.zone, date, date + DAY));
    }
    open = union(laid);
  }
  for (const hole of closed) open = open.flatMap(span => subtract(span, hole));
  return open.map(span => ({from: Math.max(span.from, from), to: Math.min(span.to, to)}))
    .filter(span => span.from < span.to);
}

function intervalsStartingOn(calendar, date) {
  const override = (calendar.overrides ?? {})[formatDate(date)];
  return override ?? calendar.weekly[WEEKDAYS[new Date(date).getUTCDay()]] ?? [];
}

function union(spans) {
  const sorted = spans.filter(span => span.from < span.to).sort((a, b) => a.from - b.from);
  const out = [];
  for (const span of sorted) {
    const last = out[out.length - 1];
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else out.push({...span});
  }
  return out;
}

function subtract(span, hole) {
  const pieces = [
    {from: span.from, to: Math.min(span.to, hole.from)},
    {from: Math.max(span.from, hole.to), to: span.to},
  ];
  if (hole.from >= hole.to || hole.to <= span.from || hole.from >= span.to) return [span];
  return pieces.filter(piece => piece.from < piece.to);
}

export function isOpen(h, instant) {
  return openIntervals(h, instant, instant + 1).length > 0;
}

export function elapsed(h, from, to) {
  return openIntervals(h, from, to).reduce((sum, span) => sum + (span.to - span.from), 0);
}

/** The earliest instant u with elapsed(from, u) = length; NEVER where the calendar does not open enough. */
export function due(h, from, length) {
  let left = length;
  for (let start = from, step = 7 * DAY; start < END_OF_TIME; start += step, step = Math.min(2 * step, 400 * DAY)) {
    for (const span of openIntervals(h, start, start + step)) {
      if (span.to - span.from >= left) return span.from + left;
      left -= span.to - span.from;
    }
  }
  return NEVER;
}

/** [from, to) of the local day, week (from Monday) or month that holds the instant. */
export function period(spans, instant, per) {
  let date = periodStart(dateOf(toLocal(spans, instant)), per);
  // Where a date begins twice its first beginning counts, so the wall clock alone could name the wrong one.
  while (toInstant(spans, nextPeriod(date, per)) <= instant) date = nextPeriod(date, per);
  while (toInstant(spans, date) > instant) date = periodStart(date - DAY, per);
  return {from: toInstant(spans, date), to: toInstant(spans, nextPeriod(date, per))};
}

function periodStart(date, per) {
  const d = new Date(date);
  if (per === 'week') return date - ((d.getUTCDay() + 6) % 7) * DAY;
  if (per === 'month') return Date.UTC(d.getUTCFullYear(), d.getUTCMonth(), 1);
  return date;
}

function nextPeriod(date, per) {
  const d = new Date(date);
  if (per === 'week') return date + 7 * DAY;
  if (per === 'month') return Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1, 1);
  return date + DAY;
}
