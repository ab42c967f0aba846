#include "identity/bits.h"

namespace leadwright::identity {
namespace {
// 2^(i/8) * 2^16, rounded.
constexpr std::int64_t eighths[] = {65536, 71468, 77936, 84990, 92682, 101070, 110218, 120194, 131072};
}

std::int32_t probability(Millibits bits) {
  if (bits >= 20000) return 1000;
  if (bits <= -20000) return 0;
  const std::int32_t whole = bits >= 0 ? bits / 1000 : -((999 - bits) / 1000);
  const std::int32_t rest = bits - whole * 1000;                        // 0 to 999
  const std::int32_t step = rest / 125;
  const std::int64_t fraction = eighths[step] + (eighths[step + 1] - eighths[step]) * (rest % 125) / 125;   // 2^rest * 2^16
  // odds * 2^16 / (odds * 2^16 + 2^16), with odds = 2^whole * fraction / 2^16
  const std::int64_t odds = whole >= 0 ? fraction << whole : fraction;
  const std::int64_t one = whole >= 0 ? std::int64_t{65536} : std::int64_t{65536} << -whole;
  return static_cast<std::int32_t>((odds * 1000 + (odds + one) / 2) / (odds + one));
}

Millibits bits_of_probability(std::int32_t thousandths) {
  if (thousandths <= 0) return -20000;
  if (thousandths >= 1000) return 20000;
  return log2_ratio(static_cast<std::uint64_t>(thousandths), static_cast<std::uint64_t>(1000 - thousandths));
}

}  // namespace leadwright::identity
