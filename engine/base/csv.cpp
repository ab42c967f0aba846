#include "base/csv.h"

#include <algorithm>
#include <charconv>

namespace leadwright::csv {

void put_cell(std::string& out, std::string_view text, bool spreadsheet_safe) {
  bool quote = false;
  for (const char c : text) quote |= (c == ',') | (c == '"') | (c == '\n') | (c == '\r');
  const bool formula = spreadsheet_safe && !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
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

std::string made_safe(std::string_view csv) {
  std::string out;
  std::size_t at = 0;
  while (at < csv.size()) {
    std::string cell;
    if (csv[at] == '"') {
      for (++at; at < csv.size(); ++at) {
        if (csv[at] == '"' && (at + 1 >= csv.size() || csv[at + 1] != '"')) break;
        if (csv[at] == '"') ++at;
        cell += csv[at];
      }
      at += at < csv.size();
    } else {
      const std::size_t end = std::min(csv.find_first_of(",\n", at), csv.size());
      cell = csv.substr(at, end - at);
      at = end;
    }
    put_cell(out, cell, true);
    if (at < csv.size()) out += csv[at++];
  }
  return out;
}

Row& Row::cell(std::string_view text) {
  separate();
  put_cell(out_, text, safe_);
  return *this;
}

Row& Row::cell(std::int64_t number) {
  separate();
  if (number >= 0 && number < 10) {
    out_ += static_cast<char>('0' + number);
    return *this;
  }
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out_.append(digits, static_cast<std::size_t>(end - digits));
  return *this;
}

Row& Row::instant(Instant at) {
  separate();
  if (at == no_instant) return *this;
  const std::int64_t day = floor_div(at, day_ms);
  if (day != day_) {
    day_ = day;
    day_text_.clear();
    put_day(day_text_, day);
  }
  out_.append(day_text_);
  put_time(out_, at - day * day_ms);
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
