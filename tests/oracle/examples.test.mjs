// Examples worked out by hand from the contract, so that the oracle itself is held to something.
//
//   node --test tests/oracle/

import assert from 'node:assert/strict';
import test from 'node:test';

import {decide} from './oracle.mjs';

const BASE = {leadwright: 1, name: 'example', time_zone: 'UTC'};

/** The named columns of every row, joined by a space, `-` for an empty cell. */
function decisions(policy, tables, ...columns) {
  const files = new Map(Object.entries(tables).map(([name, text]) => [`${name}.csv`, Buffer.from(text)]));
  files.set('policy.json', Buffer.from(JSON.stringify({...BASE, ...policy})));
  const answer = decide(files);
  return answer.rows.map(row => columns.map(column => row[answer.columns.indexOf(column)] || '-').join(' '));
}

function leads(...times) {
  return 'id,created_at\n' + times.map((time, i) => `L${i + 1},2025-06-02T${time}Z\n`).join('');
}

function onePool(pool, people, rule = {}) {
  return {people, pools: {p: pool}, rules: [{id: 'r', when: {all: []}, assign: [{pool: 'p'}], ...rule}]};
}

const members = (...ids) => ids.map(owner => ({owner}));
const ALWAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const nine = {time_zone: 'UTC', weekly: Object.fromEntries(ALWAYS.map(day => [day, [['09:00', '10:00']]]))};

test('fair share with weights 2 and 1 deals a b a', () => {
  const pool = {members: [{owner: 'a', weight: 2}, {owner: 'b'}]};
  assert.deepEqual(decisions(onePool(pool, {a: {}, b: {}}), {leads: leads('09:00', '09:01', '09:02', '09:03',
    '09:04', '09:05')},
    'owner'), ['a', 'b', 'a', 'a', 'b', 'a']);
});

test('smooth weighted with weights 5, 1, 1 deals as nginx does', () => {
  const pool = {rotation: 'smooth_weighted', members: [{owner: 'a', weight: 5}, {owner: 'b'}, {owner: 'c'}]};
  assert.deepEqual(decisions(onePool(pool, {a: {}, b: {}, c: {}}),
    {leads: leads('09:00', '09:01', '09:02', '09:03', '09:04',
    '09:05', '09:06')}, 'owner'), ['a', 'a', 'b', 'a', 'c', 'a', 'a']);
});

test('a strict turn is lost, and the position is that of the last served', () => {
  const people = {a: {}, b: {away: [['2025-06-02T09:01', '2025-06-02T09:02']]}, c: {}};
  assert.deepEqual(decisions(onePool({rotation: 'strict', members: members('a', 'b', 'c')}, people),
    {leads: leads('09:00', '09:01', '09:02', '09:03')}, 'owner'), ['a', 'c', 'a', 'b']);
});

test('longest waiting keeps the place of who was away', () => {
  const people = {a: {}, b: {away: [['2025-06-02T09:00', '2025-06-02T09:03']]}, c: {}};
  assert.deepEqual(decisions(onePool({rotation: 'longest_waiting', members: members('a', 'b', 'c')}, people),
    {leads: leads('09:00', '09:01', '09:02', '09:03', '09:04')}, 'owner'), ['a', 'c', 'a', 'b', 'c']);
});

test('lowest count starts from the calibration and divides by the weight', () => {
  const pool = {rotation: 'lowest_count', members: [{owner: 'a', calibration: 2}, {owner: 'b', weight: 2}]};
  // served + calibration over weight: a 2, b 0 .5 1 1.5 2: the tie goes to list order
  assert.deepEqual(decisions(onePool(pool, {a: {}, b: {}}), {leads: leads('09:00', '09:01', '09:02', '09:03',
    '09:04', '09:05')},
    'owner'), ['b', 'b', 'b', 'b', 'a', 'b']);
});

test('least open counts untouched leads; a lead touched on arrival is never open', () => {
  const table = 'id,created_at,first_touch_at\nL1,2025-06-02T09:00Z,2025-06-02T09:00Z\nL2,2025-06-02T09:01Z,\n' +
    'L3,2025-06-02T09:02Z,2025-06-02T09:04Z\nL4,2025-06-02T09:03Z,\nL5,2025-06-02T09:04Z,\n';
  // open before each: a0 b0, a0 b0, a1 b0, a1 b1, then (b's L3 is touched at that instant) a2 b0
  assert.deepEqual(decisions(onePool({rotation: 'least_open', members: members('a', 'b')}, {a: {}, b: {}}),
    {leads: table}, 'owner'),
    ['a', 'a', 'b', 'a', 'b']);
});

