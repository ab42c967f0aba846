// Subscriptions against opportunities, through the graph.

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "identity/accounts.h"
#include "identity/company.h"
#include "identity/dictionary.h"
#include "identity/fold.h"
#include "identity/identity.h"
#include "identity/ids.h"
#include "identity/order.h"

namespace leadwright::identity {
namespace {

constexpr Money most_money = std::int64_t{1} << 46;       // 7 milliard units; more is no amount of one contract
constexpr std::size_t most_looked_at = 200;               // opportunities for one subscription
constexpr std::size_t shortest_name = 5;                  // that an opportunity is known by
constexpr std::int64_t days_apart = 45;                   // a sale and the start of its subscription
constexpr std::int64_t no_day = INT64_MIN;

// Ten-thousandths of an amount; digits beyond them are refused, not rounded.
Money read_money(std::string_view cell) {
  if (text::is_blank(cell)) return no_money;
  const auto decimal = read_decimal(cell);
  if (!decimal) return no_money;
  Money value = 0;
  for (const char digit : decimal->digits) {
    value = value * 10 + (digit - '0');
    if (value > most_money) return no_money;
  }
  std::int64_t exponent = decimal->exponent + 4;
  for (; exponent > 0 && value <= most_money; --exponent) value *= 10;
  if (exponent < 0 || value > most_money) return value == 0 ? 0 : no_money;
  return decimal->negative ? -value : value;
}

std::int64_t read_count(std::string_view cell) {
  const Money value = read_money(cell);
  return value == no_money || value % money_unit != 0 ? -1 : value / money_unit;
}

// How often a year the interval comes; 0 where it is not known.
std::int64_t periods(std::string_view cell) {
  const std::string word = text::squash(cell);
  if (word == "month" || word == "monthly" || word == "months" || word == "1month") return 12;
  if (word == "year" || word == "yearly" || word == "annual" || word == "annually" || word == "years" || word == "1year" || word == "12months") return 1;
  if (word == "quarter" || word == "quarterly" || word == "3months") return 4;
  if (word == "week" || word == "weekly") return 52;
  if (word == "day" || word == "daily") return 365;
  if (word == "6months" || word == "semiannual" || word == "halfyearly") return 2;
  return 0;
}

std::string upper(std::string_view cell) {
  std::string out(trim_id(cell));
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return out;
}

std::int64_t day_of(std::string_view cell) {
  const std::string time = sortable_time(cell);
  if (time.size() < 10) return no_day;
  const auto number = [&](std::size_t at, std::size_t n) {
    int value = 0;
    for (std::size_t i = at; i < at + n; ++i) value = time[i] >= '0' && time[i] <= '9' ? value * 10 + (time[i] - '0') : -1000000;
    return value;
  };
  const int year = number(0, 4);
  const int month = number(5, 2);
  const int day = number(8, 2);
  return is_date(year, month, day) ? days_from_date(year, month, day) : no_day;
}

bool is_won(std::string_view stage) { return text::squash(stage).find("won") != std::string::npos; }
bool is_canceled(std::string_view status) {
  const std::string word = text::squash(status);
  return word == "canceled" || word == "cancelled" || word == "churned" || word == "ended" || word == "terminated";
}

// Currencies whose smallest unit is the unit itself (Stripe, "Zero-decimal currencies").
bool is_zero_decimal(std::string_view currency) {
  constexpr std::string_view all[] = {"BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"};
  return std::find(std::begin(all), std::end(all), currency) != std::end(all);
}

struct Sale {
  std::int32_t row = -1;
  std::int32_t account = -1;
  bool won = false;
  std::string currency;
  Money year = no_money;
  Money rounding = 0;          // what writing the amount in whole units may have moved a year by
  std::int64_t day = no_day;
};

struct Plan {
  std::int32_t row = -1;
  std::int32_t customer = -1;
  std::int32_t account = -1;
  std::string currency;
  Money year = no_money;       // with the price in hundredths
  bool in_hundredths = false;
  bool unreadable = false;
  std::int64_t day = no_day;
};

enum class Fit { equal, mixed_interval, other_currency, near, none };

bool within(Money a, Money b, const Decimal& share, Money rounding) {
  const Money difference = a > b ? a - b : b - a;
  if (difference <= rounding) return true;
  // difference <= share * b, in exact decimals: share = digits * 10^exponent
  Money allowed = b < 0 ? -b : b;
  std::int64_t digits = 0;
  for (const char c : share.digits.substr(0, 4)) digits = digits * 10 + (c - '0');
  if (share.negative) digits = 0;
  allowed *= digits;
  for (std::int64_t e = share.exponent + static_cast<std::int64_t>(share.digits.size() - std::min<std::size_t>(share.digits.size(), 4)); e < 0; ++e) allowed /= 10;
  return difference <= allowed;
}

bool is_twelve_times(Money a, Money b) {
  const Money large = std::max(a, b);
  const Money small = std::min(a, b);
  return small > 0 && large / 12 >= small - small / 20 && large / 12 <= small + small / 20;
}

class Reconciler {
 public:
  Reconciler(const Graph& graph, const Tables& tables, const Settings& settings) : graph_(graph), tables_(tables), settings_(settings) {}

