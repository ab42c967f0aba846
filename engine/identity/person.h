// Two persons compared, in bits (compare.h says how), and the pairs of persons worth comparing.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "identity/block.h"
#include "identity/compare.h"
#include "identity/dedupe.h"
#include "identity/profile.h"

namespace leadwright::identity {

struct PersonWeights {
  Millibits first_cap = 9000, last_cap = 13000, full_name_cap = 20000;
  Millibits first_differs = -7000, first_of_a_family = -25000, first_of_twins = -10000, first_spelling = -2500, first_initial = -5000, nickname = -1500;
  Millibits last_differs = -5500, last_spelling = -3000, swapped = -1500, half_swapped = 2000;
  Millibits both_differ = -9000;                 // another first and another last name
  Millibits shared_cap = 16000;                   // of telephone, address and company together: a household or an office has one
  Millibits name_alone = -4000, little_beside = 4000;   // of a name beside which nothing, or no more than that, agrees
  Millibits generation_differs = -40000;
  Millibits birth_same = 14000, birth_near = 5000, birth_swapped = 9000, birth_differs = -5500, birth_unlike = -12000, birth_of_a_namesake = -20000;
  Millibits mail_same = 19000, mail_local = 3000, mail_differs = -1500;
  Millibits phone_same = 14000, phone_differs = -1500;
  Millibits id_same = 18000, id_near = 6000, id_differs = -4000;
  Millibits place_cap = 15000, home = 12000, town_cap = 4000, city_differs = -1500, postcode_differs = -2000, street_differs = -2000, number_differs = -2000;
  Millibits company_same = 12000, company_differs = -3500;
};

// How often values occur among the persons of all tables.
class PersonRarity {
 public:
  PersonRarity(const Dictionary&, const std::vector<const Profiles*>&);
  Millibits of(const std::vector<std::int32_t>& counts, Word w, int background) const;      // background below most_background
  Millibits of_shared(std::uint64_t hashed) const;      // of a mail address or phone that many bear: what it loses
  Millibits prior() const { return prior_; }
  std::int64_t persons() const { return persons_; }

  std::vector<std::int32_t> firsts, lasts, cities, postcodes, streets, numbers, states, sites;

 private:
  std::int64_t persons_ = 0;
  Millibits prior_ = 0;
  Millibits work_out(std::int32_t count, int background) const;
  static constexpr int most_background = 12;
  std::array<std::vector<Millibits>, most_background> priced_;      // by background and small count
  std::vector<std::uint64_t> contacts_;                 // mail hashes and phones, sorted
};

class PersonComparer {
 public:
  PersonComparer(const Dictionary& words, const PersonRarity& rarity, const PersonWeights& weights = {})
      : words_(words), rarity_(rarity), weights_(weights), prior_(rarity.prior()) {}
  void set_prior(Millibits prior) { prior_ = prior; }
  Comparison compare(const Profiles& a_all, const Profile& a, const Profiles& b_all, const Profile& b) const;

 private:
  bool names(const Profile&, const Profile&, bool one_id, bool one_birth, bool one_home, Comparison&) const;      // is it one name?
  Outcome births(const Profile&, const Profile&) const;
  std::pair<Outcome, Millibits> places(const Profile&, const Profile&) const;
  const Dictionary& words_;
  const PersonRarity& rarity_;
  PersonWeights weights_;
  Millibits prior_;
};

// `bare_names`: first and last name alone are a key, which a large table has too many of.
void person_keys(const Profiles&, const Profile&, const Dictionary&, bool bare_names, std::vector<std::uint64_t>& out);

}  // namespace leadwright::identity
