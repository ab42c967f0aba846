// Writes the tables of this room: tables.cpp, from packages of Debian and npm.
//
//   apt-get install unicode-data publicsuffix iso-codes
//   npm install --ignore-scripts free-email-domains @activeprospect/freemail disposable-email-domains libphonenumber-js
//   node engine/identity/make_tables.mjs --modules DIR/node_modules > engine/identity/tables.cpp
//
// Sets of names are kept as sorted hashes, written as the differences of neighbours in variable
// length bytes: 40 bits for mail domains, 32 for public suffixes, so that a name that is in no list
// is taken for one less than once in a million.
import fs from 'node:fs';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { domainToASCII } from 'node:url';

const option = (name, fallback) => {
  const at = process.argv.indexOf('--' + name);
  return at < 0 ? fallback : process.argv[at + 1];
};
const modules = option('modules', 'node_modules');
const shared = option('share', '/usr/share');
const json = (...parts) => JSON.parse(fs.readFileSync(path.join(...parts), 'utf8'));
const npmVersion = name => `${name} ${json(modules, name, 'package.json').version}`;
const debVersion = name => `${name} ${execFileSync('dpkg-query', ['-W', '-f', '${Version}', name])}`;

// FNV-1a of 64 bits and the finaliser of MurmurHash3, as in hash.h.
function hash(text) {
  const wide = (1n << 64n) - 1n;
  let h = 14695981039346656037n;
  for (const byte of Buffer.from(text)) h = ((h ^ BigInt(byte)) * 1099511628211n) & wide;
  h ^= h >> 33n; h = (h * 0xff51afd7ed558ccdn) & wide;
  h ^= h >> 33n; h = (h * 0xc4ceb9fe1a85ec53n) & wide;
  return h ^ (h >> 33n);
}
function packed(texts, bits) {
  const sorted = [...new Set([...texts].map(t => hash(t) >> BigInt(64 - bits)))].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const bytes = [];
  let last = 0n;
  for (const value of sorted) {
    let step = value - last;
    last = value;
    while (step >= 128n) { bytes.push(Number(step & 127n) | 128); step >>= 7n; }
    bytes.push(Number(step));
  }
  return bytes;
}
const out = [];
function emitNumbers(type, name, numbers) {
  out.push(`constexpr ${type} ${name}[] = {`);
  let line = ' ';
  for (const n of numbers) {
    if (line.length + String(n).length > 112) { out.push(line); line = ' '; }
    line += `${n},`;
  }
  out.push(line, '};');
}
function emitText(name, text) {
  out.push(`constexpr char ${name}[] =`);
  const quoted = s => '"' + s.replace(/[\\"]/g, '\\$&') + '"';
  for (let at = 0; at < text.length;) {
    let end = Math.min(text.length, at + 104);
    if (end < text.length) end = text.lastIndexOf('\n', end - 1) + 1 || end;
    if (end <= at) end = text.indexOf('\n', at) + 1 || text.length;
    out.push('    ' + quoted(text.slice(at, end)).replace(/\n/g, '\\n'));
    at = end;
  }
  out[out.length - 1] += ';';
}

// ---- folding: compatibility decomposition, lower case, no marks, Latin letters for Greek and Cyrillic
const LETTERS = {
  ß: 'ss', ẞ: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h', ŧ: 't', ŋ: 'n', ĸ: 'k', ə: 'a', ƒ: 'f',
  α: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 'th', ι: 'i', κ: 'k', λ: 'l', μ: 'm', ν: 'n', ξ: 'x', ο: 'o', π: 'p', ρ: 'r',
  σ: 's', ς: 's', τ: 't', υ: 'y', φ: 'f', χ: 'ch', ψ: 'ps', ω: 'o',
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r',
  с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
  і: 'i', ї: 'i', є: 'ye', ґ: 'g', ў: 'u', ђ: 'dj', ј: 'j', љ: 'lj', њ: 'nj', ћ: 'c', џ: 'dz', ѓ: 'g', ќ: 'k', ѕ: 'dz',
  'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ى': 'ي', 'ة': 'ه', '“': '"', '”': '"', '‘': "'", '’': "'", '‚': "'", '′': "'", '`': "'", '´': "'",
  '–': '-', '—': '-', '‐': '-', '‑': '-', '−': '-', '‒': '-', '―': '-', '＇': "'", 'ʼ': "'", 'ʻ': "'", '№': 'no',
};
const records = fs.readFileSync(path.join(shared, 'unicode', 'UnicodeData.txt'), 'utf8').trim().split('\n').map(l => l.split(';'));
const unicode = new Map(records.map(r => [parseInt(r[0], 16), { category: r[2], parts: r[5].replace(/<[^>]*> ?/, '').split(' ').filter(Boolean).map(x => parseInt(x, 16)), lower: parseInt(r[13], 16) }]));
const inScope = c => c < 0x590 || (c >= 0x610 && c <= 0x6ff) || (c >= 0x1ab0 && c < 0x2e00) || (c >= 0x3200 && c < 0x3400) || (c >= 0xa640 && c < 0xa7ff) ||
  (c >= 0xfb00 && c < 0xfb07) || (c >= 0xfe00 && c < 0xfe70) || (c >= 0xfeff && c < 0xfff0) || (c >= 0x1d400 && c < 0x1d800);
function folded(c) {
  const letter = LETTERS[String.fromCodePoint(c)];
  if (letter !== undefined) return letter;
  const u = unicode.get(c);
  if (!u) return String.fromCodePoint(c);
  if (u.category === 'Mn' || u.category === 'Me' || u.category === 'Cf') return '';
  if (u.category === 'Zs') return ' ';
  if (u.lower) return folded(u.lower);
  if (u.parts.length) return u.parts.map(folded).join('');
  return String.fromCodePoint(c);
}
const foldEntries = [];
let pool = '\0';
for (const c of unicode.keys()) {
  if (!inScope(c) || c < 0x41 || (c >= 0x5b && c < 0x80 && c !== 0x60)) continue;
  const to = folded(c);
  if (to === String.fromCodePoint(c)) continue;
  foldEntries.push([c, to]);
}
const poolBytes = [0];
const poolAt = new Map([['', 0]]);
for (const to of [...new Set(foldEntries.map(e => e[1]))].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))) {
  if (poolAt.has(to)) continue;
  poolAt.set(to, poolBytes.length);
  poolBytes.push(...Buffer.from(to), 0);
}
if (poolBytes.length >= 1 << 14) throw new Error('pool too large');

