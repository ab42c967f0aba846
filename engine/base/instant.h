// Instants and civil (wall clock) times, as integers.
//
// An Instant is a count of milliseconds since 1970-01-01T00:00:00Z. A civil time is the same count
// for a clock on a wall, without a zone: `Civil{0}` reads 1970-01-01T00:00. Zones turn one into the
// other (calendar/zone.h). Instants that Leadwright works with lie in [first_instant, last_instant):
// the years 1999 to 2050; anything else is an error in its place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace leadwright {

using Instant = std::int64_t;  // milliseconds since the epoch, UTC
using Civil = std::int64_t;    // milliseconds since the epoch on a wall clock
using Millis = std::int64_t;   // a length of time

inline constexpr Millis second_ms = 1000;
inline constexpr Millis minute_ms = 60 * second_ms;
inline constexpr Millis hour_ms = 60 * minute_ms;
inline constexpr Millis day_ms = 24 * hour_ms;

inline constexpr Instant first_instant = 915148800000;    // 1999-01-01T00:00:00Z
inline constexpr Instant last_instant = 2556144000000;    // 2051-01-01T00:00:00Z, excluded
inline constexpr Instant no_instant = INT64_MIN;          // "there is none": unknown, or never

constexpr bool in_range(Instant at) { return at >= first_instant && at < last_instant; }

// Days since 1970-01-01 of a date of the proleptic Gregorian calendar (Howard Hinnant,
// "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
std::int64_t days_from_date(std::int64_t year, int month, int day);

struct Date {
  std::int64_t year;
  int month;  // 1 to 12
  int day;    // 1 to 31
  bool operator==(const Date&) const = default;
};
Date date_from_days(std::int64_t days);
bool is_date(std::int64_t year, int month, int day);

// 0 is Monday.
int weekday_from_days(std::int64_t days);

// Floor division: the day that holds a civil time, also before 1970.
constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0);
}

// `2026-06-30T00:00:00.000Z`; the empty text for no_instant.
std::string format_instant(Instant at);
void put_instant(std::string& out, Instant at);
// Its two parts: `2026-06-30` of a day since 1970, `T00:00:00.000Z` of the milliseconds since midnight.
void put_day(std::string& out, std::int64_t days);
void put_time(std::string& out, Millis time);
// `2026-06-30 09:15` of a civil time; seconds only where they are not 0.
std::string format_civil(Civil at);

}  // namespace leadwright
