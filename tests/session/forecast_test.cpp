#include <gtest/gtest.h>

#include "base/instant.h"
#include "base/json.h"
#include "leadwright.h"

namespace leadwright {
namespace {

constexpr Instant monday = 1777852800000;   // 2026-05-04T00:00:00Z

std::string policy_of(const std::string& pool, const std::string& people = R"({"ana": {}, "bo": {}})") {
  return R"({"leadwright": 1, "name": "x", "time_zone": "UTC", "people": )" + people + R"(, "pools": {"sdr": )" + pool + R"(},
    "sla": {"hot": {"start": "created", "stop": "first_touch", "within": "15m", "clock": "elapsed", "on_breach": {"reassign": true}}},
    "rules": [{"id": "us", "when": {"field": "country", "op": "is", "value": "US"}, "sla": "hot", "on_no_owner": "hold", "assign": [{"pool": "sdr"}]},
              {"id": "rest", "when": {"all": []}, "assign": [{"queue": "inbound"}]}]})";
}

const std::string both = R"({"members": [{"owner": "ana"}, {"owner": "bo"}]})";

// Four leads on each day of four weeks, each third from elsewhere; ana is quick, bo is slow on every second.
std::string leads() {
  std::string csv = "id,created_at,country,owner,first_touch_at\n";
  for (int i = 0; i < 112; ++i) {
    const Instant at = monday + i / 4 * day_ms + (9 + i % 4 * 2) * hour_ms;
    const bool ana = i % 2 == 0;
    csv += "L" + std::to_string(i) + "," + format_instant(at) + (i % 3 == 0 ? ",DE," : ",US,") + (ana ? "ana," : "bo,");
    csv += format_instant(at + (ana || i % 4 == 1 ? 5 : 50) * minute_ms) + "\n";
  }
  return csv;
}

void load(Session& session, const std::string& policy, const std::string& csv = leads()) {
  session.begin_file("leads.csv");
  session.append(csv);
  ASSERT_TRUE(session.finish_file().empty());
  const Problems problems = session.set_policy("policy.json", policy);
  ASSERT_TRUE(problems.empty()) << problems_json(problems);
}

std::string told(Session& session, const std::string& options) {
  const Result<std::string> answer = session.forecast_json(options);
  EXPECT_TRUE(answer.ok()) << problems_json(answer.problems());
  return answer.ok() ? answer.value() : "{}";
}

std::string at(const std::string& document, const std::vector<std::string>& path) {
  const Result<json::Value> root = json::read("forecast", document);
  const json::Value* value = &root.value();
  for (const std::string& key : path) {
    value = value->is(json::Kind::array) ? &value->items.at(static_cast<std::size_t>(std::stoi(key))) : value->find(key);
    if (value == nullptr) return "missing";
  }
  return json::canonical(*value);
}

TEST(Forecast, TheSameSeedGivesTheSameBytesAndAnotherDoesNot) {
  Session session;
  load(session, policy_of(both));
  const std::string first = told(session, R"({"runs": 20, "seed": 3})");
  Session other;
  load(other, policy_of(both));
  EXPECT_EQ(told(other, R"({"runs": 20, "seed": 3})"), first);
  EXPECT_NE(at(told(session, R"({"runs": 20, "seed": 4})"), {"by_hour"}), at(first, {"by_hour"}));
}

TEST(Forecast, TheVolumeScalesTheLeads) {
  Session session;
  load(session, policy_of(both));
  const double one = std::stod(at(told(session, R"({"runs": 50, "days": 28})"), {"per_run", "leads"}));
  const double half = std::stod(at(told(session, R"({"runs": 50, "days": 28, "volume": 0.5})"), {"per_run", "leads"}));
  EXPECT_NEAR(one, 112, 2);
  EXPECT_NEAR(half, 56, 2);
}

TEST(Forecast, AgainstTheSamePolicyNothingChangesInAnyRun) {
  Session session;
  load(session, policy_of(both));
  json::Writer options(0);
  options.object().field("runs", 20).field("against", policy_of(both)).end();
  const std::string document = told(session, std::move(options).text());
  EXPECT_EQ(at(document, {"breaches", "change"}), R"({"high":0,"low":0,"rate":0})");
  EXPECT_EQ(at(document, {"by_rule", "0", "change"}), R"({"high":0,"low":0,"rate":0})");
}

TEST(Forecast, APolicyThatAvoidsTheSlowIsBetterInEveryPairOfRuns) {
  Session session;
  load(session, policy_of(R"({"members": [{"owner": "ana"}]})"));
  json::Writer options(0);
  options.object().field("runs", 20).field("against", policy_of(both)).end();
  const std::string document = told(session, std::move(options).text());
  EXPECT_EQ(at(document, {"breaches", "rate"}), "0");
  EXPECT_LT(std::stod(at(document, {"breaches", "change", "high"})), 0);
}

TEST(Forecast, SomebodyAwayGetsNothingAndHeldLeadsWaitForNobody) {
  Session session;
  load(session, policy_of(R"({"members": [{"owner": "bo"}]})"));
  const std::string document = told(session, R"({"runs": 10, "without": ["bo"]})");
  EXPECT_EQ(at(document, {"forecast", "without"}), R"(["bo"])");
  EXPECT_EQ(at(document, {"by_owner", "0", "owner"}), R"("bo")") << "released when bo is back, and breached by then";
  EXPECT_EQ(at(document, {"breaches", "rate"}), "1");
}

TEST(Forecast, ShuffledRowsGiveTheSameForecast) {
  std::string shuffled = "id,created_at,country,owner,first_touch_at\n";
  std::string csv = leads();
  csv.erase(0, shuffled.size());
  std::vector<std::string> rows;
  while (!csv.empty()) {
    rows.push_back(csv.substr(0, csv.find('\n') + 1));
    csv.erase(0, rows.back().size());
  }
  for (std::size_t i = 0; i < rows.size(); ++i) shuffled += rows[i * 37 % rows.size()];
  Session session;
  load(session, policy_of(both));
  Session other;
  load(other, policy_of(both), shuffled);
  EXPECT_EQ(told(session, R"({"runs": 10})"), told(other, R"({"runs": 10})"));
}

TEST(Forecast, EveryWrongOptionIsToldAtOnce) {
  Session session;
  load(session, policy_of(both));
  const Result<std::string> refused =
      session.forecast_json(R"({"runs": 0, "seed": -1, "days": 400, "volume": 0, "without": ["anna"], "rnus": 1})");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.problems().size(), 6u);
  EXPECT_EQ(refused.problems()[4].help, "did you mean `ana`?");
  EXPECT_FALSE(session.forecast_json("[]").ok());
  EXPECT_FALSE(session.forecast_json(R"({"against": "{}"})").ok());
  EXPECT_FALSE(Session().forecast_json("{}").ok());
}

TEST(Forecast, NothingToResampleIsAProblem) {
  Session session;
  load(session, policy_of(both), "id,created_at,country,owner,first_touch_at\nL1,,US,,\n");
  EXPECT_FALSE(session.forecast_json("{}").ok());
}

TEST(Forecast, BeyondTheYearsOfTheZonesIsAProblem) {
  Session session;
  load(session, policy_of(both), "id,created_at,country,owner,first_touch_at\nL1,2050-12-20T09:00Z,US,ana,\n");
  EXPECT_FALSE(session.forecast_json("{}").ok());
}

}  // namespace
}  // namespace leadwright
