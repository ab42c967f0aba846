#include "table/dictionary.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace leadwright::table {
namespace {

constexpr int first_bits = 8;

// So many entries are in the nearest caches anyway.
constexpr std::size_t cached_entries = 4096;

std::uint64_t load(const char* at) {
  std::uint64_t word;
  std::memcpy(&word, at, 8);
  return word;
}

// Odd constants with well spread bits (fractions of the golden ratio, of sqrt(2) and sqrt(3)).
constexpr std::uint64_t k1 = 0x9E3779B97F4A7C15, k2 = 0x6A09E667F3BCC909, k3 = 0xBB67AE8584CAA73B;

std::uint64_t stir(std::uint64_t x, std::uint64_t k) {
  x *= k;
  return x ^ x >> 32;
}

// For each size up to 23, the bytes of three words that belong to a text of that size.
constexpr auto make_kept_bytes() {
  std::array<std::array<std::uint64_t, 3>, 24> kept{};
  for (std::size_t size = 0; size < kept.size(); ++size) {
    for (std::size_t byte = 0; byte < size; ++byte) kept[size][byte / 8] |= std::uint64_t{0xFF} << (8 * (byte % 8));
  }
  return kept;
}
constexpr auto kept_bytes = make_kept_bytes();

}  // namespace

Dictionary::Dictionary(std::size_t texts)
    : to_come_(texts), shift_(32 - first_bits), entries_(std::size_t{1} << first_bits, Entry{0, 0}) {}

// Up to 23 bytes: the text itself and its size. More: hashes, and a size that no short text has.
inline Dictionary::Key Dictionary::key_of(std::string_view text) {
  const std::size_t size = text.size();
  if (size > longest_in_key) return key_of_long(text);
  const auto& keep = kept_bytes[size];
  const char* const at = text.data();
  return {load(at) & keep[0], load(at + 8) & keep[1],
          (load(at + 16) & keep[2]) | static_cast<std::uint64_t>(size) << 56};
}

Dictionary::Key Dictionary::key_of_long(std::string_view text) {
  constexpr std::uint64_t long_text = std::uint64_t{0xFF} << 56;
  const char* at = text.data();
  const std::size_t size = text.size();
  std::uint64_t a = size, b = ~size;
  for (std::size_t i = 0; i + 16 < size; i += 16) {
    a = stir(a ^ load(at + i), k1);
    b = stir(b ^ load(at + i + 8), k2);
  }
  a = stir(a ^ load(at + size - 16), k2);
  b = stir(b ^ load(at + size - 8), k3);
  return {a, b, long_text};
}

inline std::uint32_t Dictionary::hash_of(const Key& key) {
  return static_cast<std::uint32_t>(stir(stir(stir(key.low, k1) ^ key.middle, k2) ^ key.high, k3) * k2 >> 32) | 1;
}

inline bool Dictionary::is_at(std::uint32_t code, std::string_view text, const Key& key) const {
  return keys_[code] == key && (text.size() <= longest_in_key || texts_[code] == text);
}

// Puts an entry at the first free place of its run; false where the run is full.
bool Dictionary::place(Entry entry) {
  const std::size_t mask = entries_.size() - 1;
  std::size_t at = entry.hash >> shift_;
  for (int probe = 0; probe < most_probes; ++probe, at = (at + 1) & mask) {
    if (entries_[at].hash == 0) {
      entries_[at] = entry;
      return true;
    }
  }
  return false;
}

// To twice the size; or, where most texts so far were new ones, at once to what all of them will need.
void Dictionary::grow() {
  std::size_t wanted = entries_.size() * 2;
  if (entries_.size() > cached_entries && 2 * texts_.size() > seen_) {
    wanted = 2 * (seen_ + to_come_);
    texts_.reserve(seen_ + to_come_);
    keys_.reserve(seen_ + to_come_);
  }
  while (shift_ > 1 && std::size_t{1} << (32 - shift_) < wanted) --shift_;
  std::vector<Entry> before(std::size_t{1} << (32 - shift_), Entry{0, 0});
  before.swap(entries_);
  for (const Entry& entry : before) {
    if (entry.hash != 0 && !place(entry)) crowded_out_.emplace(texts_[entry.code], entry.code);
  }
}

std::uint32_t Dictionary::find_or_add(std::string_view text, const Key& key, std::uint32_t hash) {
  const std::size_t mask = entries_.size() - 1;
  std::size_t at = hash >> shift_;
  for (int probe = 0;; ++probe, at = (at + 1) & mask) {
    if (probe == most_probes) {
      if (const auto found = crowded_out_.find(text); found != crowded_out_.end()) return found->second;
      break;
    }
    const Entry& entry = entries_[at];
    if (entry.hash == hash && is_at(entry.code, text, key)) return entry.code;
    if (entry.hash == 0) break;
  }
  const auto code = static_cast<std::uint32_t>(texts_.size());
  texts_.push_back(text);
  keys_.push_back(key);
  if (2 * texts_.size() > entries_.size() && shift_ > 1) grow();
  if (!place({hash, code})) crowded_out_.emplace(text, code);
  return code;
}

// Asks for what the lookups of a batch will compare with, all of it at once.
void Dictionary::prefetch_texts(std::span<const std::uint32_t> hashes) const {
  for (const std::uint32_t hash : hashes) {
    const Entry& entry = entries_[hash >> shift_];
    if (entry.hash != hash) continue;
    __builtin_prefetch(&keys_[entry.code]);
    __builtin_prefetch(&texts_[entry.code]);
  }
  for (const std::uint32_t hash : hashes) {
    const Entry& entry = entries_[hash >> shift_];
    if (entry.hash == hash) __builtin_prefetch(texts_[entry.code].data());
  }
}

void Dictionary::encode(std::span<const std::string_view> texts, std::uint32_t* codes) {
  Key keys[batch];
  std::uint32_t hashes[batch];
  for (std::size_t from = 0; from < texts.size(); from += batch) {
    const std::size_t count = std::min(batch, texts.size() - from);
    for (std::size_t i = 0; i < count; ++i) {
      keys[i] = key_of(texts[from + i]);
      hashes[i] = hash_of(keys[i]);
      __builtin_prefetch(&entries_[hashes[i] >> shift_]);
    }
    if (texts_.size() > cached_entries) prefetch_texts({hashes, count});
    for (std::size_t i = 0; i < count; ++i) {
      // Most texts have been seen and stand at the first place they are looked for.
      const Entry entry = entries_[hashes[i] >> shift_];
      const bool found = entry.hash == hashes[i] && is_at(entry.code, texts[from + i], keys[i]);
      codes[from + i] = found ? entry.code : find_or_add(texts[from + i], keys[i], hashes[i]);
    }
    seen_ += count;
    to_come_ -= std::min(to_come_, count);
  }
}

}  // namespace leadwright::table
