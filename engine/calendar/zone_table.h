// The shape of the zone table that make_zones.mjs writes.
//
// Most zones change their clocks in step with others: Berlin and Rome always, Chicago and New York
// always an hour apart. So a zone has a schedule (its offset at the start of the range, and when
// that first changes), and the schedule continues with a run of `zone_moves`, which are indexes
// into the few hundred ways in which one transition follows another.
#pragma once

#include <cstdint>

namespace leadwright::calendar {

// `minutes` after the transition before it, the offset changes by `change` minutes.
struct ZoneStep {
  std::int32_t minutes;
  std::int16_t change;
};

struct ZoneSchedule {
  std::int16_t offset;         // minutes, in force at first_instant
  std::int32_t first_minutes;  // the first transition, since first_instant
  std::int16_t first_change;   // 0: there is none, and no other
  std::uint16_t moves_begin;
  std::uint16_t moves_count;
};

extern const char zone_release[];
extern const char zone_names_text[];            // UTC, then the others by bytes, a space between
extern const std::uint16_t zone_schedules_of[]; // for each name
extern const int zone_count;
extern const ZoneSchedule zone_schedules[];
extern const int zone_schedule_count;
extern const std::uint16_t zone_moves[];
extern const ZoneStep zone_steps[];

}  // namespace leadwright::calendar
