// What the module promises beside the engine's answers: exact bytes, errors as values, a session that
// lives on.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { after, before, beforeEach, test } from 'node:test';
import { connect, createEngine, LeadwrightError, workerSource } from '../../build/wasm/leadwright.mjs';
import { root } from './workspace.mjs';

const policy = JSON.stringify({
  leadwright: 1,
  name: 'all to a queue',
  time_zone: 'UTC',
  rules: [{ id: 'rest', when: { all: [] }, assign: [{ queue: 'inbound' }] }],
});
const leads = 'Lead ID,Email,Created Date\nL1,ana@example.com,2026-03-02T09:00:00Z\nL2,bob@example.com,2026-03-02T10:00:00Z\n';
const bytes = (text) => new TextEncoder().encode(text);

let engine;
before(async () => { engine = await createEngine(); });
after(() => engine.close());
beforeEach(async () => {
  for (const file of await engine.files()) await engine.removeFile(file.name);
  assert.deepEqual(await engine.setPolicy('policy.json', policy), []);
});

async function ids() {
  assert.deepEqual(await engine.run(), []);
  const rows = await engine.rows(await engine.select());
  return rows.map((row) => row.lead_id);
}

test('the types name every call and no other', () => {
  const types = readFileSync(join(root, 'wasm/leadwright.d.ts'), 'utf8');
  const declared = /export interface Engine \{(.*?)\n\}/s.exec(types)[1];
  const names = [...declared.matchAll(/^ {2}(\w+)\(/gm)].map((match) => match[1]);
  const present = Object.getOwnPropertyNames(Object.getPrototypeOf(engine)).filter((name) => name !== 'constructor');
  assert.deepEqual(names.sort(), present.sort());
});

test('every question of engine/leadwright.h that the page may ask has a call', () => {
  const header = readFileSync(join(root, 'engine/leadwright.h'), 'utf8');
  const door = readFileSync(join(root, 'wasm/door.cpp'), 'utf8');
  const asked = [...header.matchAll(/(?:Result<std::string>|std::string) (\w+_json|\w+_text)\(/g)].map((m) => m[1]);
  for (const name of asked.filter((name) => name !== 'problems_json')) assert.ok(door.includes(`{"${name}"`), name);
});

test('a file may come as a blob, as bytes, or as a stream in pieces of any size', async () => {
  const whole = bytes(leads);
  async function* pieces() {
    for (const byte of whole) yield Uint8Array.of(byte);
  }
  for (const source of [new Blob([whole]), whole, whole.buffer, pieces()]) {
    assert.deepEqual(await engine.readFile('leads.csv', source), []);
    assert.deepEqual(await ids(), ['L1', 'L2']);
  }
});

test('files that are read at once do not mix', async () => {
  const many = (from) => `Lead ID\n${Array.from({ length: 200000 }, (_, i) => `${from}${i}`).join('\n')}\n`;
  await Promise.all([
    engine.readFile('leads.csv', new Blob([many('L')])),
    engine.readFile('accounts.csv', new Blob(['Account ID\nA1\n'])),
  ]);
  const rows = Object.fromEntries((await engine.files()).map((file) => [file.name, file.rows]));
  assert.equal(rows['leads.csv'], 200000);
  assert.equal(rows['accounts.csv'], 1);
});

test('the bytes of a cell come back as they went in', async () => {
  const cell = '\u{1F600} é \uFEFF a cell that is long enough to be no short string \u2028';
  await engine.readFile('leads.csv', bytes(`Lead ID,Note\n${cell},x\n`));
  assert.deepEqual(await ids(), [cell.trim()]);
});

test('a reading that is given up leaves what was loaded', async () => {
  await engine.readFile('leads.csv', bytes(leads));
  const stop = new AbortController();
  const big = new Blob([new Uint8Array(20_000_000).fill(65)]);
  const reading = engine.readFile('leads.csv', big, { signal: stop.signal, onProgress: () => stop.abort() });
  await assert.rejects(reading, { name: 'AbortError' });
  assert.deepEqual(await ids(), ['L1', 'L2']);
});

test('progress is told in bytes up to all of them', async () => {
  const seen = [];
  const big = new Blob([leads, ',,\n'.repeat(4_000_000)]);
  await engine.readFile('leads.csv', big, { onProgress: (read, total) => seen.push([read, total]) });
  assert.deepEqual(seen.at(-1), [big.size, big.size]);
  assert.ok(seen.length > 1);
});

test('a wrong policy is an answer with places, and the one before stays in force', async () => {
  await engine.readFile('leads.csv', bytes(leads));
  const problems = await engine.setPolicy('policy.json', '{"leadwright": 1,\n "leadwright": 1}');
  assert.ok(problems.some((p) => p.pointer === '/leadwright' && p.line === 2 && p.file === 'policy.json'));
  assert.deepEqual(await ids(), ['L1', 'L2']);
});

test('a policy that is not UTF-8 is refused, not repaired', async () => {
  const problems = await engine.setPolicy('policy.json', Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d));
  assert.match(problems[0].message, /UTF-8/);
});

test('a question about a lead that is not there is rejected with its problem', async () => {
  await engine.readFile('leads.csv', bytes(leads));
  await engine.run();
  await assert.rejects(engine.explain('nobody'), (error) => {
    assert.ok(error instanceof LeadwrightError);
    assert.equal(error.kind, 'problems');
    assert.ok(error.problems.length > 0);
    return true;
  });
});

test('a file that does not fit is refused, and the session lives on', async () => {
  await engine.readFile('leads.csv', bytes(leads));
  async function* endless() {
    const piece = new Uint8Array(64 * 1024 * 1024).fill(65);
    for (;;) yield piece;
  }
  await assert.rejects(engine.readFile('accounts.csv', endless()), { name: 'LeadwrightError', kind: 'out_of_memory' });
  assert.deepEqual(await ids(), ['L1', 'L2']);
});

test('a page may start the worker itself', async () => {
  const own = await connect(
    new Worker(workerSource, { eval: true }),
    readFileSync(join(root, 'build/wasm/leadwright.wasm')),
  );
  assert.match(await own.version(), /^\d+\.\d+\.\d+$/);
  await own.close();
});

test('an engine whose wasm is none says that it cannot start', async () => {
  await assert.rejects(createEngine({ wasm: bytes('no wasm') }), { name: 'LeadwrightError', kind: 'stopped' });
});

test('after close() every call is rejected', async () => {
  const own = await createEngine();
  const waiting = own.policySchema();
  own.close();
  await assert.rejects(waiting, { kind: 'closed' });
  await assert.rejects(own.version(), { kind: 'closed' });
});
