// The policy: who may get which lead, and by when it must be touched.
//
// `read` turns the text of policy.json into a Policy in which every name is an index, every constant
// is typed and every zone is known; or into all the problems it has, each with its JSON Pointer, what
// was found, what is allowed, and for a misspelt name the nearest one. A policy with problems decides
// nothing.
//
//   Result<Policy> policy = policy::read("policy.json", bytes);
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "calendar/calendar.h"
#include "policy/condition.h"
#include "table/columns.h"

namespace leadwright::policy {

// What the policy says about one table's files (section 1).
struct Source {
  bool given = false;                 // named in `sources`
  std::vector<std::string> files;     // empty: the default file
  std::string system;
  std::optional<calendar::ZoneId> zone;
  table::DateOrder date_order = table::DateOrder::unset;
  NumberFormat number_format = NumberFormat::point;
  std::map<std::string, std::string> columns;               // field -> header
  std::map<std::string, std::vector<std::string>> empty;    // field or header (or "*": every column) -> placeholders, folded
  std::string pointer;                // "/sources/leads"
};

// One of policy.fields.
struct CustomField {
  std::string name;
  table::Type type = table::Type::text;
  std::string column;
};

struct NamedCalendar {
  std::string name;
  calendar::Hours hours;
  calendar::Calendar calendar;
};

enum class Period : std::uint8_t { day, week, month };

struct Person {
  std::string id, name, email;
  int calendar = -1;                  // into calendars; -1: none
  int manager = -1;                   // into people
  std::vector<std::string> skills;
  std::int64_t capacity = 0;          // open leads at most; 0: no limit
  Period cap_period = Period::day;
  std::int64_t cap_max = 0;           // assignments a period at most; 0: no limit
  bool active = true;
  calendar::ZoneId zone = calendar::ZoneId::utc;        // the calendar's, else the policy's
  std::vector<calendar::Span> away;
  calendar::Calendar hours;           // the calendar (always open without one) less `away`
};

enum class Rotation : std::uint8_t { fair_share, smooth_weighted, strict, longest_waiting, lowest_count, least_open };
std::string_view name_of(Rotation);

struct Member {
  int person = -1;
  std::int64_t weight = 1;
  std::int64_t calibration = 0;
};

struct Pool {
  std::string name;
  std::vector<Member> members;
  Rotation rotation = Rotation::fair_share;
  bool working_hours = false;         // availability
  std::vector<std::string> required_skills;
};

struct Sla {
  std::string name;
  bool from_assigned = false;         // start: assigned, else created
  std::string within_text;            // "15m"
  Millis within = 0;
  bool business = false;              // clock
  int calendar = -1;                  // into calendars; -1: the owner's
  Millis warn_after = 0;              // within * warn_at, rounded down; 0: no warning
  bool reassign = false;
  std::int64_t times = 1;
  bool escalate_to_manager = false;
  int escalate_to = -1;               // into people
};

struct Step {
  enum class Kind : std::uint8_t { owner, pool, queue, account_owner, contact_owner, opportunity_owner, current_owner };
  Kind kind = Kind::queue;
  int index = -1;                     // owner: into people; pool: into pools
  std::string queue;
};
std::string in_words(const Step&, const struct Policy&);   // "pool `uk-sdr`"

enum class OnNoOwner : std::uint8_t { queue, next_rule, hold };

struct Rule {
  std::string id;
  Condition when;
  std::vector<Step> assign;
  int sla = -1;                       // into slas
  OnNoOwner on_no_owner = OnNoOwner::queue;
  std::string pointer;                // "/rules/3"
};

// Section 9. `expected` holds the keys of `expect` as written.
struct Assertion {
  std::string id;
  Condition where;
  std::string rule, owner, pool, queue, outcome, reason;   // empty: not asked
  bool same_as_before = false;
  std::string pointer;
};

enum class OnDuplicate : std::uint8_t { route, queue, follow };
enum class OnAmbiguous : std::uint8_t { queue, ignore };

struct ReviewDecision {               // matching.decisions: what a person has said of two records
  std::string left_table, left_id, right_table, right_id;
  bool same = true;
  std::string pointer;
};

struct Matching {
  double auto_score = 0;              // 0: the default of the identity room
  double review_score = 0;
  std::vector<std::string> tie_breakers;
  bool tie_breakers_given = false;
  OnDuplicate on_duplicate = OnDuplicate::route;
  OnAmbiguous on_ambiguous = OnAmbiguous::queue;
  std::vector<std::string> touch_kinds;   // folded
  bool touch_kinds_given = false;
  std::vector<ReviewDecision> decisions;
  std::map<std::string, bool> normalise;  // rule of normalisation -> switched on
  std::string survivor = "oldest";
  std::optional<Decimal> amount_tolerance;    // of reconcile, a share: 0.005
};

struct Policy {
  std::string name;
  calendar::ZoneId zone = calendar::ZoneId::utc;
  std::array<Source, table::role_count> sources;
  std::vector<CustomField> fields;
  std::vector<std::pair<std::string, std::vector<std::string>>> lists;   // as written
  std::vector<std::pair<std::string, Condition>> conditions;             // the named ones
  std::vector<NamedCalendar> calendars;
  std::vector<Person> people;
  std::vector<Pool> pools;
  std::vector<Sla> slas;
  bool has_segment = false;
  Condition segment;
  std::vector<int> evidence;              // lead fields, into `used`
  bool evidence_routes = false;           // on_missing: route
  Matching matching;
  std::vector<Rule> rules;
  std::vector<Assertion> assertions;
  Instant as_of = no_instant;             // no_instant: the latest instant in the data
  json::Value pilot;                      // section 10, as written; null where absent

  std::vector<Field> used;                // the fields that atoms read
  std::vector<Atom> atoms;                // distinct
  std::string hash;                       // SHA-256 of the canonical JSON
  std::string graph_key;                  // what the ID graph depends on: sources, matching, zone; canonical

  const Source& source(table::Role role) const { return sources[static_cast<std::size_t>(role)]; }
};

Result<Policy> read(std::string_view file, std::string_view text, Policy* as_far_as_read = nullptr);

// `90s`, `15m`, `4h`, `2d`: a positive integer and its unit, at most 20000 days; a business clock takes no
// `d`. The problem has no place.
Result<Millis> read_length(std::string_view text, bool business);

// The type of a lead's field: standard ones by A10, the others by policy.fields. -1-like: nullopt.
std::optional<table::Type> lead_field_type(const Policy&, std::string_view name);

// "country is US or CA, and employees is at least 500"
std::string in_words(const Condition&, const Policy&);
std::string in_words(const Atom&, const Policy&);

// `{"all": []}`, written there or behind one reference: the rule that takes what is left.
bool is_catch_all(const Condition&, const Policy&);

// The policy's JSON Schema, draft 2020-12.
std::string schema();

}  // namespace leadwright::policy
