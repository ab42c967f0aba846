// Numbers, money and instants of a field, by row, in one pass over the cells.
//
// A dictionary would have an entry for nearly every cell of such a column. Cells as machines write them
// (`1250000`, `12.5`, `2026-03-02`, `2026-03-02T09:15:30Z`) are read on the spot; every other one as
// value.h says, so that both ways agree.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "table/sheet.h"
#include "table/value.h"

namespace leadwright::table {

constexpr bool is_measured(Type type) { return type == Type::number || type == Type::money || type == Type::date_time; }

struct Measures {
  Reading reading;                      // with the date order that the column settles
  std::vector<double> numbers;          // number and money: the nearest double; not a number where it is not known
  std::vector<Instant> instants;        // date_time; no_instant where it is not known
  std::vector<std::uint32_t> invalid;   // rows whose cell does not parse, ascending
};

// Several fields at once; their readings are of measured types.
std::vector<Measures> measure(const Sheet&, std::span<const int> fields, std::vector<Reading> readings);

}  // namespace leadwright::table
