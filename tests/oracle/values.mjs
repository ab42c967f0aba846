// Typed values (contract, section 2; fine points A10 to A15). A value is UNKNOWN, INVALID, or
//   text, country  a folded text (a known country: its alpha-2 code, folded)
//   choice         a Set of folded texts
//   number         a double
//   money          {digits: BigInt, scale}: digits * 10^-scale
//   date_time      an instant
//   boolean        true or false

import {toInstant} from './zone.mjs';
import {fold, isBlank, SPACE, trim} from './text.mjs';
import {COUNTRIES} from './countries.mjs';

export const UNKNOWN = Symbol('unknown');
export const INVALID = Symbol('invalid');
const FIRST_INSTANT = Date.UTC(1999, 0, 1);
const PAST_INSTANT = Date.UTC(2051, 0, 1);

export function isKnown(value) {
  return value !== UNKNOWN && value !== INVALID;
}

/**
 * `how` = {zone, order, settled, numbers}: the zone of zone-less times, the source's `date_order` and what the
 * column settles ('mdy', 'dmy' or undefined), the source's `number_format`.
 */
export function parseValue(text, type, how) {
  if (isBlank(text)) return UNKNOWN;
  switch (type) {
    case 'text': return fold(text);
    case 'choice': return parseChoice(text);
    case 'number': return toDouble(parseDecimal(text, how.numbers));
    case 'money': return parseDecimal(text, how.numbers);
    case 'date_time': return parseDateTime(text, how);
    case 'boolean': return parseBoolean(text);
    case 'country': return parseCountry(text);
  }
  throw new Error(`no such type: ${type}`);
}

function parseChoice(text) {
  const parts = text.split(';').map(fold).filter(part => part !== '');
  return parts.length ? new Set(parts) : UNKNOWN;
}

function parseBoolean(text) {
  const folded = fold(text);
  if (['true', 'yes', '1'].map(fold).includes(folded)) return true;
  if (['false', 'no', '0'].map(fold).includes(folded)) return false;
  return INVALID;
}

const countryCodes = new Map();
for (const [code, ...names] of COUNTRIES) {
  for (const name of [code, ...names]) countryCodes.set(fold(name), fold(code));
}

export function parseCountry(text) {
  const folded = fold(text);
  return countryCodes.get(folded) ?? folded;
}

// ---- numbers -------------------------------------------------------------------------------------------------

const CURRENCIES = [
  'USD', 'EUR', 'GBP', 'JPY', 'CHF', 'CAD', 'AUD', 'NZD', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'HUF', 'BRL', 'MXN',
  'INR', 'SGD', 'ZAR', 'CNY', 'KRW',
];

function numberPattern(style) {
  const [comma, point] = style === '1.234,56' ? ['\\.', ','] : [',', '\\.'];
  const blank = `${SPACE}*`;
  const whole = `\\d{1,3}(?:(?<mark>${comma}|['\u2019 \u00a0\u202f])\\d{3}(?:\\k<mark>\\d{3})*)?|\\d+`;
  const mantissa = `(?<whole>${whole})(?:${point}(?<part>\\d*))?|${point}(?<only>\\d+)`;
  const currency = `(?:\\p{Sc}|${CURRENCIES.join('|')})`;
  const before = `(?<sign1>[+-])?${blank}(?<before>${currency})?${blank}(?<sign2>[+-])?`;
  return new RegExp(`^${before}${blank}(?:${mantissa})` +
    `(?:${blank}[eE](?<exponent>[+-]?\\d+))?${blank}(?<after>%|${currency})?$`, 'u');
}

const PATTERNS = {'1,234.56': numberPattern('1,234.56'), '1.234,56': numberPattern('1.234,56')};