  Reconciliation run() {
    read();
    settle_hundredths();
    by_id();
    by_amount_and_date();
    by_name_and_amount();
    judge();
    find_conflicts();
    sum_drift();
    return std::move(result_);
  }

 private:
  const Records& rows(table::Role role) const { return tables_[role]; }

  bool same_company(std::int32_t a, std::int32_t b) const {
    if (a < 0 || b < 0) return false;
    if (a == b) return true;
    const std::int32_t cluster = graph_.account_cluster[static_cast<std::size_t>(a)];
    return cluster >= 0 && cluster == graph_.account_cluster[static_cast<std::size_t>(b)];
  }
  std::int32_t company_of(std::int32_t account) const {      // one number for all accounts of a company
    if (account < 0) return -1;
    const std::int32_t cluster = graph_.account_cluster[static_cast<std::size_t>(account)];
    return cluster >= 0 ? -2 - cluster : account;
  }

  void read() {
    const Records& subscriptions = rows(table::Role::subscriptions);
    const Records& opportunities = rows(table::Role::opportunities);
    const auto order_of = [&](table::Role role) { return rows_in_order(rows(role)); };
    const Ids accounts(rows(table::Role::accounts), order_of(table::Role::accounts), true);
    const Ids customers(rows(table::Role::customers), order_of(table::Role::customers), false);
    sale_order_ = order_of(table::Role::opportunities);
    plan_order_ = order_of(table::Role::subscriptions);
    sale_ids_ = Ids(opportunities, sale_order_, true);
    sales_.resize(static_cast<std::size_t>(opportunities.count));
    for (std::int64_t row = 0; row < opportunities.count; ++row) {
      Sale& sale = sales_[static_cast<std::size_t>(row)];
      sale.row = static_cast<std::int32_t>(row);
      sale.account = accounts.find(opportunities.at(Field::account_id, row));
      sale.won = is_won(opportunities.at(Field::stage, row));
      sale.currency = upper(opportunities.at(Field::currency, row));
      sale.day = day_of(opportunities.at(Field::close_date, row));
      const Money amount = read_money(opportunities.at(Field::amount, row));
      if (amount == no_money) continue;
      const std::int64_t term = read_count(opportunities.at(Field::term_months, row));
      sale.year = term > 0 ? (amount * 12 + term / 2) / term : amount;
      sale.rounding = term > 0 && amount % money_unit == 0 ? 6 * money_unit / term + 1 : 1;
    }
    plans_.resize(static_cast<std::size_t>(subscriptions.count));
    result_.subscriptions.resize(static_cast<std::size_t>(subscriptions.count));
    for (std::int64_t row = 0; row < subscriptions.count; ++row) {
      Plan& plan = plans_[static_cast<std::size_t>(row)];
      plan.row = static_cast<std::int32_t>(row);
      plan.customer = customers.find(subscriptions.at(Field::customer_id, row));
      plan.account = plan.customer >= 0 && !graph_.customer_account.empty() ? graph_.customer_account[static_cast<std::size_t>(plan.customer)] : -1;
      plan.currency = upper(subscriptions.at(Field::currency, row));
      plan.day = day_of(subscriptions.at(Field::started_at, row));
      const std::string_view unit = subscriptions.at(Field::unit_amount, row);
      plan.in_hundredths = !text::is_blank(unit);
      Money price = read_money(plan.in_hundredths ? unit : subscriptions.at(Field::amount, row));
      const std::string_view quantity_cell = plan.in_hundredths ? subscriptions.at(Field::quantity, row) : std::string_view{};
      const std::int64_t quantity = text::is_blank(quantity_cell) ? 1 : read_count(quantity_cell);
      const std::int64_t times = subscriptions.has(Field::interval) ? periods(subscriptions.at(Field::interval, row)) : 1;
      plan.unreadable = price == no_money || quantity < 0 || times == 0 || (quantity > 0 && price > most_money * 64 / quantity / 365);
      if (!plan.unreadable) plan.year = price * quantity * times / (plan.in_hundredths ? 100 : 1);
    }
  }

