// How much it says that two records share a value: -log2 of its share among companies.
//
// A value that c of n companies bear is shared by c - 1 others, so p = (c - 1 + k b) / (n + k) with k
// made-up companies and the background share b of its kind of word: a word of its own is rarer than one
// file shows, a word of business commoner. (Term frequency of Winkler 1989, "Frequency-based matching in
// the Fellegi-Sunter model", with a background for duplicates within the file: counted there, a brand with
// four duplicates would look common.) For words of a length class of which many come twice, a word that
// comes once is not as rare as it looks: its share is at least 2 n2 / (n1 n), Good and Turing's estimate.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "identity/profile.h"

namespace leadwright::identity {

class Rarity {
 public:
  // Counts the words, domains, phones and places of the reference side. Records of one group (`group_of`, by
  // record the first of its group) are one company: a value that several of them bear counts once.
  // `bearers`: how many of those who bear a value are the pair itself: one in a search, two among duplicates.
  Rarity(Reader&, const Profiles& reference, int bearers, const std::vector<std::int32_t>* group_of = nullptr);

  Millibits prior() const { return prior_; }
  std::int64_t companies() const { return companies_; }
  Millibits of_word(Word w) const { return words_->facts(w).rarity; }
  // Writes the rarity of their words into the profiles.
  void price(Profiles&) const;
  // Of a value that `count` of the reference side bear, with background share 2^-background bits.
  Millibits of_count(std::int64_t count, int background) const;
  std::int32_t count(const std::vector<std::int32_t>& counts, Word w) const { return w < counts.size() ? counts[w] : 0; }

  std::vector<std::int32_t> sites, cities, postcodes, states, streets;   // by word
  std::vector<std::int32_t> countries;                                  // by packed code
  // Phones, sorted, with their counts.
  std::int32_t phone_count(std::uint64_t phone) const;
  Millibits of_place(std::int32_t count) const {
    return count >= 0 && static_cast<std::size_t>(count) < of_place_.size() ? of_place_[static_cast<std::size_t>(count)] : work_out_place(count);
  }
  // Of a legal form among the companies of a country, or of all where the country is 0.
  Millibits of_form(std::uint16_t country, std::uint16_t form) const;

 private:
  const Dictionary* words_;
  int bearers_;
  std::int64_t companies_ = 0;
  std::int64_t placed_ = 0;
  Millibits prior_ = 0;
  Millibits work_out_place(std::int32_t count) const;
  std::vector<std::uint64_t> phones_;
  std::map<std::pair<std::uint16_t, std::uint16_t>, std::int32_t> forms_;   // by country and form, 0 for all of either
  std::vector<std::pair<std::uint64_t, std::int32_t>> whole_names_;      // of one word of its own, with their counts
  std::vector<Millibits> of_place_;                                     // by small counts
};

}  // namespace leadwright::identity