/** The exact decimal that a text writes, or INVALID. */
export function parseDecimal(text, style = '1,234.56') {
  const g = PATTERNS[style].exec(trim(text))?.groups;
  if (!g || (g.sign1 && g.sign2) || (g.before && g.after)) return INVALID;
  const whole = (g.whole ?? '').replace(/\D/g, ''), part = g.part ?? g.only ?? '';
  let digits = BigInt((whole + part) || '0'), scale = part.length - Number(g.exponent ?? 0);
  if (g.after === '%') scale += 2;
  if ((g.sign1 ?? g.sign2) === '-') digits = -digits;
  return {digits, scale};
}

export function toDouble(decimal) {
  if (decimal === INVALID) return INVALID;
  const double = Number(`${decimal.digits}e${-decimal.scale}`);
  return Number.isFinite(double) ? double : INVALID;
}

/** Negative, zero or positive, as a is less than, equal to or greater than b. */
export function compareDecimals(a, b) {
  const scale = Math.max(a.scale, b.scale);
  const left = a.digits * 10n ** BigInt(scale - a.scale), right = b.digits * 10n ** BigInt(scale - b.scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

// ---- dates ---------------------------------------------------------------------------------------------------

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?(Z|[+-]\d\d(?::?\d\d)?)?$/;
const EPOCH = /^\d{12,14}$/;
const SLASH = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d\d):(\d\d)(?::(\d\d))?)?$/;
const WORDS = /^(\d{1,2}) ([A-Z][a-z]{2}), (\d{4}) (\d\d):(\d\d):(\d\d)$/;

export function parseDateTime(text, how) {
  const instant = anyInstant(trim(text), how);
  return instant !== INVALID && (instant < FIRST_INSTANT || instant >= PAST_INSTANT) ? INVALID : instant;
}

function anyInstant(text, how) {
  let m;
  if (EPOCH.test(text)) return Number(text);
  if ((m = ISO.exec(text))) {
    const local = wallClock(m[1], m[2], m[3], m[4], m[5], m[6], m[7]);
    if (local === INVALID || m[8] === undefined) return fromLocal(local, how);
    const ahead = offset(m[8]);
    return ahead === INVALID ? INVALID : local - ahead;
  }
  if ((m = WORDS.exec(text))) {
    const month = MONTHS.indexOf(m[2]) + 1;
    return fromLocal(wallClock(m[3], month, m[1], m[4], m[5], m[6]), how);
  }
  if ((m = SLASH.exec(text))) {
    const order = how.order ?? orderOf(text) ?? (Number(m[1]) === Number(m[2]) ? 'dmy' : how.settled);
    if (!order) return INVALID;
    const [month, day] = order === 'mdy' ? [m[1], m[2]] : [m[2], m[1]];
    return fromLocal(wallClock(m[3], month, day, m[4], m[5], m[6]), how);
  }
  return INVALID;
}

/** The order that a slash date proves by itself: exactly one of its first two parts exceeds 12. */
function orderOf(text) {
  const m = SLASH.exec(trim(text));
  if (!m) return undefined;
  const first = Number(m[1]) > 12, second = Number(m[2]) > 12;
  return first === second ? undefined : first ? 'dmy' : 'mdy';
}

/** The order that the cells of a column settle: of those that prove one, if they all agree (A13). */
export function settleOrder(cells) {
  const orders = new Set(cells.map(orderOf).filter(order => order !== undefined));
  return orders.size === 1 ? [...orders][0] : undefined;
}

function wallClock(year, month, day, hour = 0, minute = 0, second = 0, fraction = '') {
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number);
  const date = new Date(Date.UTC(y, mo - 1, d));
  if (mo < 1 || mo > 12 || d < 1 || date.getUTCDate() !== d || h > 23 || mi > 59 || s > 59) return INVALID;
  return date.getTime() + ((h * 60 + mi) * 60 + s) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
}

function offset(text) {
  if (text === 'Z') return 0;
  const digits = text.slice(1).replace(':', '').padEnd(4, '0');
  const hours = Number(digits.slice(0, 2)), minutes = Number(digits.slice(2));
  return hours > 23 || minutes > 59 ? INVALID : (text[0] === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function fromLocal(local, how) {
  return local === INVALID ? INVALID : toInstant(how.zone, local);
}