  // Prices of zero-decimal currencies: some systems write them in hundredths all the same. The file's own
  // pairs with an opportunity's id say which.
  void settle_hundredths() {
    std::map<std::string, std::int64_t> votes;
    for (const Plan& plan : plans_) {
      if (!plan.in_hundredths || plan.unreadable || !is_zero_decimal(plan.currency)) continue;
      const std::int32_t sale = sale_ids_.find(rows(table::Role::subscriptions).at(Field::opportunity_id, plan.row));
      if (sale < 0 || sales_[static_cast<std::size_t>(sale)].year == no_money || sales_[static_cast<std::size_t>(sale)].currency != plan.currency) continue;
      votes[plan.currency] += plan.year > sales_[static_cast<std::size_t>(sale)].year / 30 ? 1 : -1;
    }
    for (Plan& plan : plans_) {
      if (plan.in_hundredths && !plan.unreadable && is_zero_decimal(plan.currency) && votes[plan.currency] <= 0) plan.year *= 100;
    }
  }

  Fit fit(const Plan& plan, const Sale& sale) const {
    if (plan.year == no_money || sale.year == no_money) return Fit::none;
    const bool one_currency = plan.currency == sale.currency || plan.currency.empty() || sale.currency.empty();
    if (within(plan.year, sale.year, settings_.amount_tolerance, sale.rounding)) return one_currency ? Fit::equal : Fit::other_currency;
    if (!one_currency) return Fit::none;
    if (is_twelve_times(plan.year, sale.year)) return Fit::mixed_interval;
    return std::max(plan.year, sale.year) <= std::min(plan.year, sale.year) * 2 ? Fit::near : Fit::none;
  }

  void by_id() {
    taken_.assign(sales_.size(), false);
    for (const std::int32_t row : plan_order_) {
      Reconciled& r = result_.subscriptions[static_cast<std::size_t>(row)];
      const Plan& plan = plans_[static_cast<std::size_t>(row)];
      r.subscription = row;
      r.customer = plan.customer;
      r.account = plan.account;
      r.currency = plan.currency;
      r.billed = plan.year;
      const std::int32_t sale = sale_ids_.find(rows(table::Role::subscriptions).at(Field::opportunity_id, row));
      if (sale < 0) continue;
      r.opportunity = sale;
      r.found_by = "opportunity_id";
      taken_[static_cast<std::size_t>(sale)] = true;
    }
  }

