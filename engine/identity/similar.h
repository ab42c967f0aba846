// How far two words are apart.
#pragma once

#include <string_view>

namespace leadwright::identity {

// Optimal string alignment distance (insert, delete, replace, swap of neighbours) of bytes, or
// limit + 1 where it is more than `limit`, which is at most 2. Texts longer than 64 bytes count by their first 64.
int edits(std::string_view a, std::string_view b, int limit);

// Whether every letter of `part` occurs in `whole` in order, the first at its start: `mktg` of `marketing`.
bool abbreviates(std::string_view part, std::string_view whole);

}  // namespace leadwright::identity
