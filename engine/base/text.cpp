#include "base/text.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/tables.h"

namespace leadwright::text {
namespace {

constexpr char32_t invalid_byte = 0xDC00;

bool is_ascii(std::string_view s) {
  std::size_t at = 0;
  for (; at + 8 <= s.size(); at += 8) {
    std::uint64_t word;
    std::memcpy(&word, s.data() + at, 8);
    if (word & 0x8080808080808080u) return false;
  }
  for (; at < s.size(); ++at) {
    if (static_cast<unsigned char>(s[at]) >= 0x80) return false;
  }
  return true;
}

constexpr bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr char fold_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_ascii_word(char c) {
  return (c >= '0' && c <= '9') || (fold_ascii(c) >= 'a' && fold_ascii(c) <= 'z');
}

// White_Space of PropList.txt.
constexpr bool is_space(char32_t c) {
  if (c < 0x80) return is_ascii_space(static_cast<char>(c));
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

// The range of a sorted table that may hold c.
template <class Range, std::size_t n>
const Range* range_of(const Range (&table)[n], char32_t c) {
  const Range* after = std::upper_bound(std::begin(table), std::end(table), c,
                                        [](char32_t x, const Range& r) { return x < r.first; });
  return after != std::begin(table) && c <= after[-1].last ? after - 1 : nullptr;
}

char32_t fold_code_point(char32_t c) {
  if (c < 0x80) return static_cast<char32_t>(fold_ascii(static_cast<char>(c)));
  const tables::FoldRange* range = range_of(tables::fold_ranges, c);
  if (range == nullptr || (c - range->first) % range->stride != 0) return c;
  return static_cast<char32_t>(static_cast<std::int64_t>(c) + range->delta);
}

bool is_word(char32_t c) {
  if (c < 0x80) return is_ascii_word(static_cast<char>(c));
  return range_of(tables::no_word_ranges, c) == nullptr;
}

// Texts of ASCII are folded eight bytes at a time.
constexpr std::uint64_t each_byte = 0x0101010101010101;
constexpr std::uint64_t high_bits = 128 * each_byte;
std::uint64_t fold_ascii_word(std::uint64_t word) {
  const std::uint64_t from_a = word + (128 - 'A') * each_byte, beyond_z = word + (127 - 'Z') * each_byte;
  return word | ((from_a & ~beyond_z & high_bits) >> 2);
}
// The high bit of each ASCII byte that is below `limit`.
std::uint64_t below(std::uint64_t word, unsigned char limit) {
  return ~(word + static_cast<std::uint64_t>(128 - limit) * each_byte) & high_bits;
}

enum class Folding : std::uint8_t { done, has_gaps, not_ascii };

// Folds into `out`, which is as large, what is ASCII and whose inner white space is single spaces, as nearly
// every text is.
Folding fold_plain(std::string_view trimmed, char* out) {
  const std::size_t size = trimmed.size();
  const auto is_gap = [&](std::size_t i) { return is_ascii_space(trimmed[i]) && (trimmed[i] != ' ' || trimmed[i - 1] == ' '); };
  if (size < 8) {
    if (!is_ascii(trimmed)) return Folding::not_ascii;
    for (std::size_t i = 0; i < size; ++i) {
      if (is_gap(i)) return Folding::has_gaps;
      out[i] = fold_ascii(trimmed[i]);
    }
    return Folding::done;
  }
  // The last word may overlap the one before it, which changes nothing.
  for (std::size_t at = 0; at < size; at += 8) {
    const std::size_t from = at + 8 <= size ? at : size - 8;
    std::uint64_t word;
    std::memcpy(&word, trimmed.data() + from, 8);
    if ((word & high_bits) != 0) return Folding::not_ascii;
    if (const std::uint64_t spaces = below(word, '!'); spaces != 0) {
      // Bytes stand in a word from its low end on, on every platform that we build for.
      const bool after_space = from > 0 && trimmed[from - 1] == ' ' && (spaces & 0x80) != 0;
      if (after_space || (spaces & spaces << 8) != 0 || below(word, ' ') != 0) {
        for (std::size_t i = from; i < from + 8; ++i) {
          if (is_gap(i)) return is_ascii(trimmed) ? Folding::has_gaps : Folding::not_ascii;
        }
      }
    }
    word = fold_ascii_word(word);
    std::memcpy(out + from, &word, 8);
  }
  return Folding::done;
}

void fold_ascii_text(std::string_view trimmed, std::string& out) {
  char* to = out.data();
  bool gap = false;
  for (const char c : trimmed) {
    if (is_ascii_space(c)) {
      gap = true;
      continue;
    }
    if (gap) *to++ = ' ';
    gap = false;
    *to++ = fold_ascii(c);
  }
  out.resize(static_cast<std::size_t>(to - out.data()));
}

// Start of the last code point before `end`.
std::size_t previous(std::string_view s, std::size_t end) {
  for (std::size_t back = 1; back <= 4 && back <= end; ++back) {
    if (sequence_length(s.substr(0, end), end - back) == static_cast<int>(back)) return end - back;
  }
  return end - 1;
}

// Optimal string alignment distance, or more than `limit`.
std::size_t distance(std::u32string_view a, std::u32string_view b, std::size_t limit) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::u32string code_points(std::string_view s) {
  std::u32string out;
  for (std::size_t at = 0; at < s.size();) out += next_code_point(s, at);
  return out;
}

}  // namespace

int sequence_length(std::string_view s, std::size_t at) {
  const auto byte = [&](std::size_t i) -> unsigned { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0; };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const unsigned first = byte(at);
  if (first < 0x80) return at < s.size() ? 1 : 0;
  if (first < 0xC2) return 0;
  if (first < 0xE0) return follows(at + 1) ? 2 : 0;
  const unsigned second = byte(at + 1);
  if (first < 0xF0) {
    const bool overlong = first == 0xE0 && second < 0xA0;
    const bool surrogate = first == 0xED && second >= 0xA0;
    return follows(at + 1) && follows(at + 2) && !overlong && !surrogate ? 3 : 0;
  }
  const bool overlong = first == 0xF0 && second < 0x90;
  const bool beyond = first > 0xF4 || (first == 0xF4 && second >= 0x90);
  return follows(at + 1) && follows(at + 2) && follows(at + 3) && !overlong && !beyond ? 4 : 0;
}

char32_t next_code_point(std::string_view s, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(s[i])); };
  const std::size_t start = at;
  switch (sequence_length(s, at)) {
    case 1: at += 1; return byte(start);
    case 2: at += 2; return (byte(start) & 0x1F) << 6 | (byte(start + 1) & 0x3F);
    case 3: at += 3; return (byte(start) & 0x0F) << 12 | (byte(start + 1) & 0x3F) << 6 | (byte(start + 2) & 0x3F);
    case 4:
      at += 4;
      return (byte(start) & 0x07) << 18 | (byte(start + 1) & 0x3F) << 12 | (byte(start + 2) & 0x3F) << 6 |
             (byte(start + 3) & 0x3F);
    default: at += 1; return invalid_byte + byte(start);
  }
}

