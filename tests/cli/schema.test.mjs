// The policy's schema in a validator that others use: every fixture's policy that the program takes is
// valid, and the mistakes that a schema can see are seen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

import { fixture, leadwright, policy } from './program.mjs';

const schema = JSON.parse(leadwright(['schema']).stdout);
// Branches of `if` and `oneOf` speak of what their parent declares, which the strict mode cannot know.
const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, strictTuples: false, allErrors: true });
const validate = ajv.compile(schema);

const policies = readdirSync(fixture('.'), { recursive: true })
  .filter(path => path.endsWith('policy.json'))
  .map(path => ({ path, folder: join(fixture('.'), path, '..'), text: readFileSync(join(fixture('.'), path), 'utf8') }));
const refused = ({ folder }) => existsSync(join(folder, 'expected/problems.json'));

test('the policies of all fixtures are valid', () => {
  const taken = policies.filter(one => !refused(one));
  assert.ok(taken.length > 100, `only ${taken.length} policies`);
  for (const { path, text } of taken) {
    assert.ok(validate(JSON.parse(text)), `${path}: ${ajv.errorsText(validate.errors, { separator: '\n' })}`);
  }
});

test('a policy of the wrong shape is not', () => {
  const wrong = [
    {}, { ...policy, leadwright: 2 }, { ...policy, rulez: [] }, { ...policy, rules: {} }, { ...policy, time_zone: 'Not a zone' },
    { ...policy, pools: { sdr: { members: [] } } },
    { ...policy, pools: { sdr: { members: [{ owner: 'ana', weight: 0 }] } } },
    { ...policy, sla: { hot: { start: 'created', stop: 'first_touch', within: '2d', clock: 'business', calendar: 'owner' } } },
    { ...policy, sla: { hot: { start: 'created', stop: 'first_touch', within: '15m', clock: 'business' } } },
    { ...policy, sla: { hot: { start: 'created', stop: 'first_touch', within: '15m', clock: 'elapsed', on_breach: { times: 2 } } } },
    { ...policy, fields: { email: { type: 'text' } } }, { ...policy, fields: { 'account.size': { type: 'text' } } },
    { ...policy, people: { ana: { away: [['2026-05-01']] } } },
    { ...policy, rules: [{ id: 'a', when: { all: [] }, assign: [] }] },
    { ...policy, rules: [{ id: 'a', when: { all: [] }, assign: [{ queue: 'q', pool: 'p' }] }] },
    { ...policy, rules: [{ id: 'a', when: { all: [] }, on_no_owner: 'hold', assign: [{ queue: 'q' }] }] },
    ...[{ all: [], any: [] }, { field: 'country', op: 'gt', value: 3 }, { field: 'country', op: 'is' }, { field: 'country', op: 'is_known', value: 'US' },
        { field: 'employees', op: 'gte', value: '500' }, { field: 'employees', op: 'between', value: [1] }, { field: 'title', op: 'is_any_of', value: [] },
        { field: 'title', op: 'is_any_of', value: ['a'], list: 'b' }, { field: 'title', op: 'is', value: ' ' }, { opaque: '' },
        { field: 'created_at', op: 'within_last', value: { days: 0 } }, { not: [] }, { field: 'title', op: 'is', value: true },
      ].map(when => ({ ...policy, rules: [{ id: 'a', when, assign: [{ queue: 'q' }] }] })),
  ];
  assert.ok(validate(policy), ajv.errorsText(validate.errors));
  for (const one of wrong) assert.ok(!validate(one), `taken: ${JSON.stringify(one)}`);
});
