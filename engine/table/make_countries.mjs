// Writes engine/table/countries.h: what find_country knows. Codes and English names are those of the npm
// package i18n-iso-countries; other English names that exports use are written here.
//
//   npm install --no-save i18n-iso-countries
//   node engine/table/make_countries.mjs > engine/table/countries.h
import {createRequire} from 'node:module';
import {join} from 'node:path';

const require = createRequire(join(process.cwd(), 'index.js'));
const version = require('i18n-iso-countries/package.json').version;
const codes = require('i18n-iso-countries/codes.json');
const names = require('i18n-iso-countries/langs/en.json').countries;

// Formal names: what they begin with, and the countries that are called so.
const formal = {
  'Republic of': 'AL AO AM AT BJ BY BA BW BG BI CM TD CL CO CR HR CU CY CV CI DJ EC SV EE GA GH GN GW GQ GT GY ' +
      'HT HN HU IS IN ID IQ IE IT KZ KE KI KR XK LV LR LT MG MW ML MT MU MZ MM NA NR NI MK PW PA PY PE PL RW SM ' +
      'SN RS SC SG SI SK ZA SS SR TJ TN TR UG UZ VU YE ZM ZW BO VE AZ FJ PT FI MD',
  'Republic of the': 'CG GM MH NE PH SD MV',
  'Kingdom of': 'BH BE BT KH DK LS MA NO SA ES SE SZ TH TO',
  'Kingdom of the': 'NL',
  'State of': 'IL KW QA LY PS',
  'Commonwealth of': 'DM AU',
  'Commonwealth of the': 'BS MP',
  'Principality of': 'AD LI MC',
  'Islamic Republic of': 'AF IR MR PK',
  'Federal Republic of': 'DE NG SO',
  'Federative Republic of': 'BR',
  'United Republic of': 'TZ',
  'Union of the': 'KM',
  'Sultanate of': 'OM',
  'Bolivarian Republic of': 'VE',
  'Plurinational State of': 'BO',
  'Socialist Republic of': 'VN',
  'Democratic Socialist Republic of': 'LK',
  'Federal Democratic Republic of': 'ET NP',
  'Federated States of': 'FM',
  'Independent State of': 'PG WS',
};
const plain = {MD: 'Moldova', IR: 'Iran', FM: 'Micronesia', KR: 'Korea', MK: 'Macedonia', PS: 'Palestine',
               CI: "Cote d'Ivoire", TZ: 'Tanzania', TR: 'Turkiye', CG: 'Congo', GM: 'Gambia', CV: 'Cabo Verde',
               VN: 'Viet Nam'};
