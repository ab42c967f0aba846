// Countries, streets, postcodes, dates.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace leadwright::identity {

// Alpha-2 of a name or code in any of the languages of make_tables.mjs, or empty.
std::string_view find_country(std::string_view cell);
std::string_view find_country_squashed(std::string_view squashed);
// The state of the US, Canada or Australia as its code in lower case (`ca`), or empty.
std::string_view find_state_squashed(std::string_view squashed);

// A street line in parts: the number, the words (types folded: `St.`, `Street`, `Straße` are one and are
// left out), and what a longer address carried along.
struct Street {
  std::string number;                // first number of the line, "" where none
  std::vector<std::string> words;    // without types, units and directions
};
Street read_street(std::string_view cell);
// `street`, `avenue`, `weg`: a word that ends the name of a street.
bool is_street_type(std::string_view folded);

// Letters and digits in lower case; the first five of a nine-digit US code.
std::string read_postcode(std::string_view cell);
// A postcode at the end of an address line: the last group of five or more digits, or empty.
std::string postcode_in_street(std::string_view cell);

// Day of birth as yyyymmdd, 0 where it is none. `swapped` is the other reading where day and month can
// be exchanged, else 0. A year of two digits counts from 1930 to 2029. Eight digits that are no day are kept
// as they stand, so that a slip of the pen can be told: in `date`, or in `swapped` where the exchange is a day.
struct BirthDate {
  std::int32_t date = 0;
  std::int32_t swapped = 0;
};
BirthDate read_birth_date(std::string_view cell);

}  // namespace leadwright::identity
