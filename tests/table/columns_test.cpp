#include "table/columns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "table/aliases.h"

namespace leadwright::table {
namespace {

using Headers = std::vector<std::string>;

std::vector<Wanted> standard(Role role) {
  std::vector<Wanted> wanted;
  for (const std::string_view field : standard_fields(role)) wanted.push_back({std::string(field), "", ""});
  return wanted;
}

// The headers that were found, by field.
std::map<std::string, std::string> found(Role role, const Headers& headers, std::vector<Wanted> more = {}) {
  std::vector<Wanted> wanted = standard(role);
  for (Wanted& one : more) {
    const auto same = std::find_if(wanted.begin(), wanted.end(), [&](const Wanted& w) { return w.field == one.field; });
    if (same != wanted.end()) *same = one;
    else wanted.push_back(one);
  }
  const auto columns = find_columns(role, "leads.csv", headers, wanted);
  std::map<std::string, std::string> fields;
  if (!columns.ok()) {
    ADD_FAILURE() << columns.problems().front().message;
    return fields;
  }
  for (const FieldColumn& one : columns.value()) {
    if (one.column >= 0) fields[one.field] = headers[static_cast<std::size_t>(one.column)];
  }
  return fields;
}

Problems problems(Role role, const Headers& headers, const std::vector<Wanted>& wanted) {
  const auto columns = find_columns(role, "leads.csv", headers, wanted);
  return columns.ok() ? Problems() : columns.problems();
}

using Fields = std::map<std::string, std::string>;

TEST(Columns, AHeaderEqualToAFieldsNameIsThatField) {
  EXPECT_EQ(found(Role::leads, {"id", "created_at", "account_id", "E-mail", "First Name"}),
            (Fields{{"id", "id"}, {"created_at", "created_at"}, {"account_id", "account_id"}, {"email", "E-mail"},
                    {"first_name", "First Name"}}));
}

TEST(Columns, AHeaderEqualToTheNameLeavesAliasesAside) {
  EXPECT_EQ(found(Role::leads, {"Email Address", "Email", "Work email"})["email"], "Email");
  EXPECT_EQ(found(Role::leads, {"Name", "NAME", "EMAIL", "email"})["email"], "email");
}

TEST(Columns, HubspotsDefaultHeadersAreKnown) {
  EXPECT_EQ(found(Role::leads, {"Record ID", "First Name", "Last Name", "Email", "Phone Number", "Contact owner",
                                "Primary Associated Company ID", "Last Activity Date", "Lead Status",
                                "Marketing contact status", "Create Date", "Associated Company"}),
            (Fields{{"id", "Record ID"}, {"first_name", "First Name"}, {"last_name", "Last Name"}, {"email", "Email"},
                    {"phone", "Phone Number"}, {"owner", "Contact owner"}, {"status", "Lead Status"},
                    {"account_id", "Primary Associated Company ID"}, {"created_at", "Create Date"},
                    {"company", "Associated Company"}}));
  EXPECT_EQ(found(Role::leads, {"hs_object_id", "hubspot_owner_id", "lifecyclestage", "numemployees", "createdate"}),
            (Fields{{"id", "hs_object_id"}, {"owner", "hubspot_owner_id"}, {"lifecycle_stage", "lifecyclestage"},
                    {"employees", "numemployees"}, {"created_at", "createdate"}}));
  EXPECT_EQ(found(Role::accounts, {"Record ID", "Company name", "Company owner", "Create Date", "Phone Number",
                                   "Last Activity Date", "City", "Country/Region", "Industry"}),
            (Fields{{"id", "Record ID"}, {"name", "Company name"}, {"owner", "Company owner"},
                    {"created_at", "Create Date"}, {"phone", "Phone Number"}, {"country", "Country/Region"},
                    {"industry", "Industry"}}));
  EXPECT_EQ(found(Role::opportunities, {"Record ID", "Deal Name", "Deal Stage", "Close Date", "Deal owner", "Amount"}),
            (Fields{{"id", "Record ID"}, {"name", "Deal Name"}, {"stage", "Deal Stage"}, {"close_date", "Close Date"},
                    {"owner", "Deal owner"}, {"amount", "Amount"}}));
}

TEST(Columns, SalesforcesApiNamesAndReportLabelsAreKnownInAnyCase) {
  const Fields api = found(Role::leads, {"ID", "LASTNAME", "FIRSTNAME", "TITLE", "COMPANY", "EMAIL", "PHONE", "MOBILEPHONE",
                                         "WEBSITE", "CITY", "STATE", "STATECODE", "COUNTRY", "COUNTRYCODE", "LEADSOURCE",
                                         "STATUS", "INDUSTRY", "ANNUALREVENUE", "NUMBEROFEMPLOYEES", "OWNERID",
                                         "CONVERTEDACCOUNTID", "CREATEDDATE"});
  EXPECT_EQ(api.size(), 19u);
  EXPECT_EQ(api.at("employees"), "NUMBEROFEMPLOYEES");
  EXPECT_EQ(api.at("phone"), "PHONE");
  EXPECT_EQ(api.at("domain"), "WEBSITE");
  EXPECT_EQ(api.at("account_id"), "CONVERTEDACCOUNTID");
  EXPECT_EQ(found(Role::leads, {"Lead ID", "Company / Account", "Lead Owner", "Lead Source", "Lead Status", "Create Date"}),
            (Fields{{"id", "Lead ID"}, {"company", "Company / Account"}, {"owner", "Lead Owner"},
                    {"source", "Lead Source"}, {"status", "Lead Status"}, {"created_at", "Create Date"}}));
}

TEST(Columns, ZohoAndStripeAreKnown) {
  EXPECT_EQ(found(Role::activities, {"TASKID", "Call Start Time", "Call Owner", "Call Owner Id", "Subject", "Call Type",
                                     "Created Time", "LEADID", "CONTACTID"}),
            (Fields{{"id", "TASKID"}, {"at", "Call Start Time"}, {"owner", "Call Owner"}, {"kind", "Call Type"},
                    {"lead_id", "LEADID"}}));
  EXPECT_EQ(found(Role::opportunities, {"Potential Name", "Potential Owner", "Created Time", "Closing Date", "Amount", "Stage"}),
            (Fields{{"name", "Potential Name"}, {"owner", "Potential Owner"}, {"created_at", "Created Time"},
                    {"close_date", "Closing Date"}, {"amount", "Amount"}, {"stage", "Stage"}}));
  EXPECT_EQ(found(Role::customers, {"id", "Description", "Email", "Name", "Created (UTC)", "hubspot_company_id (metadata)"}),
            (Fields{{"id", "id"}, {"email", "Email"}, {"name", "Name"}, {"account_id", "hubspot_company_id (metadata)"}}));
  EXPECT_EQ(found(Role::subscriptions, {"id", "Customer ID", "Plan", "Amount", "Status", "Interval", "Start (UTC)",
                                        "Start Date (UTC)", "Created (UTC)"}),
            (Fields{{"id", "id"}, {"customer_id", "Customer ID"}, {"amount", "Amount"}, {"status", "Status"},
                    {"interval", "Interval"}, {"started_at", "Start Date (UTC)"}}));
}

TEST(Columns, OfTwoHeadersOfOneExportTheBetterIsTaken) {
  EXPECT_EQ(found(Role::leads, {"Mobile Phone Number", "Phone Number", "Website URL", "Company Domain Name", "OwnerId",
                                "Lead Owner", "Original Source", "Latest Source", "Company size", "Number of Employees"}),
            (Fields{{"phone", "Phone Number"}, {"domain", "Company Domain Name"}, {"owner", "Lead Owner"},
                    {"source", "Original Source"}, {"employees", "Number of Employees"}}));
}

TEST(Columns, TwoHeadersOfTheSameStandingAreAProblemThatNamesBoth) {
  const Problems found = problems(Role::leads, {"id", "Work email", "Business Email"}, standard(Role::leads));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].message, "`Work email` (column 2) and `Business Email` (column 3) of `leads.csv` both fit the field `email`");
  EXPECT_EQ(found[0].help, "say which: \"columns\": {\"email\": \"Work email\"}");
  EXPECT_EQ(found[0].place.file, "leads.csv");
  EXPECT_EQ(problems(Role::leads, {"email", "phone", "email"}, standard(Role::leads)).size(), 1u);
}

