#include "identity/dedupe.h"

#include <algorithm>
#include <bit>
#include <functional>

#include "identity/sort.h"

namespace leadwright::identity {
namespace {
constexpr std::int32_t most_rows = 80;
constexpr std::int32_t neighbours = 3;
constexpr std::size_t all_compared = 1000;      // records of a table in which no pair is left out
constexpr std::size_t ahead = 8;                // pairs that are on their way from memory

bool is_telling(KeyKind kind) { return kind == KeyKind::spelled || kind == KeyKind::mail || kind == KeyKind::id; }
constexpr Millibits everything_beside_name = 60000;
}

std::int64_t pairs_left_out(KeyKind kind, std::int64_t rows) {
  const std::int64_t all = rows * (rows - 1) / 2;
  return is_telling(kind) ? all - std::min(rows * neighbours, all) : all;
}

table::Block<RowPair> pairs_of(const Blocks& blocks) {
  table::Block<RowPair> pairs;
  RowPair all = 0;
  const auto& rows = blocks.rows();
  for (const Blocks::Block& block : blocks.all()) {
    const std::int32_t reach = block.size() <= blocks.most_rows() ? block.size() : is_telling(kind_of_key(block.key)) ? neighbours : 0;
    for (std::int32_t i = block.from; i < block.to; ++i) {
      const auto first = static_cast<RowPair>(rows[static_cast<std::size_t>(i)]) << 32;
      for (std::int32_t j = i + 1; j < std::min(block.to, i + 1 + reach); ++j) {
        pairs.push_back(first | static_cast<RowPair>(rows[static_cast<std::size_t>(j)]));
        all |= first;
      }
    }
  }
  sort_by_key(pairs.data(), pairs.data() + pairs.size(), [](RowPair pair) { return pair; }, std::less<RowPair>(), 64 - std::countl_zero(all));
  pairs.set_size(static_cast<std::size_t>(std::unique(pairs.data(), pairs.data() + pairs.size()) - pairs.data()));
  return pairs;
}

table::Block<RowPair> company_pairs(const Profiles& profiles, const Dictionary& words, const Rarity& rarity, std::vector<CutKey>& cut) {
  Blocks blocks(most_rows);
  std::vector<std::uint64_t> keys;
  for (std::size_t row = 0; row < profiles.of.size(); ++row) {
    const Profile& p = profiles.of[row];
    keys.clear();
    sharp_company_keys(p, words, keys);
    blunt_company_keys(p, words, rarity, true, keys);
    if (p.mail != 0) keys.push_back(make_key(KeyKind::mail, p.mail));
    if (p.last != 0 && p.first_full != 0) keys.push_back(make_key(KeyKind::person, mix(words.hash_of(p.last), words.hash_of(p.first_full))));
    if (p.company.token_count == 1) keys.push_back(make_key(KeyKind::initials, p.company.core));
    for (std::uint32_t i = 0; i < p.ids_count; ++i) {
      const StrongId& id = profiles.ids[p.ids_at + i];
      keys.push_back(make_key(KeyKind::id, mix(id.kind, id.value)));
    }
    for (const std::uint64_t key : keys) blocks.add(key, static_cast<std::int32_t>(row));
  }
  blocks.build();
  if (profiles.of.size() <= all_compared) {
    table::Block<RowPair> pairs;
    for (RowPair a = 0; a < profiles.of.size(); ++a) {
      for (RowPair b = a + 1; b < profiles.of.size(); ++b) pairs.push_back(a << 32 | b);
    }
    return pairs;
  }
  for (const Blocks::Block& block : blocks.all()) {
    if (block.size() > most_rows) cut.push_back({kind_of_key(block.key), blocks.rows()[static_cast<std::size_t>(block.from)], block.size()});
  }
  return pairs_of(blocks);
}

std::vector<PairFound> duplicate_companies(const Profiles& profiles, const table::Block<RowPair>& pairs, const CompanyComparer& comparer, Millibits least) {
  std::vector<PairFound> found;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (i + ahead < pairs.size()) prefetch(profiles.of[static_cast<std::size_t>(second_of(pairs[i + ahead]))], bytes_of_company);
    const std::int32_t a = first_of(pairs[i]);
    const std::int32_t b = second_of(pairs[i]);
    const Comparison comparison = comparer.compare(profiles.of[static_cast<std::size_t>(a)], profiles.of[static_cast<std::size_t>(b)], least, everything_beside_name);
    if (comparison.bits >= least) found.push_back({a, b, comparison});
  }
  return found;
}

}  // namespace leadwright::identity
