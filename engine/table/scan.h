// Where the cells of CSV text end: RFC 4180, 64 bytes at a time.
//
// A block of 64 bytes becomes bit sets: delimiters, line breaks, quotes. Where every quote stands as RFC
// 4180 wants it, whether a byte lies inside quotes is the parity of the quotes before it. A block in which
// one does not (`5" pipe`, `"a"b`) is read byte by byte instead, so that a quote inside an unquoted cell
// is an ordinary character and costs only the blocks it stands in.
//
// SSE2 natively and in WebAssembly, 64-bit words elsewhere; the answer is the same.
#pragma once

#include <cstdint>
#include <vector>

#include "table/block.h"

namespace leadwright::table {

// Behind the text there are this many bytes that may be read: a line feed, then zeros.
inline constexpr std::size_t text_padding = 128;

// Places in text have 31 bits.
inline constexpr std::size_t largest_text = 0x7FFF'FF00;

// In `starts`, at the end of a cell that has doubled quotes.
inline constexpr std::uint32_t doubled_flag = 0x8000'0000;

struct Dialect {
  char delimiter = ',';
  bool lone_cr = false;  // a CR without LF ends a row
};

// What one call of Scanner::next found. Cells are known by number, from 0 at the beginning of the text.
struct Marks {
  std::vector<std::uint32_t> row_ends;     // for each row that ended: how many cells had ended by then
  std::vector<std::uint32_t> torn;         // cells with text after their closing quote
  std::vector<std::uint32_t> inner_lines;  // the cell of each line feed inside quotes
  std::vector<std::uint32_t> doubled;      // cells with doubled quotes
};

class Scanner {
 public:
  // Appends to `starts`, which then says: cell k is text [starts[k], starts[k + 1] - 1).
  Scanner(const char* text, std::size_t begin, std::size_t size, Dialect, Block<std::uint32_t>& starts);

  // The next 64 KiB; false where there is nothing left. The last call also ends the row that the
  // text's end leaves open.
  bool next(Marks&);
  std::size_t at() const { return at_; }
  // At the end: a quote never closed.
  bool open_quote() const { return state_ == State::quoted; }

 private:
  enum class State : std::uint8_t { cell_start, plain, quoted, quote_seen };
  struct Found;

  template <bool lone_cr>
  void scan(std::size_t end, Marks&);
  template <bool lone_cr>
  Found step_by_byte(std::uint64_t valid);
  void keep_rare(const Found&, std::uint32_t cells_before, Marks&);
  void end_text(Marks&);

  const char* text_;
  std::size_t at_;
  std::size_t size_;
  Dialect dialect_;
  Block<std::uint32_t>& starts_;
  State state_ = State::cell_start;
  bool doubled_open_ = false;   // the cell that is still open has doubled quotes
  std::uint32_t last_row_end_ = 0;
};

}  // namespace leadwright::table
