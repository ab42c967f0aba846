// The companies of the reference side that a record may be, best first.
#pragma once

#include <cstdint>
#include <vector>

#include "identity/block.h"
#include "identity/compare.h"
#include "identity/profile.h"
#include "identity/rarity.h"

namespace leadwright::identity {

struct Found {
  std::int32_t row = -1;
  Comparison comparison;
};

class CompanySearch {
 public:
  CompanySearch(const Profiles& reference, const Dictionary&, const Rarity&, const CompanyComparer&);
  // Candidates of one record by falling bits (ties: by the reference row), at most eight, none below
  // `least` bits. Blunt keys are looked up only where the sharp ones found nothing certain.
  void find(const Profile&, Millibits least, std::vector<Found>& found);
  std::int64_t compared() const { return compared_; }
  // What was passed over for keys of a kind that too many bear, since `forget_cuts`.
  struct Cut {
    std::int64_t pairs = 0, searches = 0;
    const Profile* first = nullptr;            // that was sought with one
  };
  const Cut& cut(KeyKind kind) const { return cut_[static_cast<std::size_t>(kind)]; }
  void forget_cuts() { cut_ = {}; }

 private:
  void gather(const Profile&, bool blunt);
  const Profiles& reference_;
  const Dictionary& words_;
  const Rarity& rarity_;
  const CompanyComparer& comparer_;
  KeyIndex index_;
  std::vector<std::uint64_t> keys_;
  std::vector<std::int32_t> rows_;
  std::vector<std::int32_t> seen_;             // by reference row: the search that has met it
  std::int32_t search_ = 0;
  std::int64_t compared_ = 0;
  std::array<Cut, key_kinds> cut_{};
};

}  // namespace leadwright::identity
