// The CSV files of LEADWRIGHT_DATA (folders crm and hubspot): the counts of their README, every cell kept,
// and the columns that their headers are understood as.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <set>

#include "files.h"
#include "table/columns.h"
#include "table/table.h"
#include "table/value.h"

namespace leadwright::table {
namespace {

namespace fs = std::filesystem;

bool is_here(const char* folder) {
  const bool here = fs::exists(tests::outside_data() / folder);
  if (!here) std::cout << "did not run: no " << folder << " in LEADWRIGHT_DATA\n";
  return here;
}

Table read(const std::string& name, std::string_view bytes) {
  Reader reader(name);
  reader.append(bytes);
  Result<Table> table = std::move(reader).finish();
  if (!table.ok()) ADD_FAILURE() << name << ": " << table.problems().front().message;
  return std::move(table).value();
}
Table read(const std::string& path) { return read(path, tests::read_file(tests::outside_data() / path)); }

// The table as CSV with every cell in quotes.
std::string write(const Table& table) {
  std::string out;
  const auto put = [&](std::string_view cell, bool last) {
    out += '"';
    for (const char c : cell) out += c == '"' ? "\"\"" : std::string(1, c);
    out += last ? "\"\n" : "\",";
  };
  for (int c = 0; c < table.columns(); ++c) put(table.headers()[static_cast<std::size_t>(c)], c + 1 == table.columns());
  for (std::int64_t row = 0; row < table.rows(); ++row) {
    for (int c = 0; c < table.columns(); ++c) put(table.cell(row, c), c + 1 == table.columns());
  }
  return out;
}

std::int64_t malformed_rows(const Table& table) {
  std::int64_t count = 0;
  for (std::int64_t row = 0; row < table.rows(); ++row) count += table.malformed(row);
  return count;
}

int column_of(const Table& table, std::string_view header) {
  const auto found = std::find(table.headers().begin(), table.headers().end(), header);
  return found == table.headers().end() ? -1 : static_cast<int>(found - table.headers().begin());
}

// How often each text stands in a column.
std::map<std::string, std::int64_t> counts(const Table& table, std::string_view header) {
  const Table::Encoded encoded = table.encode(column_of(table, header));
  std::map<std::string, std::int64_t> counts;
  for (const std::uint32_t code : encoded.code) ++counts[std::string(encoded.distinct[code])];
  return counts;
}

struct File {
  const char* name;
  int columns;
  std::int64_t rows;
  std::int64_t malformed = 0;
};

void check(const std::string& folder, const File& file) {
  const Table table = read(folder + "/" + file.name);
  EXPECT_EQ(table.columns(), file.columns) << file.name;
  EXPECT_EQ(table.rows(), file.rows) << file.name;
  EXPECT_EQ(malformed_rows(table), file.malformed) << file.name;
  const std::string written = write(table);
  const Table again = read(file.name, written);
  EXPECT_EQ(again.rows(), table.rows()) << file.name;
  EXPECT_EQ(write(again), written) << file.name;
}

TEST(CrmFiles, HaveTheCountsOfTheirReadme) {
  if (!is_here("crm")) return;
  constexpr File files[] = {
      {"hubspot-dummy/hubspot_activities.csv", 11, 2000}, {"hubspot-dummy/hubspot_companies.csv", 16, 200},
      {"hubspot-dummy/hubspot_contacts.csv", 20, 950}, {"hubspot-dummy/hubspot_deals.csv", 12, 500},
      {"hubspot-dummy/hubspot_tickets.csv", 13, 300}, {"maven-crm/accounts.csv", 7, 85}, {"maven-crm/products.csv", 3, 7},
      {"maven-crm/sales_pipeline.csv", 8, 8800}, {"maven-crm/sales_teams.csv", 3, 35},
      {"olist/olist_closed_deals_dataset.csv", 14, 842}, {"olist/olist_marketing_qualified_leads_dataset.csv", 4, 8000},
      {"sales-crm-sample/Activity.csv", 7, 500}, {"sales-crm-sample/Contacts.csv", 7, 100},
      {"sales-crm-sample/Leads.csv", 6, 200}, {"sales-crm-sample/Opportunity.csv", 6, 500}, {"x-education/Leads.csv", 38, 9240},
      {"zoho-demo/Accounts.csv", 11, 2229}, {"zoho-demo/Calls.csv", 19, 4100}, {"zoho-demo/Cases.csv", 8, 797},
      {"zoho-demo/Contacts.csv", 9, 1265}, {"zoho-demo/Leads.csv", 13, 3900}, {"zoho-demo/Potentials.csv", 20, 3632},
      {"zoho-demo/Tasks.csv", 6, 2978}, {"zoho-demo/Users.csv", 4, 11}};
  for (const File& file : files) check("crm", file);
}

TEST(MessyFiles, AreAllRead) {
  if (!is_here("crm/messy-csv")) return;
  constexpr File files[] = {
      {"01-facebook-leads-standard.csv", 6, 5}, {"02-facebook-leads-messy-headers.csv", 7, 3},
      {"03-google-ads-leads.csv", 7, 3}, {"04-google-ads-export-utf8.csv", 8, 3}, {"05-excel-export.csv", 7, 3},
      {"06-agency-crm-export.csv", 9, 4}, {"07-real-estate-crm.csv", 9, 3}, {"08-broken-headers-typos.csv", 5, 3},
      {"09-duplicate-headers.csv", 6, 2}, {"10-mixed-date-formats.csv", 5, 3}, {"11-international-names.csv", 5, 4},
      {"12-unicode-emoji.csv", 5, 3}, {"13-mixed-languages.csv", 5, 3}, {"14-blank-rows.csv", 4, 3},
      {"15-duplicate-rows.csv", 4, 5}, {"16-messy-formatting.csv", 4, 3, 1}, {"17-formula-injection.csv", 4, 5},
      {"18-international-phones.csv", 4, 6}, {"19-empty-columns.csv", 7, 3}, {"20-tiny-two-row.csv", 2, 2},
      {"21-tab-separated.csv", 4, 2}, {"22-trailing-commas.csv", 5, 2}, {"23-quoted-fields-multiline.csv", 4, 2},
      {"24-salesforce-style.csv", 8, 3}, {"25-hubspot-export.csv", 8, 3}, {"26-large-dataset-200-rows.csv", 8, 200},
      {"real-world/agency-chaos.csv", 6, 5, 1}, {"real-world/duplicate-mixed-columns.csv", 8, 2, 2},
      {"real-world/european-semicolon.csv", 5, 2}, {"real-world/excel-messy-export.csv", 6, 3},
      {"real-world/facebook-leads-realistic.csv", 14, 3}, {"real-world/google-ads-realistic.csv", 10, 3},
      {"real-world/horrible-headers-mixed.csv", 11, 3}, {"real-world/hubspot-export.csv", 8, 3},
      {"real-world/rtl-arabic-headers.csv", 5, 2}, {"real-world/salesforce-leads.csv", 9, 3},
      {"real-world/zoho-crm-export.csv", 7, 3}};
  static_assert(std::size(files) == 37);
  for (const File& file : files) check("crm/messy-csv", file);
}

TEST(CrmFiles, XEducationHasTheFiguresOfItsReadme) {
  if (!is_here("crm/x-education")) return;
  const Table leads = read("crm/x-education/Leads.csv");
  EXPECT_EQ(leads.headers().back(), "");
  EXPECT_EQ(leads.encode(37).distinct, (std::vector<std::string_view>{""}));
  EXPECT_EQ(counts(leads, "Prospect ID").size(), 9240u);
  EXPECT_EQ(counts(leads, "Lead Number").size(), 9240u);
  const auto source = counts(leads, "Lead Source"), country = counts(leads, "Country");
  EXPECT_EQ(source.size(), 22u);
  EXPECT_EQ(source.at(""), 36);
  EXPECT_EQ(source.at("Google"), 2868);
  EXPECT_EQ(source.at("google"), 5);
  EXPECT_EQ(country.at(""), 2461);
  EXPECT_EQ(country.at("India"), 6492);
  EXPECT_EQ(counts(leads, "Specialization").at("Select"), 1942);
  EXPECT_EQ(counts(leads, "City").at("Select"), 2249);
  EXPECT_EQ(counts(leads, "Lead Profile").at("Select"), 4146);
  EXPECT_EQ(counts(leads, "How did you hear about X Education").at("Select"), 5043);
  EXPECT_EQ(counts(leads, "Converted").at("1"), 3561);
}

TEST(CrmFiles, DatesAndMoneyOfTheExportsAreRead) {
  if (!is_here("crm")) return;
  const auto invalid = [](const Table& table, std::string_view header, Type type) {
    const Table::Encoded encoded = table.encode(column_of(table, header));
    const Reading reading = {.type = type, .date_order = settle_date_order(encoded.distinct), .empty = {}};
    return std::count_if(encoded.distinct.begin(), encoded.distinct.end(), [&](std::string_view cell) {
      return read_value(cell, reading).state == State::invalid;
    });
  };
  EXPECT_EQ(invalid(read("crm/zoho-demo/Leads.csv"), "Created Time", Type::date_time), 0);
  EXPECT_EQ(invalid(read("crm/zoho-demo/Calls.csv"), "Call Start Time", Type::date_time), 0);
  EXPECT_EQ(invalid(read("crm/zoho-demo/Potentials.csv"), "Amount", Type::money), 0);
  EXPECT_EQ(invalid(read("crm/maven-crm/sales_pipeline.csv"), "close_date", Type::date_time), 0);
  EXPECT_EQ(invalid(read("crm/olist/olist_marketing_qualified_leads_dataset.csv"), "first_contact_date", Type::date_time), 0);
  EXPECT_EQ(invalid(read("crm/olist/olist_closed_deals_dataset.csv"), "won_date", Type::date_time), 0);
  EXPECT_EQ(invalid(read("crm/maven-crm/accounts.csv"), "revenue", Type::money), 0);
}

TEST(CrmFiles, CountriesAreRecognised) {
  if (!is_here("crm")) return;
  std::set<std::string> unknown;
  for (const auto& [file, header] : {std::pair("crm/hubspot-dummy/hubspot_contacts.csv", "Country"),
                                     std::pair("crm/hubspot-dummy/hubspot_companies.csv", "Country"),
                                     std::pair("crm/x-education/Leads.csv", "Country"),
                                     std::pair("crm/maven-crm/accounts.csv", "office_location")}) {
    for (const auto& [name, count] : counts(read(file), header)) {
      if (!name.empty() && !find_country(name)) unknown.insert(name);
    }
  }
  EXPECT_EQ(unknown, (std::set<std::string>{"Asia/Pacific Region", "Netherlands Antilles", "Philipines", "unknown"}));
}

TEST(CrmFiles, TheirHeadersAreUnderstood) {
  if (!is_here("crm")) return;
  // `field=header` of every field that is found, in the order of the contract.
  const auto understood = [](Role role, const std::string& path) {
    const Table table = read(path);
    std::string all;
    for (const FieldColumn& one : propose_columns(role, table.headers())) {
      if (one.column < 0) continue;
      all += (all.empty() ? "" : " ") + one.field + "=" + table.headers()[static_cast<std::size_t>(one.column)];
    }
    return all;
  };
  EXPECT_EQ(understood(Role::leads, "crm/zoho-demo/Leads.csv"),
            "id=LEADID email=Email last_name=Last Name company=Company domain=Website phone=Mobile industry=Industry "
            "source=Lead Source status=Lead Status created_at=Created Time owner=Lead Owner");
  EXPECT_EQ(understood(Role::leads, "crm/hubspot-dummy/hubspot_contacts.csv"),
            "id=Contact ID email=Email first_name=First Name last_name=Last Name domain=Associated Company Domain "
            "phone=Phone Number country=Country state=State/Region city=City title=Job Title source=Lead Source "
            "lifecycle_stage=Lifecycle Stage status=Lead Status created_at=Create Date owner=Contact Owner");
  EXPECT_EQ(understood(Role::leads, "crm/x-education/Leads.csv"), "id=Prospect ID country=Country city=City source=Lead Source");
  EXPECT_EQ(understood(Role::leads, "crm/olist/olist_marketing_qualified_leads_dataset.csv"),
            "id=mql_id source=origin created_at=first_contact_date");
  EXPECT_EQ(understood(Role::leads, "crm/sales-crm-sample/Leads.csv"),
            "id=LeadID source=LeadSource status=LeadStatus created_at=CreatedDate");
  EXPECT_EQ(understood(Role::accounts, "crm/hubspot-dummy/hubspot_companies.csv"),
            "id=Company ID name=Company Name domain=Company Domain Name owner=Company Owner country=Country industry=Industry "
            "employees=Number of Employees revenue=Annual Revenue phone=Phone Number created_at=Create Date");
  EXPECT_EQ(understood(Role::accounts, "crm/zoho-demo/Accounts.csv"),
            "id=ACCOUNTID name=Account Name domain=Website owner=Account Owner industry=Industry");
  EXPECT_EQ(understood(Role::opportunities, "crm/hubspot-dummy/hubspot_deals.csv"),
            "id=Deal ID name=Deal Name owner=Deal Owner stage=Deal Stage amount=Amount close_date=Close Date created_at=Create Date");
  EXPECT_EQ(understood(Role::activities, "crm/hubspot-dummy/hubspot_activities.csv"),
            "id=Activity ID email=Associated Contact Email kind=Activity Type at=Activity Date owner=Activity Owner");
  EXPECT_EQ(understood(Role::activities, "crm/zoho-demo/Calls.csv"),
            "id=TASKID lead_id=LEADID kind=Call Type at=Call Start Time owner=Call Owner");
}

TEST(MatchingFiles, TheirHeadersAreUnderstood) {
  if (!is_here("matching/synth_dev1")) return;
  const auto understood = [](Role role, const std::string& name) {
    const Table table = read("matching/synth_dev1/" + name + ".csv");
    std::string all;
    for (const FieldColumn& one : propose_columns(role, table.headers())) {
      if (one.column < 0) continue;
      all += (all.empty() ? "" : " ") + one.field + "=" + table.headers()[static_cast<std::size_t>(one.column)];
    }
    return all;
  };
  EXPECT_EQ(understood(Role::leads, "leads"),
            "id=lead_id email=email first_name=first_name last_name=last_name company=company domain=website phone=phone "
            "country=country city=city source=source created_at=created_at");
  EXPECT_EQ(understood(Role::accounts, "accounts"),
            "id=account_id name=name domain=website owner=owner country=country phone=phone parent_id=parent_account_id");
  EXPECT_EQ(understood(Role::contacts, "contacts"),
            "id=contact_id email=email first_name=first_name last_name=last_name phone=phone account_id=account_id");
  EXPECT_EQ(understood(Role::opportunities, "opportunities"),
            "id=opportunity_id name=name account_id=account_id stage=stage amount=amount currency=currency close_date=close_date");
  EXPECT_EQ(understood(Role::customers, "billing_customers"),
            "id=customer_id name=name email=email phone=phone country=country account_id=metadata_crm_account_id");
  EXPECT_EQ(understood(Role::subscriptions, "subscriptions"),
            "id=subscription_id customer_id=customer_id opportunity_id=metadata_opportunity_id amount=unit_amount "
            "currency=currency interval=interval status=status started_at=start_date");
}

TEST(HubspotFiles, AreReadWithTheirOddities) {
  if (!is_here("hubspot")) return;
  const Table view = read("hubspot/csv/synthetic-default-view-contacts-bom-crlf.csv");
  EXPECT_EQ(view.encoding(), "UTF-8 with BOM");
  EXPECT_EQ(view.headers().front(), "Record ID");
  EXPECT_EQ(view.headers().back(), "Associated Company");
  EXPECT_EQ(malformed_rows(view), 0);
  const Table all = read("hubspot/csv/synthetic-all-contacts-all-properties.csv");
  EXPECT_EQ(malformed_rows(all), 0);
  EXPECT_EQ(all.headers().size(), all.headers().back() == "Associated Subscription IDs" ? all.headers().size() : 0u);
  const auto columns = find_columns(Role::leads, "all.csv", all.headers(), [] {
    std::vector<Wanted> wanted;
    for (const std::string_view field : standard_fields(Role::leads)) wanted.push_back({std::string(field), "", ""});
    return wanted;
  }());
  ASSERT_TRUE(columns.ok()) << columns.problems().front().message;
  const Table page = read("hubspot/api/synthetic-contacts-page.json");
  EXPECT_EQ(page.format(), Format::hubspot);
  EXPECT_EQ(page.cell(0, column_of(page, "email")), "anna.mueller@nordwind-beispiel.de");
  const Table owners = read("hubspot/api/synthetic-owners.json");
  EXPECT_GE(column_of(owners, "userId"), 0);
}

}  // namespace
}  // namespace leadwright::table
