// A person's word on two records, as `matching.decisions` of the policy holds it.
import type { Candidate } from './answers';
import type { Json } from './json-text';

export function decisionOf(pair: Candidate, same: boolean): Json {
  return {
    left: { table: pair.left_table, id: pair.left_id },
    right: { table: pair.right_table, id: pair.right_id },
    same,
  };
}
