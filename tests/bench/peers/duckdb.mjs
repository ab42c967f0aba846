// DuckDB: the policy as one CASE in SQL over a table of texts that DuckDB has read from the CSV file itself.
import { DuckDBInstance } from '@duckdb/node-api';
import fs from 'node:fs';
import path from 'node:path';
import { COLUMN_OF } from './generated_js.mjs';
import { cpuMs, lower, translate, writeDecided } from './peer.mjs';

const quote = (text) => `'${text.replaceAll("'", "''")}'`;
const words = {
  all: (parts) => (parts.length ? `(${parts.join(' AND ')})` : 'true'),
  any: (parts) => (parts.length ? `(${parts.join(' OR ')})` : 'false'),
  not: (part) => `(${part} IS NOT TRUE)`,
  is_any_of: (field, value) => `(${field} IN (${lower(value).map(quote).join(', ')}))`,
  contains_any_of: (field, value) => `(${lower(value).map((part) => `contains(${field}, ${quote(part)})`).join(' OR ')})`,
  ends_with: (field, value) => `ends_with(${field}, ${quote(value.toLowerCase())})`,
  between: (field, [low, high]) => `(${field} BETWEEN ${low} AND ${high})`,
  gte: (field, value) => `(${field} >= ${value})`,
  after: (field, value) => `(${field} > TIMESTAMP ${quote(value + ' 00:00:00')})`,
  is_unknown: (field) => `(${field} IS NULL)`,
};
const TYPE_OF = { employees: 'BIGINT', revenue: 'BIGINT', created_at: 'TIMESTAMP' };
const value = (field) => (TYPE_OF[field] ? `CAST("${COLUMN_OF[field]}" AS ${TYPE_OF[field]})` : `lower("${COLUMN_OF[field]}")`);

const [workspace, out, limit] = process.argv.slice(2);
const policy = JSON.parse(fs.readFileSync(path.join(workspace, 'policy.json'), 'utf8'));
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run(`CREATE TABLE leads AS SELECT * FROM read_csv(${quote(path.join(workspace, 'leads.csv'))}, header = true, all_varchar = true)
  ${limit ? `LIMIT ${Number(limit)}` : ''}`);

const start = cpuMs();
const values = Object.keys(COLUMN_OF).map((field) => `${field === 'id' ? '"Record ID"' : value(field)} AS ${field}`);
await connection.run(`CREATE TABLE decided AS SELECT id, CASE
  ${policy.rules.map((rule) => `WHEN ${translate(rule.when, words)} THEN ${quote(rule.id)}`).join('\n  ')}
  END AS rule FROM (SELECT ${values.join(', ')} FROM leads)`);
const decide_ms = cpuMs() - start;

const decided = (await connection.runAndReadAll('SELECT id, rule FROM decided')).getRows();
writeDecided(out, decided);
console.log(JSON.stringify({ leads: decided.length, decide_ms }));
