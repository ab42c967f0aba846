#include "identity/dedupe.h"

#include <algorithm>
#include <bit>
#include <functional>

#include "identity/sort.h"

namespace leadwright::identity {
namespace {
constexpr std::int32_t most_rows = 80;
constexpr std::int32_t neighbours = 3;
constexpr std::size_t ahead = 8;                // pairs that are on their way from memory

bool is_telling(KeyKind kind) { return kind == KeyKind::spelled || kind == KeyKind::mail || kind == KeyKind::id; }
constexpr Millibits everything_beside_name = 60000;
}

std::int64_t pairs_left_out(KeyKind kind, std::int64_t rows) {
  const std::int64_t all = rows * (rows - 1) / 2;
  return is_telling(kind) ? all - std::min(rows * neighbours, all) : all;
}

std::vector<RowPair> pairs_of(const Blocks& blocks) {
  std::vector<RowPair> pairs;
  const auto& rows = blocks.rows();
  for (const Blocks::Block& block : blocks.all()) {
    const std::int32_t reach = block.size() <= blocks.most_rows() ? block.size() : is_telling(kind_of_key(block.key)) ? neighbours : 0;
    for (std::int32_t i = block.from; i < block.to; ++i) {
      const auto first = static_cast<RowPair>(rows[static_cast<std::size_t>(i)]) << 32;
      for (std::int32_t j = i + 1; j < std::min(block.to, i + 1 + reach); ++j) pairs.push_back(first | static_cast<RowPair>(rows[static_cast<std::size_t>(j)]));
    }
  }
  RowPair all = 0;
  for (const RowPair pair : pairs) all |= pair;
  const int bits = 64 - std::countl_zero(all);
  sort_by_key(pairs.data(), pairs.data() + pairs.size(), [](RowPair pair) { return pair; }, std::less<RowPair>(), bits);
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

std::vector<PairFound> duplicate_companies(const Profiles& profiles, const Dictionary& words, const Rarity& rarity, const CompanyComparer& comparer,
                                           Millibits least, std::vector<CutBlock>* cut, std::int64_t* compared) {
  Blocks blocks(most_rows);
  std::vector<std::uint64_t> keys;
  for (std::size_t row = 0; row < profiles.of.size(); ++row) {
    keys.clear();
    sharp_company_keys(profiles.of[row], words, keys);
    blunt_company_keys(profiles.of[row], words, rarity, true, keys);
    const Profile& p = profiles.of[row];
    if (p.mail != 0) keys.push_back(make_key(KeyKind::mail, p.mail));
    if (p.last != 0 && p.first_full != 0) keys.push_back(make_key(KeyKind::person, mix(words.hash_of(p.last), words.hash_of(p.first_full))));
    const CompanyName& name = p.company;
    if (name.token_count == 1) keys.push_back(make_key(KeyKind::initials, name.core));
    for (int i = 0; i < profiles.of[row].ids_count; ++i) {
      const StrongId& id = profiles.ids[profiles.of[row].ids_at + static_cast<std::uint32_t>(i)];
      keys.push_back(make_key(KeyKind::id, mix(id.kind, id.value)));
    }
    for (const std::uint64_t key : keys) blocks.add(key, static_cast<std::int32_t>(row));
  }
  blocks.build();
  if (cut != nullptr) {
    for (const Blocks::Block& block : blocks.all()) {
      const std::int64_t n = block.size();
      if (n > most_rows) cut->push_back({std::string(name_of(kind_of_key(block.key))), n, pairs_left_out(kind_of_key(block.key), n)});
    }
  }
  std::vector<PairFound> found;
  const std::vector<RowPair> pairs = pairs_of(blocks);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (i + ahead < pairs.size()) prefetch(profiles.of[static_cast<std::size_t>(second_of(pairs[i + ahead]))]);
    const std::int32_t a = first_of(pairs[i]);
    const std::int32_t b = second_of(pairs[i]);
    const Comparison comparison = comparer.compare(profiles.of[static_cast<std::size_t>(a)], profiles.of[static_cast<std::size_t>(b)], least, everything_beside_name);
    ++*compared;
    if (comparison.bits >= least) found.push_back({a, b, comparison});
  }
  return found;
}

}  // namespace leadwright::identity
