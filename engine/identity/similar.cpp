#include "identity/similar.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace leadwright::identity {

int edits(std::string_view a, std::string_view b, int limit) {
  a = a.substr(0, 64);
  b = b.substr(0, 64);
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (a.size() > b.size()) std::swap(a, b);
  const int longer = static_cast<int>(b.size());
  const int shorter = static_cast<int>(a.size());
  if (longer - shorter > limit) return limit + 1;
  if (shorter == 0) return longer;
  std::array<int, 65> before{};   // two rows above, the row above, this row
  std::array<int, 65> above{};
  std::array<int, 65> row{};
  for (int j = 0; j <= longer; ++j) above[j] = j;
  for (int i = 1; i <= shorter; ++i) {
    row[0] = i;
    int least = i;
    for (int j = 1; j <= longer; ++j) {
      int best = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      best = std::min(best, std::min(above[j], row[j - 1]) + 1);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = std::min(best, before[j - 2] + 1);
      row[j] = best;
      least = std::min(least, best);
    }
    if (least > limit) return limit + 1;
    before = above;
    above = row;
  }
  return std::min(above[longer], limit + 1);
}

bool abbreviates(std::string_view part, std::string_view whole) {
  if (part.size() < 2 || part.size() >= whole.size() || part[0] != whole[0]) return false;
  std::size_t at = 0;
  for (const char letter : part) {
    at = whole.find(letter, at);
    if (at == std::string_view::npos) return false;
    ++at;
  }
  return true;
}

}  // namespace leadwright::identity
