#include "calendar/zone.h"

#include <algorithm>
#include <cstddef>

#include "calendar/zone_table.h"

namespace leadwright::calendar {
namespace {

// From `at` on, `offset` holds; the first of a schedule holds from the start of time.
using Segments = std::vector<Transition>;

Segments unpack(const ZoneSchedule& schedule) {
  Millis offset = schedule.offset * minute_ms;
  Segments segments{{INT64_MIN, offset}};
  if (schedule.first_change == 0) return segments;
  Instant at = first_instant;
  const auto move = [&](std::int64_t minutes, std::int64_t change) {
    at += minutes * minute_ms;
    offset += change * minute_ms;
    segments.push_back({at, offset});
  };
  segments.reserve(schedule.moves_count + 2u);
  move(schedule.first_minutes, schedule.first_change);
  for (int i = 0; i < schedule.moves_count; ++i) {
    const ZoneStep& step = zone_steps[zone_moves[schedule.moves_begin + i]];
    move(step.minutes, step.change);
  }
  return segments;
}

struct Zones {
  std::vector<std::string_view> names;   // by ZoneId: UTC, then sorted
  std::vector<std::string_view> sorted;
  std::vector<Segments> schedules;

  Zones() {
    std::string_view rest = zone_names_text;
    for (int i = 0; i < zone_count; ++i) {
      const std::size_t length = std::min(rest.find(' '), rest.size());
      names.push_back(rest.substr(0, length));
      rest.remove_prefix(std::min(length + 1, rest.size()));
    }
    sorted = names;
    std::sort(sorted.begin(), sorted.end());
    for (int i = 0; i < zone_schedule_count; ++i) schedules.push_back(unpack(zone_schedules[i]));
  }
};

const Zones& zones() {
  static const Zones all;
  return all;
}

const Segments& segments_of(ZoneId zone) {
  return zones().schedules[zone_schedules_of[static_cast<std::int32_t>(zone)]];
}

}  // namespace

std::string_view tzdata_version() { return zone_release; }

std::optional<ZoneId> find_zone(std::string_view name) {
  const std::vector<std::string_view>& names = zones().names;
  if (name == names.front()) return ZoneId::utc;
  const auto found = std::lower_bound(names.begin() + 1, names.end(), name);
  if (found == names.end() || *found != name) return std::nullopt;
  return static_cast<ZoneId>(found - names.begin());
}

std::string_view zone_name(ZoneId zone) { return zones().names[static_cast<std::size_t>(zone)]; }

const std::vector<std::string_view>& zone_names() { return zones().sorted; }

Millis offset_at(ZoneId zone, Instant at) {
  const Segments& segments = segments_of(zone);
  const auto after = std::upper_bound(segments.begin(), segments.end(), at,
                                      [](Instant t, const Transition& s) { return t < s.at; });
  return (after - 1)->offset;
}

Civil to_civil(ZoneId zone, Instant at) { return at + offset_at(zone, at); }

Instant to_instant(ZoneId zone, Civil civil) {
  // The first segment whose wall clock gets past `civil` before the next one begins, or the last.
  // Segments last for days and offsets fall by hours, so the readings at which segments end only
  // ever rise, and halving finds it (tests/calendar/zone_test.cpp holds that for every zone).
  const Segments& segments = segments_of(zone);
  const auto found = std::partition_point(segments.begin(), segments.end() - 1, [&](const Transition& segment) {
    const Transition& next = *(&segment + 1);
    return next.at + segment.offset <= civil;
  });
  // Where the clock jumped over `civil`, the segment begins later than it reads.
  return std::max(found->at, civil - found->offset);
}

std::vector<Transition> transitions(ZoneId zone) {
  const Segments& segments = segments_of(zone);
  return {segments.begin() + 1, segments.end()};
}

}  // namespace leadwright::calendar
