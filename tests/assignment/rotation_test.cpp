#include "assignment/rotation.h"

#include <gtest/gtest.h>

#include <numeric>

namespace leadwright::assignment {
namespace {

policy::Pool pool_of(policy::Rotation rotation, const std::vector<std::int64_t>& weights) {
  policy::Pool pool;
  pool.rotation = rotation;
  for (std::size_t i = 0; i < weights.size(); ++i) pool.members.push_back({static_cast<int>(i), weights[i], 0});
  return pool;
}

std::vector<int> everyone(const policy::Pool& pool) {
  std::vector<int> members(pool.members.size());
  std::iota(members.begin(), members.end(), 0);
  return members;
}

std::vector<int> picks(const policy::Pool& pool, int count) {
  Ledger ledger(pool.members.size());
  std::vector<int> out;
  const std::vector<std::int64_t> open(pool.members.size(), 0);
  for (int i = 0; i < count; ++i) out.push_back(pick(pool, ledger, everyone(pool), open));
  return out;
}

TEST(Rotation, SmoothWeightedIsTheOneOfNginx) {
  EXPECT_EQ(picks(pool_of(policy::Rotation::smooth_weighted, {5, 1, 1}), 7), (std::vector<int>{0, 0, 1, 0, 2, 0, 0}));
}

TEST(Rotation, StrictStartsAtTheTopAndWraps) {
  EXPECT_EQ(picks(pool_of(policy::Rotation::strict, {1, 1, 1}), 5), (std::vector<int>{0, 1, 2, 0, 1}));
}

TEST(Rotation, StrictSkipsWhoIsNotEligibleAndTheyLoseTheTurn) {
  const policy::Pool pool = pool_of(policy::Rotation::strict, {1, 1, 1});
  Ledger ledger(3);
  const std::vector<std::int64_t> open(3, 0);
  EXPECT_EQ(pick(pool, ledger, {0, 2}, open), 0);
  EXPECT_EQ(pick(pool, ledger, {0, 2}, open), 2);
  EXPECT_EQ(pick(pool, ledger, {0, 1, 2}, open), 0);
}

TEST(Rotation, CreditsOfFairShareSumToZeroAndStayWithinTwoLeadsOfEntitlement) {
  const policy::Pool pool = pool_of(policy::Rotation::fair_share, {3, 1, 2, 7});
  Ledger ledger(4);
  std::vector<std::int64_t> entitled(4, 0);
  const std::vector<std::int64_t> open(4, 0);
  std::uint64_t state = 7;
  for (int lead = 0; lead < 20000; ++lead) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    std::vector<int> eligible;
    std::int64_t weights = 0;
    for (int m = 0; m < 4; ++m) {
      if ((state >> (40 + m) & 1) == 0 && m != lead % 4) continue;
      eligible.push_back(m);
      weights += pool.members[static_cast<std::size_t>(m)].weight;
    }
    for (const int m : eligible) entitled[static_cast<std::size_t>(m)] += share_of(pool.members[static_cast<std::size_t>(m)].weight, weights);
    const int picked = pick(pool, ledger, eligible, open);
    ASSERT_NE(std::find(eligible.begin(), eligible.end(), picked), eligible.end());
    ASSERT_EQ(std::accumulate(ledger.credit.begin(), ledger.credit.end(), std::int64_t{0}), 0);
    for (std::size_t m = 0; m < 4; ++m) {
      const std::int64_t deviation = ledger.served[m] * one_lead - entitled[m];
      ASSERT_LT(std::abs(deviation), 2 * one_lead) << "member " << m << " after lead " << lead;
    }
  }
}

TEST(Rotation, FairShareNeitherPaysNorPunishesAnAbsence) {
  const policy::Pool pool = pool_of(policy::Rotation::fair_share, {1, 1});
  Ledger ledger(2);
  const std::vector<std::int64_t> open(2, 0);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(pick(pool, ledger, {0}, open), 0);
  std::vector<int> back;
  for (int i = 0; i < 4; ++i) back.push_back(pick(pool, ledger, {0, 1}, open));
  EXPECT_EQ(back, (std::vector<int>{0, 1, 0, 1}));
}

TEST(Rotation, LowestCountComparesByCrossMultiplicationAndCountsTheCalibration) {
  policy::Pool pool = pool_of(policy::Rotation::lowest_count, {1, 2});
  EXPECT_EQ(picks(pool, 6), (std::vector<int>{0, 1, 1, 0, 1, 1}));
  pool.members[0].calibration = 2;
  EXPECT_EQ(picks(pool, 6), (std::vector<int>{1, 1, 1, 1, 0, 1}));
}

TEST(Rotation, LeastOpenLooksAtOpenLeadsPerWeight) {
  const policy::Pool pool = pool_of(policy::Rotation::least_open, {1, 3});
  Ledger ledger(2);
  EXPECT_EQ(pick(pool, ledger, {0, 1}, {1, 2}), 1);
  EXPECT_EQ(pick(pool, ledger, {0, 1}, {1, 3}), 0);
}

TEST(Rotation, LongestWaitingGoesByTheOrderOfAssignments) {
  const policy::Pool pool = pool_of(policy::Rotation::longest_waiting, {1, 1, 1});
  Ledger ledger(3);
  const std::vector<std::int64_t> open(3, 0);
  EXPECT_EQ(pick(pool, ledger, {1}, open), 1);
  EXPECT_EQ(pick(pool, ledger, {0, 1, 2}, open), 0);
  EXPECT_EQ(pick(pool, ledger, {1, 2}, open), 2);
  EXPECT_EQ(pick(pool, ledger, {0, 1, 2}, open), 1);
}

TEST(Rotation, NobodyEligibleChangesNothing) {
  for (int r = 0; r < 6; ++r) {
    const policy::Pool pool = pool_of(static_cast<policy::Rotation>(r), {1, 1});
    Ledger ledger(2);
    EXPECT_EQ(pick(pool, ledger, {}, {0, 0}), -1);
    EXPECT_EQ(ledger.picks, 0);
    EXPECT_EQ(ledger.credit, (std::vector<std::int64_t>{0, 0}));
  }
}

}  // namespace
}  // namespace leadwright::assignment
