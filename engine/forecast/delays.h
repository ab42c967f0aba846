// How long until the first touch: a distribution from a record that was cut off.
//
// Leads that were untouched when the record ends have waited at least so long; leaving them out would make
// everybody look fast. Kaplan and Meier ("Nonparametric estimation from incomplete observations", 1958):
// the share still untouched after t is the product, over the lengths up to t at which somebody was touched,
// of 1 - touched / still waiting; a lead that is cut off at a length was still waiting at it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/instant.h"

namespace leadwright::forecast {

struct Observation {
  Millis length = 0;      // open time
  bool touched = false;   // else cut off: it was untouched after this long
};

class Delays {
 public:
  Delays() = default;     // of nobody: never touched
  explicit Delays(std::vector<Observation>);

  // The length at which a share `u` of [0, 1) has been touched; none where the record ends before that, which
  // is taken as never.
  std::optional<Millis> quantile(double u) const;
  std::int64_t touched() const { return touched_; }
  std::int64_t cut_off() const { return cut_off_; }

 private:
  std::vector<Millis> lengths_;   // ascending, distinct
  std::vector<double> shares_;    // touched up to then
  std::int64_t touched_ = 0;
  std::int64_t cut_off_ = 0;
};

}  // namespace leadwright::forecast
