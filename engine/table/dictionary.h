// Texts to codes, in order of first appearance.
//
// A hash table of 8-byte entries over keys of 16 bytes, which hold a text of up to 15 bytes whole. The
// texts come from files, so somebody may have chosen them to collide: a text is looked for in at most
// `most_probes` places, then in a std::map.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

namespace leadwright::table {

class Dictionary {
 public:
  Dictionary();
  // The codes of the next texts. Behind each, 16 bytes must be readable, and it must stay where it is.
  void encode(std::span<const std::string_view> texts, std::uint32_t* codes);
  std::vector<std::string_view> take_texts() && { return std::move(texts_); }

  static constexpr int most_probes = 32;
  static constexpr std::size_t batch = 32;

 private:
  struct Key {
    std::uint64_t low, high;
    bool operator==(const Key&) const = default;
  };
  struct Entry { std::uint32_t hash, code; };
  static Key key_of(std::string_view text);
  static std::uint32_t hash_of(const Key&);
  std::uint32_t find_or_add(std::string_view text, const Key& key, std::uint32_t hash);
  bool is_at(std::uint32_t code, std::string_view text, const Key& key) const;
  bool place(Entry entry);
  void grow();

  int bits_;
  std::vector<Entry> entries_;
  std::vector<Key> keys_;                // by code
  std::vector<std::string_view> texts_;  // by code
  std::map<std::string_view, std::uint32_t> crowded_out_;
};

}  // namespace leadwright::table
