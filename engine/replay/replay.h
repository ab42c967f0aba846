// The replay: one ordered stream of events in which every lead is decided.
//
// At one instant: people and periods (open, close, away, cap); then touches; then warnings; then
// breaches; then held leads are released, oldest arrival first; then arrivals; among equals by the
// order of taking (`World::order`). Every lead ends with exactly one Decision. The input's order of
// rows does not matter, and cutting the input at an instant leaves what was decided before as it was.
//
//   Run run = replay::run(world);
//   run.decisions[row].owner
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "assignment/rotation.h"
#include "policy/matcher.h"
#include "policy/policy.h"

namespace leadwright::replay {

inline constexpr Instant never = INT64_MAX;   // a clock that is never due

enum class Outcome : std::uint8_t { routed, queued, out_of_scope };
enum class Reason : std::uint8_t {
  none, row_malformed, missing_id, duplicate_id, missing_created_at, missing_evidence, duplicate_lead, ambiguous_match,
  undecidable, no_eligible_owner, held, no_rule
};
inline constexpr int reason_count = 12;
enum class SlaStatus : std::uint8_t { none, met, breached, pending };
std::string_view name_of(Outcome);
std::string_view name_of(Reason);       // empty for none
std::string_view name_of(SlaStatus);
// What to do about it: one sentence.
std::string_view remedy_of(Reason);

// What an owner cell means: a person, or why nobody.
struct OwnerCell {
  enum class State : std::uint8_t { absent, person, unknown };
  State state = State::absent;
  int person = -1;
  bool operator==(const OwnerCell&) const = default;
};

// How a lead's account was found (section 11, `match`).
enum class MatchKind : std::uint8_t { none, account_id, email, domain, scored };
std::string_view name_of(MatchKind);

// What the ID graph says of a lead.
struct LeadMatch {
  std::int64_t account = -1;              // row of the accounts; -1: none
  MatchKind kind = MatchKind::none;
  bool ambiguous = false;                 // several, and no tie-breaker settled it
  std::int64_t duplicate_of_lead = -1;    // row of an earlier lead
  std::int64_t duplicate_of_contact = -1; // row of a contact
  OwnerCell account_owner, contact_owner, opportunity_owner;
};

// Everything that is replayed. Rows are those of the leads table.
struct World {
  const policy::Policy* policy = nullptr;
  policy::Leads leads;
  std::vector<std::uint8_t> malformed;
  std::vector<std::string_view> ids;      // trimmed; empty: unknown
  std::vector<std::uint8_t> repeated_id;  // seen before in the order of taking
  std::vector<Instant> arrivals;          // no_instant: unknown or invalid
  std::vector<Instant> touches;           // first touch at or after the arrival and not after as_of; no_instant: none
  std::vector<OwnerCell> recorded_owner;
  std::vector<LeadMatch> matches;         // empty: no graph
  std::vector<std::uint32_t> order;       // rows in the order of taking (as they come where no lead leans on another)
  Instant as_of = no_instant;
};

struct Decision {
  Outcome outcome = Outcome::queued;
  Reason reason = Reason::none;
  SlaStatus sla_status = SlaStatus::none;
  bool missing_evidence_warned = false;   // routed although evidence is missing
  std::int32_t rule = -1;                 // -1: none; duplicate_rule: `duplicate`
  std::int32_t step = 0;                  // 1-based; 0: none
  std::int32_t owner = -1;                // into people
  std::int32_t pool = -1;
  std::int32_t queue_rule = -1;           // the queue is the step's of this rule; -1: none
  std::int32_t sla = -1;
  std::int32_t breaches = 0;
  std::int32_t reassignments = 0;
  Instant started = no_instant;
  Instant due = no_instant;               // `never` where it is never due
  Instant assigned = no_instant;
  bool operator==(const Decision&) const = default;
};
inline constexpr std::int32_t duplicate_rule = -2;

// Why a member was passed over.
enum class Standing : std::uint8_t { eligible, inactive, away, skill_missing, cap_reached, capacity_full, outside_hours, had_it };
inline constexpr int standing_count = 8;
std::string_view name_of(Standing);

struct MemberTrace {
  int person;
  Standing standing;
  std::int64_t before, after;             // the rotation's number (assignment::standing)
};

// One thing that happened to the traced lead, in time order.
struct TraceEvent {
  enum class Kind : std::uint8_t {
    arrived, rule_matched, step_tried, nobody, queued, held, released, assigned, to_queue, clock_started, touched,
    warned, breached, reassigned, escalated, stays, still_held
  };
  Kind kind;
  Instant at;
  int rule = -1, step = 0, pool = -1, person = -1, previous = -1;
  Reason reason = Reason::none;
  OwnerCell::State owner_state = OwnerCell::State::absent;  // step_tried: why an owner cell gave nobody
  bool inactive = false;
  Instant due = no_instant;
  std::vector<MemberTrace> members = {};
};

// Fairness, by pool and member (section 5): entitlement is the sum over the pool's picks for which the
// member was eligible of weight / sum of eligible weights, in 1/one_lead leads.
struct MemberCount {
  std::int64_t served = 0;
  std::int64_t entitlement = 0;
  std::int64_t worst_deviation = 0;       // largest |served - entitlement| after any pick, in 1/one_lead leads
  std::int64_t longest_gap = 0;           // most of the pool's picks between two that served the member
  std::int64_t passed_over[standing_count] = {};
};
struct PoolCount {
  std::vector<MemberCount> members;
  std::int64_t picks = 0;
  std::int64_t nobody = 0;                // times asked with nobody eligible
};

// A held lead that got its owner; every other lead got its first at its arrival.
struct Release {
  std::uint32_t row;
  Instant at;
};

struct Run {
  std::vector<Decision> decisions;        // by row
  std::vector<Release> released;          // in time order
  std::vector<PoolCount> pools;
  std::vector<std::int64_t> matched_owner;// by person: leads got by owner, match and current_owner steps
  std::vector<TraceEvent> trace;          // of Options::traced
};

// First touches that are not recorded but worked out on the way, from who has the lead: a forecast's people
// at their desks (forecast/desk.h). The replay tells every assignment and asks what happens next.
struct Desk {
  std::function<void(std::uint32_t row, const Decision&, Instant now)> take;  // to its owner, or to a queue
  std::function<void(std::uint32_t row, int owner, Instant now)> leave;       // another owner gets it
  std::function<Instant()> next;          // when something happens next; no_instant: nothing is left
  std::function<std::int64_t()> step;     // lets it happen: the row that is touched, or -1
};

struct Options {
  std::int64_t traced = -1;               // row whose story is kept
  policy::ClassCache* cache = nullptr;
  const Desk* desk = nullptr;             // instead of World::touches, which is then not read
};

Run run(const World&, const Options& = {});

}  // namespace leadwright::replay
