#include "forecast/delays.h"

#include <algorithm>

namespace leadwright::forecast {

Delays::Delays(std::vector<Observation> seen) {
  std::sort(seen.begin(), seen.end(), [](const Observation& a, const Observation& b) {
    return a.length != b.length ? a.length < b.length : a.touched > b.touched;
  });
  double untouched = 1;
  for (std::size_t i = 0; i < seen.size();) {
    const auto waiting = static_cast<std::int64_t>(seen.size() - i);
    const Millis length = seen[i].length;
    std::int64_t touched = 0;
    for (; i < seen.size() && seen[i].length == length && seen[i].touched; ++i) touched += 1;
    const std::size_t from = i;
    while (i < seen.size() && seen[i].length == length) ++i;
    cut_off_ += static_cast<std::int64_t>(i - from);
    if (touched == 0) continue;
    touched_ += touched;
    untouched *= static_cast<double>(waiting - touched) / static_cast<double>(waiting);
    lengths_.push_back(length);
    shares_.push_back(1 - untouched);
  }
}

std::optional<Millis> Delays::quantile(double u) const {
  const auto at = std::upper_bound(shares_.begin(), shares_.end(), u);
  if (at == shares_.end()) return {};
  return lengths_[static_cast<std::size_t>(at - shares_.begin())];
}

}  // namespace leadwright::forecast
