// What the tie-breakers ask of accounts, and the choice they make.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "identity/identity.h"
#include "identity/ids.h"

namespace leadwright::identity {

struct AccountFacts {
  std::uint16_t country = 0;
  bool open_opportunity = false;
  bool customer = false;
  bool owner = false;
  std::int32_t contacts = 0;
  std::string created;           // text that sorts by time; empty: unknown, later than all
  std::uint64_t host = 0;        // hash of its domain as written
};

// By row of accounts. `customer_account`: the account of each customer, by row of customers.
std::vector<AccountFacts> account_facts(const Tables&, const Ids& accounts, const std::vector<std::int32_t>& customer_account);

struct Choice {
  std::int32_t account = -1;     // -1: ambiguous
  int settled_by = -1;           // the tie-breaker that left one
};
// Each tie-breaker in order keeps the best; what is left at the end must be one.
Choice settle(std::vector<std::int32_t> accounts, const std::vector<AccountFacts>&, const std::vector<TieBreaker>&,
              std::uint16_t lead_country, std::uint64_t lead_host);

// An instant as text that sorts by time: ISO 8601 or epoch milliseconds; empty where it is neither.
std::string sortable_time(std::string_view cell);

}  // namespace leadwright::identity
