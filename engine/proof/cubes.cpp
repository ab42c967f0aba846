#include "proof/cubes.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace leadwright::proof {
namespace {

using policy::Condition;
using Kind = Condition::Kind;

constexpr std::size_t simplify_at_most = 300;   // the work is quadratic

bool lies_in(const Cube& small, const Cube& large) {
  for (const Constraint& c : large) {
    const Bits* classes = find(small, c.column);
    if (classes == nullptr || !classes->subset_of(c.classes)) return false;
  }
  return true;
}

// Joins b to a where they are equal but for one column.
bool join(Cube& a, const Cube& b) {
  if (a.size() != b.size()) return false;
  std::size_t different = a.size();
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].column != b[i].column) return false;
    if (a[i].classes == b[i].classes) continue;
    if (different != a.size()) return false;
    different = i;
  }
  if (different == a.size()) return true;
  a[different].classes |= b[different].classes;
  if (a[different].classes.full()) a.erase(a.begin() + static_cast<std::ptrdiff_t>(different));
  return true;
}

class Reader {
 public:
  Reader(const Space& space, const policy::Policy& p, int source, int strict_field)
      : space_(space), policy_(p), source_(source), strict_field_(strict_field) {}

  bool too_many() const { return too_many_; }

  // Where the condition is true (`wanted`) or false; an opaque test counts as both where `perhaps`.
  std::vector<Cube> read(const Condition& c, bool wanted, bool perhaps) {
    switch (c.kind) {
      case Kind::opaque: return perhaps ? std::vector<Cube>{Cube{}} : std::vector<Cube>{};
      case Kind::negation: return read(c.parts[0], !wanted, perhaps);
      case Kind::reference: {
        // Named conditions may be named many times over; each is read once.
        const std::tuple<int, bool, bool> key(c.reference, wanted, perhaps);
        const auto known = of_references_.find(key);
        if (known != of_references_.end()) return known->second;
        std::vector<Cube> cubes = read(policy_.conditions[static_cast<std::size_t>(c.reference)].second, wanted, perhaps);
        of_references_.emplace(key, cubes);
        return cubes;
      }
      case Kind::atom: return literal(c.atom, wanted);
      case Kind::all:
      case Kind::any: break;
    }
    std::vector<Cube> out;
    if ((c.kind == Kind::all) == wanted) {
      out.push_back({});
      for (const Condition& part : c.parts) out = product(out, read(part, wanted, perhaps));
    } else {
      for (const Condition& part : c.parts) {
        std::vector<Cube> more = read(part, wanted, perhaps);
        out.insert(out.end(), more.begin(), more.end());
        if (out.size() > most_cubes) too_many_ = true, out.clear();
      }
    }
    simplify(out);
    return out;
  }

 private:
  std::vector<Cube> literal(int atom, bool holds) {
    std::vector<Cube> cubes = space_.cubes(source_, atom, holds);
    const policy::Atom& a = policy_.atoms[static_cast<std::size_t>(atom)];
    if (holds || strict_field_ < 0 || a.op == policy::Op::is_known || a.op == policy::Op::is_unknown ||
        space_.field_of(policy_, a.field) != strict_field_) {
      return cubes;
    }
    return product(cubes, {space_.known(strict_field_)});
  }

  std::vector<Cube> product(const std::vector<Cube>& a, const std::vector<Cube>& b) {
    std::vector<Cube> out;
    for (const Cube& x : a) {
      for (const Cube& y : b) {
        if (auto both = intersect(x, y)) out.push_back(std::move(*both));
        if (out.size() > most_cubes) {
          too_many_ = true;
          return {};
        }
      }
    }
    return out;
  }

  const Space& space_;
  const policy::Policy& policy_;
  int source_;
  int strict_field_;
  bool too_many_ = false;
  std::map<std::tuple<int, bool, bool>, std::vector<Cube>> of_references_;
};

// `seen`: named conditions that have been looked into, plainly and negated.
using Seen = std::set<std::pair<int, bool>>;

bool find_negated(const Space& space, const policy::Policy& p, const Condition& c, int field, bool negated, Seen& seen) {
  switch (c.kind) {
    case Kind::opaque: return false;
    case Kind::negation: return find_negated(space, p, c.parts[0], field, !negated, seen);
    case Kind::reference:
      return seen.insert({c.reference, negated}).second &&
             find_negated(space, p, p.conditions[static_cast<std::size_t>(c.reference)].second, field, negated, seen);
    case Kind::atom: {
      const policy::Atom& a = p.atoms[static_cast<std::size_t>(c.atom)];
      return negated && a.op != policy::Op::is_known && a.op != policy::Op::is_unknown &&
             space.field_of(p, a.field) == field;
    }
    case Kind::all:
    case Kind::any: break;
  }
  return std::any_of(c.parts.begin(), c.parts.end(),
                     [&](const Condition& part) { return find_negated(space, p, part, field, negated, seen); });
}

bool find_opaque(const policy::Policy& p, const Condition& c, Seen& seen) {
  if (c.kind == Kind::opaque) return true;
  if (c.kind == Kind::reference) {
    return seen.insert({c.reference, false}).second &&
           find_opaque(p, p.conditions[static_cast<std::size_t>(c.reference)].second, seen);
  }
  return std::any_of(c.parts.begin(), c.parts.end(), [&](const Condition& part) { return find_opaque(p, part, seen); });
}

}  // namespace

void simplify(std::vector<Cube>& cubes) {
  if (cubes.size() < 2 || cubes.size() > simplify_at_most) return;
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < cubes.size(); ++i) {
      for (std::size_t j = 0; j < cubes.size(); ++j) {
        if (i == j) continue;
        if (!lies_in(cubes[j], cubes[i]) && !join(cubes[i], cubes[j])) continue;
        cubes.erase(cubes.begin() + static_cast<std::ptrdiff_t>(j));
        if (j < i) --i;
        --j;
        changed = true;
      }
    }
  }
}

std::optional<std::vector<Cube>> cubes_of(const Space& space, const policy::Policy& p, int source, const Condition& c,
                                          Reading reading) {
  Reader reader(space, p, source, reading.strict_field);
  const bool wanted = reading.asked == Asked::holds || reading.asked == Asked::may_hold;
  const bool perhaps = reading.asked == Asked::may_hold || reading.asked == Asked::may_fail;
  std::vector<Cube> cubes = reader.read(c, wanted, perhaps);
  if (reader.too_many()) return {};
  return cubes;
}

bool negates(const Space& space, const policy::Policy& p, const Condition& c, int field) {
  Seen seen;
  return find_negated(space, p, c, field, false, seen);
}

bool has_opaque(const policy::Policy& p, const Condition& c) {
  Seen seen;
  return find_opaque(p, c, seen);
}

}  // namespace leadwright::proof
