#include "report/fairness.h"

#include "assignment/rotation.h"
#include "base/statistics.h"

namespace leadwright::report {

std::int64_t jain_index(const replay::PoolCount& pool) {
  std::vector<double> shares;
  for (const replay::MemberCount& member : pool.members) {
    if (member.entitlement == 0) continue;
    shares.push_back(static_cast<double>(member.served) * static_cast<double>(assignment::one_lead) /
                     static_cast<double>(member.entitlement));
  }
  const double index = jain(shares);
  return index == 0 ? -1 : static_cast<std::int64_t>(index * 10000 + 0.5);
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
