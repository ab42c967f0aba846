// The date_time grammar of the contract (A13, A14).
#include <algorithm>
#include <array>

#include "base/text.h"
#include "table/value.h"

namespace leadwright::table {
namespace {

// Reads a text from front to back; every `take` moves on only where it succeeds.
class DateText {
 public:
  explicit DateText(std::string_view text) : rest_(text) {}
  bool at_end() const { return rest_.empty(); }
  bool take(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // From `least` to `most` digits.
  bool take_number(int least, int most, int& value) {
    int count = 0, number = 0;
    for (const char c : rest_.substr(0, static_cast<std::size_t>(most))) {
      if (!is_digit(c)) break;
      number = number * 10 + (c - '0');
      ++count;
    }
    if (count < least) return false;
    rest_.remove_prefix(static_cast<std::size_t>(count));
    value = number;
    return true;
  }
  // ASCII letters of any case that are one of the words: its index.
  template <std::size_t n>
  bool take_word(const std::array<std::string_view, n>& words, int& index) {
    std::size_t end = 0;
    while (end < rest_.size() && (rest_[end] | 32) >= 'a' && (rest_[end] | 32) <= 'z') ++end;
    const auto found = std::find(words.begin(), words.end(), text::fold(rest_.substr(0, end)));
    if (found == words.end()) return false;
    rest_.remove_prefix(end);
    index = static_cast<int>(found - words.begin());
    return true;
  }
  // The digits of a fraction of a second, cut to milliseconds.
  bool take_fraction(Millis& ms) {
    std::size_t count = 0;
    ms = 0;
    for (Millis unit = 100; count < rest_.size() && is_digit(rest_[count]); ++count, unit /= 10) {
      ms += unit * (rest_[count] - '0');
    }
    rest_.remove_prefix(count);
    return count != 0;
  }

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

 private:
  std::string_view rest_;
};

struct Moment {
  int year = 0, month = 0, day = 0;
  Millis time = 0;                  // since midnight
  std::optional<Millis> offset;     // of the zone, where one is written
};

// A date with its year last: which of the first two is the month is another question.
struct SlashDate {
  int first = 0, second = 0, year = 0;
  std::optional<Millis> time = 0;   // none: no time of a day
  bool is_uncertain() const { return (first <= 12) == (second <= 12) && first != second; }
};

std::optional<Millis> time_of(int hour, int minute, int second, Millis ms) {
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return hour * hour_ms + minute * minute_ms + second * second_ms + ms;
}

// `HH:MM[:SS]`, with `[.fraction]` where `fraction` says so.
bool take_time(DateText& text, bool fraction, Millis& time) {
  int hour = 0, minute = 0, second = 0;
  Millis ms = 0;
  if (!text.take_number(2, 2, hour) || !text.take(':') || !text.take_number(2, 2, minute)) return false;
  if (text.take(':')) {
    if (!text.take_number(2, 2, second)) return false;
    if (fraction && text.take('.') && !text.take_fraction(ms)) return false;
  }
  const std::optional<Millis> in_day = time_of(hour, minute, second, ms);
  time = in_day.value_or(0);
  return in_day.has_value();
}

// What follows a slash date: HH:MM[:SS], or as spreadsheets write it h:MM[:SS] with AM or PM.
bool take_spreadsheet_time(DateText& text, std::optional<Millis>& time) {
  constexpr std::array<std::string_view, 2> halves = {"am", "pm"};
  int hour = 0, minute = 0, second = 0, half = 0;
  const bool two_digits = DateText(text).take_number(2, 2, hour);
  if (!text.take_number(1, 2, hour) || !text.take(':') || !text.take_number(2, 2, minute)) return false;
  if (text.take(':') && !text.take_number(2, 2, second)) return false;
  const bool spaced = text.take(' ');
  time = time_of(hour, minute, second, 0);
  if (text.take_word(halves, half)) {
    time = hour < 1 || hour > 12 ? std::nullopt : time_of(hour % 12 + 12 * half, minute, second, 0);
    return true;
  }
  return two_digits && !spaced;
}

// `Z`, `±HH`, `±HHMM`, `±HH:MM`
bool take_offset(DateText& text, Millis& offset) {
  offset = 0;
  if (text.take('Z')) return true;
  const int sign = text.take('-') ? -1 : text.take('+') ? 1 : 0;
  int hours = 0, minutes = 0;
  if (sign == 0 || !text.take_number(2, 2, hours)) return false;
  const bool colon = text.take(':');
  if (!text.take_number(2, 2, minutes) && colon) return false;
  offset = sign * (hours * hour_ms + minutes * minute_ms);
  return hours < 24 && minutes < 60;
}

std::optional<Moment> read_iso(DateText text) {
  Moment moment;
  if (!text.take_number(4, 4, moment.year) || !text.take('-') || !text.take_number(2, 2, moment.month) ||
      !text.take('-') || !text.take_number(2, 2, moment.day)) {
    return std::nullopt;
  }
  if ((text.take('T') || text.take(' ')) && !take_time(text, true, moment.time)) return std::nullopt;
  if (!text.at_end()) {
    Millis offset = 0;
    if (!take_offset(text, offset) || !text.at_end()) return std::nullopt;
    moment.offset = offset;
  }
  return moment;
}

// `15 Apr, 2021 00:03:00`
std::optional<Moment> read_named_month(DateText text) {
  constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec"};
  Moment moment;
  if (!text.take_number(1, 2, moment.day) || !text.take(' ') || !text.take_word(months, moment.month) ||
      !text.take(',') || !text.take(' ') || !text.take_number(4, 4, moment.year)) {
    return std::nullopt;
  }
  ++moment.month;
  if (text.at_end()) return moment;
  if (!text.take(' ') || !take_time(text, false, moment.time) || !text.at_end()) return std::nullopt;
  return moment;
}

// `03/15/2024 09:12`, also with dashes or dots.
std::optional<SlashDate> read_slash(DateText text) {
  SlashDate date;
  if (!text.take_number(1, 2, date.first)) return std::nullopt;
  const char separator = text.take('/') ? '/' : text.take('-') ? '-' : text.take('.') ? '.' : '\0';
  if (separator == '\0' || !text.take_number(1, 2, date.second) || !text.take(separator) ||
      !text.take_number(4, 4, date.year)) {
    return std::nullopt;
  }
  if (text.at_end()) return date;
  text.take(',');
  if (!text.take(' ') || !take_spreadsheet_time(text, date.time) || !text.at_end()) return std::nullopt;
  return date;
}

Value invalid(std::string reason) {
  Value value;
  value.state = State::invalid;
  value.reason = std::move(reason);
  return value;
}

Value known(Instant at) {
  if (!in_range(at)) return invalid("outside the years 1999 to 2050");
  Value value;
  value.state = State::known;
  value.instant = at;
  return value;
}

Value instant_of(const Moment& moment, calendar::ZoneId zone) {
  if (!is_date(moment.year, moment.month, moment.day)) return invalid("no such date");
  const Civil civil = days_from_date(moment.year, moment.month, moment.day) * day_ms + moment.time;
  if (moment.offset) return known(civil - *moment.offset);
  // No zone is more than a day away from UTC; further out there is nothing to look up.
  if (civil < first_instant - day_ms || civil >= last_instant + day_ms) return known(civil);
  return known(calendar::to_instant(zone, civil));
}

// `1736899200000`; nothing where the text is not of digits alone.
std::optional<Value> read_epoch(std::string_view text) {
  if (!std::all_of(text.begin(), text.end(), DateText::is_digit)) return std::nullopt;
  if (text.size() < 12 || text.size() > 14) return invalid("not a date");
  Instant at = 0;
  for (const char c : text) at = at * 10 + (c - '0');
  return known(at);
}

}  // namespace

Value read_date_time(std::string_view cell, calendar::ZoneId zone, DateOrder order) {
  const std::string_view trimmed = text::trim(cell);
  if (trimmed.empty()) return {};
  if (std::optional<Value> epoch = read_epoch(trimmed)) return *std::move(epoch);
  if (const std::optional<Moment> moment = read_iso(DateText(trimmed))) return instant_of(*moment, zone);
  if (const std::optional<Moment> moment = read_named_month(DateText(trimmed))) return instant_of(*moment, zone);
  const std::optional<SlashDate> date = read_slash(DateText(trimmed));
  if (!date || !date->time) return invalid("not a date");
  if (order == DateOrder::unset) {
    if (date->is_uncertain()) {
      return invalid(date->first > 12 ? "no such date" : "month first or day first? `date_order` can say");
    }
    order = date->first > 12 ? DateOrder::dmy : DateOrder::mdy;
  }
  const bool day_first = order == DateOrder::dmy;
  return instant_of({.year = date->year,
                     .month = day_first ? date->second : date->first,
                     .day = day_first ? date->first : date->second,
                     .time = *date->time,
                     .offset = std::nullopt},
                    zone);
}

DateOrder settle_date_order(const std::vector<std::string_view>& distinct) {
  DateOrder settled = DateOrder::unset;
  for (const std::string_view text : distinct) {
    const std::optional<SlashDate> date = read_slash(DateText(text::trim(text)));
    if (!date || (date->first > 12) == (date->second > 12)) continue;
    const DateOrder order = date->first > 12 ? DateOrder::dmy : DateOrder::mdy;
    if (settled != DateOrder::unset && settled != order) return DateOrder::unset;
    settled = order;
  }
  return settled;
}

}  // namespace leadwright::table
