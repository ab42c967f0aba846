// Exports of other people's systems, dry-run under the policies of tests/real/policies. The data lies
// outside the repository; its README states the figures that are found again here.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/json.h"
#include "files.h"
#include "leadwright.h"
#include "workspace.h"

namespace leadwright {
namespace {

const char* const crm = "crm";

// A data set under its policy, run.
struct Dry {
  native::Workspace workspace;
  Problems problems;
  json::Value files, summary;

  explicit Dry(const std::string& set) {
    const std::string folder = (tests::outside_data() / crm / set).string();
    const std::string policy = (tests::source_folder() / "tests/real/policies" / (set + ".json")).string();
    workspace = native::open_workspace({folder, policy, "", {}}, problems);
    if (problems.empty()) problems = session().run();
    for (const Problem& problem : problems) ADD_FAILURE() << problem_line(problem);
    if (!problems.empty()) return;
    files = json::read("files", session().files_json()).value();
    summary = json::read("summary", session().summary_json()).value();
  }

  Session& session() { return workspace.session; }
  bool ok() const { return problems.empty(); }

  std::int64_t total(const std::string& key) const {
    const json::Value* value = summary.find(key);
    return value == nullptr ? -1 : std::stoll(value->text);
  }
  // How many rows of decisions.csv have these cells: `{"rule": "partners"}`.
  std::int64_t count(const std::string& where) {
    const auto rows = session().select("{\"where\": " + where + "}");
    if (!rows.ok()) ADD_FAILURE() << problem_line(rows.problems()[0]);
    return rows.ok() ? static_cast<std::int64_t>(rows.value().size()) : -1;
  }

  const json::Value* file(const std::string& name) const {
    for (const json::Value& one : files.find("files")->items)
      if (one.find("name")->text == name) return &one;
    ADD_FAILURE() << "no file " << name;
    return nullptr;
  }
  std::int64_t rows(const std::string& name) const { return std::stoll(file(name)->find("rows")->text); }
  // `filled` or `distinct` of a column.
  std::int64_t of_column(const std::string& name, const std::string& header, const std::string& what) const {
    for (const json::Value& column : file(name)->find("columns")->items)
      if (column.find("header")->text == header) return std::stoll(column.find(what)->text);
    ADD_FAILURE() << "no column " << header;
    return -1;
  }

