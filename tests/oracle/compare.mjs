#!/usr/bin/env node
// Compares the program with the oracle, cell by cell and byte by byte, on random workspaces.
//
//   node compare.mjs PROGRAM FROM TO [--keep DIR]     seeds FROM to TO - 1; exit 1 on any difference
//
// A workspace that differs is kept in DIR (default: a folder below the system's temporary one) with both answers:
// oracle.csv and out/decisions.csv.

import {spawn} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import {readCsv} from './csv.mjs';
import {generate, profileOf, writeFolder} from './generate.mjs';
import {decide} from './oracle.mjs';

const SHOWN_ROWS = 5;
const AT_ONCE = 2;

const [program, from, to, option, folder] = process.argv.slice(2);
if (to === undefined || (option !== undefined && (option !== '--keep' || folder === undefined))) {
  console.error('usage: node compare.mjs PROGRAM FROM TO [--keep DIR]');
  process.exit(2);
}
const keep = folder ?? fs.mkdtempSync(path.join(os.tmpdir(), 'oracle-differences-'));
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'oracle-'));

let next = Number(from), compared = 0, rows = 0, different = 0;
await Promise.all(Array.from({length: AT_ONCE}, async () => {
  while (next < Number(to)) await compareSeed(next++);
}));
fs.rmSync(work, {recursive: true});
if (!folder && !different) fs.rmdirSync(keep);
console.log(`${compared} workspaces, ${rows} decisions, ${different} workspaces differ`);
process.exit(different ? 1 : 0);

async function compareSeed(seed) {
  const at = path.join(work, String(seed)), out = path.join(at, 'out');
  const files = generate(seed), expected = decide(files);
  writeFolder(files, at);
  const {code, errors} = await run(['run', at, '--out', out]);
  const written = path.join(out, 'decisions.csv');
  const lines = code === 0 && fs.existsSync(written) ? differences(expected, fs.readFileSync(written)) :
    [`exit ${code}: ${errors.trim().split('\n').slice(0, SHOWN_ROWS).join('\n    ')}`];
  compared++;
  rows += expected.rows.length;
  if (lines.length) {
    different++;
    const kept = path.join(keep, String(seed));
    fs.rmSync(kept, {recursive: true, force: true});
    fs.cpSync(at, kept, {recursive: true});
    fs.writeFileSync(path.join(kept, 'oracle.csv'), expected.csv);
    console.log([`seed ${seed} (${profileOf(seed)}): ${kept}`, ...lines.slice(0, SHOWN_ROWS)].join('\n  '));
    if (lines.length > SHOWN_ROWS) console.log(`  ... ${lines.length - SHOWN_ROWS} rows more`);
  }
  fs.rmSync(at, {recursive: true});
}

function differences(expected, bytes) {
  const {header, rows: actual} = readCsv(bytes);
  if (header.join() !== expected.columns.join()) return [`columns ${header.join()}`];
  const lines = [];
  for (let i = 0; i < Math.max(actual.length, expected.rows.length); i++) {
    const mine = expected.rows[i], theirs = actual[i]?.cells;
    if (!mine || !theirs) {
      lines.push(`row ${i + 1}: ${mine ? 'missing in' : 'only in'} the program's answer`);
      continue;
    }
    const cells = expected.columns.map((column, c) => mine[c] === theirs[c] ? '' :
      `${column}: oracle ${JSON.stringify(mine[c])}, program ${JSON.stringify(theirs[c])}`).filter(Boolean);
    if (cells.length) lines.push(`row ${mine[0]} lead ${JSON.stringify(mine[1])}: ${cells.join('; ')}`);
  }
  if (!lines.length && bytes.toString() !== expected.csv) lines.push('same cells, other bytes');
  return lines;
}

function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {stdio: ['ignore', 'ignore', 'pipe']});
    let errors = '';
    child.stderr.on('data', chunk => errors += chunk);
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({code: code ?? signal, errors}));
  });
}
