// The classes of a column's distinct values: values that make the same atoms true are one class.
// Private to the room; how each type is indexed is in classes.cpp.
#pragma once

#include <memory>
#include <vector>

#include "policy/matcher.h"

namespace leadwright::policy {

// `atoms` are indices into the policy's, all of one field. With `arrivals` the atoms are within_last
// and the classes are by row, as they are for a column of cells. `rows` of the leads. The cache may be null.
std::shared_ptr<const Classes> classify(const Policy&, const std::vector<int>& atoms, const ValueColumn&,
                                        const std::vector<Instant>* arrivals, std::int64_t rows, ClassCache* cache);

}  // namespace leadwright::policy
