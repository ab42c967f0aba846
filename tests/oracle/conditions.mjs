// Conditions (contract, section 3): true, false, or UNDECIDED where an `opaque` test settles it (Kleene).

import {compareDecimals, isKnown, parseCountry, parseDateTime, parseDecimal, toDouble,
  UNKNOWN} from './values.mjs';
import {fold} from './text.mjs';
import {zone} from './zone.mjs';

export const UNDECIDED = Symbol('undecided');
const DAY = 86_400_000;

/** `lead` = {values, types, arrival, account: {values, types} or undefined}. */
export function holds(condition, lead, policy) {
  if ('all' in condition) return and(condition.all.map(part => holds(part, lead, policy)));
  if ('any' in condition) return not(and(condition.any.map(part => not(holds(part, lead, policy)))));
  if ('not' in condition) return not(holds(condition.not, lead, policy));
  if ('ref' in condition) return holds(policy.conditions[condition.ref], lead, policy);
  if ('opaque' in condition) return UNDECIDED;
  return test(condition, lead, policy);
}

function and(parts) {
  if (parts.includes(false)) return false;
  return parts.includes(UNDECIDED) ? UNDECIDED : true;
}

function not(part) {
  return part === UNDECIDED ? UNDECIDED : !part;
}

function test(condition, lead, policy) {
  const {value, type} = read(condition.field, lead);
  if (condition.op === 'is_known') return isKnown(value);
  if (condition.op === 'is_unknown') return !isKnown(value);
  if (!isKnown(value)) return false;
  const constant = condition.list === undefined ? condition.value : policy.lists[condition.list];
  switch (type) {
    case 'text': return testText(condition.op, value, constant, fold);
    case 'country': return testText(condition.op, value, constant, parseCountry);
    case 'choice': return testChoice(condition.op, value, constant);
    case 'number': return testOrder(condition.op, (a, b) => a - b, value, constant,
      n => toDouble(parseDecimal(n.text)));
    case 'money': return testOrder(condition.op, compareDecimals, value, constant, n => parseDecimal(n.text));
    case 'date_time': return testDate(condition.op, value, constant, lead.arrival, policy);
    case 'boolean': return value === constant;
  }
  throw new Error(`no such type: ${type}`);
}

function read(field, lead) {
  const [, ofAccount] = /^account\.(.*)$/.exec(field) ?? [];
  if (ofAccount === undefined) return {value: lead.values[field], type: lead.types[field]};
  if (!lead.account) return {value: UNKNOWN};
  return {value: lead.account.values[ofAccount], type: lead.account.types[ofAccount]};
}

// `whole` reads a constant that is compared whole: for a country, the country. Parts are always plain text.
function testText(op, value, constant, whole) {
  switch (op) {
    case 'is': return value === whole(constant);
    case 'is_any_of': return constant.some(one => value === whole(one));
    case 'contains': return value.includes(fold(constant));
    case 'contains_any_of': return constant.some(one => value.includes(fold(one)));
    case 'starts_with': return value.startsWith(fold(constant));
    case 'ends_with': return value.endsWith(fold(constant));
  }
  throw new Error(`no such operator: ${op}`);
}

function testChoice(op, value, constant) {
  switch (op) {
    case 'has_any_of': return constant.some(one => value.has(fold(one)));
    case 'has_all_of': return constant.every(one => value.has(fold(one)));
  }
  throw new Error(`no such operator: ${op}`);
}

function testOrder(op, compare, value, constant, read) {
  switch (op) {
    case 'eq': return compare(value, read(constant)) === 0;
    case 'gt': return compare(value, read(constant)) > 0;
    case 'gte': return compare(value, read(constant)) >= 0;
    case 'lt': return compare(value, read(constant)) < 0;
    case 'lte': return compare(value, read(constant)) <= 0;
    case 'between': return compare(value, read(constant[0])) >= 0 && compare(value, read(constant[1])) <= 0;
  }
  throw new Error(`no such operator: ${op}`);
}

function testDate(op, value, constant, arrival, policy) {
  const instant = text => parseDateTime(text, {zone: zone(policy.time_zone)});
  switch (op) {
    case 'before': return value < instant(constant);
    case 'after': return value > instant(constant);
    case 'between': return value >= instant(constant[0]) && value < instant(constant[1]);
    case 'within_last': return value >= arrival - Number(constant.days) * DAY && value <= arrival;
  }
  throw new Error(`no such operator: ${op}`);
}
