#include "proof/assertion.h"

#include <algorithm>

namespace leadwright::proof {
namespace {

using policy::Step;

std::string_view reason_of(const Side& side, const End& end) {
  switch (end.kind) {
    case End::Kind::no_rule: return "no_rule";
    case End::Kind::missing_evidence: return "missing_evidence";
    case End::Kind::undecidable: return "undecidable";
    case End::Kind::out_of_scope: return "";
    case End::Kind::rule: break;
  }
  if (side.actions[static_cast<std::size_t>(end.rule)].first != nullptr) return "";
  const policy::OnNoOwner on = side.policy->rules[static_cast<std::size_t>(end.rule)].on_no_owner;
  return on == policy::OnNoOwner::hold ? "held" : "no_eligible_owner";
}

// The one person who can get a lead by a step; -1: several, or nobody.
int only_person(const policy::Policy& p, const Step& step) {
  if (step.kind == Step::Kind::owner) return step.index;
  if (step.kind != Step::Kind::pool) return -1;
  const policy::Pool& pool = p.pools[static_cast<std::size_t>(step.index)];
  int only = -1;
  for (const policy::Member& member : pool.members) {
    if (!can_serve(p, pool, member)) continue;
    if (only >= 0) return -1;
    only = member.person;
  }
  return only;
}

}  // namespace

bool fulfils(const Side& side, const End& end, const policy::Assertion& expected) {
  const policy::Policy& p = *side.policy;
  const std::string_view reason = reason_of(side, end);
  const Step* step = end.kind == End::Kind::rule ? side.actions[static_cast<std::size_t>(end.rule)].first : nullptr;
  if (!expected.rule.empty() &&
      (end.kind != End::Kind::rule || p.rules[static_cast<std::size_t>(end.rule)].id != expected.rule)) {
    return false;
  }
  if (!expected.outcome.empty()) {
    const std::string_view outcome = end.kind == End::Kind::out_of_scope ? "out_of_scope" : reason.empty() ? "routed" : "queued";
    if (outcome != expected.outcome) return false;
  }
  if (!expected.reason.empty() && reason != expected.reason) return false;
  if (!expected.queue.empty() && (step == nullptr || step->kind != Step::Kind::queue || step->queue != expected.queue)) {
    return false;
  }
  if (!expected.pool.empty() && (step == nullptr || step->kind != Step::Kind::pool ||
                                 p.pools[static_cast<std::size_t>(step->index)].name != expected.pool)) {
    return false;
  }
  if (!expected.owner.empty()) {
    const int person = step == nullptr ? -1 : only_person(p, *step);
    if (person < 0 || p.people[static_cast<std::size_t>(person)].id != expected.owner) return false;
  }
  return true;
}

std::string expected_words(const policy::Assertion& a) {
  std::string out;
  const auto say = [&](const char* what, const std::string& name) {
    if (!name.empty()) out += (out.empty() ? "" : ", ") + std::string(what) + " `" + name + "`";
  };
  say("outcome", a.outcome);
  say("reason", a.reason);
  say("rule", a.rule);
  say("owner", a.owner);
  say("pool", a.pool);
  say("queue", a.queue);
  return out;
}

std::string end_words(const Side& side, const End& end) {
  switch (end.kind) {
    case End::Kind::no_rule: return "queued no_rule";
    case End::Kind::missing_evidence: return "queued missing_evidence";
    case End::Kind::undecidable: return "queued undecidable";
    case End::Kind::out_of_scope: return "out of scope";
    case End::Kind::rule: break;
  }
  return "rule `" + side.policy->rules[static_cast<std::size_t>(end.rule)].id + "` (" +
         side.actions[static_cast<std::size_t>(end.rule)].words + ")";
}

}  // namespace leadwright::proof
