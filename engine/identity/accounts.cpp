#include "identity/accounts.h"

#include <algorithm>
#include <array>

#include "base/instant.h"
#include "base/text.h"
#include "identity/company.h"
#include "identity/domain.h"
#include "identity/hash.h"
#include "identity/place.h"

namespace leadwright::identity {
namespace {

bool is_closed_stage(std::string_view stage) {
  const std::string squashed = text::squash(stage);
  return squashed.find("closed") != std::string::npos || squashed == "won" || squashed == "lost";
}

}  // namespace

std::string sortable_time(std::string_view cell) {
  const std::string_view trimmed = trim_id(cell);
  const bool digits = !trimmed.empty() && std::all_of(trimmed.begin(), trimmed.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits && trimmed.size() >= 12 && trimmed.size() <= 15) {
    std::int64_t instant = 0;
    for (const char c : trimmed) instant = instant * 10 + (c - '0');
    return format_instant(instant);
  }
  if (trimmed.size() < 10 || trimmed[4] != '-' || trimmed[7] != '-') return {};
  std::string time(trimmed);
  if (time.size() > 10) time[10] = 'T';
  return time;
}

std::vector<AccountFacts> account_facts(const Tables& tables, const Ids& accounts, const std::vector<std::int32_t>& customer_account) {
  const Records& records = tables[table::Role::accounts];
  std::vector<AccountFacts> facts(static_cast<std::size_t>(records.count));
  for (std::int64_t row = 0; row < records.count; ++row) {
    AccountFacts& f = facts[static_cast<std::size_t>(row)];
    f.country = pack_country(find_country(records.at(Field::country, row)));
    f.owner = !text::is_blank(records.at(Field::owner, row));
    f.created = sortable_time(records.at(Field::created_at, row));
    std::string host = read_host(records.at(Field::domain, row));
    if (host.compare(0, 4, "www.") == 0) host.erase(0, 4);
    f.host = host.empty() ? 0 : hash(host);
  }
  const auto each = [&](table::Role role, auto&& take) {
    const Records& others = tables[role];
    if (!others.has(Field::account_id)) return;
    for (std::int64_t row = 0; row < others.count; ++row) {
      const std::int32_t account = accounts.find(others.at(Field::account_id, row));
      if (account >= 0) take(facts[static_cast<std::size_t>(account)], others, row);
    }
  };
  each(table::Role::opportunities, [](AccountFacts& f, const Records& r, std::int64_t row) {
    if (!is_closed_stage(r.at(Field::stage, row))) f.open_opportunity = true;
  });
  each(table::Role::contacts, [](AccountFacts& f, const Records&, std::int64_t) { ++f.contacts; });
  for (const std::int32_t account : customer_account) {
    if (account >= 0) facts[static_cast<std::size_t>(account)].customer = true;
  }
  return facts;
}

Choice settle(std::vector<std::int32_t> accounts, const std::vector<AccountFacts>& facts, const std::vector<TieBreaker>& tie_breakers,
              std::uint16_t lead_country, std::uint64_t lead_host) {
  if (accounts.size() == 1) return {accounts[0], -1};
  const auto fact = [&](std::int32_t account) -> const AccountFacts& { return facts[static_cast<std::size_t>(account)]; };
  for (std::size_t i = 0; i < tie_breakers.size(); ++i) {
    // Larger is better.
    const auto worth = [&](std::int32_t account) -> std::int64_t {
      const AccountFacts& f = fact(account);
      switch (tie_breakers[i]) {
        case TieBreaker::exact_domain: return lead_host != 0 && f.host == lead_host;
        case TieBreaker::same_country: return lead_country != 0 && f.country == lead_country;
        case TieBreaker::has_open_opportunity: return f.open_opportunity;
        case TieBreaker::customer: return f.customer;
        case TieBreaker::has_owner: return f.owner;
        case TieBreaker::most_contacts: return f.contacts;
        case TieBreaker::oldest: return 0;
      }
      return 0;
    };
    std::vector<std::int32_t> best;
    for (const std::int32_t account : accounts) {
      int order = 0;                                // of this account against the best so far
      if (!best.empty()) {
        if (tie_breakers[i] == TieBreaker::oldest) {
          const std::string& a = fact(account).created;
          const std::string& b = fact(best[0]).created;
          order = a == b ? 0 : a.empty() ? -1 : b.empty() || a < b ? 1 : -1;
        } else {
          const std::int64_t a = worth(account);
          const std::int64_t b = worth(best[0]);
          order = a == b ? 0 : a > b ? 1 : -1;
        }
      }
      if (order > 0) best.clear();
      if (order >= 0) best.push_back(account);
    }
    accounts = std::move(best);
    if (accounts.size() == 1) return {accounts[0], static_cast<int>(i)};
  }
  return {};
}

}  // namespace leadwright::identity
