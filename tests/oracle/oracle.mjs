#!/usr/bin/env node
// An independent, naive reading of the contract: WORKSPACE in, decisions.csv out. It shares nothing with the
// engine and prefers the contract's own words to speed. README.md lists what it takes where the contract is silent.
//
//   node oracle.mjs WORKSPACE > decisions.csv

import fs from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

import {writeCsv} from './csv.mjs';
import {NEVER} from './calendar.mjs';
import {parseJson} from './json.mjs';
import {personNamed} from './people.mjs';
import {replay} from './replay.mjs';
import {exactId, known, readable, readTable} from './tables.mjs';
import {compareBytes, fold, isBlank} from './text.mjs';
import {parseDateTime} from './values.mjs';
import {zone} from './zone.mjs';

const COLUMNS = ('row,lead_id,outcome,reason,rule,step,owner,pool,queue,account_id,match,sla,started_at,due_at,' +
  'first_touch_at,sla_status,breaches,reassignments,assigned_at,previous_owner,agrees').split(',');
const FREE_MAIL = ['gmail.com', 'yahoo.com', 'hotmail.com', 'outlook.com', 'gmx.de', 'web.de', 'icloud.com'];

/** `files`: Map from name to bytes. Returns {columns, rows: [[text]], csv, leads, pools, asOf}. */
export function decide(files) {
  const policy = parseJson(new TextDecoder().decode(files.get('policy.json')));
  const leadTable = readTable('leads', policy, files);
  const accounts = readTable('accounts', policy, files);
  const activities = readTable('activities', policy, files);

  const leads = leadTable.rows.map(row => ({...row, types: leadTable.types, breaches: 0, reassignments: 0}));
  const asOf = policy.as_of === undefined ?
    latest(readable(leads), readable(activities.rows)) :
    parseDateTime(policy.as_of, {zone: zone(policy.time_zone)});

  for (const lead of readable(leads)) {
    lead.id = exactId(lead, 'id');
    lead.arrival = known(lead, 'created_at');
    lead.ownerText = lead.texts.owner ?? '';
  }
  if (leads.some(lead => lead.arrival > asOf)) throw new Error('as_of lies before the last arrival');
  const taken = takingOrder(leads);
  const seen = new Set();
  const passed = taken.filter(lead => {
    lead.reason = firstStep(lead, seen);
    if (lead.id) seen.add(lead.id);
    if (lead.reason) lead.outcome = 'queued';
    return !lead.reason;
  });
  for (const lead of passed) {
    matchAccount(lead, accounts);
    lead.touch = firstTouch(lead, readable(activities.rows), policy, asOf);
  }
  const pools = replay(policy, passed, asOf);
  const rows = leads.map(lead => COLUMNS.map(column => cell(column, lead, policy)));
  return {columns: COLUMNS, rows, csv: writeCsv([COLUMNS, ...rows]), leads, pools, asOf};
}

// A47: the latest instant in the data, whatever becomes of the row.
function latest(leads, activities) {
  const instants = leads.flatMap(lead => [known(lead, 'created_at'), known(lead, 'first_touch_at')])
    .concat(activities.map(activity => known(activity, 'at'))).filter(instant => instant !== undefined);
  return instants.reduce((a, b) => Math.max(a, b), -Infinity);
}

// By created_at (those without one last), then id, then cells. Equal in all of them: file order, which shows in
// nothing but the row number of who came first.
function takingOrder(leads) {
  return [...leads].sort((a, b) => {
    if (a.malformed || b.malformed) return Number(b.malformed ?? false) - Number(a.malformed ?? false);
    const x = a.arrival ?? Infinity, y = b.arrival ?? Infinity;
    if (x !== y) return x - y;
    return compareBytes(a.id, b.id) || compareCells(a.cells, b.cells);
  });
}

function compareCells(a, b) {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compareBytes(a[i], b[i]);
    if (order) return order;
  }
  return a.length - b.length;
}

