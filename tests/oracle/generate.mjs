#!/usr/bin/env node
// Random small workspaces that go where bugs live: ties, boundaries, clock changes, odd spellings. The same seed
// gives the same bytes. A seed's remainder by the number of profiles is its topic.
//
//   node generate.mjs SEED DIR

import fs from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

import {hours, openIntervals, period} from './calendar.mjs';
import {decide} from './oracle.mjs';
import {Random} from './random.mjs';
import {toInstant, toLocal, zone, zoneNames} from './zone.mjs';
import * as V from './vocabulary.mjs';

const SECOND = 1000, MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

// leads, people, rules: from and to; the rest are probabilities. What a profile does not say is as in `mixed`.
const MIXED = {
  leads: [5, 60], people: [1, 8], rules: [1, 10], days: 6, simpleWhen: 0.35, workingHours: 0.4, cap: 0.35,
  capacity: 0.35, away: 0.35, sla: 0.55, business: 0.5, reassign: 0.5, hold: 0.15, nextRule: 0.25, touch: 0.5,
  odd: 0.12, ragged: 0.3, tie: 0.15, moment: 0.4, files: 0.35, evidence: 0.3, segment: 0.3, opaque: 0.25,
  step: 'mixed', created: 0.5, owner: 2,
};
const DIRECT = {evidence: 0.05, segment: 0.05, opaque: 0.05};  // nearly every lead reaches the rules
const PROFILES = {
  mixed: {},
  conditions: {rules: [6, 10], simpleWhen: 0, sla: 0.1, opaque: 0.5, step: 'queue', odd: 0.3, leads: [30, 60]},
  values: {rules: [6, 10], simpleWhen: 0, sla: 0, opaque: 0, step: 'queue', odd: 0.6, leads: [40, 60], files: 0.6},
  rotation: {...DIRECT, rules: [1, 2], simpleWhen: 1, leads: [50, 110], people: [2, 6], days: 2, step: 'pool',
    ragged: 0.1},
  calendars: {...DIRECT, rules: [1, 4], simpleWhen: 0.8, business: 0.9, sla: 0.95, workingHours: 0.7, moment: 0.7,
    away: 0.6, step: 'pool'},
  replay: {...DIRECT, rules: [1, 4], simpleWhen: 0.8, sla: 0.95, reassign: 0.9, touch: 0.6, people: [2, 8],
    days: 3,
    step: 'pool', owner: 4, days: 2},
  hold: {...DIRECT, rules: [1, 3], simpleWhen: 0.9, sla: 0.95, business: 0.3, created: 0.85, reassign: 0.9,
    hold: 0.9,
    workingHours: 0.6, cap: 0.4, capacity: 0.7, touch: 0.3, moment: 0.6, step: 'pool', days: 3},
  tables: {rules: [2, 6], ragged: 0.9, files: 0.8, odd: 0.3, tie: 0.3},
};
const NAMES = Object.keys(PROFILES);

export function profileOf(seed) {
  return NAMES[seed % NAMES.length];
}

/** A Map from file name to bytes. */
export function generate(seed) {
  const world = new World(seed);
  // A second look puts touches, arrivals and as_of exactly on instants that the first answer shows.
  world.sharpen(decide(world.files()));
  return world.files();
}

class World {
  constructor(seed) {
    this.r = new Random(seed);
    this.p = {...MIXED, ...PROFILES[profileOf(seed)]};
    const period = this.r.chance(0.6) ? this.r.pick(V.PERIODS) : this.anywhere();
    this.zones = [...period.zones, ...this.r.some(['UTC', 'Europe/London', 'America/New_York', 'Asia/Kolkata'],
      0.15)];
    this.start = Date.parse(`${period.from}T00:00:00Z`);
    this.end = this.start + this.p.days * DAY;
    this.makePolicy();
    this.makeMoments();
    this.makeAccounts();
    this.makeLeads();
    this.makeActivities();
    this.makeRules();
    this.style = Array.from({length: 5}, () => this.makeStyle());
    this.styleSeed = this.r.bits();
    this.hasAsOf = this.r.chance(0.45);
  }

  // A stretch of days of any zone and year, mostly around one of its changes.
  anywhere() {
    const r = this.r, name = r.pick(zoneNames());
    const day = Date.UTC(r.int(2000, 2049), r.int(0, 11), r.int(1, 28));
    const changes = zone(name).map(span => span.from).filter(at => at > Date.UTC(2000, 0, 1) &&
      at < Date.UTC(2050, 0, 1));
    const at = changes.length && r.chance(0.8) ? r.pick(changes) : day;
    return {from: iso(at - r.int(1, 3) * DAY).slice(0, 10), zones: [name, r.pick(zoneNames()), 'Europe/Berlin']};
  }

  // ---- policy without rules ----------------------------------------------------------------------------------

