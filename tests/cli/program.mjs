// The native program and throw-away workspaces, for the tests of the command line.
//
//   LEADWRIGHT_PROGRAM=build/native/leadwright node --test tests/cli/
import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const program = resolve(root, process.env.LEADWRIGHT_PROGRAM ?? 'build/native/leadwright');
export const fixture = name => join(root, 'fixtures', name);

// {status, signal, stdout, stderr} of one call.
export function leadwright(words, options = {}) {
  return spawnSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
}

export const policy = {
  leadwright: 1, name: 'small', time_zone: 'UTC',
  rules: [{ id: 'us', when: { field: 'country', op: 'is', value: 'US' }, assign: [{ queue: 'america' }] },
          { id: 'rest', when: { all: [] }, assign: [{ queue: 'inbound' }] }],
};
export const leads = 'id,country,created_at\nL1,US,2026-03-02T09:00:00Z\nL2,DE,2026-03-02T09:01:00Z\n';

// A folder that is gone after the test: {name: content, ...}, by default a workspace of two leads.
export function workspace(test, files = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'leadwright-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  const all = { 'policy.json': JSON.stringify(policy), 'leads.csv': leads, ...files };
  for (const [name, content] of Object.entries(all)) {
    if (content === undefined) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

// What lies in a folder, with its content.
export function content(folder) {
  return Object.fromEntries(readdirSync(folder).sort().map(name => [name, readFileSync(join(folder, name), 'utf8')]));
}
