// Findings before they are told: with the end that their witness must come to.
#pragma once

#include <string>
#include <vector>

#include "proof/study.h"

namespace leadwright::proof {

// What the engine must say of a witness.
struct Claim {
  const policy::Policy* policy = nullptr;
  End::Kind end = End::Kind::no_rule;
  std::string rule;                    // that matches first
  bool may_move_on = false;            // the rule passes a lead that it finds no owner for to a later one
  bool nobody = false;                 // and nobody is there to take it
};

bool agrees(const Claim&, const Outcome&);
// "queued no_rule", "routed by rule `x`".
std::string in_words(const Outcome&);

// Asks `decide` about each (claim, witness); the positions of those that it decides otherwise, with
// what it said.
struct Disagreement {
  std::size_t index;
  std::string said;
};
std::vector<Disagreement> replay(const Decide&, const std::vector<std::pair<Claim, Witness>>&);

}  // namespace leadwright::proof
