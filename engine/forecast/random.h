// Random numbers that are a function of what they are for.
//
// A counter-based generator has no state: the four words of a draw depend on the seed and on a counter
// alone, so the draw of one lead is the same whatever was drawn before it. Two policies, or two scenarios,
// meet the same leads and the same luck (common random numbers), and their difference is sharp.
//
// Philox 4x32-10: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
#pragma once

#include <array>
#include <cstdint>

namespace leadwright::forecast {

using Words = std::array<std::uint32_t, 4>;

Words philox(const Words& counter, std::uint64_t key);

// In [0, 1), exactly a multiple of 2^-32.
constexpr double unit(std::uint32_t word) { return static_cast<double>(word) * (1.0 / 4294967296.0); }

// An index below `count`, each as likely to within count / 2^32.
constexpr std::uint32_t below(std::uint32_t word, std::uint32_t count) {
  return static_cast<std::uint32_t>((static_cast<std::uint64_t>(word) * count) >> 32);
}

// Natural logarithm of x > 0 by + - * / alone, so that its last bit is the same everywhere; relative
// error below 1e-15 away from 1, absolute below 1e-16 near it.
double ln(double x);

// Exponentially distributed with mean 1.
double exponential(std::uint32_t word);

}  // namespace leadwright::forecast
