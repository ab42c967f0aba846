// json-rules-engine: rules by falling priority; the engine is stopped at the first that holds.
import { Engine } from 'json-rules-engine';
import { decideWith, lower, startOf, translate } from './peer.mjs';

const test = (fact, operator, value) => ({ fact, operator, value });
const words = {
  all: (all) => ({ all }),
  any: (any) => ({ any }),
  not: (not) => ({ not }),
  is_any_of: (field, value) => test(field, 'in', lower(value)),
  contains_any_of: (field, value) => test(field, 'containsAnyOf', lower(value)),
  ends_with: (field, value) => test(field, 'endsWith', value.toLowerCase()),
  between: (field, value) => test(field, 'between', value),
  gte: (field, value) => test(field, 'atLeast', value),
  after: (field, value) => test(field, 'greaterThan', startOf(value)),
  is_unknown: (field) => test(field, 'equal', null),
};

await decideWith(async (policy, leads) => {
  const engine = new Engine();
  engine.addOperator('containsAnyOf', (text, parts) => parts.some((part) => text.includes(part)));
  engine.addOperator('endsWith', (text, end) => text.endsWith(end));
  engine.addOperator('between', (number, [low, high]) => number !== null && number >= low && number <= high);
  engine.addOperator('atLeast', (number, low) => number !== null && number >= low);
  policy.rules.forEach((rule, n) => engine.addRule({
    conditions: translate(rule.when, words), priority: policy.rules.length - n, event: { type: 'first', params: { n } },
  }));
  let first = -1;
  engine.on('first', ({ n }) => { first = n; engine.stop(); });
  const decided = [];
  for (const lead of leads) {
    first = -1;
    await engine.run(lead);
    decided.push(first);
  }
  return decided;
});
