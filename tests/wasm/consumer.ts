// A program that uses every part of the module's types; it is type-checked, not run.
import { connect, createEngine, LeadwrightError, workerSource } from 'leadwright';
import type { Engine, Problem } from 'leadwright';

async function dryRun(engine: Engine, leads: File, policy: string): Promise<Problem[]> {
  const stop = new AbortController();
  const problems = [
    ...(await engine.readFile('leads.csv', leads, { signal: stop.signal, onProgress: (read, total) => void (read / total) })),
    ...(await engine.setPolicy('policy.json', policy)),
  ];
  if (problems.length > 0) return problems;
  return engine.run();
}

async function page(leads: File, policy: string): Promise<string> {
  const engine = await createEngine({ wasm: fetch('leadwright.wasm') });
  try {
    const problems = await dryRun(engine, leads, policy);
    const first: string | undefined = problems[0]?.pointer;
    if (first !== undefined) return first;
    const queued: Uint32Array = await engine.select({ where: { outcome: 'queued' }, sort: 'created_at' });
    const decisions: Uint8Array = await engine.output('decisions.csv', true);
    await engine.rows(queued.slice(0, 40));
    await engine.forecast({ runs: 10, without: ['ana'] });
    await engine.clock({ op: 'due', calendar: 'berlin', at: '2026-03-02T09:00:00Z', within: '15m' });
    return `${decisions.length} ${await engine.explainText('#1')}`;
  } catch (error) {
    if (error instanceof LeadwrightError && error.kind === 'stopped') return error.message;
    throw error;
  } finally {
    engine.close();
  }
}

// A page with Trusted Types starts the worker itself.
const ownWorker = async (wasm: ArrayBuffer): Promise<Engine> =>
  connect(new Worker(URL.createObjectURL(new Blob([workerSource]))), wasm);

// @ts-expect-error a file needs its bytes
void ((engine: Engine) => engine.readFile('leads.csv'));
// @ts-expect-error no such outcome of a call
void ((error: LeadwrightError) => error.kind === 'nothing');

export { ownWorker, page };