  makePolicy() {
    const r = this.r, policy = this.policy = {leadwright: 1, name: 'random', time_zone: r.pick(this.zones),
      sources: {}};
    this.leadSource = this.makeSource();
    this.accountSource = r.chance(0.3) ? this.makeSource() : {};
    this.activitySource = r.chance(0.5) ? this.makeSource() : {};
    delete this.accountSource.date_order;
    policy.fields = {};
    for (const [name, type] of [['budget', 'money'], ['score', 'number'], ['tags', 'choice'],
      ['segment_note', 'text'],
      ['demo', 'boolean'], ['trial_at', 'date_time'], ['hq', 'country']]) {
      if (!r.chance(0.45)) continue;
      policy.fields[name] = {type};
      if (r.chance(0.4)) policy.fields[name].column = `${name} (custom)`;
    }
    policy.lists = {places: r.sample(V.COUNTRY_CONSTANTS, r.int(1, 4)),
      words: r.sample(V.TEXT_CONSTANTS, r.int(1, 4)),
      tagset: r.sample(V.CHOICE_CONSTANTS, r.int(1, 2))};
    this.makeCalendars();
    this.makePeople();
    this.makePools();
    this.makeTargets();
  }

  makeSource() {
    const r = this.r, source = {};
    if (r.chance(0.5)) source.time_zone = r.pick(this.zones);
    if (r.chance(0.5)) source.date_order = r.pick(['mdy', 'dmy']);
    if (r.chance(0.25)) source.number_format = r.pick(['1.234,56', '1,234.56']);
    if (r.chance(0.2)) source.system = 'hubspot';
    return source;
  }

  clock(last = 1439) {
    const minute = this.r.chance(0.5) ? this.r.int(0, 23) * 60 : this.r.chance(0.5) ? this.r.int(0, 47) * 30 :
      this.r.int(0, 1439);
    return hhmm(Math.min(minute, last));
  }

  interval() {
    const r = this.r;
    if (r.chance(0.1)) return ['00:00', '24:00'];
    if (r.chance(0.1)) return [this.clock(), '24:00'];
    if (r.chance(0.1)) { const at = this.clock(); return [at, at]; }
    if (r.chance(0.25)) {
      return r.pick([['01:30', '03:30'], ['02:15', '02:45'], ['02:00', '03:00'], ['23:30', '00:30'],
        ['00:00', '01:00'], ['01:00', '02:00'], ['22:00', '06:00']]);
    }
    return [this.clock(), this.clock()];
  }

  makeCalendars() {
    const r = this.r, calendars = this.policy.calendars = {};
    const week = (days, ...intervals) => Object.fromEntries(days.map(day => [day, intervals]));
    for (const name of ['day', 'night', 'odd', 'few', 'dates'].slice(0, r.int(1, 5))) {
      const calendar = calendars[name] = {time_zone: r.pick(this.zones), weekly: {}};
      if (name === 'day') {
        calendar.weekly = r.pick([week(WEEKDAYS.slice(0, 5), ['09:00', '17:00']),
          week(WEEKDAYS, ['08:00', '12:30'],
          ['13:30', '18:00']), week(WEEKDAYS, ['00:00', '24:00'])]);
      } else if (name === 'night') {
        calendar.weekly = r.pick([week(WEEKDAYS, ['22:00', '06:00']),
          week(WEEKDAYS.slice(2), ['20:00', '04:00'], ['03:00', '05:00']),
          week(['sat', 'sun'], ['12:00', '12:00'])]);
      } else if (name === 'odd') {
        for (const day of r.some(WEEKDAYS, 0.7)) calendar.weekly[day] = Array.from({length: r.int(0, 3)},
          () => this.interval());
        calendar.weekly.sun ??= [this.interval()];
        if (!calendar.weekly.sun.length) calendar.weekly.sun.push(this.interval());
      } else if (name === 'few') {
        calendar.weekly = week([r.pick(WEEKDAYS)], [this.clock(700), this.clock()]);
      }
      const date = () => new Date(this.start + r.int(-1, this.p.days + 2) * DAY).toISOString().slice(0, 10);
      if (r.chance(0.45)) calendar.holidays = [...new Set(Array.from({length: r.int(1, 3)}, date))];
      if (r.chance(0.45) || name === 'dates') {
        calendar.overrides = {};
        for (let i = r.int(1, 3); i > 0; i--) {
          calendar.overrides[date()] = Array.from({length: r.int(name === 'dates' ? 1 : 0, 2)},
            () => this.interval());
        }
      }
    }
    this.filledCalendars = Object.keys(calendars);
    if (r.chance(0.1)) calendars.void = r.pick([{time_zone: r.pick(this.zones), weekly: {}},
      {time_zone: r.pick(this.zones), weekly: {mon: []}, overrides: {}}]);
  }

  makePeople() {
    const r = this.r, people = this.policy.people = {};
    const ids = r.sample(['ana', 'bo', 'cy', 'di', 'ed', 'fay', 'Gus', 'Zo\u00eb', 'constructor', '10', '9'],
      r.int(...this.p.people));
    if (ids.includes('bo') && ids.length < 8 && r.chance(0.1)) ids.push('BO');
    for (const id of ids) {
      const person = people[id] = {};
      if (r.chance(0.7)) person.name = r.pick([`${id} Ruiz`, `${id} Ruiz`, 'Ana  Ruiz', 'Sam Lee', 'bo', 'cy',
        'team@example.com']);
      if (r.chance(0.7)) person.email = r.pick([`${id}@example.com`, `${id}@example.com`, 'team@example.com',
        'cy']);
      if (r.chance(0.7)) person.calendar = r.pick(Object.keys(this.policy.calendars));
      if (r.chance(0.5)) person.manager = r.pick(ids);
      if (r.chance(0.5)) person.skills = r.some(['de', 'fr', 'ent'], 0.7);
      if (r.chance(this.p.capacity)) person.capacity = r.pick([1, 1, 2, 3, 5]);
      if (r.chance(this.p.cap)) person.cap = {per: r.pick(['day', 'day', 'week', 'month']), max: r.int(1, 4)};
      if (r.chance(0.25)) person.active = r.chance(0.6);
      if (r.chance(this.p.away)) {
        person.away = Array.from({length: r.int(1, 3)}, () => {
          const from = this.start + r.int(0, this.p.days * 24 * 2) * 30 * MINUTE;
          return [localText(from), localText(from + r.pick([30 * MINUTE, HOUR, 3 * HOUR, DAY, 2 * DAY,
            r.int(1, 3000) * MINUTE]))];
        });
      }
    }
    this.people = ids;
  }

