// Names of companies, taken apart.
//
//   "The Acme Int'l Mfg. Co., Ltd. (Berlin) HQ"
//      core   acme international manufacturing     (abbreviations in full, fillers left out)
//      form   Ltd, place Berlin, decorated
//
// A name that is all legal form keeps it ("Company.com" is called company). Brackets are set aside as
// aliases ("Google (Alphabet)"). A placeholder (n/a, test, self-employed) is no name.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "identity/dictionary.h"
#include "identity/legal_forms.h"

namespace leadwright::identity {

inline constexpr int most_tokens = 8;
inline constexpr int most_aliases = 4;

// What comparing asks of a word, beside it so that no other memory is touched.
struct TokenFacts {
  Millibits rarity = 0;
  Letters letters;
  std::uint8_t length = 0;
  WordKind kind = WordKind::own;
  bool number = false;
  bool occurs = false;                       // in several companies, or in the language of business
};

// What is compared first lies at the beginning.
struct CompanyName {
  std::uint64_t core = 0;                    // hash of the tokens' text, run together; 0: no name
  std::uint64_t plain = 0;                   // the same before abbreviations were written in full
  Millibits rarity = 0;                      // of all tokens together
  Word text = 0;                             // the words as they were written, run together
  Letters letters;
  std::uint8_t length = 0;
  std::uint8_t token_count = 0;
  std::uint8_t alias_count = 0;
  FormClass form = FormClass::none;
  bool decorated = false;
  bool institution = false;                  // a university or college: every word of its name tells it from others
  std::uint16_t form_number = 0;             // of the form as written, 0: none
  std::uint16_t country = 0;                 // of a country put behind the name, two letters
  Word city = 0;                             // of a city put behind it, in its one spelling
  std::array<Word, most_tokens> tokens{};    // in full form, in order, without fillers
  std::array<TokenFacts, most_tokens> facts{};    // of the tokens; rarity and `occurs` come from Rarity::price
  std::array<Word, most_aliases> aliases{};  // words of brackets
  std::uint64_t lead_word = 0;               // hash of the first word, plain
  std::uint64_t lead_words = 0;              // of the first two, run together
  std::uint64_t initials = 0;                // hash of the first letters, where there are three or more
};

struct NameRules {      // which rules of normalisation are on; the names of the policy's `normalise`
  bool legal_forms = true;
  bool abbreviations = true;
  bool decorations = true;
  bool placeholders = true;
};

constexpr std::uint16_t pack_country(std::string_view code) {
  return code.size() == 2 ? static_cast<std::uint16_t>(static_cast<unsigned char>(code[0]) << 8 | static_cast<unsigned char>(code[1])) : 0;
}

// `city` is the record's own city, folded and run together: it is no part of the name when put behind it.
CompanyName read_company(std::string_view cell, Dictionary&, std::string_view city = {}, const NameRules& = {});

}  // namespace leadwright::identity