void put_code_point(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c >= invalid_byte + 0x80 && c <= invalid_byte + 0xFF) {
    put(c - invalid_byte);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

std::string_view trim_white(std::string_view s) {
  while (!s.empty() && is_ascii_space(s.front())) s.remove_prefix(1);
  while (!s.empty() && is_ascii_space(s.back())) s.remove_suffix(1);
  if (s.empty() || (static_cast<signed char>(s.front()) >= 0 && static_cast<signed char>(s.back()) >= 0)) return s;
  std::size_t begin = 0;
  while (begin < s.size()) {
    std::size_t next = begin;
    if (!is_space(next_code_point(s, next))) break;
    begin = next;
  }
  std::size_t end = s.size();
  while (end > begin) {
    const std::size_t start = previous(s, end);
    std::size_t at = start;
    if (!is_space(next_code_point(s, at))) break;
    end = start;
  }
  return s.substr(begin, end - begin);
}

bool is_blank(std::string_view s) { return trim(s).empty(); }

std::string fold(std::string_view s) {
  std::string out;
  fold_into(s, out);
  return out;
}

void fold_into(std::string_view s, std::string& out) {
  const std::string_view trimmed = trim(s);
  out.resize(trimmed.size());
  const Folding folding = fold_plain(trimmed, out.data());
  if (folding == Folding::done) return;
  if (folding == Folding::has_gaps) return fold_ascii_text(trimmed, out);
  out.clear();
  out.reserve(trimmed.size());
  bool gap = false;
  for (std::size_t at = 0; at < trimmed.size();) {
    const char32_t c = next_code_point(trimmed, at);
    if (is_space(c)) {
      gap = true;
      continue;
    }
    if (gap) out += ' ';
    gap = false;
    put_code_point(out, fold_code_point(c));
  }
}

bool fold_tail(std::string_view s, char (&out)[8]) {
  if (s.size() <= 8) return false;
  std::uint64_t word;
  std::memcpy(&word, s.data() + s.size() - 8, 8);
  if ((word & high_bits) != 0 || below(word, '!') != 0) return false;
  word = fold_ascii_word(word);
  std::memcpy(out, &word, 8);
  return true;
}

std::string squash(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = next_code_point(s, at);
    if (is_word(c)) put_code_point(out, fold_code_point(c));
  }
  return out;
}