  makePools() {
    const r = this.r, pools = this.policy.pools = {};
    for (const name of ['alpha', 'beta', 'gamma', 'delta'].slice(0, r.int(1, 4))) {
      const members = r.sample(this.people, r.int(1, this.people.length));
      const rotation = r.pick(['fair_share', 'smooth_weighted', 'strict', 'longest_waiting', 'lowest_count',
        'least_open']);
      const equal = r.int(1, 3);
      const weights = r.pick([[1], [1, 2, 3], [1, 2, 3, 5, 7, 10], [1, 3, 100, 999983],
        [1, 1000000007, 4294967296, 999999999989]]);
      const pool = pools[name] = {members: members.map(owner => {
        const member = {owner};
        if (rotation === 'strict') member.weight = equal;
        else if (r.chance(0.6)) member.weight = r.pick(weights);
        if (r.chance(0.2)) member.calibration = r.int(0, 5);
        return member;
      })};
      if (rotation !== 'fair_share' || r.chance(0.5)) pool.rotation = rotation;
      if (r.chance(this.p.workingHours)) pool.availability = 'working_hours';
      else if (r.chance(0.3)) pool.availability = 'always';
      if (r.chance(0.2)) pool.requires = r.some(['de', 'fr', 'ent'], 0.4);
    }
  }

  makeTargets() {
    const r = this.r;
    const targets = {};
    for (const name of ['hot', 'warm', 'cold'].slice(0, r.int(1, 3))) {
      const business = r.chance(this.p.business);
      const target = targets[name] = {start: r.chance(this.p.created) ? 'created' : 'assigned',
        stop: 'first_touch',
        within: r.pick(['1m', '90s', '15m', '30m', '60m', '1h', '2h', '4h', '8h', '24h', '40h', '86400s', '400h',
          ...(business ? [] : ['1d', '2d', '45d'])]),
        clock: business ? 'business' : 'elapsed'};
      if (business) target.calendar = r.pick([...Array(this.p.owner).fill('owner'), ...this.filledCalendars]);
      else if (r.chance(0.2)) target.calendar = r.pick(['owner', ...this.filledCalendars]);
      if (r.chance(0.3)) target.warn_at = r.pick([0.5, 0.8, new Raw('8e-1')]);
      if (r.chance(Math.max(0.6, this.p.reassign))) {
        target.on_breach = {};
        if (r.chance(this.p.reassign)) {
          target.on_breach.reassign = r.chance(0.9);
          if (target.on_breach.reassign && r.chance(0.6)) target.on_breach.times = r.int(1, 4);
        }
        if (r.chance(0.4)) target.on_breach.escalate_to = r.pick(['manager', ...this.people]);
      }
    }
    // An empty calendar under a business clock of its owner is an error, and here the policy is to be valid.
    const void_ = Object.values(this.policy.people).some(person => person.calendar === 'void');
    for (const target of Object.values(targets)) {
      if (void_ && target.calendar === 'owner') target.clock = 'elapsed';
    }
    if (r.chance(this.p.sla)) this.policy.sla = targets;
    if (r.chance(0.5)) this.policy.matching = {touch_kinds: r.pick([['CALL'], ['call', 'form fill'],
      ['email', ' Meeting']])};
  }

  // ---- instants ----------------------------------------------------------------------------------------------

  // Instants at which something begins or ends.
  makeMoments() {
    const moments = new Set();
    for (const name of this.zones) {
      for (const span of zone(name)) if (span.from >= this.start && span.from < this.end) moments.add(span.from);
      for (const per of ['day', 'week', 'month']) moments.add(period(zone(name), this.start + 2 * DAY, per).to);
    }
    for (const calendar of Object.values(this.policy.calendars)) {
      for (const span of openIntervals(hours(calendar, []), this.start, this.end))
        moments.add(span.from).add(span.to);
    }
    for (const person of Object.values(this.policy.people)) {
      const zoneName = this.policy.calendars[person.calendar]?.time_zone ?? this.policy.time_zone;
      for (const hole of hours(null, person.away, zoneName).away) moments.add(hole.from).add(hole.to);
    }
    this.moments = [...moments].filter(at => at >= this.start && at < this.end).sort((a, b) => a - b);
    if (!this.moments.length) this.moments.push(this.start + DAY);
  }

  instant() {
    const r = this.r;
    if (r.chance(this.p.moment)) return r.pick(this.moments) + r.pick([0, 0, 0, 0, 1, -1, SECOND, -MINUTE, HOUR,
      30 * MINUTE]);
    const grain = r.pick([HOUR, 15 * MINUTE, MINUTE, MINUTE, SECOND, 1]);
    const at = this.start + r.int(0, this.p.days * 24 * 60 - 1) * MINUTE + r.int(0, 59_999);
    return Math.floor(at / grain) * grain;
  }

