// Which constants of a field's conditions a folded text meets: whole texts and their edges are looked up,
// parts are found in one pass. A constant that many conditions name is looked for once.
//
// Tables hold constants of the policy alone, sorted; ones that were made to collide are found by their order.
#pragma once

#include <cstdint>
#include <cstring>
#include <map>
#include <string_view>
#include <vector>

#include "policy/needles.h"
#include "policy/policy.h"

namespace leadwright::policy {

// Up to eight bytes as a number, without a look beyond them.
inline std::uint64_t load(const char* at, std::size_t size) {
  std::uint64_t word = 0;
  if (size >= 8) {
    std::memcpy(&word, at, 8);
  } else if (size >= 4) {
    std::uint32_t low, high;
    std::memcpy(&low, at, 4);
    std::memcpy(&high, at + size - 4, 4);
    word = low | static_cast<std::uint64_t>(high) << (8 * (size - 4));
  } else if (size > 0) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint64_t>(static_cast<unsigned char>(at[i])) << (8 * i); };
    word = byte(0) | byte(size / 2) | byte(size - 1);
  }
  return word;
}

// The first and the last eight bytes of a text, and its size, mixed.
inline std::uint64_t hash_of(std::string_view text) {
  const std::size_t size = text.size();
  const std::uint64_t first = load(text.data(), size);
  const std::uint64_t last = size > 8 ? load(text.data() + size - 8, 8) : 0;
  const std::uint64_t mixed = (first * 0x9E3779B97F4A7C15u) ^ ((last + size) * 0xC2B2AE3D27D4EB4Fu);
  return (mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9u;
}

// Texts to numbers.
class TextTable {
 public:
  void add(std::string_view text, std::uint32_t number) { entries_.push_back({hash_of(text), text, number}); }
  void build();
  // -1: not there.
  std::int32_t find(std::string_view text) const {
    if (entries_.empty()) return -1;
    const std::uint64_t hash = hash_of(text);
    // Most texts are no constant, and most of those end here.
    const std::uint64_t bit = hash >> shift_;
    if ((filter_[bit / 64] >> (bit % 64) & 1) == 0) return -1;
    const std::uint32_t* const run = starts_.data() + (hash >> (shift_ + filter_bits_a_bucket));
    if (run[1] - run[0] > few) return find_sorted(text, hash, run[0], run[1]);
    for (std::uint32_t at = run[0]; at != run[1]; ++at) {
      const Entry& entry = entries_[at];
      // Of a text of up to eight bytes, the hash is made of all of them.
      if (entry.hash == hash && entry.text.size() == text.size() && (text.size() <= 8 || entry.text == text)) {
        return static_cast<std::int32_t>(entry.number);
      }
    }
    return -1;
  }

 private:
  struct Entry {
    std::uint64_t hash;
    std::string_view text;
    std::uint32_t number;
  };
  static constexpr int filter_bits_a_bucket = 3;   // 8 bits of the filter for one bucket
  static constexpr std::uint32_t few = 8;
  std::int32_t find_sorted(std::string_view text, std::uint64_t hash, std::uint32_t from, std::uint32_t to) const;

  std::vector<Entry> entries_;          // by hash, then text
  std::vector<std::uint32_t> starts_;   // of each bucket, by the top bits of the hash
  std::vector<std::uint64_t> filter_;   // a bit for the top bits of each hash
  int shift_ = 58;
};

// Texts that begin or end in a constant: one look-up for each length that a constant has, of those lengths
// that the outermost two bytes leave possible.
class EdgeTable {
 public:
  explicit EdgeTable(bool at_end) : at_end_(at_end) {}
  void add(std::string_view text, std::uint32_t number) {
    texts_.push_back(text);
    table_.add(text, number);
  }
  void build();
  void find(std::string_view text, std::vector<std::uint32_t>& numbers) const {
    if (lengths_.empty() || text.empty()) return;
    for (std::uint32_t possible = possible_[outermost(text)]; possible != 0; possible &= possible - 1) {
      const auto first = static_cast<std::size_t>(__builtin_ctz(possible));
      // The last bit stands for all longer lengths.
      const std::size_t after = first + 1 == most_bits ? lengths_.size() : first + 1;
      for (std::size_t i = first; i < after && lengths_[i] <= text.size(); ++i) {
        const std::size_t length = lengths_[i];
        const std::int32_t found = table_.find(at_end_ ? text.substr(text.size() - length) : text.substr(0, length));
        if (found >= 0) numbers.push_back(static_cast<std::uint32_t>(found));
      }
    }
  }

 private:
  static constexpr std::size_t most_bits = 16, places = 4096;
  static std::size_t place(unsigned char edge, unsigned char next) { return (edge * 67u + next) % places; }
  std::size_t outermost(std::string_view text) const {
    const std::size_t size = text.size();
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (size == 1) return place(byte(0), 0);
    return at_end_ ? place(byte(size - 1), byte(size - 2)) : place(byte(0), byte(1));
  }

  bool at_end_;
  TextTable table_;
  std::vector<std::string_view> texts_;
  std::vector<std::size_t> lengths_;        // of the constants, ascending
  std::vector<std::uint16_t> possible_;     // by the outermost bytes: a bit for each of the lengths
};

class TextIndex {
 public:
  // `atoms` are indices into the policy's, all of one text or country field.
  TextIndex(const Policy&, const std::vector<int>& atoms);

  // The numbers of the constants that a folded text meets, each once.
  void find(std::string_view text, std::vector<std::uint32_t>& numbers) const;
  // The atoms that hold for a known text which meets these, as indices into `atoms`, sorted.
  std::vector<std::uint32_t> atoms_of(const std::vector<std::uint32_t>& numbers) const;

  std::size_t constants() const { return owners_.size(); }
  // Whether the last eight bytes of a longer text tell all.
  bool asks_for_tails() const { return asks_for_tails_; }

 private:
  std::vector<std::uint32_t> always_;
  std::vector<std::vector<std::uint32_t>> owners_;   // by constant: its atoms
  TextTable whole_;
  EdgeTable starts_{false};
  EdgeTable ends_{true};
  Needles parts_;
  bool asks_for_tails_ = false;
};

}  // namespace leadwright::policy
