#include "table/scan.h"

#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace leadwright::table {
namespace {

constexpr std::size_t window_bytes = 64 * 1024;

// 64 bytes, asked where they equal a character: bit i for byte i.
#if defined(__SSE2__)
class Bytes64 {
 public:
  explicit Bytes64(const char* text) {
    for (int i = 0; i < 4; ++i) part_[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + 16 * i));
  }
  std::uint64_t equal(char c) const {
    const __m128i wanted = _mm_set1_epi8(c);
    std::uint64_t bits = 0;
    for (int i = 0; i < 4; ++i) {
      const auto part = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(part_[i], wanted)));
      bits |= static_cast<std::uint64_t>(part) << (16 * i);
    }
    return bits;
  }

 private:
  __m128i part_[4];
};
#else
class Bytes64 {
 public:
  explicit Bytes64(const char* text) { std::memcpy(word_, text, 64); }
  std::uint64_t equal(char c) const {
    constexpr std::uint64_t low7 = 0x7F7F7F7F7F7F7F7F;
    const std::uint64_t wanted = 0x0101010101010101 * static_cast<unsigned char>(c);
    std::uint64_t bits = 0;
    for (int i = 0; i < 8; ++i) {
      const std::uint64_t x = word_[i] ^ wanted;
      const std::uint64_t zeros = ~(((x & low7) + low7) | x | low7);  // 0x80 where a byte of x is 0
      bits |= (((zeros >> 7) * 0x0102040810204080) >> 56) << (8 * i);
    }
    return bits;
  }

 private:
  std::uint64_t word_[8];
};
#endif

int count_bits(std::uint64_t bits) {
#if defined(__POPCNT__) || defined(__wasm__)
  return __builtin_popcountll(bits);
#else
  bits -= bits >> 1 & 0x5555555555555555;
  bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
  bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0F;
  return static_cast<int>(bits * 0x0101010101010101 >> 56);
#endif
}

// Bit i of the answer: an odd number of bits at or below i.
std::uint64_t parity_below(std::uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

constexpr std::uint64_t top_bit = std::uint64_t{1} << 63;
std::uint64_t bit_if(bool set) { return set ? 1 : 0; }

}  // namespace

// What a block holds, bit i for byte i.
struct Scanner::Found {
  std::uint64_t cell_ends = 0;    // delimiters and row ends outside quotes
  std::uint64_t row_ends = 0;
  std::uint64_t doubled = 0;      // second quotes of doubled ones
  std::uint64_t inner_lines = 0;  // line feeds inside quotes
  std::uint64_t torn = 0;         // where text after a closing quote begins
};

Scanner::Scanner(const char* text, std::size_t begin, std::size_t size, Dialect dialect,
                 Block<std::uint32_t>& starts)
    : text_(text), at_(begin), size_(size), dialect_(dialect), starts_(starts) {
  starts_.push_back(static_cast<std::uint32_t>(begin));
}

// The same as the bit sets of scan_block, one byte after the other.
template <bool lone_cr>
Scanner::Found Scanner::step_by_byte(std::uint64_t valid) {
  Found found;
  for (std::size_t i = 0; i < 64 && (valid >> i & 1) != 0; ++i) {
    const char c = text_[at_ + i];
    const bool crlf = c == '\r' && text_[at_ + i + 1] == '\n';
    const bool row_end = c == '\n' || (lone_cr && c == '\r' && !crlf);
    const std::uint64_t bit = std::uint64_t{1} << i;
    if (state_ == State::quoted) {
      if (c == '"') state_ = State::quote_seen;
      if (c == '\n') found.inner_lines |= bit;
    } else if (c == dialect_.delimiter || row_end) {
      found.cell_ends |= bit;
      if (row_end) found.row_ends |= bit;
      state_ = State::cell_start;
    } else if (c == '"' && state_ != State::plain) {
      if (state_ == State::quote_seen) found.doubled |= bit;
      state_ = State::quoted;
    } else if (!(state_ == State::quote_seen && crlf)) {
      if (state_ == State::quote_seen) found.torn |= bit;
      state_ = State::plain;
    }
  }
  return found;
}