const others = {
  AE: ['Emirates', 'U.A.E.'],
  AG: ['Antigua'],
  AQ: ['Antarctica (the territory South of 60 deg S)'],
  AR: ['Argentine Republic'],
  BA: ['Bosnia', 'Bosnia Herzegovina'],
  BN: ['Brunei', 'Nation of Brunei'],
  BO: ['Bolivia, Plurinational State of', 'Bolivia (Plurinational State of)'],
  BQ: ['Caribbean Netherlands', 'Bonaire'],
  BV: ['Bouvet Island (Bouvetoya)'],
  CC: ['Keeling Islands'],
  CD: ['DR Congo', 'Congo, The Democratic Republic of the', 'Congo (Democratic Republic of the)',
       'Congo-Kinshasa', 'Congo (Kinshasa)', 'Congo, Dem. Rep.', 'Zaire'],
  CG: ['Republic of Congo', 'Congo-Brazzaville', 'Congo (Brazzaville)', 'Congo, Rep.', 'Congo, Republic of the'],
  CH: ['Swiss Confederation'],
  CN: ['Mainland China', 'P.R. China', 'PR China', 'P.R.C.', 'PRC', 'China, mainland'],
  CV: ['Cabo Verde'],
  CZ: ['Czech Rep.'],
  DO: ['Dominican Rep.'],
  DZ: ["People's Democratic Republic of Algeria"],
  EG: ['Arab Republic of Egypt', 'Egypt, Arab Rep.'],
  FK: ['Falklands'],
  FM: ['Micronesia (Federated States of)'],
  FO: ['Faeroe Islands'],
  FR: ['French Republic', 'Metropolitan France'],
  GA: ['Gabonese Republic'],
  GB: ['U.K.', 'Britain', 'England', 'Scotland', 'Wales', 'Northern Ireland',
       'United Kingdom of Great Britain and Northern Ireland', 'United Kingdom (UK)'],
  GM: ['Gambia, The'],
  BS: ['Bahamas, The'],
  GR: ['Hellenic Republic'],
  HK: ['Hong Kong SAR', 'Hong Kong SAR China', 'Hong Kong S.A.R.', 'Hong Kong, China', 'Hong Kong (China)',
       'Hong Kong Special Administrative Region of China'],
  IE: ['Eire', 'Southern Ireland'],
  IO: ['British Indian Ocean Territory (Chagos Archipelago)', 'Chagos Archipelago'],
  IR: ['Iran, Islamic Republic of', 'Iran (Islamic Republic of)', 'Iran, Islamic Rep.'],
  IT: ['Italian Republic'],
  JO: ['Hashemite Kingdom of Jordan'],
  KG: ['Kyrgyz Republic', 'Kirghizia'],
  KN: ['Saint Kitts'],
  KP: ["Korea, Democratic People's Republic of", "Korea (Democratic People's Republic of)",
       "Democratic People's Republic of Korea", 'DPRK', 'Korea, North', 'N. Korea'],
  KR: ['Korea', 'Korea, South', 'S. Korea', 'Korea (Republic of)', 'Korea, Rep.', 'Korea (South)'],
  LA: ['Laos', 'Lao PDR'],
  LB: ['Lebanese Republic'],
  LU: ['Grand Duchy of Luxembourg'],
  LY: ['Libyan Arab Jamahiriya'],
  MD: ['Moldova (Republic of)'],
  MF: ['Saint Martin'],
  MK: ['Macedonia', 'Macedonia, the former Yugoslav Republic of', 'Macedonia (FYROM)', 'FYROM',
       'The former Yugoslav Republic of Macedonia', 'Macedonia, FYR'],
  MM: ['Burma', 'Myanmar (Burma)'],
  MO: ['Macau', 'Macao SAR', 'Macau SAR', 'Macau SAR China', 'Macao SAR China',
       'Macao Special Administrative Region of China'],
  MX: ['United Mexican States'],
  MZ: ['Mocambique'],
  NL: ['Holland', 'Netherlands, The'],
  PS: ['Palestine, State of', 'Palestinian Territory', 'Palestinian Territories', 'Palestinian Territory, Occupied',
       'Occupied Palestinian Territory', 'West Bank and Gaza'],
  PT: ['Portuguese Republic'],
  RE: ['R\u00e9union', 'Reunion Island'],
  RU: ['Russian Fed.'],
  SH: ['Saint Helena, Ascension and Tristan da Cunha'],
  SJ: ['Svalbard and Jan Mayen Islands', 'Svalbard'],
  SK: ['Slovak Republic', 'Slovakia (Slovak Republic)'],
  SX: ['Sint Maarten', 'St. Maarten'],
  SY: ['Syria'],
  SZ: ['Swaziland'],
  TG: ['Togolese Republic'],
  TL: ['East Timor', 'Democratic Republic of Timor-Leste'],
  TR: ['Turkiye'],
  TT: ['Trinidad'],
  TW: ['Chinese Taipei', 'Taiwan (Province of China)', 'Republic of China', 'Taiwan, R.O.C.', 'Taiwan ROC'],
  TZ: ['Tanzania, United Republic of', 'Tanzania (United Republic of)'],
  UM: ['US Minor Outlying Islands'],
  US: ['United States of America (USA)', 'United States (US)', 'America', 'The States',
       'U.S.A', 'U.S', 'U S A', 'U. S. A.', 'U. S.'],
  UY: ['Eastern Republic of Uruguay'],
  VA: ['Vatican', 'Vatican City', 'Vatican City State', 'Holy See'],
  VC: ['Saint Vincent'],
  VE: ['Venezuela, Bolivarian Republic of', 'Venezuela (Bolivarian Republic of)', 'Venezuela, RB'],
  VG: ['British Virgin Islands', 'Virgin Islands (British)', 'BVI'],
  VI: ['US Virgin Islands', 'United States Virgin Islands', 'Virgin Islands (U.S.)',
       'Virgin Islands of the United States'],
  VN: ['Viet Nam'],
  WF: ['Wallis and Futuna Islands'],
};
// The package gives this to both.
const ambiguous = {CD: ['Congo']};

