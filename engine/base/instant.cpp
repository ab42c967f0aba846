#include "base/instant.h"

namespace leadwright {
namespace {

void put_padded(std::string& out, std::int64_t value, int width) {
  std::string digits = std::to_string(value);
  for (int i = static_cast<int>(digits.size()); i < width; ++i) out += '0';
  out += digits;
}

void put_date(std::string& out, std::int64_t days) {
  const Date date = date_from_days(days);
  put_padded(out, date.year, 4);
  out += '-';
  put_padded(out, date.month, 2);
  out += '-';
  put_padded(out, date.day, 2);
}

}  // namespace

std::int64_t days_from_date(std::int64_t year, int month, int day) {
  year -= month <= 2;
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

Date date_from_days(std::int64_t days) {
  days += 719468;
  const std::int64_t era = floor_div(days, 146097);
  const std::int64_t day_of_era = days - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int shifted = static_cast<int>((5 * day_of_year + 2) / 153);
  const int day = static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1);
  const int month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {year_of_era + era * 400 + (month <= 2), month, day};
}

bool is_date(std::int64_t year, int month, int day) {
  if (month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return day <= lengths[month - 1] + (month == 2 && leap);
}

int weekday_from_days(std::int64_t days) {
  const std::int64_t shifted = days + 3;  // 1970-01-01 was a Thursday
  return static_cast<int>(shifted - floor_div(shifted, 7) * 7);
}

std::string format_instant(Instant at) {
  std::string out;
  put_instant(out, at);
  return out;
}

void put_instant(std::string& out, Instant at) {
  if (at == no_instant) return;
  const std::int64_t days = floor_div(at, day_ms);
  put_day(out, days);
  put_time(out, at - days * day_ms);
}

void put_day(std::string& out, std::int64_t days) {
  const Date date = date_from_days(days);
  if (date.year < 0 || date.year > 9999) return put_date(out, days);  // beyond any calendar, but still told
  const auto year = static_cast<std::int32_t>(date.year);
  const auto digit = [](std::int32_t value) { return static_cast<char>('0' + value % 10); };
  const char text[10] = {digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), '-',
                         digit(date.month / 10), digit(date.month), '-', digit(date.day / 10), digit(date.day)};
  out.append(text, sizeof text);
}

void put_time(std::string& out, Millis in_day) {
  const auto time = static_cast<std::int32_t>(in_day);
  const auto digit = [](std::int32_t value) { return static_cast<char>('0' + value % 10); };
  const std::int32_t hours = time / 3'600'000;
  const std::int32_t minutes = time / 60'000 % 60;
  const std::int32_t seconds = time / 1000 % 60;
  const std::int32_t millis = time % 1000;
  const char text[14] = {'T', digit(hours / 10), digit(hours), ':', digit(minutes / 10), digit(minutes), ':',
                         digit(seconds / 10), digit(seconds), '.', digit(millis / 100), digit(millis / 10), digit(millis), 'Z'};
  out.append(text, sizeof text);
}

std::string format_civil(Civil at) {
  const std::int64_t days = floor_div(at, day_ms);
  const Millis time = at - days * day_ms;
  std::string out;
  put_date(out, days);
  out += ' ';
  put_padded(out, time / hour_ms, 2);
  out += ':';
  put_padded(out, time / minute_ms % 60, 2);
  if (const Millis seconds = time / second_ms % 60; seconds != 0) {
    out += ':';
    put_padded(out, seconds, 2);
  }
  return out;
}

}  // namespace leadwright
