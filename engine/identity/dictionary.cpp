#include "identity/dictionary.h"

#include "identity/fold.h"
#include "identity/hash.h"

namespace leadwright::identity {
namespace {
constexpr std::uint32_t longest_probe = 64;   // past it a word goes to the map: chosen collisions cost log n
}  // namespace

Letters letters_of(std::string_view text) {
  Letters letters;
  for (const char c : text) {
    const std::uint32_t letter = std::uint32_t{1} << (static_cast<unsigned char>(c) % 32);
    letters.occur |= letter;
    letters.odd ^= letter;
  }
  return letters;
}

Dictionary::Dictionary() : facts_(1), hashes_{hash({})}, slots_(1024) {}

Word Dictionary::add(std::string_view text, std::uint64_t hash) {
  const Word word = size();
  WordFacts facts;
  facts.at = static_cast<std::uint32_t>(pool_.size());
  facts.length = static_cast<std::uint32_t>(text.size());
  pool_.append(text);
  facts_.push_back(facts);
  hashes_.push_back(hash);
  return word;
}

Word Dictionary::intern(std::string_view text) {
  if (text.empty()) return 0;
  const std::uint64_t h = hash(text);
  const auto tag = static_cast<std::uint32_t>(h >> 32);
  const auto mask = static_cast<std::uint32_t>(slots_.size() - 1);
  for (std::uint32_t probe = 0; probe < longest_probe; ++probe) {
    Slot& slot = slots_[(static_cast<std::uint32_t>(h) + probe) & mask];
    if (slot.word == 0) {
      const Word word = add(text, h);
      slot = {tag, word};
      if (facts_.size() * 2 > slots_.size()) grow();
      return word;
    }
    if (slot.tag == tag && this->text(slot.word) == text) return slot.word;
  }
  const auto at = crowded_.find(text);
  if (at != crowded_.end()) return at->second;
  const Word word = add(text, h);
  crowded_.emplace(std::string(text), word);
  return word;
}

void Dictionary::grow() {
  slots_.assign(slots_.size() * 2, Slot{0, 0});
  const auto mask = static_cast<std::uint32_t>(slots_.size() - 1);
  crowded_.clear();
  for (Word word = 1; word < size(); ++word) {
    const auto low = static_cast<std::uint32_t>(hashes_[word]);
    std::uint32_t probe = 0;
    while (probe < longest_probe && slots_[(low + probe) & mask].word != 0) ++probe;
    if (probe < longest_probe) {
      slots_[(low + probe) & mask] = {static_cast<std::uint32_t>(hashes_[word] >> 32), word};
    } else {
      crowded_.emplace(std::string(text(word)), word);
    }
  }
}

Word Dictionary::word(std::string_view folded) {
  const Word w = intern(folded);
  if (w == 0 || facts_[w].known) return w;
  // The texts below come from constant lists, so that interning them leaves `folded` alone only when it
  // is not part of the pool: callers pass text of their own.
  const std::string_view digits = number_word(folded);
  const bool number = !digits.empty() || is_digit(folded[0]);
  const std::string_view full = !digits.empty() ? digits : full_word(folded);
  const WordKind kind = kind_of_word(folded);
  const bool decoration = is_decoration(folded);
  const Word full_id = full == folded ? w : word(full);
  WordFacts& facts = facts_[w];
  facts.full = full_id;
  facts.kind = kind == WordKind::own && full_id != w ? facts_[full_id].kind : kind;
  facts.decoration = decoration;
  facts.number = number;
  facts.known = true;
  return w;
}

}  // namespace leadwright::identity
