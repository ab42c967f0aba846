// Which column is which field.
//
// In this order: `columns` of the policy; a header equal to a field's name, first as written, then
// squashed (text::squash: `E-mail` is `email`); the built-in aliases of HubSpot, Salesforce, Zoho and Stripe
// exports (aliases.h), squashed. A header found earlier takes the field in silence: beside `email`, `Work
// email` is a column like any other. So does an alias of a higher rank, where one export has two headers
// for a field (`Phone Number` before `Mobile Phone Number`). Two headers of the same standing are a
// problem that names both, unless `columns` says which. No alias fits two fields of a table.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace leadwright::table {

enum class Role : std::uint8_t {
  leads, accounts, contacts, opportunities, customers, subscriptions, product_accounts, activities, sync_errors
};
inline constexpr int role_count = 9;
std::string_view name_of(Role);
std::optional<Role> find_role(std::string_view);
// The standard fields of a table, in the order of the contract.
const std::vector<std::string_view>& standard_fields(Role);

// Why a column was taken for its field.
enum class Found : std::uint8_t { not_found, by_policy, by_name, by_alias };

struct FieldColumn {
  std::string field;
  int column = -1;       // in the file's headers; -1: none
  Found found = Found::not_found;
};

struct Wanted {
  std::string field;             // a standard field, or one of policy.fields
  std::string column;            // the header named for it by `columns` or `fields`; empty: none is
  std::string pointer;           // of that name in the policy, for problems
};

// The column of each wanted field in one file's headers, in their order. `file` and the pointers are for
// the problems. A header named in `columns` is found as written, else squashed; one that is not there is a
// problem with the nearest header, and so is one that two fields name or two columns have.
Result<std::vector<FieldColumn>> find_columns(Role, std::string_view file, const std::vector<std::string>& headers,
                                              const std::vector<Wanted>&);

// Standard fields of the role that the headers would give without any policy: for a policy written
// for a dropped file, and for telling which role a file has (the role whose fields its headers fit best).
// Where several headers fit a field equally it is the first of them; `columns` must then say so.
std::vector<FieldColumn> propose_columns(Role, const std::vector<std::string>& headers);

}  // namespace leadwright::table
