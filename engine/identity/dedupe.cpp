#include "identity/dedupe.h"

#include <algorithm>

namespace leadwright::identity {
namespace {
constexpr std::int32_t most_rows = 80;
constexpr std::int32_t neighbours = 3;

bool is_telling(KeyKind kind) { return kind == KeyKind::spelled || kind == KeyKind::mail || kind == KeyKind::id; }
constexpr Millibits everything_beside_name = 60000;
}

std::int64_t pairs_left_out(KeyKind kind, std::int64_t rows) {
  const std::int64_t all = rows * (rows - 1) / 2;
  return is_telling(kind) ? all - std::min(rows * neighbours, all) : all;
}

std::vector<std::pair<std::int32_t, std::int32_t>> pairs_of(const KeyIndex& index) {
  std::vector<std::pair<std::int32_t, std::int32_t>> pairs;
  const auto& rows = index.row_list();
  for (const KeyIndex::Block& block : index.blocks()) {
    const std::int32_t reach = block.to - block.from <= index.most_rows() ? block.to - block.from : is_telling(kind_of_key(block.key)) ? neighbours : 0;
    for (std::int32_t i = block.from; i < block.to; ++i) {
      for (std::int32_t j = i + 1; j < std::min(block.to, i + 1 + reach); ++j) pairs.emplace_back(rows[static_cast<std::size_t>(i)], rows[static_cast<std::size_t>(j)]);
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

std::vector<PairFound> duplicate_companies(const Profiles& profiles, const Dictionary& words, const Rarity& rarity, const CompanyComparer& comparer,
                                           Millibits least, std::vector<CutBlock>* cut, std::int64_t* compared) {
  KeyIndex index(most_rows);
  std::vector<std::uint64_t> keys;
  for (std::size_t row = 0; row < profiles.of.size(); ++row) {
    keys.clear();
    sharp_company_keys(profiles.of[row], words, keys);
    blunt_company_keys(profiles.of[row], words, rarity, true, keys);
    const Profile& p = profiles.of[row];
    if (p.mail != 0) keys.push_back(make_key(KeyKind::mail, p.mail));
    if (p.last != 0 && p.first_full != 0) keys.push_back(make_key(KeyKind::person, mix(hash(words.text(p.last)), hash(words.text(p.first_full)))));
    const CompanyName& name = p.company;
    if (name.token_count == 1) keys.push_back(make_key(KeyKind::initials, name.core));
    for (int i = 0; i < profiles.of[row].ids_count; ++i) {
      const StrongId& id = profiles.ids[profiles.of[row].ids_at + static_cast<std::uint32_t>(i)];
      keys.push_back(make_key(KeyKind::id, mix(id.kind, id.value)));
    }
    for (const std::uint64_t key : keys) index.add(key, static_cast<std::int32_t>(row));
  }
  index.build();
  if (cut != nullptr) {
    for (const KeyIndex::Block& block : index.blocks()) {
      const std::int64_t n = block.to - block.from;
      if (n > most_rows) cut->push_back({std::string(name_of(kind_of_key(block.key))), n, pairs_left_out(kind_of_key(block.key), n)});
    }
  }
  std::vector<PairFound> found;
  for (const auto& [a, b] : pairs_of(index)) {
    const Comparison comparison = comparer.compare(profiles.of[static_cast<std::size_t>(a)], profiles.of[static_cast<std::size_t>(b)], least, everything_beside_name);
    ++*compared;
    if (comparison.bits >= least) found.push_back({a, b, comparison});
  }
  return found;
}

}  // namespace leadwright::identity
