#include "identity/ids.h"

namespace leadwright::identity {

std::string_view without_salesforce_suffix(std::string_view id) {
  if (id.size() != 18) return id;
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  for (int group = 0; group < 3; ++group) {
    std::size_t upper = 0;
    for (std::size_t i = 0; i < 5; ++i) {
      const char c = id[static_cast<std::size_t>(group) * 5 + i];
      const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!plain) return id;
      if (c >= 'A' && c <= 'Z') upper |= std::size_t{1} << i;
    }
    if (id[15 + static_cast<std::size_t>(group)] != alphabet[upper]) return id;
  }
  return id.substr(0, 15);
}

Ids::Ids(const Records& records, const std::vector<std::int32_t>& order, bool fold_salesforce) : fold_salesforce_(fold_salesforce) {
  sorted_.reserve(order.size());
  for (const std::int32_t row : order) {
    std::string_view id = trim_id(records.at(Field::id, row));
    if (fold_salesforce_) id = without_salesforce_suffix(id);
    if (!id.empty()) sorted_.emplace_back(id, row);
  }
  const auto before = [](const auto& a, const auto& b) { return a.first < b.first; };
  if (!std::is_sorted(sorted_.begin(), sorted_.end(), before)) std::stable_sort(sorted_.begin(), sorted_.end(), before);
}

std::int32_t Ids::find(std::string_view id) const {
  id = trim_id(id);
  if (fold_salesforce_) id = without_salesforce_suffix(id);
  if (id.empty()) return -1;
  const auto at = std::lower_bound(sorted_.begin(), sorted_.end(), id, [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
  return at != sorted_.end() && at->first == id ? at->second : -1;
}

}  // namespace leadwright::identity
