#!/usr/bin/env node
// Policies with planted mistakes. Each mistake says at which JSON Pointer it must be reported (A52); the program
// must report these places, all of them, and no others.
//
//   node invalid.mjs PROGRAM FROM TO [--keep DIR]     exit 1 on any difference

import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import {Random} from './random.mjs';

const BIG = 'a/b~c "d"';  // a name that a pointer has to escape

// A policy in which everything occurs once, and nothing is wrong.
function soundPolicy() {
  return {
    leadwright: 1, name: 'sound', time_zone: 'Europe/London',
    sources: {leads: {time_zone: 'Europe/Berlin', date_order: 'mdy', number_format: '1,234.56',
      columns: {employees: 'Headcount'}}},
    fields: {budget: {type: 'money'}, tags: {type: 'choice', column: 'Tags'}},
    lists: {emea: ['DE', 'FR'], words: ['head', 'chief']},
    conditions: {big: {field: 'employees', op: 'gte', value: 500},
      far: {not: {field: 'country', op: 'is_any_of', list: 'emea'}},
      both: {all: [{ref: 'big'}, {ref: 'far'}]}},
    calendars: {uk: {time_zone: 'Europe/London', weekly: {mon: [['09:00', '12:30'], ['13:30', '17:30']],
      fri: [['22:00', '06:00']]},
      holidays: ['2025-12-25'], overrides: {'2025-12-24': [['09:00', '12:00']]}},
    spare: {time_zone: 'Asia/Kolkata', weekly: {tue: [['00:00', '24:00']]}}},
    people: {ana: {name: 'Ana Ruiz', email: 'ana@example.com', calendar: 'uk', manager: 'li', skills: ['de'],
      capacity: 30,
      cap: {per: 'day', max: 20}, active: true, away: [['2025-05-01T00:00', '2025-05-06T00:00']]},
    li: {}, bo: {calendar: 'spare'}},
    pools: {sdr: {members: [{owner: 'ana', weight: 2, calibration: 1}, {owner: 'bo'}, {owner: 'li', weight: 3}],
      rotation: 'fair_share',
      availability: 'working_hours', requires: ['de']}, [BIG]: {members: [{owner: 'bo', weight: 2},
        {owner: 'ana', weight: 2}],
      rotation: 'strict'}},
    sla: {hot: {start: 'created', stop: 'first_touch', within: '15m', clock: 'business', calendar: 'owner',
      warn_at: 0.8,
      on_breach: {reassign: true, escalate_to: 'manager', times: 2}},
    cold: {start: 'assigned', stop: 'first_touch', within: '2d', clock: 'elapsed',
      on_breach: {escalate_to: 'li'}}},
    segment: {field: 'country', op: 'is_known'},
    evidence: {fields: ['email', 'country'], on_missing: 'route'},
    matching: {touch_kinds: ['call', 'email']},
    rules: [
      {id: 'known', when: {all: [{field: 'title', op: 'contains_any_of', list: 'words'}, {ref: 'both'}]},
        sla: 'hot',
        on_no_owner: 'hold', assign: [{match: 'account_owner'}, {pool: 'sdr'}]},
      {id: 'money', when: {any: [{field: 'budget', op: 'between', value: [10, 20.5]},
        {field: 'tags', op: 'has_any_of', value: ['a', 'b']},
        {field: 'created_at', op: 'within_last', value: {days: 3}},
        {field: 'created_at', op: 'before', value: '2025-06-01'}]},
      sla: 'cold', on_no_owner: 'next_rule', assign: [{owner: 'li'}, {pool: BIG}]},
      {id: 'rest', when: {all: []}, assign: [{current_owner: true}, {queue: 'inbound'}]},
    ],
    as_of: '2025-06-30T00:00:00Z',
  };
}

const LEADS = 'id,created_at,country,email,title,Headcount,budget,Tags\n' +
  'L1,2025-06-10T10:00:00Z,DE,a@example.com,head,10,1,a\n';

