#include "report/fairness.h"

#include "assignment/rotation.h"

namespace leadwright::report {

std::int64_t jain_index(const replay::PoolCount& pool) {
  double sum = 0;
  double squares = 0;
  double count = 0;
  for (const replay::MemberCount& member : pool.members) {
    if (member.entitlement == 0) continue;
    const double x = static_cast<double>(member.served) * static_cast<double>(assignment::one_lead) /
                     static_cast<double>(member.entitlement);
    sum += x;
    squares += x * x;
    count += 1;
  }
  if (count == 0 || squares == 0) return -1;
  return static_cast<std::int64_t>(sum * sum / (count * squares) * 10000 + 0.5);
}

std::string leads_text(std::int64_t in_units) {
  __extension__ using Wide = __int128;
  const bool negative = in_units < 0;
  const auto hundredths = static_cast<std::int64_t>(
      (Wide{negative ? -in_units : in_units} * 200 + assignment::one_lead) / (Wide{assignment::one_lead} * 2));
  std::string digits = std::to_string(hundredths / 100) + ".";
  digits += static_cast<char>('0' + hundredths / 10 % 10);
  digits += static_cast<char>('0' + hundredths % 10);
  return negative ? "-" + digits : digits;
}

}  // namespace leadwright::report
