#include <gtest/gtest.h>

#include <array>
#include <map>
#include <vector>

#include "identity/identity.h"

namespace leadwright::identity {
namespace {

using Row = std::vector<std::string_view>;

void set(Records& records, std::vector<std::vector<std::string_view>>& hold, std::initializer_list<Field> fields, const std::vector<Row>& rows) {
  records.count = static_cast<std::int64_t>(rows.size());
  std::size_t at = 0;
  for (const Field field : fields) {
    std::vector<std::string_view> column;
    for (const Row& row : rows) column.push_back(row[at]);
    hold.push_back(std::move(column));
    records.columns[static_cast<std::size_t>(field)] = hold.back();
    ++at;
  }
}

class Billing : public testing::Test {
 protected:
  Billing() {
    hold_.reserve(100);
    using enum Field;
    set(tables_[table::Role::accounts], hold_, {id, name, domain}, {{"A1", "Zantrex Energy", "zantrex.de"}, {"A2", "Quorbin Foods", "quorbin.com"}});
    set(tables_[table::Role::customers], hold_, {id, name, account_id}, {{"K1", "Zantrex Energy", "A1"}, {"K2", "Quorbin Foods", "A2"}});
  }
  Reconciliation run(const std::vector<Row>& opportunities, const std::vector<Row>& subscriptions) {
    using enum Field;
    set(tables_[table::Role::opportunities], hold_, {id, account_id, stage, amount, currency, close_date}, opportunities);
    set(tables_[table::Role::subscriptions], hold_, {id, customer_id, opportunity_id, amount, currency, interval, status, started_at}, subscriptions);
    const Settings settings;
    return reconcile(link(tables_, settings), tables_, settings);
  }
  Tables tables_;
  std::vector<std::vector<std::string_view>> hold_;
};

TEST_F(Billing, EqualAmountsAYearAreOk) {
  const auto r = run({{"O1", "A1", "Closed Won", "1200.00", "EUR", "2026-01-10"}}, {{"S1", "K1", "O1", "100", "eur", "month", "active", "2026-01-15"}});
  EXPECT_EQ(r.subscriptions[0].status, identity::Billing::ok);
  EXPECT_EQ(format_money(r.subscriptions[0].billed), "1200.00");
}

TEST_F(Billing, DriftIntervalCurrencyAndCancellationAreToldApart) {
  const auto r = run({{"O1", "A1", "Closed Won", "1000", "EUR", "2026-01-10"}, {"O2", "A1", "Closed Won", "1200", "EUR", "2026-01-10"},
                      {"O3", "A1", "Closed Won", "1200", "USD", "2026-01-10"}, {"O4", "A1", "closedwon", "1200", "EUR", "2026-01-10"},
                      {"O5", "A2", "Closed Won", "1200", "EUR", "2026-01-10"}, {"O6", "A1", "Closed Won", "abc", "EUR", "2026-01-10"}},
                     {{"S1", "K1", "O1", "1200", "EUR", "year", "active", "2026-01-15"}, {"S2", "K1", "O2", "1200", "EUR", "month", "active", "2026-02-15"},
                      {"S3", "K1", "O3", "1200", "EUR", "year", "active", "2026-01-15"}, {"S4", "K1", "O4", "1200", "EUR", "year", "canceled", "2026-01-15"},
                      {"S5", "K1", "O5", "1200", "EUR", "year", "active", "2026-01-15"}, {"S6", "K1", "O6", "1200", "EUR", "year", "active", "2026-01-15"},
                      {"S7", "K2", "", "5", "EUR", "year", "active", "2026-01-15"}});
  using enum identity::Billing;
  const std::array wanted = {amount_drift, interval_mixup, currency_mismatch, canceled_but_won, two_accounts, unreadable, no_opportunity};
  for (std::size_t i = 0; i < wanted.size(); ++i) EXPECT_EQ(r.subscriptions[i].status, wanted[i]) << i;
  ASSERT_EQ(r.drift.size(), 2U);
  EXPECT_EQ(r.drift[0].month, "2026-01");
  EXPECT_EQ(format_money(r.drift[0].billed - r.drift[0].sold), "200.00");
}

TEST_F(Billing, WithoutAnIdTheAmountAndTheDateFindTheOpportunity) {
  const auto r = run({{"O1", "A1", "Closed Won", "900", "EUR", "2026-01-10"}, {"O2", "A1", "Closed Won", "1200", "EUR", "2026-01-12"},
                      {"O3", "A1", "Closed Lost", "1200", "EUR", "2026-01-12"}},
                     {{"S1", "K1", "", "100", "EUR", "month", "active", "2026-01-15"}});
  EXPECT_EQ(r.subscriptions[0].opportunity, 1);
  EXPECT_EQ(r.subscriptions[0].found_by, "amount");
  ASSERT_EQ(r.conflicts.size(), 1U);
  EXPECT_EQ(r.conflicts[0].kind, "won_without_subscription");
}

TEST_F(Billing, ACustomerWithoutAnAccountIsFoundByItsNameAndTheAmountWhereThatIsTheOnlyOne) {
  using enum Field;
  tables_[table::Role::customers] = {};
  set(tables_[table::Role::customers], hold_, {id, name, email}, {{"K1", "Pelvar Media Ltd", ""}, {"K2", "Tordash Textiles", ""}});
  set(tables_[table::Role::opportunities], hold_, {id, name, account_id, stage, amount, currency, close_date},
      {{"O1", "Pelvar Media - New", "A1", "Closed Won", "1200", "EUR", "2026-01-10"},
       {"O2", "Pelvar Media - Expansion", "A1", "Closed Won", "5000", "EUR", "2026-01-10"},
       {"O3", "Tordash Textiles - New", "A2", "Closed Won", "700", "EUR", "2026-01-10"},
       {"O4", "Tordash Textiles - Expansion", "A2", "Closed Won", "700", "EUR", "2026-01-11"}});
  set(tables_[table::Role::subscriptions], hold_, {id, customer_id, amount, currency, interval, started_at},
      {{"S1", "K1", "100", "EUR", "month", "2026-01-15"}, {"S2", "K2", "700", "EUR", "year", "2026-01-15"}});
  const Settings settings;
  const Reconciliation r = reconcile(link(tables_, settings), tables_, settings);
  EXPECT_EQ(r.subscriptions[0].opportunity, 0);
  EXPECT_EQ(r.subscriptions[0].status, identity::Billing::ok);
  EXPECT_EQ(r.subscriptions[0].account, -1);
  EXPECT_EQ(r.subscriptions[1].status, identity::Billing::no_opportunity);     // two fit
}

}  // namespace
}  // namespace leadwright::identity
