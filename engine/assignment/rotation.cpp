#include "assignment/rotation.h"

namespace leadwright::assignment {
namespace {

using policy::Rotation;
__extension__ using Wide = __int128;

std::int64_t sum_of_weights(const policy::Pool& pool, const std::vector<int>& eligible) {
  std::int64_t sum = 0;
  for (const int member : eligible) sum += pool.members[static_cast<std::size_t>(member)].weight;
  return sum;
}

// The first in list order that no other is better than.
template <class Better>
int best(const std::vector<int>& eligible, Better better) {
  int found = eligible[0];
  for (const int member : eligible) {
    if (better(static_cast<std::size_t>(member), static_cast<std::size_t>(found))) found = member;
  }
  return found;
}

int pick_fair_share(const policy::Pool& pool, Ledger& ledger, const std::vector<int>& eligible) {
  const std::int64_t weights = sum_of_weights(pool, eligible);
  std::int64_t credited = 0;
  for (const int member : eligible) {
    const auto m = static_cast<std::size_t>(member);
    const std::int64_t share = share_of(pool.members[m].weight, weights);
    ledger.credit[m] += share;
    credited += share;
  }
  const int picked = best(eligible, [&](std::size_t a, std::size_t b) { return ledger.credit[a] > ledger.credit[b]; });
  ledger.credit[static_cast<std::size_t>(picked)] -= credited;
  return picked;
}

int pick_smooth(const policy::Pool& pool, Ledger& ledger, const std::vector<int>& eligible) {
  for (const int member : eligible) {
    const auto m = static_cast<std::size_t>(member);
    ledger.current[m] += pool.members[m].weight;
  }
  const int picked = best(eligible, [&](std::size_t a, std::size_t b) { return ledger.current[a] > ledger.current[b]; });
  ledger.current[static_cast<std::size_t>(picked)] -= sum_of_weights(pool, eligible);
  return picked;
}

int pick_strict(const Ledger& ledger, const std::vector<int>& eligible) {
  for (const int member : eligible) {
    if (member > ledger.last) return member;
  }
  return eligible[0];
}

int pick_lowest(const policy::Pool& pool, const std::vector<int>& eligible, const std::vector<std::int64_t>& counts) {
  return best(eligible, [&](std::size_t a, std::size_t b) {
    return Wide{counts[a]} * pool.members[b].weight < Wide{counts[b]} * pool.members[a].weight;
  });
}

}  // namespace

std::int64_t share_of(std::int64_t weight, std::int64_t sum) {
  return static_cast<std::int64_t>(Wide{weight} * one_lead / sum);
}

int pick(const policy::Pool& pool, Ledger& ledger, const std::vector<int>& eligible,
         const std::vector<std::int64_t>& open) {
  if (eligible.empty()) return -1;
  int picked = -1;
  switch (pool.rotation) {
    case Rotation::fair_share: picked = pick_fair_share(pool, ledger, eligible); break;
    case Rotation::smooth_weighted: picked = pick_smooth(pool, ledger, eligible); break;
    case Rotation::strict: picked = pick_strict(ledger, eligible); break;
    case Rotation::longest_waiting:
      picked = best(eligible, [&](std::size_t a, std::size_t b) { return ledger.last_served[a] < ledger.last_served[b]; });
      break;
    case Rotation::lowest_count: {
      std::vector<std::int64_t> counts = ledger.served;
      for (std::size_t m = 0; m < counts.size(); ++m) counts[m] += pool.members[m].calibration;
      picked = pick_lowest(pool, eligible, counts);
      break;
    }
    case Rotation::least_open: picked = pick_lowest(pool, eligible, open); break;
  }
  const auto p = static_cast<std::size_t>(picked);
  ledger.last = picked;
  ledger.served[p] += 1;
  ledger.picks += 1;
  ledger.last_served[p] = ledger.picks;
  return picked;
}

std::int64_t standing(const policy::Pool& pool, const Ledger& ledger, std::size_t member, std::int64_t open) {
  switch (pool.rotation) {
    case Rotation::fair_share: return ledger.credit[member];
    case Rotation::smooth_weighted: return ledger.current[member];
    case Rotation::strict: return ledger.last == static_cast<int>(member) ? 1 : 0;
    case Rotation::longest_waiting: return ledger.last_served[member];
    case Rotation::lowest_count: return ledger.served[member] + pool.members[member].calibration;
    case Rotation::least_open: return open;
  }
  return 0;
}

}  // namespace leadwright::assignment