test('a cap counts by local day, and capacity by what is untouched', () => {
  const people = {a: {cap: {per: 'day', max: 1}}, b: {capacity: 1}};
  assert.deepEqual(decisions(onePool({rotation: 'strict', members: members('a', 'b')}, people),
    {leads: leads('09:00', '09:01', '09:02')}, 'owner', 'reason'), ['a -', 'b -', '- no_eligible_owner']);
});

test('held leads go first in, first out, at the opening; what still waits at as_of is held', () => {
  const policy = {calendars: {nine}, as_of: '2025-06-03T09:00:00Z',
    ...onePool({availability: 'working_hours', members: members('a')},
    {a: {calendar: 'nine', cap: {per: 'day', max: 2}}}, {on_no_owner: 'hold'})};
  assert.deepEqual(decisions(policy, {leads: leads('07:00', '08:00', '08:30', '09:00', '09:30')},
    'outcome', 'reason', 'owner', 'pool', 'assigned_at'), [
    'routed - a p 2025-06-02T09:00:00.000Z', 'routed - a p 2025-06-02T09:00:00.000Z',
      'routed - a p 2025-06-03T09:00:00.000Z',
    'routed - a p 2025-06-03T09:00:00.000Z', 'queued held - p -']);
});

test('a breach reassigns among those who have not had the lead, then escalates; breaches come before arrivals',
  () => {
  const policy = {sla: {s: {start: 'created', stop: 'first_touch', within: '10m', clock: 'elapsed',
    on_breach: {reassign: true, times: 2}}},
    as_of: '2025-06-02T12:00:00Z', ...onePool({rotation: 'strict', members: members('a', 'b')}, {a: {}, b: {}},
      {sla: 's'})};
  // L1: a, at 09:10 b (its turn), at 09:20 nobody is left. L2 arrives at 09:10, after that: a.
  assert.deepEqual(decisions(policy, {leads: leads('09:00', '09:10')}, 'owner', 'breaches', 'reassignments',
    'due_at', 'sla_status'),
    ['b 2 1 2025-06-02T09:10:00.000Z breached', 'b 2 1 2025-06-02T09:20:00.000Z breached']);
});

test('a touch exactly at due is met, one at as_of has happened, one after it has not', () => {
  const table = 'id,created_at,first_touch_at\nL1,2025-06-02T09:00Z,2025-06-02T09:10Z\n' +
    'L2,2025-06-02T09:00Z,2025-06-02T09:11Z\n' +
    'L3,2025-06-02T09:09Z,2025-06-02T09:11Z\nL4,2025-06-02T09:02Z,2025-06-02T09:12Z\nL5,2025-06-02T09:01Z,\n';
  const policy = {sla: {s: {start: 'created', stop: 'first_touch', within: '10m', clock: 'elapsed'}},
    as_of: '2025-06-02T09:11:00Z',
    ...onePool({members: members('a')}, {a: {}}, {sla: 's'})};
  assert.deepEqual(decisions(policy, {leads: table}, 'sla_status', 'first_touch_at'),
    ['met 2025-06-02T09:10:00.000Z',
    'breached 2025-06-02T09:11:00.000Z', 'met 2025-06-02T09:11:00.000Z', 'pending -', 'breached -']);
});

test('a held lead released after its due is breached there, keeps its owner, and its clock restarts', () => {
  const policy = {calendars: {nine}, as_of: '2025-06-02T11:00:00Z',
    sla: {s: {start: 'created', stop: 'first_touch', within: '30m', clock: 'elapsed',
      on_breach: {reassign: true}}},
    ...onePool({availability: 'working_hours', members: members('a', 'b')},
      {a: {calendar: 'nine'}, b: {calendar: 'nine'}},
      {sla: 's', on_no_owner: 'hold'})};
  // Due 08:30, released to a at 09:00 (breach 1), due again 09:30: reassigned to b (breach 2), due 10:00 (breach 3):
  // once is enough.
  assert.deepEqual(decisions(policy, {leads: leads('08:00')}, 'owner', 'breaches', 'reassignments', 'assigned_at',
    'due_at'),
    ['b 3 1 2025-06-02T09:30:00.000Z 2025-06-02T08:30:00.000Z']);
});

