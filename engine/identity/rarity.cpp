#include "identity/rarity.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace leadwright::identity {
namespace {

constexpr std::uint64_t made_up = 1000;              // k
constexpr int own_background = 17;                   // bits of a word of its own
constexpr int business_background = 7;
constexpr int generic_background = 6;
constexpr std::size_t most_priced = 1024;            // counts whose price is worked out once
constexpr Millibits small_file_floor = 13500;        // of a word of its own in a file of duplicates

void count_up(std::vector<std::int32_t>& counts, Word w) {
  if (w == 0) return;
  if (counts.size() <= w) counts.resize(w + w / 2 + 64);
  ++counts[w];
}

}  // namespace

Millibits Rarity::of_count(std::int64_t count, int background) const {
  const std::uint64_t others = static_cast<std::uint64_t>(std::max<std::int64_t>(count - bearers_, 0));
  const std::uint64_t share = std::max<std::uint64_t>((others << 20) + (made_up << 20 >> background), 1);
  return log2_ratio((static_cast<std::uint64_t>(companies_) + made_up) << 20, share);
}

Millibits Rarity::work_out_place(std::int32_t count) const {
  return log2_ratio((static_cast<std::uint64_t>(placed_) + 100) * 100, static_cast<std::uint64_t>(count) * 100 + 100);
}

Millibits Rarity::of_form(std::uint16_t country, std::uint16_t form) const {
  const auto count_of = [&](std::uint16_t f) {
    const auto at = forms_.find({country, f});
    return at == forms_.end() ? 0 : static_cast<std::uint64_t>(at->second);
  };
  return log2_ratio(count_of(0) + 20, count_of(form) + 5);
}

std::int32_t Rarity::phone_count(std::uint64_t phone) const {
  const auto range = std::equal_range(phones_.begin(), phones_.end(), phone);
  return static_cast<std::int32_t>(range.second - range.first);
}

void Rarity::price(Profiles& profiles) const {
  for (Profile& p : profiles.of) {
    CompanyName& name = p.company;
    name.rarity = 0;
    for (std::size_t i = 0; i < name.token_count; ++i) {
      const WordFacts& facts = words_->facts(name.tokens[i]);
      name.facts[i].rarity = facts.rarity;
      name.facts[i].occurs = facts.count > 1 || facts.kind != WordKind::own;
      name.rarity += facts.rarity;
    }
    // Among duplicates a name that is one word is as rare as the companies called just that: how many longer
    // names hold the word ("Oracle Nashua", "Server Group, Oracle") says nothing against it.
    if (name.token_count != 1 || whole_names_.empty()) continue;
    const auto whole = std::lower_bound(whole_names_.begin(), whole_names_.end(), std::pair<std::uint64_t, std::int32_t>{name.core, 0});
    if (whole != whole_names_.end() && whole->first == name.core) {
      name.rarity = std::max(name.rarity, of_count(whole->second, own_background));
    }
  }
}

