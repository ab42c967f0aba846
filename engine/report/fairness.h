// Fairness of a pool, from what the replay counted. Private to the room.
//
// Jain's index (Jain, Chiu and Hawe, 1984) of x = served / entitlement over the members with an
// entitlement: (sum x)^2 / (n * sum x^2), 1 when everyone got their share.
#pragma once

#include <cstdint>
#include <string>

#include "report/report.h"

namespace leadwright::report {

// In ten-thousandths, rounded; -1 where nobody had an entitlement.
std::int64_t jain_index(const replay::PoolCount&);
// Entitlements and deviations with two decimals: "12.50".
std::string leads_text(std::int64_t in_units);

}  // namespace leadwright::report
