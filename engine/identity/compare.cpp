#include "identity/compare.h"

#include <algorithm>
#include <bit>

#include "identity/hash.h"
#include "identity/legal_forms.h"
#include "identity/similar.h"
#include "identity/words.h"

namespace leadwright::identity {
namespace {

constexpr Millibits label_alike = 1500;  // of a domain that says what the names say
constexpr int most_compared = 64;        // bytes of a text that edits() looks at

// What is put to a company's name to make a further domain: acme-group.com, acmehq.io.
bool is_domain_ending(std::string_view rest) {
  while (!rest.empty() && rest[0] == '-') rest.remove_prefix(1);
  constexpr std::string_view endings[] = {"global", "corp", "group", "online", "hq", "inc", "app", "intl", "co", "company", "holding", "llc", "ltd", "gmbh", "web", "mail"};
  return rest.size() == 2 || std::find(std::begin(endings), std::end(endings), rest) != std::end(endings);
}

}  // namespace

Weights weights_of_duplicates() {
  Weights weights;
  weights.domain_cap = 22000;
  weights.domain_differs = -3800;
  weights.domain_other_ending = -2500;
  weights.label_spells = 1000;
  weights.place_cap = 9000;
  weights.phone_cap = weights.site_cap = 18000; // one telephone may be a building's
  weights.form_same = -300;
  weights.form_differs = -500;                  // people who enter a company twice are careless with it
  weights.spelling_one = -2000;
  weights.spelling_two = -4500;
  weights.shorter = weights.longer = -4000;
  weights.unlike_beside_domain = -13000;       // an agency's domain on its clients' records
  weights.unlike = -15000;                      // one building and one telephone are not yet one company
  return weights;
}

CompanyComparer::Names CompanyComparer::names(const CompanyName& a, const CompanyName& b) const {
  if (a.core == 0 || b.core == 0) return {};
  if (a.core == b.core || a.plain == b.plain) return {Outcome::same, std::min(b.rarity, name_cap())};

  // Words that are equal, then words that differ by a letter or two.
  std::array<std::int8_t, most_tokens> mate_a{};
  std::array<std::int8_t, most_tokens> mate_b{};
  mate_a.fill(-1);
  mate_b.fill(-1);
  Millibits matched = 0;
  int edited = 0;
  for (std::size_t i = 0; i < a.token_count; ++i) {
    for (std::size_t j = 0; j < b.token_count; ++j) {
      if (mate_b[j] >= 0 || a.tokens[i] != b.tokens[j]) continue;
      mate_a[i] = static_cast<std::int8_t>(j);
      mate_b[j] = static_cast<std::int8_t>(i);
      matched += b.facts[j].rarity;
      break;
    }
  }
  for (std::size_t i = 0; i < a.token_count; ++i) {
    const TokenFacts& x = a.facts[i];
    if (mate_a[i] >= 0 || x.length < 3 || x.number) continue;
    for (std::size_t j = 0; j < b.token_count; ++j) {
      const TokenFacts& y = b.facts[j];
      if (mate_b[j] >= 0 || y.number || y.length < 3) continue;
      const int longest = std::max(x.length, y.length);
      const int limit = longest >= 8 ? 2 : longest >= 4 ? 1 : 0;
      int distance = limit + 1;
      const int longer = longest - std::min(x.length, y.length);
      if (longer <= limit && std::popcount(x.letters.occur ^ y.letters.occur) <= 2 * limit) {
        if (longest > most_compared || may_be_near(x.letters, y.letters, longer, limit)) {
          distance = edits(words_.text(a.tokens[i]), words_.text(b.tokens[j]), limit);
        }
      } else if (y.kind != WordKind::own && x.length < y.length && (x.letters.occur & ~y.letters.occur) == 0 &&
                 abbreviates(words_.text(a.tokens[i]), words_.text(b.tokens[j]))) {
        distance = 1;
      }
      if (distance > limit) continue;
      mate_a[i] = static_cast<std::int8_t>(j);
      mate_b[j] = static_cast<std::int8_t>(i);
      matched += y.rarity;
      edited += distance;
      if (distance > 0 && x.occurs && y.occurs) matched += weights_.known_words;
      break;
    }
  }
  const auto run_of = [&](const CompanyName& x, const std::array<std::int8_t, most_tokens>& mate, const auto& fits) {
    for (std::size_t from = 0; from < x.token_count; ++from) {
      for (std::size_t to = from; to < x.token_count && mate[to] < 0; ++to) {
        if (fits(from, to + 1)) return std::pair{from, to + 1};
      }
    }
    return std::pair<std::size_t, std::size_t>{0, 0};
  };
  // The place behind one name is part of the other: University of California (Berkeley).
  const auto mate_city = [&](Word city, const CompanyName& y, std::array<std::int8_t, most_tokens>& mate_y) {
    if (city == 0 || y.city != 0) return;
    const std::string_view text = words_.text(city);
    const auto [from, to] = run_of(y, mate_y, [&](std::size_t first, std::size_t end) {
      std::string joined;
      for (std::size_t j = first; j < end; ++j) joined += words_.text(y.tokens[j]);
      return joined == text || city_word(joined) == text;
    });
    for (std::size_t j = from; j < to; ++j) {
      mate_y[j] = most_tokens;
      matched += y.facts[j].rarity;
    }
  };
  mate_city(a.city, b, mate_b);
  mate_city(b.city, a, mate_a);
  // A word that is the initials of words of the other: UC Berkeley, University of California Berkeley.
  bool by_initials = false;
  const auto mate_initials = [&](const CompanyName& x, std::array<std::int8_t, most_tokens>& mate_x, const CompanyName& y,
                                 std::array<std::int8_t, most_tokens>& mate_y) {
    if (matched == 0) return;
    for (std::size_t i = 0; i < x.token_count; ++i) {
      const std::size_t letters = x.facts[i].length;
      if (mate_x[i] >= 0 || x.facts[i].number || letters < 2 || letters > 5) continue;
      const auto [from, to] = run_of(y, mate_y, [&](std::size_t first, std::size_t end) {
        if (end - first != letters) return false;
        const std::string_view text = words_.text(x.tokens[i]);
        for (std::size_t j = first; j < end; ++j) {
          if (words_.text(y.tokens[j])[0] != text[j - first]) return false;
        }
        return true;
      });
      if (to == from) continue;
      mate_x[i] = static_cast<std::int8_t>(from);
      for (std::size_t j = from; j < to; ++j) mate_y[j] = static_cast<std::int8_t>(i);
      by_initials = true;
    }
  };
  mate_initials(a, mate_a, b, mate_b);
  mate_initials(b, mate_b, a, mate_a);
  Millibits own_a = 0, own_b = 0;                            // of the words of their own without a mate
  int left_a = 0, left_b = 0;
  for (std::size_t i = 0; i < a.token_count; ++i) {
    if (mate_a[i] >= 0) continue;
    ++left_a;
    if (a.facts[i].kind == WordKind::own) own_a += a.facts[i].rarity;
  }
  for (std::size_t j = 0; j < b.token_count; ++j) {
    if (mate_b[j] >= 0) continue;
    ++left_b;
    if (b.facts[j].kind == WordKind::own) own_b += b.facts[j].rarity;
  }
  const auto price = [&](int distance) { return distance == 1 ? weights_.spelling_one : distance >= 2 ? weights_.spelling_two : 0; };
  if (left_a == 0 && left_b == 0) {
    if (by_initials) return {Outcome::initials, std::min(matched, name_cap()) + price(edited) + weights_.initials};
    return {edited > 0 ? Outcome::spelling : Outcome::same, std::min(matched, name_cap()) + price(edited)};
  }
  const Millibits both = std::min(std::min(a.rarity, b.rarity), name_cap());
  const CompanyName& longer = a.length > b.length ? a : b;
  const CompanyName& shorter = a.length > b.length ? b : a;
  // Words written together or apart, with a letter wrong.
  if (shorter.length >= 5 && !(a.institution && b.institution && a.token_count == b.token_count)) {
    const int limit = shorter.length >= 9 ? 2 : 1;
    const int more = longer.length - shorter.length;
    if (more <= limit && std::popcount(a.letters.occur ^ b.letters.occur) <= 2 * limit &&
        (longer.length > most_compared || may_be_near(a.letters, b.letters, more, limit))) {
      const int distance = edits(words_.text(a.text), words_.text(b.text), limit);
      if (distance <= limit) return {distance > 0 ? Outcome::spelling : Outcome::same, both + price(distance)};
    }
  }
  // One name begins with the other, run together: SiemensAG, GlobalLionSoftware.
  if (shorter.length >= 3 && longer.length > shorter.length && (shorter.letters.occur & ~longer.letters.occur) == 0 &&
      (a.token_count == 1 || b.token_count == 1)) {
    const std::string_view whole = words_.text(longer.text);
    const std::string_view start = words_.text(shorter.text);
    if (whole.substr(0, start.size()) == start) {
      const std::string_view rest = whole.substr(start.size());
      if (a.token_count == b.token_count && find_legal_form(rest).form_class != FormClass::none) return {Outcome::spelling, both - 2000};
      // Where the longer one is several words the shorter is one that goes on there: Intuit is not Intuitive Surgical.
      const CompanyName& words = a.length > b.length ? a : b;
      const std::size_t first_word = words.facts[0].length;
      if (start.size() >= 6 && (words.token_count == 1 || start.size() >= first_word)) {
        const bool a_short = a.length < b.length;
        return {a_short ? Outcome::shorter : Outcome::longer, both + (a_short ? weights_.shorter : weights_.longer)};
      }
    }
  }
  // Initials: SRP for Smart Ridge Pharma.
  const auto initials_of = [&](const CompanyName& one, const CompanyName& many) {
    return one.token_count == 1 && many.token_count >= 2 && many.initials != 0 && one.core == many.initials;
  };
  if (initials_of(a, b) || initials_of(b, a)) return {Outcome::initials, weights_.initials};
  // A bracket that is the other's name: Google (Alphabet) and Alphabet.
  const auto alias_names = [&](const CompanyName& one, const CompanyName& other) {
    if (one.alias_count == 0 || other.token_count != one.alias_count) return false;
    return std::equal(one.aliases.begin(), one.aliases.begin() + one.alias_count, other.tokens.begin());
  };
  if (alias_names(a, b)) return {Outcome::alias, std::min(b.rarity, name_cap()) + weights_.alias};
  if (alias_names(b, a)) return {Outcome::alias, std::min(a.rarity, name_cap()) + weights_.alias};

  // A short form made of letters of the name, as tickers are: MSFT. It says little, and nothing against.
  const auto shortens = [&](const CompanyName& one, const CompanyName& whole) {
    return one.token_count == 1 && one.length >= 3 && one.length <= 5 && whole.length >= 6 && abbreviates(words_.text(one.text), words_.text(whole.text));
  };
  if (matched == 0 && (shortens(a, b) || shortens(b, a))) return {Outcome::initials, weights_.short_form};
  if (matched == 0) return {Outcome::differs, weights_.unlike};
  Millibits base = std::min(matched, name_cap()) + price(edited);
  if (left_a == 0 || left_b == 0) {
    const Outcome outcome = left_a == 0 ? Outcome::shorter : Outcome::longer;
    const Millibits own = left_a == 0 ? own_b : own_a;
    if (a.institution && b.institution) return {outcome, base + weights_.other_business};
    // The whole of one name and a line of business: Cisco, Cisco Systems.
    if (own == 0 && edited == 0) base = std::max(base, std::min(left_a == 0 ? a.rarity : b.rarity, name_cap()));
    return {outcome, base + (left_a == 0 ? weights_.shorter : weights_.longer) + (own > 0 ? weights_.own_word_missing : 0)};
  }
  if (own_a == 0 && own_b == 0) return {Outcome::other_business, base + weights_.other_business};
  return {Outcome::partly, std::max(base + weights_.partly - (own_a + own_b) / 4, weights_.unlike)};
}

// What all but the name can be worth at most, told by a few numbers. `everything` where they do not tell.
Millibits CompanyComparer::most_beside(const Profile& a, const Profile& b) const {
  constexpr Millibits everything = 80000;
  for (int i = 0; i < 2; ++i) {
    if (a.site[i] != 0 && (a.site[i] == b.site[0] || a.site[i] == b.site[1])) return everything;
  }
  if (a.page != 0 || b.page != 0) return everything;
  if (a.phone != 0 && a.phone % 100000000 == b.phone % 100000000) return everything;
  if (a.street_number != 0 && a.street_number == b.street_number) return everything;
  Millibits most = std::max(label_alike, weights_.label_spells);
  if (a.country == 0 || b.country == 0 || a.country == b.country) most += weights_.place_cap;
  if (a.company.form_number != 0 && a.company.form_number == b.company.form_number) most += weights_.form_cap;
  if (persons_count_ && a.last != 0 && b.last != 0) most += weights_.contact_same;
  if (persons_count_ && a.mail != 0 && a.mail == b.mail) most += weights_.mail_same;
  return most;
}

Comparison CompanyComparer::compare(const Profile& a, const Profile& b, Millibits least, Millibits most_beside_name) const {
  Comparison out;
  out.add(Compared::prior, Outcome::none, prior_);
  Names name = names(a.company, b.company);
  const bool says_something = name.outcome != Outcome::missing && name.outcome != Outcome::initials;     // else a label may speak for it
  if (prior_ + name.bits + most_beside_name < least || (says_something && prior_ + name.bits + most_beside(a, b) < least)) {
    out.bits = prior_ + name.bits;
    return out;
  }

  // ---- domains
  Outcome domain = Outcome::missing;
  Millibits domain_bits = 0;
  bool label_same = false;
  bool label_ending = false;
  Word label_word = 0;
  for (int i = 0; i < 2; ++i) {
    if (a.site[i] == 0) continue;
    for (int j = 0; j < 2; ++j) {
      if (b.site[j] == 0) continue;
      if (a.site[i] == b.site[j]) {
        if (shared_sites_ != nullptr && a.site[i] < shared_sites_->size() && (*shared_sites_)[a.site[i]]) continue;
        const bool host = a.host[i] == b.host[j];
        if (domain != Outcome::same_host) domain = host ? Outcome::same_host : Outcome::same_site;
        domain_bits = std::min(rarity_.of_count(rarity_.count(rarity_.sites, a.site[i]), 17), weights_.domain_cap);
      } else if (domain == Outcome::missing || domain == Outcome::differs) {
        domain = Outcome::differs;
        if (a.label[i] == b.label[j]) {
          label_same = true;
          label_ending = false;
          label_word = b.label[j];
        } else if (a.label_start[i] == b.label_start[j] && a.label_start[i] != 0) {
          const std::string_view x = words_.text(a.label[i]);
          const std::string_view y = words_.text(b.label[j]);
          const bool starts = x.size() != y.size() && (x.size() > y.size() ? x.substr(0, y.size()) == y : y.substr(0, x.size()) == x);
          if (starts && is_domain_ending(x.size() > y.size() ? x.substr(y.size()) : y.substr(x.size()))) {
            label_same = true;
            label_ending = true;
            label_word = b.label[j];
          }
        }
      }
    }
  }
  // A company page's name stands for a label.
  if (domain == Outcome::missing) {
    if (a.page != 0 && a.page == b.page) {
      domain = Outcome::same_site;
      domain_bits = weights_.domain_cap;
    } else if ((a.page != 0 && b.label[0] == a.page_label) || (b.page != 0 && (a.label[0] == b.page_label || a.label[1] == b.page_label))) {
      label_same = true;
      label_word = a.page != 0 ? a.page_label : b.page_label;
    }
  }
  out.same_domain = domain == Outcome::same_host || domain == Outcome::same_site;
  // The label of a domain spells the other's name: what the name would be worth, not more.
  if (!out.same_domain) {
    Millibits label_bits = 0;
    if (label_same) {
      label_bits = std::min(rarity_.of_count(1, 14), weights_.domain_cap) + weights_.label_only;
      const std::uint64_t h = words_.hash_of(label_word);
      if (h == b.company.plain || h == b.company.core) {
        label_bits = std::min(label_bits, b.company.rarity + weights_.label_only);
      }
    }
    const auto label_names = [&](const Profile& x, const Profile& y) {
      for (int i = 0; i < 2; ++i) {
        if (x.label[i] == 0 || y.company.core == 0) continue;
        const std::uint64_t h = words_.hash_of(x.label[i]);
        if (h == y.company.plain || h == y.company.core) return true;
      }
      return false;
    };
    Millibits spelled = 0;
    if ((b.site[0] == 0 && label_names(a, b)) || (a.site[0] == 0 && label_names(b, a))) {
      spelled = std::min(b.company.rarity, name_cap()) + weights_.label_is_name;
    }
    const Millibits best = std::max(label_bits, spelled);
    const bool name_silent = name.outcome == Outcome::missing || name.outcome == Outcome::initials;
    if (best > 0 && (name_silent ? best > name.bits : false)) {
      name = {label_bits >= spelled ? Outcome::same_label : Outcome::label_is_name, best};
    }
    if (domain == Outcome::differs) {
      domain_bits = label_ending ? weights_.domain_ending : label_same ? weights_.domain_other_ending : weights_.domain_differs;
      if (label_same) domain = Outcome::same_label;
    } else if (label_same) {
      domain = Outcome::same_label;
      domain_bits = label_alike;
    } else if (spelled > 0) {
      domain = Outcome::label_is_name;
      domain_bits = weights_.label_spells;
    }
  }
  // A name that says nothing of the sort loses weight beside the same domain.
  if (out.same_domain && name.bits < 0) name.bits = std::max(name.bits, weights_.unlike_beside_domain);
  if (name.outcome != Outcome::missing) out.add(Compared::name, name.outcome, name.bits);
  if (domain != Outcome::missing) out.add(Compared::domain, domain, domain_bits);
  out.name = name.outcome;
  out.name_bits = name.bits;
  out.domain = domain;

  // ---- telephone
  Millibits phone_bits = 0;
  if (a.phone != 0 && b.phone != 0) {
    const bool same = a.phone_international && b.phone_international ? a.phone == b.phone
                                                                      : a.phone % 100000000 == b.phone % 100000000;
    const std::int32_t n = same ? rarity_.phone_count(b.phone % 100000000) : 0;
    if (same && n <= 8) {
      out.same_phone = true;
      phone_bits = std::min(rarity_.of_count(n, 16), weights_.phone_cap) + weights_.phone_same;
      out.add(Compared::phone, Outcome::same, phone_bits);
    } else if (!same) {
      out.add(Compared::phone, Outcome::differs, weights_.phone_differs);
    }
  }

  // ---- place: the finest that agrees, or the coarsest that does not
  // Where a cell is empty, the country of another telephone or domain says it, less surely.
  const bool likely = !out.same_domain && !out.same_phone;
  const std::uint16_t country_a = a.country != 0 || !likely ? a.country : a.likely_country;
  const std::uint16_t country_b = b.country != 0 || !likely ? b.country : b.likely_country;
  const bool both_country = country_a != 0 && country_b != 0;
  const bool unsure = a.country == 0 || b.country == 0;
  const bool both_city = a.city != 0 && b.city != 0;
  const bool both_postcode = a.postcode != 0 && b.postcode != 0;
  Outcome place = Outcome::missing;
  Millibits place_bits = 0;
  if (both_country && country_a != country_b) {
    place = Outcome::country;
    place_bits = unsure ? weights_.country_differs / 2 : weights_.country_differs;
  } else if (both_city && a.city != b.city && edits(words_.text(a.city), words_.text(b.city), 2) > 2) {
    place = Outcome::city;
    place_bits = weights_.city_differs;
  } else if (both_postcode && a.postcode != b.postcode) {
    place = Outcome::postcode;
    place_bits = weights_.postcode_differs;
  } else if (both_postcode) {
    place = Outcome::postcode;
    place_bits = rarity_.of_place(rarity_.count(rarity_.postcodes, b.postcode));
  } else if (both_city) {
    place = Outcome::city;
    place_bits = rarity_.of_place(rarity_.count(rarity_.cities, b.city));
  } else if (both_country) {
    place = Outcome::country;
    place_bits = std::max(rarity_.of_place(rarity_.countries[country_b]) + (unsure ? weights_.likely_country : 0), 0);
  }
  if (a.street[0] != 0 && b.street[0] != 0 && a.street_number != 0 && b.street_number != 0) {
    const bool same = a.street_number == b.street_number &&
                      (a.street[0] == b.street[0] || a.street[0] == b.street[1] || a.street[1] == b.street[0] ||
                       edits(words_.text(a.street[0]), words_.text(b.street[0]), 1) <= 1);
    out.same_street = same;
    if (same) {
      place_bits = std::max(place_bits, 0) + weights_.street_same;
      place = Outcome::street;
    } else if (place_bits >= 0) {
      place_bits = std::min(place_bits, 3000) + weights_.street_differs;
      place = Outcome::street;
    }
  }
  // Another town, another street and another telephone: another house of a chain; likely so in one town, too,
  // unless the number is the same and the street is written otherwise.
  const bool other_town = both_city && place == Outcome::city && place_bits < 0;
  const bool both_street = a.street[0] != 0 && b.street[0] != 0 && !out.same_street;
  const bool both_number = a.street_number != 0 && b.street_number != 0;
  const bool other_number = both_number ? a.street_number != b.street_number : a.street[0] != b.street[0] && a.street[0] != b.street[1] && a.street[1] != b.street[0];
  const bool other_phone = a.phone != 0 && b.phone != 0 && !out.same_phone;
  if (branches_apart_ && !out.same_domain && both_street && other_phone) {
    if (other_town && both_number) {
      place_bits += weights_.another_house;
    } else if (other_number) {
      place_bits += weights_.another_house / 2;
    }
  }
  place_bits = std::min(place_bits, weights_.place_cap + (place == Outcome::street ? 5000 : 0));
  if (out.same_phone && place_bits > 0) place_bits = std::min(place_bits, std::max(weights_.site_cap - phone_bits, 0));
  out.place = place_bits < 0 ? Outcome::differs : place;
  if (place != Outcome::missing) out.add(Compared::place, place, place_bits);

  // ---- a place put behind one of the names: a relation, unless it is where the other one is
  const std::uint16_t ca = a.company.country;
  const std::uint16_t cb = b.company.country;
  if (ca != cb) {
    const bool against = (ca != 0 && cb != 0) || (ca != 0 && b.country != 0 && ca != b.country) || (cb != 0 && a.country != 0 && cb != a.country);
    if (branches_apart_ && !out.same_street && !out.same_phone) {
      out.add(Compared::place, Outcome::only, weights_.branch);
    } else if (against) {
      out.add(Compared::place, Outcome::differs, weights_.place_against);
    } else if (cb != 0) {
      out.add(Compared::place, Outcome::only, weights_.place_unknown);
    } else {
      out.add(Compared::place, b.country == ca ? Outcome::near : Outcome::only, b.country == ca ? weights_.place_agrees : weights_.place_unknown);
    }
  }
  if (a.company.city != 0 && b.company.city != 0 && a.company.city != b.company.city) {
    out.add(Compared::place, Outcome::differs, branches_apart_ ? weights_.branch : 2 * weights_.place_against);
  }
  // ---- the person and the mail address that company records bear
  if (persons_count_ && a.last != 0 && b.last != 0) {
    const bool last = a.last == b.last || edits(words_.text(a.last), words_.text(b.last), 1) <= 1;
    const bool first = a.first != 0 && b.first != 0 && a.first_full == b.first_full;
    if (last) out.add(Compared::person, first ? Outcome::same : Outcome::partly, first ? weights_.contact_same : weights_.contact_last);
  }
  if (persons_count_ && a.mail != 0 && a.mail == b.mail) out.add(Compared::mail, Outcome::same, weights_.mail_same);
  // ---- legal forms say something of equal names only
  const std::uint16_t fa = a.company.form_number;
  const std::uint16_t fb = b.company.form_number;
  if (fa != 0 && fb != 0 && (name.outcome == Outcome::same || name.outcome == Outcome::spelling)) {
    if (fa == fb) {
      const std::uint16_t country = a.country == b.country ? b.country : 0;
      out.add(Compared::form, Outcome::same, std::clamp(rarity_.of_form(country, fb) + weights_.form_same, 0, weights_.form_cap));
    } else {
      out.add(Compared::form, Outcome::differs, weights_.form_differs);
    }
  }
  return out;
}

}  // namespace leadwright::identity
