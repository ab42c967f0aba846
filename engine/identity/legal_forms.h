// Legal forms of companies, as they are written at the end or the start of names.
//
// A form is compared without spaces and points, after folding: `Sp. z o.o.` is `spzoo`. Its class says
// what kind of body it is, so that `Aktiengesellschaft` and `AG` are one, and `GmbH` against `Inc` is
// only weak evidence. Sources of our list: the commercial registers and company acts of the countries
// named beside the rows.
#pragma once

#include <cstdint>
#include <string_view>

namespace leadwright::identity {

enum class FormClass : std::uint8_t {
  none, any, private_limited, stock, partnership, sole, non_profit, cooperative
};

struct LegalForm {
  std::string_view text;
  FormClass form_class = FormClass::none;
  bool leads = false;      // also written before the name
  std::uint16_t number = 0;   // one for all spellings of a form: Inc. and Incorporated
};

// The form that is exactly this text, or a form of class `none`.
LegalForm find_legal_form(std::string_view squashed);
inline constexpr std::size_t longest_legal_form = 48;

}  // namespace leadwright::identity
