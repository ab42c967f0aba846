// Workspaces of fixtures/ for the tests of the module.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const program = join(root, 'build/native/leadwright');

// Folders below fixtures/ with a policy, by name.
export function workspaces() {
  return readdirSync(join(root, 'fixtures'), { recursive: true })
    .map(String)
    .filter((path) => /(^|\/)policy\.json$/.test(path) && !path.includes('/expected/'))
    .map((path) => path.replace(/\/?policy\.json$/, ''))
    .sort();
}

// Loads what the policy asks for, as the program does; all problems.
export async function open(engine, folder) {
  const policy = readFileSync(join(folder, 'policy.json'));
  const problems = await engine.setPolicy('policy.json', policy);
  for (const { names, listed } of await engine.wantedFiles(policy)) {
    const there = names.filter((name) => existsSync(join(folder, name)));
    for (const name of listed ? there : there.slice(0, 1)) {
      problems.push(...(await engine.readFile(name, readFileSync(join(folder, name)))));
    }
  }
  return problems;
}
