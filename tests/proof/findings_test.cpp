// Every kind of finding on a policy small enough to see it.
#include "plain.h"

namespace leadwright::proof {
namespace {

std::string with_rules(const std::string& rules, const std::string& more = "") {
  return R"({"leadwright": 1, "name": "test", "time_zone": "Europe/London",
    "people": {"ana": {"name": "Ana"}, "bo": {"name": "Bo", "active": false}},
    "pools": {"sdr": {"members": [{"owner": "ana"}]}})" + more + R"(, "rules": [)" + rules + "]}";
}

std::string rule(const std::string& id, const std::string& when, const std::string& queue) {
  return R"({"id": ")" + id + R"(", "when": )" + when + R"(, "assign": [{"queue": ")" + queue + R"("}]})";
}

const std::string everything = R"({"all": []})";

std::string is(const std::string& field, const std::string& value) {
  return R"({"field": ")" + field + R"(", "op": "is", "value": ")" + value + R"("})";
}

Report report_of(const std::string& text) {
  const policy::Policy p = plain::read_policy(text);
  Report report = examine({p}, nullptr, {}, plain::decide_all());
  for (const std::string& fault : report.faults) ADD_FAILURE() << fault;
  return report;
}

std::vector<const Finding*> of_kind(const Report& report, Kind kind) {
  std::vector<const Finding*> out;
  for (const Finding& f : report.findings) if (f.kind == kind) out.push_back(&f);
  return out;
}

const Finding* only(const Report& report, Kind kind) {
  const auto found = of_kind(report, kind);
  EXPECT_EQ(found.size(), 1U) << name_of(kind);
  return found.size() == 1 ? found[0] : nullptr;
}

TEST(Findings, APolicyThatIsFineHasNone) {
  const Report report = report_of(with_rules(rule("a", is("city", "Rome"), "rome") + "," + rule("rest", everything, "rest")));
  EXPECT_TRUE(report.findings.empty());
  EXPECT_TRUE(report.decided);
}

TEST(Findings, ALeadThatNoRuleMatchesIsAGap) {
  const Report report = report_of(with_rules(
      rule("a", R"({"field": "employees", "op": "gte", "value": 100})", "large") + "," +
      rule("b", R"({"field": "employees", "op": "lt", "value": 99})", "small")));
  const Finding* gap = only(report, Kind::gap);
  ASSERT_NE(gap, nullptr);
  EXPECT_EQ(gap->message, "no rule matches a lead where employees is at least 99 and less than 100 or is unknown");
  EXPECT_EQ(gap->severity, Severity::error);
}

TEST(Findings, ARuleIsShadowedByAUnionThatNoSingleRuleCovers) {
  const Report report = report_of(with_rules(
      rule("low", R"({"field": "employees", "op": "lt", "value": 100})", "a") + "," +
      rule("high", R"({"field": "employees", "op": "gte", "value": 50})", "b") + "," +
      rule("idle", R"({"field": "employees", "op": "between", "value": [10, 200]})", "c") + "," +
      rule("rest", everything, "d")));
  const Finding* f = only(report, Kind::shadowed);
  ASSERT_NE(f, nullptr);
  EXPECT_EQ(f->rule, "idle");
  EXPECT_EQ(f->by, (std::vector<std::string>{"low", "high"}));
}

TEST(Findings, AConditionThatContradictsItselfNeverHolds) {
  const Report report = report_of(with_rules(
      rule("a", R"({"all": [)" + is("title", "CEO") + R"(, {"field": "title", "op": "contains", "value": "vp"}]})", "a") +
      "," + rule("rest", everything, "b")));
  const Finding* f = only(report, Kind::never);
  ASSERT_NE(f, nullptr);
  EXPECT_EQ(f->rule, "a");
  EXPECT_EQ(f->pointer, "/rules/0/when");
}

TEST(Findings, BetweenTwoAdjacentNumbersThereIsNoLead) {
  const std::string low = "0.1", high = "0.10000000000000002";   // neighbours among the doubles
  const std::string open = R"({"all": [{"field": "employees", "op": "gt", "value": )" + low +
                           R"(}, {"field": "employees", "op": "lt", "value": )" + high + "}]}";
  const std::string money = R"({"all": [{"field": "revenue", "op": "gt", "value": )" + low +
                            R"(}, {"field": "revenue", "op": "lt", "value": )" + high + "}]}";
  const Report report = report_of(with_rules(rule("number", open, "a") + "," + rule("money", money, "b") + "," +
                                             rule("rest", everything, "c")));
  const Finding* f = only(report, Kind::never);
  ASSERT_NE(f, nullptr);
  EXPECT_EQ(f->rule, "number");   // between two decimals there is always another
}

