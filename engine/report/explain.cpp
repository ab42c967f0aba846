#include <algorithm>

#include "assignment/rotation.h"
#include "base/json.h"
#include "base/text.h"
#include "report/fairness.h"
#include "report/report.h"

namespace leadwright::report {
namespace {

using policy::Condition;
using policy::Truth;
using replay::OwnerCell;
using replay::Standing;
using replay::TraceEvent;
using table::Role;

constexpr std::size_t index_of(std::int64_t value) { return static_cast<std::size_t>(value); }

// One part of a condition that did not hold, with what the lead has instead.
struct Failure {
  std::string condition;
  std::string found;
};

// The lead's story: the run once more, with this lead traced.
class Story {
 public:
  Story(const DryRun& dry, std::int64_t row, int why_not) : dry_(dry), policy_(*dry.policy), row_(row), why_not_(why_not) {
    replay::Options options;
    options.traced = row;
    trace_ = replay::run(dry.world(), options).trace;
    const std::int32_t owner = decision().owner;
    zone_ = owner >= 0 ? policy_.people[index_of(owner)].zone : policy_.zone;
  }

  const replay::Decision& decision() const { return dry_.decision(row_); }
  std::string id() const { return std::string(dry_.world().ids[index_of(row_)]); }

  // "ana (Ana Ruiz)"
  std::string person(int index) const {
    if (index < 0) return "nobody";
    const policy::Person& one = policy_.people[index_of(index)];
    return one.name.empty() || one.name == one.id ? one.id : one.name + " (" + one.id + ")";
  }

  std::string shown(int field) const {
    const policy::Field& what = policy_.used[index_of(field)];
    const table::Value value = dry_.world().leads.value(field, row_);
    std::string cell;
    if (what.of_account) {
      const auto& matches = dry_.world().matches;
      const std::int64_t account = matches.empty() ? -1 : matches[index_of(row_)].account;
      if (account < 0) return "unknown, since the lead has no account";
      cell = cell_of(Role::accounts, what.name, account);
    } else {
      cell = cell_of(Role::leads, what.name, row_);
    }
    if (value.state == table::State::invalid) return "“" + cell + "”, which is invalid (" + value.reason + ")";
    if (value.state == table::State::unknown) return "unknown";
    return "“" + cell + "”";
  }

  std::string cell_of(Role role, std::string_view field, std::int64_t row) const {
    const workspace::RoleTable* rows = dry_.workspace->find(role);
    if (rows == nullptr) return {};
    const int index = rows->field(field);
    return index < 0 ? std::string() : std::string(text::trim(rows->sheet.cell(row, index)));
  }

  // Why a condition does not hold: the parts that fail.
  void failures(const Condition& condition, std::vector<Failure>& out) const {
    using Kind = Condition::Kind;
    switch (condition.kind) {
      case Kind::atom: {
        const policy::Atom& atom = policy_.atoms[index_of(condition.atom)];
        out.push_back({in_words(atom, policy_), policy::full_name(policy_.used[index_of(atom.field)]) + " is " + shown(atom.field)});
        return;
      }
      case Kind::opaque: out.push_back({in_words(condition, policy_), "the file cannot tell"}); return;
      case Kind::reference: failures(policy_.conditions[index_of(condition.reference)].second, out); return;
      case Kind::negation: {
        std::string found = "it holds";
        const Condition& part = condition.parts[0];
        if (part.kind == Kind::atom) {
          const int field = policy_.atoms[index_of(part.atom)].field;
          found = policy::full_name(policy_.used[index_of(field)]) + " is " + shown(field);
        }
        out.push_back({in_words(condition, policy_), found});
        return;
      }
      case Kind::all:
      case Kind::any: break;
    }
    if (condition.parts.empty()) out.push_back({in_words(condition, policy_), "it never holds"});
    for (const Condition& part : condition.parts) {
      if (truth(part) == Truth::no) failures(part, out);
    }
  }

  Truth truth(const Condition& condition) const { return policy::truth_of(condition, policy_, dry_.world().leads, row_); }