  // Nothing is lost, every row has an outcome, and any row has a story (a story replays the whole).
  void expect_complete() {
    EXPECT_EQ(total("rows"), total("routed") + total("queued") + total("out_of_scope"));
    EXPECT_EQ(total("routed"), count(R"({"outcome": "routed"})"));
    EXPECT_EQ(total("queued"), count(R"({"outcome": "queued"})"));
    EXPECT_EQ(total("out_of_scope"), count(R"({"outcome": "out_of_scope"})"));
    for (std::int64_t row = 1; row <= total("rows"); row += 97) {
      const auto story = session().explain_text("#" + std::to_string(row));
      ASSERT_TRUE(story.ok()) << "row " << row << ": " << problem_line(story.problems()[0]);
      ASSERT_FALSE(story.value().empty()) << "row " << row;
    }
  }
};

TEST(Crm, ZohoDemoIsRoutedByItsOwnDateFormat) {
  LEADWRIGHT_NEEDS_DATA("crm/zoho-demo");
  Dry dry("zoho-demo");
  ASSERT_TRUE(dry.ok());
  dry.expect_complete();
  EXPECT_EQ(dry.total("rows"), 3900);
  EXPECT_EQ(dry.total("out_of_scope"), 780);
  EXPECT_EQ(dry.total("queued"), 0);
  EXPECT_EQ(dry.count(R"({"rule": "partners"})"), 307);
  EXPECT_EQ(dry.count(R"({"rule": "referrals"})"), 675);
  EXPECT_EQ(dry.count(R"({"rule": "regulated"})"), 650);
  EXPECT_EQ(dry.of_column("Leads.csv", "Lead Owner", "distinct"), 11);
  EXPECT_EQ(dry.of_column("Leads.csv", "LEADID", "distinct"), 3900);
  EXPECT_EQ(dry.rows("Calls.csv"), 4100);
  EXPECT_EQ(dry.of_column("Calls.csv", "LEADID", "filled"), 170);
  EXPECT_EQ(dry.rows("Accounts.csv"), 2229);
}

TEST(Crm, HubspotDummyFindsItsCompaniesByTheGivenDomainAlone) {
  LEADWRIGHT_NEEDS_DATA("crm/hubspot-dummy");
  Dry dry("hubspot-dummy");
  ASSERT_TRUE(dry.ok());
  dry.expect_complete();
  EXPECT_EQ(dry.total("rows"), 950);
  EXPECT_EQ(dry.total("out_of_scope"), 950 - 477);
  EXPECT_EQ(dry.rows("hubspot_companies.csv"), 200);
  EXPECT_EQ(dry.rows("hubspot_deals.csv"), 500);
  EXPECT_EQ(dry.rows("hubspot_activities.csv"), 2000);
  EXPECT_EQ(dry.of_column("hubspot_contacts.csv", "Associated Company Domain", "filled"), 679);
  EXPECT_EQ(dry.of_column("hubspot_contacts.csv", "Contact Owner", "distinct"), 5);
  EXPECT_EQ(dry.count(R"({"rule": "company-owner"})"), 345);   // every one in the segment with a company's domain
}

TEST(Crm, XEducationHasNoDatesSoEveryRowIsQueuedAndSaysSo) {
  LEADWRIGHT_NEEDS_DATA("crm/x-education");
  Dry dry("x-education");
  ASSERT_TRUE(dry.ok());
  dry.expect_complete();
  EXPECT_EQ(dry.total("rows"), 9240);
  EXPECT_EQ(dry.count(R"({"reason": "missing_created_at"})"), 9240);
  EXPECT_EQ(dry.file("Leads.csv")->find("columns")->items.size(), 38u);
  EXPECT_EQ(dry.of_column("Leads.csv", "", "filled"), 0);
  EXPECT_EQ(dry.of_column("Leads.csv", "Prospect ID", "distinct"), 9240);
  EXPECT_EQ(dry.of_column("Leads.csv", "Lead Number", "distinct"), 9240);
  EXPECT_EQ(dry.of_column("Leads.csv", "Lead Source", "filled"), 9240 - 36);
  EXPECT_EQ(dry.of_column("Leads.csv", "Lead Source", "distinct"), 21);   // 22 with the blank one
  EXPECT_EQ(dry.of_column("Leads.csv", "Country", "filled"), 9240 - 2461);
}

TEST(Crm, OlistIsReadDayFirst) {
  LEADWRIGHT_NEEDS_DATA("crm/olist");
  Dry dry("olist");
  ASSERT_TRUE(dry.ok());
  dry.expect_complete();
  EXPECT_EQ(dry.total("rows"), 8000);
  EXPECT_EQ(dry.count(R"({"reason": "missing_evidence"})"), 60);   // origin is blank
  EXPECT_EQ(dry.count(R"({"rule": "paid"})"), 1704);
  EXPECT_EQ(dry.count(R"({"rule": "unknown-source"})"), 1099);
  EXPECT_EQ(dry.rows("olist_closed_deals_dataset.csv"), 842);
  EXPECT_EQ(dry.of_column("olist_closed_deals_dataset.csv", "sr_id", "distinct"), 22);
  EXPECT_EQ(dry.of_column("olist_closed_deals_dataset.csv", "sdr_id", "distinct"), 32);
}

// ---- 37 hostile files ----------------------------------------------------------------------

// Data rows, and how many of them are malformed, counted by a reader of RFC 4180; or a word of the reason
// for which the file is refused.
struct Messy {
  const char* file;
  std::int64_t rows;
  std::int64_t malformed;
  const char* refused;
};

const Messy messy[] = {
    {"01-facebook-leads-standard.csv", 5, 0, ""},
    {"02-facebook-leads-messy-headers.csv", 3, 0, ""},
    {"03-google-ads-leads.csv", 3, 0, ""},
    {"04-google-ads-export-utf8.csv", 3, 0, ""},
    {"05-excel-export.csv", 3, 0, ""},
    {"06-agency-crm-export.csv", 4, 0, ""},
    {"07-real-estate-crm.csv", 3, 0, ""},
    {"08-broken-headers-typos.csv", 3, 0, ""},
    {"09-duplicate-headers.csv", 2, 0, "both fit the field `email`"},
    {"10-mixed-date-formats.csv", 3, 0, ""},
    {"11-international-names.csv", 4, 0, ""},
    {"12-unicode-emoji.csv", 3, 0, ""},
    {"13-mixed-languages.csv", 3, 0, ""},
    {"14-blank-rows.csv", 3, 0, ""},
    {"15-duplicate-rows.csv", 5, 0, ""},
    {"16-messy-formatting.csv", 3, 1, ""},
    {"17-formula-injection.csv", 5, 0, ""},
    {"18-international-phones.csv", 6, 0, ""},
    {"19-empty-columns.csv", 3, 0, ""},
    {"20-tiny-two-row.csv", 2, 0, ""},
    {"21-tab-separated.csv", 2, 0, ""},
    {"22-trailing-commas.csv", 2, 0, ""},
    {"23-quoted-fields-multiline.csv", 2, 0, ""},
    {"24-salesforce-style.csv", 3, 0, ""},
    {"25-hubspot-export.csv", 3, 0, ""},
    {"26-large-dataset-200-rows.csv", 200, 0, ""},
    {"real-world/agency-chaos.csv", 5, 1, ""},
    {"real-world/duplicate-mixed-columns.csv", 2, 2, ""},
    {"real-world/european-semicolon.csv", 2, 0, ""},
    {"real-world/excel-messy-export.csv", 3, 0, ""},
    {"real-world/facebook-leads-realistic.csv", 3, 0, ""},
    {"real-world/google-ads-realistic.csv", 3, 0, ""},
    {"real-world/horrible-headers-mixed.csv", 3, 0, ""},
    {"real-world/hubspot-export.csv", 3, 0, ""},
    {"real-world/rtl-arabic-headers.csv", 2, 0, ""},
    {"real-world/salesforce-leads.csv", 3, 0, ""},
    {"real-world/zoho-crm-export.csv", 3, 0, ""},
};

class MessyCsv : public testing::TestWithParam<Messy> {};

TEST_P(MessyCsv, IsReadRowByRowOrRefusedWithItsReason) {
  LEADWRIGHT_NEEDS_DATA("crm/messy-csv");
  const Messy& expected = GetParam();
  Session session;
  session.begin_file("leads.csv");
  session.append(tests::read_file(tests::outside_data() / "crm/messy-csv" / expected.file));
  ASSERT_TRUE(session.finish_file().empty());
  Problems problems = session.set_policy("policy.json", session.propose_policy());
  if (problems.empty()) problems = session.run();
  if (*expected.refused != '\0') {
    ASSERT_FALSE(problems.empty());
    EXPECT_NE(problem_line(problems[0]).find(expected.refused), std::string::npos) << problem_line(problems[0]);
    return;
  }
  for (const Problem& problem : problems) ADD_FAILURE() << problem_line(problem);
  const auto all = session.select("{}");
  ASSERT_TRUE(all.ok());
  EXPECT_EQ(static_cast<std::int64_t>(all.value().size()), expected.rows);
  const auto malformed = session.select(R"({"where": {"reason": "row_malformed"}})");
  ASSERT_TRUE(malformed.ok());
  EXPECT_EQ(static_cast<std::int64_t>(malformed.value().size()), expected.malformed);
}

std::string test_name(const testing::TestParamInfo<Messy>& file) {
  std::string name = file.param.file;
  std::replace_if(name.begin(), name.end(), [](char c) { return c == '-' || c == '.' || c == '/'; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Files, MessyCsv, testing::ValuesIn(messy), test_name);

}  // namespace
}  // namespace leadwright
