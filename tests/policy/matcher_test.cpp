// The matcher against the dumb engine: random conditions over random leads, every rule of every lead.
#include "policy/matcher.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace leadwright::policy {
namespace {

// Counter-based, so that a failing seed can be run alone.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}
  std::uint64_t below(std::uint64_t count) {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return (state_ * 0x2545F4914F6CDD1Du >> 33) % count;
  }
  template <class T>
  const T& of(const std::vector<T>& list) { return list[static_cast<std::size_t>(below(list.size()))]; }

 private:
  std::uint64_t state_;
};

const std::vector<std::string> texts = {"VP Sales", "vp  sales", "Head of Sales", "sales", "Vice President", "president", ""};
const std::vector<std::string> countries = {"US", "Germany", "DE", "Atlantis", "us", ""};
const std::vector<std::string> numbers = {"1", "10", "100", "99.5", "1e2", "many", ""};
const std::vector<std::string> moneys = {"10", "10.00", "9.99", "1,000", "x", ""};
const std::vector<std::string> dates = {"2026-05-01", "2026-05-02T10:00:00Z", "2026-04-01", "nonsense", ""};
const std::vector<std::string> choices = {"a", "a;b", "b;c", "c", ""};
const std::vector<std::string> booleans = {"yes", "no", "perhaps", ""};

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

std::string atom(Draws& draws) {
  const auto filled = [&](const std::vector<std::string>& list, std::size_t usable) { return quoted(list[static_cast<std::size_t>(draws.below(usable))]); };
  switch (draws.below(9)) {
    case 0: return R"({"field": "title", "op": "is", "value": )" + filled(texts, 6) + "}";
    case 1: return R"({"field": "title", "op": "contains_any_of", "value": [)" + filled(texts, 6) + ", " + filled(texts, 6) + "]}";
    case 2: return std::string(R"({"field": "title", "op": ")") + (draws.below(2) ? "starts_with" : "ends_with") + R"(", "value": )" + filled(texts, 6) + "}";
    case 3: return R"({"field": "country", "op": "is_any_of", "value": [)" + filled(countries, 5) + "]}";
    case 4: {
      static const std::vector<std::string> ops = {"eq", "gt", "gte", "lt", "lte"};
      return R"({"field": "employees", "op": ")" + draws.of(ops) + R"(", "value": )" + (draws.below(2) ? "10" : "99.5") + "}";
    }
    case 5: return R"({"field": "revenue", "op": "between", "value": [9.99, 10]})";
    case 6: return draws.below(2) ? R"({"field": "seen", "op": "within_last", "value": {"days": 30}})" : R"({"field": "seen", "op": "before", "value": "2026-05-01"})";
    case 7: return R"({"field": "tags", "op": ")" + std::string(draws.below(2) ? "has_any_of" : "has_all_of") + R"(", "value": ["a", "b"]})";
    default: return R"({"field": "subscribed", "op": "is", "value": )" + std::string(draws.below(2) ? "true" : "false") + "}";
  }
}

std::string condition(Draws& draws, int depth) {
  const std::uint64_t kind = draws.below(depth > 3 ? 3 : 8);
  if (kind < 3) return atom(draws);
  if (kind == 3) return R"({"not": )" + condition(draws, depth + 1) + "}";
  if (kind == 4 && draws.below(4) == 0) return R"({"opaque": "on a list"})";
  if (kind == 5 && draws.below(2) == 0) return R"({"ref": "named"})";
  std::string out = draws.below(2) ? R"({"all": [)" : R"({"any": [)";
  const std::uint64_t parts = draws.below(5);
  for (std::uint64_t i = 0; i < parts; ++i) out += (i == 0 ? "" : ", ") + condition(draws, depth + 1);
  return out + "]}";
}

TEST(Matcher, DecidesAsTheTreesDo) {
  std::int64_t held = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    Draws draws(seed);
    const std::uint64_t count = 1 + draws.below(seed % 10 == 0 ? 200 : 8);
    std::string json = R"({"leadwright": 1, "name": "random", "time_zone": "UTC", "fields": {"seen": {"type": "date_time"},
      "tags": {"type": "choice"}, "subscribed": {"type": "boolean"}}, "conditions": {"named": )" + atom(draws) + R"(}, "rules": [)";
    for (std::uint64_t r = 0; r < count; ++r) {
      json += (r == 0 ? "" : ",") + std::string(R"({"id": "r)") + std::to_string(r) + R"(", "assign": [{"queue": "q"}], "when": )" + condition(draws, 0) + "}";
    }
    const Result<Policy> read_policy = read("policy.json", json + "]}");
    ASSERT_TRUE(read_policy.ok()) << json << read_policy.problems()[0].message;
    const Policy& policy = read_policy.value();

    Leads leads;
    leads.rows = 40;
    std::vector<Instant> arrivals;
    for (std::int64_t row = 0; row < leads.rows; ++row) arrivals.push_back(1777600000000 + static_cast<Instant>(draws.below(40)) * day_ms);
    leads.arrivals = &arrivals;
    for (const Field& field : policy.used) {
      const auto& list = field.name == "title" ? texts : field.name == "country" ? countries : field.name == "employees" ? numbers
                         : field.name == "revenue" ? moneys : field.name == "seen" ? dates : field.name == "tags" ? choices : booleans;
      auto column = std::make_shared<ValueColumn>();
      auto distinct = std::make_shared<std::vector<table::Value>>();
      table::Reading reading;
      reading.type = field.type;
      for (const std::string& text : list) distinct->push_back(table::read_value(text, reading));
      column->distinct = distinct;
      for (std::int64_t row = 0; row < leads.rows; ++row) column->code.push_back(static_cast<std::uint32_t>(draws.below(list.size())));
      leads.columns.push_back(column);
    }

    std::vector<const Condition*> conditions;
    for (const Rule& rule : policy.rules) conditions.push_back(&rule.when);
    const Matcher matcher(policy, conditions, leads);
    std::vector<std::int32_t> firsts;
    std::vector<std::uint8_t> undecidable;
    matcher.first_of_all(firsts, undecidable);
    for (std::int64_t row = 0; row < leads.rows; ++row) {
      int from = 0;
      for (int r = 0; r < static_cast<int>(conditions.size()); ++r) {
        const Truth truth = truth_of(*conditions[static_cast<std::size_t>(r)], policy, leads, row);
        if (truth == Truth::no) continue;
        ++held;
        const Match match = matcher.first(row, from);
        ASSERT_EQ(match.condition, r) << "seed " << seed << " row " << row << " " << in_words(*conditions[static_cast<std::size_t>(r)], policy);
        ASSERT_EQ(match.undecidable, truth == Truth::unknown) << "seed " << seed << " row " << row;
        if (from == 0) {
          ASSERT_EQ(firsts[static_cast<std::size_t>(row)], r);
          ASSERT_EQ(undecidable[static_cast<std::size_t>(row)] != 0, truth == Truth::unknown);
        }
        from = r + 1;
      }
      if (from < static_cast<int>(conditions.size())) {
        ASSERT_EQ(matcher.first(row, from).condition, -1) << "seed " << seed << " row " << row;
      }
    }
  }
  EXPECT_GT(held, 10000);
}