test('a business clock runs in the calendar less the absence of its owner; what ends at closing is due there', () => {
  const policy = {calendars: {nine}, as_of: '2025-06-09T00:00:00Z',
    sla: {s: {start: 'created', stop: 'first_touch', within: '1h', clock: 'business', calendar: 'owner'},
      t: {start: 'created', stop: 'first_touch', within: '1h', clock: 'business', calendar: 'nine'}},
    people: {a: {calendar: 'nine', away: [['2025-06-03T00:00', '2025-06-03T09:30']]}},
    rules: [{id: 'one', when: {field: 'id', op: 'is', value: 'l1'}, sla: 's', assign: [{owner: 'a'}]},
      {id: 'two', when: {field: 'id', op: 'is', value: 'l2'}, sla: 't', assign: [{owner: 'a'}]},
      {id: 'three', when: {all: []}, sla: 's', assign: [{queue: 'q'}]}]};
  assert.deepEqual(decisions(policy, {leads: leads('09:15', '09:15', '09:15') + 'L4,2025-06-03T03:00Z\n'},
    'due_at', 'sla'),
    ['2025-06-03T09:45:00.000Z s', '2025-06-03T09:15:00.000Z t', '- -', '- -']);
});

test('step 1 in its order: an id counts as seen whatever became of its row', () => {
  const table = 'id,created_at\nL1,\nL1,2025-06-02T09:00Z\n,2025-06-02T08:00Z\nL2,soon\nL2,\n' +
    'L3,2025-06-02T09:00Z,x\n l1 ,2025-06-02T07:00Z\nL4,2025-06-02T09:00Z,\n';
  const policy = {rules: [{id: 'r', when: {all: []}, assign: [{queue: 'q'}]}]};
  assert.deepEqual(decisions(policy, {leads: table}, 'row', 'lead_id', 'reason', 'queue'),
    ['1 L1 duplicate_id -', '2 L1 - q',
    '3 - missing_id -', '4 L2 duplicate_id -', '5 L2 missing_created_at -', '6 - row_malformed -', '7 l1 - q',
    '8 L4 - q']);
});

test('opaque: only a lead whose first rule that is not false hangs on it is undecidable', () => {
  const opaque = {opaque: 'in a list'};
  const policy = {people: {a: {active: false}}, rules: [
    {id: 'no', when: {all: [opaque, {any: []}]}, assign: [{queue: 'q'}]},
    {id: 'next', when: {any: [opaque, {field: 'id', op: 'is', value: 'L1'}]}, assign: [{owner: 'a'}],
    on_no_owner: 'next_rule'},
    {id: 'open', when: {not: opaque}, assign: [{queue: 'q'}]}]};
  assert.deepEqual(decisions(policy, {leads: leads('09:00', '09:01')}, 'reason', 'rule'),
    ['undecidable next', 'undecidable -']);
});

test('an account by its id before one by the e-mail\'s domain; free mail links nothing', () => {
  const table = 'id,created_at,email,account_id\nL1,2025-06-02,x@acme.com,A2\n' +
    'L2,2025-06-02,x@ACME.com,a2\nL3,2025-06-02,x@gmail.com,\n';
  const policy = {people: {a: {email: 'ann@example.com'}, b: {}},
    rules: [{id: 'r', when: {all: []}, assign: [{match: 'account_owner'}]}]};
  const accounts = 'id,domain,owner\nA1,acme.com,Ann@example.com\nA2,gmail.com,B\n';
  assert.deepEqual(decisions(policy, {leads: table, accounts},
    'owner', 'account_id', 'match'), ['b A2 account_id', 'a A1 domain', '- - -']);
});

test('activities stand in for a first touch that is unknown or before the arrival, not for one after as_of',
  () => {
  const table = 'id,created_at,email,first_touch_at\nL1,2025-06-02,A@x.test,\n' +
    'L2,2025-06-02,b@x.test,2025-06-01\nL3,2025-06-02,,2025-06-20\n';
  const activities = 'lead_id,email,kind,at\n,a@x.test,call,2025-06-03\nL9,a@x.test,call,2025-06-02\n' +
    'L2,,CALL ,2025-06-04\nL2,,mail,2025-06-02\nL2,,call,2025-06-01\nL3,,call,2025-06-03\n';
  const policy = {matching: {touch_kinds: ['Call']}, as_of: '2025-06-10',
    rules: [{id: 'r', when: {all: []}, assign: [{queue: 'q'}]}]};
  assert.deepEqual(decisions(policy, {leads: table, activities}, 'first_touch_at'),
    ['2025-06-03T00:00:00.000Z', '2025-06-04T00:00:00.000Z', '-']);
});
