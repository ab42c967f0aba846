#include "identity/block.h"

#include <algorithm>
#include <array>

#include "identity/hash.h"
#include "identity/sort.h"

namespace leadwright::identity {

std::string_view name_of(KeyKind kind) {
  constexpr std::string_view names[] = {"id", "domain", "phone", "name", "name and place", "company page", "word of the name",
                                        "two words of the name", "misspelt word", "first words of the name", "initials",
                                        "beginning of the name", "mail address", "person", "person and place", "date of birth",
                                        "address", "alias", "name"};
  return names[static_cast<std::size_t>(kind)];
}

void sharp_company_keys(const Profile& p, const Dictionary& words, std::vector<std::uint64_t>& out) {
  for (int i = 0; i < 2; ++i) {
    if (p.site[i] != 0) out.push_back(make_key(KeyKind::site, words.hash_of(p.site[i])));
    if (p.label[i] != 0) out.push_back(make_key(KeyKind::spelled, words.hash_of(p.label[i])));
  }
  if (p.phone != 0) out.push_back(make_key(KeyKind::phone, p.phone % 100000000));
  if (p.page_label != 0) out.push_back(make_key(KeyKind::spelled, words.hash_of(p.page_label)));
  const CompanyName& name = p.company;
  if (p.street[0] != 0 && p.street_number != 0) {
    out.push_back(make_key(KeyKind::address, mix(words.hash_of(p.street[0]), mix(words.hash_of(p.street_number), p.city != 0 ? words.hash_of(p.city) : 0))));
    if (p.postcode != 0) out.push_back(make_key(KeyKind::address, mix(words.hash_of(p.street_number), words.hash_of(p.postcode))));
  }
  if (name.core == 0) return;
  out.push_back(make_key(KeyKind::spelled, name.core));
  if (name.plain != name.core) out.push_back(make_key(KeyKind::spelled, name.plain));
  if (const std::uint16_t country = p.country != 0 ? p.country : p.likely_country; country != 0) out.push_back(make_key(KeyKind::spelled_place, mix(name.core, country)));
  if (p.city != 0) out.push_back(make_key(KeyKind::spelled_place, mix(name.core, words.hash_of(p.city))));
  if (p.postcode != 0) out.push_back(make_key(KeyKind::spelled_place, mix(name.core, words.hash_of(p.postcode))));
}

void blunt_company_keys(const Profile& p, const Dictionary& words, const Rarity& rarity, bool reference, std::vector<std::uint64_t>& out) {
  const CompanyName& name = p.company;
  if (name.core == 0) return;
  const auto text_hash = [&](Word w) { return words.hash_of(w); };
  if (name.token_count > 1 && name.lead_words != 0) out.push_back(make_key(KeyKind::lead_words, name.lead_words));
  if (name.token_count > 1) out.push_back(make_key(KeyKind::spelled, name.lead_word));
  if (name.token_count == 1) out.push_back(make_key(KeyKind::lead_words, name.core));
  if (reference ? name.initials != 0 : name.token_count == 1) out.push_back(make_key(KeyKind::initials, reference ? name.initials : name.core));
  if (name.alias_count > 0) {
    std::string text;
    for (int i = 0; i < name.alias_count; ++i) text += words.text(name.aliases[i]);
    out.push_back(make_key(KeyKind::spelled, hash(text)));
  }
  // Single words, and pairs of the four rarest.
  const int n = name.token_count;
  std::vector<Word> by_rarity(name.tokens.begin(), name.tokens.begin() + n);
  std::sort(by_rarity.begin(), by_rarity.end(), [&](Word a, Word b) {
    const Millibits x = rarity.of_word(a);
    const Millibits y = rarity.of_word(b);
    return x != y ? x > y : words.text(a) < words.text(b);
  });
  for (int i = 0; i < n; ++i) {
    const WordFacts& facts = words.facts(by_rarity[i]);
    if (facts.kind == WordKind::own || n == 1) out.push_back(make_key(KeyKind::word, text_hash(by_rarity[i])));
  }
  for (int i = 0; i < std::min(n, 4); ++i) {
    for (int j = i + 1; j < std::min(n, 4); ++j) {
      std::uint64_t x = text_hash(by_rarity[i]);
      std::uint64_t y = text_hash(by_rarity[j]);
      if (x > y) std::swap(x, y);
      out.push_back(make_key(KeyKind::word_pair, mix(x, y)));
    }
  }
  // One letter wrong: each word of its own without one of its letters (Bocek, Hunt and Stiller 2007, "Fast
  // similarity search in large dictionaries"). A word that the reference side has needs it no more.
  const auto deletions = [&](std::string_view text) {
    if (text.size() < 5 || text.size() > 16) return;
    out.push_back(make_key(KeyKind::deletion, hash(text)));
    std::string shorter(text.substr(1));
    for (std::size_t i = 0;; ++i) {
      out.push_back(make_key(KeyKind::deletion, hash(shorter)));
      if (i + 1 == text.size()) break;
      shorter[i] = text[i];
    }
  };
  for (int i = 0; i < n; ++i) {
    const WordFacts& facts = words.facts(name.tokens[i]);
    if (facts.kind == WordKind::own && (reference || facts.count == 0)) deletions(words.text(name.tokens[i]));
  }
  // The first six letters of the name run together.
  std::string joined;
  for (int i = 0; i < n && joined.size() < 24; ++i) joined += words.text(name.tokens[i]);
  if (joined.size() >= 6) out.push_back(make_key(KeyKind::edge, hash(std::string_view(joined).substr(0, 6))));
  if (n == 1 || reference) deletions(joined);
}

namespace {

// Sorted by key, then row; each pair of them once.
void sort_entries(table::Block<KeyedRow>& entries) {
  KeyedRow* const from = entries.data();
  KeyedRow* const to = from + entries.size();
  sort_by_key(from, to, [](const KeyedRow& e) { return e.key; },
              [](const KeyedRow& a, const KeyedRow& b) { return a.key != b.key ? a.key < b.key : a.row < b.row; });
  KeyedRow* const end = std::unique(from, to, [](const KeyedRow& a, const KeyedRow& b) { return a.key == b.key && a.row == b.row; });
  entries.set_size(static_cast<std::size_t>(end - from));
}

}  // namespace

void Blocks::build() {
  sort_entries(entries_);
  for (std::size_t at = 0; at < entries_.size();) {
    std::size_t end = at + 1;
    while (end < entries_.size() && entries_[end].key == entries_[at].key) ++end;
    if (end - at > 1) {
      const auto from = static_cast<std::int32_t>(rows_.size());
      for (std::size_t i = at; i < end; ++i) rows_.push_back(entries_[i].row);
      blocks_.push_back({entries_[at].key, from, static_cast<std::int32_t>(rows_.size())});
    }
    at = end;
  }
  entries_ = {};
}

void KeyIndex::build() {
  sort_entries(entries_);
  rows_.reserve(entries_.size());
  for (std::size_t at = 0; at < entries_.size();) {
    std::size_t end = at;
    while (end < entries_.size() && entries_[end].key == entries_[at].key) rows_.push_back(entries_[end++].row);
    runs_.push_back({entries_[at].key, static_cast<std::int32_t>(at), static_cast<std::int32_t>(end)});
    at = end;
  }
  entries_ = {};
  int bits = 4;
  while ((std::size_t{1} << bits) < runs_.size() * 2 && bits < 26) ++bits;
  shift_ = 64 - bits;
  starts_.assign((std::size_t{1} << bits) + 1, 0);
  for (const Run& run : runs_) ++starts_[static_cast<std::size_t>(run.key >> shift_) + 1];
  for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  borne_shift_ = shift_ - 3;
  borne_.assign((std::size_t{1} << (64 - borne_shift_)) / 64, 0);
  for (const Run& run : runs_) {
    const std::uint64_t bit = run.key >> borne_shift_;
    borne_[static_cast<std::size_t>(bit / 64)] |= std::uint64_t{1} << bit % 64;
  }
}

void KeyIndex::prepare(std::vector<std::uint64_t>& keys) const {
  const auto is_borne = [&](std::uint64_t key) {
    const std::uint64_t bit = key >> borne_shift_;
    return (borne_[static_cast<std::size_t>(bit / 64)] >> bit % 64 & 1) != 0;
  };
  keys.erase(std::remove_if(keys.begin(), keys.end(), [&](std::uint64_t key) { return !is_borne(key); }), keys.end());
  for (const std::uint64_t key : keys) __builtin_prefetch(&starts_[static_cast<std::size_t>(key >> shift_)]);
  for (const std::uint64_t key : keys) {
    const std::uint32_t run = starts_[static_cast<std::size_t>(key >> shift_)];
    if (run < runs_.size()) __builtin_prefetch(&runs_[run]);
  }
}

std::pair<const std::int32_t*, const std::int32_t*> KeyIndex::rows(std::uint64_t key, std::int32_t* cut_size) const {
  const auto bucket = static_cast<std::size_t>(key >> shift_);
  auto from = runs_.begin() + starts_[bucket];
  const auto to = runs_.begin() + starts_[bucket + 1];
  from = std::lower_bound(from, to, key, [](const Run& run, std::uint64_t k) { return run.key < k; });
  if (from == to || from->key != key) return {nullptr, nullptr};
  if (from->to - from->from > most_rows_) {
    if (cut_size != nullptr) *cut_size = from->to - from->from;
    return {nullptr, nullptr};
  }
  return {rows_.data() + from->from, rows_.data() + from->to};
}

}  // namespace leadwright::identity
