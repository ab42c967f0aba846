// How a table lies in memory: its text, and where each cell starts. Four bytes a cell and nothing a row,
// while every row has as many cells as the header.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "table/block.h"
#include "table/scan.h"

namespace leadwright::table {

enum class Damage : std::uint8_t { cell_count, open_quote, torn_cell, not_utf8, not_json };

struct Cells {
  Block<char> bytes;                     // padded (scan.h)
  Block<std::uint32_t> starts;           // cell k is bytes [starts[k], starts[k + 1] - 1) without doubled_flag
  char delimiter = ',';
  bool quotes = true;                    // cells may stand in quotes
  std::uint32_t columns = 0;
  std::uint32_t rows = 0;
  std::uint32_t first_cell = 0;          // of row 0

  // The first cell of each row, with `damaged` for a malformed one. Empty while row r begins at cell
  // first_cell + r * columns.
  static constexpr std::uint32_t damaged = 0x8000'0000;
  std::vector<std::uint32_t> row_cells;

  struct DamagedRow { std::uint32_t row; Damage kind; };
  std::vector<DamagedRow> damages;       // by row
  struct LineStep { std::uint32_t row, lines; };
  std::vector<LineStep> line_steps;      // from this row on, rows start `lines` + row lines into the file
  struct Unquoted { std::uint32_t cell, begin, size; };
  std::vector<Unquoted> unquoted;        // by cell: those with doubled quotes
  std::string unquoted_text;             // theirs; padded too

  // JSON: the file as it was, where each row's text begins and ends in it, and what is wrong with the
  // malformed ones, in the order of `damages`.
  struct Source { std::uint32_t begin, end; };
  std::vector<Source> sources;
  Block<char> source_text;
  std::vector<std::string> faults;

  // What reading a cell needs, by value: loops that write codes keep it in registers.
  struct View {
    const char* bytes;
    const std::uint32_t* starts;
    const std::uint32_t* row_cells;      // or none
    std::uint32_t first_cell;
    std::uint32_t columns;
    bool quotes;
    const Cells* cells;

    std::uint32_t row_cell(std::uint32_t row) const {
      return row_cells == nullptr ? first_cell + row * columns : row_cells[row];
    }
    std::uint32_t start(std::uint32_t cell) const { return starts[cell] & ~doubled_flag; }
    // The cell as it stands, quotes and all, without the CR of its row's end.
    std::string_view raw(std::uint32_t cell) const {
      const std::uint32_t begin = start(cell);
      std::uint32_t end = start(cell + 1) - 1;
      if (bytes[end] == '\n' && end > begin && bytes[end - 1] == '\r' && quotes) --end;
      return {bytes + begin, end - begin};
    }
    // The cell's text.
    std::string_view text(std::uint32_t cell) const {
      const std::string_view as_written = raw(cell);
      if (!quotes || as_written.empty() || as_written.front() != '"') return as_written;
      if ((starts[cell + 1] & doubled_flag) != 0) return cells->text_of_doubled(cell);
      return as_written.substr(1, as_written.size() - 2);
    }
    // The same of a cell that another one follows in its row, in a table with quotes.
    std::string_view inner_text(std::uint32_t cell) const {
      const std::uint32_t begin = start(cell), next = starts[cell + 1];
      const std::string_view as_written(bytes + begin, (next & ~doubled_flag) - 1 - begin);
      if (as_written.empty() || as_written.front() != '"') return as_written;
      if ((next & doubled_flag) != 0) return cells->text_of_doubled(cell);
      return as_written.substr(1, as_written.size() - 2);
    }
  };
  View view() const {
    const std::uint32_t* const rows_at = row_cells.empty() ? nullptr : row_cells.data();
    return {bytes.data(), starts.data(), rows_at, first_cell, columns, quotes, this};
  }
  std::uint32_t row_cell(std::uint32_t row) const { return view().row_cell(row); }
  std::uint32_t start(std::uint32_t cell) const { return view().start(cell); }
  std::string_view raw(std::uint32_t cell) const { return view().raw(cell); }
  std::string_view text(std::uint32_t cell) const { return view().text(cell); }
  // The cells of a column from a row on: take(number of the cell, text).
  template <class Take>
  void visit(int column, std::uint32_t row, std::size_t count, const Take& take) const {
    const View here = view();
    const auto offset = static_cast<std::uint32_t>(column);
    // Behind a cell that is not its row's last stands a delimiter: no CR belongs to the row's end.
    const bool inner = offset + 1 < columns && quotes;
    for (std::size_t i = 0; i < count; ++i, ++row) {
      const std::uint32_t first = here.row_cell(row);
      if ((first & damaged) != 0) take(i, std::string_view());
      else take(i, inner ? here.inner_text(first + offset) : here.text(first + offset));
    }
  }
  // Whether the cell is the last one written in its row.
  bool ends_row(std::uint32_t cell) const { return bytes[start(cell + 1) - 1] != delimiter; }

  // Gives the rows explicit first cells, so that they need no longer follow one another.
  void free_rows();
  // Marks a row as malformed; the first reason stands. `damages` must be sorted afterwards.
  void damage(std::uint32_t row, Damage kind);
  void sort_damages();

 private:
  std::string_view text_of_doubled(std::uint32_t cell) const;
};

}  // namespace leadwright::table
