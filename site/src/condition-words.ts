// Conditions and steps as sentences with the user's own words set apart.
import { html, type TemplateResult } from 'lit';
import type { Json } from './json-text';
import type { PolicyShape, RuleShape } from './answers';

type Words = TemplateResult | string;

const operators: Record<string, string> = {
  is: 'is', is_any_of: 'is', contains: 'contains', contains_any_of: 'contains', starts_with: 'starts with', ends_with: 'ends with',
  has_any_of: 'has', has_all_of: 'has all of', eq: 'is', gt: 'is more than', gte: 'is at least', lt: 'is less than',
  lte: 'is at most', before: 'is before', after: 'is after', is_known: 'is known', is_unknown: 'is unknown',
};

const value = (text: Json): Words => html`<b class="value">${typeof text === 'string' ? text : JSON.stringify(text)}</b>`;

function joined(parts: Words[], last: string): Words {
  return html`${parts.map((part, at) => html`${at === 0 ? '' : at === parts.length - 1 ? `${last} ` : ', '}${part}`)}`;
}

function object(json: Json | undefined): Record<string, Json> {
  return json !== null && typeof json === 'object' && !Array.isArray(json) ? json : {};
}

function values(values: Json[]): Words {
  if (values.length <= 6) return joined(values.map(value), ' or');
  return html`${joined([...values.slice(0, 5).map(value), `${values.length - 5} more`], ' or')}`;
}

export function conditionWords(json: Json | undefined, inside = false): Words {
  const condition = object(json);
  if (Array.isArray(condition['all']) || Array.isArray(condition['any'])) {
    const both = Array.isArray(condition['all']);
    const parts = (both ? condition['all'] : condition['any']) as Json[];
    if (parts.length === 0) return both ? 'every lead' : 'no lead';
    // A comma before the last of several, since a part may itself end in "a or b".
    const words = joined(parts.map((part) => conditionWords(part, parts.length > 1)), `${parts.length > 2 ? ',' : ''}${both ? ' and' : ' or'}`);
    return inside && parts.length > 1 ? html`(${words})` : words;
  }
  if ('not' in condition) return html`not ${conditionWords(condition['not'], true)}`;
  if ('ref' in condition) return html`<b class="name">${String(condition['ref'])}</b>`;
  if ('opaque' in condition) return html`something the file cannot decide (${String(condition['opaque'])})`;
  const field = html`<b class="field">${String(condition['field'] ?? '…')}</b>`;
  const operator = String(condition['op'] ?? '…');
  const given = condition['value'];
  const words = operators[operator] ?? operator;
  if (operator === 'is_known' || operator === 'is_unknown') return html`${field} ${words}`;
  if ('list' in condition) return html`${field} ${words} one of <b class="name">${String(condition['list'])}</b>`;
  if (operator === 'between' && Array.isArray(given)) return html`${field} is from ${value(given[0] ?? null)} to ${value(given[1] ?? null)}`;
  if (operator === 'within_last') return html`${field} is within the last ${value(object(given)['days'] ?? null)} days`;
  return html`${field} ${words} ${Array.isArray(given) ? values(given) : value(given ?? null)}`;
}

export function personName(policy: PolicyShape, id: string): string {
  return policy.people?.[id]?.name ?? id;
}

const matched: Record<string, string> = {
  account_owner: 'the owner of the account', contact_owner: 'the owner of the contact', opportunity_owner: 'the owner of the opportunity',
};

export function stepWords(policy: PolicyShape, step: Record<string, Json>): Words {
  if ('owner' in step) return html`<b class="name">${personName(policy, String(step['owner']))}</b>`;
  if ('queue' in step) return html`queue <b class="name">${String(step['queue'])}</b>`;
  if ('match' in step) return matched[String(step['match'])] ?? String(step['match']);
  if ('current_owner' in step) return 'the current owner';
  if ('pool' in step) return html`pool <b class="name">${String(step['pool'])}</b>`;
  return '…';
}

export function assignWords(policy: PolicyShape, rule: RuleShape): Words {
  const steps = Array.isArray(rule.assign) ? rule.assign : [];
  const otherwise: Record<string, string> = { next_rule: ', else the next rule', hold: ', else hold until somebody is free' };
  return html`${steps.map((step, at) => html`${at > 0 ? ', else ' : ''}${stepWords(policy, step)}`)}${otherwise[rule.on_no_owner ?? ''] ?? ''}`;
}