template <bool lone_cr>
void Scanner::scan_block(Marks& marks, std::uint64_t valid) {
  const Bytes64 bytes(text_ + at_);
  const std::uint64_t feeds = bytes.equal('\n');
  const std::uint64_t lines = feeds & valid;
  const std::uint64_t quotes = bytes.equal('"') & valid;
  const auto returns_before_feed = [&] {
    return bytes.equal('\r') & (feeds >> 1 | (text_[at_ + 64] == '\n' ? top_bit : 0));
  };
  std::uint64_t rows = lines;
  if constexpr (lone_cr) rows |= bytes.equal('\r') & ~returns_before_feed() & valid;
  std::uint64_t ends = rows | (bytes.equal(dialect_.delimiter) & valid);

  Found found;
  std::uint64_t inside = state_ == State::quoted ? ~std::uint64_t{0} : 0;
  std::uint64_t closing = 0;
  if ((quotes | bit_if(state_ == State::quote_seen)) != 0) {
    inside ^= parity_below(quotes);
    const std::uint64_t opening = quotes & inside;
    closing = quotes & ~inside;
    const std::uint64_t after_closing = closing << 1 | bit_if(state_ == State::quote_seen);
    const std::uint64_t at_start = (ends & ~inside) << 1 | bit_if(state_ == State::cell_start);
    const std::uint64_t may_follow = (ends & ~inside) | opening | returns_before_feed() | ~valid;
    if ((opening & ~(at_start | after_closing)) != 0 || (after_closing & ~may_follow) != 0) {
      keep(step_by_byte<lone_cr>(valid), marks);
      return;
    }
    found.doubled = opening & after_closing;
  }
  found.cell_ends = ends & ~inside;
  found.row_ends = rows & ~inside;
  found.inner_lines = lines & inside;

  const std::uint64_t last = valid ^ valid >> 1;
  state_ = (inside & last) != 0            ? State::quoted
           : (closing & last) != 0         ? State::quote_seen
           : (found.cell_ends & last) != 0 ? State::cell_start
                                           : State::plain;
  keep(found, marks);
}

void Scanner::keep(const Found& found, Marks& marks) {
  std::uint32_t* const to = starts_.data() + starts_.size();
  const auto first = static_cast<std::uint32_t>(starts_.size());
  const int count = count_bits(found.cell_ends);
  const auto after = static_cast<std::uint32_t>(at_ + 1);
  // Eight at a time, also where there are fewer: what is written beyond `count` is written again.
  std::uint64_t bits = found.cell_ends;
  for (int written = 0; written < count; written += 8) {
    for (int i = 0; i < 8; ++i) {
      to[written + i] = after + static_cast<std::uint32_t>(__builtin_ctzll(bits | top_bit));
      bits &= bits - 1;
    }
  }
  starts_.set_size(starts_.size() + static_cast<std::size_t>(count));
  if (count != 0 && doubled_open_) {
    to[0] |= doubled_flag;
    doubled_open_ = false;
  }

  // How many cells had ended before the byte of a bit: the number of the cell that the byte is in.
  const auto cell_at = [&](std::uint64_t bit) {
    return first - 1 + static_cast<std::uint32_t>(count_bits(found.cell_ends & (bit - 1)));
  };
  for (std::uint64_t rows = found.row_ends; rows != 0; rows &= rows - 1) {
    marks.row_ends.push_back(cell_at(rows & (0 - rows)) + 1);
  }
  if ((found.doubled | found.inner_lines | found.torn) == 0) return;
  for (std::uint64_t rest = found.torn; rest != 0; rest &= rest - 1) marks.torn.push_back(cell_at(rest & (0 - rest)));
  for (std::uint64_t rest = found.inner_lines; rest != 0; rest &= rest - 1) {
    marks.inner_lines.push_back(cell_at(rest & (0 - rest)));
  }
  for (std::uint64_t rest = found.doubled; rest != 0; rest &= rest - 1) {
    const std::uint32_t cell = cell_at(rest & (0 - rest));
    if (marks.doubled.empty() || marks.doubled.back() != cell) marks.doubled.push_back(cell);
    if (cell + 1 < starts_.size()) {
      starts_[cell + 1] |= doubled_flag;
    } else {
      doubled_open_ = true;
    }
  }
}

bool Scanner::next(Marks& marks) {
  if (at_ >= size_) return false;
  const std::size_t end = size_ - at_ > window_bytes ? at_ + window_bytes : size_;
  starts_.make_room(end - at_ + 64);
  for (; at_ < end; at_ += 64) {
    const std::uint64_t valid = size_ - at_ >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << (size_ - at_)) - 1;
    if (dialect_.lone_cr) {
      scan_block<true>(marks, valid);
    } else {
      scan_block<false>(marks, valid);
    }
  }
  at_ = end;
  if (!marks.row_ends.empty()) last_row_end_ = marks.row_ends.back();
  if (at_ == size_) end_text(marks);
  return true;
}

// A last row without a line break ends with the text.
void Scanner::end_text(Marks& marks) {
  const std::uint32_t open_from = starts_[starts_.size() - 1] & ~doubled_flag;
  if (open_from == size_ && last_row_end_ + 1 == starts_.size()) return;
  starts_.push_back(static_cast<std::uint32_t>(size_ + 1) | (doubled_open_ ? doubled_flag : 0));
  marks.row_ends.push_back(static_cast<std::uint32_t>(starts_.size() - 1));
}

}  // namespace leadwright::table