// ---- mail domains and public suffixes
const lines = (...parts) => fs.readFileSync(path.join(...parts), 'utf8').split('\n').map(l => l.trim().toLowerCase()).filter(l => l && !l.startsWith('#'));
const freeMail = new Set([...json(modules, 'free-email-domains', 'domains.json'), ...lines(modules, '@activeprospect/freemail/data/disposable.txt'),
  ...json(modules, 'disposable-email-domains', 'wildcard.json')].map(d => domainToASCII(d.trim().toLowerCase())).filter(Boolean));
const suffixes = { icann: new Set(), tenant: new Set(), wildcard: new Set(), exception: new Set() };
let section = 'icann';
for (const raw of fs.readFileSync(path.join(shared, 'publicsuffix', 'public_suffix_list.dat'), 'utf8').split('\n')) {
  const line = raw.trim();
  if (line.includes('===BEGIN PRIVATE DOMAINS===')) section = 'tenant';
  if (!line || line.startsWith('//')) continue;
  const ascii = s => domainToASCII(s) || s;
  if (line.startsWith('!')) suffixes.exception.add(ascii(line.slice(1)));
  else if (line.startsWith('*.')) suffixes.wildcard.add(ascii(line.slice(2)));
  else suffixes[section].add(ascii(line));
}

// ---- countries: names of ISO 3166-1 in English and in the country's own languages; subdivisions
const squash = s => [...s].map(ch => folded(ch.codePointAt(0))).join('').replace(/[^\p{L}\p{N}]/gu, '');
const LANGUAGES = { AT: 'de', AR: 'es', BE: 'nl fr', BG: 'bg', BR: 'pt_BR pt', CH: 'de fr it', CL: 'es', CN: 'zh_CN', CO: 'es', CZ: 'cs', DE: 'de', DK: 'da', DZ: 'ar fr',
  EE: 'et', EG: 'ar', ES: 'es ca', FI: 'fi sv', FR: 'fr', GR: 'el', HR: 'hr', HU: 'hu', IE: 'ga', IL: 'he', IN: 'hi', IS: 'is', IT: 'it', JP: 'ja', KR: 'ko', LT: 'lt', LV: 'lv',
  MA: 'ar fr', MX: 'es', NL: 'nl', NO: 'nb nn', PE: 'es', PL: 'pl', PT: 'pt', RO: 'ro', RS: 'sr', RU: 'ru', SA: 'ar', SE: 'sv', SI: 'sl', SK: 'sk', TH: 'th', TR: 'tr', TW: 'zh_TW', UA: 'uk', VN: 'vi' };
