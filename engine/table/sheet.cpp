#include "table/sheet.h"

#include <algorithm>

#include "table/encode.h"

namespace leadwright::table {

Sheet::Sheet(std::vector<std::shared_ptr<const Table>> tables, std::vector<std::vector<int>> columns)
    : tables_(std::move(tables)), columns_(std::move(columns)) {
  for (const auto& table : tables_) first_rows_.push_back(first_rows_.back() + table->rows());
  if (!columns_.empty()) fields_ = static_cast<int>(columns_.front().size());
}

Sheet::Local Sheet::local(std::int64_t row) const {
  if (tables_.size() == 1) return {0, row};
  const auto after = std::upper_bound(first_rows_.begin(), first_rows_.end(), row);
  const auto table = static_cast<std::size_t>(after - first_rows_.begin()) - 1;
  return {table, row - first_rows_[table]};
}

bool Sheet::malformed(std::int64_t row) const {
  const Local at = local(row);
  return tables_[at.table]->malformed(at.row);
}

std::string Sheet::malformed_reason(std::int64_t row) const {
  const Local at = local(row);
  return tables_[at.table]->malformed_reason(at.row);
}

std::string_view Sheet::source(std::int64_t row) const {
  const Local at = local(row);
  return tables_[at.table]->source(at.row);
}

void Sheet::cells(int field, std::int64_t from, std::span<std::string_view> out) const {
  while (!out.empty()) {
    const Local at = local(from);
    const auto here = static_cast<std::size_t>(
        std::min(static_cast<std::int64_t>(out.size()), tables_[at.table]->rows() - at.row));
    const int column = columns_[at.table][static_cast<std::size_t>(field)];
    const std::span<std::string_view> part = out.first(here);
    if (column < 0) std::fill(part.begin(), part.end(), std::string_view());
    else tables_[at.table]->cells(column, at.row, part);
    from += static_cast<std::int64_t>(here);
    out = out.subspan(here);
  }
}

std::string_view Sheet::cell(std::int64_t row, int field) const {
  const Local at = local(row);
  const int column = columns_[at.table][static_cast<std::size_t>(field)];
  return column < 0 ? std::string_view() : tables_[at.table]->cell(at.row, column);
}

Table::Encoded Sheet::encode(int field) const { return std::move(encode(std::span(&field, 1)).front()); }

std::vector<Table::Encoded> Sheet::encode(std::span<const int> fields) const {
  Encoder encoder(fields.size(), rows());
  std::vector<int> columns(fields.size());
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    for (std::size_t f = 0; f < fields.size(); ++f) columns[f] = columns_[i][static_cast<std::size_t>(fields[f])];
    encoder.add(*tables_[i]->cells_, columns);
  }
  return std::move(encoder).finish();
}

bool Sheet::row_cells_less(std::int64_t a, std::int64_t b) const {
  const Local at_a = local(a), at_b = local(b);
  const Table& table_a = *tables_[at_a.table];
  const Table& table_b = *tables_[at_b.table];
  const bool malformed_a = table_a.malformed(at_a.row), malformed_b = table_b.malformed(at_b.row);
  if (malformed_a != malformed_b) return malformed_a;
  if (malformed_a) return table_a.source(at_a.row) < table_b.source(at_b.row);
  const int both = std::min(table_a.columns(), table_b.columns());
  for (int column = 0; column < both; ++column) {
    const int order = table_a.cell(at_a.row, column).compare(table_b.cell(at_b.row, column));
    if (order != 0) return order < 0;
  }
  return table_a.columns() < table_b.columns();
}

Sheet::RowPlace Sheet::place(std::int64_t row) const {
  const Local at = local(row);
  return {tables_[at.table]->file(), tables_[at.table]->line(at.row)};
}

}  // namespace leadwright::table
