// The headers that exports use for the standard fields.
#pragma once

#include <span>
#include <string_view>

#include "table/columns.h"

namespace leadwright::table {

// Squashed headers, parted by spaces; `|` begins the next rank: headers of a lower rank are looked at only
// where none of a higher one is there. No header stands twice in a role's table, so none fits two fields.
struct FieldAliases {
  std::string_view field;
  std::string_view headers;
};

// The standard fields of a role in the order of the contract, each with its aliases.
std::span<const FieldAliases> aliases_of(Role);

}  // namespace leadwright::table
