#include "identity/company.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "identity/affiliation.h"
#include "identity/fold.h"
#include "identity/hash.h"
#include "identity/place.h"
#include "identity/similar.h"

namespace leadwright::identity {
namespace {

// Legal forms that are written without a space: taken off wherever they stand at an end of a word.
constexpr std::string_view glued_forms[] = {"株式会社", "有限会社", "合同会社", "주식회사", "유한회사", "股份有限公司",
                                            "有限责任公司", "有限公司", "公司", "株"};

struct Reading {
  std::string text;              // folded
  std::string letters;           // the tokens' text, one behind the other
  std::vector<Token> tokens;
  FormClass form = FormClass::none;
  std::uint16_t form_number = 0;

  void split() {
    letters.clear();
    letters.reserve(text.size() * 7 + 16);   // `%` becomes seven letters; the tokens point into it
    tokens.clear();
    int depth = 0;
    bool apart = false;
    bool joins = false;          // the word before was a single letter, with at most a point since
    bool short_before = false;   // a word of one or two letters and an ampersand
    std::size_t start = 0;
    const auto finish = [&] {
      if (letters.size() == start) return;
      const std::size_t length = letters.size() - start;
      const bool single = length == 1 && !is_digit(letters[start]);
      const bool pair = short_before && length <= 2 && !is_digit(letters[start]);
      short_before = false;
      if (pair) {
        tokens.back().text = std::string_view(tokens.back().text.data(), tokens.back().text.size() + length);
      } else if (single && joins && !tokens.empty() && tokens.back().bracket == (depth > 0)) {
        tokens.back().text = std::string_view(tokens.back().text.data(), tokens.back().text.size() + 1);
      } else {
        tokens.push_back({std::string_view(letters).substr(start), depth > 0, apart});
      }
      joins = single;
      apart = false;
      start = letters.size();
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
      const char c = text[at];
      if (is_word_byte(c)) {
        letters += c;
        continue;
      }
      if (c == '\'') {
        // "people's" is peoples, "o'hare" ohare
        continue;
      }
      finish();
      if (c == '&' && !tokens.empty() && tokens.back().text.size() <= 2 && !is_digit(tokens.back().text[0])) {
        short_before = true;               // AT&T, H & M: one word, when what follows is as short
        joins = false;
      } else if (c == '&' || c == '+') {
        joins = false;
        letters += "and";
        finish();
        joins = false;
      } else if (c == '(' || c == '[' || c == '{') {
        ++depth;
        joins = false;
      } else if (c == ')' || c == ']' || c == '}') {
        depth = std::max(0, depth - 1);
        joins = false;
      } else if (c == ',' || c == ';' || c == '|' || (c == '-' && at > 0 && text[at - 1] == ' ') || c == ':') {
        apart = true;
        joins = false;
      } else if (c == '%') {
        letters += "percent";
        finish();
      }
    }
    finish();
  }

  std::string joined(std::size_t from, std::size_t to) const {
    std::string out;
    for (std::size_t i = from; i < to; ++i) out += tokens[i].text;
    return out;
  }

  void note(const LegalForm& found) {
    if (form == FormClass::none || form == FormClass::any) form = found.form_class;
    if (form_number == 0) form_number = found.number;
  }

  void take_off_glued_forms() {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      std::string_view& word = tokens[i].text;
      if (word.size() < 3 || static_cast<unsigned char>(word[0]) < 0xe3) continue;
      for (const std::string_view glued : glued_forms) {
        if (word.size() < glued.size() || (word.size() == glued.size() && tokens.size() == 1)) continue;
        const bool starts = word.substr(0, glued.size()) == glued;
        const bool ends = word.substr(word.size() - glued.size()) == glued;
        if (!starts && !ends) continue;
        note(find_legal_form(glued));
        starts ? word.remove_prefix(glued.size()) : word.remove_suffix(glued.size());
        break;
      }
    }
    tokens.erase(std::remove_if(tokens.begin(), tokens.end(), [](const Token& t) { return t.text.empty(); }), tokens.end());
  }

