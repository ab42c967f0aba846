// A name with its address and its departments in one line:
//
//   "Dept. of Physics, University of California, Berkeley, CA 94720, USA"    university of california, Berkeley
//   "Acme Labs, One Acme Way, Redmond WA 98052; e-mail: info@acme.com"       acme labs
#pragma once

#include <string_view>
#include <vector>

#include "identity/dictionary.h"

namespace leadwright::identity {

// A word of a name, folded.
struct Token {
  std::string_view text;
  bool bracket = false;    // within brackets
  bool apart = false;      // after a comma or a dash that stands between spaces
};

// `university`, `college`: what bears such a word is told from its like by every other word of its name.
bool is_institution(std::string_view full_word);

// Leaves the words of the name: what is behind it is taken off from the end, then departments and streets.
// Returns the city of a university's campus or an institute's house, which part it from its sisters, else 0.
// Names with brackets stay as they are. `own_city` is the record's, folded and run together.
Word take_off_address(std::vector<Token>& tokens, Dictionary&, std::string_view own_city);

}  // namespace leadwright::identity
