#include "table/cells.h"

#include <algorithm>

namespace leadwright::table {

void Cells::free_rows() {
  if (!row_cells.empty()) return;
  row_cells.reserve(rows + 1);
  for (std::uint32_t row = 0; row < rows; ++row) row_cells.push_back(first_cell + row * columns);
}

void Cells::damage(std::uint32_t row, Damage kind) {
  free_rows();
  if ((row_cells[row] & damaged) != 0) return;
  row_cells[row] |= damaged;
  damages.push_back({row, kind});
}

void Cells::sort_damages() {
  std::sort(damages.begin(), damages.end(),
            [](const DamagedRow& a, const DamagedRow& b) { return a.row < b.row; });
}

std::string_view Cells::text_of_doubled(std::uint32_t cell) const {
  const auto found = std::lower_bound(unquoted.begin(), unquoted.end(), cell,
                                      [](const Unquoted& a, std::uint32_t c) { return a.cell < c; });
  return std::string_view(unquoted_text).substr(found->begin, found->size);
}

}  // namespace leadwright::table