  // An instant as a text of one of the accepted kinds.
  timeText(instant, source) {
    const r = this.r, spans = zone(source.time_zone ?? this.policy.time_zone), local = toLocal(spans, instant);
    const choice = r.int(0, 9);
    if (choice === 0) return String(instant);
    if (choice === 1) return iso(instant);
    if (choice === 2) return iso(instant).replace('.000Z', r.pick(['Z', '.0Z', '.0009Z', '.000Z']));
    if (choice === 3) {
      const minutes = r.pick([120, -300, 330, 0, 765, -210]);
      return withSign(instant, minutes, r.pick([':', '', minutes % 60 ? '' : 'hours']));
    }
    if (toInstant(spans, local) === instant) {
      const [date, time] = iso(local).slice(0, -1).split('T');
      const [year, month, day] = date.split('-');
      if (choice === 4) return `${date}${r.pick(['T', ' '])}${time}`;
      if (instant % SECOND === 0) {
        const clock = instant % MINUTE === 0 && r.chance(0.7) ? time.slice(0, 5) : time.slice(0, 8);
        if (time === '00:00:00.000' && r.chance(0.8)) return date;
        if (choice === 5) return `${date}${r.pick(['T', ' '])}${clock}`;
        if (choice === 6) return `${day} ${MONTHS[month - 1]}, ${year} ${time.slice(0, 8)}`;
        if (choice === 7 && source.date_order) {
          return `${source.date_order === 'mdy' ? `${month}/${day}` : `${day}/${month}`}/${year} ${clock}`;
        }
      }
    }
    return r.pick([iso(instant), ` ${iso(instant)}`, iso(instant).replace('T', ' ')]);
  }

  // A date whose order may be unclear, or a local time that does not exist or exists twice.
  trickyTimeText(source) {
    const r = this.r;
    const changes = zone(source.time_zone ?? this.policy.time_zone).filter(span => span.from >= this.start &&
      span.from < this.end);
    if (changes.length && r.chance(0.6)) {
      const jump = toLocal(zone(source.time_zone ?? this.policy.time_zone), changes[0].from - 1) + 1;
      return iso(jump + r.pick([0, 1, 15, 30, 45, 60, 90, -15, -30, -60, -61]) * MINUTE).slice(0, 16).replace('T',
        r.pick(['T', ' ']));
    }
    const year = iso(this.start).slice(0, 4);
    return r.pick(['03/04', '04/03', '05/05', '13/02', '02/13', '25/12', '12/25', '01/02', '31/12']) + `/${year}` +
      r.pick(['', ' 10:00', ' 23:59:59']);
  }

  // ---- accounts ----------------------------------------------------------------------------------------------

  makeAccounts() {
    const r = this.r;
    this.accounts = [];
    const names = ['Quorvex', 'Zyltana', 'Brimholt', 'Fendwick', 'Ostrava Nord', 'Pelluma', 'Trivantic',
      'Wexcombe'];
    const count = r.int(0, 8);
    for (let i = 0; i < count; i++) {
      const account = {id: r.pick([`A${i}`, `0015e00000${i}AbC`, `a${i}`]), name: names[i]};
      if (r.chance(0.7)) account.domain = r.pick([`${names[i].split(' ')[0].toLowerCase()}.com`,
        `${names[i].split(' ')[0]}.de`]);
      account.owner = r.chance(0.8) ? this.ownerText() : '';
      account.country = r.pick(V.COUNTRY_TEXTS);
      account.industry = r.pick(V.TEXTS);
      account.employees = r.pick(V.NUMBER_TEXTS);
      account.revenue = r.pick(V.NUMBER_TEXTS);
      account.created_at = r.chance(0.8) ? this.timeText(this.instant() - r.int(0, 40) * DAY, this.accountSource) :
        r.pick(V.BAD_DATES);
      if (r.chance(0.3)) account.id = ` ${account.id}`;
      this.accounts.push(account);
    }
  }

  ownerText() {
    const r = this.r, id = r.pick(this.people), person = this.policy.people[id];
    return r.pick([id, id, id.toUpperCase(), person.email ?? id, (person.name ?? id).replace(' ', '  '), 'Sam Lee',
      'ana ruiz',
      'nobody', 'team@EXAMPLE.com', 'cy', 'bo', ` ${id} `, '  ', '']);
  }

  // ---- leads -------------------------------------------------------------------------------------------------

