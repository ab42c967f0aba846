#include "identity/place.h"

#include <algorithm>
#include <utility>

#include "identity/fold.h"
#include "identity/tables.h"

namespace leadwright::identity {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

std::vector<Pair> read_lines(std::string_view lines) {
  std::vector<Pair> pairs;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(line.size() + 1);
    const std::size_t space = line.rfind(' ');
    pairs.emplace_back(line.substr(0, space), line.substr(space + 1));
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

std::string_view find(const std::vector<Pair>& pairs, std::string_view key) {
  const auto at = std::lower_bound(pairs.begin(), pairs.end(), key, [](const Pair& p, std::string_view k) { return p.first < k; });
  return at != pairs.end() && at->first == key ? at->second : std::string_view{};
}

bool is_one_of(std::string_view word, std::string_view list) {   // `list` is parted and framed by spaces
  if (word.empty()) return false;
  for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    if (list[at - 1] == ' ' && list[at + word.size()] == ' ') return true;
  }
  return false;
}

constexpr std::string_view street_types =
    " street st str strasse strase straat stret rue road rd avenue ave av avda drive dr lane ln boulevard blvd bd place pl "
    "court ct crescent cres cct circuit close cl terrace tce parade pde way highway hwy parkway pkwy square sq plaza alley "
    "via calle carrer rua ulica ul gata gatan vej weg platz allee grove gr circle cir turnpike pike route rte trail trl ";
constexpr std::string_view left_out =
    " n s e w north south east west ne nw se sw suite ste unit apt apartment appt floor fl no nr room bldg building bld "
    "the of at off between near in p o ";

std::vector<std::string> words_of(std::string_view cell) { return split_words(fold_letters(cell)); }

int month_of(std::string_view word) {
  constexpr std::string_view months = "janfebmaraprmayjunjulaugsepoctnovdec";
  if (word.size() < 3) return 0;
  const std::size_t at = months.find(word.substr(0, 3));
  return at == std::string_view::npos || at % 3 != 0 ? 0 : static_cast<int>(at / 3) + 1;
}

int number_of(std::string_view digits) {
  int n = 0;
  for (const char c : digits.substr(0, 8)) {
    if (!is_digit(c)) return -1;
    n = n * 10 + (c - '0');
  }
  return digits.empty() ? -1 : n;
}

}  // namespace

std::string_view find_country_squashed(std::string_view squashed) {
  static const std::vector<Pair> all = read_lines(tables::countries);
  return find(all, squashed);
}

std::string_view find_country(std::string_view cell) { return find_country_squashed(squash_letters(cell)); }

std::string_view find_state_squashed(std::string_view squashed) {
  static const std::vector<Pair> all = read_lines(tables::states);
  const std::string_view code = find(all, squashed);
  if (!code.empty() || squashed.size() < 2 || squashed.size() > 3) return code;
  for (const Pair& pair : all) {
    if (pair.second == squashed) return pair.second;
  }
  return {};
}

bool is_street_type(std::string_view folded) { return is_one_of(folded, street_types); }

Street read_street(std::string_view cell) {
  Street street;
  bool typed = false;                        // has a word for a street come?
  std::size_t before_number = 0;             // words
  for (std::string& word : words_of(cell)) {
    if (is_digit(word[0])) {
      if (street.number.empty()) {
        street.number = word;
        before_number = street.words.size();
      } else if (word.size() < 5 && street.words.size() < 3) {
        street.words.push_back(std::move(word));
      }
      continue;
    }
    for (const std::string_view type : {std::string_view("strasse"), std::string_view("straat")}) {
      if (word.size() > type.size() + 2 && std::string_view(word).substr(word.size() - type.size()) == type) {
        word.resize(word.size() - type.size());
      }
    }
    if (is_one_of(word, street_types)) {
      // What stands before the number is a house's name where the street comes after: Rose Court, 638 Downey St.
      if (!typed && before_number > 0) street.words.erase(street.words.begin(), street.words.begin() + static_cast<std::ptrdiff_t>(before_number));
      typed = true;
      continue;
    }
    if (is_one_of(word, left_out)) continue;
    if (street.words.size() < 6) street.words.push_back(std::move(word));
  }
  return street;
}

std::string read_postcode(std::string_view cell) {
  std::string code = squash_letters(cell);
  const bool digits = std::all_of(code.begin(), code.end(), is_digit);
  if (digits && code.size() == 9) code.resize(5);
  if (code.size() < 3 || code.size() > 10) return {};
  return code;
}

std::string postcode_in_street(std::string_view cell) {
  std::string found;
  for (const std::string& word : words_of(cell)) {
    if (word.size() >= 5 && word.size() <= 6 && std::all_of(word.begin(), word.end(), is_digit)) found = word;
  }
  return found;
}

BirthDate read_birth_date(std::string_view cell) {
  const std::vector<std::string> parts = words_of(cell);
  int year = -1;
  int a = -1;
  int b = -1;
  bool month_named = false;
  if (parts.size() == 1 && parts[0].size() == 8) {
    const int n = number_of(parts[0]);
    if (n < 0) return {};
    year = n / 10000;
    a = n / 100 % 100;
    b = n % 100;
  } else if (parts.size() >= 3) {
    if (parts[0].size() == 4 && number_of(parts[0]) > 0) {
      year = number_of(parts[0]);
      a = number_of(parts[1]);
      b = number_of(std::string_view(parts[2]).substr(0, 2));
    } else {
      for (int i = 0; i < 2; ++i) {
        if (const int month = month_of(parts[i]); month > 0) {
          month_named = true;
          a = month;
          b = number_of(parts[1 - i]);
        }
      }
      if (!month_named) {
        a = number_of(parts[0]);
        b = number_of(parts[1]);
      }
      year = number_of(parts[2]);
      if (year >= 0 && parts[2].size() == 2) year += year < 30 ? 2000 : 1900;
    }
  }
  BirthDate date;
  if (year < 1800 || year > 2100 || a < 0 || b < 0) return date;
  const int written = year * 10000 + a * 100 + b;
  if (a < 1 || b < 1 || a > 31 || b > 31 || (a > 12 && b > 12)) {
    if (parts.size() == 1) date.date = written;      // 19740164: no day, but a slip of the pen away from one
    return date;
  }
  if (a > 12) {
    std::swap(a, b);
    if (parts.size() == 1) date.swapped = written;   // 19402704, for which 19420704 may have been meant
  }
  date.date = year * 10000 + a * 100 + b;
  if (b <= 12 && !month_named && a != b) date.swapped = year * 10000 + b * 100 + a;
  return date;
}

}  // namespace leadwright::identity
