// Telephone numbers as E.164 digits.
//
// The country of the record gives the calling code of a national number; `00`, `011` and the trunk
// prefix are taken off, and so is an extension (`x12`, `ext. 12`, `#12`). Calling codes, trunk prefixes
// and lengths come from libphonenumber's metadata (make_tables.mjs).
#pragma once

#include <cstdint>
#include <string_view>

namespace leadwright::identity {

struct Phone {
  std::uint64_t digits = 0;       // with the calling code where it is known; 0: no usable number
  bool international = false;     // the calling code is known
  std::string_view country;       // whose calling code the cell itself says; empty where several share it (+1)
  std::uint64_t national() const; // the last eight digits: what both forms have in common
};

// `country` is an alpha-2 code in upper case or empty. All-same and too short numbers are none.
Phone read_phone(std::string_view cell, std::string_view country);

}  // namespace leadwright::identity