  makeLeads() {
    const r = this.r;
    this.leads = [];
    const files = r.chance(this.p.files) ? r.int(2, 3) : 1;
    const optional = [
  'email', 'country', 'state', 'city', 'industry', 'employees', 'revenue', 'title', 'source', 'status', 'owner',
  'first_touch_at', 'account_id',
];
    this.leadColumns = ['id', 'created_at', ...r.some(optional, 0.75), ...Object.keys(this.policy.fields)];
    this.leadFiles = files;
    const count = r.int(...this.p.leads);
    for (let i = 0; i < count; i++) {
      const created = i > 0 && r.chance(this.p.tie) ? r.pick(this.leads).created : this.instant();
      const lead = {file: r.int(0, files - 1), created, id: this.leadId(i)};
      lead.created_at = this.timeText(created, this.leadSource);
      if (r.chance(this.p.odd * 0.25)) lead.created_at = this.trickyTimeText(this.leadSource);
      else if (r.chance(this.p.odd * 0.15)) lead.created_at = r.pick([...V.BAD_DATES, '', ' ']);
      if (r.chance(0.02)) lead.id = r.pick(['', '  ']);
      lead.email = this.email(i);
      lead.owner = r.chance(0.6) ? this.ownerText() : '';
      lead.account_id = r.chance(0.25) && this.accounts.length ? r.pick(this.accounts).id :
        r.pick(['', '', '', 'A99', 'a0']);
      lead.first_touch_at = '';
      if (r.chance(this.p.touch * 0.6)) {
        lead.first_touch_at = this.timeText(created + r.pick([0, 1, -1, MINUTE, 5 * MINUTE, 15 * MINUTE,
          30 * MINUTE, HOUR, -HOUR, DAY,
          r.int(0, 3000) * MINUTE]), this.leadSource);
      } else if (r.chance(this.p.touch * 0.3)) lead.first_touch_at = this.timeText(this.instant(),
        this.leadSource);
      if (r.chance(this.p.odd * 0.2)) lead.first_touch_at = r.pick(V.BAD_DATES);
      if (r.chance(this.p.odd * 0.2)) lead.first_touch_at = this.trickyTimeText(this.leadSource);
      for (const field of ['state', 'city', 'industry', 'title', 'source', 'status'])
        lead[field] = r.pick(V.TEXTS);
      lead.country = r.pick(V.COUNTRY_TEXTS);
      lead.employees = r.pick(V.NUMBER_TEXTS);
      lead.revenue = r.pick(V.NUMBER_TEXTS);
      for (const [field, {type}] of Object.entries(this.policy.fields)) lead[field] = this.customText(type);
      this.leads.push(lead);
      // A duplicate stays in its file: between files with other columns "the bytes of the cells" would be unclear.
      if (r.chance(this.p.odd * 0.4)) this.leads.push(this.duplicateOf(lead));
    }
  }

  leadId(i) {
    const r = this.r;
    return r.pick([`L${i}`, `L${i}`, `L${i}`, `l${i}`, ` L${i} `, String(i), `L,${i}`, `L"${i}"`,
      `00Q5e0000${i}aB`, `\u00c9${i}`, `\u{1f600}${i}`, `\uff21${i}`]);
  }

  duplicateOf(lead) {
    const r = this.r, copy = {...lead};
    const how = r.int(0, 3);
    if (how === 0) copy.id = r.chance(0.5) ? ` ${lead.id}` : lead.id.trim();
    if (how <= 1) {
      copy.created = this.instant();
      copy.created_at = this.timeText(copy.created, this.leadSource);
    } else if (how === 2) {
      [lead.city, copy.city] = r.shuffle(['Alpha', 'Beta']);
    }
    if (r.chance(0.2)) copy.created_at = r.pick(['', 'soon']);
    return copy;
  }

  email(i) {
    const r = this.r;
    const domains = this.accounts.map(account => account.domain).filter(Boolean);
    const domain = r.pick([...domains, 'GMAIL.com', 'web.de', 'nowhere.example', 'corp.test']);
    const local = r.chance(0.8) ? `p${i}` : 'shared';
    return r.pick([`${local}@${domain}`, `${local}@${domain}`, `${local.toUpperCase()}@${domain.toUpperCase()}`,
      ` ${local}@${domain}`,
      'no mail', '']);
  }

  customText(type) {
    const r = this.r;
    switch (type) {
      case 'money': case 'number': return r.pick(V.NUMBER_TEXTS);
      case 'choice': return r.pick(V.CHOICES);
      case 'text': return r.pick(V.TEXTS);
      case 'boolean': return r.pick(V.BOOLEANS);
      case 'country': return r.pick(V.COUNTRY_TEXTS);
    }
    if (r.chance(0.15)) return r.pick([...V.BAD_DATES, '', '']);
    if (r.chance(0.3)) return this.trickyTimeText(this.leadSource);
    return this.timeText(this.instant() - r.pick([0, 0, 1, 2, 30]) * DAY, this.leadSource);
  }

  makeActivities() {
    const r = this.r;
    this.activities = [];
    const count = r.chance(0.8) ? r.int(0, 40) : 0;
    for (let i = 0; i < count; i++) {
      const lead = r.pick(this.leads);
      const at = lead.created + r.pick([0, 1, -1, MINUTE, 15 * MINUTE, HOUR, -HOUR, 4 * HOUR,
        r.int(0, 2000) * MINUTE]);
      const activity = {id: `E${i}`, lead_id: r.pick([lead.id, ` ${lead.id}`, '', '', 'L999']),
        email: r.pick([lead.email,
        lead.email.toLowerCase(), '', 'shared@corp.test'])};
      activity.kind = r.pick(['call', 'Call ', 'CALL', 'email', 'meeting', 'form fill', 'Form  Fill', '']);
      activity.at = r.chance(0.05) ? r.pick([...V.BAD_DATES, '']) : this.timeText(at, this.activitySource);
      this.activities.push(activity);
    }
  }

  // ---- rules -------------------------------------------------------------------------------------------------

