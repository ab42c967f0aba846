// The matcher against the dumb engine: random conditions over random leads, every rule of every lead.
#include "policy/matcher.h"

#include <gtest/gtest.h>

#include <set>

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

std::shared_ptr<const table::Table> table_of(const std::string& csv) {
  table::Reader reader("leads.csv");
  reader.append(csv);
  Result<table::Table> table = std::move(reader).finish();
  EXPECT_TRUE(table.ok());
  return std::make_shared<const table::Table>(std::move(table).value());
}

ValueColumn column_of_cells(const std::shared_ptr<const table::Sheet>& sheet, int field, table::Type type) {
  ValueColumn column;
  column.cells = sheet;
  column.cells_field = field;
  column.reading.type = type;
  if (table::is_measured(type)) {
    column.measures = std::make_shared<const table::Measures>(table::measure(*sheet, std::span(&field, 1), {column.reading})[0]);
  }
  return column;
}

// The same leads as a file whose cells are read in place.
Leads read_where_they_lie(const Policy& policy, const Leads& leads, const std::vector<const std::vector<std::string>*>& lists) {
  std::string csv;
  std::vector<int> columns;
  for (std::size_t f = 0; f < lists.size(); ++f) {
    csv += policy.used[f].name + ",";
    columns.push_back(static_cast<int>(f));
  }
  for (std::int64_t row = 0; row < leads.rows; ++row) {
    csv += "last\n";
    for (std::size_t f = 0; f < lists.size(); ++f) {
      csv += quoted((*lists[f])[leads.columns[f]->code[static_cast<std::size_t>(row)]]) + ",";
    }
  }
  const auto sheet = std::make_shared<const table::Sheet>(std::vector{table_of(csv + "last\n")}, std::vector<std::vector<int>>{columns});
  Leads in_cells = leads;
  for (std::size_t f = 0; f < lists.size(); ++f) {
    const table::Type type = policy.used[f].type;
    if (type == table::Type::choice || type == table::Type::boolean) continue;
    in_cells.columns[f] = std::make_shared<const ValueColumn>(column_of_cells(sheet, static_cast<int>(f), type));
  }
  return in_cells;
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
    std::vector<const std::vector<std::string>*> lists;
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
      lists.push_back(&list);
    }

    std::vector<const Condition*> conditions;
    for (const Rule& rule : policy.rules) conditions.push_back(&rule.when);
    const Matcher matcher(policy, conditions, leads);
    const Leads in_cells = read_where_they_lie(policy, leads, lists);
    const Matcher of_cells(policy, conditions, in_cells);
    std::vector<std::int32_t> firsts, firsts_of_cells;
    std::vector<std::uint8_t> undecidable_of_cells;
    of_cells.first_of_all(firsts_of_cells, undecidable_of_cells);
    std::vector<std::uint8_t> undecidable;
    matcher.first_of_all(firsts, undecidable);
    ASSERT_EQ(firsts, firsts_of_cells) << "seed " << seed;
    ASSERT_EQ(undecidable, undecidable_of_cells) << "seed " << seed;
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

// Few texts that come again and again, and many that never do: both ways of going through a column.
TEST(Matcher, TextsAreClassifiedAlikeHoweverOftenTheyComeAgain) {
  const Result<Policy> policy = read("policy.json", R"({"leadwright": 1, "name": "texts", "time_zone": "UTC", "rules": [
    {"id": "a", "assign": [{"queue": "q"}], "when": {"field": "email", "op": "ends_with", "value": ".EDU"}},
    {"id": "b", "assign": [{"queue": "q"}], "when": {"field": "email", "op": "is_any_of", "value": ["n8@x.org", "n4999@x.org", "ä9@x.org"]}},
    {"id": "c", "assign": [{"queue": "q"}], "when": {"field": "email", "op": "starts_with", "value": "n12"}},
    {"id": "d", "assign": [{"queue": "q"}], "when": {"field": "email", "op": "contains", "value": "9@x.o"}},
    {"id": "e", "assign": [{"queue": "q"}], "when": {"field": "email", "op": "is_unknown"}}]})");
  ASSERT_TRUE(policy.ok());
  // Conditions on how a text ends alone look at its end alone.
  const Result<Policy> tails = read("policy.json", R"({"leadwright": 1, "name": "tails", "time_zone": "UTC", "rules": [
    {"id": "a", "assign": [{"queue": "q"}], "when": {"field": "email", "op": "ends_with", "value": "@X.EDU"}},
    {"id": "b", "assign": [{"queue": "q"}], "when": {"field": "email", "op": "ends_with", "value": "99@x.org"}},
    {"id": "c", "assign": [{"queue": "q"}], "when": {"field": "email", "op": "ends_with", "value": "g"}},
    {"id": "d", "assign": [{"queue": "q"}], "when": {"field": "email", "op": "is_known"}}]})");
  ASSERT_TRUE(tails.ok());
  for (const Policy* const asked : {&policy.value(), &tails.value()})
  for (const std::uint64_t distinct : {40u, 700u, 20000u}) {
    std::vector<const Condition*> conditions;
    for (const Rule& rule : asked->rules) conditions.push_back(&rule.when);
    Draws draws(distinct);
    std::string csv = "email,last\n";
    Leads leads;
    leads.rows = 10000;
    for (std::int64_t row = 0; row < leads.rows; ++row) {
      const std::uint64_t n = draws.below(distinct);
      const std::string number = std::to_string(n);
      if (n % 50 == 3) csv += "  \"\"";
      else if (n % 50 == 4) csv += "\"N" + number + "  a long text that no word of eight bytes can hold at once@X.org \"";
      else if (n % 50 == 5) csv += "\xC3\x84" + number + "@x.ORG";
      else csv += " n" + number + (n % 7 == 0 ? "@x.Edu" : "@x.org");
      csv += ",last\n";
    }
    const auto sheet = std::make_shared<const table::Sheet>(std::vector{table_of(csv)}, std::vector<std::vector<int>>{{0}});
    ASSERT_EQ(sheet->rows(), leads.rows);
    const std::vector<Instant> arrivals(static_cast<std::size_t>(leads.rows), 0);
    leads.arrivals = &arrivals;
    leads.columns = {std::make_shared<const ValueColumn>(column_of_cells(sheet, 0, table::Type::text))};
    const Matcher matcher(*asked, conditions, leads);
    std::vector<std::int32_t> firsts;
    std::vector<std::uint8_t> undecidable;
    matcher.first_of_all(firsts, undecidable);
    std::set<std::int32_t> met;
    for (std::int64_t row = 0; row < leads.rows; ++row) {
      std::int32_t wanted = -1;
      for (std::size_t r = 0; r < conditions.size() && wanted < 0; ++r) {
        if (truth_of(*conditions[r], *asked, leads, row) == Truth::yes) wanted = static_cast<std::int32_t>(r);
      }
      ASSERT_EQ(firsts[static_cast<std::size_t>(row)], wanted) << sheet->cell(row, 0);
      met.insert(wanted);
    }
    EXPECT_GE(met.size(), 3u);
  }
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
