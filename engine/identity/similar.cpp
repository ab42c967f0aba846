#include "identity/similar.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace leadwright::identity {

int edits(std::string_view a, std::string_view b, int limit) {
  a = a.substr(0, 64);
  b = b.substr(0, 64);
  if (a.size() > b.size()) std::swap(a, b);
  if (static_cast<int>(b.size() - a.size()) > limit) return limit + 1;
  while (!a.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  const int shorter = static_cast<int>(a.size());
  const int longer = static_cast<int>(b.size());
  if (shorter == 0) return longer;
  if (longer == 1) return std::min(1, limit + 1);
  if (limit <= 1) {                       // what is left must be two neighbours that changed places
    return limit == 1 && longer == 2 && shorter == 2 && a[0] == b[1] && a[1] == b[0] ? 1 : limit + 1;
  }
  std::array<std::array<int, 65>, 3> rows;            // this row, the one above, the one above that
  for (int j = 0; j <= longer; ++j) rows[0][static_cast<std::size_t>(j)] = j;
  for (int i = 1; i <= shorter; ++i) {
    auto& row = rows[static_cast<std::size_t>(i % 3)];
    const auto& above = rows[static_cast<std::size_t>((i + 2) % 3)];
    const auto& before = rows[static_cast<std::size_t>((i + 1) % 3)];
    const int from = std::max(1, i - limit);          // farther from the diagonal more than `limit` letters are missing
    const int to = std::min(longer, i + limit);
    row[static_cast<std::size_t>(from - 1)] = from == 1 ? i : limit + 1;
    int least = row[static_cast<std::size_t>(from - 1)];
    for (int j = from; j <= to; ++j) {
      const auto at = static_cast<std::size_t>(j);
      const char x = a[static_cast<std::size_t>(i - 1)];
      const char y = b[at - 1];
      int best = above[at - 1] + (x == y ? 0 : 1);
      best = std::min(best, row[at - 1] + 1);
      if (j < i + limit) best = std::min(best, above[at] + 1);
      if (i > 1 && j > 1 && x == b[at - 2] && a[static_cast<std::size_t>(i - 2)] == y) best = std::min(best, before[at - 2] + 1);
      row[at] = best;
      least = std::min(least, best);
    }
    if (least > limit) return limit + 1;
  }
  return std::min(rows[static_cast<std::size_t>(shorter % 3)][static_cast<std::size_t>(longer)], limit + 1);
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