  makeRules() {
    const r = this.r, policy = this.policy;
    policy.conditions = {};
    for (const name of ['enterprise', 'local', 'late'].slice(0, r.int(0, 3)))
      policy.conditions[name] = this.condition(2);
    if (r.chance(this.p.segment)) policy.segment = r.chance(0.5) ? this.condition(2) : {not: this.test()};
    if (r.chance(this.p.evidence)) {
      policy.evidence = {fields: r.sample(this.leadColumns, r.int(1, 3))};
      if (r.chance(0.7)) policy.evidence.on_missing = r.pick(['queue', 'route']);
    }
    policy.rules = [];
    const count = r.int(...this.p.rules);
    for (let i = 0; i < count; i++) {
      const id = r.pick([`r${i}`, `r${i}`, `rule, ${i}`, `r\u00e8gle "${i}"`]);
      const rule = {id, when: r.chance(this.p.simpleWhen * (i + 1) / count) ? {all: []} :
        this.condition(r.int(0, 3))};
      if (policy.sla && r.chance(0.8)) rule.sla = r.pick(Object.keys(policy.sla));
      rule.assign = Array.from({length: r.pick([1, 1, 2, 3])}, () => this.step(i));
      const pools = rule.assign.some(step => 'pool' in step);
      if (r.chance(this.p.hold) && pools) rule.on_no_owner = 'hold';
      else if (r.chance(this.p.nextRule)) rule.on_no_owner = 'next_rule';
      else if (r.chance(0.2)) rule.on_no_owner = 'queue';
      policy.rules.push(rule);
    }
    if (r.chance(0.5)) policy.rules.push({id: 'rest', when: {all: []}, assign: [{queue: 'in,bound "A"'}]});
  }

  step(i) {
    const r = this.r;
    if (this.p.step === 'queue' && r.chance(0.8)) return {queue: `queue ${i}`};
    if (r.chance(this.p.step === 'pool' ? 0.75 : 0.45)) return {pool: r.pick(Object.keys(this.policy.pools))};
    return r.pick([{owner: r.pick(this.people)}, {queue: `queue ${i}`}, {match: 'account_owner'},
      {match: 'account_owner'},
      {match: 'contact_owner'}, {match: 'opportunity_owner'}, {current_owner: true}, {current_owner: true}]);
  }

  condition(depth) {
    const r = this.r;
    if (depth > 0 && r.chance(0.7)) {
      const parts = () => Array.from({length: r.pick([0, 1, 2, 2, 3])}, () => this.condition(depth - 1));
      return r.pick([() => ({all: parts()}), () => ({any: parts()}), () => ({any: parts()}),
        () => ({not: this.condition(depth - 1)})])();
    }
    if (r.chance(this.p.opaque * 0.15)) return {opaque: 'member of a list'};
    const names = Object.keys(this.policy.conditions);
    if (names.length && depth > 0 && r.chance(0.4)) return {ref: r.pick(names)};
    return this.test();
  }

  test() {
    const r = this.r;
    const types = {
  email: 'text', state: 'text', city: 'text', industry: 'text', title: 'text', source: 'text', status: 'text',
  owner: 'text', id: 'text', account_id: 'text', country: 'country', employees: 'number', revenue: 'money',
  created_at: 'date_time', first_touch_at: 'date_time', 'account.industry': 'text', 'account.name': 'text',
  'account.country': 'country', 'account.employees': 'number', 'account.revenue': 'money',
  'account.created_at': 'date_time', 'account.owner': 'text',
};
    for (const [field, {type}] of Object.entries(this.policy.fields)) types[field] = type;
    const common = ['country', 'employees', 'revenue', 'industry', 'created_at',
      ...Object.keys(this.policy.fields)];
    const field = r.chance(0.6) ? r.pick(common) : r.pick(Object.keys(types)), type = types[field];
    if (r.chance(0.12)) return {field, op: r.pick(['is_known', 'is_unknown'])};
    const test = (op, value) => ({field, op, value});
    const several = list => r.sample(list, r.int(1, 4));
    switch (type) {
      case 'country':
        return r.pick([() => test('is', r.pick(V.COUNTRY_CONSTANTS)),
          () => test('is_any_of', several(V.COUNTRY_CONSTANTS)),
          () => ({field, op: 'is_any_of', list: 'places'}), () => test('contains', r.pick(V.COUNTRY_PARTS)),
          () => test('contains_any_of', several(V.COUNTRY_PARTS)),
          () => test('starts_with', r.pick(V.COUNTRY_PARTS)),
          () => test('ends_with', r.pick(V.COUNTRY_PARTS))])();
      case 'text': {
        const words = field === 'email' ? ['@gmail.com', 'p1@', 'shared', 'NO MAIL'] : /owner|id$/.test(field) ?
          ['ana', 'bo', 'l1', 'a0', 'Sam Lee'] : V.TEXT_CONSTANTS;
        return r.pick([() => test('is', r.pick(words)), () => test('is_any_of', several(words)),
          () => ({field, op: r.pick(['is_any_of', 'contains_any_of']), list: 'words'}),
            () => test('contains', r.pick(words)),
          () => test('contains_any_of', several(words)), () => test('starts_with', r.pick(words)),
          () => test('ends_with', r.pick(words))])();
      }
      case 'choice':
        return r.chance(0.25) ? {field, op: r.pick(['has_any_of', 'has_all_of']), list: 'tagset'} :
          test(r.pick(['has_any_of', 'has_all_of']), r.sample(V.CHOICE_CONSTANTS, r.int(1, 2)));
      case 'number': case 'money': {
        if (r.chance(0.25)) {
          const ends = r.sample(V.NUMBER_CONSTANTS, 2).sort((a, b) => Number(a) - Number(b));
          if (Number(ends[0]) < Number(ends[1])) return test('between', ends.map(end => new Raw(end)));
        }
        return test(r.pick(['eq', 'eq', 'gt', 'gte', 'lt', 'lte']), new Raw(r.pick(V.NUMBER_CONSTANTS)));
      }
      case 'boolean': return test('is', r.chance(0.5));
      case 'date_time': {
        if (r.chance(0.35)) return test('within_last', {days: r.pick([1, 2, 3, 30])});
        const at = [this.dateOf(), this.dateOf()].sort((a, b) => a - b);
        if (r.chance(0.4)) return test('between', at.map(one => this.timeText(one, {})));
        return test(r.pick(['before', 'after']), this.timeText(at[0], {}));
      }
    }
    throw new Error(type);
  }

