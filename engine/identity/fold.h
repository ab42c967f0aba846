// Letters as names are compared by: compatibility forms undone, lower case, no marks, Latin letters
// for Greek and Cyrillic (`Société` and `SOCIETE`, `Газпром` and `Gazprom` are one). Rules: NFKD of
// UnicodeData.txt and the letters that it does not take apart (make_tables.mjs, LETTERS).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace leadwright::identity {

// Appends the folded text. Bytes that are not UTF-8 are left out.
void fold_letters(std::string_view text, std::string& out);
inline std::string fold_letters(std::string_view text) {
  std::string out;
  fold_letters(text, out);
  return out;
}

// Letters and digits of the folded text alone.
std::string squash_letters(std::string_view text);

// Whether a byte of folded text belongs to a word: a letter, a digit, or part of a letter beyond ASCII.
constexpr bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80) != 0;
}
// The words of folded text; an apostrophe ends none.
std::vector<std::string> split_words(std::string_view folded);

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace leadwright::identity
