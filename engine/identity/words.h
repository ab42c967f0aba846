// What this room knows of words: our own short lists, in the order of their use.
#pragma once

#include <cstdint>
#include <string_view>

namespace leadwright::identity {

// How much a word says about who a company is.
enum class WordKind : std::uint8_t {
  own,         // a name of its own
  business,    // a line of business: common, and two different ones part companies
  generic,     // says next to nothing: group, global, holding
  filler,      // the, of, and
};

WordKind kind_of_word(std::string_view folded);

// The full form of a usual abbreviation (`mfg` is `manufacturing`) or the word itself; plurals and
// spellings of business words too.
std::string_view full_word(std::string_view folded);

// `first`, `1st`, `three`: digits, or nothing.
std::string_view number_word(std::string_view folded);

// Words that are put behind a name and are no part of it: headquarters, team, EMEA.
bool is_decoration(std::string_view folded);

// A cell that says nothing: n/a, test, self-employed, -.
bool is_placeholder(std::string_view squashed);

// A company known in English by two names or letters: nothing here; cities by one spelling (`munich` is
// `munchen`), or nothing where the word is no large city.
std::string_view city_word(std::string_view squashed);

// The name that a short form belongs to: `bob` is `robert`; the word itself where it is none.
std::string_view full_first_name(std::string_view folded);

// Mail boxes that belong to a company, not a person: info, billing, ap.
bool is_role_mailbox(std::string_view local_part);

// Web hosts that no company owns by having a page there: linkedin.com, facebook.com, bit.ly.
bool is_shared_host(std::string_view registrable_domain);

}  // namespace leadwright::identity
