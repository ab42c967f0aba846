#include "table/scan.h"

#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace leadwright::table {
namespace {

constexpr std::size_t window_bytes = 64 * 1024;

// 64 bytes, asked where they equal a character: bit i for byte i. (Loops of a few steps are written out
// in this file, so that it is as fast at -O2 as at -O3.)
#if defined(__SSE2__)
class Bytes64 {
 public:
  explicit Bytes64(const char* text)
      : a_(load(text)), b_(load(text + 16)), c_(load(text + 32)), d_(load(text + 48)) {}
  std::uint64_t equal(char c) const {
    const __m128i wanted = _mm_set1_epi8(c);
    return equal(a_, wanted) | equal(b_, wanted) << 16 | equal(c_, wanted) << 32 | equal(d_, wanted) << 48;
  }

 private:
  static __m128i load(const char* text) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(text)); }
  static std::uint64_t equal(__m128i part, __m128i wanted) {
    return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(part, wanted)));
  }
  __m128i a_, b_, c_, d_;
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
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  return bits ^ bits << 32;
}

constexpr std::uint64_t top_bit = std::uint64_t{1} << 63;
std::uint64_t bit_if(bool set) { return set ? 1 : 0; }
std::uint64_t lowest(std::uint64_t bits) { return bits & (0 - bits); }

// Writes base + i for each bit i, from the lowest on. Eight at a time, also where there are fewer: what is
// written beyond the last one is written over by the next.
void put_places(std::uint64_t bits, int count, std::uint32_t base, std::uint32_t* to) {
  const auto put = [&](int i) {
    to[i] = base + static_cast<std::uint32_t>(__builtin_ctzll(bits | top_bit));
    bits &= bits - 1;
  };
  for (; count > 0; count -= 8, to += 8) {
    put(0), put(1), put(2), put(3), put(4), put(5), put(6), put(7);
  }
}

}  // namespace

// What a block holds, bit i for byte i.
struct Scanner::Found {
  std::uint64_t cell_ends = 0;    // delimiters and row ends outside quotes
  std::uint64_t row_ends = 0;
  std::uint64_t doubled = 0;      // second quotes of doubled ones
  std::uint64_t inner_lines = 0;  // line feeds inside quotes
  std::uint64_t torn = 0;         // where text after a closing quote begins

  // How many cells end before the byte of a bit.
  std::uint32_t ends_before(std::uint64_t bit) const {
    return static_cast<std::uint32_t>(count_bits(cell_ends & (bit - 1)));
  }
};

Scanner::Scanner(const char* text, std::size_t begin, std::size_t size, Dialect dialect,
                 Block<std::uint32_t>& starts)
    : text_(text), at_(begin), size_(size), dialect_(dialect), starts_(starts) {
  starts_.push_back(static_cast<std::uint32_t>(begin));
}

// The same as the bit sets of `scan`, one byte after the other.
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
void Scanner::scan(std::size_t end, Marks& marks) {
  for (; at_ < end; at_ += 64) {
    const std::uint64_t valid = size_ - at_ >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << (size_ - at_)) - 1;
    const Bytes64 bytes(text_ + at_);
    const std::uint64_t feeds = bytes.equal('\n');
    const std::uint64_t quotes = bytes.equal('"') & valid;
    const auto returns_before_feed = [&] {
      return bytes.equal('\r') & (feeds >> 1 | (text_[at_ + 64] == '\n' ? top_bit : 0));
    };
    std::uint64_t rows = feeds & valid;
    if constexpr (lone_cr) rows |= bytes.equal('\r') & ~returns_before_feed() & valid;
    const std::uint64_t ends = rows | (bytes.equal(dialect_.delimiter) & valid);
    const std::uint64_t last = valid ^ valid >> 1;

    Found found;
    if ((quotes | bit_if(state_ >= State::quoted)) == 0) {
      found.cell_ends = ends;
      found.row_ends = rows;
      state_ = (ends & last) != 0 ? State::cell_start : State::plain;
    } else {
      const std::uint64_t inside = parity_below(quotes) ^ (state_ == State::quoted ? ~std::uint64_t{0} : 0);
      const std::uint64_t opening = quotes & inside, closing = quotes & ~inside;
      const std::uint64_t after_closing = closing << 1 | bit_if(state_ == State::quote_seen);
      const std::uint64_t at_start = (ends & ~inside) << 1 | bit_if(state_ == State::cell_start);
      const std::uint64_t may_follow = (ends & ~inside) | opening | returns_before_feed() | ~valid;
      if ((opening & ~(at_start | after_closing)) != 0 || (after_closing & ~may_follow) != 0) {
        found = step_by_byte<lone_cr>(valid);
      } else {
        found = {.cell_ends = ends & ~inside,
                 .row_ends = rows & ~inside,
                 .doubled = opening & after_closing,
                 .inner_lines = feeds & inside & valid};
        state_ = (inside & last) != 0            ? State::quoted
                 : (closing & last) != 0         ? State::quote_seen
                 : (found.cell_ends & last) != 0 ? State::cell_start
                                                 : State::plain;
      }
    }

    const std::size_t before = starts_.size();
    const int count = count_bits(found.cell_ends);
    put_places(found.cell_ends, count, static_cast<std::uint32_t>(at_ + 1), starts_.data() + before);
    starts_.set_size(before + static_cast<std::size_t>(count));
    for (std::uint64_t rest = found.row_ends; rest != 0; rest &= rest - 1) {
      marks.row_ends.push_back(static_cast<std::uint32_t>(before) + found.ends_before(lowest(rest)));
    }
    if ((found.doubled | found.inner_lines | found.torn | bit_if(doubled_open_)) != 0) {
      keep_rare(found, static_cast<std::uint32_t>(before) - 1, marks);
    }
  }
  at_ = end;
}

// What most blocks do not have. `cells_before` cells ended before this block.
void Scanner::keep_rare(const Found& found, std::uint32_t cells_before, Marks& marks) {
  if (doubled_open_ && found.cell_ends != 0) {
    starts_[cells_before + 1] |= doubled_flag;
    doubled_open_ = false;
  }
  const auto cell_at = [&](std::uint64_t bit) { return cells_before + found.ends_before(bit); };
  for (std::uint64_t rest = found.torn; rest != 0; rest &= rest - 1) marks.torn.push_back(cell_at(lowest(rest)));
  for (std::uint64_t rest = found.inner_lines; rest != 0; rest &= rest - 1) {
    marks.inner_lines.push_back(cell_at(lowest(rest)));
  }
  for (std::uint64_t rest = found.doubled; rest != 0; rest &= rest - 1) {
    const std::uint32_t cell = cell_at(lowest(rest));
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
  if (dialect_.lone_cr) {
    scan<true>(end, marks);
  } else {
    scan<false>(end, marks);
  }
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