Rarity::Rarity(Reader& reader, const Profiles& reference, int bearers, const std::vector<std::int32_t>* group_of)
    : words_(&reader.words()), bearers_(bearers) {
  Dictionary& words = reader.words();
  countries.resize(65536);
  for (Word w = 0; w < words.size(); ++w) words.facts(w).count = 0;
  // One group after the other, so that what several records of it bear counts once.
  std::vector<std::int32_t> rows(reference.of.size());
  std::iota(rows.begin(), rows.end(), 0);
  const auto head_of = [&](std::int32_t row) { return group_of != nullptr ? (*group_of)[static_cast<std::size_t>(row)] : row; };
  if (group_of != nullptr) std::stable_sort(rows.begin(), rows.end(), [&](std::int32_t x, std::int32_t y) { return head_of(x) < head_of(y); });
  std::vector<std::int32_t> counted(words.size(), -1);                   // by word: the last group it was counted for
  std::vector<std::int32_t> site_counted(words.size(), -1);
  std::vector<std::pair<std::uint64_t, std::int32_t>> whole_names;       // with their groups
  for (const std::int32_t row : rows) {
    const Profile& p = reference.of[static_cast<std::size_t>(row)];
    const std::int32_t head = head_of(row);
    const Profile* known = head != row ? &reference.of[static_cast<std::size_t>(head)] : nullptr;
    const CompanyName& name = p.company;
    companies_ += known == nullptr ? 1 : 0;
    // A name with a country behind it is a branch: its words were counted for the company.
    for (int t = 0; t < name.token_count && name.country == 0; ++t) {
      if (std::exchange(counted[name.tokens[t]], head) != head) ++words.facts(name.tokens[t]).count;
    }
    for (int s = 0; s < 2; ++s) {
      if (p.site[s] != 0 && std::exchange(site_counted[p.site[s]], head) != head) count_up(sites, p.site[s]);
    }
    if (bearers_ > 1 && name.token_count == 1 && name.facts[0].kind == WordKind::own && !name.facts[0].number) {
      whole_names.emplace_back(name.core, head);
    }
    if (p.phone != 0 && (known == nullptr || known->phone % 100000000 != p.phone % 100000000)) phones_.push_back(p.phone % 100000000);
    if (known != nullptr) continue;
    count_up(cities, p.city);
    count_up(postcodes, p.postcode);
    count_up(states, p.state);
    if (p.street[0] != 0) count_up(streets, p.street[0]);
    if (p.country != 0) ++countries[p.country];
    if (name.form_number != 0) {
      for (const std::uint16_t form : {std::uint16_t{0}, name.form_number}) {
        ++forms_[{0, form}];
        if (p.country != 0) ++forms_[{p.country, form}];
      }
    }
    if (p.country != 0 || p.city != 0 || p.postcode != 0) ++placed_;
  }
  std::sort(phones_.begin(), phones_.end());
  std::sort(whole_names.begin(), whole_names.end());
  whole_names.erase(std::unique(whole_names.begin(), whole_names.end()), whole_names.end());
  for (const auto& [core, head] : whole_names) {
    if (whole_names_.empty() || whole_names_.back().first != core) whole_names_.emplace_back(core, 0);
    ++whole_names_.back().second;
  }
  prior_ = -log2_millibits(static_cast<std::uint64_t>(std::max<std::int64_t>(companies_, 2)));
  of_place_.resize(std::min(most_priced, reference.of.size()));
  for (std::size_t count = 0; count < of_place_.size(); ++count) of_place_[count] = work_out_place(static_cast<std::int32_t>(count));

  // Words of one length that come once and twice: Good-Turing for those that come once.
  std::array<std::uint64_t, 16> once{};
  std::array<std::uint64_t, 16> twice{};
  const auto length_class = [](const WordFacts& f) { return std::min<std::uint32_t>(f.length, 15); };
  for (Word w = 1; w < words.size(); ++w) {
    const WordFacts& f = words.facts(w);
    if (!f.known || f.kind != WordKind::own) continue;
    if (f.count == 1) ++once[length_class(f)];
    if (f.count == 2) ++twice[length_class(f)];
  }
  for (Word w = 1; w < words.size(); ++w) {
    WordFacts& f = words.facts(w);
    if (!f.known) continue;
    const int background = f.kind == WordKind::own ? own_background : f.kind == WordKind::business ? business_background : generic_background;
    f.rarity = of_count(f.count, background);
    if (f.kind == WordKind::filler) f.rarity = 1000;
    if (f.kind == WordKind::generic) f.rarity = std::min(f.rarity, 6000);
    if (f.kind == WordKind::own && f.count <= static_cast<std::uint32_t>(bearers_)) {
      const std::uint32_t c = length_class(f);
      const Millibits seen = log2_ratio((once[c] + 200) * static_cast<std::uint64_t>(companies_ + 1000), 2 * twice[c] * 1000 / 1000 + 2);
      f.rarity = std::min(f.rarity, std::max(seen, 4000));
    }
    if (f.kind == WordKind::own && companies_ < 1000 && f.count <= 8) f.rarity = std::max(f.rarity, f.number ? 5000 : small_file_floor);
    if (f.kind == WordKind::business && companies_ < 1000) f.rarity = std::max(f.rarity, 6000);
  }
}

}  // namespace leadwright::identity
