// The engine's answers as the page reads them. `engine/leadwright.h` says what each one is.
import type { Json, Operation } from './json-text';

export interface Problem {
  file: string;
  line: number;
  column: number;
  pointer: string;
  message: string;
  help: string;
}

export interface Column {
  header: string;
  field: string | null;
  by: '' | 'policy' | 'name' | 'alias';
  samples: string[];
  filled: number;
  distinct: number;
}

export interface TableFile {
  name: string;
  role: string;
  used: boolean;          // by the policy in force
  format: 'csv' | 'ndjson' | 'hubspot';
  rows: number;
  malformed: number;
  encoding: string;
  delimiter: string;
  notes: { line: number; text: string }[];
  columns: Column[];
}

// A file that a policy asks for, by the names under which it is looked for.
export interface WantedFile {
  role: string;
  names: string[];
  listed: boolean;
}

export type Outcome = 'routed' | 'queued' | 'out_of_scope';

export interface Row {
  row: string;
  lead_id: string;
  outcome: Outcome;
  reason: string;
  rule: string;
  step: string;
  owner: string;
  pool: string;
  queue: string;
  account_id: string;
  match: string;
  sla: string;
  started_at: string;
  due_at: string;
  first_touch_at: string;
  sla_status: string;
  breaches: string;
  reassignments: string;
  assigned_at: string;
  previous_owner: string;
  agrees: string;
  created_at: string;
  lead: Record<string, string>;
}

export interface Query {
  where?: Partial<Record<FilterKey, string>>;
  search?: string;
  sort?: string;
  descending?: boolean;
}

export type FilterKey = 'outcome' | 'rule' | 'owner' | 'queue' | 'reason' | 'sla_status' | 'pool' | 'agrees';

export interface QueueEntry {
  queue_id: string;
  table: string;
  row: string;
  record_id: string;
  reason: string;
  detail: string;
  field: string;
  value: string;
  first_seen: string;
  owner: string;
  state: string;
}

// Routed leads that have a clock, by what became of it.
export interface SlaCount {
  clocks: number;
  met: number;
  breached: number;
  pending: number;
  breaches: number;
  reassignments: number;
  touched_by_recorded_owner: number;
  touched_assumed: number;
}

export interface RuleCount {
  rule: string;
  when: string;
  leads: number;        // routed by it
  sla: SlaCount;
}

export interface OwnerCount {
  owner: string;
  name: string;
  active: boolean;
  leads: number;
  owner_matched: number;
  sla: SlaCount;
}

export interface MemberCount {
  owner: string;
  weight: number;
  served: number;
  entitlement: number;
  worst_deviation: number;
  longest_gap: number;
  passed_over: Record<string, number>;
}

export interface PoolCount {
  pool: string;
  rotation: string;
  leads: number;
  nobody_eligible: number;
  jain_index: number | null;
  members: MemberCount[];
}

export interface TargetCount {
  target: string;
  within: string;
  leads: number;
  sla: SlaCount;
}

export interface Summary {
  leadwright: string;
  tzdata: string;
  policy: string;
  policy_sha256: string;
  as_of: string;
  rows: number;
  routed: number;
  queued: number;
  out_of_scope: number;
  queued_by_reason: Record<string, number>;
  rules: RuleCount[];
  followed_duplicates: number;
  owners: OwnerCount[];
  queues: { queue: string; leads: number }[];
  pools: PoolCount[];
  sla: SlaCount;
  sla_targets: TargetCount[];
  agreement: { compared: number; agree: number };
  evidence: { readable_rows: number; routed_without: number; fields: { field: string; known: number }[] };
  matching: { ambiguous: number; duplicates: number };
  hold_only_because_unknown: { rule: string; field: string; leads: number }[];
  ignored: { touches_before_arrival: number; activities_of_unknown_leads: number };
  tables: { table: string; rows: number; malformed: number; empty: Record<string, number> }[];
  errors: { total: number; by_reason: Record<string, number> };
}

export interface Candidate {
  left_table: string;
  left_id: string;
  right_table: string;
  right_id: string;
  score: number;
  reason: string;
  left: Record<string, string>;
  right: Record<string, string>;
}

