#include "identity/search.h"

#include <algorithm>

namespace leadwright::identity {
namespace {
constexpr std::int32_t most_rows = 40;          // of a key, on the reference side
constexpr Millibits certain = 14000;            // no need to look further
constexpr std::size_t most_found = 8;
constexpr std::size_t ahead = 6;                // companies that are on their way from memory
constexpr Millibits most_of_place = 16000;      // of place and a page, what is left beside the name
constexpr Millibits everything = 80000;
}

CompanySearch::CompanySearch(const Profiles& reference, const Dictionary& words, const Rarity& rarity, const CompanyComparer& comparer)
    : reference_(reference), words_(words), rarity_(rarity), comparer_(comparer), index_(most_rows), seen_(reference.of.size(), 0) {
  for (std::size_t row = 0; row < reference.of.size(); ++row) {
    keys_.clear();
    sharp_company_keys(reference.of[row], words_, keys_);
    blunt_company_keys(reference.of[row], words_, rarity_, true, keys_);
    for (const std::uint64_t key : keys_) index_.add(key, static_cast<std::int32_t>(row));
  }
  index_.build();
}

void CompanySearch::gather(const Profile& profile, bool blunt) {
  keys_.clear();
  rows_.clear();
  if (blunt) {
    blunt_company_keys(profile, words_, rarity_, false, keys_);
  } else {
    sharp_company_keys(profile, words_, keys_);
  }
  index_.prepare(keys_);
  for (const std::uint64_t key : keys_) {
    std::int32_t cut = 0;
    const auto [from, to] = index_.rows(key, &cut);
    if (cut > 0) {
      Cut& passed_over = cut_[static_cast<std::size_t>(kind_of_key(key))];
      passed_over.pairs += cut;
      ++passed_over.searches;
      if (passed_over.first == nullptr) passed_over.first = &profile;
    }
    for (const std::int32_t* row = from; row != to; ++row) {
      if (seen_[static_cast<std::size_t>(*row)] == search_) continue;
      seen_[static_cast<std::size_t>(*row)] = search_;
      if (rows_.size() < ahead) prefetch(reference_.of[static_cast<std::size_t>(*row)], bytes_of_company);
      rows_.push_back(*row);
    }
  }
}

void CompanySearch::find(const Profile& profile, Millibits least, std::vector<Found>& found) {
  ++search_;
  found.clear();
  const auto by_bits = [](const Found& a, const Found& b) {
    return a.comparison.bits != b.comparison.bits ? a.comparison.bits > b.comparison.bits : a.row < b.row;
  };
  Millibits best = INT32_MIN;
  for (const bool blunt : {false, true}) {
    if (blunt && best >= certain) break;
    // What the sharp keys did not find has another domain and another telephone.
    gather(profile, blunt);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (i + ahead < rows_.size()) prefetch(reference_.of[static_cast<std::size_t>(rows_[i + ahead])], bytes_of_company);
      const std::int32_t row = rows_[i];
      const Comparison comparison = comparer_.compare(profile, reference_.of[static_cast<std::size_t>(row)], least, blunt ? most_of_place : everything);
      ++compared_;
      if (comparison.bits < least) continue;
      best = std::max(best, comparison.bits);
      found.push_back({row, comparison});
    }
  }
  std::sort(found.begin(), found.end(), by_bits);
  if (found.size() > most_found) found.resize(most_found);
}

}  // namespace leadwright::identity
