// What the file itself teaches about disagreement.
//
// How often does one company's country, city, postcode or telephone differ between two of its records?
// Pairs that are certain for other reasons (one domain or one telephone, and one name) answer it: the share
// m of them that differ, with shipped beliefs worth twenty pairs, so that a small file moves little. The
// price of a difference is log2(m), since two records of different companies nearly always differ (MAP
// form of the expectation-maximisation step of Winkler 1988 for Fellegi and Sunter's weights).
#pragma once

#include "identity/compare.h"

namespace leadwright::identity {

class Learning {
 public:
  // One pair; it counts where it is certain.
  void see(const Comparison&, const Profile& a, const Profile& b);
  Weights weights(Weights shipped) const;

 private:
  struct Share {
    std::int64_t differ = 0, all = 0;
  };
  Share country_, city_, postcode_, street_, phone_, form_;
};

}  // namespace leadwright::identity
