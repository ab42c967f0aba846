// Input and circumstances nobody wishes for: an error with its place, and nothing half written.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, openSync, closeSync, readdirSync, truncateSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { content, leads, leadwright, policy, program, workspace } from './program.mjs';

const nobody = 65534;
const rows = folder => JSON.parse(leadwright(['run', folder, '--json']).stdout).rows;

function refused({ status, stderr }, words) {
  assert.equal(status, 2, stderr);
  assert.match(stderr, words);
}

// ---- what the files hold -------------------------------------------------------------------

test('a cell of ten megabytes is a cell', test => {
  assert.equal(rows(workspace(test, { 'leads.csv': leads + `"${'x'.repeat(10 << 20)}",US,2026-03-02T09:02:00Z\n` })), 3);
});

// Large files are mapped a page at a time: whatever the size, the last row is whole.
test('large files are read to their last byte', test => {
  const page = 4096;
  const row = (n, filler) => `L${n},US,2026-03-02T09:00:00Z,"${'x'.repeat(filler)}"\n`;
  for (const size of [256 * page - 1, 256 * page, 256 * page + 1, 257 * page - 128, 257 * page - 127, 257 * page]) {
    const header = 'id,country,created_at,notes\n', last = row('ast', 3);
    const rest = size - header.length - last.length;
    const one = row(1, 0).length;
    const folder = workspace(test, { 'leads.csv': header + row(1, rest - one) + last });
    assert.equal(rows(folder), 2);
    const told = leadwright(['explain', folder, 'Last', '--json']);
    assert.equal(told.status, 0, `${size}: ${told.stderr}`);
    // Without the line break at its end, too.
    writeFileSync(join(folder, 'leads.csv'), (header + row(1, rest - one) + last).slice(0, -1));
    assert.equal(rows(folder), 2);
  }
});