function firstStep(lead, seen) {
  if (lead.malformed) return 'row_malformed';
  if (lead.id === '') return 'missing_id';
  if (seen.has(lead.id)) return 'duplicate_id';
  if (lead.arrival === undefined) return 'missing_created_at';
  return undefined;
}

// A23: an account's id settles it; else the domain of the e-mail, if one account alone has it.
function matchAccount(lead, accounts) {
  const all = readable(accounts.rows);
  const wanted = exactId(lead, 'account_id');
  const byId = wanted === '' ? [] : all.filter(account => exactId(account, 'id') === wanted);
  const domain = domainOf(lead.texts.email ?? '');
  const byDomain = domain === undefined ? [] : all.filter(account => known(account, 'domain') === domain);
  const found = byId.length ? byId[0] : byDomain.length === 1 ? byDomain[0] : undefined;
  if (!found) return;
  lead.match = byId.length ? 'account_id' : 'domain';
  lead.account = {id: exactId(found, 'id'), values: found.values, types: accounts.types,
    ownerText: found.texts.owner ?? ''};
}

function domainOf(email) {
  const parts = fold(email).split('@');
  if (parts.length !== 2 || parts[0] === '' || parts[1] === '') return undefined;
  return FREE_MAIL.map(fold).includes(parts[1]) ? undefined : parts[1];
}

// A39. A touch after as_of has not happened.
function firstTouch(lead, activities, policy, asOf) {
  let touch = known(lead, 'first_touch_at');
  if (touch === undefined || touch < lead.arrival) {
    const kinds = policy.matching?.touch_kinds?.map(fold);
    touch = activities.filter(activity => isTied(activity, lead) &&
      (!kinds || kinds.includes(known(activity, 'kind'))))
      .map(activity => known(activity, 'at')).filter(at => at !== undefined && at >= lead.arrival)
      .reduce((a, b) => a === undefined || b < a ? b : a, undefined);
  }
  return touch !== undefined && touch <= asOf ? touch : undefined;
}

function isTied(activity, lead) {
  const leadId = exactId(activity, 'lead_id');
  if (leadId !== '') return leadId === lead.id;
  const email = known(activity, 'email');
  return email !== undefined && email === known(lead, 'email');
}

function cell(column, lead, policy) {
  switch (column) {
    case 'row': return String(lead.row);
    case 'lead_id': return lead.id ?? '';
    case 'breaches': case 'reassignments': return String(lead[column]);
    case 'account_id': return lead.account?.id ?? '';
    case 'started_at': return time(lead.startedAt);
    case 'due_at': return time(lead.dueAt);
    case 'first_touch_at': return time(lead.touch);
    case 'assigned_at': return time(lead.assignedAt);
    case 'sla_status': return status(lead);
    case 'previous_owner': return isBlank(lead.ownerText ?? '') ? '' : lead.ownerText;
    case 'agrees':
      if (isBlank(lead.ownerText ?? '') || lead.owner === undefined) return '';
      return personNamed(lead.ownerText, policy) === lead.owner ? 'yes' : 'no';
    default: return String(lead[column] ?? '');
  }
}

function time(instant) {
  if (instant === undefined) return '';
  return instant === NEVER ? NEVER : new Date(instant).toISOString();
}

// A41.
function status(lead) {
  if (lead.sla === undefined) return 'none';
  if (lead.breaches > 0) return 'breached';
  if (lead.touch !== undefined && (lead.dueAt === NEVER || lead.touch <= lead.dueAt)) return 'met';
  return 'pending';
}

/** The files of a workspace's folder, as `decide` takes them. */
export function readFolder(folder) {
  const names = fs.readdirSync(folder, {recursive: true, withFileTypes: true}).filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.path, entry.name)));
  return new Map(names.map(name => [name, fs.readFileSync(path.join(folder, name))]));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(decide(readFolder(process.argv[2])).csv);
}