bool is_utf8(std::string_view s) {
  for (std::size_t at = 0; at < s.size();) {
    if (at + 8 <= s.size() && is_ascii(s.substr(at, 8))) {
      at += 8;
      continue;
    }
    const int length = sequence_length(s, at);
    if (length == 0) return false;
    at += static_cast<std::size_t>(length);
  }
  return true;
}

std::string as_utf8(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = next_code_point(s, at);
    put_code_point(out, c >= invalid_byte && c <= invalid_byte + 0xFF ? 0xFFFD : c);
  }
  return out;
}

std::string from_windows_1252(std::string_view s) {
  // What stands at 0x80 to 0x9F (WHATWG Encoding Standard, index windows-1252); above, Latin-1.
  constexpr std::array<char16_t, 32> high = {
      0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};
  std::string out;
  out.reserve(s.size() + s.size() / 8);
  for (const char c : s) {
    const unsigned byte = static_cast<unsigned char>(c);
    put_code_point(out, byte >= 0x80 && byte < 0xA0 ? high[byte - 0x80] : byte);
  }
  return out;
}

std::string from_utf16(std::string_view s, bool little_endian) {
  const auto unit = [&](std::size_t at) {
    const auto a = static_cast<unsigned char>(s[at]), b = static_cast<unsigned char>(s[at + 1]);
    return static_cast<char32_t>(little_endian ? a | b << 8 : a << 8 | b);
  };
  std::string out;
  out.reserve(s.size() / 2 + s.size() / 8);
  std::size_t at = s.size() >= 2 && unit(0) == 0xFEFF ? 2 : 0;
  for (; at + 2 <= s.size(); at += 2) {
    const char32_t high = unit(at);
    if (high >= 0xD800 && high < 0xDC00 && at + 4 <= s.size()) {
      if (const char32_t low = unit(at + 2); low >= 0xDC00 && low < 0xE000) {
        put_code_point(out, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
        at += 2;
        continue;
      }
    }
    put_code_point(out, high);
  }
  if (at < s.size()) out += s[at];  // half a unit at the end: its byte, as it is
  return out;
}

std::string_view nearest(std::string_view misspelt, const std::vector<std::string_view>& names) {
  constexpr std::size_t longest = 100;
  const std::u32string wanted = code_points(fold(misspelt.substr(0, 4 * longest)));
  if (wanted.empty() || wanted.size() > longest) return {};
  std::string_view best;
  std::size_t limit = std::max<std::size_t>(1, wanted.size() / 3);
  for (const std::string_view name : names) {
    if (name.size() > 4 * longest) continue;
    const std::size_t far = distance(wanted, code_points(fold(name)), limit);
    if (far > limit) continue;
    best = name;
    if (far == 0) break;
    limit = far - 1;  // only a nearer one replaces it
  }
  return best;
}

}  // namespace leadwright::text