function translations(language) { // the strings of a compiled gettext catalogue
  const file = path.join(shared, 'locale', language, 'LC_MESSAGES', 'iso_3166-1.mo');
  if (!fs.existsSync(file)) return new Map();
  const b = fs.readFileSync(file), n = b.readUInt32LE(8), from = b.readUInt32LE(12), to = b.readUInt32LE(16), found = new Map();
  const text = (table, i) => b.toString('utf8', b.readUInt32LE(table + i * 8 + 4), b.readUInt32LE(table + i * 8 + 4) + b.readUInt32LE(table + i * 8));
  for (let i = 0; i < n; i++) found.set(text(from, i), text(to, i));
  return found;
}
const USUAL = { US: ['USA', 'U.S.', 'America', 'United States of America', 'Estados Unidos', 'Etats-Unis'], GB: ['UK', 'Great Britain', 'Britain', 'England', 'Scotland', 'Wales', 'Northern Ireland'],
  NL: ['The Netherlands', 'Holland'], KR: ['South Korea', 'Korea'], KP: ['North Korea'], RU: ['Russia'], CN: ['China', 'PRC', '中国'], TW: ['Taiwan'], VN: ['Vietnam'], IR: ['Iran'], SY: ['Syria'],
  CZ: ['Czech Republic'], AE: ['UAE', 'Emirates'], TR: ['Turkey'], BO: ['Bolivia'], VE: ['Venezuela'], TZ: ['Tanzania'], MD: ['Moldova'], LA: ['Laos'], CI: ['Ivory Coast'], MK: ['Macedonia'],
  CH: ['Suisse', 'Schweiz', 'Svizzera'], LI: ['Lichtenstein'], HK: ['Hong Kong'], BR: ['Brasil'], MX: ['Mexico', 'México'], JP: ['日本'], IE: ['Eire'] };
const countries = new Map();
for (const c of json(shared, 'iso-codes', 'json', 'iso_3166-1.json')['3166-1']) {
  const names = [c.alpha_2, c.alpha_3, c.name, c.common_name, c.official_name, c.name.split(',')[0], ...(USUAL[c.alpha_2] ?? [])];
  for (const language of (LANGUAGES[c.alpha_2] ?? '').split(' ').filter(Boolean)) names.push(translations(language).get(c.common_name ?? c.name), translations(language).get(c.name));
  for (const name of names) if (name) { const key = squash(name); if (key && !countries.has(key)) countries.set(key, c.alpha_2); }
}
for (const [code, names] of Object.entries(USUAL)) for (const name of names) countries.set(squash(name), code);
const states = new Map();
for (const s of json(shared, 'iso-codes', 'json', 'iso_3166-2.json')['3166-2']) {
  const [country, code] = s.code.split('-');
  if (!/^(US|CA|AU)$/.test(country)) continue;
  states.set(squash(s.name), code.toLowerCase());
}

// ---- telephone numbers: calling code, international prefix is 00 or 011, trunk prefix, lengths
const phones = json(modules, 'libphonenumber-js', 'metadata.min.json');
const phoneLines = Object.entries(phones.countries).map(([country, m]) => `${country} ${m[0]} ${typeof m[5] === 'string' ? m[5] : '-'} ${Math.min(...m[3])} ${Math.max(...m[3])}`);

console.log(`// Made by engine/identity/make_tables.mjs; not edited by hand. From:
//   ${debVersion('unicode-data')} (Unicode licence): folding of letters
//   ${debVersion('publicsuffix')} (MPL-2.0, mozilla.org/MPL/2.0): public suffixes
//   ${debVersion('iso-codes')} (LGPL-2.1+): names of countries and subdivisions
//   ${npmVersion('free-email-domains')} (MIT), ${npmVersion('@activeprospect/freemail')} (ISC),
//   ${npmVersion('disposable-email-domains')} (MIT): free and throw-away mail domains
//   ${npmVersion('libphonenumber-js')} (MIT): calling codes, trunk prefixes, lengths
#include "identity/tables.h"

namespace leadwright::identity::tables {
namespace {`);
emitNumbers('std::uint32_t', 'fold_entries', foldEntries.sort((a, b) => a[0] - b[0]).map(([c, to]) => (c * (1 << 14) + poolAt.get(to))));
emitNumbers('unsigned char', 'fold_pool', poolBytes);
emitNumbers('unsigned char', 'free_mail_bytes', packed(freeMail, 40));
for (const kind of Object.keys(suffixes)) emitNumbers('unsigned char', `suffix_${kind}_bytes`, packed(suffixes[kind], 32));
const sortedLines = map => [...map].map(([k, v]) => `${k} ${v}\n`).sort((a, b) => (a < b ? -1 : 1)).join('');
emitText('country_lines', sortedLines(countries));
emitText('state_lines', sortedLines(states));
emitText('phone_lines', phoneLines.join('\n') + '\n');
console.log(out.join('\n'));
console.log(`}  // namespace

const std::span<const std::uint32_t> folding{fold_entries};
const unsigned char* const folding_pool = fold_pool;
const std::span<const unsigned char> free_mail{free_mail_bytes};
const std::span<const unsigned char> suffix_icann{suffix_icann_bytes};
const std::span<const unsigned char> suffix_tenant{suffix_tenant_bytes};
const std::span<const unsigned char> suffix_wildcard{suffix_wildcard_bytes};
const std::span<const unsigned char> suffix_exception{suffix_exception_bytes};
const std::string_view countries{country_lines};
const std::string_view states{state_lines};
const std::string_view phones{phone_lines};

}  // namespace leadwright::identity::tables`);