  // The rest: won opportunities of the customer's company, the closest amount first, then the closest date;
  // each opportunity bills one subscription.
  void by_amount_and_date() {
    std::map<std::int32_t, std::vector<std::int32_t>> of_company;
    for (const std::int32_t row : sale_order_) {
      const Sale& sale = sales_[static_cast<std::size_t>(row)];
      if (sale.won && !taken_[static_cast<std::size_t>(row)] && sale.account >= 0) of_company[company_of(sale.account)].push_back(row);
    }
    struct Offer {
      Fit fit;
      std::int64_t days;
      std::int32_t plan, sale;      // places in the orders
    };
    std::vector<Offer> offers;
    std::vector<std::int32_t> place(sales_.size());
    for (std::size_t i = 0; i < sale_order_.size(); ++i) place[static_cast<std::size_t>(sale_order_[i])] = static_cast<std::int32_t>(i);
    for (std::size_t i = 0; i < plan_order_.size(); ++i) {
      const Plan& plan = plans_[static_cast<std::size_t>(plan_order_[i])];
      if (result_.subscriptions[static_cast<std::size_t>(plan.row)].opportunity >= 0 || plan.account < 0) continue;
      const auto at = of_company.find(company_of(plan.account));
      if (at == of_company.end()) continue;
      for (std::size_t k = 0; k < std::min(at->second.size(), most_looked_at); ++k) {
        const Sale& sale = sales_[static_cast<std::size_t>(at->second[k])];
        const std::int64_t days = plan.day == no_day || sale.day == no_day ? days_apart : plan.day > sale.day ? plan.day - sale.day : sale.day - plan.day;
        const Fit how = fit(plan, sale);
        if (how == Fit::equal ? days > 4 * days_apart : days > days_apart) continue;
        if (how == Fit::none && (plan.day == no_day || sale.day == no_day || !plan.unreadable)) continue;
        offers.push_back({how, days, static_cast<std::int32_t>(i), place[static_cast<std::size_t>(at->second[k])]});
      }
    }
    std::sort(offers.begin(), offers.end(), [](const Offer& a, const Offer& b) {
      if (a.fit != b.fit) return a.fit < b.fit;
      if (a.days != b.days) return a.days < b.days;
      return a.plan != b.plan ? a.plan < b.plan : a.sale < b.sale;
    });
    for (const Offer& offer : offers) {
      const std::int32_t sale = sale_order_[static_cast<std::size_t>(offer.sale)];
      Reconciled& r = result_.subscriptions[static_cast<std::size_t>(plan_order_[static_cast<std::size_t>(offer.plan)])];
      if (r.opportunity >= 0 || taken_[static_cast<std::size_t>(sale)]) continue;
      r.opportunity = sale;
      r.found_by = offer.fit == Fit::equal ? "amount" : "date";
      taken_[static_cast<std::size_t>(sale)] = true;
    }
  }

