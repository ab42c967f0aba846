#include "identity/similar.h"

#include <algorithm>
#include <cstddef>

namespace leadwright::identity {

namespace {

void drop_common_ends(std::string_view& a, std::string_view& b) {
  std::size_t same = 0;
  std::size_t both = std::min(a.size(), b.size());
  while (same < both && a[same] == b[same]) ++same;
  a.remove_prefix(same);
  b.remove_prefix(same);
  both -= same;
  same = 0;
  while (same < both && a[a.size() - 1 - same] == b[b.size() - 1 - same]) ++same;
  a.remove_suffix(same);
  b.remove_suffix(same);
}

// 0, 1, or 2 for more: what is left between equal ends is a letter, or two neighbours that changed places.
int edits_to_one(std::string_view a, std::string_view b) {
  drop_common_ends(a, b);
  const std::size_t longer = std::max(a.size(), b.size());
  if (longer <= 1) return static_cast<int>(longer);
  return a.size() == 2 && b.size() == 2 && a[0] == b[1] && a[1] == b[0] ? 1 : 2;
}

}  // namespace

int edits(std::string_view a, std::string_view b, int limit) {
  a = a.substr(0, 64);
  b = b.substr(0, 64);
  if (a.size() > b.size()) std::swap(a, b);
  if (static_cast<int>(b.size() - a.size()) > limit) return limit + 1;
  if (limit <= 0) return a == b ? 0 : 1;
  if (limit == 1) return edits_to_one(a, b);
  drop_common_ends(a, b);
  if (a.empty()) return static_cast<int>(b.size());
  if (b.size() == 1) return 1;
  // The first letters differ, so that an edit stands there: behind it at most one more is left.
  int rest = edits_to_one(a.substr(1), b.substr(1));
  if (rest == 2 && b.size() > a.size()) rest = edits_to_one(a, b.substr(1));
  if (rest == 2 && b.size() == a.size()) rest = std::min(edits_to_one(a, b.substr(1)), edits_to_one(a.substr(1), b));
  if (a.size() > 1 && a[0] == b[1] && a[1] == b[0]) rest = std::min(rest, edits_to_one(a.substr(2), b.substr(2)));
  return 1 + rest;
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
