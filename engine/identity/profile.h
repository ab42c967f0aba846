// A record made comparable: every value normalised once, as numbers.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "identity/company.h"
#include "identity/dictionary.h"
#include "identity/identity.h"

namespace leadwright::identity {

// An id that names one body for ever: two different ones of a kind contradict each other.
struct StrongId {
  std::uint64_t kind = 0;      // hash of `tax_id`, `lei`, `ssn`, ...; 0: an id without a kind, which is evidence only
  std::uint64_t value = 0;     // hash of its letters and digits
  Word text = 0;               // of an id without a kind, so that a slip of the pen can be told
};

// What most pairs are told apart by lies at the beginning.
struct Profile {
  std::array<Word, 2> site{};            // registrable domains of mail and website where a company can own them; 0: none
  std::uint64_t phone = 0;
  Word page = 0;                         // linkedin:acme
  Word city = 0, postcode = 0, street_number = 0;
  std::uint16_t country = 0;
  std::uint16_t likely_country = 0;      // where the cell is empty, what the telephone or the domain says
  std::uint8_t ids_count = 0;
  bool phone_international = false;
  bool mail_free = false, mail_role = false;
  bool has_name = false;                 // of a person
  bool initial_only = false;             // the first name is a letter
  bool other_script = false;             // the name is not in Latin letters
  CompanyName company;
  std::array<Word, 2> host{};            // of the sites
  std::array<Word, 2> label{};           // and their labels
  std::array<std::uint32_t, 2> label_start{};   // the labels' first four bytes; 0 where they are shorter
  Word mail_host = 0, mail_site = 0;     // of the mail address alone, and of the website alone
  Word web_host = 0, web_site = 0;
  Word page_label = 0;
  Word state = 0;
  std::uint64_t mail = 0;                // hash of the address
  std::uint64_t mail_local = 0;
  std::array<Word, 3> street{};
  Word first = 0, first_full = 0, middle = 0, last = 0, last_more = 0;
  std::int32_t birth = 0, birth_swapped = 0;
  std::uint32_t ids_at = 0;              // in Profiles::ids
  std::uint8_t generation = 0;           // junior 1, senior 2, II 3, III 4
};

// Asks for the first `bytes` of a profile that will be compared soon.
inline void prefetch(const Profile& profile, std::size_t bytes = sizeof(Profile)) {
  const char* const at = reinterpret_cast<const char*>(&profile);
  for (std::size_t line = 0; line < bytes; line += 64) __builtin_prefetch(at + line);
}
inline constexpr std::size_t bytes_of_company = 256;      // what most pairs of companies are told apart by

struct Profiles {
  std::vector<Profile> of;               // in the order of `row`
  std::vector<std::int32_t> row;         // of the table; empty: the table's own order
  std::vector<StrongId> ids;
};

// What is shared by the profiles of all tables of one graph.
class Reader {
 public:
  explicit Reader(const Settings&);
  // `companies`: names are of companies; else of persons who work at one.
  // The profiles come in the given order of rows, so that nothing depends on the file's.
  Profiles read(const Records&, bool companies, const std::vector<std::int32_t>& order);
  void read_into(const Records&, bool companies, const std::vector<std::int32_t>& order, Profiles&);
  Dictionary& words() { return words_; }
  const Dictionary& words() const { return words_; }
  std::vector<std::string> damaged;      // ids that a spreadsheet has changed: "1.23E+15"

 private:
  struct Host {                          // what is known of a host, by its word
    Word host = 0, site = 0, label = 0;
    std::uint32_t label_start = 0;
    std::uint16_t country = 0;           // of its ending, where that is one country's (.de)
    bool read = false;
    bool company = false;                // a company can own it
    bool free = false;
  };
  const Host& host(std::string_view text);
  void read_contact_points(const Records&, std::int64_t row, Profile&);
  void read_place(const Records&, std::int64_t row, Profile&);
  void read_likely_country(Profile&);
  void read_person(const Records&, std::int64_t row, Profile&, bool companies);
  void read_ids(const Records&, std::int64_t row, Profile&, std::vector<StrongId>&);
  bool on(std::string_view rule) const;

  Dictionary words_;
  std::vector<Host> hosts_;              // by word
  // What few different cells say, by the word of the raw cell.
  template <class T>
  class Told {
   public:
    template <class Read>
    const T& of(Word cell, const Read& read) {
      if (place_.size() <= cell) place_.resize(cell + cell / 2 + 64);
      if (place_[cell] == 0) {
        values_.push_back(read());
        place_[cell] = static_cast<std::uint32_t>(values_.size());
      }
      return values_[place_[cell] - 1];
    }

   private:
    std::vector<std::uint32_t> place_;   // in values_, from 1; 0: not read yet
    std::vector<T> values_;
  };
  struct GivenName {
    Word first = 0, first_full = 0, middle = 0;
    std::uint8_t generation = 0;
    bool initial_only = false;
  };
  struct FamilyName {
    Word last = 0, last_more = 0;
    std::uint8_t generation = 0;
  };
  GivenName given_name(std::string_view folded);
  FamilyName family_name(std::string_view folded);
  Told<std::uint16_t> countries_;
  Told<Word> cities_, states_;
  Told<GivenName> given_names_;
  Told<FamilyName> family_names_;
  NameRules name_rules_;
  bool fold_tags_, fold_dots_, fold_phone_, fold_subdomains_, free_mail_, fold_country_;
};

// The bits that two profiles of companies share in their ids: 1 some id is equal, 2 ids of a kind differ.
struct IdsAgree {
  bool same = false;
  bool contradict = false;
  bool untyped_same = false;
  bool untyped_near = false;      // a digit or two apart
  bool untyped_differ = false;
};
IdsAgree compare_ids(const Dictionary&, const Profiles&, const Profile&, const Profiles&, const Profile&);

}  // namespace leadwright::identity
