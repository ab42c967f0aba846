// Statistics of counts, by + - * / and square roots alone, so that every bit is the same everywhere.
//
// Where a normal tail is needed it comes from a series of our own (`normal_tail`), not from libm.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace leadwright {

struct Interval {
  double low = 0, high = 0;
};

inline constexpr double z_95 = 1.959963984540054;   // 95 % of a normal distribution lie within ± this

// Interval of a proportion (Wilson, 1927), 95 % unless told. `trials` is positive.
Interval wilson(std::int64_t successes, std::int64_t trials, double z = z_95);

// Two independent proportions x1 / n1 and x2 / n2.
struct TwoProportions {
  double difference = 0;        // x1 / n1 - x2 / n2
  double z = 0;                 // of the pooled test; 0 where all or none succeed
  double p = 1;                 // two-sided, of z
  Interval newcombe;            // 95 %, of the difference (Newcombe 1998, method 10)
  double fisher = 1;            // two-sided exact: every table at most as likely as this one
};
TwoProportions compare_proportions(std::int64_t x1, std::int64_t n1, std::int64_t x2, std::int64_t n2);

// (sum x)^2 / (n sum x^2): 1 when all are equal, 1/n when one has all (Jain, Chiu, Hawe, 1984). 0 where all are 0.
double jain(const std::vector<double>& shares);

// Page's cumulative sums above and below a reference, each reset at 0.
struct Cusum {
  double high = 0, low = 0;
};
std::vector<Cusum> cusum(const std::vector<double>& values, double reference, double slack);

// Mann and Kendall's S: pairs that rise less pairs that fall, in the order of time.
std::int64_t mann_kendall(const std::vector<double>& values);

// P(Z > z) of the normal distribution; relative error below 1e-12 for 0 <= z <= 37.
double normal_tail(double z);

// mean ± z standard errors of independent values; at least two.
Interval mean_interval(const std::vector<double>& values, double z);

}  // namespace leadwright
