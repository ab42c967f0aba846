// CEL by @marcbachmann/cel-js: one parsed expression a rule, asked in order.
import { Environment } from '@marcbachmann/cel-js';
import { decideWith, lower, startOf, translate } from './peer.mjs';

const double = (number) => (Number.isInteger(number) ? `${number}.0` : String(number));
const quote = JSON.stringify;
const words = {
  all: (parts) => (parts.length ? `(${parts.join(' && ')})` : 'true'),
  any: (parts) => (parts.length ? `(${parts.join(' || ')})` : 'false'),
  not: (part) => `!(${part})`,
  is_any_of: (field, value) => `${field} in [${lower(value).map(quote).join(', ')}]`,
  contains_any_of: (field, value) => `(${lower(value).map((part) => `${field}.contains(${quote(part)})`).join(' || ')})`,
  ends_with: (field, value) => `${field}.endsWith(${quote(value.toLowerCase())})`,
  between: (field, [low, high]) => `(${field} != null && ${field} >= ${double(low)} && ${field} <= ${double(high)})`,
  gte: (field, value) => `(${field} != null && ${field} >= ${double(value)})`,
  after: (field, value) => `${field} > ${double(startOf(value))}`,
  is_unknown: (field) => `${field} == null`,
};

await decideWith((policy, leads) => {
  const environment = new Environment();
  for (const field of ['email', 'company', 'title', 'country', 'state', 'industry']) environment.registerVariable(field, 'string');
  for (const field of ['employees', 'revenue']) environment.registerVariable(field, 'dyn');
  environment.registerVariable('created_at', 'double');
  const rules = policy.rules.map((rule) => environment.parse(translate(rule.when, words)));
  return leads.map((lead) => rules.findIndex((rule) => rule(lead)));
});
