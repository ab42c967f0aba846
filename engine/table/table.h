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
// Formats: CSV with comma, semicolon, tab or pipe (the one that occurs most often outside quotes in the
// first line, or the one that a line `sep=;` names), RFC 4180 quoting, LF or CRLF (a lone CR ends rows in
// a file whose first row it ends); newline-delimited JSON; a HubSpot CRM v3 response
// (`results[].properties`) or an array of such records. A JSON column is a key; keys of nested objects
// are joined by a point (`metadata.plan`), the values of an array by a semicolon.
//
// ENCODING: UTF-16 by its BOM; UTF-8 with or without one; Windows-1252, with a note, where a file is not
// valid UTF-8 and more of its bytes speak for it than against it (encoding.h). Otherwise the file stays
// UTF-8, and the rows with bytes that are none are malformed.
//
// ROWS: `row` counts data records from 0; the header, leading rows without any text and empty lines
// are not counted. Malformed is a row whose number of cells differs from the header's (surplus empty
// cells dropped), that has text after a closing quote (`"a"b`) or bytes that are no UTF-8, or in which a
// quote opens that never closes (it is then the rest of the file). It is a row, and its cells read as
// empty; other rows are not harmed. A quote inside an unquoted cell is an ordinary character. NUL bytes
// are kept, and noted.
//
// A file may have 2 GB, a million columns and cells of any size.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "table/block.h"

namespace leadwright::table {

struct Cells;

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
  char delimiter() const;
  // "UTF-8", "UTF-8 with BOM", "UTF-16LE", "UTF-16BE", "Windows-1252"
  std::string_view encoding() const { return encoding_; }
  const std::vector<Note>& notes() const { return notes_; }

  // Headers as written (trimmed). An empty or repeated header keeps its column.
  const std::vector<std::string>& headers() const { return headers_; }
  int columns() const { return static_cast<int>(headers_.size()); }
  std::int64_t rows() const;

  // The text of a cell without its quotes. Valid as long as the table.
  std::string_view cell(std::int64_t row, int column) const;
  // The cells of a column from a row on, as many as `out` takes: for loops over all rows.
  void cells(int column, std::int64_t from, std::span<std::string_view> out) const;
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
  // Several at once: the file is gone through a single time.
  std::vector<Encoded> encode(std::span<const int> columns) const;

 private:
  friend class Reader;
  friend class Sheet;
  Table() = default;
  std::string file_;
  Format format_ = Format::csv;
  std::string encoding_;
  std::vector<Note> notes_;
  std::vector<std::string> headers_;
  std::shared_ptr<const Cells> cells_;
};

class Reader {
 public:
  explicit Reader(std::string file);
  void reserve(std::uint64_t bytes);     // a hint
  void append(std::string_view bytes);
  // Room for up to so many bytes more, to be written in place (by read(), from JavaScript); `wrote` says
  // how many were. Empty once the file is as large as a table can be: who asks for more is refused.
  std::span<char> room(std::size_t bytes);
  void wrote(std::size_t bytes);
  // The whole file at once, in memory that is taken over; room for `spare_bytes` behind `size` spares a copy.
  void take_over(Block<char> bytes) { bytes_ = std::move(bytes); }
  Result<Table> finish() &&;

 private:
  std::string file_;
  Block<char> bytes_;
  bool too_large_ = false;
};

}  // namespace leadwright::table
