#include "forecast/random.h"

namespace leadwright::forecast {

Words philox(const Words& counter, std::uint64_t key) {
  Words x = counter;
  auto low = static_cast<std::uint32_t>(key);
  auto high = static_cast<std::uint32_t>(key >> 32);
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53} * x[0];
    const std::uint64_t b = std::uint64_t{0xCD9E8D57} * x[2];
    x = {static_cast<std::uint32_t>(b >> 32) ^ x[1] ^ low, static_cast<std::uint32_t>(b),
         static_cast<std::uint32_t>(a >> 32) ^ x[3] ^ high, static_cast<std::uint32_t>(a)};
    low += 0x9E3779B9;
    high += 0xBB67AE85;
  }
  return x;
}

// x = m * 2^k with m in [sqrt(1/2), sqrt(2)); ln m = 2 atanh z, z = (m - 1) / (m + 1), |z| < 0.172, so
// that twelve terms of the series in z^2 leave less than 1e-20.
double ln(double x) {
  constexpr double ln2_high = 0.693147180369123816490;   // its low 32 bits are zero: k * ln2_high is exact
  constexpr double ln2_low = 1.90821492927058770002e-10;
  double k = 0;
  while (x >= 1.4142135623730951) {
    x *= 0.5;
    k += 1;
  }
  while (x < 0.7071067811865476) {
    x *= 2;
    k -= 1;
  }
  const double z = (x - 1) / (x + 1);
  const double square = z * z;
  double series = 0;
  for (int n = 25; n >= 3; n -= 2) series = (series + 1.0 / n) * square;
  return k * ln2_high + (2 * z * (1 + series) + k * ln2_low);
}

// The middle of the word's interval, so that it is never ln(0).
double exponential(std::uint32_t word) {
  return -ln((static_cast<double>(word) + 0.5) * (1.0 / 4294967296.0));
}

}  // namespace leadwright::forecast
