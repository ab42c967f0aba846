// Conditions as unions of cubes.
//
// A condition with opaque tests is true, false or unknown for a lead (Kleene), so there are two
// questions: where it surely is so, and where it may be. They differ by opaque tests alone.
#pragma once

#include <optional>
#include <vector>

#include "proof/space.h"

namespace leadwright::proof {

enum class Asked : std::uint8_t {
  holds,        // surely true
  may_hold,     // true or unknown
  fails,        // surely false
  may_fail      // false or unknown
};

struct Reading {
  Asked asked = Asked::holds;
  // A field of the space for which `not` is read strictly: a negated comparison of it with an unknown
  // value does not hold. -1: none (the contract's reading).
  int strict_field = -1;
};

// A condition that would need more cubes than this is not analysed (`undecided`).
inline constexpr std::size_t most_cubes = 4096;

// The cubes of a condition of the `source`-th policy; none at all where it never holds. Nothing where
// there would be too many.
std::optional<std::vector<Cube>> cubes_of(const Space&, const policy::Policy&, int source, const policy::Condition&,
                                          Reading = {});

// Whether a `not` lies over a comparison of the field, and whether an opaque test is in it at all.
bool negates(const Space&, const policy::Policy&, const policy::Condition&, int field);
bool has_opaque(const policy::Policy&, const policy::Condition&);

// Fewer cubes with the same union: what lies in another is dropped, two that differ in one column are
// one.
void simplify(std::vector<Cube>&);

}  // namespace leadwright::proof
