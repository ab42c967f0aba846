// What a cell means: its text read as a type.
//
// Empty or white space is unknown. Text that does not parse as its type is invalid: it counts as
// unknown in conditions and is reported with the reason. Nothing is guessed: a date whose order
// cannot be told is invalid and says so.
//
// DATES (A13, A14): ISO 8601 (`2026-03-02`, `2026-03-02 09:15`, `2026-03-02T09:15:30.250+01:00`); 12 to 14
// digits are epoch milliseconds; `15 Apr, 2021 00:03:00` (Zoho), its time optional; a date with the year
// last, `03/15/2024`, also with dashes or dots, after it optionally `HH:MM[:SS]`, or `h:MM[:SS] PM` as
// spreadsheets write it. Its order is `date_order` where that is told. Otherwise such a date is certain
// by itself when exactly one of its first two parts exceeds 12 or both are equal, and the others follow
// what these settle (settle_date_order).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/instant.h"
#include "base/text.h"
#include "calendar/zone.h"

namespace leadwright::table {

enum class Type : std::uint8_t { text, choice, number, money, date_time, boolean, country };
std::string_view name_of(Type);
std::optional<Type> find_type(std::string_view name);

enum class State : std::uint8_t { unknown, known, invalid };

struct Value {
  State state = State::unknown;
  bool truth = false;               // boolean
  double number = 0;                // number, correctly rounded
  Instant instant = no_instant;     // date_time
  std::string text;                 // text: folded; country: the alpha-2 code in lower case, or the folded name
  bool is_code = false;             // country: `text` is a code
  std::vector<std::string> choices; // choice: folded, sorted, distinct
  Decimal decimal;                  // money
  std::string reason;               // invalid: why
};

enum class DateOrder : std::uint8_t { unset, mdy, dmy };

// How the cells of one column are read.
struct Reading {
  Type type = Type::text;
  calendar::ZoneId zone = calendar::ZoneId::utc;
  DateOrder date_order = DateOrder::unset;   // as told, or as settled by the column (settle_date_order)
  NumberFormat number_format = NumberFormat::point;
  std::vector<std::string> empty;            // placeholders that mean unknown, folded
};

Value read_value(std::string_view cell, const Reading&);

// A13: what the uncertain slash dates of a column are settled to by its other rows, given the
// distinct texts of all files of the table; unset where they do not agree or nothing settles it.
DateOrder settle_date_order(const std::vector<std::string_view>& distinct);

// Reads a date_time as A14 and A13 say; the reason where it is invalid.
Value read_date_time(std::string_view cell, calendar::ZoneId, DateOrder);

// ISO 3166 codes and English names with common aliases: the alpha-2 code (upper case).
std::optional<std::string_view> find_country(std::string_view name_or_code);

}  // namespace leadwright::table
