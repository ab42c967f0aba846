#include "identity/affiliation.h"

#include <algorithm>
#include <string>

#include "identity/fold.h"
#include "identity/legal_forms.h"
#include "identity/place.h"
#include "identity/words.h"

namespace leadwright::identity {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view word, const std::string_view (&list)[N]) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool is_department(std::string_view word) {
  constexpr std::string_view words[] = {"department", "division",     "faculty",      "school",   "fakultat",
                                        "lehrstuhl",  "dipartimento", "departamento", "facultad", "chair"};
  return is_one_of(word, words);
}
bool is_institute(std::string_view word) { return word == "institute"; }
bool is_workplace(std::string_view word) {       // of an organisation, so not a city
  constexpr std::string_view words[] = {"research", "laboratories", "institute", "center"};
  return is_one_of(word, words);
}
bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

// Parts between commas.
class Affiliation {
 public:
  Affiliation(std::vector<Token>& tokens, Dictionary& words, std::string_view own_city) : tokens_(tokens), words_(words), own_city_(own_city) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (i == 0 || tokens[i].apart) parts_.push_back({i, i});
      parts_.back().to = i + 1;
    }
    for (std::size_t i = 1; i < parts_.size(); ++i) {
      const std::string_view first = tokens[parts_[i].from].text;
      constexpr std::string_view links[] = {"email", "http", "https", "www"};
      if (is_one_of(first, links) || (first == "e" && parts_[i].size() > 1)) parts_.resize(i);
    }
    universities_ = std::any_of(parts_.begin(), parts_.end(), [&](const Part& p) { return names_institution(p, is_institution); });
  }

  Word take_off() {
    Word city = take_off_end();
    if (std::any_of(parts_.begin(), parts_.end(), [&](const Part& p) { return names_institution(p); })) {
      // "University of California, Riverside": the part behind it says which one.
      for (std::size_t i = 0; i + 1 < parts_.size() && city == 0; ++i) {
        const Part& next = parts_[i + 1];
        if (names_institution(parts_[i]) && !names_institution(next) && !has(next, is_department) && next.size() <= 3) city = city_of(joined(next));
      }
      drop([&](const Part& p) { return !names_institution(p); });
    } else {
      city = 0;                            // a company's address is no branch of it
      const std::size_t first = parts_[0].from;
      drop([&](const Part& p) { return has(p, is_department) || is_street(p) || (p.from > first && all_digits(tokens_[p.from].text)); });
    }
    std::vector<Token> kept;
    for (const Part& p : parts_) kept.insert(kept.end(), at(p.from), at(p.to));
    if (!kept.empty()) tokens_ = std::move(kept);
    return city;
  }

 private:
  struct Part {
    std::size_t from, to;
    std::size_t size() const { return to - from; }
  };
  std::vector<Token>::const_iterator at(std::size_t i) const { return tokens_.begin() + static_cast<std::ptrdiff_t>(i); }
  std::string joined(const Part& p) const {
    std::string out;
    for (std::size_t i = p.from; i < p.to; ++i) out += tokens_[i].text;
    return out;
  }
  template <typename Test>
  bool has(const Part& p, const Test& test) const {
    return std::any_of(at(p.from), at(p.to), [&](const Token& t) { return test(words_.text(words_.facts(words_.word(t.text)).full)); });
  }
  template <typename Test>
  bool names_institution(const Part& p, const Test& test) const {
    constexpr std::string_view places[] = {"park", "station", "city", "heights", "place"};     // College Park
    if (p.size() == 2 && is_one_of(tokens_[p.from + 1].text, places)) return false;
    return has(p, test);
  }
  // A university where one is named, else an institute.
  bool names_institution(const Part& p) const {
    return universities_ ? names_institution(p, is_institution) : names_institution(p, is_institute);
  }
  bool is_street(const Part& p) const {
    if (p.size() < 2) return p.size() == 1 && tokens_[p.from].text == "box";
    const std::string_view first = tokens_[p.from].text;
    if (p.size() <= 4 && (first == "box" || (first == "po" && tokens_[p.from + 1].text == "box"))) return true;
    if (all_digits(first)) return true;
    const bool counted = words_.facts(words_.word(first)).number;                              // One Acme Way
    return is_street_type(tokens_[p.to - 1].text) && (counted || p.size() <= 3);
  }
  Word city_of(std::string_view squashed) {
    const std::string_view known = city_word(squashed);
    return words_.intern(known.empty() ? squashed : known);
  }

  // Countries, states with their postcodes, streets and one city, from the end. Returns the city.
  Word take_off_end() {
    Word city = 0;
    bool address = false;
    while (parts_.size() > 1) {
      Part& p = parts_.back();
      while (p.size() > 0 && tokens_[p.to - 1].text.size() >= 4 && all_digits(tokens_[p.to - 1].text)) --p.to;
      if (p.size() > 1) {                  // "Nashua NH": the state behind its city
        const std::string_view last = tokens_[p.to - 1].text;
        if (last.size() == 2 && !find_state_squashed(last).empty() && find_legal_form(last).form_class == FormClass::none) {
          address = true;
          --p.to;
        }
      }
      const std::string text = joined(p);
      const bool is_form = find_legal_form(text).form_class != FormClass::none;
      const bool is_country = text.size() > 2 && !find_country_squashed(text).empty();
      const bool is_state = text.size() >= 2 && !find_state_squashed(text).empty() && city_word(text).empty();
      if (text.empty() || is_country || (is_state && (address || !is_form))) {
        address = true;
      } else if (!is_street(p)) {
        if (is_form || city != 0) break;
        const bool known = !city_word(text).empty() || (!own_city_.empty() && text == own_city_);
        const bool likely = address && p.size() <= 3 && !names_institution(p) && !has(p, is_department) && !has(p, is_workplace) &&
                            parts_[parts_.size() - 2].to - parts_[0].from >= 2;
        if (!known && !likely) break;
        city = city_of(text);
      }
      parts_.pop_back();
    }
    return city;
  }

  template <typename Test>
  void drop(const Test& unwanted) {
    const Part last = parts_.back();
    std::erase_if(parts_, unwanted);
    if (parts_.empty()) parts_.push_back(last);
  }

  std::vector<Token>& tokens_;
  Dictionary& words_;
  std::string_view own_city_;
  std::vector<Part> parts_;
  bool universities_ = false;
};

}  // namespace

bool is_institution(std::string_view full_word) { return full_word == "university" || full_word == "college" || full_word == "politecnico"; }

Word take_off_address(std::vector<Token>& tokens, Dictionary& words, std::string_view own_city) {
  if (std::any_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.bracket; })) return 0;
  return Affiliation(tokens, words, own_city).take_off();
}

}  // namespace leadwright::identity