TEST(Matcher, ConditionsThatWouldExpandTooFarAreVerifiedOnTheirTree) {
  // Ten alternatives in each of six parts: a million rows, were they expanded.
  std::string json = R"({"leadwright": 1, "name": "wide", "time_zone": "UTC", "rules": [{"id": "wide", "assign": [{"queue": "q"}], "when": {"all": [)";
  for (int part = 0; part < 6; ++part) {
    json += (part == 0 ? "" : ",") + std::string(R"({"any": [)");
    for (int i = 0; i < 10; ++i) json += (i == 0 ? "" : ",") + std::string(R"({"field": "employees", "op": "eq", "value": )") + std::to_string(part + i * 7) + "}";
    json += "]}";
  }
  const Result<Policy> policy = read("policy.json", json + "]}}]}");
  ASSERT_TRUE(policy.ok());
  Leads leads;
  leads.rows = 1;
  const std::vector<Instant> arrivals = {0};
  leads.arrivals = &arrivals;
  auto column = std::make_shared<ValueColumn>();
  column->code = {0};
  table::Reading reading;
  reading.type = table::Type::number;
  column->distinct = std::make_shared<std::vector<table::Value>>(1, table::read_value("35", reading));
  leads.columns = {column};
  const Matcher matcher(policy.value(), {&policy.value().rules[0].when}, leads);
  EXPECT_EQ(matcher.rows(), 1);
  EXPECT_EQ(matcher.first(0).condition, -1);
}

}  // namespace
}  // namespace leadwright::policy
