// The rows of one role over all its files, one after the other.
//
// `policy.sources` may list several files for a role; their headers may differ. A Sheet counts rows
// through them in the order of the list and knows each field's column in each file. The tables are
// shared: they stay loaded while policies change.
//
//   Sheet leads({q1, q2}, {{0, 3, 4}, {1, -1, 2}});   // the columns of three fields in each file
//   leads.cell(row, 2);                                // the third field, whichever file the row is in
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "table/cells.h"
#include "table/table.h"

namespace leadwright::table {

class Sheet {
 public:
  Sheet() = default;
  // columns[i][f]: the column of field f in table i, or -1 where that file has none.
  Sheet(std::vector<std::shared_ptr<const Table>> tables, std::vector<std::vector<int>> columns);

  const std::vector<std::shared_ptr<const Table>>& tables() const { return tables_; }
  int fields() const { return fields_; }
  std::int64_t rows() const { return first_rows_.back(); }

  bool malformed(std::int64_t row) const;
  std::string malformed_reason(std::int64_t row) const;
  std::string_view source(std::int64_t row) const;
  // Empty in a malformed row and where the row's file has no column for the field.
  std::string_view cell(std::int64_t row, int field) const;

  // The cells of a field from a row on, as many as `out` takes.
  void cells(int field, std::int64_t from, std::span<std::string_view> out) const;

  // The same, one after the other, to a function that the compiler sees: take(number of the cell, text).
  template <class Take>
  void visit(int field, std::int64_t from, std::size_t count, const Take& take) const {
    for (std::size_t done = 0; done < count;) {
      const Local at = local(from + static_cast<std::int64_t>(done));
      const Table& table = *tables_[at.table];
      const std::size_t here = std::min(count - done, static_cast<std::size_t>(table.rows() - at.row));
      const int column = columns_[at.table][static_cast<std::size_t>(field)];
      if (column >= 0) {
        table.cells_->visit(column, static_cast<std::uint32_t>(at.row), here, [&](std::size_t i, std::string_view cell) { take(done + i, cell); });
      } else {
        for (std::size_t i = 0; i < here; ++i) take(done + i, std::string_view());
      }
      done += here;
    }
  }

  // A field as codes over the rows of all files, as Table::encode has them for one.
  Table::Encoded encode(int field) const;
  std::vector<Table::Encoded> encode(std::span<const int> fields) const;

  // The order of two rows by the bytes of their cells: cell by cell in the order of the columns, all of
  // them; malformed rows come first, by the bytes of their text. Neither is less where all is equal.
  bool row_cells_less(std::int64_t a, std::int64_t b) const;

  struct RowPlace {
    std::string_view file;
    std::int64_t line;  // from 1
  };
  RowPlace place(std::int64_t row) const;

 private:
  struct Local {
    std::size_t table;
    std::int64_t row;
  };
  Local local(std::int64_t row) const;

  std::vector<std::shared_ptr<const Table>> tables_;
  std::vector<std::vector<int>> columns_;
  std::vector<std::int64_t> first_rows_ = {0};  // of each table, and the number of all rows
  int fields_ = 0;
};

}  // namespace leadwright::table