  // Rules that were looked at, in order; `matched` of each.
  struct Tried {
    int rule;
    Truth matched;
    std::vector<Failure> failed;
  };
  std::vector<Tried> tried() const {
    std::vector<Tried> out;
    using replay::Reason;
    const replay::Decision& decided = decision();
    const bool before_rules = decided.outcome == replay::Outcome::out_of_scope ||
                              (decided.reason != Reason::none && decided.reason != Reason::undecidable &&
                               decided.reason != Reason::no_eligible_owner && decided.reason != Reason::held &&
                               decided.reason != Reason::no_rule) ||
                              decided.rule == replay::duplicate_rule;
    if (before_rules) return out;
    if (policy_.has_segment && truth(policy_.segment) != Truth::yes) return out;
    const bool to_the_end = decided.reason == Reason::no_rule || decided.reason == Reason::undecidable ||
                            (decided.reason == Reason::no_eligible_owner &&
                             policy_.rules[index_of(decided.rule)].on_no_owner == policy::OnNoOwner::next_rule);
    for (std::size_t r = 0; r < policy_.rules.size(); ++r) {
      Tried one{static_cast<int>(r), truth(policy_.rules[r].when), {}};
      if (one.matched == Truth::no) failures(policy_.rules[r].when, one.failed);
      out.push_back(std::move(one));
      if (out.back().matched == Truth::unknown) break;
      if (!to_the_end && static_cast<int>(r) == decided.rule) break;
    }
    return out;
  }

  std::string standing_words(const replay::MemberTrace& member, Instant at) const {
    const policy::Person& one = policy_.people[index_of(member.person)];
    switch (member.standing) {
      case Standing::eligible: return "eligible";
      case Standing::inactive: return "inactive";
      case Standing::away: return "away";
      case Standing::skill_missing: return "lacks a skill that the pool requires";
      case Standing::cap_reached: return "has had the " + grouped(one.cap_max) + " leads of the period's cap";
      case Standing::capacity_full: return "has " + grouped(one.capacity) + " open leads, the capacity";
      case Standing::outside_hours: {
        const Instant opens = one.hours.next_open(at);
        return "outside working hours (" + (opens == no_instant ? std::string("never open again") : "opens " + local_time(opens, one.zone) + (one.zone == zone_ ? std::string() : " " + std::string(calendar::zone_name(one.zone)))) + ")";
      }
      case Standing::had_it: return "has had this lead";
    }
    return {};
  }

  std::string number_words(const policy::Pool& pool, std::int64_t number) const {
    return pool.rotation == policy::Rotation::fair_share ? leads_text(number) : std::to_string(number);
  }

  std::string pool_words(const TraceEvent& event) const {
    const policy::Pool& pool = policy_.pools[index_of(event.pool)];
    std::string out;
    for (const replay::MemberTrace& member : event.members) {
      if (member.standing != Standing::eligible) {
        out += " " + person(member.person) + " is passed over: " + standing_words(member, event.at) + ".";
      }
    }
    if (event.person >= 0) {
      out += " By " + std::string(name_of(pool.rotation)) + ": ";
      bool first = true;
      for (const replay::MemberTrace& member : event.members) {
        if (member.standing != Standing::eligible) continue;
        if (!first) out += ", ";
        first = false;
        out += policy_.people[index_of(member.person)].id + " " + number_words(pool, member.before) + " → " +
               number_words(pool, member.after);
      }
      out += ".";
    }
    return out;
  }

  std::string sentence(const TraceEvent& event) const {
    const auto rule = [&] { return event.rule >= 0 ? policy_.rules[index_of(event.rule)].id : std::string("duplicate"); };
    const auto pool = [&] { return policy_.pools[index_of(event.pool)].name; };
    switch (event.kind) {
      case TraceEvent::Kind::arrived: return "The lead arrives.";
      case TraceEvent::Kind::rule_matched:
        return "Rule " + rule() + " matches: " + in_words(policy_.rules[index_of(event.rule)].when, policy_) + ".";
      case TraceEvent::Kind::step_tried:
        if (event.pool >= 0) {
          return "Step " + std::to_string(event.step) + ", pool " + pool() + ", picks " + person(event.person) + "." + pool_words(event);
        }
        return "Step " + std::to_string(event.step) + ", " + in_words(policy_.rules[index_of(event.rule)].assign[index_of(event.step - 1)], policy_) +
               ", yields nobody: " +
               (event.inactive ? person(event.person) + " is inactive (owner_inactive)."
                : event.owner_state == OwnerCell::State::unknown ? std::string("the owner is no person of the policy, or fits two (owner_unknown).")
                                                                 : std::string("there is none."));
      case TraceEvent::Kind::nobody:
        return "Pool " + pool() + " has nobody eligible." + pool_words(event);
      case TraceEvent::Kind::queued: return "Queued: " + std::string(replay::name_of(event.reason)) + ". To do: " + std::string(replay::remedy_of(event.reason)) + ".";
      case TraceEvent::Kind::held: return "The lead is held until a member of pool " + pool() + " becomes eligible.";
      case TraceEvent::Kind::still_held: return "The lead still waits for pool " + pool() + ".";
      case TraceEvent::Kind::released: return "The lead is released to pool " + pool() + ".";
      case TraceEvent::Kind::assigned: return "Owner: " + person(event.person) + ".";
      case TraceEvent::Kind::reassigned: return "The lead moves from " + person(event.previous) + " to " + person(event.person) + ".";
      case TraceEvent::Kind::to_queue:
        return "Step " + std::to_string(event.step) + " puts it into queue " + policy_.rules[index_of(event.rule)].assign[index_of(event.step - 1)].queue + ".";
      case TraceEvent::Kind::clock_started: {
        const policy::Sla& sla = policy_.slas[index_of(decision().sla)];
        return "Clock " + sla.name + " (" + sla.within_text + (sla.business ? " of business time" : "") + "): " +
               (event.due == replay::never ? std::string("never due, since the calendar does not open again.")
                                           : "due " + local_time(event.due, zone_) + ".");
      }
      case TraceEvent::Kind::touched: return "First touch.";
      case TraceEvent::Kind::warned: return "Warning: the clock is about to run out.";
      case TraceEvent::Kind::breached: return "Breach: not touched by the due time.";
      case TraceEvent::Kind::escalated:
        return event.person >= 0 ? person(event.person) + " is told; " + person(event.previous) + " keeps the lead."
                                 : "Nobody is there to be told; the lead stays where it is.";
      case TraceEvent::Kind::stays: return "The lead stays where it is.";
    }
    return {};
  }

