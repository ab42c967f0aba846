#include "report/report.h"

namespace leadwright::report {

std::string wrapped(std::string_view text, int width, std::string_view indent) {
  std::string out;
  std::size_t line = 0;       // characters on the current line, counting code points
  std::size_t at = 0;
  while (at < text.size() && text[at] == ' ') ++at;
  out += text.substr(0, at);
  line = at;
  bool first = true;
  const auto length = [](std::string_view word) {
    std::size_t count = 0;
    for (const char c : word) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
  };
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    at = end + 1;
    const std::size_t needed = length(word);
    if (!first && line + 1 + needed > static_cast<std::size_t>(width)) {
      out += '\n';
      out += indent;
      line = length(indent);
      out += word;
      line += needed;
      continue;
    }
    if (!first) {
      out += ' ';
      line += 1;
    }
    first = false;
    out += word;
    line += needed;
  }
  return out;
}

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number < 0 ? -number : number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return number < 0 ? "-" + digits : digits;
}

std::string percent(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return "–";
  const std::int64_t tenths = (part * 2000 + whole) / (whole * 2);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
  return grouped(number) + " " + std::string(number == 1 ? one : many);
}

std::string local_time(Instant at, calendar::ZoneId zone) {
  static constexpr std::string_view weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  if (at == no_instant) return "never";
  if (!in_range(at)) return format_instant(at);
  const Civil civil = calendar::to_civil(zone, at);
  const int weekday = weekday_from_days(floor_div(civil, day_ms));
  return std::string(weekdays[weekday]) + " " + format_civil(civil);
}

}  // namespace leadwright::report
