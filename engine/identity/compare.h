// Two companies compared: each field says how it came out and what that is worth in bits.
//
// Fellegi and Sunter's model (1969, "A theory for record linkage"): the bits of an outcome are
// log2(m / u), m how often true pairs come out so, u how often chance does. u is the rarity of what is
// shared (rarity.h); m and the price of disagreement are in Weights. What repeats the same fact is not
// added twice: a domain's label that spells the name counts once, of city, postcode and country only the
// finest that agrees or the coarsest that does not.
#pragma once

#include <cstdint>

#include "identity/profile.h"
#include "identity/rarity.h"

namespace leadwright::identity {

// Prices in thousandths of a bit. The values were fitted on generated worlds and public sets and are the
// same for every file; see the README for how.
struct Weights {
  Millibits name_beyond = 10000;                           // companies of one name exist: a name says at most so much beyond the prior
  Millibits spelling_one = -3000, spelling_two = -6000;    // letters that differ
  Millibits known_words = -7000;                           // a letter apart, and both words occur: Ridge, Bridge
  Millibits shorter = -6500, longer = -7500;               // a business word on one side only
  Millibits own_word_missing = -6000;                      // a word of its own on one side only
  Millibits other_business = -13000;                       // Acme Energy against Acme Media
  Millibits partly = -14000;
  Millibits unlike = -9000;                                // nothing in common
  Millibits unlike_beside_domain = -5000;                  // and one domain
  Millibits initials = 2500;
  Millibits short_form = -1000;
  Millibits alias = -1000;
  Millibits place_against = -7000;                         // "Acme Germany" against Acme of the US
  Millibits another_house = -8000;
  Millibits branch = -25000;                               // of one company, and not the same record
  Millibits place_unknown = -6000;                         // on the reference side only
  Millibits place_agrees = -1500;                          // on the other side only, and the reference side is there
  Millibits domain_cap = 26000;
  Millibits domain_differs = -5000;
  Millibits domain_other_ending = -3500;                   // acme.com against acme.de
  Millibits domain_ending = -500;                          // acme.com against acme-group.com
  Millibits label_only = -7000;                            // acme.com against acme.de, and no name
  Millibits label_is_name = -3000;                         // of what the name would be worth
  Millibits label_spells = 2000;                           // and the names are equal anyway
  Millibits phone_cap = 22000, phone_same = -1500, phone_differs = -500;
  Millibits street_same = 12000, street_differs = -3000;
  Millibits country_differs = -5500, city_differs = -3500, postcode_differs = -2500;
  Millibits likely_country = -500;                         // beside the country's rarity, where a telephone says it
  Millibits place_cap = 11000;
  Millibits contact_same = 12000, contact_last = 4000, mail_same = 6000;   // the person and the mail address on a company's record
  Millibits site_cap = 24000;                              // telephone and street are of one building
  Millibits form_same = 0, form_differs = -1500;        // the former beside its rarity
  Millibits form_cap = 3000;
  Millibits listed = 1500;                                 // most leads' companies are among the accounts, in a search
};

// In one table of duplicates a misspelt or shortened name is likelier the same company than among strangers.
Weights weights_of_duplicates();

// What was compared of one pair, the name first.
struct Comparison {
  Millibits bits = 0;                       // all of it, prior included
  Millibits name_bits = 0;
  Outcome name = Outcome::missing;
  Outcome domain = Outcome::missing;
  Outcome place = Outcome::missing;
  bool same_domain = false, same_phone = false, same_street = false;
  bool namesakes = false;                   // two persons, by what their records say themselves
  std::uint8_t count = 0;
  std::array<Evidence, 8> evidence{};
  void add(Compared compared, Outcome outcome, Millibits millibits) {
    bits += millibits;
    if (count < evidence.size()) evidence[count++] = {compared, outcome, millibits};
  }
};

class CompanyComparer {
 public:
  CompanyComparer(const Dictionary& words, const Rarity& rarity, const Weights& weights = {})
      : words_(words), rarity_(rarity), weights_(weights), prior_(rarity.prior()) {}
  void set_prior(Millibits prior) { prior_ = prior; }
  void set_weights(const Weights& weights) { weights_ = weights; }
  const Weights& weights() const { return weights_; }
  Millibits prior() const { return prior_; }
  // Among duplicates a country behind one name only makes it a branch, and the persons on the records count.
  void set_duplicates(bool duplicates) { branches_apart_ = persons_count_ = duplicates; }
  // Domains, by word, that many companies have: they say nothing. None where it is null.
  void set_shared_sites(const std::vector<bool>* shared) { shared_sites_ = shared; }
  // `a` is the side in question, `b` the reference side.
  // A pair that cannot reach `least` bits with `most_beside_name` from all but the name is left half compared.
  Comparison compare(const Profile& a, const Profile& b, Millibits least = INT32_MIN, Millibits most_beside_name = 0) const;

 private:
  struct Names {
    Outcome outcome = Outcome::missing;
    Millibits bits = 0;
  };
  Names names(const CompanyName& a, const CompanyName& b) const;
  Millibits most_beside(const Profile& a, const Profile& b) const;
  Millibits name_cap() const { return weights_.name_beyond - rarity_.prior(); }
  const Dictionary& words_;
  const Rarity& rarity_;
  Weights weights_;
  Millibits prior_;
  const std::vector<bool>* shared_sites_ = nullptr;
  bool branches_apart_ = false;
  bool persons_count_ = false;
};

}  // namespace leadwright::identity
