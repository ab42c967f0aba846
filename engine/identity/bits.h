// Evidence is counted in thousandths of a bit, as integers, so that every platform adds alike.
#pragma once

#include <bit>
#include <cstdint>

namespace leadwright::identity {

using Millibits = std::int32_t;

// 1000 * log2(n), rounded down; n >= 1. The fraction comes from squaring the mantissa (a digit of the
// logarithm a squaring), in integers alone.
constexpr Millibits log2_millibits(std::uint64_t n) {
  if (n <= 1) return 0;
  const int whole = 63 - std::countl_zero(n);
  std::uint64_t mantissa = whole <= 31 ? n << (31 - whole) : n >> (whole - 31);   // in [2^31, 2^32)
  std::uint64_t fraction = 0;                                                     // in 2^-16
  for (int digit = 0; digit < 16; ++digit) {
    mantissa = mantissa * mantissa >> 31;
    const std::uint64_t bit = mantissa >> 32;
    fraction = fraction << 1 | bit;
    mantissa >>= bit;
  }
  return static_cast<Millibits>(whole * 1000 + static_cast<std::int64_t>(fraction * 1000 >> 16));
}

// 1000 * log2(a / b), both at least 1.
constexpr Millibits log2_ratio(std::uint64_t a, std::uint64_t b) { return log2_millibits(a) - log2_millibits(b); }

// The probability in thousandths that odds of 2^bits stand for: a table of 2^(i/8), interpolated.
// 0 at -infinity, 1000 at +infinity, 500 at 0.
std::int32_t probability(Millibits);
// The bits at which that probability is reached.
Millibits bits_of_probability(std::int32_t thousandths);

}  // namespace leadwright::identity
