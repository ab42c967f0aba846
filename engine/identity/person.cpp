#include "identity/person.h"

#include <algorithm>

#include "identity/hash.h"
#include "identity/place.h"
#include "identity/similar.h"

namespace leadwright::identity {
namespace {

constexpr std::uint64_t made_up = 1000;
constexpr std::int64_t most_priced = 16384;      // counts whose price is worked out once

void count_up(std::vector<std::int32_t>& counts, Word w) {
  if (w == 0) return;
  if (counts.size() <= w) counts.resize(w + w / 2 + 64);
  ++counts[w];
}

bool one_digit_apart(std::int32_t a, std::int32_t b) {
  int wrong = 0;
  int swaps = 0;
  int last_a = -1, last_b = -1;
  for (int i = 0; i < 8; ++i, a /= 10, b /= 10) {
    if (a % 10 != b % 10) {
      ++wrong;
      if (last_a == b % 10 && last_b == a % 10) ++swaps;
      last_a = a % 10;
      last_b = b % 10;
    } else {
      last_a = last_b = -1;
    }
  }
  return wrong == 1 || (wrong == 2 && swaps == 1);
}

// Neither year nor month nor day agree: another person's, not a slip of the pen. The first of January is not
// held against anybody: it is what is filled in where no more than a year, or nothing, is known.
bool unlike(std::int32_t a, std::int32_t b) {
  const auto filled_in = [](std::int32_t x) { return x % 10000 == 101; };
  return a / 10000 != b / 10000 && a / 100 % 100 != b / 100 % 100 && a % 100 != b % 100 && !filled_in(a) && !filled_in(b);
}

// Far enough apart for parent and child, and not too far.
bool generation_apart(std::int32_t a, std::int32_t b) {
  const std::int32_t years = a / 10000 > b / 10000 ? a / 10000 - b / 10000 : b / 10000 - a / 10000;
  return years >= 15 && years <= 50;
}

}  // namespace

PersonRarity::PersonRarity(const Dictionary&, const std::vector<const Profiles*>& tables) {
  for (const Profiles* profiles : tables) {
    persons_ += static_cast<std::int64_t>(profiles->of.size());
    for (const Profile& p : profiles->of) {
      count_up(firsts, p.first);
      count_up(lasts, p.last);
      count_up(cities, p.city);
      count_up(postcodes, p.postcode);
      count_up(streets, p.street[0]);
      count_up(numbers, p.street_number);
      count_up(states, p.state);
      if (p.mail != 0) contacts_.push_back(p.mail);
      if (p.phone != 0) contacts_.push_back(mix(p.phone % 100000000));
    }
  }
  std::sort(contacts_.begin(), contacts_.end());
  prior_ = -log2_millibits(static_cast<std::uint64_t>(std::max<std::int64_t>(persons_, 2)));
  for (const int background : {7, 8, 10, 11}) {      // those of the fields below
    auto& known = priced_[static_cast<std::size_t>(background)];
    for (std::int64_t count = 0; count < std::min(most_priced, persons_); ++count) known.push_back(work_out(static_cast<std::int32_t>(count), background));
  }
}

Millibits PersonRarity::work_out(std::int32_t count, int background) const {
  const auto others = static_cast<std::uint64_t>(std::max(count - 1, 0));
  const std::uint64_t share = std::max<std::uint64_t>((others << 20) + (made_up << 20 >> background), 1);
  return log2_ratio((static_cast<std::uint64_t>(persons_) + made_up) << 20, share);
}

Millibits PersonRarity::of(const std::vector<std::int32_t>& counts, Word w, int background) const {
  const std::int32_t count = w < counts.size() ? counts[w] : 0;
  const std::vector<Millibits>& known = priced_[static_cast<std::size_t>(background)];
  return static_cast<std::size_t>(count) < known.size() ? known[static_cast<std::size_t>(count)] : work_out(count, background);
}

Millibits PersonRarity::of_shared(std::uint64_t hashed) const {
  const auto range = std::equal_range(contacts_.begin(), contacts_.end(), hashed);
  const auto n = static_cast<std::uint64_t>(range.second - range.first);
  return n <= 3 ? 0 : -log2_millibits(n - 2) * 2;
}

Outcome PersonComparer::births(const Profile& a, const Profile& b) const {
  if (a.birth == 0 || b.birth == 0) return Outcome::missing;
  if (a.birth == b.birth) return Outcome::same;
  if (a.birth_swapped == b.birth || b.birth_swapped == a.birth) return Outcome::swapped;
  const bool slip = one_digit_apart(a.birth, b.birth) || (a.birth_swapped != 0 && one_digit_apart(a.birth_swapped, b.birth)) ||
                    (b.birth_swapped != 0 && one_digit_apart(a.birth, b.birth_swapped));
  return slip ? Outcome::near : Outcome::differs;
}

bool PersonComparer::names(const Profile& a, const Profile& b, bool one_id, bool one_birth, bool one_home, Comparison& out) const {
  if (!a.has_name || !b.has_name) return false;
  // Names in two scripts cannot be compared, and say nothing against each other.
  if (a.other_script != b.other_script) return false;
  const auto value = [&](const std::vector<std::int32_t>& counts, Word w, int background, Millibits cap) {
    return std::min(rarity_.of(counts, w, background), cap);
  };
  const auto near = [&](Word x, Word y) {
    const std::string_view s = words_.text(x);
    const std::string_view t = words_.text(y);
    const int longest = static_cast<int>(std::max(s.size(), t.size()));
    const int limit = longest >= 8 ? 2 : longest >= 4 ? 1 : 0;
    return edits(s, t, limit) <= limit;
  };
  struct Part {
    Outcome outcome = Outcome::missing;
    Millibits bits = 0;
  };
  const auto first = [&](Word x, Word y) -> Part {
    if (x == 0 || y == 0) return {};
    if (x == y) return {Outcome::same, value(rarity_.firsts, x, 8, weights_.first_cap)};
    const Word fx = x == a.first ? a.first_full : b.first_full;
    const Word fy = y == b.first ? b.first_full : a.first_full;
    if (fx == fy) return {Outcome::nickname, value(rarity_.firsts, x, 8, weights_.first_cap) + weights_.nickname};
    const std::string_view s = words_.text(x);
    const std::string_view t = words_.text(y);
    if (s.size() == 1 || t.size() == 1) {
      if (s[0] == t[0]) return {Outcome::initials, value(rarity_.firsts, x, 8, weights_.first_cap) + weights_.first_initial};
      return {Outcome::differs, weights_.first_differs};
    }
    if (near(x, y)) return {Outcome::spelling, value(rarity_.firsts, y, 8, weights_.first_cap) + weights_.first_spelling};
    return {Outcome::differs, weights_.first_differs};
  };
  const auto last = [&](Word x, Word y) -> Part {
    if (x == 0 || y == 0) return {};
    if (x == y) return {Outcome::same, value(rarity_.lasts, x, 11, weights_.last_cap)};
    if (near(x, y)) return {Outcome::spelling, value(rarity_.lasts, y, 11, weights_.last_cap) + weights_.last_spelling};
    const std::string_view s = words_.text(x);
    const std::string_view t = words_.text(y);
    const bool holds = s.size() > t.size() ? t.size() >= 4 && s.find(t) != std::string_view::npos : s.size() >= 4 && t.find(s) != std::string_view::npos;
    if (holds) return {Outcome::partly, value(rarity_.lasts, y, 11, weights_.last_cap) + 2 * weights_.last_spelling};
    return {Outcome::differs, weights_.last_differs};
  };
  const Part f = first(a.first, b.first);
  const Part l = last(a.last, b.last);
  // First and last name exchanged.
  const auto crossed = [&](Word x, Word y) { return x != 0 && y != 0 && (x == y || near(x, y)); };
  if (f.bits + l.bits < 0 && crossed(a.first, b.last) && crossed(a.last, b.first)) {
    out.add(Compared::person, Outcome::swapped,
            std::min(value(rarity_.lasts, a.last, 11, weights_.last_cap) + value(rarity_.firsts, a.first, 8, weights_.first_cap), weights_.full_name_cap) +
                weights_.swapped);
  } else if (f.bits + l.bits < 0 && (crossed(a.first, b.last) || crossed(a.last, b.first))) {
    out.add(Compared::person, Outcome::swapped, weights_.half_swapped);
  } else {
    // Another first name beside the same last one: a family shares mail, telephone and address, but neither
    // an id nor, twins aside, a day of birth. Those who share no more than the day are strangers.
    const bool family = !one_id && f.outcome == Outcome::differs && l.outcome == Outcome::same && !a.initial_only && !b.initial_only;
    const Millibits other_first = one_birth && one_home ? weights_.first_of_twins : weights_.first_of_a_family;
    if (f.outcome != Outcome::missing) out.add(Compared::person, f.outcome, family ? other_first : f.bits);
    // Two other names are two people, unless both an id and the day of birth say that somebody was renamed.
    const bool both_differ = f.outcome == Outcome::differs && l.outcome == Outcome::differs && !(one_id && one_birth);
    if (l.outcome != Outcome::missing) out.add(Compared::name, l.outcome, l.bits + (both_differ ? weights_.both_differ : 0));
  }
  if (a.generation != 0 && b.generation != 0 && a.generation != b.generation) {
    out.add(Compared::form, Outcome::differs, weights_.generation_differs);
    out.namesakes = true;
  }
  const auto one = [](Outcome outcome) { return outcome == Outcome::same || outcome == Outcome::nickname || outcome == Outcome::spelling; };
  return one(f.outcome) && one(l.outcome);
}

std::pair<Outcome, Millibits> PersonComparer::places(const Profile& a, const Profile& b) const {
  Millibits bits = 0;
  Outcome outcome = Outcome::missing;
  const auto near = [&](Word x, Word y) { return x == y || edits(words_.text(x), words_.text(y), 2) <= (words_.text(y).size() >= 6 ? 2 : 1); };
  const auto run_together = [&](Word x, Word y) {      // "mckinleycircuit" beside "mckinley circuit"
    const std::string_view s = words_.text(x);
    const std::string_view t = words_.text(y);
    return s.size() > t.size() && s.compare(0, t.size(), t) == 0 && is_street_type(s.substr(t.size()));
  };
  if (a.street[0] != 0 && b.street[0] != 0) {
    if (near(a.street[0], b.street[0]) || run_together(a.street[0], b.street[0]) || run_together(b.street[0], a.street[0])) {
      bits += std::min(rarity_.of(rarity_.streets, b.street[0], 11), 11000);
      outcome = Outcome::street;
    } else {
      bits += weights_.street_differs;
      outcome = Outcome::differs;
    }
  }
  if (a.street_number != 0 && b.street_number != 0) {
    bits += a.street_number == b.street_number ? std::min(rarity_.of(rarity_.numbers, b.street_number, 7), 7000) : weights_.number_differs;
  }
  if (a.postcode != 0 && b.postcode != 0) {
    if (a.postcode == b.postcode) {
      bits += std::min(rarity_.of(rarity_.postcodes, b.postcode, 10), 9000);
      if (outcome == Outcome::missing) outcome = Outcome::postcode;
    } else if (edits(words_.text(a.postcode), words_.text(b.postcode), 1) <= 1) {
      bits += 1000;
    } else {
      bits += weights_.postcode_differs;
      if (outcome == Outcome::missing) outcome = Outcome::differs;
    }
  }
  if (a.city != 0 && b.city != 0) {
    if (near(a.city, b.city)) {
      bits += std::min(rarity_.of(rarity_.cities, b.city, 8), 7000);
      if (outcome == Outcome::missing) outcome = Outcome::city;
    } else {
      bits += weights_.city_differs;
      if (outcome == Outcome::missing) outcome = Outcome::differs;
    }
  }
  // Two whole addresses that differ are two places, be they in one town.
  const bool another = a.street_number != 0 && b.street_number != 0 && a.street_number != b.street_number && outcome == Outcome::differs;
  return {outcome, std::min(bits, another ? weights_.town_cap : weights_.place_cap)};
}

Comparison PersonComparer::compare(const Profiles& a_all, const Profile& a, const Profiles& b_all, const Profile& b) const {
  Comparison out;
  out.add(Compared::prior, Outcome::none, prior_);
  const IdsAgree ids = compare_ids(words_, a_all, a, b_all, b);
  const bool one_id = ids.same || ids.untyped_same || ids.untyped_near;
  const Outcome birth = births(a, b);
  const bool one_birth = birth == Outcome::same || birth == Outcome::swapped || birth == Outcome::near;
  const auto [place, place_bits] = places(a, b);
  const bool one_name = names(a, b, one_id, one_birth, place_bits >= weights_.home, out);
  Millibits beside = 0;                              // what agrees beside the name
  const auto add = [&](Compared compared, Outcome outcome, Millibits bits) {
    beside += std::max(bits, 0);
    out.add(compared, outcome, bits);
  };
  if (birth == Outcome::same) {
    add(Compared::birth_date, birth, weights_.birth_same);
  } else if (birth == Outcome::swapped) {
    add(Compared::birth_date, birth, weights_.birth_swapped);
  } else if (birth == Outcome::near) {
    add(Compared::birth_date, birth, weights_.birth_near);
  } else if (birth == Outcome::differs) {
    // Namesakes of one home are parent and child; two of nearly one age are not met there, but a wrong date is.
    const bool another = !one_id && unlike(a.birth, b.birth);
    const bool at_home = one_name && place == Outcome::street && a.street_number == b.street_number;
    const Millibits unlike_bits = !at_home ? weights_.birth_unlike : generation_apart(a.birth, b.birth) ? weights_.birth_of_a_namesake : weights_.birth_differs;
    out.namesakes = out.namesakes || (another && at_home && generation_apart(a.birth, b.birth));
    add(Compared::birth_date, birth, another ? unlike_bits : weights_.birth_differs);
  }
  if (a.mail != 0 && b.mail != 0) {
    if (a.mail == b.mail) {
      add(Compared::mail, Outcome::same, std::max(weights_.mail_same + rarity_.of_shared(a.mail) - (a.mail_role ? 9000 : 0), 1000));
    } else if (a.mail_local == b.mail_local && !a.mail_role) {
      add(Compared::mail, Outcome::near, weights_.mail_local);
    } else {
      add(Compared::mail, Outcome::differs, weights_.mail_differs);
    }
  }
  Millibits shared = 0;                              // of what others at the same place have too
  const auto add_shared = [&](Compared compared, Outcome outcome, Millibits bits) {
    if (bits > 0) {
      bits = std::min(bits, weights_.shared_cap - shared);
      shared += bits;
    }
    add(compared, outcome, bits);
  };
  if (a.phone != 0 && b.phone != 0) {
    const bool same = a.phone_international && b.phone_international ? a.phone == b.phone : a.phone % 100000000 == b.phone % 100000000;
    if (same) {
      add_shared(Compared::phone, Outcome::same, std::max(weights_.phone_same + rarity_.of_shared(mix(a.phone % 100000000)), 1000));
    } else {
      add(Compared::phone, Outcome::differs, weights_.phone_differs);
    }
  }
  if (place != Outcome::missing) add_shared(Compared::place, place, place_bits);
  if (ids.same || ids.untyped_same) {
    add(Compared::ids, Outcome::same, weights_.id_same);
  } else if (ids.untyped_near) {
    add(Compared::ids, Outcome::near, weights_.id_near);
  } else if (ids.untyped_differ || ids.contradict) {
    add(Compared::ids, Outcome::differs, weights_.id_differs);
  }
  // The company: by name or by domain, whichever speaks.
  const bool both_names = a.company.core != 0 && b.company.core != 0;
  const bool both_sites = a.site[0] != 0 && b.site[0] != 0;
  if (both_names || both_sites) {
    const bool same_site = both_sites && a.site[0] == b.site[0];
    const bool same_name = both_names && (a.company.core == b.company.core || a.company.lead_word == b.company.lead_word);
    if (a.mail != 0 && a.mail == b.mail && !same_name) {
      // one mail address has one domain: that says nothing more
    } else if (same_site || same_name) {
      add_shared(Compared::domain, Outcome::same, weights_.company_same);
    } else if (both_names && both_sites) {
      add(Compared::domain, Outcome::differs, weights_.company_differs);
    } else {
      add(Compared::domain, Outcome::differs, weights_.company_differs / 2);
    }
  }
  // First and last names are not drawn independently, and people have namesakes.
  if (one_name && beside < weights_.little_beside) out.add(Compared::name, Outcome::alone, weights_.name_alone);
  return out;
}

void person_keys(const Profiles& all, const Profile& p, const Dictionary& words, bool bare_names, std::vector<std::uint64_t>& out) {
  const auto text_hash = [&](Word w) { return words.hash_of(w); };
  if (p.mail != 0) out.push_back(make_key(KeyKind::mail, p.mail));
  for (int i = 0; i < p.ids_count; ++i) {
    const StrongId& id = all.ids[p.ids_at + static_cast<std::uint32_t>(i)];
    out.push_back(make_key(KeyKind::id, mix(id.kind, id.value)));
  }
  const std::uint64_t last = p.last != 0 ? text_hash(p.last) : 0;
  const std::uint64_t first = p.first_full != 0 ? text_hash(p.first_full) : 0;
  const std::uint64_t initial = p.first != 0 ? static_cast<unsigned char>(words.text(p.first)[0]) : 0;
  if (p.phone != 0) out.push_back(make_key(KeyKind::phone, p.phone % 100000000));
  if (bare_names && first != 0 && last != 0) {
    out.push_back(make_key(KeyKind::person, first < last ? mix(first, last) : mix(last, first)));
  }
  if (p.birth != 0) {
    out.push_back(make_key(KeyKind::birth, static_cast<std::uint64_t>(p.birth)));
    if (p.birth_swapped != 0) out.push_back(make_key(KeyKind::birth, static_cast<std::uint64_t>(p.birth_swapped)));
    if (last != 0) out.push_back(make_key(KeyKind::birth, mix(last, static_cast<std::uint64_t>(p.birth / 10000))));
    if (first != 0) out.push_back(make_key(KeyKind::birth, mix(first, static_cast<std::uint64_t>(p.birth / 10000))));
  }
  if (p.street[0] != 0 && p.street_number != 0) out.push_back(make_key(KeyKind::address, mix(text_hash(p.street[0]), text_hash(p.street_number))));
  if (p.postcode != 0) {
    if (last != 0) out.push_back(make_key(KeyKind::person_place, mix(last, text_hash(p.postcode))));
    if (first != 0) out.push_back(make_key(KeyKind::person_place, mix(first, text_hash(p.postcode))));
    if (p.street[0] != 0) out.push_back(make_key(KeyKind::address, mix(text_hash(p.street[0]), text_hash(p.postcode))));
  }
  for (const std::uint64_t at : {p.site[0] != 0 ? text_hash(p.site[0]) : 0, p.company.core, p.company.lead_word}) {
    if (at == 0) continue;
    if (last != 0) out.push_back(make_key(KeyKind::person_place, mix(mix(at, last), initial)));
    if (first != 0) out.push_back(make_key(KeyKind::person_place, mix(at, first)));
  }
  if (p.city != 0 && last != 0) out.push_back(make_key(KeyKind::person_place, mix(mix(text_hash(p.city), last), initial)));
}

}  // namespace leadwright::identity
