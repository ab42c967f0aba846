// A witness lead, dry-run by an engine of its own, so that the workspace is left alone.
import type { PolicyShape, Story, Witness } from './answers';
import { startEngine, type Engine } from './engine-client';
import { has, patch } from './json-text';

const cell = (text: string) => (/[",\n\r]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (row: [string, string][]) => `${row.map(([name]) => cell(name)).join(',')}\n${row.map(([, value]) => cell(value)).join(',')}\n`;

export interface Told {
  story: Story;
  words: string;
}

let engine: Promise<Engine> | undefined;

// The lead as a table of one row, its account beside it where the witness speaks of one, and the policy
// without what it says of the user's own files.
function workspaceOf(text: string, policy: PolicyShape, witness: Witness): Map<string, string> {
  const lead = new Map<string, string>([['id', 'witness'], ['created_at', '2026-03-02T10:00:00Z']]);
  const account = new Map<string, string>();
  for (const [field, value] of Object.entries(witness)) {
    if (value === null) continue;
    if (field.startsWith('account.')) account.set(field.slice('account.'.length), value);
    else lead.set(policy.fields?.[field]?.column ?? field, value);
  }
  const files = new Map<string, string>();
  if (account.size > 0) {
    const id = account.get('id') ?? lead.get('account_id') ?? 'witness-account';
    lead.set('account_id', id);
    account.set('id', id);
    files.set('accounts.csv', csv([...account]));
  }
  for (const pointer of ['/sources', '/as_of', '/matching/decisions']) {
    if (has(text, pointer)) text = patch(text, [{ op: 'remove', path: pointer }]);
  }
  // A declared field that the witness does not know has a column all the same, an empty one.
  for (const [field, { column }] of Object.entries(policy.fields ?? {})) {
    if (!lead.has(column ?? field)) lead.set(column ?? field, '');
  }
  files.set('leads.csv', csv([...lead]));
  files.set('policy.json', text);
  return files;
}

export async function dryRunWitness(text: string, policy: PolicyShape, witness: Witness): Promise<Told> {
  engine ??= startEngine();
  const session = await engine;
  const files = workspaceOf(text, policy, witness);
  for (const name of ['accounts.csv', 'leads.csv']) {
    const content = files.get(name);
    if (content === undefined) await session.removeFile(name);
    else await session.readFile(name, new Blob([content]));
  }
  const problems = [...(await session.setPolicy('policy.json', files.get('policy.json')!)), ...(await session.run())];
  if (problems.length > 0) throw new Error(problems.map((problem) => problem.message).join('\n'));
  return { story: await session.explain('witness'), words: await session.explainText('witness') };
}
