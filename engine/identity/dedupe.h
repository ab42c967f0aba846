// Pairs of one table that may be the same company, or the same person.
#pragma once

#include <vector>

#include "identity/block.h"
#include "identity/cluster.h"
#include "identity/compare.h"
#include "identity/profile.h"
#include "table/block.h"

namespace leadwright::identity {

struct PairFound {
  std::int32_t a = 0, b = 0;     // a < b
  Comparison comparison;
};

// Two rows, a < b, as one number that rises with a, then b.
using RowPair = std::uint64_t;
constexpr std::int32_t first_of(RowPair pair) { return static_cast<std::int32_t>(pair >> 32); }
constexpr std::int32_t second_of(RowPair pair) { return static_cast<std::int32_t>(pair & 0xffffffff); }

// All pairs of rows that share a block, each once, rising. Of a block that is cut each row is paired with the
// next few alone (the sorted neighbourhood of Hernandez and Stolfo 1995), where the key is a name, a mail
// address or an id; else its pairs are left out. `pairs_left_out` counts them.
std::int64_t pairs_left_out(KeyKind, std::int64_t rows);
table::Block<RowPair> pairs_of(const Blocks&);

// The pairs of companies that share a key. `cut`: the blocks that were cut.
struct CutKey {
  KeyKind kind;
  std::int32_t first;            // row
  std::int64_t records;
};
table::Block<RowPair> company_pairs(const Profiles&, const Dictionary&, const Rarity&, std::vector<CutKey>& cut);
// Those of them that have at least `least` bits, in their order.
std::vector<PairFound> duplicate_companies(const Profiles&, const table::Block<RowPair>&, const CompanyComparer&, Millibits least);

}  // namespace leadwright::identity
