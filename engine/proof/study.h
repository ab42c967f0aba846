// A policy, or two, laid out for questions: rules as rows of one search, and the ends that a lead can
// come to. Private to the room.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "proof/action.h"
#include "proof/cubes.h"
#include "proof/proof.h"
#include "proof/search.h"

namespace leadwright::proof {

// Where leads end that step 1 lets pass and that are no duplicates and not ambiguous: every such lead
// comes to exactly one end.
struct End {
  enum class Kind : std::uint8_t { rule, no_rule, out_of_scope, missing_evidence, undecidable };
  Kind kind = Kind::no_rule;
  int rule = -1;               // rule, undecidable (-1: the segment)
  std::vector<Cube> leads;     // the end is: a lead of one of these cubes...
  Bits unless;                 // ...that lies in none of these rows
};

struct Side {
  const policy::Policy* policy = nullptr;
  int source = 0;
  int readable = 0;                        // rules before this one are laid out; all, unless one is too large
  bool segment_readable = true;
  std::vector<Action> actions;             // by rule
  std::vector<std::vector<int>> holds;     // by rule: rows where it surely holds
  std::vector<std::vector<int>> may_hold;  // where it holds or hangs on an opaque test; the same rows without one
  std::vector<bool> opaque;
  std::vector<Bits> before;                // by rule: rows of `may_hold` of the rules before it; one more for all
  Bits unscoped;                           // rows of impossible leads and of those not surely in the segment
  Bits outside;                            // these and leads without their evidence: what the rules never see
  std::vector<Cube> out_of_scope, segment_may_hold, segment_may_fail;
  Bits in_segment, not_in_segment;         // rows; where there is a segment
  std::vector<int> evidence;               // fields that must be known
  bool complete() const { return segment_readable && readable == static_cast<int>(policy->rules.size()); }
};

class Study {
 public:
  Study(const std::vector<const policy::Policy*>&, const Limits&, const Leads*);

  const Space& space() const { return space_; }
  Search& search() { return search_; }
  const Search& search() const { return search_; }
  const Side& side(int i = 0) const { return sides_[static_cast<std::size_t>(i)]; }
  const Bits& impossible() const { return impossible_; }
  const Limits& limits() const { return limits_; }

  // Rows can be added until `freeze`; answers then.
  std::vector<int> add(const std::vector<Cube>&);
  void freeze();

  // The first cube with a lead that lies in no blocker. `because` is the union over all cubes.
  Answer ask(const std::vector<Cube>&, const Bits& blockers) const;
  std::vector<Cube> cubes(const std::vector<int>& rows) const;
  static std::vector<Cube> meet(const std::vector<Cube>&, const std::vector<Cube>&);

  End rule_end(const Side&, int rule) const;
  std::vector<End> ends(const Side&) const;

  // How many leads of the file lie in a region; how many of those that a rule decides lie in some cubes.
  std::int64_t count(const std::vector<Cube>&, const Bits& unless) const;
  std::int64_t count(const Side&, int rule, const std::vector<Cube>&) const;
  // The rule that decides a point; -1 where none does. `from`: the first that would, of those from there on.
  int deciding_rule(const Side&, const Classes&, int from = 0) const;
  bool lies_in(const Classes&, const std::vector<Cube>&) const;

  // The region around a lead, in words; `whole` says whether that is all of it.
  std::string region_words(const Classes&, const std::vector<Cube>&, const Bits& unless, bool& whole) const;

 private:
  void lay_out(Side&);
  void count_leads(const Leads&);

  Limits limits_;
  Space space_;
  Search search_;
  std::vector<Side> sides_;
  Bits impossible_;
  std::vector<int> impossible_rows_;
  std::vector<std::vector<int>> unscoped_rows_, evidence_rows_, in_segment_rows_, not_in_segment_rows_;   // by side
  const Leads* leads_;
  struct Point {
    Classes classes;
    Bits rows;
    std::int64_t leads;
  };
  int deciding_rule(const Side&, const Bits& rows, int from) const;
  std::vector<Point> points_;                             // of the file
  std::vector<std::vector<std::vector<int>>> decided_;    // by side and rule: into points_
};

// "20000 steps of the search, or 400000 in all": the bound that an undecided finding names.
std::string steps_words(const Limits&);

}  // namespace leadwright::proof
