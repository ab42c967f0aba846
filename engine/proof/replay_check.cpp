#include "proof/replay_check.h"

namespace leadwright::proof {

bool agrees(const Claim& claim, const Outcome& said) {
  const bool queued = said.outcome == "queued";
  switch (claim.end) {
    case End::Kind::no_rule: return queued && said.reason == "no_rule";
    case End::Kind::out_of_scope: return said.outcome == "out_of_scope";
    case End::Kind::missing_evidence: return queued && said.reason == "missing_evidence";
    case End::Kind::undecidable: return queued && said.reason == "undecidable";
    case End::Kind::rule: break;
  }
  if (claim.may_move_on) return true;
  if (said.rule != claim.rule) return false;
  return !claim.nobody || said.owner.empty();
}

std::string in_words(const Outcome& said) {
  std::string out = said.outcome;
  if (!said.reason.empty()) out += " " + said.reason;
  if (!said.rule.empty()) out += " by rule `" + said.rule + "`";
  return out;
}

std::vector<Disagreement> replay(const Decide& decide, const std::vector<std::pair<Claim, Witness>>& claims) {
  std::vector<Disagreement> out;
  if (!decide) return out;
  // One batch a policy.
  std::vector<const policy::Policy*> policies;
  for (const auto& [claim, unused] : claims) {
    bool known = false;
    for (const policy::Policy* p : policies) known = known || p == claim.policy;
    if (!known) policies.push_back(claim.policy);
  }
  for (const policy::Policy* p : policies) {
    std::vector<Witness> witnesses;
    std::vector<std::size_t> index;
    for (std::size_t i = 0; i < claims.size(); ++i) {
      if (claims[i].first.policy != p) continue;
      witnesses.push_back(claims[i].second);
      index.push_back(i);
    }
    const std::vector<Outcome> said = decide(*p, witnesses);
    for (std::size_t i = 0; i < index.size(); ++i) {
      const bool fine = i < said.size() && agrees(claims[index[i]].first, said[i]);
      if (!fine) out.push_back({index[i], i < said.size() ? in_words(said[i]) : "nothing"});
    }
  }
  return out;
}

}  // namespace leadwright::proof
