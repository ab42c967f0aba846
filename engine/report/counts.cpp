#include "report/counts.h"

#include <algorithm>
#include <set>

namespace leadwright::report {
namespace {

using policy::Condition;
using replay::Outcome;
using table::State;

constexpr std::size_t index_of(std::int64_t value) { return static_cast<std::size_t>(value); }

// Fields under an odd number of negations, whose blanks may make the condition hold.
void negated_fields(const Condition& condition, const policy::Policy& policy, bool negated, std::set<int>& fields,
                    std::set<std::pair<int, bool>>& seen) {
  using Kind = Condition::Kind;
  if (condition.kind == Kind::atom) {
    const policy::Atom& atom = policy.atoms[index_of(condition.atom)];
    if (negated && atom.op != policy::Op::is_known && atom.op != policy::Op::is_unknown) fields.insert(atom.field);
  }
  if (condition.kind == Kind::reference && seen.insert({condition.reference, negated}).second) {
    negated_fields(policy.conditions[index_of(condition.reference)].second, policy, negated, fields, seen);
  }
  for (const Condition& part : condition.parts) {
    negated_fields(part, policy, negated != (condition.kind == Kind::negation), fields, seen);
  }
}

std::vector<BlankCount> count_blanks(const DryRun& dry) {
  std::vector<BlankCount> counts;
  // By rule: the fields to look at, and of how many of its leads each is blank.
  std::vector<std::vector<std::pair<int, std::int64_t>>> fields_of(dry.policy->rules.size());
  bool any = false;
  for (std::size_t r = 0; r < fields_of.size(); ++r) {
    std::set<int> fields;
    std::set<std::pair<int, bool>> seen;
    negated_fields(dry.policy->rules[r].when, *dry.policy, false, fields, seen);
    for (const int field : fields) fields_of[r].push_back({field, 0});
    any |= !fields.empty();
  }
  if (!any) return counts;
  for (std::int64_t row = 0; row < dry.world().leads.rows; ++row) {
    const std::int32_t rule = dry.decision(row).rule;
    if (rule < 0) continue;
    for (auto& [field, leads] : fields_of[index_of(rule)]) leads += dry.world().leads.state(field, row) != State::known;
  }
  for (std::size_t r = 0; r < fields_of.size(); ++r) {
    for (const auto& [field, leads] : fields_of[r]) {
      if (leads > 0) counts.push_back({static_cast<int>(r), field, leads});
    }
  }
  return counts;
}

}  // namespace

void SlaCount::add(const replay::Decision& decision, bool touched, std::string_view agrees) {
  breaches += decision.breaches;
  reassignments += decision.reassignments;
  switch (decision.sla_status) {
    case replay::SlaStatus::none: return;
    case replay::SlaStatus::met: met += 1; break;
    case replay::SlaStatus::breached: breached += 1; break;
    case replay::SlaStatus::pending: pending += 1; break;
  }
  clocks += 1;
  if (touched) (agrees == "yes" ? touched_by_recorded : touched_assumed) += 1;
}

namespace {

Counts count(const DryRun& dry) {
  const replay::World& world = dry.world();
  const policy::Policy& policy = *dry.policy;
  Counts counts;
  counts.rows = world.leads.rows;
  counts.by_rule.resize(policy.rules.size() + 1);
  counts.by_owner.resize(policy.people.size());
  counts.by_sla.resize(policy.slas.size());
  counts.evidence_known.assign(policy.evidence.size(), 0);
  std::vector<std::vector<std::int64_t>> by_step;   // by rule: leads that each step put into a queue
  for (const policy::Rule& rule : policy.rules) by_step.emplace_back(rule.assign.size(), 0);
  for (std::int64_t row = 0; row < counts.rows; ++row) {
    const replay::Decision& decision = dry.decision(row);
    const bool touched = world.touches[index_of(row)] != no_instant;
    const std::string_view agrees = agrees_text(dry, row);
    counts.agree += agrees == "yes";
    counts.disagree += agrees == "no";
    counts.evidence_warnings += decision.missing_evidence_warned;
    switch (decision.outcome) {
      case Outcome::routed: counts.routed += 1; break;
      case Outcome::queued:
        counts.queued += 1;
        counts.by_reason[static_cast<std::size_t>(decision.reason)] += 1;
        break;
      case Outcome::out_of_scope: counts.out_of_scope += 1; break;
    }
    if (decision.outcome == Outcome::routed) {
      GroupCount& rule = counts.by_rule[decision.rule >= 0 ? index_of(decision.rule) : policy.rules.size()];
      rule.leads += 1;
      rule.sla.add(decision, touched, agrees);
      counts.all.leads += 1;
      counts.all.sla.add(decision, touched, agrees);
      if (decision.queue_rule >= 0) by_step[index_of(decision.queue_rule)][index_of(decision.step - 1)] += 1;
      if (decision.sla >= 0) {
        counts.by_sla[index_of(decision.sla)].leads += 1;
        counts.by_sla[index_of(decision.sla)].sla.add(decision, touched, agrees);
      }
    }
    if (decision.owner >= 0) {
      counts.by_owner[index_of(decision.owner)].leads += 1;
      counts.by_owner[index_of(decision.owner)].sla.add(decision, touched, agrees);
    }
    if (!world.matches.empty() && !world.malformed[index_of(row)]) {
      const replay::LeadMatch& match = world.matches[index_of(row)];
      counts.by_match[static_cast<std::size_t>(match.kind)] += 1;
      counts.ambiguous += match.ambiguous;
      counts.duplicates += match.duplicate_of_lead >= 0 || match.duplicate_of_contact >= 0;
    }
    if (!world.malformed[index_of(row)]) {
      counts.readable += 1;
      for (std::size_t i = 0; i < policy.evidence.size(); ++i) {
        counts.evidence_known[i] += world.leads.state(policy.evidence[i], row) == State::known;
      }
    }
  }
  for (std::size_t r = 0; r < by_step.size(); ++r) {
    for (std::size_t step = 0; step < by_step[r].size(); ++step) {
      if (by_step[r][step] > 0) counts.by_queue[policy.rules[r].assign[step].queue] += by_step[r][step];
    }
  }
  counts.blank = count_blanks(dry);
  const auto countries = dry.workspace->values(table::Role::leads, "country", table::Type::country);
  for (const std::uint32_t code : countries->code) {
    const table::Value& value = (*countries->distinct)[code];
    counts.unknown_countries += value.state == State::known && !value.is_code;
  }
  return counts;
}

}  // namespace

DryRun with_counts(DryRun dry) {
  dry.counts = std::make_shared<const Counts>(count(dry));
  return dry;
}

}  // namespace leadwright::report
