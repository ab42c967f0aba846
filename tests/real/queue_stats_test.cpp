// The queueing core, the statistics, the rotation and the generator against values that other programs gave.
#include <gtest/gtest.h>

#include "assignment/rotation.h"
#include "base/decimal.h"
#include "base/json.h"
#include "files.h"
#include "forecast/queue_experiment.h"

namespace leadwright::forecast {
namespace {

using json::Value;

double number(const Value& object, std::string_view key) {
  const Value* value = object.find(key);
  EXPECT_NE(value, nullptr) << key;
  return value == nullptr ? 0 : to_double(*read_decimal(value->text));
}

std::int64_t integer(const Value& object, std::string_view key) { return static_cast<std::int64_t>(number(object, key)); }

std::vector<double> numbers(const Value& list) {
  std::vector<double> result;
  for (const Value& item : list.items) result.push_back(to_double(*read_decimal(item.text)));
  return result;
}

// The truth lies in the interval that the experiment states, and the interval says something.
void expect_in(const Interval& interval, double truth, const std::string& what) {
  EXPECT_LE(interval.low, truth) << what;
  EXPECT_GE(interval.high, truth) << what;
  EXPECT_LT(interval.high - interval.low, 0.25 * truth + 0.01) << what << ": the interval is too wide to be worth anything";
}

void expect_in_interval(const std::vector<double>& replications, double truth, const std::string& what) {
  expect_in(mean_interval(replications, tests::z_999), truth, what);
}

void expect_near(double found, double expected, const std::string& what) {
  EXPECT_NEAR(found, expected, 1e-9 * std::abs(expected)) << what;
}

void mmc(const Value& input, const Value& expected) {
  const int servers = static_cast<int>(integer(input, "servers"));
  const double rate = number(input, "service_rate");
  const tests::Service service = [rate](tests::Stream& stream) { return stream.exponential_of(rate); };
  const auto waits = tests::stationary(number(input, "arrival_rate"), servers, number(input, "target"), service, true);
  expect_in_interval(waits.p_wait, number(expected, "p_wait"), "p_wait");
  expect_in_interval(waits.mean_wait, number(expected, "mean_wait"), "mean_wait");
  expect_in_interval(waits.p_over_target, number(expected, "p_wait_over_target"), "p_wait_over_target");
  expect_in_interval(waits.mean_wait_of_delayed, number(expected, "mean_wait_of_delayed"), "mean_wait_of_delayed");
  const auto losses = tests::stationary(number(input, "arrival_rate"), servers, number(input, "target"), service, false);
  expect_in_interval(losses.lost, number(expected, "erlang_b"), "erlang_b");
}

void mg1(const Value& input, const Value& expected) {
  const Value& told = *input.find("service");
  const std::string& type = told.find("type")->text;
  tests::Service service;
  if (type == "deterministic") {
    service = [value = number(told, "value")](tests::Stream&) { return value; };
  } else {
    ASSERT_EQ(type, "discrete");
    service = [values = numbers(*told.find("values")), p = numbers(*told.find("p"))](tests::Stream& stream) {
      double u = unit(stream.word());
      std::size_t i = 0;
      for (; i + 1 < p.size() && u >= p[i]; ++i) u -= p[i];
      return values[i];
    };
  }
  const auto found = tests::stationary(number(input, "arrival_rate"), 1, 0, service, true);
  expect_in_interval(found.utilization, number(expected, "utilization"), "utilization");
  expect_in_interval(found.mean_wait, number(expected, "mean_wait"), "mean_wait");
  expect_in_interval(found.p_wait, number(expected, "p_wait"), "p_wait");
}

void night_backlog(const Value& input, const Value& expected) {
  const auto found = tests::night_backlog(number(input, "arrivals_per_closed_hour"), number(input, "closed_hours"),
                                          static_cast<int>(integer(input, "reps")), number(input, "handled_per_rep_hour"),
                                          number(input, "target_hours"));
  expect_in_interval(found.breaches, number(expected, "mean_breaches"), "mean_breaches");
  expect_in_interval(found.leads, number(expected, "mean_leads"), "mean_leads");
  expect_in_interval(found.share, number(expected, "breach_share"), "breach_share");
}

void mmst(const Value& input, const Value& expected) {
  std::vector<tests::Stage> plan;
  for (const Value& stage : input.find("plan")->items) {
    plan.push_back({static_cast<int>(integer(stage, "servers")), number(stage, "duration")});
  }
  const auto found = tests::planned(number(input, "arrival_rate"), number(input, "service_rate"), plan);
  const auto in_system = numbers(*expected.find("mean_in_system_at_end_of_each"));
  const auto empty = numbers(*expected.find("p_empty_at_end_of_each"));
  for (std::size_t s = 0; s < plan.size(); ++s) {
    expect_in_interval(found[s].in_system, in_system[s], "in system after stage " + std::to_string(s));
    expect_in(wilson(found[s].empty, tests::plan_runs, tests::z_999), empty[s], "empty after stage " + std::to_string(s));
  }
}

void two_proportions(const Value& input, const Value& expected) {
  const TwoProportions found =
      compare_proportions(integer(input, "x1"), integer(input, "n1"), integer(input, "x2"), integer(input, "n2"));
  expect_near(found.difference, number(expected, "difference"), "difference");
  expect_near(found.z, number(expected, "z_pooled"), "z_pooled");
  expect_near(found.p, number(expected, "p_two_sided"), "p_two_sided");
  expect_near(found.newcombe.low, number(expected, "newcombe_low"), "newcombe_low");
  expect_near(found.newcombe.high, number(expected, "newcombe_high"), "newcombe_high");
  expect_near(found.fisher, number(expected, "fisher_two_sided"), "fisher_two_sided");
}

void cusum_case(const Value& input, const Value& expected) {
  const auto found = cusum(numbers(*input.find("values")), number(input, "reference"), number(input, "slack"));
  const std::vector<Value>& sums = expected.find("high_low")->items;
  ASSERT_EQ(found.size(), sums.size());
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const auto pair = numbers(sums[i]);
    expect_near(found[i].high, pair[0], "high");
    expect_near(found[i].low, pair[1], "low");
  }
}

void swrr(const Value& input, const Value& expected) {
  policy::Pool pool;
  pool.rotation = policy::Rotation::smooth_weighted;
  for (const double weight : numbers(*input.find("weights"))) pool.members.push_back({0, static_cast<std::int64_t>(weight), 0});
  assignment::Ledger ledger(pool.members.size());
  const std::vector<std::int64_t> open(pool.members.size(), 0);
  std::vector<double> picks;
  for (std::int64_t i = 0; i < integer(input, "picks"); ++i) {
    const Value* listed = input.find("away")->find(std::to_string(i));
    const std::vector<double> away = listed == nullptr ? std::vector<double>() : numbers(*listed);
    std::vector<int> eligible;
    for (int m = 0; m < static_cast<int>(pool.members.size()); ++m) {
      if (std::find(away.begin(), away.end(), m) == away.end()) eligible.push_back(m);
    }
    picks.push_back(assignment::pick(pool, ledger, eligible, open));
  }
  EXPECT_EQ(picks, numbers(*expected.find("sequence")));
}

void philox_case(const Value& input, const Value& expected) {
  const auto word = [](const Value& text) { return static_cast<std::uint32_t>(std::stoul(text.text, nullptr, 16)); };
  const auto& counter = input.find("counter")->items;
  const auto& key = input.find("key")->items;
  const Words found = philox({word(counter[0]), word(counter[1]), word(counter[2]), word(counter[3])},
                             word(key[0]) | static_cast<std::uint64_t>(word(key[1])) << 32);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(found[i], word(expected.find("output")->items[i]));
}

void check(const Value& vector) {
  const std::string& kind = vector.find("kind")->text;
  const Value& input = *vector.find("input");
  const Value& expected = *vector.find("expected");
  if (kind == "mmc") return mmc(input, expected);
  if (kind == "mg1") return mg1(input, expected);
  if (kind == "night_backlog") return night_backlog(input, expected);
  if (kind == "mmst") return mmst(input, expected);
  if (kind == "two_proportions") return two_proportions(input, expected);
  if (kind == "cusum") return cusum_case(input, expected);
  if (kind == "swrr") return swrr(input, expected);
  if (kind == "philox4x32_10") return philox_case(input, expected);
  if (kind == "wilson95") {
    const Interval found = wilson(integer(input, "successes"), integer(input, "trials"));
    expect_near(found.low, number(expected, "low"), "low");
    expect_near(found.high, number(expected, "high"), "high");
  } else if (kind == "jain") {
    expect_near(jain(numbers(*input.find("shares"))), number(expected, "index"), "index");
  } else if (kind == "mann_kendall_s") {
    EXPECT_EQ(mann_kendall(numbers(*input.find("values"))), integer(expected, "s"));
  } else {
    ADD_FAILURE() << "a kind that this test does not know: " << kind;
  }
}

TEST(QueueStats, EveryVectorIsReproduced) {
  LEADWRIGHT_NEEDS_DATA("queue-stats-examples.json");
  const Result<Value> document = json::read(
      "queue-stats-examples.json", leadwright::tests::read_file(leadwright::tests::outside_data() / "queue-stats-examples.json"));
  ASSERT_TRUE(document.ok());
  for (const Value& vector : document.value().find("vectors")->items) {
    SCOPED_TRACE(vector.find("id")->text);
    check(vector);
  }
}

}  // namespace
}  // namespace leadwright::forecast
