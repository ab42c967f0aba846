// The figures of a dry run, counted once and told by summary.json, the terminal and the page alike.
// Private to the room.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "report/report.h"

namespace leadwright::report {

struct SlaCount {
  std::int64_t clocks = 0, met = 0, breached = 0, pending = 0, breaches = 0, reassignments = 0;
  std::int64_t touched_by_recorded = 0;   // touched leads whose simulated owner is the recorded one
  std::int64_t touched_assumed = 0;       // touched leads of somebody else: the recorded time is assumed
  void add(const replay::Decision&, bool touched, std::string_view agrees);
};

struct GroupCount {
  std::int64_t leads = 0;
  SlaCount sla;
};

struct BlankCount {                       // leads that a `not` holds only because the value is unknown
  int rule = -1;
  int field = -1;
  std::int64_t leads = 0;
};

struct Counts {
  std::int64_t rows = 0, routed = 0, queued = 0, out_of_scope = 0;
  std::int64_t by_reason[replay::reason_count] = {};
  std::vector<GroupCount> by_rule;        // by rule of the policy; one more at the end: `duplicate`
  std::vector<GroupCount> by_owner;       // by person
  std::map<std::string, std::int64_t> by_queue;
  std::vector<GroupCount> by_sla;
  GroupCount all;
  std::int64_t agree = 0, disagree = 0;
  std::int64_t by_match[5] = {};
  std::int64_t ambiguous = 0, duplicates = 0, evidence_warnings = 0;
  std::vector<std::int64_t> evidence_known;  // by policy.evidence, of readable rows
  std::int64_t readable = 0;
  std::vector<BlankCount> blank;
  std::int64_t unknown_countries = 0;     // leads whose country is a name that nobody knows
};

}  // namespace leadwright::report
