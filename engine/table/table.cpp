#include "table/table.h"

#include <algorithm>
#include <cstring>

#include "table/cells.h"
#include "table/dictionary.h"
#include "table/encode.h"
#include "table/read_csv.h"
#include "table/read_json.h"

namespace leadwright::table {
namespace {

// Files that people drop although they hold no table of text, by their first bytes.
struct Signature {
  std::string_view bytes, what, help;
};
constexpr Signature signatures[] = {
    {"PK\x03\x04", "a ZIP archive or an Excel workbook", "unpack it, or save the sheet as CSV"},
    {"\xD0\xCF\x11\xE0", "an Excel workbook of the old kind", "save the sheet as CSV"},
    {"\x1F\x8B", "compressed by gzip", "unpack it"},
    {"%PDF-", "a PDF document", "export the data as CSV"},
    {"SQLite format 3", "an SQLite database", "export the table as CSV"},
    {"PAR1", "a Parquet file", "export the table as CSV"},
};

std::uint32_t row_of(std::int64_t row) { return static_cast<std::uint32_t>(row); }

}  // namespace

std::int64_t Table::rows() const { return cells_->rows; }
char Table::delimiter() const { return cells_->delimiter; }

std::string_view Table::cell(std::int64_t row, int column) const {
  const std::uint32_t first = cells_->row_cell(row_of(row));
  if ((first & Cells::damaged) != 0) return {};
  return cells_->text(first + static_cast<std::uint32_t>(column));
}

void Table::cells(int column, std::int64_t from, std::span<std::string_view> out) const {
  cells_->visit(column, row_of(from), out.size(), [&](std::size_t i, std::string_view cell) { out[i] = cell; });
}

bool Table::malformed(std::int64_t row) const { return (cells_->row_cell(row_of(row)) & Cells::damaged) != 0; }

std::string Table::malformed_reason(std::int64_t row) const {
  const auto& damages = cells_->damages;
  const auto found = std::lower_bound(damages.begin(), damages.end(), row_of(row),
                                      [](const Cells::DamagedRow& d, std::uint32_t r) { return d.row < r; });
  if (found == damages.end() || found->row != row_of(row)) return {};
  switch (found->kind) {
    case Damage::open_quote: return "a quote that never closes";
    case Damage::torn_cell: return "text after a closing quote";
    case Damage::not_utf8: return "bytes that are no UTF-8";
    case Damage::not_json: return cells_->faults[static_cast<std::size_t>(found - damages.begin())];
    case Damage::cell_count: break;
  }
  const std::uint32_t first = cells_->row_cell(row_of(row)) & ~Cells::damaged;
  std::uint32_t last = first;
  while (!cells_->ends_row(last)) ++last;
  const std::uint32_t count = last - first + 1;
  return std::to_string(count) + (count == 1 ? " cell" : " cells") + " where the header has " +
         std::to_string(cells_->columns);
}

std::string_view Table::source(std::int64_t row) const {
  if (!cells_->sources.empty()) {
    const Cells::Source source = cells_->sources[row_of(row)];
    return {cells_->source_text.data() + source.begin, source.end - source.begin};
  }
  const std::uint32_t first = cells_->row_cell(row_of(row)) & ~Cells::damaged;
  std::uint32_t last = first;
  while (!cells_->ends_row(last)) ++last;
  const std::string_view end = cells_->raw(last);
  const char* const begin = cells_->bytes.data() + cells_->start(first);
  return {begin, static_cast<std::size_t>(end.data() + end.size() - begin)};
}

std::int64_t Table::line(std::int64_t row) const {
  const auto& steps = cells_->line_steps;
  const auto after = std::upper_bound(steps.begin(), steps.end(), row_of(row),
                                      [](std::uint32_t r, const Cells::LineStep& step) { return r < step.row; });
  return row + (after - 1)->lines;
}

Table::Encoded Table::encode(int column) const { return std::move(encode(std::span(&column, 1)).front()); }

std::vector<Table::Encoded> Table::encode(std::span<const int> columns) const {
  Encoder encoder(columns.size(), rows());
  encoder.add(*cells_, columns);
  return std::move(encoder).finish();
}

Reader::Reader(std::string file) : file_(std::move(file)) {}

void Reader::reserve(std::uint64_t bytes) {
  bytes_.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(bytes, largest_text)) + text_padding);
}

std::span<char> Reader::room(std::size_t bytes) {
  const std::size_t left = largest_text - bytes_.size();
  if (left == 0) too_large_ = true;
  bytes = std::min(bytes, left);
  bytes_.make_room(bytes);
  return {bytes_.data() + bytes_.size(), bytes};
}

void Reader::wrote(std::size_t bytes) { bytes_.set_size(bytes_.size() + bytes); }

void Reader::append(std::string_view bytes) {
  if (bytes.size() > largest_text - bytes_.size()) too_large_ = true;
  if (too_large_ || bytes.empty()) return;
  std::memcpy(room(bytes.size()).data(), bytes.data(), bytes.size());
  wrote(bytes.size());
}

Result<Table> Reader::finish() && {
  if (too_large_ || bytes_.size() > largest_text) return too_large(file_);
  const std::string_view bytes(bytes_.data(), bytes_.size());
  if (bytes.empty()) return Problem{place_in(file_), "`" + file_ + "` is empty", "the first row names the columns"};
  for (const Signature& signature : signatures) {
    if (!bytes.starts_with(signature.bytes)) continue;
    return Problem{place_in(file_), "`" + file_ + "` is " + std::string(signature.what), std::string(signature.help)};
  }
  Text text = decode(std::move(bytes_));
  if (text.bytes.size() > largest_text) return too_large(file_);
  const Format format = find_format(text);
  Result<Content> content = format == Format::csv ? read_csv(file_, std::move(text))
                                                  : read_json(file_, std::move(text), format);
  if (!content.ok()) return content.problems();
  Table table;
  table.file_ = std::move(file_);
  table.format_ = format;
  table.encoding_ = std::move(content.value().encoding);
  table.notes_ = std::move(content.value().notes);
  table.headers_ = std::move(content.value().headers);
  table.cells_ = std::move(content.value().cells);
  return table;
}

}  // namespace leadwright::table
