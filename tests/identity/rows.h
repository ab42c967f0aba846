// Records written as fields and texts, as the ID graph reads them.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "identity/identity.h"

namespace leadwright::identity {

using Row = std::map<Field, std::string>;

// The rows must stay where they are; `cells` holds the columns.
inline Tables tables_of(const std::map<table::Role, std::vector<Row>>& all, std::deque<std::vector<std::string_view>>& cells) {
  Tables tables;
  cells.clear();
  for (const auto& [role, rows] : all) {
    Records& records = tables[role];
    records.count = static_cast<std::int64_t>(rows.size());
    std::set<Field> fields;
    for (const Row& row : rows) {
      for (const auto& [field, cell] : row) fields.insert(field);
    }
    for (const Field field : fields) {
      auto& column = cells.emplace_back();
      for (const Row& row : rows) {
        const auto cell = row.find(field);
        column.push_back(cell == row.end() ? std::string_view{} : std::string_view(cell->second));
      }
      records.columns[static_cast<std::size_t>(field)] = column;
    }
  }
  return tables;
}

}  // namespace leadwright::identity
