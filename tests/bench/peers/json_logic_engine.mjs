// json-logic-engine: the policy as one `if` in JsonLogic, compiled by `build`.
import { LogicEngine } from 'json-logic-engine';
import { decideWith, lower, startOf, translate } from './peer.mjs';

const of = (field) => ({ var: field });
const known = (field, test) => ({ and: [{ '!==': [of(field), null] }, test] });
const words = {
  all: (parts) => (parts.length ? { and: parts } : true),
  any: (parts) => (parts.length ? { or: parts } : false),
  not: (part) => ({ '!': [part] }),
  is_any_of: (field, value) => ({ in: [of(field), { preserve: lower(value) }] }),
  contains_any_of: (field, value) => ({ or: lower(value).map((part) => ({ in: [part, of(field)] })) }),
  ends_with: (field, value) => ({ ends_with: [of(field), value.toLowerCase()] }),
  between: (field, [low, high]) => known(field, { '<=': [low, of(field), high] }),
  gte: (field, value) => known(field, { '>=': [of(field), value] }),
  after: (field, value) => ({ '>': [of(field), startOf(value)] }),
  is_unknown: (field) => ({ '===': [of(field), null] }),
};

await decideWith((policy, leads) => {
  const engine = new LogicEngine();
  engine.addMethod('ends_with', ([text, end]) => text.endsWith(end), { deterministic: true, sync: true });
  const decide = engine.build({ if: [...policy.rules.flatMap((rule, n) => [translate(rule.when, words), n]), -1] });
  return leads.map((lead) => decide(lead));
});
