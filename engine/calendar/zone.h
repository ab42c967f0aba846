// IANA time zones, from a table built into the engine: every zone and alias of one pinned tzdata
// release, every transition from 1999 to 2050. The table is made by engine/calendar/make_zones.mjs
// and checked in; `tzdata_version` names the release.
//
// Zones are known by index, so that they cost nothing to copy. UTC is always there.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/instant.h"

namespace leadwright::calendar {

enum class ZoneId : std::int32_t { utc = 0 };

std::string_view tzdata_version();  // "2026f"

// By exact name (IANA names and aliases, case included).
std::optional<ZoneId> find_zone(std::string_view name);
std::string_view zone_name(ZoneId);
// Every name, sorted by bytes: for "did you mean" and for completion.
const std::vector<std::string_view>& zone_names();

// Offset from UTC in force at an instant of the range.
Millis offset_at(ZoneId, Instant);
Civil to_civil(ZoneId, Instant);
// The earliest instant whose wall clock reads that time or later: a gap goes to the jump, a repeated
// hour to its first pass.
Instant to_instant(ZoneId, Civil);
// The transitions in range, sorted: the instant from which `offset` holds.
struct Transition { Instant at; Millis offset; };
std::vector<Transition> transitions(ZoneId);

}  // namespace leadwright::calendar