/** A key written twice in one object. */
class Twice {
  constructor(value) { this.value = value; }
}

// ---- kinds of mistakes ---------------------------------------------------------------------------------------
// Each entry is [pointer, value] (set, or `REMOVE`), or [pointer, value, pointer at which it is to be reported, ...
// others that are as good where the contract leaves a choice]. What has a question mark may be reported too.

const REMOVE = Symbol('remove');

const MISTAKES = [
  // unknown keys, at the key
  ...['/colour', '/sources/leads/zone', '/sources/lead', '/fields/budget/typ', '/calendars/uk/weakly',
    '/calendars/uk/weekly/monday',
    '/people/ana/colour', '/people/ana/cap/min', '/pools/sdr/order', '/pools/sdr/members/1/wieght',
    '/pools/a~1b~0c "d"/rotate',
    '/sla/hot/until', '/sla/hot/on_breach/then', '/evidence/field', '/matching/touch_kind', '/rules/0/whn',
    '/rules/1/assign/0/priority',
    '/conditions/big/negate', '/conditions/both/note', '/rules/1/when/any/2/value/hours'].map(at => [at, 1]),
  // wrong types
  ['/name', 5], ['/name', null], ['/time_zone', ['UTC']], ['/people/ana', []], ['/people/ana/name', 7],
    ['/people/ana/email', {}],
  ['/people/ana/skills', 'de'], ['/people/ana/skills/0', 3, '/people/ana/skills/0'], ['/people/ana/active', 'yes'],
  ['/people/ana/capacity', '30'], ['/people/ana/cap', 20], ['/people/ana/away', '2025-05-01'],
  ['/pools/sdr/members', {}],
  ['/pools/sdr/members/0', 'ana'], ['/pools/sdr/requires', 'de'], ['/calendars/uk/holidays', '2025-12-25'],
  ['/calendars/uk/holidays/0', 20251225], ['/calendars/uk/weekly', []], ['/calendars/uk/weekly/mon', '09:00'],
  ['/calendars/uk/overrides', []], ['/sla/hot/within', 15], ['/sla/hot/warn_at', '0.8'],
  ['/sla/hot/on_breach', true],
  ['/sla/hot/on_breach/reassign', 1], ['/rules/0/when', true],
  ['/rules/0/assign', {pool: 'sdr'}, '/rules/0/assign', '?/rules/0/on_no_owner'],
  ['/rules/0/assign/1', 'sdr', '/rules/0/assign/1', '?/rules/0/on_no_owner'],
  ['/rules/0/id', 1], ['/rules/2/assign/1/queue', 5], ['/rules/2/assign/0/current_owner', 'yes'],
  ['/lists/emea', 'DE'],
  ['/lists/emea/1', 5], ['/evidence/fields', 'email'], ['/evidence/fields/1', 2],
  ['/matching/touch_kinds', 'call'],
  ['/matching/touch_kinds/0', 1], ['/sources/leads/columns', []], ['/sources/leads/columns/employees', 4],
  ['/fields/budget', 'money'],
  ['/conditions/big', 'x'], ['/conditions/both/all', {}], ['/rules/1/when/any/2/value', 3], ['/as_of', 5],
  ['/rules/1/when/any', 'x'],
  // required keys that are missing, at the pointer that they would have
  ...['/leadwright', '/name', '/time_zone', '/rules/0/id', '/rules/1/when', '/rules/2/assign',
    '/calendars/spare/time_zone',
    '/calendars/spare/weekly', '/sla/cold/start', '/sla/cold/stop', '/sla/cold/within', '/sla/cold/clock',
    '/sla/hot/calendar',
    '/pools/sdr/members', '/pools/sdr/members/2/owner', '/people/ana/cap/per', '/people/ana/cap/max',
    '/fields/budget/type',
    '/rules/1/when/any/0/value', '/rules/1/when/any/0/op', '/rules/1/when/any/2/value/days'].map(at => [at,
    REMOVE]),
  // names that do not exist, nearly right and quite wrong
  ['/people/ana/calendar', 'ukk'], ['/people/ana/manager', 'nobody'], ['/pools/sdr/members/0/owner', 'anna'],
    ['/rules/0/sla', 'hott'],
  ['/rules/0/assign/1/pool', 'sdrs'], ['/rules/1/assign/0/owner', 'lee'], ['/sla/hot/calendar', 'us'],
  ['/sla/cold/on_breach/escalate_to', 'boss'], ['/conditions/both/all/0/ref', 'bigg'],
  ['/conditions/far/not/list', 'apac'],
  ['/conditions/big/field', 'employes'], ['/conditions/big/op', 'ge'], ['/pools/sdr/rotation', 'random'],
  ['/pools/sdr/availability', 'hours'], ['/rules/0/on_no_owner', 'wait'], ['/evidence/on_missing', 'drop'],
  ['/evidence/fields/0', 'mail'],
  ['/evidence/fields/0', 'account.industry'], ['/fields/budget/type', 'currency'], ['/sla/hot/start', 'arrival'],
  ['/sla/hot/stop', 'reply'],
  ['/sla/hot/clock', 'wall'], ['/people/ana/cap/per', 'year'], ['/rules/0/assign/0/match', 'lead_owner'],
  ['/sources/leads/date_order', 'ymd'], ['/sources/leads/number_format', '1 234'],
  ['/conditions/big/field', 'account.size'],
  // zones
  ['/time_zone', 'Europe/Lundon'], ['/calendars/uk/time_zone', 'Mars/Base'], ['/sources/leads/time_zone', 'CEST'],
  // numbers
  ['/leadwright', 2], ...[0, -1, 1.5].flatMap(n => ['/pools/sdr/members/0/weight', '/people/ana/capacity',
    '/people/ana/cap/max',
    '/sla/hot/on_breach/times', '/rules/1/when/any/2/value/days'].map(at => [at, n])),
    ['/pools/sdr/members/0/calibration', -1],
  ['/pools/sdr/members/0/weight', 1e30], ...[0, 1, -0.5, 1.5].map(n => ['/sla/hot/warn_at', n]),
  ...['0m', '15', '1.5h', '-3m', '15 m', '1d', '99999999999999999999h', ''].map(text => ['/sla/hot/within', text]),
    ['/sla/cold/within', '2w'],
  // pools
  ['/pools/sdr/members', []], ['/pools/sdr/members/1', {owner: 'ana'}, '/pools/sdr/members/1/owner'],
  ['/pools/a~1b~0c "d"/members/1/weight', 3], ['/pools/a~1b~0c "d"/members/1/weight', REMOVE],
  // calendars
  ['/calendars/uk/weekly/mon/0/0', '25:00'], ['/calendars/uk/weekly/mon/0/0', '24:00'],
    ['/calendars/uk/weekly/mon/1/1', '17:60'],
  ['/calendars/uk/weekly/mon/1/1', '9:00'], ['/calendars/uk/weekly/mon/1', ['09:00']],
    ['/calendars/uk/holidays/0', '2025-02-29'],
  ['/calendars/uk/holidays/0', '25.12.2025'], ['/calendars/uk/overrides/2025-11-31', []],
    ['/calendars/uk/overrides/xmas', []],
  ['/calendars/uk', {time_zone: 'UTC', weekly: {}}, '/calendars/uk/weekly'],
  ['/calendars/spare', {time_zone: 'UTC', weekly: {mon: []}, overrides: {'2025-12-24': []}},
  '/calendars/spare/weekly'],
  ['/people/ana/away/0', ['2025-05-06T00:00', '2025-05-01T00:00'], '/people/ana/away/0', '/people/ana/away/0/1'],
  ['/people/ana/away/0', ['2025-05-06T00:00', '2025-05-06T00:00'], '/people/ana/away/0', '/people/ana/away/0/1'],
  ['/people/ana/away/0/0', '2025-05-01'], ['/people/ana/away/0/1', '2025-05-32T00:00'],
  ['/people/ana/away/0', ['2025-05-01T00:00']],
  // rules and conditions
  ['/rules/2/assign', []], ['/rules/1/id', 'known'],
  ['/rules/0/assign', [{match: 'account_owner'}], '/rules/0/on_no_owner'], ['/rules/2/on_no_owner', 'hold'],
  ['/rules/0/assign/1', {pool: 'sdr', queue: 'x'}, '/rules/0/assign/1', '?/rules/0/on_no_owner'],
  ['/rules/0/assign/1', {}, '/rules/0/assign/1', '?/rules/0/on_no_owner'], ['/rules/2/when', {all: [], any: []}],
  ['/rules/2/when', {}],
  ['/rules/2/when', {ref: 'big', field: 'email', op: 'is_known'}],
  ['/conditions/big', {ref: 'both'}, '/conditions/both/all/0/ref', '/conditions/big/ref'],
  ['/conditions/far', {not: {ref: 'far'}}, '/conditions/far/not/ref'],
  // values of conditions
  ['/conditions/big/value', '500'], ['/conditions/big/value', [500]], ['/conditions/big/op', 'is'],
    ['/conditions/big/op', 'contains'],
  ['/rules/0/when/all/0', {field: 'title', op: 'is', value: ' '}, '/rules/0/when/all/0/value'],
  ['/rules/0/when/all/0', {field: 'title', op: 'is', value: ['head']}, '/rules/0/when/all/0/value'],
  ['/rules/0/when/all/0', {field: 'title', op: 'is_any_of', value: 'head'}, '/rules/0/when/all/0/value'],
  ['/rules/0/when/all/0', {field: 'title', op: 'is_any_of', value: []}, '/rules/0/when/all/0/value'],
  ['/rules/0/when/all/0', {field: 'title', op: 'is_any_of', value: ['head', '']}, '/rules/0/when/all/0/value/1'],
  ['/rules/0/when/all/0', {field: 'title', op: 'gt', value: 'head'}, '/rules/0/when/all/0/op'],
  ['/rules/0/when/all/0', {field: 'title', op: 'contains', list: 'words'}, '/rules/0/when/all/0/list',
  '/rules/0/when/all/0/value',
    '/rules/0/when/all/0/op'],
  ['/segment/value', 'DE'], ['/rules/1/when/any/0/value', [20, 10], '/rules/1/when/any/0/value',
    '/rules/1/when/any/0/value/1'],
  ['/rules/1/when/any/0/value', [10]], ['/rules/1/when/any/0/value', 10],
  ['/rules/1/when/any/1/value', 'a'], ['/rules/1/when/any/3/value', 'yesterday'],
  ['/rules/1/when/any/3/value', '2025-02-30'],
  ['/rules/1/when/any/3/value', 1748736000000], ['/lists/words', [], '/lists/words', '/rules/0/when/all/0/list'],
  ['/conditions/far/not', {field: 'country', op: 'is', value: true}, '/conditions/far/not/value'],
  // the rest
  ['/fields/email', {type: 'text', column: 'title'}], ['/fields/email', {type: 'text'}],
    ['/sources/leads/columns/wages', 'Headcount'],
  ['/sources/leads/columns/employees', 'Heads'], ['/fields/tags/column', 'Tag'],
    ['/sla/cold/on_breach/times', 2],
  ['/sla/cold/calendar', 'us'], ['/as_of', '2025-06-01T00:00:00Z'], ['/as_of', 'today'],
  ['/people/ana/cap', new Twice({per: 'day', max: 20})], ['/rules/1/when', new Twice({all: []})],
  ['/time_zone', new Twice('Europe/London')],
  ['/pools/a~1b~0c "d"', new Twice({members: [{owner: 'bo'}]})],
];

