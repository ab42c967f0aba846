// The module gives the bytes that the program gives, on every fixture.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createEngine } from '../../build/wasm/leadwright.mjs';
import { open, program, root, workspaces } from './workspace.mjs';

const wasm = readFileSync(join(root, 'build/wasm/leadwright.wasm'));
let scratch;
before(() => { scratch = mkdtempSync(join(tmpdir(), 'leadwright-')); });
after(() => rmSync(scratch, { recursive: true }));

function runProgram(folder, out) {
  try {
    execFileSync(program, ['run', folder, '--out', out], { stdio: 'pipe' });
    return 0;
  } catch (error) {
    return error.status;
  }
}

for (const name of workspaces()) {
  test(name, async () => {
    const folder = join(root, 'fixtures', name);
    const out = join(scratch, name.replaceAll('/', '-'));
    const refused = runProgram(folder, out);
    const engine = await createEngine({ wasm });
    try {
      const problems = await open(engine, folder);
      if (problems.length === 0) problems.push(...(await engine.run()));
      // What lies in a folder (two files of one role, a file that is missing) only the program sees.
      if (refused) return assert.ok(refused === 2, `exit ${refused}`);
      assert.deepEqual(problems, []);
      const outputs = await engine.outputs();
      assert.deepEqual([...outputs].sort(), readdirSync(out).sort());
      for (const file of outputs) {
        const found = Buffer.from(await engine.output(file));
        const expected = readFileSync(join(out, file));
        if (!found.equals(expected)) assert.equal(found.toString(), expected.toString(), file);
      }
    } finally {
      await engine.close();
    }
  });
}
