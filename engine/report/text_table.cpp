#include "report/text_table.h"

#include <algorithm>

#include "base/text.h"

namespace leadwright::report {
namespace {

std::size_t length(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

// Exactly `width` characters: filled with spaces, or cut with an ellipsis.
std::string fitted(const std::string& text, std::size_t width) {
  const std::size_t count = length(text);
  if (count <= width) return text + std::string(width - count, ' ');
  std::string cut;
  std::size_t at = 0;
  for (std::size_t kept = 0; kept + 1 < width; ++kept) text::put_code_point(cut, text::next_code_point(text, at));
  return cut + "…";
}

}  // namespace

std::string TextTable::text(int width) const {
  std::vector<std::size_t> widths;
  for (const auto& cells : rows_) {
    widths.resize(std::max(widths.size(), cells.size()), 0);
    for (std::size_t c = 0; c < cells.size(); ++c) widths[c] = std::max(widths[c], length(cells[c]));
  }
  std::size_t others = 2;
  for (std::size_t c = 1; c < widths.size(); ++c) others += widths[c] + 2;
  const auto all = static_cast<std::size_t>(width);
  widths[0] = std::min(widths[0], all > others + 12 ? all - others : 12);
  std::string out;
  for (const auto& cells : rows_) {
    std::string line = "  " + fitted(cells[0], widths[0]);
    for (std::size_t c = 1; c < cells.size(); ++c) {
      line += "  " + std::string(widths[c] - length(cells[c]), ' ') + cells[c];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

}  // namespace leadwright::report
