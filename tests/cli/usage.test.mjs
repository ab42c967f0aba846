// Words, exit codes and what is printed where.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { fixture, leadwright, policy, workspace } from './program.mjs';

const commands = ['run', 'check', 'diff', 'explain', 'test', 'match', 'reconcile', 'forecast', 'clock', 'schema'];
const fits = text => text.split('\n').every(line => [...line].length <= 80);

test('every command has help that fits a terminal', () => {
  for (const words of [['--help'], ['help'], ...commands.map(command => [command, '--help'])]) {
    const { status, stdout, stderr } = leadwright(words);
    assert.equal(status, 0, words.join(' '));
    assert.equal(stderr, '');
    assert.ok(fits(stdout), `${words.join(' ')} is wider than 80 columns:\n${stdout}`);
  }
});

test('the version names the engine and its time zones', () => {
  assert.match(leadwright(['--version']).stdout, /^leadwright \d+\.\d+\.\d+\ntzdata 20\d\d[a-z]\n$/);
});

test('a misspelt command or option is refused with the nearest', () => {
  const command = leadwright(['chekc']);
  assert.equal(command.status, 2);
  assert.match(command.stderr, /unknown command `chekc`, did you mean `check`\?/);
  const option = leadwright(['run', '.', '--ouput', 'x']);
  assert.equal(option.status, 2);
  assert.match(option.stderr, /unknown option `--ouput`, did you mean `--out`\?/);
});

test('missing and surplus arguments are refused', () => {
  for (const words of [[], ['run'], ['run', 'a', 'b'], ['diff', 'a'], ['explain', 'a'], ['run', '.', '--out'], ['match', '.', '--why', 'A1'],
                       ['clock', 'due'], ['clock', 'deu', '--policy', 'p'], ['forecast', '.', '--runs', 'many'], ['schema', 'x'], ['test']]) {
    const { status, stdout, stderr } = leadwright(words);
    assert.equal(status, 2, words.join(' '));
    assert.equal(stdout, '');
    assert.notEqual(stderr, '');
  }
});

test('with --json problems are one document on standard output', test => {
  const folder = workspace(test, { 'policy.json': JSON.stringify({ ...policy, time_zone: 'Nowhere' }) });
  const { status, stdout, stderr } = leadwright(['run', folder, '--json']);
  assert.equal(status, 2);
  assert.equal(stderr, '');
  assert.equal(JSON.parse(stdout).problems[0].pointer, '/time_zone');
  const usage = leadwright(['run', '--json']);
  assert.equal(usage.status, 2);
  assert.equal(JSON.parse(usage.stdout).problems.length, 1);
});

test('an error line has the path, the line and the column', test => {
  const folder = workspace(test, { 'policy.json': '{\n  "leadwright": 1,\n  "name": oops\n}\n' });
  const { status, stdout, stderr } = leadwright(['run', folder]);
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.ok(stderr.startsWith(`${folder}/policy.json:3:`), stderr);
});

test('all that is wrong with a workspace is said at once', test => {
  const folder = workspace(test, { 'policy.json': JSON.stringify({ ...policy, name: 7, sources: { leads: { file: ['a.csv', 'b.csv'] } } }) });
  const { stderr } = leadwright(['run', folder]);
  assert.match(stderr, /\/name/);
  assert.match(stderr, /a\.csv/);
  assert.match(stderr, /b\.csv/);
});

test('run prints a summary, or summary.json', test => {
  const folder = workspace(test);
  const text = leadwright(['run', folder]);
  assert.equal(text.status, 0);
  assert.ok(fits(text.stdout), text.stdout);
  const { rows, routed, queued, out_of_scope } = JSON.parse(leadwright(['run', folder, '--json']).stdout);
  assert.deepEqual({ rows, routed, queued, out_of_scope }, { rows: 2, routed: 2, queued: 0, out_of_scope: 0 });
});

test('run takes a policy and tables from elsewhere', test => {
  const tables = workspace(test, { 'policy.json': undefined });
  const other = workspace(test, { 'leads.csv': undefined });
  assert.equal(leadwright(['run', tables, '--policy', join(other, 'policy.json')]).status, 0);
  assert.equal(leadwright(['run', other, '--data', tables]).status, 0);
  assert.equal(leadwright(['run', other]).status, 2);
  const none = leadwright(['run', tables]);
  assert.equal(none.status, 2);
  assert.match(none.stderr, /policy\.json/);
});