TEST(Columns, AColumnThatThePolicyNamesBelongsToThatFieldAlone) {
  const Fields fields = found(Role::leads, {"Work email", "Business Email", "Website", "Budget"},
                              {{"email", "Business Email", "/sources/leads/columns/email"},
                               {"site", "Website", "/fields/site/column"}, {"budget", "Budget", ""}});
  EXPECT_EQ(fields, (Fields{{"email", "Business Email"}, {"site", "Website"}, {"budget", "Budget"}}));
  EXPECT_EQ(found(Role::leads, {"status", "state"}, {{"state", "status", ""}}), (Fields{{"state", "status"}}));
}

TEST(Columns, ANamedColumnThatIsNotThereIsAProblemWithTheNearestHeader) {
  const Problems found = problems(Role::leads, {"id", "Employees"}, {{"employees", "Employes", "/sources/leads/columns/employees"}});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].message, "the file `leads.csv` has no column `Employes`");
  EXPECT_EQ(found[0].help, "did you mean `Employees`?");
  EXPECT_EQ(found[0].place.pointer, "/sources/leads/columns/employees");
}

TEST(Columns, ANamedColumnMayDifferInCaseAndPunctuation) {
  EXPECT_EQ(found(Role::leads, {"Budget (EUR)"}, {{"budget", "budget eur", ""}})["budget"], "Budget (EUR)");
}

