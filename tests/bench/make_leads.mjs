// Leads and policies for the benchmarks: node tests/bench/make_leads.mjs LEADS RULES DIR [SEED]
//
// Twelve columns as a HubSpot export has them, about 155 bytes a lead, a quarter of the lines with a
// quoted cell. The policies are written as RevOps teams write them: countries and states, employee and
// revenue bands, industries in and not in, words of the title, dates, e-mail suffixes, lists of named
// accounts, blanks, one rule in twelve with an OR across fields; the last rule takes what is left. Rules
// give to queues and have no SLA, so that what is measured is reading, deciding and writing.
import fs from 'node:fs';
import path from 'node:path';

// Counter-based: the n-th draw of a stream does not depend on the others.
function mix(seed, stream, n) {
  let h = (seed ^ Math.imul(stream + 1, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b)) >>> 0;
  for (const factor of [0x85ebca6b, 0xc2b2ae35]) {
    h = Math.imul(h ^ (h >>> 16), factor) >>> 0;
  }
  return (h ^ (h >>> 16)) >>> 0;
}

const COUNTRIES = ['United States', 'Canada', 'United Kingdom', 'Germany', 'France', 'Spain', 'Italy', 'Netherlands', 'Sweden',
  'Poland', 'Brazil', 'Mexico', 'India', 'Japan', 'Australia', 'Singapore', 'Ireland', 'Switzerland', 'Austria', 'Denmark'];
const STATES = ['CA', 'NY', 'TX', 'FL', 'IL', 'WA', 'MA', 'GA', 'OH', 'NC', 'PA', 'NJ', 'VA', 'CO', 'AZ', 'MI', 'MN', 'OR', 'UT', 'TN'];
const INDUSTRIES = ['Computer Software', 'Financial Services', 'Hospital & Health Care', 'Retail', 'Manufacturing', 'Logistics',
  'Insurance', 'Banking', 'Education', 'Construction', 'Telecommunications', 'Energy', 'Media', 'Pharmaceuticals', 'Automotive',
  'Food, Beverage & Tobacco', 'Real Estate', 'Government', 'Non-profit', 'Hospitality'];
const LEVELS = ['Chief', 'VP', 'Director of', 'Head of', 'Senior Manager,', 'Manager,', 'Specialist,', 'Analyst,', 'Founder &', 'Intern,'];
const AREAS = ['Marketing', 'Sales', 'Operations', 'Finance', 'Engineering', 'Product', 'IT', 'People', 'Data', 'Procurement', 'Legal', 'Support'];
const SOURCES = ['Organic Search', 'Paid Search', 'Referral', 'Direct Traffic', 'Social Media', 'Email Marketing', 'Offline Sources', 'Partner'];
const FIRST = ['Ana', 'Ben', 'Chen', 'Dora', 'Elif', 'Finn', 'Gita', 'Hugo', 'Ines', 'Jan', 'Kofi', 'Lena', 'Mei', 'Noor', 'Omar', 'Pia'];
const LAST = ['Ahmed', 'Berg', 'Costa', 'Diaz', 'Evans', 'Fischer', 'Garcia', 'Haas', 'Ito', 'Jones', 'Kim', 'Lopez', 'Muller', 'Nowak'];
const TOPS = ['com', 'io', 'de', 'co.uk', 'fr', 'net', 'org', 'edu', 'gov', 'com.br'];
const company = (n) => `${['Nova', 'Blue', 'Prime', 'Vertex', 'Iron', 'Delta', 'Solar', 'Urban'][n % 8]} ${['Harbor', 'Forge', 'Bridge', 'Field',
  'Works', 'Peak', 'Stone', 'Labs', 'Point'][(n >>> 3) % 9]} ${n}`;

