// JavaScript as one writes it by hand: a closure for every condition, no package.
import { decideWith, lower, startOf, translate } from './peer.mjs';

const words = {
  all: (parts) => (lead) => parts.every((part) => part(lead)),
  any: (parts) => (lead) => parts.some((part) => part(lead)),
  not: (part) => (lead) => !part(lead),
  is_any_of: (field, value) => { const set = new Set(lower(value)); return (lead) => set.has(lead[field]); },
  contains_any_of: (field, value) => { const parts = lower(value); return (lead) => parts.some((part) => lead[field].includes(part)); },
  ends_with: (field, value) => { const end = value.toLowerCase(); return (lead) => lead[field].endsWith(end); },
  between: (field, [low, high]) => (lead) => lead[field] !== null && lead[field] >= low && lead[field] <= high,
  gte: (field, value) => (lead) => lead[field] !== null && lead[field] >= value,
  after: (field, value) => { const start = startOf(value); return (lead) => lead[field] > start; },
  is_unknown: (field) => (lead) => lead[field] === null,
};

await decideWith((policy, leads) => {
  const rules = policy.rules.map((rule) => translate(rule.when, words));
  return leads.map((lead) => rules.findIndex((rule) => rule(lead)));
});