export interface Conflict {
  kind: string;
  left_table: string;
  left_id: string;
  right_table: string;
  right_id: string;
  detail: string;
  path: { table: string; id: string }[];
}

export interface Graph {
  links: number;
  reviews: number;                // all of them; `review` has the first 500
  clusters: number;
  tables: { table: string; records: number; in_clusters: number }[];
  leads: { leads: number; matched: number; ambiguous: number; duplicates: number };
  review: Candidate[];
  conflicts: Conflict[];
  sensitivity: { several_candidates: number; ambiguous: number; changes: { change: string; leads: number; rows: number[] }[] };
  not_compared: { key: string; example: string; records: number; pairs: number }[];
  shared_domains: { domain: string; companies: number; rows: number[] }[];      // rows of accounts, the first hundred
  notes: string[];
}

// Subscriptions against opportunities, found through the graph.
export interface Reconciliation {
  subscriptions: number;
  by_status: { status: string; subscriptions: number; ids: string[] }[];
  drift_by_month: { month: string; currency: string; subscriptions: number; billed: string; sold: string; drift: string }[];
}

export type Witness = Record<string, string | null>;

export interface Finding {
  kind: string;
  severity: 'error' | 'warning' | 'info';
  rule: string | null;
  by: string[];
  witness: Witness | null;
  leads: number;
  exact: boolean;
  message: string;
  pointer: string;
  patch?: Operation[];           // a repair, proved to do what `patch_says`
  patch_says?: string;
}

export interface Proof {
  findings: Finding[];
  proved: string[];               // assertions that hold for every lead
  faults?: string[];              // the engine and the proof disagree
  decided: boolean;
}

export interface Change {
  from: { rule: string | null; decision: string };
  to: { rule: string | null; decision: string };
  where: string[];
  witness: Witness | null;
  leads: number;
  exact: boolean;
}

export interface Diff {
  equal: boolean;
  changes: Change[];
  settings: string[];
  findings: Finding[];
  moves?: { from: string; to: string; leads: number }[];   // of the file
  decided: boolean;
}

// The story of one lead.
export interface Story {
  lead_id: string;
  row: number;
  verdict: string;
  time_zone: string;
  decision: Omit<Row, 'lead' | 'created_at'>;
  lead: Record<string, string>;
  account: string;
  rules: { rule: string; when: string; matches: 'yes' | 'no' | 'undecidable'; failed: { condition: string; found: string }[] }[];
  events: { kind: string; at: string; local: string; says: string }[];
  why_not?: { person: string; reasons: string[] };
}

// What the page itself reads of a policy's text. Anything may be missing or of a wrong shape while it
// is being written: the engine alone says what is wrong with it.
export interface PolicyShape {
  name?: string;
  time_zone?: string;
  sources?: Record<string, { file?: string | string[]; columns?: Record<string, string> }>;
  fields?: Record<string, { type?: string; column?: string }>;
  lists?: Record<string, string[]>;
  conditions?: Record<string, Json>;
  segment?: Json;
  evidence?: { fields?: string[]; on_missing?: string };
  calendars?: Record<string, { time_zone?: string; weekly?: Record<string, string[][]>; holidays?: string[] }>;
  people?: Record<string, { name?: string; email?: string; calendar?: string; active?: boolean; capacity?: number;
                            cap?: { per?: string; max?: number }; away?: string[][]; skills?: string[] }>;
  pools?: Record<string, { members?: { owner?: string; weight?: number }[]; rotation?: string; availability?: string;
                           requires?: string[] }>;
  sla?: Record<string, { start?: string; within?: string; clock?: string; calendar?: string; warn_at?: number;
                         on_breach?: { reassign?: boolean; escalate_to?: string; times?: number } }>;
  matching?: { decisions?: Json[]; tie_breakers?: string[] };
  rules?: RuleShape[];
}

export interface RuleShape {
  id?: string;
  when?: Json;
  assign?: Record<string, Json>[];
  sla?: string;
  on_no_owner?: string;
}
