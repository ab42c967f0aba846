// An order of records that does not depend on the order of rows.
#pragma once

#include <cstdint>
#include <vector>

#include "identity/identity.h"

namespace leadwright::identity {

// Rows by id (bytes), then by their other cells; rows alike in everything keep their order.
std::vector<std::int32_t> rows_in_order(const Records&);

}  // namespace leadwright::identity
