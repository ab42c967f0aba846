// Columns of one or several files into codes, each file gone through once.
#pragma once

#include <span>
#include <vector>

#include "table/cells.h"
#include "table/dictionary.h"
#include "table/table.h"

namespace leadwright::table {

class Encoder {
 public:
  Encoder(std::size_t columns, std::int64_t rows);
  // The rows of the next file; -1 stands for a column that the file does not have.
  void add(const Cells&, std::span<const int> columns);
  std::vector<Table::Encoded> finish() &&;

 private:
  std::vector<Dictionary> dictionaries_;
  std::vector<std::vector<std::uint32_t>> codes_;
  std::size_t rows_ = 0;
};

}  // namespace leadwright::table
