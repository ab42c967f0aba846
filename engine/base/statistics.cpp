#include "base/statistics.h"

#include <algorithm>
#include <cmath>

namespace leadwright {
namespace {

// e^-x for x >= 0: halved until the series is short, then squared back.
double exp_minus(double x) {
  int halvings = 0;
  while (x > 0.125) {
    x *= 0.5;
    ++halvings;
  }
  double series = 1;
  for (int n = 14; n >= 1; --n) series = 1 - x / n * series;
  while (halvings-- > 0) series *= series;
  return series;
}

// The point probabilities of the hypergeometric distribution, up to one factor, relative to its mode.
double fisher(std::int64_t x1, std::int64_t n1, std::int64_t x2, std::int64_t n2) {
  const std::int64_t successes = x1 + x2;
  const std::int64_t least = std::max<std::int64_t>(0, successes - n2);
  const std::int64_t most = std::min(n1, successes);
  const std::int64_t mode = std::clamp((successes + 1) * (n1 + 1) / (n1 + n2 + 2), least, most);
  std::vector<double> weights(static_cast<std::size_t>(most - least + 1));
  const auto at = [&](std::int64_t k) -> double& { return weights[static_cast<std::size_t>(k - least)]; };
  const auto ratio = [&](std::int64_t k) {   // weight of k + 1 over that of k
    return static_cast<double>(n1 - k) * static_cast<double>(successes - k) /
           (static_cast<double>(k + 1) * static_cast<double>(n2 - successes + k + 1));
  };
  at(mode) = 1;
  for (std::int64_t k = mode; k < most; ++k) at(k + 1) = at(k) * ratio(k);
  for (std::int64_t k = mode; k > least; --k) at(k - 1) = at(k) / ratio(k - 1);
  const double seen = at(x1) * (1 + 1e-7);   // tables that are as likely differ in rounding alone
  double all = 0;
  double extreme = 0;
  for (const double weight : weights) {
    all += weight;
    if (weight <= seen) extreme += weight;
  }
  return extreme / all;
}

}  // namespace

Interval wilson(std::int64_t successes, std::int64_t trials, double z) {
  const auto n = static_cast<double>(trials);
  const double p = static_cast<double>(successes) / n;
  const double square = z * z;
  const double middle = p + square / (2 * n);
  const double half = z * std::sqrt(p * (1 - p) / n + square / (4 * n * n));
  const double scale = 1 + square / n;
  return {successes == 0 ? 0 : (middle - half) / scale, successes == trials ? 1 : (middle + half) / scale};
}

TwoProportions compare_proportions(std::int64_t x1, std::int64_t n1, std::int64_t x2, std::int64_t n2) {
  TwoProportions result;
  const double first = static_cast<double>(x1) / static_cast<double>(n1);
  const double second = static_cast<double>(x2) / static_cast<double>(n2);
  result.difference = first - second;
  const double pooled = static_cast<double>(x1 + x2) / static_cast<double>(n1 + n2);
  const double variance = pooled * (1 - pooled) * (1 / static_cast<double>(n1) + 1 / static_cast<double>(n2));
  if (variance > 0) {
    result.z = result.difference / std::sqrt(variance);
    result.p = 2 * normal_tail(std::fabs(result.z));
  }
  const Interval a = wilson(x1, n1);
  const Interval b = wilson(x2, n2);
  const auto root = [](double x, double y) { return std::sqrt(x * x + y * y); };
  result.newcombe = {result.difference - root(first - a.low, b.high - second),
                     result.difference + root(a.high - first, second - b.low)};
  result.fisher = fisher(x1, n1, x2, n2);
  return result;
}

double jain(const std::vector<double>& shares) {
  double sum = 0;
  double squares = 0;
  for (const double share : shares) {
    sum += share;
    squares += share * share;
  }
  return squares == 0 ? 0 : sum * sum / (static_cast<double>(shares.size()) * squares);
}

std::vector<Cusum> cusum(const std::vector<double>& values, double reference, double slack) {
  std::vector<Cusum> sums;
  Cusum now;
  for (const double value : values) {
    now.high = std::max(0.0, now.high + (value - reference - slack));
    now.low = std::max(0.0, now.low + (reference - slack - value));
    sums.push_back(now);
  }
  return sums;
}

std::int64_t mann_kendall(const std::vector<double>& values) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t k = i + 1; k < values.size(); ++k) sum += (values[k] > values[i]) - (values[k] < values[i]);
  }
  return sum;
}

// Below 2.5 the series of the integral (Marsaglia 2004), above it Laplace's continued fraction of Mills' ratio.
double normal_tail(double z) {
  constexpr double root_two_pi = 2.506628274631000502;
  const double density = exp_minus(z * z / 2) / root_two_pi;
  if (z < 2.5) {
    double term = z;
    double sum = z;
    for (int n = 3; n < 120; n += 2) {
      term *= z * z / n;
      sum += term;
    }
    return 0.5 - sum * density;
  }
  double fraction = z;
  for (int n = 200; n >= 1; --n) fraction = z + n / fraction;
  return density / fraction;
}

Interval mean_interval(const std::vector<double>& values, double z) {
  const auto n = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) sum += value;
  const double mean = sum / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  const double half = z * std::sqrt(squares / (n - 1) / n);
  return {mean - half, mean + half};
}

}  // namespace leadwright