  dateOf() {
    return this.r.chance(0.5) && this.leads.length ? this.r.pick(this.leads).created : this.instant();
  }

  // ---- writing -----------------------------------------------------------------------------------------------

  makeStyle() {
    const r = this.r;
    return {delimiter: r.pick([',', ',', ';', '\t', '|']), line: r.pick(['\n', '\n', '\r\n']),
      quote: r.pick([0, 0, 0.3, 1]),
      encoding: r.pick(['utf8', 'utf8', 'utf8', 'utf8 bom', 'utf16le', 'utf16be']), blank: r.pick([0, 0, 0.1]),
        lastLine: r.chance(0.8),
      headerCase: r.pick([0, 0, 0, 1])};
  }

  files() {
    const saved = this.r;
    this.r = new Random(this.styleSeed);  // so that a second writing differs from the first in nothing but values
    const files = new Map();
    const sources = {leads: {...this.leadSource}, accounts: {...this.accountSource},
      activities: {...this.activitySource}};
    this.writeLeads(files, sources.leads);
    if (this.accounts.length) {
      this.addFile(files, 'accounts.csv', this.r.shuffle(Object.keys({...this.accounts[0], domain: ''})),
        this.accounts, this.style[3], 0.02);
    }
    if (this.activities.length) {
      this.addFile(files, 'activities.csv', ['id', 'lead_id', 'email', 'kind', 'at'], this.activities,
        this.style[4], 0.03);
    }
    const policy = {...this.policy, sources: {}};
    for (const [role, source] of Object.entries(sources)) {
      const there = [...files.keys()].some(name => name.startsWith(role));
      if (there && Object.keys(source).length) policy.sources[role] = source;
    }
    for (const key of ['sources', 'fields', 'conditions', 'lists']) {
      if (!Object.keys(policy[key]).length) delete policy[key];
    }
    files.set('policy.json', Buffer.from(writeJson(policy) + '\n'));
    this.r = saved;
    return files;
  }

  writeLeads(files, source) {
    const r = this.r;
    const renamed = {};
    for (const field of this.leadColumns) {
      if (!(field in this.policy.fields) && r.chance(0.1)) renamed[field] = `The ${field.replace('_', ' ')} column`;
    }
    if (this.leadColumns.includes('state') && this.leadColumns.includes('city') && !renamed.city &&
      !renamed.state && r.chance(0.03)) {
      renamed.state = 'city';  // the field `city` is then without a column
    }
    if (Object.keys(renamed).length) source.columns = renamed;
    if (r.chance(0.15)) source.empty = {industry: ['N/A', 'Select'], country: ['Narnia']};
    for (const field of Object.keys(source.empty ?? {})) {
      if (!this.leadColumns.includes(field) || renamed[field]) delete source.empty[field];
    }
    if (source.empty && !Object.keys(source.empty).length) delete source.empty;
    const names = ['leads.csv', 'more.csv', 'last.csv'].slice(0, this.leadFiles);
    if (this.leadFiles > 1) source.file = names.map((name, i) => i ? `leads-${name}` : name);
    for (const [i, name] of (source.file ?? names).entries()) {
      const order = r.shuffle(this.leadColumns.filter(field => i === 0 || r.chance(0.95) || field in renamed ||
        field in this.policy.fields || ['id', 'created_at', 'city'].includes(field)));
      const header = order.filter(field => !(renamed.state === 'city' && field === 'state'));
      this.addFile(files, name, header, this.leads.filter(lead => lead.file === i), this.style[i],
        this.p.ragged * 0.1, renamed);
    }
  }

