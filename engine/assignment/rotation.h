// Who of a pool gets the next lead.
//
// Six rotations (section 5 of the contract), in integers; ties go to list order; nothing is random. A
// Ledger is one pool's state, by member; a pick among the eligible moves it. A pick among nobody moves
// nothing.
//
//   fair_share       each lead is shared among those who could have had it (the carpool problem of Fagin
//                    and Williams, 1983): every eligible member is credited floor(weight * 2^32 / W), W
//                    the sum of the eligible weights; the largest credit gets the lead and pays the sum
//                    of what was credited. INVARIANT: the credits sum to 0.
//   smooth_weighted  nginx's: add the weights, take the largest, subtract their sum from it
//   strict           the next eligible after the last served, wrapping
//   longest_waiting  served longest ago, by the order of assignments; never served first
//   lowest_count     smallest (served + calibration) / weight
//   least_open       smallest open leads / weight
#pragma once

#include <cstdint>
#include <vector>

#include "policy/policy.h"

namespace leadwright::assignment {

inline constexpr std::int64_t one_lead = std::int64_t{1} << 32;  // the unit of credits and entitlements

struct Ledger {
  explicit Ledger(std::size_t members)
      : credit(members, 0), current(members, 0), served(members, 0), last_served(members, 0) {}
  std::vector<std::int64_t> credit;       // fair_share, in 1/one_lead leads
  std::vector<std::int64_t> current;      // smooth_weighted
  std::vector<std::int64_t> served;       // picks so far
  std::vector<std::int64_t> last_served;  // number of the pool's pick that served the member; 0: never
  std::int64_t picks = 0;
  int last = -1;                          // member served last
};

// Members that are eligible, in list order; open leads by member (all of them).
// The member picked, or -1 where nobody is eligible.
int pick(const policy::Pool&, Ledger&, const std::vector<int>& eligible, const std::vector<std::int64_t>& open);

// The number that the rotation goes by, for traces: credit, current, position, pick number, count, open.
std::int64_t standing(const policy::Pool&, const Ledger&, std::size_t member, std::int64_t open);

// floor(weight * 2^32 / sum)
std::int64_t share_of(std::int64_t weight, std::int64_t sum);

}  // namespace leadwright::assignment
