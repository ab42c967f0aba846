#include "forecast/delays.h"

#include <gtest/gtest.h>

#include "forecast/random.h"

namespace leadwright::forecast {
namespace {

TEST(Delays, WithoutCutOffItIsTheRecordItself) {
  const Delays delays({{30, true}, {10, true}, {20, true}, {20, true}});
  EXPECT_EQ(delays.quantile(0), 10);
  EXPECT_EQ(delays.quantile(0.249), 10);
  EXPECT_EQ(delays.quantile(0.25), 20);
  EXPECT_EQ(delays.quantile(0.749), 20);
  EXPECT_EQ(delays.quantile(0.75), 30);
  EXPECT_EQ(delays.quantile(0.999999), 30);
}

// Kaplan and Meier by hand: 1/4 at 10; then one is cut off, so that of two left one is 1/2 of 3/4.
TEST(Delays, WhatIsCutOffSlowsTheRest) {
  const Delays delays({{10, true}, {15, false}, {20, true}, {30, false}});
  EXPECT_EQ(delays.touched(), 2);
  EXPECT_EQ(delays.cut_off(), 2);
  EXPECT_EQ(delays.quantile(0.24), 10);
  EXPECT_EQ(delays.quantile(0.26), 20);
  EXPECT_EQ(delays.quantile(0.624), 20);
  EXPECT_FALSE(delays.quantile(0.626)) << "the record does not say when the rest is touched";
}

TEST(Delays, CutOffAtALengthWasStillWaitingAtIt) {
  EXPECT_EQ(Delays({{10, true}, {10, false}}).quantile(0.49), 10);
  EXPECT_FALSE(Delays({{10, true}, {10, false}}).quantile(0.5));
}

TEST(Delays, OfNobodyIsNever) { EXPECT_FALSE(Delays().quantile(0)); }

TEST(Random, OneDrawDependsOnItsCounterAlone) {
  const Words first = philox({1, 2, 3, 4}, 5);
  philox({9, 9, 9, 9}, 9);
  EXPECT_EQ(philox({1, 2, 3, 4}, 5), first);
  EXPECT_NE(philox({1, 2, 3, 4}, 6), first);
  EXPECT_NE(philox({1, 2, 3, 5}, 5), first);
}

TEST(Random, LogarithmsOfPowers) {
  EXPECT_EQ(ln(1), 0);
  EXPECT_DOUBLE_EQ(ln(2.718281828459045), 1);
  EXPECT_DOUBLE_EQ(ln(1024), 10 * ln(2));
  EXPECT_DOUBLE_EQ(ln(1e-9), -20.723265836946411);
}

TEST(Random, IndicesStayBelow) {
  EXPECT_EQ(below(0, 7), 0u);
  EXPECT_EQ(below(0xFFFFFFFF, 7), 6u);
  EXPECT_EQ(unit(0x80000000), 0.5);
}

}  // namespace
}  // namespace leadwright::forecast