test('two runs write the same bytes', test => {
  const folder = workspace(test);
  const read = out => ['decisions.csv', 'summary.json'].map(name => readFileSync(join(folder, out, name), 'utf8'));
  for (const out of ['a', 'b']) assert.equal(leadwright(['run', folder, '--out', join(folder, out)]).status, 0);
  assert.deepEqual(read('a'), read('b'));
});

test('explain tells one lead by id or by row, and refuses another', test => {
  const folder = workspace(test);
  const byId = leadwright(['explain', folder, 'L2']);
  assert.equal(byId.status, 0);
  assert.ok(fits(byId.stdout), byId.stdout);
  assert.equal(leadwright(['explain', folder, '#2']).stdout, byId.stdout);
  JSON.parse(leadwright(['explain', folder, 'L2', '--json']).stdout);
  assert.equal(leadwright(['explain', folder, 'L9']).status, 2);
});

test('check exits 1 on errors and diff on differences', test => {
  const folder = workspace(test);
  assert.equal(leadwright(['check', join(folder, 'policy.json')]).status, 0);
  const gap = workspace(test, { 'policy.json': JSON.stringify({ ...policy, rules: policy.rules.slice(0, 1) }) });
  const found = leadwright(['check', gap]);
  assert.equal(found.status, 1);
  assert.match(found.stdout, /gap/);
  assert.equal(leadwright(['diff', join(folder, 'policy.json'), join(folder, 'policy.json')]).status, 0);
  assert.equal(leadwright(['diff', join(folder, 'policy.json'), join(gap, 'policy.json')]).status, 1);
});

test('clock answers single questions', test => {
  const file = join(workspace(test, { 'policy.json': JSON.stringify({ ...policy, calendars: {
    uk: { time_zone: 'Europe/London', weekly: { mon: [['09:00', '17:00']] } }, never: { time_zone: 'UTC', weekly: {} } } }) }), 'policy.json');
  const ask = (...words) => leadwright(['clock', ...words, '--policy', file]).stdout;
  assert.equal(ask('due', '--calendar', 'uk', '--at', '2026-03-02T16:50:00Z', '--within', '15m'), '2026-03-09T09:05:00.000Z\n');
  assert.equal(ask('due', '--calendar', 'never', '--at', '2026-03-02T16:50:00Z', '--within', '15m'), 'never\n');
  assert.equal(ask('is-open', '--calendar', 'uk', '--at', '2026-03-02T17:00:00Z'), 'closed\n');
  assert.equal(ask('next-open', '--calendar', 'uk', '--at', '2026-03-02T17:00:00Z'), '2026-03-09T09:00:00.000Z\n');
  const misspelt = leadwright(['clock', 'is-open', '--policy', file, '--calendar', 'ku', '--at', '2026-03-02T17:00:00Z']);
  assert.equal(misspelt.status, 2);
});

test('the schema is JSON Schema 2020-12', () => {
  assert.equal(JSON.parse(leadwright(['schema']).stdout).$schema, 'https://json-schema.org/draft/2020-12/schema');
});

test('test compares, rewrites and reports', test => {
  const folder = workspace(test, { 'a/policy.json': JSON.stringify(policy), 'a/expected/decisions.csv': 'wrong\n',
    'a/leads.csv': 'id,created_at\nL1,2026-03-02T09:00:00Z\n', 'a/scenario.json': JSON.stringify({ title: 'a', claims: ['L1 -> queue inbound by rule rest'] }) });
  const different = leadwright(['test', folder, '--junit', join(folder, 'junit.xml')]);
  assert.equal(different.status, 1);
  assert.match(different.stdout, /expected `wrong`/);
  assert.match(readFileSync(join(folder, 'junit.xml'), 'utf8'), /tests="1" failures="1"/);
  assert.equal(leadwright(['test', folder, '--update']).status, 0);
  assert.equal(leadwright(['test', folder]).status, 0);
  assert.equal(leadwright(['test', folder, '--filter', 'nothing']).status, 2);
  writeFileSync(join(folder, 'a/scenario.json'), JSON.stringify({ claims: ['L1 -> queue america by rule us'] }));
  const claim = leadwright(['test', folder]);
  assert.equal(claim.status, 1);
  assert.match(claim.stdout, /claim `L1 -> queue america by rule us`/);
});

test('the sample is told within 80 columns', () => {
  const { status, stdout } = leadwright(['run', fixture('sample')]);
  assert.equal(status, 0);
  assert.ok(fits(stdout), stdout);
});