  // The longest legal form at the end (or the start) that leaves something of the name.
  bool take_off_form_at_end() {
    const std::size_t n = tokens.size();
    for (std::size_t k = std::min<std::size_t>(7, n - 1); k >= 1; --k) {
      const std::string text_of_k = joined(n - k, n);
      if (text_of_k.size() > longest_legal_form) continue;
      const LegalForm found = find_legal_form(text_of_k);
      if (found.form_class == FormClass::none) continue;
      note(found);
      tokens.resize(n - k);
      return true;
    }
    return false;
  }
  bool take_off_form_at_start() {
    const std::size_t n = tokens.size();
    for (std::size_t k = std::min<std::size_t>(5, n - 1); k >= 1; --k) {
      const std::string text_of_k = joined(0, k);
      if (text_of_k.size() > longest_legal_form) continue;
      const LegalForm found = find_legal_form(text_of_k);
      if (found.form_class == FormClass::none || !found.leads) continue;
      note(found);
      tokens.erase(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(k));
      return true;
    }
    return false;
  }
};

bool is_country_behind(std::string_view squashed) {
  return squashed.size() >= 4 || squashed == "usa" || squashed == "uk" || squashed == "us" || squashed == "uae";
}

// A country of many companies with a letter wrong, where the word is long enough to tell.
std::string_view misspelt_country(std::string_view squashed) {
  constexpr std::string_view names[] = {"australia", "austria",     "belgium",      "brazil",       "canada",       "denmark",  "deutschland",
                                        "finland",   "germany",     "ireland",      "netherlands",  "norway",       "portugal", "singapore",
                                        "sweden",    "switzerland", "unitedkingdom", "unitedstates"};
  if (squashed.size() < 7) return {};
  for (const std::string_view name : names) {
    if (name[0] == squashed[0] && edits(squashed, name, 1) == 1) return find_country_squashed(name);
  }
  return {};
}

}  // namespace

