// A set of small integers as words of 64 bits: of classes of a column, or of rows of a search.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace leadwright::proof {

class Bits {
 public:
  Bits() = default;
  explicit Bits(int size, bool filled = false)
      : size_(size), words_(static_cast<std::size_t>((size + 63) / 64), filled ? ~std::uint64_t{0} : 0) {
    if (filled && size % 64 != 0) words_.back() = (std::uint64_t{1} << (size % 64)) - 1;
  }

  int size() const { return size_; }
  int words() const { return static_cast<int>(words_.size()); }
  std::uint64_t word(int i) const { return words_[static_cast<std::size_t>(i)]; }
  const std::uint64_t* data() const { return words_.data(); }

  void set(int i) { words_[static_cast<std::size_t>(i >> 6)] |= std::uint64_t{1} << (i & 63); }
  void reset(int i) { words_[static_cast<std::size_t>(i >> 6)] &= ~(std::uint64_t{1} << (i & 63)); }
  bool test(int i) const { return (words_[static_cast<std::size_t>(i >> 6)] >> (i & 63) & 1) != 0; }

  bool any() const {
    for (std::uint64_t w : words_) if (w != 0) return true;
    return false;
  }
  bool none() const { return !any(); }
  int count() const {
    int n = 0;
    for (std::uint64_t w : words_) n += std::popcount(w);
    return n;
  }
  bool full() const { return count() == size_; }
  // The smallest member, or -1.
  int first() const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (words_[i] != 0) return static_cast<int>(i) * 64 + std::countr_zero(words_[i]);
    }
    return -1;
  }

  Bits& operator&=(const Bits& o) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= o.words_[i];
    return *this;
  }
  Bits& operator|=(const Bits& o) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= o.words_[i];
    return *this;
  }
  Bits& subtract(const Bits& o) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~o.words_[i];
    return *this;
  }
  friend Bits operator&(Bits a, const Bits& b) { return a &= b; }
  friend Bits operator|(Bits a, const Bits& b) { return a |= b; }
  Bits complement() const { return Bits(size_, true).subtract(*this); }

  bool intersects(const Bits& o) const {
    for (std::size_t i = 0; i < words_.size(); ++i) if ((words_[i] & o.words_[i]) != 0) return true;
    return false;
  }
  bool subset_of(const Bits& o) const {
    for (std::size_t i = 0; i < words_.size(); ++i) if ((words_[i] & ~o.words_[i]) != 0) return false;
    return true;
  }

  template <class F>
  void each(F visit) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (std::uint64_t w = words_[i]; w != 0; w &= w - 1) visit(static_cast<int>(i) * 64 + std::countr_zero(w));
    }
  }

  bool operator==(const Bits&) const = default;
  bool operator<(const Bits& o) const { return words_ < o.words_; }

 private:
  int size_ = 0;
  std::vector<std::uint64_t> words_;
};

}  // namespace leadwright::proof