  std::string verdict() const {
    const replay::Decision& decided = decision();
    switch (decided.outcome) {
      case replay::Outcome::out_of_scope: return "out of scope: the segment does not hold";
      case replay::Outcome::queued: return "queued " + std::string(replay::name_of(decided.reason));
      case replay::Outcome::routed: break;
    }
    if (decided.queue_rule >= 0) return "routed to queue " + std::string(queue_text(dry_, row_)) + " by rule " + std::string(rule_text(dry_, row_));
    return "routed to " + person(decided.owner) + " by rule " + std::string(rule_text(dry_, row_));
  }

  std::string sla_sentence() const {
    const replay::Decision& decided = decision();
    if (decided.sla < 0) return {};
    const Instant touch = dry_.world().touches[index_of(row_)];
    std::string out = "Clock " + std::string(sla_text(dry_, row_)) + ": " + std::string(replay::name_of(decided.sla_status));
    out += touch == no_instant ? ", not touched yet" : ", first touch " + local_time(touch, zone_);
    if (decided.breaches > 0) out += ", " + counted(decided.breaches, "breach", "breaches");
    return out + ".";
  }

  std::string account_sentence() const {
    const auto& matches = dry_.world().matches;
    if (matches.empty()) return {};
    const replay::LeadMatch& match = matches[index_of(row_)];
    if (match.ambiguous) return "Several accounts fit and no tie-breaker settles it.";
    if (match.account < 0) return "No account was found.";
    const std::string name = cell_of(Role::accounts, "name", match.account);
    return "Account " + cell_of(Role::accounts, "id", match.account) + (name.empty() ? "" : " (" + name + ")") +
           ", found by " + std::string(replay::name_of(match.kind)) + ".";
  }

