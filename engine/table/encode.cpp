#include "table/encode.h"

#include <algorithm>

namespace leadwright::table {
namespace {

// So many rows are taken at a time, column by column, that their text stays in the nearest cache.
constexpr std::uint32_t block_rows = 256;

// Readable behind its end, as a dictionary wants it.
constexpr char nothing[text_padding] = {};
constexpr std::string_view empty_text(nothing, 0);

}  // namespace

Encoder::Encoder(std::size_t columns, std::int64_t rows)
    : dictionaries_(columns, Dictionary(static_cast<std::size_t>(rows))), codes_(columns) {
  for (auto& codes : codes_) codes.resize(static_cast<std::size_t>(rows));
}

void Encoder::add(const Cells& cells, std::span<const int> columns) {
  std::string_view texts[block_rows];
  for (std::uint32_t from = 0; from < cells.rows; from += block_rows) {
    const std::uint32_t count = std::min(block_rows, cells.rows - from);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      Dictionary& dictionary = dictionaries_[i];
      std::uint32_t* const codes = codes_[i].data() + rows_ + from;
      const auto text_of = [column = columns[i], from, view = cells.view()](std::uint32_t row) {
        const std::uint32_t first = view.row_cell(from + row);
        const bool absent = (first & Cells::damaged) != 0 || column < 0;
        return absent ? empty_text : view.text(first + static_cast<std::uint32_t>(column));
      };
      if (dictionary.is_large()) {
        for (std::uint32_t row = 0; row < count; ++row) texts[row] = text_of(row);
        dictionary.encode({texts, count}, codes);
      } else {
        for (std::uint32_t row = 0; row < count; ++row) codes[row] = dictionary.encode(text_of(row));
      }
    }
  }
  rows_ += cells.rows;
}

std::vector<Table::Encoded> Encoder::finish() && {
  std::vector<Table::Encoded> encoded(codes_.size());
  for (std::size_t i = 0; i < codes_.size(); ++i) {
    encoded[i] = {std::move(codes_[i]), std::move(dictionaries_[i]).take_texts()};
  }
  return encoded;
}

}  // namespace leadwright::table