test('a large file that is cut short while it is read ends the program with a word', async test => {
  const folder = workspace(test, { 'leads.csv': leads + 'L9,US,2026-03-02T09:00:00Z\n'.repeat(2 ** 21) });
  const child = spawn(program, ['run', folder, '--out', join(folder, 'out')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', text => { said += text; });
  const ended = new Promise(resolve => child.on('exit', (status, signal) => resolve({ status, signal })));
  truncateSync(join(folder, 'leads.csv'), leads.length);   // before, while or after it is looked at
  const { status, signal } = await ended;
  assert.equal(signal, null);
  assert.ok(status === 0 || (status === 2 && /cut short/.test(said)), `${status}: ${said}`);
});

test('a million columns are read', test => {
  const header = Array.from({ length: 1e6 }, (_, i) => `c${i}`).join(',');
  assert.equal(rows(workspace(test, { 'leads.csv': `id,country,created_at,${header}\nL1,US,2026-03-02T09:00:00Z,${','.repeat(1e6 - 1)}\n` })), 1);
});

test('a policy ten thousand levels deep is refused', test => {
  for (const deep of ['['.repeat(10000), '{"rules":'.repeat(10000)]) {
    refused(leadwright(['run', workspace(test, { 'policy.json': deep })]), /policy\.json:\d+:\d+/);
  }
});

test('NUL bytes in a policy are refused with their place', test => {
  refused(leadwright(['run', workspace(test, { 'policy.json': JSON.stringify(policy) + '\0' })]), /policy\.json:1:/);
});

test('bytes that are no UTF-8 in a policy are refused', test => {
  refused(leadwright(['run', workspace(test, { 'policy.json': Buffer.from(JSON.stringify(policy).replace('small', 'sm\u00e4ll'), 'latin1') })]), /policy\.json/);
});

test('a hundred thousand rules are read', test => {
  const rules = Array.from({ length: 100000 }, (_, i) => ({ id: `r${i}`, when: { field: 'city', op: 'is', value: `city ${i}` }, assign: [{ queue: 'q' }] }));
  assert.equal(rows(workspace(test, { 'policy.json': JSON.stringify({ ...policy, rules }) })), 2);
});

// ---- what the disk says --------------------------------------------------------------------

// The program where everybody may run it, and a call of it that root's power does not reach.
function asNobody(folder, words) {
  if (process.getuid() !== 0) return leadwright(words);
  const copy = join(folder, 'leadwright');
  copyFileSync(program, copy);
  chmodSync(copy, 0o755);
  return spawnSync(copy, words, { encoding: 'utf8', uid: nobody, gid: nobody });
}

test('a file or folder without permission is refused by its path', test => {
  const folder = workspace(test);
  chmodSync(folder, 0o755);
  chmodSync(join(folder, 'leads.csv'), 0o000);
  refused(asNobody(folder, ['run', folder]), /leads\.csv.*permission denied/);
  const inner = join(folder, 'inner');
  mkdirSync(inner, { mode: 0o000 });
  refused(asNobody(folder, ['run', inner]), /inner.*permission denied/);
});

test('folders in the place of files, and files in the place of folders, are refused', test => {
  const folder = workspace(test, { 'leads.csv': undefined, 'leads.csv/x': '' });
  refused(leadwright(['run', folder]), /leads\.csv.*is a folder/);
  refused(leadwright(['run', join(workspace(test), 'policy.json')]), /is not a folder/);
  refused(leadwright(['run', join(folder, 'nowhere')]), /there is no such folder/);
});

test('an output folder that cannot be written is refused and nothing is left', test => {
  const folder = workspace(test, { 'shut/decisions.csv': 'old\n' });
  chmodSync(folder, 0o755);
  chmodSync(join(folder, 'shut'), 0o555);
  refused(asNobody(folder, ['run', folder, '--out', join(folder, 'shut')]), /cannot be written: permission denied/);
  assert.deepEqual(content(join(folder, 'shut')), { 'decisions.csv': 'old\n' });
  refused(leadwright(['run', folder, '--out', join(folder, 'leads.csv')]), /is not a folder/);
  mkdirSync(join(folder, 'out/summary.json'), { recursive: true });
  refused(leadwright(['run', folder, '--out', join(folder, 'out')]), /summary\.json.*is a folder/);
  assert.deepEqual(readdirSync(join(folder, 'out')), ['summary.json']);
});

test('a disk that fills up leaves the old files', test => {
  const folder = workspace(test, { 'leads.csv': leads + Array.from({ length: 2000 }, (_, i) => `M${i},US,2026-03-02T10:00:00Z\n`).join(''),
                                   'out/decisions.csv': 'old\n' });
  const limited = spawnSync('bash', ['-c', 'ulimit -f 16; exec "$0" "$@"', program, 'run', folder, '--out', join(folder, 'out')], { encoding: 'utf8' });
  refused(limited, /cannot be written: file too large/);
  assert.deepEqual(content(join(folder, 'out')), { 'decisions.csv': 'old\n' });
});

test('a full file system leaves the old files', test => {
  const folder = workspace(test, { 'leads.csv': leads + Array.from({ length: 9000 }, (_, i) => `M${i},US,2026-03-02T10:00:00Z\n`).join('') });
  const small = join(folder, 'small');
  mkdirSync(small);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', small]).status !== 0) return test.skip('did not run: no right to mount');
  try {
    writeFileSync(join(small, 'decisions.csv'), 'old\n');
    refused(leadwright(['run', folder, '--out', small]), /cannot be written: no space left on device/);
    assert.deepEqual(content(small), { 'decisions.csv': 'old\n' });
  } finally {
    spawnSync('umount', [small]);
  }
});

test('standard output that cannot be written is an error', { skip: !existsSync('/dev/full') && 'did not run: no /dev/full' }, test => {
  const full = openSync('/dev/full', 'w');
  test.after(() => closeSync(full));
  for (const words of [['schema'], ['run', workspace(test)], ['run', workspace(test), '--json']]) {
    refused(leadwright(words, { stdio: ['ignore', full, 'pipe'] }), /standard output.*no space left/);
  }
});

test('an interrupt in the middle of writing leaves the old files', async test => {
  const folder = workspace(test, { 'leads.csv': leads + Array.from({ length: 200000 }, (_, i) => `M${i},US,2026-03-02T10:00:00Z\n`).join(''),
                                   'out/decisions.csv': 'old\n', 'out/summary.json': 'old\n' });
  const out = join(folder, 'out');
  for (const signal of ['SIGINT', 'SIGTERM']) {
    const child = spawn(program, ['run', folder, '--out', out], { stdio: 'ignore' });
    const watcher = watch(out, (_, name) => name?.endsWith('.new') && child.kill(signal));
    const ended = await new Promise((resolve, reject) => child.on('error', reject).on('exit', (_, by) => resolve(by)));
    watcher.close();
    assert.equal(ended, signal);
    assert.deepEqual(content(out), { 'decisions.csv': 'old\n', 'summary.json': 'old\n' });
  }
});