  // Why the lead did not go to this person: one sentence a reason.
  std::vector<std::string> why_not() const {
    std::vector<std::string> out;
    if (why_not_ < 0) return out;
    const policy::Person& one = policy_.people[index_of(why_not_)];
    const std::string who = person(why_not_);
    if (decision().owner == why_not_) return {who + " has the lead."};
    for (const TraceEvent& event : trace_) {
      if (event.kind == TraceEvent::Kind::reassigned && event.previous == why_not_) {
        out.push_back(who + " had the lead until the breach of " + local_time(event.at, zone_) + ".");
      }
      for (const replay::MemberTrace& member : event.members) {
        if (member.person != why_not_) continue;
        const policy::Pool& pool = policy_.pools[index_of(event.pool)];
        if (member.standing != Standing::eligible) {
          out.push_back("In pool " + pool.name + " " + who + " was passed over: " + standing_words(member, event.at) + ".");
        } else if (event.person >= 0 && event.person != why_not_) {
          out.push_back("In pool " + pool.name + " " + who + " was eligible, but by " + std::string(name_of(pool.rotation)) + " it was " +
                        person(event.person) + "'s turn.");
        }
      }
    }
    if (!one.active) out.push_back(who + " is inactive.");
    out.erase(std::unique(out.begin(), out.end()), out.end());
    if (!out.empty()) return out;
    // No step of the rule that decided reaches this person: which rules would?
    const auto reaches = [&](const policy::Rule& rule) {
      return std::any_of(rule.assign.begin(), rule.assign.end(), [&](const policy::Step& step) {
        if (step.kind == policy::Step::Kind::owner) return step.index == why_not_;
        if (step.kind != policy::Step::Kind::pool) return false;
        const auto& members = policy_.pools[index_of(step.index)].members;
        return std::any_of(members.begin(), members.end(), [&](const policy::Member& m) { return m.person == why_not_; });
      });
    };
    const std::vector<Tried> looked_at = tried();
    for (std::size_t r = 0; r < policy_.rules.size(); ++r) {
      const policy::Rule& rule = policy_.rules[r];
      if (!reaches(rule)) continue;
      const auto found = std::find_if(looked_at.begin(), looked_at.end(), [&](const Tried& t) { return t.rule == static_cast<int>(r); });
      if (found == looked_at.end()) {
        out.push_back("Rule " + rule.id + ", which reaches " + who + ", was not looked at: the lead was decided before.");
      } else if (found->matched == Truth::no) {
        std::string text = "Rule " + rule.id + ", which reaches " + who + ", does not match: ";
        for (std::size_t i = 0; i < found->failed.size(); ++i) text += (i == 0 ? "" : "; ") + found->failed[i].condition + ", but " + found->failed[i].found;
        out.push_back(text + ".");
      } else {
        out.push_back("Rule " + rule.id + " reaches " + who + " only after a step that took the lead.");
      }
    }
    if (out.empty()) out.push_back("No rule's steps reach " + who + " by name or pool.");
    return out;
  }

  const std::vector<TraceEvent>& trace() const { return trace_; }
  calendar::ZoneId zone() const { return zone_; }