TEST(Findings, WhatTheSegmentLeavesOutIsNoGap) {
  const std::string inside = R"(, "segment": {"field": "country", "op": "is", "value": "DE"})";
  EXPECT_TRUE(of_kind(report_of(with_rules(rule("a", is("country", "Germany"), "a"), inside)), Kind::gap).empty());
  const auto always = of_kind(report_of(with_rules(rule("a", is("country", "Germany"), "a"), inside)), Kind::always);
  EXPECT_EQ(always.size(), 1U);
}

TEST(Findings, ARuleWithTheSameStepsAsTheNextIsRedundant) {
  const Report report = report_of(with_rules(rule("a", is("city", "Rome"), "all") + "," + rule("rest", everything, "all")));
  const Finding* f = only(report, Kind::redundant);
  ASSERT_NE(f, nullptr);
  EXPECT_EQ(f->rule, "a");
}

TEST(Findings, RulesThatShareLeadsAndAssignDifferentlyOverlap) {
  const Report report = report_of(with_rules(rule("a", is("city", "Rome"), "x") + "," + rule("b", is("title", "CEO"), "y") +
                                             "," + rule("rest", everything, "z")));
  const Finding* f = only(report, Kind::overlap);
  ASSERT_NE(f, nullptr);
  EXPECT_EQ(f->rule, "b");
  EXPECT_EQ(f->by, std::vector<std::string>{"a"});
  EXPECT_EQ(f->message, "`a` before it takes leads that rule `b` matches too and assigns differently, such as a lead where "
                        "city is Rome, and title is CEO");
}

TEST(Findings, AStepAfterAQueueIsNeverTried) {
  const Report report = report_of(with_rules(
      R"({"id": "a", "when": {"all": []}, "assign": [{"owner": "bo"}, {"queue": "x"}, {"pool": "sdr"}]})"));
  const Finding* f = only(report, Kind::unreachable_step);
  ASSERT_NE(f, nullptr);
  EXPECT_EQ(f->pointer, "/rules/0/assign/2");
}

TEST(Findings, ABlankThatANotLetsPassIsReportedWithWhoWouldDecide) {
  const Report report = report_of(with_rules(
      rule("abroad", R"({"not": {"field": "country", "op": "is_any_of", "value": ["US", "CA"]}})", "abroad") + "," +
      rule("home", everything, "home")));
  const Finding* f = only(report, Kind::blank_dependent);
  ASSERT_NE(f, nullptr);
  EXPECT_EQ(f->rule, "abroad");
  EXPECT_EQ(f->by, std::vector<std::string>{"home"});
}

TEST(Findings, AnAssertionIsProvedOrRefutedWithAWitness) {
  const std::string assertions = R"(, "assertions": [
    {"id": "rome", "where": {"field": "city", "op": "is", "value": "rome"}, "expect": {"queue": "x"}},
    {"id": "ceo", "where": {"field": "title", "op": "is", "value": "CEO"}, "expect": {"rule": "b"}}])";
  const Report report = report_of(with_rules(rule("a", is("city", "Rome"), "x") + "," + rule("b", is("title", "CEO"), "y") +
                                             "," + rule("rest", everything, "z"), assertions));
  EXPECT_EQ(report.proved, std::vector<std::string>{"rome"});
  const Finding* f = only(report, Kind::assertion_failed);
  ASSERT_NE(f, nullptr);
  EXPECT_EQ(f->by, std::vector<std::string>{"a"});
}

TEST(Findings, WhatARulePassesOnMayStillReachALaterRule) {
  const std::string pool_first =
      R"({"id": "a", "when": {"all": []}, "on_no_owner": "next_rule", "assign": [{"match": "account_owner"}]})";
  const Report report = report_of(with_rules(pool_first + "," + rule("rest", everything, "z")));
  EXPECT_TRUE(of_kind(report, Kind::shadowed).empty());
}

TEST(Findings, AWithinLastCannotLieBeforeTheArrivalsItGoesWith) {
  // Touched within 30 days before an arrival in 2026 means touched after 2025-12-01.
  const std::string recent = R"({"all": [{"field": "created_at", "op": "after", "value": "2026-01-01"},
      {"field": "first_touch_at", "op": "within_last", "value": {"days": 30}},
      {"field": "first_touch_at", "op": "before", "value": "2025-12-01"}]})";
  const std::string possible = R"({"all": [{"field": "created_at", "op": "after", "value": "2026-01-01"},
      {"field": "first_touch_at", "op": "within_last", "value": {"days": 32}},
      {"field": "first_touch_at", "op": "before", "value": "2025-12-01"}]})";
  const Report report = report_of(with_rules(rule("no", recent, "a") + "," + rule("yes", possible, "b") + "," +
                                             rule("rest", everything, "c")));
  const Finding* f = only(report, Kind::never);
  ASSERT_NE(f, nullptr);
  EXPECT_EQ(f->rule, "no");
}

}  // namespace
}  // namespace leadwright::proof
