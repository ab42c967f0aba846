#include "base/csv.h"

#include <charconv>

namespace leadwright::csv {

void put_cell(std::string& out, std::string_view text, bool spreadsheet_safe) {
  bool quote = false;
  for (const char c : text) quote |= c == ',' || c == '"' || c == '\n' || c == '\r';
  const bool formula = spreadsheet_safe && !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
  // A cell alone that begins or ends with white space is kept as it is: RFC 4180 counts spaces.
  if (quote) out += '"';
  if (formula) out += '\'';
  if (!quote) {
    out += text;
    return;
  }
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void Row::separate() {
  if (!first_) out_ += ',';
  first_ = false;
}

Row& Row::cell(std::string_view text) {
  separate();
  put_cell(out_, text, safe_);
  return *this;
}

Row& Row::cell(std::int64_t number) {
  separate();
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out_.append(digits, static_cast<std::size_t>(end - digits));
  return *this;
}

Row& Row::instant(Instant at) {
  separate();
  put_instant(out_, at);
  return *this;
}

Row& Row::empty() {
  separate();
  return *this;
}

void Row::end() {
  out_ += '\n';
  first_ = true;
}

}  // namespace leadwright::csv
