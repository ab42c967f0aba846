#include "identity/profile.h"

#include <algorithm>

#include "base/text.h"
#include "identity/domain.h"
#include "identity/fold.h"
#include "identity/hash.h"
#include "identity/phone.h"
#include "identity/place.h"
#include "identity/similar.h"

namespace leadwright::identity {
namespace {

constexpr NormaliseRule rules[] = {
    {"legal_forms", "GmbH, Inc., Ltd. and their like are taken off company names"},
    {"abbreviations", "Intl is International, Mfg is Manufacturing"},
    {"decorations", "HQ, EMEA, brackets and places behind a company's name are set aside"},
    {"placeholders", "n/a, test and self-employed are no company"},
    {"free_mail", "domains of free and throw-away mail never link companies"},
    {"subdomains", "hosts fold to the registrable domain of the Public Suffix List"},
    {"plus_tags", "ann+news@acme.com is ann@acme.com"},
    {"gmail_dots", "dots in Gmail addresses do not count, googlemail.com is gmail.com"},
    {"phone", "telephone numbers are read with the record's country"},
    {"country", "names and codes of countries are one"},
    {"salesforce_ids", "15 and 18 character Salesforce ids are one"},
};

std::string_view trimmed(std::string_view cell) {
  while (!cell.empty() && static_cast<unsigned char>(cell.front()) <= ' ') cell.remove_prefix(1);
  while (!cell.empty() && static_cast<unsigned char>(cell.back()) <= ' ') cell.remove_suffix(1);
  return cell;
}

// 1.23E+15: a number that a spreadsheet shortened, so that the id it was is lost.
bool looks_damaged(std::string_view id) {
  const std::size_t e = id.find_first_of("eE");
  return e != std::string_view::npos && e > 2 && id.find('.') < e && id.find('+', e) == e + 1;
}

// The country of `.de`, `.co.uk`; none of endings that the whole world uses as words or short for something.
std::uint16_t country_of_ending(std::string_view site) {
  const std::string_view ending = site.substr(site.rfind('.') + 1);
  constexpr std::string_view of_the_world[] = {"ai", "am", "cc", "co", "eu", "fm", "gg", "io", "is", "la", "ly", "me", "sh", "so", "to", "tv", "vc", "ws"};
  if (ending.size() != 2 || std::find(std::begin(of_the_world), std::end(of_the_world), ending) != std::end(of_the_world)) return 0;
  return pack_country(find_country(ending));
}

}  // namespace

std::span<const NormaliseRule> normalise_rules() { return rules; }

Reader::Reader(const Settings& settings) {
  const auto on_of = [&](const char* rule) {
    const auto at = settings.normalise.find(rule);
    return at == settings.normalise.end() || at->second;
  };
  name_rules_ = {on_of("legal_forms"), on_of("abbreviations"), on_of("decorations"), on_of("placeholders")};
  fold_tags_ = on_of("plus_tags");
  fold_dots_ = on_of("gmail_dots");
  fold_phone_ = on_of("phone");
  fold_subdomains_ = on_of("subdomains");
  free_mail_ = on_of("free_mail");
  fold_country_ = on_of("country");
}

const Reader::Host& Reader::host(std::string_view text) {
  const Word word = words_.intern(text);
  if (hosts_.size() <= word) hosts_.resize(word + word / 2 + 64);
  if (!hosts_[word].read) {
    Host read;
    read.read = true;
    read.host = word;
    const std::string_view site = registrable(text);
    read.free = is_free_mail(text);
    read.company = !site.empty() && !is_shared_host(site) && !(free_mail_ && read.free);
    if (!site.empty()) {
      read.country = country_of_ending(site);
      const std::string_view label = label_of(site);
      read.label = words_.intern(label);
      for (std::size_t i = 0; i < 4 && label.size() >= 4; ++i) read.label_start = read.label_start << 8 | static_cast<unsigned char>(label[i]);
      read.site = words_.intern(fold_subdomains_ ? site : text);
    }
    hosts_[word] = read;
  }
  return hosts_[word];
}

void Reader::read_contact_points(const Records& records, std::int64_t row, Profile& profile) {
  const std::string_view mail_cell = records.at(Field::email, row);
  if (!mail_cell.empty()) {
    const Mail mail = read_mail(mail_cell, fold_tags_, fold_dots_);
    if (!mail.address.empty()) {
      profile.mail = hash(mail.address);
      profile.mail_local = hash(mail.local);
      profile.mail_role = mail.role;
      const Host& h = host(mail.host);
      profile.mail_free = h.free;
      if (h.company) {
        profile.mail_host = h.host;
        profile.mail_site = h.site;
        profile.host[0] = h.host;
        profile.site[0] = h.site;
        profile.label[0] = h.label;
        profile.label_start[0] = h.label_start;
      }
    }
  }
  const std::string_view web_cell = records.at(Field::domain, row);
  if (!web_cell.empty()) {
    const std::string page = social_page(web_cell);
    if (!page.empty()) {
      profile.page = words_.intern(page);
      profile.page_label = words_.intern(std::string_view(page).substr(page.find(':') + 1));
    } else {
      std::string text = read_host(web_cell);
      if (text.compare(0, 4, "www.") == 0) text.erase(0, 4);
      if (!text.empty()) {
        const Host& h = host(text);
        if (h.company) {
          profile.web_host = h.host;
          profile.web_site = h.site;
          const int at = profile.site[0] == h.site || profile.site[0] == 0 ? 0 : 1;
          profile.host[at] = h.host;
          profile.site[at] = h.site;
          profile.label[at] = h.label;
          profile.label_start[at] = h.label_start;
        }
      }
    }
  }
}

// The country of the ending of the record's own domains, where nothing better says it.
void Reader::read_likely_country(Profile& profile) {
  if (profile.country != 0 || profile.likely_country != 0) return;
  for (const Word host : profile.host) {
    if (host != 0 && profile.likely_country == 0) profile.likely_country = hosts_[host].country;
  }
}

void Reader::read_place(const Records& records, std::int64_t row, Profile& profile) {
  if (const auto cell = trimmed(records.at(Field::country, row)); !cell.empty()) {
    profile.country = countries_.of(words_.intern(cell), [&] { return pack_country(fold_country_ ? find_country(cell) : std::string_view{}); });
  }
  if (const auto cell = records.at(Field::city, row); !cell.empty()) {
    profile.city = cities_.of(words_.intern(cell), [&] {
      const std::string squashed = squash_letters(cell);
      const std::string_view known = city_word(squashed);
      return words_.intern(known.empty() ? std::string_view(squashed) : known);
    });
  }
  if (const auto cell = records.at(Field::state, row); !cell.empty()) {
    profile.state = states_.of(words_.intern(cell), [&] {
      const std::string squashed = squash_letters(cell);
      const std::string_view code = find_state_squashed(squashed);
      return words_.intern(code.empty() ? std::string_view(squashed) : code);
    });
  }
  if (const auto cell = records.at(Field::postcode, row); !cell.empty()) profile.postcode = words_.intern(read_postcode(cell));
  if (const auto cell = records.at(Field::street, row); !cell.empty()) {
    const Street street = read_street(cell);
    profile.street_number = words_.intern(street.number);
    for (std::size_t i = 0; i < std::min(street.words.size(), profile.street.size()); ++i) profile.street[i] = words_.intern(street.words[i]);
    if (profile.postcode == 0) profile.postcode = words_.intern(postcode_in_street(cell));
  }
  const std::string_view phone_cell = records.at(Field::phone, row);
  if (!phone_cell.empty()) {
    const char code[2] = {static_cast<char>(profile.country >> 8), static_cast<char>(profile.country & 0xff)};
    const Phone phone = read_phone(phone_cell, profile.country != 0 && fold_phone_ ? std::string_view(code, 2) : std::string_view{});
    profile.phone = phone.digits;
    profile.phone_international = phone.international;
    if (profile.country == 0) profile.likely_country = pack_country(phone.country);
  }
}

namespace {

// Takes `jr`, `III` off the end.
std::uint8_t take_generation(std::vector<std::string>& words) {
  if (words.size() < 2) return 0;
  const std::string& w = words.back();
  const std::uint8_t g = w == "jr" || w == "junior" ? 1 : w == "sr" || w == "senior" ? 2 : w == "ii" ? 3 : w == "iii" ? 4 : w == "i" ? 5 : 0;
  if (g != 0) words.pop_back();
  return g;
}

}  // namespace

Reader::GivenName Reader::given_name(std::string_view folded) {
  GivenName name;
  std::vector<std::string> parts = split_words(folded);
  name.generation = take_generation(parts);
  if (parts.empty()) return name;
  name.first = words_.intern(parts[0]);
  name.first_full = words_.intern(full_first_name(parts[0]));
  name.initial_only = parts[0].size() == 1;
  if (parts.size() > 1) name.middle = words_.intern(parts[1]);
  return name;
}

Reader::FamilyName Reader::family_name(std::string_view folded) {
  FamilyName name;
  std::vector<std::string> parts = split_words(folded);
  name.generation = take_generation(parts);
  if (parts.empty()) return name;
  std::string joined;
  for (const std::string& part : parts) joined += part;
  name.last = words_.intern(joined);
  if (parts.size() > 1) name.last_more = words_.intern(parts.back());
  return name;
}

void Reader::read_person(const Records& records, std::int64_t row, Profile& profile, bool companies) {
  const std::string_view first_cell = records.at(Field::first_name, row);
  const std::string_view last_cell = records.at(Field::last_name, row);
  GivenName given;
  FamilyName family;
  if (!first_cell.empty()) given = given_names_.of(words_.intern(first_cell), [&] { return given_name(fold_letters(first_cell)); });
  if (!last_cell.empty()) family = family_names_.of(words_.intern(last_cell), [&] { return family_name(fold_letters(last_cell)); });
  if (first_cell.empty() && last_cell.empty() && !companies) {
    const std::string full = fold_letters(trimmed(records.at(Field::name, row)));
    if (const std::size_t comma = full.find(','); comma != std::string::npos) {   // "Hughes, Howard"
      family = family_name(std::string_view(full).substr(0, comma));
      given = given_name(std::string_view(full).substr(comma + 1));
    } else if (const std::size_t space = full.find_last_of(' '); space != std::string::npos) {
      given = given_name(std::string_view(full).substr(0, space));
      family = family_name(std::string_view(full).substr(space + 1));
    } else {
      family = family_name(full);
    }
  }
  profile.first = given.first;
  profile.first_full = given.first_full;
  profile.middle = given.middle;
  profile.initial_only = given.initial_only;
  profile.last = family.last;
  profile.last_more = family.last_more;
  profile.generation = given.generation != 0 ? given.generation : family.generation;
  const BirthDate birth = read_birth_date(records.at(Field::birth_date, row));
  profile.birth = birth.date;
  profile.birth_swapped = birth.swapped;
  profile.has_name = profile.first != 0 || profile.last != 0;
  if (profile.has_name) profile.other_script = static_cast<unsigned char>(words_.text(profile.last != 0 ? profile.last : profile.first)[0]) >= 0x80;
}

void Reader::read_ids(const Records& records, std::int64_t row, Profile& profile, std::vector<StrongId>& ids) {
  const std::size_t at = ids.size();
  const auto add = [&](std::uint64_t kind, std::string_view value, std::string_view label) {
    value = trimmed(value);
    if (value.empty()) return;
    if (looks_damaged(value)) {
      if (damaged.size() < 1000) damaged.push_back(std::string(label) + " `" + std::string(value) + "`");
      return;
    }
    const std::string squashed = squash_letters(value);
    if (squashed.size() < 3 || std::all_of(squashed.begin(), squashed.end(), [&](char c) { return c == squashed[0]; })) return;
    if (ids.size() - at < 8) ids.push_back({kind, hash(squashed), kind == 0 ? words_.intern(squashed) : 0});
  };
  constexpr std::uint64_t tax_id = hash("tax_id"), lei = hash("lei"), duns = hash("duns");
  add(tax_id, records.at(Field::tax_id, row), "tax_id");
  add(lei, records.at(Field::lei, row), "lei");
  add(duns, records.at(Field::duns, row), "duns");
  std::string_view cell = records.at(Field::external_id, row);
  while (!cell.empty()) {                                   // KIND=value;KIND=value, or one bare id
    const std::string_view part = cell.substr(0, cell.find(';'));
    cell.remove_prefix(std::min(part.size() + 1, cell.size()));
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) {
      add(0, part, "external_id");
      continue;
    }
    std::string kind = squash_letters(part.substr(0, equals));
    if (kind == "taxidnumber") kind = "tax_id";
    if (kind == "leinumber") kind = "lei";
    if (kind == "dunsnumber") kind = "duns";
    add(hash(kind), part.substr(equals + 1), part.substr(0, equals));
  }
  profile.ids_at = static_cast<std::uint32_t>(at);
  profile.ids_count = static_cast<std::uint8_t>(ids.size() - at);
}