TEST(Columns, AColumnNamedTwiceAndARepeatedOneAreProblems) {
  EXPECT_EQ(problems(Role::leads, {"Mail"}, {{"email", "Mail", "/a"}, {"phone", "Mail", "/b"}}).size(), 1u);
  EXPECT_EQ(problems(Role::leads, {"Mail", "Mail"}, {{"email", "Mail", "/a"}}).size(), 1u);
}

TEST(Columns, AProposalTakesTheFirstOfSeveral) {
  const auto columns = propose_columns(Role::leads, {"Work email", "Business Email", "Lead ID"});
  ASSERT_EQ(columns.size(), standard_fields(Role::leads).size());
  EXPECT_EQ(columns[0].column, 2);
  EXPECT_EQ(columns[1].column, 0);
  EXPECT_EQ(columns[1].found, Found::by_alias);
  EXPECT_EQ(columns[2].found, Found::not_found);
}

TEST(Columns, FilesAreToldApartByTheFieldsTheyGive) {
  const auto count = [](Role role, const Headers& headers) {
    const auto columns = propose_columns(role, headers);
    return std::count_if(columns.begin(), columns.end(), [](const FieldColumn& c) { return c.column >= 0; });
  };
  const Headers deals = {"Deal ID", "Deal Name", "Deal Stage", "Amount", "Close Date", "Deal Owner"};
  EXPECT_GT(count(Role::opportunities, deals), count(Role::leads, deals));
}

TEST(Columns, AMillionHeadersAreSearched) {
  Headers headers(1'000'000, "");
  headers.back() = "Email";
  EXPECT_EQ(found(Role::leads, headers), (Fields{{"email", "Email"}}));
}

TEST(Aliases, AreSquashedAndNoneFitsTwoFieldsOfARole) {
  for (int r = 0; r < role_count; ++r) {
    const Role role = static_cast<Role>(r);
    EXPECT_EQ(find_role(name_of(role)), role);
    std::set<std::string> seen;
    for (const std::string_view field : standard_fields(role)) EXPECT_TRUE(seen.insert(text::squash(field)).second);
    for (const FieldAliases& aliases : aliases_of(role)) {
      std::string_view rest = aliases.headers;
      while (!rest.empty()) {
        const std::string_view word = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(word.size() + 1, rest.size()));
        if (word == "|") continue;
        EXPECT_EQ(text::squash(word), word) << name_of(role) << " " << aliases.field;
        EXPECT_TRUE(seen.insert(std::string(word)).second) << name_of(role) << " " << aliases.field << " " << word;
      }
    }
  }
}

TEST(Aliases, TheStandardFieldsAreThoseOfTheContract) {
  const auto joined = [](Role role) {
    std::string all;
    for (const std::string_view field : standard_fields(role)) all += (all.empty() ? "" : " ") + std::string(field);
    return all;
  };
  EXPECT_EQ(joined(Role::leads),
            "id email first_name last_name company domain phone country state city industry employees revenue title "
            "source lifecycle_stage status created_at owner first_touch_at account_id");
  EXPECT_EQ(joined(Role::accounts), "id name domain owner country industry employees revenue phone parent_id created_at");
  EXPECT_EQ(joined(Role::contacts), "id email first_name last_name phone account_id owner created_at");
  EXPECT_EQ(joined(Role::opportunities),
            "id name account_id owner stage amount currency close_date created_at next_step next_step_at economic_buyer "
            "risk snapshot_at");
  EXPECT_EQ(joined(Role::customers), "id name email domain phone country account_id");
  EXPECT_EQ(joined(Role::subscriptions), "id customer_id opportunity_id amount currency interval status started_at");
  EXPECT_EQ(joined(Role::product_accounts), "id name domain account_id last_active_at");
  EXPECT_EQ(joined(Role::activities), "id lead_id email kind at owner");
  EXPECT_EQ(joined(Role::sync_errors), "id at system object record_id code message");
}

}  // namespace
}  // namespace leadwright::table