function cell(text) {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function lead(seed, n) {
  const draw = (stream, size) => mix(seed, stream, n) % size;
  const name = company(draw(1, 60000));
  const top = TOPS[draw(2, TOPS.length)];
  const host = name.toLowerCase().replaceAll(' ', '-') + '.' + top;
  const first = FIRST[draw(3, FIRST.length)];
  const last = LAST[draw(4, LAST.length)];
  const country = draw(5, 20) === 0 ? '' : COUNTRIES[Math.min(draw(6, 20), draw(7, 20))];
  const minutes = 29453760 + draw(8, 260000);
  const created = new Date(minutes * 60000).toISOString().slice(0, 16).replace('T', ' ');
  return [
    String(40000000 + n), first, last, `${first.toLowerCase()}.${last.toLowerCase()}${draw(9, 1000)}@${host}`, name,
    `${LEVELS[draw(10, LEVELS.length)]} ${AREAS[draw(11, AREAS.length)]}`, country,
    country === 'United States' ? STATES[draw(12, STATES.length)] : '',
    draw(13, 10) === 0 ? '' : String(1 + (draw(14, 100) ** 2 * (1 + draw(15, 9)) >> 1)),
    draw(16, 8) === 0 ? '' : String(draw(17, 5000) * 10000), INDUSTRIES[draw(18, INDUSTRIES.length)], created,
  ];
}

export const HEADER = ['Record ID', 'First Name', 'Last Name', 'Email', 'Company Name', 'Job Title', 'Country/Region', 'State/Region',
  'Number of Employees', 'Annual Revenue', 'Industry', 'Create Date'];

// Rules as data that any tool can take: a list of { all: [test], or: [test] | undefined, queue }.
export function rules(seed, count) {
  const out = [];
  for (let n = 0; n + 1 < count; n++) {
    const draw = (stream, size) => mix(seed ^ 0x5bd1e995, stream, n) % size;
    const some = (list, stream, most) => {
      const start = draw(stream, list.length);
      return Array.from({ length: 1 + draw(stream + 50, most) }, (_, i) => list[(start + i * 7) % list.length]).filter((x, i, a) => a.indexOf(x) === i);
    };
    const band = (stream) => {
      const low = [1, 10, 50, 100, 250, 500, 1000, 2500][draw(stream, 8)];
      return [low, low * [2, 4, 10, 20][draw(stream + 1, 4)]];
    };
    const kinds = [
      () => ({ field: 'country', op: 'is_any_of', value: some(COUNTRIES, 101, 4) }),
      () => ({ field: 'state', op: 'is_any_of', value: some(STATES, 103, 5) }),
      () => ({ field: 'employees', op: 'between', value: band(105) }),
      () => ({ field: 'revenue', op: 'gte', value: [1e5, 1e6, 5e6, 1e7, 2.5e7, 4e7][draw(107, 6)] }),
      () => ({ field: 'industry', op: 'is_any_of', value: some(INDUSTRIES, 109, 4) }),
      () => ({ not: { field: 'industry', op: 'is_any_of', value: some(INDUSTRIES, 111, 5) } }),
      () => ({ field: 'title', op: 'contains_any_of', value: [...some(LEVELS, 113, 2), ...some(AREAS, 115, 2)].map((w) => w.replace(/[,&]/g, '').trim()) }),
      () => ({ field: 'created_at', op: 'after', value: `2026-0${1 + draw(117, 6)}-${10 + draw(118, 18)}` }),
      () => ({ field: 'email', op: 'ends_with', value: '.' + TOPS[draw(119, TOPS.length)] }),
      () => ({ field: 'company', op: 'is_any_of', value: Array.from({ length: 10 + draw(121, 20) }, (_, i) => company(mix(seed, 122 + i, n) % 60000)) }),
      () => ({ field: 'employees', op: 'is_unknown' }),
    ];
    const chosen = [];
    for (let i = 0; chosen.length < 2 + draw(130, 3); i++) {
      const kind = draw(131 + i, kinds.length);
      if (!chosen.includes(kind)) chosen.push(kind);
    }
    out.push({ all: chosen.map((k) => kinds[k]()), or: draw(150, 12) === 0 ? [kinds[draw(151, 5)](), kinds[5 + draw(152, 6)]()] : undefined, queue: `team-${n % 40}` });
  }
  out.push({ all: [], or: undefined, queue: 'rest' });
  return out;
}

export function policy(seed, count) {
  return {
    leadwright: 1, name: `${count} rules`, time_zone: 'UTC',
    rules: rules(seed, count).map((rule, n) => ({
      id: `r${n}`, when: { all: rule.or ? [...rule.all, { any: rule.or }] : rule.all }, assign: [{ queue: rule.queue }],
    })),
  };
}

export function writeWorkspace(dir, leads, count, seed = 1) {
  fs.mkdirSync(dir, { recursive: true });
  fs.writeFileSync(path.join(dir, 'policy.json'), JSON.stringify(policy(seed, count), null, 1));
  const file = fs.openSync(path.join(dir, 'leads.csv'), 'w');
  let lines = [HEADER.join(',')];
  for (let n = 0; n < leads; n++) {
    lines.push(lead(seed, n).map(cell).join(','));
    if (lines.length === 10000 || n + 1 === leads) {
      fs.writeSync(file, lines.join('\n') + '\n');
      lines = [];
    }
  }
  fs.closeSync(file);
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [leads, count, dir, seed] = process.argv.slice(2);
  if (!dir) {
    console.error('usage: node make_leads.mjs LEADS RULES DIR [SEED]');
    process.exit(2);
  }
  writeWorkspace(dir, Number(leads), Number(count), Number(seed ?? 1));
}
