// Texts to codes, in order of first appearance.
//
// A hash table of 8-byte entries over keys of 24 bytes, which hold a text of up to 23 bytes whole: a
// date is compared without a look at the file it stands in. The texts come from files, so somebody may
// have chosen them to collide: a text is looked for in at most `most_probes` places, then in a std::map.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
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

  // The code of the next text. Behind each, 24 bytes must be readable, and it must stay where it is.
  std::uint32_t encode(std::string_view text) {
    const Key key = key_of(text);
    const std::uint32_t hash = hash_of(key);
    const Entry entry = entries_[hash >> shift_];
    // Most texts have been seen and stand at the first place they are looked for.
    if (entry.hash == hash && is_at(entry.code, text, key)) return entry.code;
    return find_or_add(text, key, hash);
  }
  // Where there are many texts, it is faster to ask for several at once: their memory comes together.
  bool is_large() const { return texts_.size() > cached_texts; }
  void encode(std::span<const std::string_view> texts, std::uint32_t* codes);

  std::vector<std::string_view> take_texts() && { return std::move(texts_); }

  static constexpr int most_probes = 32;

 private:
  // Up to 23 bytes: the text itself and its size. More: hashes, and a size that no short text has.
  struct Key {
    std::uint64_t low, middle, high;
    bool operator==(const Key&) const = default;
  };
  static constexpr std::size_t longest_in_key = 23;
  struct Entry { std::uint32_t hash, code; };  // hash 0: free
  static constexpr std::size_t cached_texts = 4096;
  static constexpr std::size_t batch = 64;

  static std::uint64_t load(const char* at) {
    std::uint64_t word;
    std::memcpy(&word, at, 8);
    return word;
  }
  // Odd constants with well spread bits (fractions of the golden ratio, of sqrt(2) and sqrt(3)).
  static constexpr std::uint64_t k1 = 0x9E3779B97F4A7C15, k2 = 0x6A09E667F3BCC909, k3 = 0xBB67AE8584CAA73B;
  static std::uint64_t stir(std::uint64_t x, std::uint64_t k) {
    x *= k;
    return x ^ x >> 32;
  }

  // For each size up to 23, the bytes of three words that belong to a text of that size.
  using Kept = std::array<std::array<std::uint64_t, 3>, longest_in_key + 1>;
  static constexpr Kept kept_bytes() {
    Kept kept{};
    for (std::size_t size = 0; size < kept.size(); ++size) {
      for (std::size_t byte = 0; byte < size; ++byte) kept[size][byte / 8] |= std::uint64_t{0xFF} << (8 * (byte % 8));
    }
    return kept;
  }

  static Key key_of(std::string_view text) {
    static constexpr Kept kept = kept_bytes();
    const std::size_t size = text.size();
    if (size > longest_in_key) return key_of_long(text);
    const char* const at = text.data();
    return {load(at) & kept[size][0], load(at + 8) & kept[size][1],
            (load(at + 16) & kept[size][2]) | static_cast<std::uint64_t>(size) << 56};
  }
  static Key key_of_long(std::string_view text);
  static std::uint32_t hash_of(const Key& key) {
    return static_cast<std::uint32_t>(stir(stir(stir(key.low, k1) ^ key.middle, k2) ^ key.high, k3) * k2 >> 32) | 1;
  }
  bool is_at(std::uint32_t code, std::string_view text, const Key& key) const {
    return keys_[code] == key && (text.size() <= longest_in_key || texts_[code] == text);
  }
  std::uint32_t find_or_add(std::string_view text, const Key& key, std::uint32_t hash);
  void prefetch_texts(std::span<const std::uint32_t> hashes) const;
  bool place(Entry entry);
  void grow();

  std::size_t to_come_;                  // texts at most
  std::size_t batched_ = 0;              // of them, those that came several at once
  int shift_;                            // a hash's place in entries_ is its top bits
  std::vector<Entry> entries_;
  std::vector<Key> keys_;                // by code
  std::vector<std::string_view> texts_;  // by code
  std::map<std::string_view, std::uint32_t> crowded_out_;
};

}  // namespace leadwright::table
