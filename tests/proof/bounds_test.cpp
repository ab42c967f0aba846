// Where the question is hard: the answer is right, or `undecided` with the bound; never a guess, never a hang.
#include "plain.h"

namespace leadwright::proof {
namespace {

// Pigeons in holes, a boolean for each pair. A lead without a rule would seat every pigeon in a hole of its
// own; with more pigeons than holes there is none, which no search sees at a glance.
std::string pigeons(int count, int holes) {
  const auto in = [](int p, int h) { return "p" + std::to_string(p) + "h" + std::to_string(h); };
  const auto is = [&](int p, int h) { return R"({"field": ")" + in(p, h) + R"(", "op": "is", "value": true})"; };
  std::string fields, rules;
  const auto rule = [&](const std::string& parts) {
    const std::size_t n = static_cast<std::size_t>(std::count(rules.begin(), rules.end(), '\n'));
    rules += (rules.empty() ? "" : ", ") + (R"({"id": "r)" + std::to_string(n) + R"(", "when": {"all": [)" + parts +
             R"(]}, "assign": [{"queue": "q)" + std::to_string(n) + "\"}]}\n");
  };
  for (int p = 0; p < count; ++p) {
    std::string nowhere;
    for (int h = 0; h < holes; ++h) {
      fields += (fields.empty() ? "\"" : ", \"") + in(p, h) + R"(": {"type": "boolean"})";
      nowhere += (h == 0 ? R"({"not": )" : R"(, {"not": )") + is(p, h) + "}";
    }
    rule(nowhere);
  }
  for (int h = 0; h < holes; ++h) {
    for (int a = 0; a < count; ++a) {
      for (int b = a + 1; b < count; ++b) rule(is(a, h) + ", " + is(b, h));
    }
  }
  return R"({"leadwright": 1, "name": "pigeons", "time_zone": "UTC", "fields": {)" + fields + R"(}, "rules": [)" + rules + "]}";
}

bool has(const Report& report, Kind kind) {
  return std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& f) { return f.kind == kind; });
}

TEST(Bounds, FivePigeonsDoNotFitIntoFourHoles) {
  const policy::Policy p = plain::read_policy(pigeons(5, 4));
  const Report report = examine({p}, nullptr, {}, plain::decide_all());
  EXPECT_TRUE(report.decided);
  EXPECT_FALSE(has(report, Kind::gap));
  EXPECT_TRUE(report.faults.empty());
}

TEST(Bounds, FourPigeonsInFourHolesFallThrough) {
  const policy::Policy p = plain::read_policy(pigeons(4, 4));
  const Report report = examine({p}, nullptr, {}, plain::decide_all());
  EXPECT_TRUE(report.decided);
  EXPECT_TRUE(has(report, Kind::gap));
}

TEST(Bounds, AnUndecidedFindingNamesItsBound) {
  const policy::Policy p = plain::read_policy(pigeons(5, 4));
  Limits limits;
  limits.most_nodes = 5;
  const Report report = examine({p}, nullptr, limits, plain::decide_all());
  EXPECT_FALSE(report.decided);
  EXPECT_FALSE(has(report, Kind::gap));
  bool told = false;
  for (const Finding& f : report.findings) {
    if (f.kind != Kind::undecided) continue;
    told = true;
    EXPECT_FALSE(f.exact);
    EXPECT_NE(f.message.find("5 steps of the search"), std::string::npos) << f.message;
  }
  EXPECT_TRUE(told);
}

TEST(Bounds, TenPigeonsAreGivenUpAndNotGuessed) {
  const policy::Policy p = plain::read_policy(pigeons(10, 9));
  const Report report = examine({p}, nullptr, {}, plain::decide_all());
  EXPECT_FALSE(has(report, Kind::gap));
  for (const Finding& f : report.findings) EXPECT_NE(f.kind, Kind::shadowed);
}

TEST(Bounds, AConditionOfTooManyAlternativesIsUndecidedFromItsRuleOn) {
  std::string parts;
  for (int i = 0; i < 14; ++i) {
    const std::string n = std::to_string(i);
    parts += (i == 0 ? "" : ", ") + (R"({"any": [{"field": "f)" + n + R"(", "op": "is", "value": true}, {"field": "g)" + n +
                                     R"(", "op": "is", "value": true}]})");
  }
  std::string fields;
  for (int i = 0; i < 14; ++i) {
    const std::string n = std::to_string(i);
    fields += (i == 0 ? "" : ", ") + ("\"f" + n + R"(": {"type": "boolean"}, "g)" + n + R"(": {"type": "boolean"})");
  }
  const policy::Policy p = plain::read_policy(
      R"({"leadwright": 1, "name": "wide", "time_zone": "UTC", "fields": {)" + fields + R"(}, "rules": [
        {"id": "first", "when": {"field": "city", "op": "is", "value": "Rome"}, "assign": [{"queue": "a"}]},
        {"id": "wide", "when": {"all": [)" + parts + R"(]}, "assign": [{"queue": "b"}]},
        {"id": "rest", "when": {"all": []}, "assign": [{"queue": "c"}]}]})");
  const Report report = examine({p}, nullptr, {}, plain::decide_all());
  EXPECT_FALSE(report.decided);
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_EQ(report.findings[0].kind, Kind::undecided);
  EXPECT_EQ(report.findings[0].rule, "wide");
}

// Thirty rules that each pass on what they find no owner for: a billion ways through them.
std::string passing(const std::string& last_queue) {
  std::string fields, rules;
  for (int i = 0; i < 30; ++i) {
    const std::string n = std::to_string(i);
    fields += (i == 0 ? "" : ", ") + ("\"f" + n + R"(": {"type": "boolean"})");
    rules += R"({"id": "r)" + n + R"(", "when": {"field": "f)" + n + R"(", "op": "is", "value": true}, "on_no_owner": "next_rule",
      "assign": [{"match": "account_owner"}]}, )";
  }
  return R"({"leadwright": 1, "name": "passing", "time_zone": "UTC", "fields": {)" + fields + R"(}, "rules": [)" + rules +
         R"({"id": "rest", "when": {"all": []}, "assign": [{"queue": ")" + last_queue + "\"}]}]}";
}

TEST(Bounds, ChainsOfRulesThatPassLeadsOnAreBounded) {
  const policy::Policy a = plain::read_policy(passing("x")), same = plain::read_policy(passing("x")),
                       other = plain::read_policy(passing("y"));
  EXPECT_TRUE(compare({a}, {same}, nullptr, {}, plain::decide_all()).equal());
  const Difference difference = compare({a}, {other}, nullptr, {}, plain::decide_all());
  EXPECT_FALSE(difference.equal());
  EXPECT_FALSE(difference.changes.empty());
  EXPECT_TRUE(difference.faults.empty());
}

}  // namespace
}  // namespace leadwright::proof
