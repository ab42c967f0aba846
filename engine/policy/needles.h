// Finds which of many texts occur in a text, in one pass: an Aho-Corasick automaton (Aho and Corasick,
// "Efficient string matching", 1975) over bytes, with the bytes that occur in no needle as one letter.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace leadwright::policy {

class Needles {
 public:
  // `owner` is what `find` reports. No needle is empty.
  void add(std::string_view needle, std::uint32_t owner);
  void build();
  bool empty() const { return entries_.empty(); }
  // Appends the owner of every needle that occurs, repeated as it comes.
  void find(std::string_view text, std::vector<std::uint32_t>& owners) const;

 private:
  struct Entry {
    std::string_view needle;
    std::uint32_t owner;
  };
  std::vector<Entry> entries_;
  std::array<std::uint16_t, 256> letter_{};
  std::uint32_t letters_ = 1;
  std::vector<std::uint32_t> next_;        // state * letters_ + letter
  std::vector<std::uint32_t> shorter_;     // state -> the next state on its failure path that has hits, or 0
  std::vector<std::uint32_t> hits_from_;   // state -> first of its hits; one more at the end
  std::vector<std::uint32_t> hits_;        // owners
};

}  // namespace leadwright::policy