Profiles Reader::read(const Records& records, bool companies, const std::vector<std::int32_t>& order) {
  Profiles profiles;
  read_into(records, companies, order, profiles);
  return profiles;
}

void Reader::read_into(const Records& records, bool companies, const std::vector<std::int32_t>& order, Profiles& profiles) {
  profiles.of.reserve(profiles.of.size() + order.size());
  profiles.row.insert(profiles.row.end(), order.begin(), order.end());
  for (const std::int32_t row : order) {
    Profile& profile = profiles.of.emplace_back();
    read_place(records, row, profile);
    read_contact_points(records, row, profile);
    read_likely_country(profile);
    if (!companies || records.has(Field::last_name)) read_person(records, row, profile, companies);
    const std::string_view name = records.at(companies ? Field::name : Field::company, row);
    if (!name.empty()) {
      const std::string own_city(words_.text(profile.city));
      profile.company = read_company(name, words_, own_city, name_rules_);
    }
    read_ids(records, row, profile, profiles.ids);
  }
}

IdsAgree compare_ids(const Dictionary& words, const Profiles& a_all, const Profile& a, const Profiles& b_all, const Profile& b) {
  IdsAgree result;
  for (int i = 0; i < a.ids_count; ++i) {
    const StrongId& x = a_all.ids[a.ids_at + static_cast<std::uint32_t>(i)];
    bool kind_met = false;
    bool value_met = false;
    bool near = false;
    for (int j = 0; j < b.ids_count; ++j) {
      const StrongId& y = b_all.ids[b.ids_at + static_cast<std::uint32_t>(j)];
      if (x.kind != y.kind) continue;
      kind_met = true;
      value_met = value_met || x.value == y.value;
      near = near || (x.kind == 0 && edits(words.text(x.text), words.text(y.text), 2) <= 2);
    }
    if (!kind_met) continue;
    if (x.kind != 0) {
      (value_met ? result.same : result.contradict) = true;
    } else if (value_met) {
      result.untyped_same = true;
    } else {
      (near ? result.untyped_near : result.untyped_differ) = true;
    }
  }
  return result;
}

}  // namespace leadwright::identity
