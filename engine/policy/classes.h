// The classes of a column's values: values that make the same atoms true are one class. Private to the
// room; texts are indexed by text_index.h, ordered values by where they fall between the constants.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "policy/matcher.h"

namespace leadwright::policy {

// What is to be classified: a column under some atoms, which are indices into the policy's, all of one
// field. With `arrivals` the atoms are within_last.
struct ToClassify {
  const ValueColumn* column;
  const std::vector<int>* atoms;
  const std::vector<Instant>* arrivals = nullptr;   // or none
  // Whether the classes are by row, and not by distinct value.
  bool by_row() const { return arrivals != nullptr || column->cells != nullptr; }
};

// `rows` of the leads. The cache may be null. All columns of cells are gone through together.
std::vector<std::shared_ptr<const Classes>> classify(const Policy&, std::span<const ToClassify>, std::int64_t rows,
                                                     ClassCache* cache);

}  // namespace leadwright::policy
