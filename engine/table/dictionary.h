// Texts to codes, in order of first appearance.
//
// A hash table of 8-byte entries over keys of 24 bytes, which hold a text of up to 23 bytes whole: a
// date is compared without a look at the file it stands in. The texts come from files, so somebody may have chosen them to collide: a text is looked for in at most
// `most_probes` places, then in a std::map.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace leadwright::table {

class Dictionary {
 public:
  // `texts` is how many will come at most.
  explicit Dictionary(std::size_t texts);
  // The codes of the next texts. Behind each, 24 bytes must be readable, and it must stay where it is.
  void encode(std::span<const std::string_view> texts, std::uint32_t* codes);
  std::vector<std::string_view> take_texts() && { return std::move(texts_); }

  static constexpr int most_probes = 32;
  static constexpr std::size_t batch = 64;

 private:
  struct Key {
    std::uint64_t low, middle, high;
    bool operator==(const Key&) const = default;
  };
  static constexpr std::size_t longest_in_key = 23;
  struct Entry { std::uint32_t hash, code; };  // hash 0: free
  static Key key_of(std::string_view text);
  static Key key_of_long(std::string_view text);
  static std::uint32_t hash_of(const Key&);
  bool is_at(std::uint32_t code, std::string_view text, const Key& key) const;
  std::uint32_t find_or_add(std::string_view text, const Key& key, std::uint32_t hash);
  void prefetch_texts(std::span<const std::uint32_t> hashes) const;
  bool place(Entry entry);
  void grow();

  std::size_t to_come_;
  std::size_t seen_ = 0;
  int shift_;                            // a hash's place in entries_ is its top bits
  std::vector<Entry> entries_;
  std::vector<Key> keys_;                // by code
  std::vector<std::string_view> texts_;  // by code
  std::map<std::string_view, std::uint32_t> crowded_out_;
};

}  // namespace leadwright::table
