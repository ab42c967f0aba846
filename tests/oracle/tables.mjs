// The tables of a workspace: which files, which column is which field, the typed values of every row.

import {readCsv} from './csv.mjs';
import {fold, isBlank, trim} from './text.mjs';
import {INVALID, isKnown, parseValue, settleOrder, UNKNOWN} from './values.mjs';
import {zone} from './zone.mjs';

const FIELDS = {
  leads: 'id email first_name last_name company domain phone country state city industry employees revenue title ' +
    'source lifecycle_stage status created_at owner first_touch_at account_id',
  accounts: 'id name domain owner country industry employees revenue phone parent_id created_at',
  activities: 'id lead_id email kind at owner',
};
const TYPES = {country: 'country', employees: 'number', revenue: 'money', created_at: 'date_time',
  first_touch_at: 'date_time', at: 'date_time'};

/**
 * The rows of a role, in the order of its files: {row, malformed} or {row, cells, texts, values}, `texts` and
 * `values` by field. `files` is a Map from name to bytes.
 */
export function readTable(role, policy, files) {
  const source = policy.sources?.[role] ?? {};
  const names = source.file === undefined ? [`${role}.csv`] : [source.file].flat();
  const types = Object.fromEntries(FIELDS[role].split(' ').map(field => [field, TYPES[field] ?? 'text']));
  const columns = {...source.columns};
  if (role === 'leads') {
    for (const [field, {type, column}] of Object.entries(policy.fields ?? {})) {
      types[field] = type;
      columns[field] = column ?? field;
    }
  }
  const rows = [];
  for (const name of names) {
    if (!files.has(name)) continue;
    const {header, rows: records} = readCsv(files.get(name));
    const at = columnsOf(header, Object.keys(types), columns);
    for (const record of records) {
      const row = rows.length + 1;
      rows.push(record.malformed ? {row, malformed: true} :
        {row, cells: record.cells, texts: pick(record.cells, at)});
    }
  }
  const how = field => ({zone: zone(source.time_zone ?? policy.time_zone), order: source.date_order,
    numbers: source.number_format, settled: settleOrder(readable(rows).map(row => row.texts[field] ?? ''))});
  for (const [field, type] of Object.entries(types)) {
    const reading = how(field), placeholders = (source.empty?.[field] ?? []).map(fold);
    for (const row of readable(rows)) {
      row.values ??= {};
      const text = row.texts[field];
      const absent = text === undefined || placeholders.includes(fold(text));
      row.values[field] = absent ? UNKNOWN : parseValue(text, type, reading);
    }
  }
  return {rows, types};
}

export function readable(rows) {
  return rows.filter(row => !row.malformed);
}

// A column that `columns` or `fields` names belongs to that field alone; else a header that is a field's name.
function columnsOf(header, fields, columns) {
  const at = {}, taken = new Set();
  for (const [field, column] of Object.entries(columns)) {
    at[field] = header.indexOf(column);
    if (at[field] < 0) throw new Error(`no column ${column}`);
    taken.add(at[field]);
  }
  const plain = text => fold(text).replace(/[\s\p{P}]/gu, '');
  for (const field of fields) {
    if (field in at) continue;
    const found = header.findIndex((text, i) => !taken.has(i) && plain(text) === plain(field));
    if (found >= 0) at[field] = found;
  }
  return at;
}

function pick(cells, at) {
  return Object.fromEntries(Object.entries(at).map(([field, i]) => [field, cells[i]]));
}

/** An id identifies exactly, after trimming, case included (A4); '' where unknown. */
export function exactId(row, field) {
  return isBlank(row.texts[field] ?? '') ? '' : trim(row.texts[field]);
}

export function known(row, field) {
  return isKnown(row.values[field]) ? row.values[field] : undefined;
}

export {INVALID, UNKNOWN};
