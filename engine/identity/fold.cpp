#include "identity/fold.h"

#include <algorithm>
#include <cstdint>

#include "identity/tables.h"

namespace leadwright::identity {
namespace {

// The folded form of a code point, or nothing where it folds to itself.
const char* folded_form(std::uint32_t code_point) {
  const std::uint32_t wanted = code_point << 14;
  const auto at = std::lower_bound(tables::folding.begin(), tables::folding.end(), wanted);
  if (at == tables::folding.end() || *at >> 14 != code_point) return nullptr;
  return reinterpret_cast<const char*>(tables::folding_pool) + (*at & 0x3fff);
}

bool is_separator(std::uint32_t c) {   // punctuation and symbols beyond ASCII: they part words
  return (c >= 0x80 && c < 0xc0) || (c >= 0x2000 && c < 0x2c00) || (c >= 0x3000 && c <= 0x303f) ||
         c == 0x30fb || c == 0xd7 || c == 0xf7 || c >= 0x1f000 || c == 0x60c || c == 0x61b;
}

}  // namespace

void fold_letters(std::string_view text, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      out += static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte < 0x20 ? ' ' : byte == '`' ? '\'' : byte);
      ++at;
      continue;
    }
    const int length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 0;
    bool good = length > 0 && byte < 0xf5 && at + length <= text.size();
    std::uint32_t code_point = good ? byte & (0xff >> (length + 1)) : 0;
    for (int i = 1; good && i < length; ++i) {
      const auto next = static_cast<unsigned char>(text[at + i]);
      good = (next & 0xc0) == 0x80;
      code_point = code_point << 6 | (next & 0x3f);
    }
    if (!good) {
      ++at;
      continue;
    }
    if (const char* form = code_point < 0x20000 ? folded_form(code_point) : nullptr) {
      out += form;
    } else if (is_separator(code_point)) {
      out += ' ';
    } else {
      out.append(text.substr(at, length));
    }
    at += length;
  }
}

std::vector<std::string> split_words(std::string_view folded) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : folded) {
    if (is_word_byte(c)) {
      word += c;
    } else if (c != '\'' && !word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::string squash_letters(std::string_view text) {
  std::string out = fold_letters(text);
  out.erase(std::remove_if(out.begin(), out.end(), [](char c) { return !is_word_byte(c); }), out.end());
  return out;
}

}  // namespace leadwright::identity