  // Customers whose account is unclear: a won opportunity that is left over, of the very amount and about the
  // date, that bears the customer's name or is of an account that a reviewer would be shown. It counts where it
  // is the only one for the subscription, and the subscription the only one for it.
  void by_name_and_amount() {
    std::vector<std::pair<std::string, std::int32_t>> names;                    // of opportunities, run together
    std::map<std::int32_t, std::vector<std::int32_t>> of_account;
    for (const std::int32_t row : sale_order_) {
      const Sale& sale = sales_[static_cast<std::size_t>(row)];
      if (!sale.won || taken_[static_cast<std::size_t>(row)]) continue;
      names.emplace_back(squash_letters(rows(table::Role::opportunities).at(Field::name, row)), row);
      if (sale.account >= 0) of_account[sale.account].push_back(row);
    }
    std::stable_sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::map<std::int32_t, std::vector<std::int32_t>> in_review;                // accounts, by customer
    for (const Link& link : graph_.links) {
      if (link.left.role == table::Role::customers && link.band == Band::review) in_review[link.left.row].push_back(link.right.row);
    }
    Dictionary words;
    std::map<std::int32_t, std::vector<std::int32_t>> wanted;                   // subscriptions, by opportunity
    for (const std::int32_t row : plan_order_) {
      const Plan& plan = plans_[static_cast<std::size_t>(row)];
      if (result_.subscriptions[static_cast<std::size_t>(row)].opportunity >= 0 || plan.customer < 0 || plan.account >= 0) continue;
      std::set<std::int32_t> fitting;
      std::size_t looked_at = 0;
      const auto look_at = [&](std::int32_t sale_row) {
        ++looked_at;
        const Sale& sale = sales_[static_cast<std::size_t>(sale_row)];
        if (plan.day == no_day || sale.day == no_day || std::max(plan.day, sale.day) - std::min(plan.day, sale.day) > days_apart) return;
        if (fit(plan, sale) == Fit::equal) fitting.insert(sale_row);
      };
      const std::string name(words.text(read_company(rows(table::Role::customers).at(Field::name, plan.customer), words).text));
      if (name.size() >= shortest_name) {
        for (auto at = std::lower_bound(names.begin(), names.end(), std::pair<std::string, std::int32_t>{name, 0});
             at != names.end() && looked_at < most_looked_at && at->first.compare(0, name.size(), name) == 0; ++at) {
          look_at(at->second);
        }
      }
      for (const std::int32_t account : in_review[plan.customer]) {
        const auto& list = of_account[account];
        for (std::size_t k = 0; k < list.size() && looked_at < most_looked_at; ++k) look_at(list[k]);
      }
      if (fitting.size() == 1) wanted[*fitting.begin()].push_back(row);
    }
    for (const auto& [sale, plans] : wanted) {
      if (plans.size() > 1) continue;
      Reconciled& r = result_.subscriptions[static_cast<std::size_t>(plans[0])];
      r.opportunity = sale;
      r.found_by = "amount";
      taken_[static_cast<std::size_t>(sale)] = true;
    }
  }

  void judge() {
    const Records& subscriptions = rows(table::Role::subscriptions);
    for (Reconciled& r : result_.subscriptions) {
      const Plan& plan = plans_[static_cast<std::size_t>(r.subscription)];
      if (plan.unreadable) r.detail = "the subscription's amount, quantity or interval cannot be read";
      if (r.opportunity < 0) {
        r.status = Billing::no_opportunity;
        if (r.detail.empty()) r.detail = plan.customer < 0 ? "no such customer" : plan.account < 0 ? "the customer has no account" : "no won opportunity of the customer's company fits";
        continue;
      }
      const Sale& sale = sales_[static_cast<std::size_t>(r.opportunity)];
      r.sold = sale.year;
      if (sale.account >= 0 && plan.account >= 0 && !same_company(sale.account, plan.account)) {
        r.status = Billing::two_accounts;
        r.detail = "the customer is on another account than the opportunity";
      } else if (is_canceled(subscriptions.at(Field::status, r.subscription)) && sale.won) {
        r.status = Billing::canceled_but_won;
        r.detail = "canceled, and the opportunity is won";
      } else if (plan.unreadable || sale.year == no_money) {
        r.status = Billing::unreadable;
        if (r.detail.empty()) r.detail = "the opportunity's amount cannot be read";
      } else if (!plan.currency.empty() && !sale.currency.empty() && plan.currency != sale.currency) {
        r.status = Billing::currency_mismatch;
        r.detail = "billed in " + plan.currency + ", sold in " + sale.currency;
      } else {
        const Fit how = fit(plan, sale);
        r.status = how == Fit::equal ? Billing::ok : how == Fit::mixed_interval ? Billing::interval_mixup : Billing::amount_drift;
        if (how != Fit::equal) r.detail = format_money(plan.year) + " a year is billed, " + format_money(sale.year) + " a year was sold";
      }
    }
  }

