// GoRules Zen: a decision table, first hit, that loops over a batch of leads in one call.
import { ZenEngine } from '@gorules/zen-engine';
import { decideWith, lower, startOf, translate } from './peer.mjs';

const BATCH = 1000;
const quote = JSON.stringify;
const words = {
  all: (parts) => (parts.length ? `(${parts.join(' and ')})` : 'true'),
  any: (parts) => (parts.length ? `(${parts.join(' or ')})` : 'false'),
  not: (part) => `not (${part})`,
  is_any_of: (field, value) => `(${field} in [${lower(value).map(quote).join(', ')}])`,
  contains_any_of: (field, value) => `(${lower(value).map((part) => `contains(${field}, ${quote(part)})`).join(' or ')})`,
  ends_with: (field, value) => `endsWith(${field}, ${quote(value.toLowerCase())})`,
  between: (field, [low, high]) => `(${field} != null and ${field} >= ${low} and ${field} <= ${high})`,
  gte: (field, value) => `(${field} != null and ${field} >= ${value})`,
  after: (field, value) => `(${field} > ${startOf(value)})`,
  is_unknown: (field) => `(${field} == null)`,
};

// Each part of a rule's `all` is a cell of its own, so that a row is left at the first part that fails.
function decisionTable(policy) {
  const inputs = Array.from({ length: Math.max(1, ...policy.rules.map((rule) => rule.when.all.length)) }, (_, i) => ({ id: `part${i}`, name: `part ${i}` }));
  return {
    hitPolicy: 'first', executionMode: 'loop', inputField: 'leads', outputPath: 'decided', passThrough: false,
    inputs, outputs: [{ id: 'n', name: 'n', field: 'n' }],
    rules: policy.rules.map((rule, n) => ({
      _id: rule.id, n: String(n), ...Object.fromEntries(inputs.map(({ id }, i) => [id, rule.when.all[i] ? translate(rule.when.all[i], words) : ''])),
    })),
  };
}

await decideWith(async (policy, leads) => {
  const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify({
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode' },
      { id: 'table', name: 'table', type: 'decisionTableNode', content: decisionTable(policy) },
      { id: 'out', name: 'out', type: 'outputNode' },
    ],
    edges: [{ id: 'a', type: 'edge', sourceId: 'in', targetId: 'table' }, { id: 'b', type: 'edge', sourceId: 'table', targetId: 'out' }],
  })));
  const decided = [];
  for (let at = 0; at < leads.length; at += BATCH) {
    const { result } = await decision.evaluate({ leads: leads.slice(at, at + BATCH) });
    for (const { n } of result.decided) decided.push(n);
  }
  return decided;
});