const squash = text => text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '');
const entries = new Map();
function add_key(key, code) {
  const known = entries.get(key);
  if (known !== undefined && known !== code) throw new Error(`${key} is both ${known} and ${code}`);
  entries.set(key, code);
}
// Short forms are compared as written, apart from case: `in.` is not India. Longer ones by their letters.
function add(name, code) {
  for (const spelling of new Set([name, name.normalize('NFD').replace(/\p{M}/gu, '')])) {
    if (squash(spelling).length < 4) {
      add_key(spelling.toLowerCase(), code);
      continue;
    }
    add_key(squash(spelling), code);
    if (/ and /.test(spelling)) add_key(squash(spelling.replace(/ and /g, ' ')), code);
    if (/^Saint /.test(spelling)) add(spelling.replace(/^Saint /, 'St '), code);
    if (/^Republic of the /.test(spelling)) add(spelling.replace('of the', 'of'), code);
    const bracket = spelling.match(/^(.{4,}?) \(.*\)$/);
    if (bracket && !['Korea', 'Congo', 'Virgin Islands'].includes(bracket[1])) add_key(squash(bracket[1]), code);
    const comma = spelling.match(/^([^,]+), ([^,]*(?:of|of the))$/);
    if (comma) {
      add_key(squash(`${comma[2]} ${comma[1]}`), code);
      if (!['Korea', 'Congo', 'Virgin Islands'].includes(comma[1])) add_key(squash(comma[1]), code);
    }
  }
}

for (const [alpha2, alpha3] of codes) {
  add_key(alpha2.toLowerCase(), alpha2);
  add_key(alpha3.toLowerCase(), alpha2);
}
add_key('xkx', 'XK');  // what most write for Kosovo; the package has XKK
for (const [code, name] of Object.entries(names)) {
  for (const one of [name].flat()) if (!ambiguous[code]?.includes(one)) add(one, code);
}
for (const [code, list] of Object.entries(others)) for (const one of list) add(one, code);
for (const [prefix, list] of Object.entries(formal)) {
  for (const code of list.split(' ')) {
    const name = plain[code] ?? [names[code]].flat().at(-1);
    add(`${prefix} ${name}`, code);
  }
}

const bytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const items = [...entries].sort(([a], [b]) => bytes(a, b)).map(([key, code]) => `{${JSON.stringify(key)}, "${code}"}`);
let lines = '', line = '   ';
for (const item of items) {
  if (line.length + item.length > 112) {
    lines += line + '\n';
    line = '   ';
  }
  line += ' ' + item + ',';
}
process.stdout.write(`// Made by engine/table/make_countries.mjs; not edited by hand.
//
// ISO 3166-1 codes and English names from npm i18n-iso-countries ${version}, MIT,
// Copyright (c) 2013 Michael Wittig; other names from the generator.
#pragma once

#include <string_view>

namespace leadwright::table {

// Sorted by bytes. Folded codes and short forms as they are written; names of four letters and more squashed.
struct CountryName {
  std::string_view name;
  char code[3];
};
inline constexpr CountryName country_names[] = {
${lines}${line}
};

}  // namespace leadwright::table
`);
