// The shape of a real Salesforce file (38 entries): its structure entry by entry, with names of our own
// for products, areas, queues and owners. Its defect is known by enumeration: ten entries can win only for
// two countries that none of them mentions, because entries before them let a blank country pass a `not`.
#include "files.h"
#include "proof/plain.h"

namespace leadwright::proof {
namespace {

Report report_of_mainmeter(policy::Policy& p) {
  p = plain::read_policy(tests::read_file(tests::source_folder() / "tests/real/policies/mainmeter.json"));
  Report report = examine({p}, nullptr, {}, plain::decide_all());
  for (const std::string& fault : report.faults) ADD_FAILURE() << fault;
  EXPECT_TRUE(report.decided);
  return report;
}

const Finding* find(const Report& report, Kind kind, const std::string& rule, Severity severity = Severity::warning) {
  for (const Finding& f : report.findings) if (f.kind == kind && f.rule == rule && f.severity == severity) return &f;
  return nullptr;
}

std::optional<std::string> cell(const Finding& f, const std::string& field) {
  for (const auto& [name, value] : f.witness->cells) if (name == field) return value;
  ADD_FAILURE() << "no " << field;
  return {};
}

TEST(Mainmeter, ElevenEntriesCanWinOnlyForCanadaAndTheUnitedStates) {
  policy::Policy p;
  const Report report = report_of_mainmeter(p);
  int found = 0;
  for (const Finding& f : report.findings) {
    if (f.kind != Kind::overlap || f.severity != Severity::warning) continue;
    ++found;
    EXPECT_NE(f.message.find("says nothing of country_code, yet decides only where country_code is CA or US"), std::string::npos)
        << f.message;
  }
  EXPECT_EQ(found, 11);
  for (int entry = 5; entry <= 14; ++entry) {
    const Finding* f = find(report, Kind::overlap, "entry-" + std::to_string(entry));
    ASSERT_NE(f, nullptr) << entry;
    EXPECT_EQ(f->by.front(), "entry-2");
  }
  const Finding* last = find(report, Kind::overlap, "entry-38");
  ASSERT_NE(last, nullptr);
  EXPECT_EQ(last->by, std::vector<std::string>{"entry-37"});
}

TEST(Mainmeter, TheBlankCountryIsWhatDecides) {
  policy::Policy p;
  const Report report = report_of_mainmeter(p);
  const Finding* f = find(report, Kind::blank_dependent, "entry-2");
  ASSERT_NE(f, nullptr);
  EXPECT_EQ(f->by, std::vector<std::string>{"entry-5"});
  EXPECT_EQ(cell(*f, "country_code"), std::nullopt);
  EXPECT_EQ(cell(*f, "record_type"), "instruments");
  EXPECT_EQ(cell(*f, "source"), "Web");
  const Outcome outcome = plain::decide(p, plain::lead_of(p, *f->witness));
  EXPECT_EQ(outcome.queue, "international");

  const Finding* utility = find(report, Kind::blank_dependent, "entry-37");
  ASSERT_NE(utility, nullptr);
  EXPECT_EQ(utility->by, std::vector<std::string>{"entry-38"});
}

TEST(Mainmeter, LeadsOfOtherRecordTypesFallThrough) {
  policy::Policy p;
  const Report report = report_of_mainmeter(p);
  ASSERT_FALSE(report.findings.empty());
  EXPECT_EQ(report.findings[0].kind, Kind::gap);
}

}  // namespace
}  // namespace leadwright::proof
