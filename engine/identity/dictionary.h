// Words of all tables as numbers, with what is known of each.
//
// A word is met a thousand times and looked up once: its kind, its full form, its rarity. Equal words
// have equal numbers; 0 is "no word". Numbers depend on the order of rows and never reach an answer.
#pragma once

#include <bit>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "identity/bits.h"
#include "identity/words.h"

namespace leadwright::identity {

using Word = std::uint32_t;

struct WordFacts {
  std::uint32_t at = 0;
  std::uint32_t length = 0;
  Word full = 0;                    // of an abbreviation or a number word; else itself
  WordKind kind = WordKind::own;
  bool decoration = false;
  bool number = false;
  bool known = false;               // the facts below `length` have been looked up
  std::uint32_t count = 0;          // companies of the reference side that bear it
  Millibits rarity = 0;
};

// Which letters and digits occur, for a quick look at how far two words can be apart.
struct Letters {
  std::uint32_t occur = 0;
  std::uint32_t odd = 0;            // an odd number of times
};
Letters letters_of(std::string_view);
// Whether texts whose lengths differ by `longer` can be within `limit` edits: an edit puts at most two letters wrong,
// one where a letter is added.
constexpr bool may_be_near(const Letters& a, const Letters& b, int longer, int limit) {
  return std::popcount(a.occur ^ b.occur) <= 2 * limit - longer && std::popcount(a.odd ^ b.odd) <= 2 * limit - longer;
}

class Dictionary {
 public:
  Dictionary();
  Word intern(std::string_view text);           // any text; empty text is 0
  std::string_view text(Word w) const { return {pool_.data() + facts_[w].at, facts_[w].length}; }
  std::uint64_t hash_of(Word w) const { return hashes_[w]; }      // hash(text(w))
  // The word with its kind and full form looked up.
  Word word(std::string_view folded);
  WordFacts& facts(Word w) { return facts_[w]; }
  const WordFacts& facts(Word w) const { return facts_[w]; }
  Word size() const { return static_cast<Word>(facts_.size()); }

 private:
  struct Slot {
    std::uint32_t tag;                          // upper half of the word's hash
    Word word;                                  // 0: free
  };
  Word add(std::string_view text, std::uint64_t hash);
  void grow();
  std::string pool_;
  std::vector<WordFacts> facts_;
  std::vector<std::uint64_t> hashes_;           // by word
  std::vector<Slot> slots_;                     // open addressing
  std::map<std::string, Word, std::less<>> crowded_;   // words whose slots were taken by colliding ones
};

}  // namespace leadwright::identity
