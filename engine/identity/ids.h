// Records by the id in their `id` column.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "identity/identity.h"

namespace leadwright::identity {

// White space at both ends is no part of an id (spec-fine-points A4).
inline std::string_view trim_id(std::string_view id) {
  while (!id.empty() && static_cast<unsigned char>(id.front()) <= ' ') id.remove_prefix(1);
  while (!id.empty() && static_cast<unsigned char>(id.back()) <= ' ') id.remove_suffix(1);
  return id;
}

// The 15 characters that an 18 character Salesforce id starts with: the last three only repeat the case
// of the letters (Salesforce, "What is the difference between 15 and 18 digit record IDs").
std::string_view without_salesforce_suffix(std::string_view id);

class Ids {
 public:
  Ids() = default;
  // `order` as of rows_in_order, so that of equal ids the first in that order is found.
  Ids(const Records&, const std::vector<std::int32_t>& order, bool fold_salesforce);
  // The row that bears the id, or -1.
  std::int32_t find(std::string_view id) const;

 private:
  bool fold_salesforce_ = false;
  std::vector<std::pair<std::string_view, std::int32_t>> sorted_;
};

}  // namespace leadwright::identity
