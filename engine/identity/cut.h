// What was not compared, for the report: blocks of equal keys that are too large, each with an example.
#pragma once

#include <string>
#include <string_view>

#include "identity/block.h"
#include "identity/identity.h"

namespace leadwright::identity {

// A block of one table's rows, or what a search passed over for keys of one kind (`records` were sought with
// them). `first` is the first record that bears such a key.
CutBlock cut_block(std::string_view prefix, KeyKind, const Records&, Node first, std::int64_t records, std::int64_t pairs);

// Most pairs first; of many the first two hundred.
void settle_cut_blocks(std::vector<CutBlock>&);

}  // namespace leadwright::identity
