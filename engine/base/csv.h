// Writing CSV: UTF-8, LF, a cell is quoted only where it must be, values unchanged.
//
//   csv::Row row(out); row.cell("L1").cell(std::int64_t{3}).empty(); row.end();      L1,3,\n
//
// With `spreadsheet_safe` a cell that a spreadsheet would run as a formula (it begins with = + - @, a
// tab or a carriage return) gets a leading apostrophe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace leadwright::csv {

void put_cell(std::string& out, std::string_view text, bool spreadsheet_safe = false);

// The same table with every cell made safe for spreadsheets. The text is CSV as this file writes it.
std::string made_safe(std::string_view csv);

class Row {
 public:
  explicit Row(std::string& out, bool spreadsheet_safe = false) : out_(out), safe_(spreadsheet_safe) {}
  Row& cell(std::string_view text);
  Row& cell(std::int64_t number);
  // A cell (or several) that put_cell has written before.
  Row& ready(std::string_view csv) {
    separate();
    out_.append(csv);
    return *this;
  }
  Row& instant(Instant at);   // empty for no_instant
  Row& empty();
  void end();

 private:
  void separate() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  std::string& out_;
  bool safe_;
  bool first_ = true;
  std::int64_t day_ = INT64_MIN;   // of the last instant, and its text: many instants of a file share a day
  std::string day_text_;
};

}  // namespace leadwright::csv
