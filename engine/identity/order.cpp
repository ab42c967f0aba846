#include "identity/order.h"

#include <algorithm>

#include "identity/sort.h"

namespace leadwright::identity {

std::vector<std::int32_t> rows_in_order(const Records& records) {
  struct Entry {
    std::uint64_t start;      // the id's first eight bytes, so that most comparisons are one of numbers
    std::int32_t row;
  };
  std::vector<Entry> entries(static_cast<std::size_t>(records.count));
  for (std::int64_t row = 0; row < records.count; ++row) {
    const std::string_view id = records.at(Field::id, row);
    std::uint64_t start = 0;
    for (std::size_t i = 0; i < 8; ++i) start = start << 8 | (i < id.size() ? static_cast<unsigned char>(id[i]) : 0);
    entries[static_cast<std::size_t>(row)] = {start, static_cast<std::int32_t>(row)};
  }
  const auto before = [&](const Entry& a, const Entry& b) {
    if (a.start != b.start) return a.start < b.start;
    const int by_id = records.at(Field::id, a.row).compare(records.at(Field::id, b.row));
    if (by_id != 0) return by_id < 0;
    for (const auto& column : records.columns) {
      if (column.empty()) continue;
      const int by_cell = column[static_cast<std::size_t>(a.row)].compare(column[static_cast<std::size_t>(b.row)]);
      if (by_cell != 0) return by_cell < 0;
    }
    return a.row < b.row;
  };
  if (!std::is_sorted(entries.begin(), entries.end(), before)) {
    sort_by_key(entries.data(), entries.data() + entries.size(), [](const Entry& e) { return e.start; }, before);
  }
  std::vector<std::int32_t> order;
  order.reserve(entries.size());
  for (const Entry& entry : entries) order.push_back(entry.row);
  return order;
}

}  // namespace leadwright::identity