CompanyName read_company(std::string_view cell, Dictionary& words, std::string_view own_city, const NameRules& rules) {
  CompanyName name;
  Reading reading;
  fold_letters(cell, reading.text);
  reading.split();
  std::vector<Token>& tokens = reading.tokens;
  if (tokens.empty()) return name;
  if (rules.placeholders && tokens.size() <= 3 && is_placeholder(reading.joined(0, tokens.size()))) return name;
  if (tokens.size() > 1 && tokens[0].text == "the") tokens.erase(tokens.begin());
  if (rules.decorations && tokens.size() > 2 && std::any_of(tokens.begin() + 1, tokens.end(), [](const Token& t) { return t.apart; })) {
    name.city = take_off_address(tokens, words, own_city);
  }
  if (tokens.size() > 1 && tokens[0].text == "the") tokens.erase(tokens.begin());
  if (rules.legal_forms) {
    reading.take_off_glued_forms();
    if (tokens.size() > 1) reading.take_off_form_at_start();
  }
  const auto set_aside = [&](std::size_t from, std::size_t to) {   // words of a bracket
    const std::string squashed = reading.joined(from, to);
    const std::string_view country = find_country_squashed(squashed);
    const std::string_view city = city_word(squashed);
    if (!country.empty() && squashed.size() > 2) {
      name.country = pack_country(country);
    } else if (!own_city.empty() && squashed == own_city) {
      name.city = words.intern(city.empty() ? own_city : city);
    } else if (!city.empty()) {
      name.city = words.intern(city);
    } else {
      for (std::size_t i = from; i < to && name.alias_count < most_aliases; ++i) {
        const Word w = words.word(tokens[i].text);
        if (words.facts(w).kind != WordKind::filler && !words.facts(w).decoration) name.aliases[name.alias_count++] = words.facts(w).full;
      }
    }
  };
  for (bool changed = true; changed && tokens.size() > 1;) {
    changed = rules.legal_forms && reading.take_off_form_at_end();
    if (changed || !rules.decorations) continue;
    const std::size_t n = tokens.size();
    if (tokens[n - 1].bracket && !tokens[0].bracket) {
      std::size_t from = n;
      while (tokens[from - 1].bracket) --from;
      set_aside(from, n);
      tokens.resize(from);
      changed = true;
      continue;
    }
    if (words.facts(words.word(tokens[n - 1].text)).decoration) {
      name.decorated = true;
      tokens.pop_back();
      changed = true;
      continue;
    }
    for (std::size_t k = std::min<std::size_t>(4, n - 1); k >= 1 && !changed; --k) {
      if (tokens[n - k - 1].text == "of" || tokens[n - k - 1].text == "and") continue;
      const std::string squashed = reading.joined(n - k, n);
      std::string_view country = is_country_behind(squashed) ? find_country_squashed(squashed) : std::string_view{};
      if (country.empty() && k <= 2) country = misspelt_country(squashed);
      const bool apart = tokens[n - k].apart;
      if (!country.empty()) {
        if (!apart) name.country = pack_country(country);       // behind a comma it is an address, not a branch
        changed = true;
      } else if (apart && !own_city.empty() && squashed == own_city) {
        name.city = words.intern(own_city);
        changed = true;
      } else if (apart && !city_word(squashed).empty()) {
        name.city = words.intern(city_word(squashed));
        changed = true;
      }
      if (changed) tokens.resize(n - k);
    }
  }
  // Brackets within the name.
  if (tokens.size() > 1 && std::any_of(tokens.begin(), tokens.end(), [](const Token& t) { return !t.bracket; })) {
    for (std::size_t from = 0; from < tokens.size();) {
      std::size_t to = from;
      while (to < tokens.size() && tokens[to].bracket) ++to;
      if (to > from) {
        set_aside(from, to);
        tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(from), tokens.begin() + static_cast<std::ptrdiff_t>(to));
      } else {
        ++from;
      }
    }
  }
  name.form = reading.form;
  name.form_number = reading.form_number;

  // What is left is the name.
  bool only_fillers = true;
  for (const Token& token : tokens) only_fillers = only_fillers && words.facts(words.word(token.text)).kind == WordKind::filler;
  std::string full;
  std::string plain;
  std::string initials;
  std::string written;
  std::string tens;                                   // "forty" waits for "four"
  for (const Token& token : tokens) {
    const Word w = words.word(token.text);
    const WordFacts facts = words.facts(w);
    if (facts.kind == WordKind::filler && !only_fillers && !(facts.number && token.text.size() > 1)) {
      if (token.text != "and") plain += token.text;
      continue;
    }
    const Word use = rules.abbreviations ? facts.full : w;
    plain += token.text;
    initials += token.text[0];
    if (name.token_count == 0) name.lead_word = hash(plain);
    if (name.token_count == 1) name.lead_words = hash(plain);
    const std::string_view text = words.text(use);
    name.institution = name.institution || is_institution(text);
    if (name.token_count > 0 && facts.number && text.size() == 1 && !tens.empty()) {
      tens.back() = text[0];
      full.resize(full.size() - tens.size());
      full += tens;
      name.tokens[name.token_count - 1] = words.facts(words.word(tens)).full;
      tens.clear();
      continue;
    }
    tens = facts.number && text.size() == 2 && text[1] == '0' && !is_digit(token.text[0]) ? std::string(text) : std::string();
    full += text;
    if (name.token_count < most_tokens) {
      const WordFacts& of = words.facts(use);
      name.facts[name.token_count] = {0, letters_of(text), static_cast<std::uint8_t>(std::min<std::size_t>(text.size(), 255)), of.kind, of.number, false};
      name.tokens[name.token_count++] = use;
      written += token.text;
    }
  }
  if (full.empty()) return name;
  name.core = hash(full);
  name.plain = hash(plain);
  name.letters = letters_of(written);
  name.length = static_cast<std::uint8_t>(std::min<std::size_t>(written.size(), 255));
  name.text = words.intern(written);
  if (initials.size() >= 2) name.initials = hash(initials);
  return name;
}

}  // namespace leadwright::identity
