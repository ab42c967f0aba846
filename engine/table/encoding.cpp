#include "table/encoding.h"

#include <cstring>

#include "base/text.h"
#include "table/scan.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace leadwright::table {
namespace {

void pad(Block<char>& bytes) {
  bytes.reserve(bytes.size() + text_padding);
  char* const end = bytes.data() + bytes.size();
  std::memset(end, 0, text_padding);
  *end = '\n';
}

// 64 bytes: whether one has its high bit set, and whether one is zero.
struct Kinds {
  bool high;
  bool nul;
};
#if defined(__SSE2__)
Kinds kinds_of(const char* text) {
  const auto part = [&](int i) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + 16 * i)); };
  const __m128i any = _mm_or_si128(_mm_or_si128(part(0), part(1)), _mm_or_si128(part(2), part(3)));
  const __m128i least = _mm_min_epu8(_mm_min_epu8(part(0), part(1)), _mm_min_epu8(part(2), part(3)));
  return {_mm_movemask_epi8(any) != 0, _mm_movemask_epi8(_mm_cmpeq_epi8(least, _mm_setzero_si128())) != 0};
}
#else
Kinds kinds_of(const char* text) {
  constexpr std::uint64_t tops = 0x8080808080808080;
  std::uint64_t any = 0, zeros = 0;
  for (int i = 0; i < 64; i += 8) {
    std::uint64_t word;
    std::memcpy(&word, text + i, 8);
    any |= word;
    zeros |= ~(((word & ~tops) + ~tops) | word | ~tops);
  }
  return {(any & tops) != 0, zeros != 0};
}
#endif

}  // namespace

Block<char> padded(std::string_view text) {
  Block<char> bytes;
  bytes.reserve(text.size() + text_padding);
  std::memcpy(bytes.data(), text.data(), text.size());
  bytes.set_size(text.size());
  pad(bytes);
  return bytes;
}

Text decode(Block<char> bytes) {
  Text text;
  const std::string_view raw(bytes.data(), bytes.size());
  if (raw.starts_with("\xFF\xFE") || raw.starts_with("\xFE\xFF")) {
    const bool little_endian = raw[0] == '\xFF';
    text.encoding = little_endian ? "UTF-16LE" : "UTF-16BE";
    text.bytes = padded(text::from_utf16(raw, little_endian));
    return text;
  }
  if (raw.starts_with("\xEF\xBB\xBF")) {
    text.begin = 3;
    text.encoding = "UTF-8 with BOM";
  }
  text.bytes = std::move(bytes);
  pad(text.bytes);
  return text;
}

void Utf8Check::look(std::size_t begin, std::size_t end) {
  for (std::size_t at = begin; at < end; at += 64) {
    const Kinds kinds = kinds_of(text_ + at);
    if (kinds.nul && std::memchr(text_ + at, 0, end - at < 64 ? end - at : 64) != nullptr) has_nul_ = true;
    if (kinds.high) look_at_high(at);
  }
}

// The sequences that begin in the 64 bytes at `at`.
void Utf8Check::look_at_high(std::size_t at) {
  const std::size_t end = size_ - at < 64 ? size_ : at + 64;
  const auto byte = [&](std::size_t where) { return static_cast<unsigned char>(text_[where]); };
  std::size_t i = seen_ > at ? seen_ : at;
  while (i < end) {
    if (i + 8 <= end) {
      std::uint64_t word;
      std::memcpy(&word, text_ + i, 8);
      word &= 0x8080808080808080;
      if (word == 0) {
        i += 8;
        continue;
      }
      i += static_cast<std::size_t>(__builtin_ctzll(word)) / 8;  // little endian, as every platform we build for
    } else if (byte(i) < 0x80) {
      ++i;
      continue;
    }
    const int length = text::sequence_length({text_, size_}, i);
    if (length == 0) {
      const unsigned char c = byte(i);
      const bool undefined = c == 0x81 || c == 0x8D || c == 0x8F || c == 0x90 || c == 0x9D;
      const bool overwritten = c == 0xFF && byte(i + 1) == 0xFF;
      ++stray_;
      if (undefined || overwritten) against_ += 10;
      ++i;
    } else {
      against_ += length == 2 ? 1 : 10;
      i += static_cast<std::size_t>(length);
    }
  }
  seen_ = i;
}

}  // namespace leadwright::table