// ---- planting ------------------------------------------------------------------------------------------------

function tokens(pointer) {
  return pointer.split('/').slice(1).map(token => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function plant(policy, pointer, value) {
  const path = tokens(pointer), last = path.pop();
  const parent = path.reduce((node, token) => node[token], policy);
  if (value === REMOVE) delete parent[last];
  else parent[last] = value;  // a mistake is planted once in a policy, so nothing is shared
}

function write(value) {
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.entries(value).flatMap(([key, one]) => one instanceof Twice ?
    [`${JSON.stringify(key)}: ${write(one.value)}`, `${JSON.stringify(key)}: ${write(one.value)}`] :
    [`${JSON.stringify(key)}: ${write(one)}`]).join(', ')}}`;
}

// Two mistakes disturb each other where one lies in what the other replaces, or where both are of one part whose
// whole sense depends on both; and what only the tables can show (a column that is not there) may have to wait until
// the policy is sound. Such pairs are not planted together.
function disturb(a, b) {
  const part = mistake => tokens(mistake[0]).slice(0, 2).join('/');
  return part(a) === part(b) || [a, b].some(mistake => LONERS.has(mistake[0]) ||
    mistake[0].split('/').length === 2);
}
const LONERS = new Set(['/people/ana', '/conditions/big', '/conditions/far', '/conditions/both', '/calendars/uk',
  '/calendars/spare',
  '/lists/words', '/lists/emea', '/fields/tags/column', '/fields/budget', '/fields/budget/type',
  '/sources/leads/columns/employees']);

/** {text, expected: [[pointers, any of which will do]]}. The first seeds take each mistake alone. */
export function generateInvalid(seed) {
  const policy = soundPolicy(), random = new Random(seed);
  let chosen = [MISTAKES[seed]];
  if (seed >= MISTAKES.length) {
    chosen = [];
    for (let i = random.int(2, 6); i > 0; i--) {
      const one = random.pick(MISTAKES);
      if (!chosen.some(other => disturb(one, other))) chosen.push(one);
    }
  }
  for (const [pointer, value] of chosen) plant(policy, pointer, value);
  return {text: write(policy), chosen, expected: chosen.map(([pointer, , ...reported]) => reported.length ?
    reported : [pointer])};
}

// ---- comparing -----------------------------------------------------------------------------------------------

function main() {
  const [program, from, to, , folder] = process.argv.slice(2);
  const keep = folder ?? fs.mkdtempSync(path.join(os.tmpdir(), 'oracle-invalid-'));
  let wrong = 0;
  for (let seed = Number(from); seed < Number(to); seed++) {
    const {text, chosen, expected} = generateInvalid(seed);
    const at = path.join(keep, String(seed));
    fs.mkdirSync(at, {recursive: true});
    fs.writeFileSync(path.join(at, 'policy.json'), text);
    fs.writeFileSync(path.join(at, 'leads.csv'), LEADS);
    const lines = differences(spawnSync(program, ['run', at, '--json'], {encoding: 'utf8'}), expected);
    if (!lines.length) {
      fs.rmSync(at, {recursive: true});
      continue;
    }
    wrong++;
    const planted = chosen.map(([pointer, value]) => value === REMOVE ? `no ${pointer}` :
      `${pointer} = ${write({v: value}).slice(6, -1)}`);
    console.log([`seed ${seed}: ${at}`, `planted ${planted.join('; ')}`, ...lines].join('\n  '));
  }
  console.log(`${Number(to) - Number(from)} policies, ${wrong} differ`);
  process.exit(wrong ? 1 : 0);
}

function differences({status, signal, stdout, stderr}, expected) {
  let reported;
  try {
    reported = JSON.parse(stdout).problems.map(problem => problem.pointer);
  } catch {
    return [`exit ${status ?? signal}: ${(stdout + stderr).slice(0, 300)}`];
  }
  const lines = status === 2 ? [] : [`exit ${status}`];
  for (const any of expected) {
    if (!any.some(pointer => reported.includes(pointer))) lines.push(`not reported: ${any.join(' or ')}`);
  }
  const allowed = expected.flat().map(pointer => pointer.replace('?', ''));
  for (const pointer of reported) if (!allowed.includes(pointer)) lines.push(`reported: ${pointer}`);
  return lines;
}

main();
