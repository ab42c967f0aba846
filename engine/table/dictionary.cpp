#include "table/dictionary.h"

#include <algorithm>

namespace leadwright::table {
namespace {

constexpr int first_bits = 8;

}  // namespace

Dictionary::Dictionary(std::size_t texts)
    : to_come_(texts), shift_(32 - first_bits), entries_(std::size_t{1} << first_bits, Entry{0, 0}) {}

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

// To twice the size; or, where most of many texts were new ones, at once to what all of them will need.
void Dictionary::grow() {
  std::size_t wanted = entries_.size() * 2;
  if (texts_.size() >= 2 * cached_texts && 2 * texts_.size() > batched_) {
    wanted = 2 * to_come_;
    texts_.reserve(to_come_);
    keys_.reserve(to_come_);
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
    prefetch_texts({hashes, count});
    batched_ += count;
    for (std::size_t i = 0; i < count; ++i) {
      const Entry entry = entries_[hashes[i] >> shift_];
      const bool found = entry.hash == hashes[i] && is_at(entry.code, texts[from + i], keys[i]);
      codes[from + i] = found ? entry.code : find_or_add(texts[from + i], keys[i], hashes[i]);
    }
  }
}

}  // namespace leadwright::table
