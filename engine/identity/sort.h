// Sorting of many records by a 64-bit key: hashes spread evenly, so that a few digits of them part the records
// into heaps of a few each (American flag sort of McIlroy, Bostic and McIlroy 1993, "Engineering radix sort").
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace leadwright::identity {

// Sorts [from, to) by `less`, which orders first by the 64 bits of `key`, of which the lower `bits` differ.
template <class T, class Key, class Less>
void sort_by_key(T* from, T* to, const Key& key, const Less& less, int bits = 64) {
  constexpr std::ptrdiff_t few = 192;
  const std::ptrdiff_t count = to - from;
  if (count < few || bits <= 0) {
    std::sort(from, to, less);
    return;
  }
  int digit = 5;                                        // heaps of eight and more
  while (digit < 10 && std::ptrdiff_t{16} << digit <= count) ++digit;
  digit = std::min(digit, bits);
  const int shift = bits - digit;
  const std::uint64_t mask = (std::uint64_t{1} << digit) - 1;
  std::array<std::ptrdiff_t, 1025> starts{};
  for (const T* item = from; item != to; ++item) ++starts[static_cast<std::size_t>(key(*item) >> shift & mask) + 1];
  const auto heaps = static_cast<std::size_t>(mask) + 1;
  for (std::size_t heap = 1; heap <= heaps; ++heap) starts[heap] += starts[heap - 1];
  std::array<std::ptrdiff_t, 1024> at{};
  std::copy(starts.begin(), starts.begin() + static_cast<std::ptrdiff_t>(heaps), at.begin());
  for (std::size_t heap = 0; heap < heaps; ++heap) {
    while (at[heap] < starts[heap + 1]) {
      T item = from[at[heap]];
      for (;;) {
        const auto home = static_cast<std::size_t>(key(item) >> shift & mask);
        if (home == heap) break;
        std::swap(item, from[at[home]++]);
      }
      from[at[heap]++] = item;
    }
  }
  for (std::size_t heap = 0; heap < heaps; ++heap) {
    if (starts[heap + 1] - starts[heap] > 1) sort_by_key(from + starts[heap], from + starts[heap + 1], key, less, shift);
  }
}

}  // namespace leadwright::identity
