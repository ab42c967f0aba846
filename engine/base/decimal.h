// Numbers read from text, exactly.
//
// The same grammar serves cells and policies (spec-fine-points A12): an optional sign, digits with
// thousands separators and a point, an exponent; one currency sign or ISO 4217 code before or after,
// or a trailing `%`. `Decimal` keeps every digit, so that money is never compared through binary
// floating point; `to_double` rounds once, correctly.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace leadwright {

// (-1)^negative * digits * 10^exponent, digits without zeros at either end; zero has no digits and
// is never negative. So equal numbers are equal members.
struct Decimal {
  bool negative = false;
  std::string digits;
  std::int64_t exponent = 0;
  bool operator==(const Decimal&) const = default;
};

enum class NumberFormat : std::uint8_t { point, comma };  // 1,234.56 or 1.234,56

// Nothing where the text is no number, or lies beyond the finite doubles.
std::optional<Decimal> read_decimal(std::string_view, NumberFormat = NumberFormat::point);
double to_double(const Decimal&);
// < 0, 0, > 0
int compare(const Decimal&, const Decimal&);
// Exact, unless the sum would have more than 10,000 digits: then it is the larger of the two.
Decimal add(const Decimal&, const Decimal&);
Decimal negate(Decimal);
// Plain digits where that is short (`1250000`, `-0.05`), else with an exponent (`1.5e30`).
std::string format_decimal(const Decimal&);
// Shortest text that reads back as the same double, laid out as JavaScript does; `1250000`, `0.1`,
// `1e+30`; zero has no sign.
std::string format_double(double);

}  // namespace leadwright
