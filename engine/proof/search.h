// Is there a lead in this cube that lies in none of these rows?
//
// Every question of the room comes down to that one. Rows are cubes: the conditions of rules, what is
// out of the segment, what is impossible. The search chooses a class for one column after the other
// and keeps the rows that still hold as a bit set: choosing a class is one intersection. A row that
// holds with no column left to escape it ends a branch; a column with one way to escape is forced; a
// class that escapes every row of its column is best and is taken without looking back; a class that
// leaves more rows than another is never tried. When it fails, it names the rows that made it fail.
//
// The question is NP-hard in general: after `most_nodes` nodes of one question, or `most_in_all` of all of
// them together, the answer is `undecided`.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "proof/space.h"

namespace leadwright::proof {

enum class Found : std::uint8_t { lead, none, undecided };

struct Answer {
  Found found = Found::none;
  Classes lead;        // found lead: a class for every column
  Bits because;        // found none: rows among the blockers that take the whole cube
};

class Search {
 public:
  Search(const Space& space, std::int64_t most_nodes, std::int64_t most_in_all)
      : space_(space), most_nodes_(most_nodes), most_in_all_(most_in_all) {}

  int add(Cube);                                // a row, by its number
  int rows() const { return static_cast<int>(rows_.size()); }
  const Cube& row(int r) const { return rows_[static_cast<std::size_t>(r)]; }
  void freeze();                                // after the last row

  Bits no_rows() const { return Bits(rows()); }

  // A lead of the cube that lies in no row of `blockers`. Blanks are avoided where they are not needed.
  Answer ask(const Cube&, const Bits& blockers) const;
  // Rows of which every lead of the cube is a member; rows that share no lead with it.
  Bits holding(const Cube&) const;
  Bits apart_from(const Cube&) const;
  // The rows that a lead lies in.
  Bits rows_of(const Classes& lead) const;
  // The cube made as wide around the lead as the blockers allow, within `within`.
  Cube widen(const Classes& lead, const Cube& within, const Bits& blockers) const;

  std::int64_t nodes() const { return nodes_; }  // of all questions so far

 private:
  struct Node;
  struct Question;
  Found step(Question&, Bits alive, Bits open, int depth) const;
  void prefer_known(Classes& lead, const Cube& within, const Bits& blockers) const;
  const Bits& with(int column, int c) const {
    return with_[static_cast<std::size_t>(column)][static_cast<std::size_t>(c)];
  }

  const Space& space_;
  std::int64_t most_nodes_, most_in_all_;
  std::vector<Cube> rows_;
  std::vector<std::vector<Bits>> with_;    // [column][class]: rows that the class does not escape
  std::vector<Bits> bound_;                // [column]: rows that name the column
  mutable std::int64_t nodes_ = 0;
};

}  // namespace leadwright::proof