 private:
  const DryRun& dry_;
  const policy::Policy& policy_;
  std::int64_t row_;
  int why_not_;
  std::vector<TraceEvent> trace_;
  calendar::ZoneId zone_ = calendar::ZoneId::utc;
};

std::string_view name_of(TraceEvent::Kind kind) {
  static constexpr std::string_view names[] = {"arrived", "rule_matched", "step_tried", "nobody", "queued", "held", "released",
                                               "assigned", "to_queue", "clock_started", "touched", "warned", "breached",
                                               "reassigned", "escalated", "stays", "still_held"};
  return names[static_cast<std::size_t>(kind)];
}

}  // namespace

std::string explain_text(const DryRun& dry, std::int64_t row, int why_not, int width) {
  const Story story(dry, row, why_not);
  const policy::Policy& policy = *dry.policy;
  std::string out = "Lead " + (story.id().empty() ? "without an id" : story.id()) + " (row " + std::to_string(row + 1) + "): " + story.verdict() + "\n";
  const auto paragraph = [&](const std::string& text, std::string_view indent = "  ") {
    if (!text.empty()) out += wrapped(std::string(indent) + text, width, indent) + "\n";
  };
  if (dry.world().malformed[index_of(row)]) {
    paragraph("The row could not be read: " + dry.workspace->find(Role::leads)->sheet.malformed_reason(row) + ".");
    return out;
  }
  if (policy.has_segment && dry.decision(row).outcome == replay::Outcome::out_of_scope) {
    std::vector<Failure> failed;
    story.failures(policy.segment, failed);
    for (const Failure& failure : failed) paragraph("The segment asks that " + failure.condition + ", but " + failure.found + ".");
  }
  paragraph(story.account_sentence());
  for (const int field : policy.evidence) {
    if (dry.world().leads.state(field, row) != table::State::known) {
      paragraph("Evidence is missing: " + policy.used[index_of(field)].name + " is " + story.shown(field) + ".");
    }
  }
  const auto tried = story.tried();
  if (!tried.empty()) out += "\nRules, in order\n";
  for (const Story::Tried& one : tried) {
    const std::string& id = policy.rules[index_of(one.rule)].id;
    if (one.matched == Truth::yes) {
      paragraph("✓ " + id + " matches");
    } else if (one.matched == Truth::unknown) {
      paragraph("? " + id + " cannot be decided: " + in_words(policy.rules[index_of(one.rule)].when, policy));
    } else {
      std::string text = "✗ " + id + ": ";
      for (std::size_t i = 0; i < one.failed.size() && i < 3; ++i) {
        text += (i == 0 ? "" : "; ") + one.failed[i].condition + ", but " + one.failed[i].found;
      }
      if (one.failed.size() > 3) text += "; and " + std::to_string(one.failed.size() - 3) + " more";
      paragraph(text);
    }
  }
  if (!story.trace().empty()) {
    out += "\nWhat happened (" + std::string(calendar::zone_name(story.zone())) + ")\n";
    for (const TraceEvent& event : story.trace()) {
      const std::string time = local_time(event.at, story.zone());
      const std::string indent = "  " + std::string(std::max<std::size_t>(time.size(), 20) + 2, ' ');
      out += wrapped("  " + time + std::string(indent.size() - 2 - time.size(), '\x01') + story.sentence(event), width, indent) + "\n";
    }
    std::replace(out.begin(), out.end(), '\x01', ' ');
  }
  const std::string sla = story.sla_sentence();
  if (!sla.empty()) {
    out += "\n";
    paragraph(sla);
  }
  const auto reasons = story.why_not();
  if (!reasons.empty()) {
    out += "\nWhy not " + story.person(why_not) + "\n";
    for (const std::string& reason : reasons) paragraph(reason);
  }
  return out;
}

std::string explain_json(const DryRun& dry, std::int64_t row, int why_not) {
  const Story story(dry, row, why_not);
  const policy::Policy& policy = *dry.policy;
  json::Writer w;
  w.object().field("lead_id", story.id()).field("row", row + 1).field("verdict", story.verdict());
  w.field("time_zone", calendar::zone_name(story.zone()));

  w.key("decision").object();
  const auto cells = decision_cells(dry, row);
  for (std::size_t i = 0; i < cells.size(); ++i) w.field(decision_columns()[i], cells[i]);
  w.end();

  w.key("lead").object();
  const workspace::RoleTable& rows = *dry.workspace->find(Role::leads);
  const table::Sheet& sheet = rows.sheet;
  for (std::size_t f = 0; f < rows.fields.size(); ++f) {
    if (!rows.has_column(static_cast<int>(f))) continue;
    w.field(rows.fields[f], sheet.cell(row, static_cast<int>(f)));
  }
  w.end();
  w.field("account", story.account_sentence());

  w.key("segment").object();
  w.field("given", policy.has_segment);
  w.field("holds", !policy.has_segment || dry.world().malformed[index_of(row)] || story.truth(policy.segment) == Truth::yes);
  w.end();

  w.key("rules").array();
  for (const Story::Tried& one : story.tried()) {
    w.object().field("rule", policy.rules[index_of(one.rule)].id);
    w.field("when", in_words(policy.rules[index_of(one.rule)].when, policy));
    w.field("matches", one.matched == Truth::yes ? "yes" : one.matched == Truth::no ? "no" : "undecidable");
    w.key("failed").array();
    for (const Failure& failure : one.failed) {
      w.object().field("condition", failure.condition).field("found", failure.found).end();
    }
    w.end().end();
  }
  w.end();

  w.key("events").array();
  for (const TraceEvent& event : story.trace()) {
    w.object().field("kind", name_of(event.kind)).field("at", format_instant(event.at));
    w.field("local", local_time(event.at, story.zone())).field("says", story.sentence(event));
    if (event.rule >= 0) w.field("rule", policy.rules[index_of(event.rule)].id);
    if (event.step > 0) w.field("step", event.step);
    if (event.pool >= 0) w.field("pool", policy.pools[index_of(event.pool)].name);
    if (event.person >= 0) w.field("person", policy.people[index_of(event.person)].id);
    if (event.previous >= 0) w.field("previous", policy.people[index_of(event.previous)].id);
    if (event.reason != replay::Reason::none) w.field("reason", replay::name_of(event.reason));
    if (event.kind == TraceEvent::Kind::step_tried && event.pool < 0) {
      w.field("why", event.inactive ? "owner_inactive" : event.owner_state == OwnerCell::State::unknown ? "owner_unknown" : "none");
    }
    if (event.due != no_instant) w.field("due", event.due == replay::never ? "never" : format_instant(event.due));
    if (!event.members.empty()) {
      w.key("members").array();
      for (const replay::MemberTrace& member : event.members) {
        w.object().field("person", policy.people[index_of(member.person)].id).field("standing", replay::name_of(member.standing));
        w.field("before", member.before).field("after", member.after).end();
      }
      w.end();
    }
    w.end();
  }
  w.end();
  if (why_not >= 0) {
    w.key("why_not").object().field("person", policy.people[index_of(why_not)].id).key("reasons").array();
    for (const std::string& reason : story.why_not()) w.string(reason);
    w.end().end();
  }
  w.end();
  return std::move(w).text();
}

}  // namespace leadwright::report
