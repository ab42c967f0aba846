// Writes engine/base/tables.h: case folding, what squash drops, currency signs (Unicode, from Debian's
// package unicode-data) and currency codes (ISO 4217, from the npm package currency-codes).
//
//   npm install --no-save currency-codes
//   node engine/base/make_tables.mjs [folder of unicode-data] > engine/base/tables.h
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';

const unicode = process.argv[2] ?? '/usr/share/unicode';
const require = createRequire(join(process.cwd(), 'index.js'));
// With four that the package does not have and exports do: three withdrawn since 2023 and the newest.
const currencies = [...require('currency-codes/data').map(c => c.code), 'HRK', 'SLL', 'XCG', 'ZWL'].sort();
const currencies_version = require('currency-codes/package.json').version;

const lines_of = name => readFileSync(join(unicode, name), 'utf8').split('\n');
const version = lines_of('CaseFolding.txt')[0].match(/CaseFolding-(.*)\.txt/)[1];
const hex = n => '0x' + n.toString(16).toUpperCase();

// ASCII is handled in code, so tables begin at 0x80.
const folds = lines_of('CaseFolding.txt')
    .map(line => line.split(';').map(part => part.trim()))
    .filter(([, status]) => status === 'C' || status === 'S')
    .map(([from, , to]) => ({from: parseInt(from, 16), to: parseInt(to, 16)}))
    .filter(({from}) => from >= 0x80)
    .sort((a, b) => a.from - b.from);
const fold_ranges = [];
for (const {from, to} of folds) {
  const range = fold_ranges.at(-1);
  const step = range && from - range.last;
  if (range && range.delta === to - from && (range.first === range.last ? step <= 2 : step === range.stride)) {
    range.stride = step;
    range.last = from;
  } else {
    fold_ranges.push({first: from, last: from, delta: to - from, stride: 1});
  }
}

const categories = lines_of('UnicodeData.txt').filter(Boolean).map(line => line.split(';'))
    .map(([code, , category]) => ({code: parseInt(code, 16), category}));
const ranges_of = wanted => {
  const ranges = [];
  for (const {code, category} of categories) {
    if (code < 0x80 || !wanted.test(category)) continue;
    if (ranges.at(-1)?.[1] === code - 1) ranges.at(-1)[1] = code;
    else ranges.push([code, code]);
  }
  return ranges;
};

const rows = (items, per_row) => {
  const out = [];
  for (let i = 0; i < items.length; i += per_row) out.push('    ' + items.slice(i, i + per_row).join(', ') + ',');
  return out.join('\n');
};
const pairs = ranges => rows(ranges.map(([first, last]) => `{${hex(first)}, ${hex(last)}}`), 6);

process.stdout.write(`// Made by engine/base/make_tables.mjs; not edited by hand.
//
// Unicode Character Database ${version} (Debian package unicode-data), Unicode License,
// Copyright 1991-2022 Unicode, Inc.; ISO 4217 from npm currency-codes ${currencies_version}, MIT.
#pragma once

#include <cstdint>

namespace leadwright::tables {

// CaseFolding.txt, statuses C and S: every \`stride\`-th code point from first to last moves by delta.
struct FoldRange { std::uint32_t first, last; std::int32_t delta; std::uint32_t stride; };
inline constexpr FoldRange fold_ranges[] = {
${rows(fold_ranges.map(r => `{${hex(r.first)}, ${hex(r.last)}, ${r.delta}, ${r.stride}}`), 4)}
};

struct CodeRange { std::uint32_t first, last; };
// General_Category P*, S*, Z*, Cc, Cf: what is neither letter, mark nor digit.
inline constexpr CodeRange no_word_ranges[] = {
${pairs(ranges_of(/^(P|S|Z|Cc|Cf)/))}
};

// General_Category Sc.
inline constexpr CodeRange currency_sign_ranges[] = {
${pairs(ranges_of(/^Sc/))}
};

// Sorted.
inline constexpr char currency_codes[][4] = {
${rows(currencies.map(c => `"${c}"`), 16)}
};

}  // namespace leadwright::tables
`);
