#include <algorithm>

#include "policy/reading.h"

namespace leadwright::policy {
namespace {

bool digits_at(std::string_view text, std::size_t from, std::size_t count, int& value) {
  if (from + count > text.size()) return false;
  value = 0;
  for (std::size_t i = from; i < from + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    value = value * 10 + (text[i] - '0');
  }
  return true;
}

// Minutes since midnight of HH:MM.
std::optional<int> read_minutes(std::string_view text, bool end_allowed) {
  int hours = 0;
  int minutes = 0;
  if (text.size() != 5 || text[2] != ':' || !digits_at(text, 0, 2, hours) || !digits_at(text, 3, 2, minutes)) return {};
  if (hours == 24 && minutes == 0 && end_allowed) return 1440;
  if (hours > 23 || minutes > 59) return {};
  return hours * 60 + minutes;
}

std::optional<int> read_time(Reading& reading, const json::Value& value, const std::string& pointer, bool end) {
  const auto text = reading.string(value, pointer);
  if (!text) return {};
  const auto minutes = read_minutes(*text, end);
  if (!minutes) {
    reading.problem(value, pointer, "`" + *text + "` is no time of day",
                    end ? "`HH:MM` from `00:00` to `23:59`, or `24:00`" : "`HH:MM` from `00:00` to `23:59`");
  }
  return minutes;
}

std::vector<calendar::Interval> read_intervals(Reading& reading, const json::Value& value,
                                               const std::string& pointer) {
  std::vector<calendar::Interval> intervals;
  if (!reading.array(value, pointer)) return intervals;
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    const json::Value& item = value.items[i];
    const std::string here = join(pointer, i);
    if (!item.is(json::Kind::array) || item.items.size() != 2) {
      reading.problem(item, here, "an interval is two times, like `[\"09:00\", \"17:30\"]`");
      continue;
    }
    const auto from = read_time(reading, item.items[0], join(here, std::size_t{0}), false);
    const auto to = read_time(reading, item.items[1], join(here, std::size_t{1}), true);
    if (from && to) intervals.push_back({*from, *to});
  }
  return intervals;
}

bool date_in_range(std::int64_t days) { return in_range(days * day_ms); }

}  // namespace

std::optional<std::int64_t> read_date(std::string_view text) {
  int year = 0;
  int month = 0;
  int day = 0;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !digits_at(text, 0, 4, year) ||
      !digits_at(text, 5, 2, month) || !digits_at(text, 8, 2, day) || !is_date(year, month, day)) {
    return {};
  }
  return days_from_date(year, month, day);
}

std::optional<Civil> read_local_minute(std::string_view text) {
  if (text.size() != 16 || text[10] != 'T') return {};
  const auto days = read_date(text.substr(0, 10));
  const auto minutes = read_minutes(text.substr(11), false);
  if (!days || !minutes) return {};
  return *days * day_ms + *minutes * minute_ms;
}

calendar::Hours read_hours(Reading& reading, const json::Value& value, const std::string& pointer,
                           bool& has_interval) {
  static const std::vector<std::string_view> weekdays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  calendar::Hours hours;
  has_interval = false;
  if (!reading.object(value, pointer)) return hours;
  reading.keys(value, pointer, {"time_zone", "weekly", "holidays", "overrides"}, {"time_zone", "weekly"});

  if (const json::Value* zone = value.find("time_zone")) {
    if (const auto id = reading.zone(*zone, join(pointer, "time_zone"))) hours.zone = *id;
  }
  if (const json::Value* weekly = value.find("weekly")) {
    const std::string here = join(pointer, "weekly");
    if (reading.object(*weekly, here)) {
      reading.keys(*weekly, here, weekdays);
      for (std::size_t day = 0; day < weekdays.size(); ++day) {
        if (const json::Value* intervals = weekly->find(weekdays[day])) {
          hours.weekly[day] = read_intervals(reading, *intervals, join(here, weekdays[day]));
          has_interval |= !hours.weekly[day].empty();
        }
      }
    }
  }
  if (const json::Value* holidays = value.find("holidays")) {
    const std::string here = join(pointer, "holidays");
    if (reading.array(*holidays, here)) {
      for (std::size_t i = 0; i < holidays->items.size(); ++i) {
        const auto text = reading.string(holidays->items[i], join(here, i));
        if (!text) continue;
        const auto date = read_date(*text);
        if (!date || !date_in_range(*date)) {
          reading.problem(holidays->items[i], join(here, i), "`" + *text + "` is no date of 1999 to 2050",
                          "`YYYY-MM-DD`");
        } else {
          hours.holidays.push_back(*date);
        }
      }
    }
  }
  if (const json::Value* overrides = value.find("overrides")) {
    const std::string here = join(pointer, "overrides");
    if (reading.object(*overrides, here)) {
      for (const auto& [key, intervals] : overrides->members) {
        const auto date = read_date(key);
        if (!date || !date_in_range(*date)) {
          reading.problem(intervals, join(here, key), "`" + key + "` is no date of 1999 to 2050", "`YYYY-MM-DD`");
          continue;
        }
        auto read = read_intervals(reading, intervals, join(here, key));
        has_interval |= !read.empty();
        hours.overrides[*date] = std::move(read);
      }
    }
  }
  std::sort(hours.holidays.begin(), hours.holidays.end());
  return hours;
}

}  // namespace leadwright::policy