  addFile(files, name, fields, records, style, ragged, renamed = {}) {
    const r = this.r;
    const extra = r.chance(0.15) ? r.pick([['zz note'], ['zz;a;b;c;d;e;f;g,h,i,j,k'], ['zz', 'zz'], ['']]) : [];
    const columnOf = field => this.policy.fields[field] && name.startsWith('leads') ?
      this.policy.fields[field].column ?? field :
      renamed.state === 'city' && field === 'city' ? 'city' : renamed[field] ?? this.dressed(field, style);
    const quote = cell => style.quote === 1 || r.chance(style.quote) || /[",;|\t\r\n]/.test(cell) ?
      `"${cell.replaceAll('"', '""')}"` : cell;
    const line = cells => cells.map(quote).join(style.delimiter);
    const lines = [line([...fields.map(columnOf), ...extra])];
    for (const record of records) {
      const cells = [...fields.map(field => record[field] ?? ''), ...extra.map(() => r.pick(['', 'x', 'y;z']))];
      if (r.chance(ragged)) {
        const how = r.int(0, 5);
        if (how === 0) cells.push('surplus');
        else if (how === 1) cells.pop();
        else if (how === 2) cells.push('', '');
        else if (how === 3) cells.push('', 'x', '');
        else if (how === 4) cells.fill('');
        else cells.splice(1);
      }
      lines.push(line(cells));
      if (r.chance(style.blank)) lines.push('');
    }
    if (ragged > 0.05 && r.chance(0.1)) {
      const at = r.int(1, lines.length);
      lines.splice(at, 0, `"never closed${style.delimiter}x`);
      for (let i = at + 1; i < lines.length; i++) lines[i] = lines[i].replaceAll('"', '');
    }
    files.set(name, encode(lines.join(style.line) + (style.lastLine ? style.line : ''), style.encoding));
  }

  dressed(field, style) {
    if (!style.headerCase || !this.r.chance(0.5)) return field;
    return this.r.pick([field.toUpperCase(), field.replace('_', ' '), field[0].toUpperCase() + field.slice(1)]);
  }

  // ---- second look -------------------------------------------------------------------------------------------

  sharpen(answer) {
    const r = this.r;
    const seen = answer.leads.flatMap(lead => [lead.dueAt, lead.assignedAt, lead.touch])
      .filter(at => typeof at === 'number' && at >= this.start && at < this.end + 40 * DAY);
    if (!seen.length) seen.push(r.pick(this.moments));
    const due = answer.leads.filter(lead => typeof lead.dueAt === 'number');
    const byId = new Map(this.leads.map(lead => [lead.id.trim(), lead]));
    for (const {id, dueAt, assignedAt} of r.sample(due, Math.ceil(due.length / 4))) {
      const at = assignedAt > dueAt && r.chance(0.5) ? assignedAt : dueAt;
      byId.get(id).first_touch_at = this.timeText(at + r.pick([0, 0, 0, 1, -1]), this.leadSource);
    }
    for (const activity of r.some(this.activities, 0.2)) {
      activity.at = this.timeText(r.pick(seen) + r.pick([0, 0, 1, -1]), this.activitySource);
    }
    // Arrivals at what happens to others; those whose target ends when something else happens (a release, too).
    const lengths = Object.values(this.policy.sla ?? {}).map(target => lengthOf(target.within));
    for (const lead of r.some(this.leads, 0.2)) {
      const at = r.pick(r.chance(0.5) ? seen : this.moments) - (lengths.length && r.chance(0.5) ? r.pick(lengths) :
        0);
      if (at < this.start || at >= this.end || this.leads.some(other => other !== lead &&
        other.id.trim() === lead.id.trim()))
        continue;
      lead.created = at;
      lead.created_at = this.timeText(at, this.leadSource);
    }
    if (!this.hasAsOf) return;
    // as_of may not lie before an arrival, be it one that was read or one that was moved just now.
    const arrivals = [...this.leads.map(lead => lead.created),
      ...answer.leads.map(lead => lead.arrival ?? -Infinity)];
    const last = arrivals.reduce((a, b) => Math.max(a, b));
    const late = seen.filter(at => at >= last);
    const asOf = late.length && r.chance(0.7) ? r.pick(late) :
      last + r.pick([0, 0, 1, MINUTE, r.int(0, 72) * HOUR]);
    this.policy.as_of = r.chance(0.7) ? iso(asOf) : this.timeText(asOf, {});
  }
}

// ---- texts ---------------------------------------------------------------------------------------------------

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A number of a policy, spelt as it is to be written. */
class Raw {
  constructor(text) { this.text = text; }
}

function writeJson(value) {
  if (value instanceof Raw) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeJson).join(', ')}]`;
  if (value !== null && typeof value === 'object') {
    return `{${Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${writeJson(one)}`).join(', ')}}`;
  }
  return JSON.stringify(value);
}

function iso(instant) {
  return new Date(instant).toISOString();
}

function withSign(instant, minutes, form) {
  const local = iso(instant + minutes * MINUTE).slice(0, -1), hour = Math.floor(Math.abs(minutes) / 60),
    rest = Math.abs(minutes) % 60;
  const two = n => String(n).padStart(2, '0');
  return `${local}${minutes < 0 ? '-' : '+'}${two(hour)}${form === 'hours' ? '' : form + two(rest)}`;
}

function hhmm(minute) {
  return iso(minute * MINUTE).slice(11, 16);
}

function lengthOf(within) {
  return Number(within.slice(0, -1)) * {s: SECOND, m: MINUTE, h: HOUR, d: DAY}[within.slice(-1)];
}

function localText(local) {
  return iso(local).slice(0, 16);
}

function encode(text, encoding) {
  if (encoding === 'utf8') return Buffer.from(text);
  if (encoding === 'utf8 bom') return Buffer.from('\ufeff' + text);
  const little = Buffer.from('\ufeff' + text, 'utf16le');
  return encoding === 'utf16le' ? little : little.swap16();
}

export function writeFolder(files, folder) {
  for (const [name, bytes] of files) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), {recursive: true});
    fs.writeFileSync(path.join(folder, name), bytes);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFolder(generate(Number(process.argv[2])), process.argv[3]);
}
