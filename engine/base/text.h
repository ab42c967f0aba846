// Text as the contract compares it.
//
// White space is Unicode White_Space (no-break space included). Folding is the C and S mappings of
// Unicode's CaseFolding.txt (15.0.0; table made by engine/base/make_tables.mjs from Debian's
// unicode-data): `ß` stays `ß`, nothing is normalised. Bytes that are not valid UTF-8 are kept as
// they are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace leadwright::text {

// Without white space at both ends.
std::string_view trim_white(std::string_view);
inline std::string_view trim(std::string_view s) {
  // Most cells begin and end with a visible ASCII character.
  const auto visible = [](char c) { return c > ' ' && c < 127; };
  return !s.empty() && visible(s.front()) && visible(s.back()) ? s : trim_white(s);
}
bool is_blank(std::string_view);

// The form in which two texts are equal: trimmed, inner white space folded to one space, simple
// case folding.  fold("  ACME\u00a0 Ltd ") == "acme ltd"
std::string fold(std::string_view);
// The same into a text that is used again and again.
void fold_into(std::string_view, std::string& out);

// The last eight bytes of what `fold` makes of a text of more, where they are visible ASCII and end it: false
// otherwise. For those who ask only how a text ends.
bool fold_tail(std::string_view, char (&out)[8]);

// Names of columns and fields are compared by this: letters, marks and digits only, case folded.
// squash("E-mail Address") == "emailaddress"
std::string squash(std::string_view);

bool is_utf8(std::string_view);
// With U+FFFD for each byte that is not.
std::string as_utf8(std::string_view);
// How many bytes the valid UTF-8 sequence at `at` has (1 to 4); 0 where there is none.
int sequence_length(std::string_view, std::size_t at);
// Windows-1252 to UTF-8, for files that are no valid UTF-8. Its five undefined bytes become the
// control characters of the same number.
std::string from_windows_1252(std::string_view);
// Without its byte order mark, in UTF-8. A surrogate without its other half gives three bytes that
// are not valid UTF-8, so that the row it stands in is found to be damaged.
std::string from_utf16(std::string_view, bool little_endian);

// Reads the code point at `at` and moves on; an invalid byte is returned as 0xDC00 + byte, which
// put_code_point writes as that byte again.
char32_t next_code_point(std::string_view, std::size_t& at);
void put_code_point(std::string& out, char32_t);

// The nearest of `names` to a misspelt one, or empty where none is near (optimal string alignment
// distance of the folded names at most a third of the misspelt one's length, at least 1; ties go to
// the first in the list). Names of more than 100 characters have no neighbours.
std::string_view nearest(std::string_view misspelt, const std::vector<std::string_view>& names);

}  // namespace leadwright::text
