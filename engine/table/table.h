// Tables: bytes in, cells out, nothing lost.
//
// A Table keeps the bytes it was read from and knows where each cell starts, so a cell costs nothing
// until it is asked for. Reading does not depend on a policy: which column is which field is decided
// later (columns.h), what a cell means later still (value.h).
//
//   Reader reader("leads.csv");
//   reader.append(chunk); reader.append(chunk);      // bytes in any pieces
//   Result<Table> table = std::move(reader).finish();
//
// Formats: CSV with comma, semicolon, tab or pipe (sniffed on the first line outside quotes), RFC
// 4180 quoting, LF, CRLF or CR; newline-delimited JSON; a HubSpot CRM v3 response
// (`results[].properties`). UTF-8 with or without BOM, UTF-16 by its BOM, else Windows-1252 (noted).
//
// ROWS: `row` counts data records from 0; the header, leading rows without any text and empty lines
// are not counted. A row whose number of cells differs from the header's (surplus empty cells
// dropped) is malformed: it is a row, and its cells read as empty.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace leadwright::table {

enum class Format : std::uint8_t { csv, ndjson, hubspot };

// What reading noticed and the user should know; never an error.
struct Note {
  Place place;
  std::string text;
};

class Table {
 public:
  std::string_view file() const { return file_; }
  Format format() const { return format_; }
  char delimiter() const { return delimiter_; }
  std::string_view encoding() const { return encoding_; }   // "UTF-8", "UTF-8 with BOM", "UTF-16LE", "Windows-1252"
  const std::vector<Note>& notes() const { return notes_; }

  // Headers as written (trimmed). An empty or repeated header keeps its column.
  const std::vector<std::string>& headers() const { return headers_; }
  int columns() const { return static_cast<int>(headers_.size()); }
  std::int64_t rows() const { return rows_; }

  // The text of a cell without its quotes. Valid as long as the table.
  std::string_view cell(std::int64_t row, int column) const;
  bool malformed(std::int64_t row) const;
  // Why, for a malformed row: "5 cells where the header has 7".
  std::string malformed_reason(std::int64_t row) const;
  // The row's bytes as they stand in the file (malformed rows go to the error queue with them).
  std::string_view source(std::int64_t row) const;
  // Line of the file on which the row starts, from 1.
  std::int64_t line(std::int64_t row) const;

  // The column of one file as codes into its distinct texts, in order of first appearance:
  // row r reads distinct[code[r]]. Malformed rows have the code of the empty text.
  struct Encoded {
    std::vector<std::uint32_t> code;
    std::vector<std::string_view> distinct;
  };
  Encoded encode(int column) const;

 private:
  friend class Reader;
  // Layout is table.cpp's business: bytes, cell starts, malformed rows.
  std::string file_;
  Format format_ = Format::csv;
  char delimiter_ = ',';
  std::string encoding_;
  std::vector<Note> notes_;
  std::vector<std::string> headers_;
  std::int64_t rows_ = 0;
};

class Reader {
 public:
  explicit Reader(std::string file);
  void reserve(std::uint64_t bytes);     // a hint
  void append(std::string_view bytes);
  Result<Table> finish() &&;

 private:
  std::string file_;
  std::string bytes_;
};

}  // namespace leadwright::table