  void find_conflicts() {
    const auto account_node = [](std::int32_t row) { return Node{table::Role::accounts, row}; };
    // On which account the customer's own subscriptions were sold: it names the record among duplicates.
    std::map<std::int32_t, std::int32_t> sold_on;
    for (const std::int32_t row : plan_order_) {
      const Reconciled& r = result_.subscriptions[static_cast<std::size_t>(row)];
      if (r.opportunity < 0 || r.status == Billing::two_accounts || r.customer < 0) continue;
      const std::int32_t account = sales_[static_cast<std::size_t>(r.opportunity)].account;
      if (account >= 0) sold_on.try_emplace(r.customer, account);
    }
    std::set<std::pair<std::int32_t, std::int32_t>> told;
    for (const std::int32_t row : plan_order_) {
      const Reconciled& r = result_.subscriptions[static_cast<std::size_t>(row)];
      if (r.status != Billing::two_accounts || r.customer < 0) continue;
      const std::int32_t other = sales_[static_cast<std::size_t>(r.opportunity)].account;
      if (!told.insert({r.customer, other}).second) continue;
      const auto own = sold_on.find(r.customer);
      const std::int32_t account = own != sold_on.end() && same_company(own->second, r.account) ? own->second : r.account;
      result_.conflicts.push_back({"customer_two_accounts", {table::Role::customers, r.customer}, account_node(account), account_node(other)});
    }
    if (!result_.subscriptions.empty()) {
      for (const std::int32_t row : sale_order_) {
        const Sale& sale = sales_[static_cast<std::size_t>(row)];
        if (!sale.won || taken_[static_cast<std::size_t>(row)]) continue;
        result_.conflicts.push_back({"won_without_subscription", {table::Role::opportunities, row}, account_node(sale.account), {}});
      }
    }
    std::map<std::int32_t, std::vector<std::int32_t>> customers;
    for (const std::int32_t row : rows_in_order(rows(table::Role::customers))) {
      const std::int32_t account = graph_.customer_account.empty() ? -1 : graph_.customer_account[static_cast<std::size_t>(row)];
      if (account >= 0) customers[company_of(account)].push_back(row);
    }
    for (const auto& [company, list] : customers) {
      for (std::size_t i = 1; i < list.size(); ++i) {
        result_.conflicts.push_back({"two_customers_one_account", {table::Role::customers, list[0]}, {table::Role::customers, list[i]},
                                     account_node(graph_.customer_account[static_cast<std::size_t>(list[i])])});
      }
    }
  }

  void sum_drift() {
    std::map<std::pair<std::string, std::string>, Drift> drift;
    for (const Reconciled& r : result_.subscriptions) {
      if (r.status != Billing::amount_drift && r.status != Billing::interval_mixup) continue;
      std::string month = sortable_time(rows(table::Role::subscriptions).at(Field::started_at, r.subscription)).substr(0, 7);
      Drift& d = drift[{month, r.currency}];
      d.month = std::move(month);
      d.currency = r.currency;
      ++d.subscriptions;
      d.billed += r.billed;
      d.sold += r.sold;
    }
    for (auto& [key, d] : drift) result_.drift.push_back(std::move(d));
  }

  const Graph& graph_;
  const Tables& tables_;
  const Settings& settings_;
  Reconciliation result_;
  std::vector<Sale> sales_;
  std::vector<Plan> plans_;
  std::vector<bool> taken_;
  std::vector<std::int32_t> sale_order_, plan_order_;
  Ids sale_ids_;
};

}  // namespace

std::string format_money(Money money) {
  if (money == no_money) return {};
  std::string out = money < 0 ? "-" : "";
  const std::uint64_t value = static_cast<std::uint64_t>(money < 0 ? -money : money);
  out += std::to_string(value / money_unit);
  std::string fraction = std::to_string(money_unit + static_cast<std::int64_t>(value % money_unit)).substr(1);
  while (fraction.size() > 2 && fraction.back() == '0') fraction.pop_back();
  return out + '.' + fraction;
}

Reconciliation reconcile(const Graph& graph, const Tables& tables, const Settings& settings) {
  return Reconciler(graph, tables, settings).run();
}

}  // namespace leadwright::identity
