// Proof: what a policy does to every possible lead, not only to the sample.
//
// All values of all fields fall into finitely many classes (space.h), rules are unions of cubes over
// them (cubes.h), and every question is whether a cube holds a lead that lies in none of some rows
// (search.h). So a finding is exact: it is true of all leads of the declared types, or it is
// `undecided` and names the bound that was hit. Nothing is guessed.
//
//   Report report = proof::examine({policy, &document}, nullptr, {}, decide);
//   for (const Finding& f : report.findings) show(f.message, f.witness);
//
// WITNESSES: a finding that speaks of a lead carries one, and it is decided by the ordinary engine
// (`Decide`) before the finding is told. Where the engine decides otherwise the finding is dropped and
// `faults` says so: that is a bug in Leadwright, never the user's. A cell is blank in a witness only
// where it has to be.
//
// What is shown to be so is the matching of rules and the order of steps. Who of a pool gets a lead
// depends on the leads before it; such claims are made only where they hold for every history.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/matcher.h"
#include "policy/policy.h"
#include "proof/space.h"

namespace leadwright::proof {

enum class Kind : std::uint8_t {
  gap,                // error: a lead in the segment that no rule matches
  shadowed,           // error: a rule that never decides; `by`: a smallest set of rules that takes its leads
  never,              // error: a rule's condition (or the segment) that cannot hold; warning: a named condition's
  always,             // warning: a condition that cannot fail, though it is not written as a catch-all
  redundant,          // warning: a rule whose removal changes no decision
  overlap,            // info: `by` take leads that `rule` matches too and assigns differently; a rule that never
                      // decides and a catch-all are not looked at, and `by` names the first few;
                      // warning: they leave it only some named values of a field that it says nothing of
  no_cover,           // warning: nobody of the rule's pools works at some instants of the week; info: the leads are held
  unreachable_step,   // warning: a step after one that always yields; info: that one is a pool
  unreachable_sla,    // error: a target that its calendar cannot meet; warning: cannot meet for some arrivals
  blank_dependent,    // warning: a rule decides only because a negated comparison meets a blank; `by`: who would
  assertion_failed,   // error: `by` is the rule that decides a lead otherwise than asserted
  undecided           // warning: a bound was hit; what was tried and the bound
};
std::string_view name_of(Kind);

enum class Severity : std::uint8_t { error, warning, info };
std::string_view name_of(Severity);

struct Finding {
  Kind kind = Kind::undecided;
  Severity severity = Severity::warning;
  std::string rule;                    // its id; empty: none in particular
  std::vector<std::string> by;
  std::optional<Witness> witness;
  std::int64_t leads = 0;              // of the file, where leads were given
  bool exact = true;
  std::string message;                 // a sentence: lower case, no full stop
  std::string pointer;
  std::string patch;                   // RFC 6902, one line of JSON; empty: none is offered
  std::string patch_says;              // what the patch does, as it was proved
};

struct Report {
  std::vector<Finding> findings;       // errors first, then by rule
  std::vector<std::string> proved;     // ids of the assertions that hold for every lead
  std::vector<std::string> removable;  // rules that can be left out together: at least two, or none
  std::string shorter;                 // the patch that leaves them out: proved to change no decision
  bool decided = true;                 // no finding is undecided
  std::vector<std::string> faults;     // the engine and the proof disagree: exit 4
};

// Bounds on the work, in steps of the search and not in time, so that answers are the same everywhere.
struct Limits {
  std::int64_t most_nodes = 20'000;    // of one question
  std::int64_t most_nodes_in_all = 400'000;   // of one examination
  std::int64_t most_overlap_questions = 200'000;
  int most_by = 8;                     // rules named in `by` of an overlap
  std::int64_t most_repair_rules = 2'000;   // rules examined again, over all patched policies
  int most_regions = 12;               // cubes that describe one change of a diff
};

// What the ordinary engine says of one lead: the columns of decisions.csv.
struct Outcome {
  std::string outcome, reason, rule, owner, pool, queue;
};

// Decides each witness alone, in a workspace of its own: the lead, and the account of its `account.*`
// cells where one is known. Null: witnesses are not replayed (and `Report::faults` stays empty).
using Decide = std::function<std::vector<Outcome>(const policy::Policy&, const std::vector<Witness>&)>;

// The leads of the file: one column for each of `fields_of`, in that order; `counted[r]` is 1 for the
// rows that step 1 of a decision lets pass.
struct Leads {
  const policy::Leads* values = nullptr;
  std::vector<std::uint8_t> counted;
};
std::vector<policy::Field> fields_of(const std::vector<const policy::Policy*>&);

// A policy and its text; without the text no patches are offered.
struct Subject {
  const policy::Policy& policy;
  const json::Value* document = nullptr;
};

Report examine(const Subject&, const Leads*, const Limits&, const Decide&);

// ---- two policies ------------------------------------------------------------------------------------

// What a policy does with a lead, in words and for equality.
struct Change {
  std::string from_rule, to_rule;      // ids; empty: no rule decides
  std::string from, to;                // "pool uk-sdr (SLA hot)", "queued: no_rule"
  std::vector<std::string> where;      // regions in words; their union is the whole change
  Witness witness;
  std::int64_t leads = 0;
  bool exact = true;                   // false: `where` names the rules that meet and leaves out who takes leads before
};

// Leads of the file that two dry runs give to somebody else: "ana", "queue inbound", "queued: no_rule".
struct Move {
  std::string from, to;
  std::vector<std::int64_t> rows;      // from 0
};

struct Difference {
  std::vector<Change> changes;         // none: every lead is decided alike, which is proved
  std::vector<std::string> settings;   // pointers of what differs and is no matter of rules: /matching, /sources
  std::vector<Finding> assertions;     // `same as before` refuted, and undecided parts
  std::vector<std::string> proved;
  bool decided = true;
  std::vector<std::string> faults;
  std::vector<Move> moves;             // filled by who has a file and runs both policies on it
  bool equal() const { return changes.empty() && settings.empty() && decided; }
};

// `documents` are compared for what is no matter of rules. Rules that do the same are the same,
// whatever they are called.
Difference compare(const Subject& before, const Subject& after, const Leads*, const Limits&, const Decide&);

}  // namespace leadwright::proof
