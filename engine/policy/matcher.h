// Which condition holds first: one state for all rules.
//
// Conditions are compiled to conjunctive rows (NOT pushed down to the atoms, OR expanded into adjacent
// rows of the same condition). Per field, the distinct values of a column fall into classes: values
// that make the same atoms true. Each class owns a bit set over the rows that it does not reject, so a
// lead is the intersection of the bit sets of its fields' classes and the first bit wins. The cost of a
// lead hardly grows with the number of rules, and an atom is evaluated once per class.
//
// A condition that would expand beyond `most_rows` rows stays one row that filters by what all its
// cases share and is verified on its tree where its bit is first.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "policy/policy.h"
#include "table/measure.h"
#include "table/sheet.h"

namespace leadwright::policy {

// A field of the leads as the matcher reads it: row r has value (*distinct)[code[r]]. A column may instead
// stand for its cells: it is read where it lies, without a dictionary, which nearly every cell of an e-mail
// column would be an entry of. Then text and country fields are classified from their cells, and those of
// measured types from `measures`.
struct ValueColumn {
  std::vector<std::uint32_t> code;
  std::shared_ptr<const std::vector<table::Value>> distinct;
  std::string id;      // the same id means the same values; empty: never reused

  std::shared_ptr<const table::Sheet> cells;   // then `code` and `distinct` are empty
  int cells_field = -1;
  table::Reading reading;
  std::shared_ptr<const table::Measures> measures;

  table::Value value(std::int64_t row) const {
    return cells != nullptr ? table::read_value(cells->cell(row, cells_field), reading)
                            : (*distinct)[code[static_cast<std::size_t>(row)]];
  }
  table::State state(std::int64_t row) const;
};

// The leads: one column for each of Policy::used, and the arrival of every row (no_instant: none).
struct Leads {
  std::int64_t rows = 0;
  std::vector<std::shared_ptr<const ValueColumn>> columns;
  const std::vector<Instant>* arrivals = nullptr;
  table::Value value(int field, std::int64_t row) const { return columns[static_cast<std::size_t>(field)]->value(row); }
  table::State state(int field, std::int64_t row) const { return columns[static_cast<std::size_t>(field)]->state(row); }
};

// The classes of one column under one set of atoms.
struct Classes {
  std::vector<std::uint32_t> of;                      // by distinct value; by row for within_last and cells
  std::vector<std::vector<std::uint32_t>> signatures; // by class: the atoms that hold, as indices into the set, sorted
};

// Classes worked out before, by column and atoms: what an edit of one rule does not touch is kept, and what
// no run has asked for of late is let go.
class ClassCache {
 public:
  std::shared_ptr<const Classes> find(const std::string& key);   // null: not there
  void put(const std::string& key, std::shared_ptr<const Classes>);
  void next_run();

 private:
  struct Entry {
    std::shared_ptr<const Classes> classes;
    std::int64_t asked_in = 0;
  };
  static constexpr std::int64_t runs_kept = 3;
  std::map<std::string, Entry> entries_;
  std::int64_t run_ = 0;
};

struct Match {
  int condition = -1;        // -1: none holds
  bool undecidable = false;  // the first that is not false hangs on an opaque test
};

class Matcher {
 public:
  static constexpr std::size_t most_rows = 16;

  // The conditions in order. `leads` and the policy must outlive the matcher.
  Matcher(const Policy&, const std::vector<const Condition*>&, const Leads&, ClassCache* cache = nullptr);

  // The first condition at or after `from` that is not false for a lead.
  Match first(std::int64_t row, int from = 0) const;
  // The same for every lead: out[r] is the condition, or -1; undecidable ones are marked in `undecidable`.
  void first_of_all(std::vector<std::int32_t>& out, std::vector<std::uint8_t>& undecidable) const;

  // Conjunctive rows, for reports and benchmarks.
  std::int64_t rows() const { return static_cast<std::int64_t>(rows_.size()); }

 private:
  struct Literal {
    int atom;
    bool negated;
    auto operator<=>(const Literal&) const = default;
  };
  struct Row {
    std::vector<Literal> literals;   // sorted, distinct
    bool opaque = false;             // holds at most "unknown"
    bool verify = false;             // a superset: ask the tree
    int condition = -1;
    bool operator==(const Row&) const = default;
  };
  struct Expansion {
    std::vector<Row> rows;
    bool too_many = false;           // then one row that filters
  };
  struct Dimension {
    int field = -1;
    bool by_arrival = false;         // within_last
    bool by_row = false;             // classes are by row: within_last, and columns of cells
    std::vector<int> atoms;
    std::shared_ptr<const Classes> classes;
    std::vector<std::uint64_t> bits; // by class, words_ each
    const std::uint32_t* code = nullptr;
  };

  Expansion expand(const Condition&, bool negated);
  Expansion expand_list(const Condition&, bool negated, bool conjunction);
  void make_dimensions(ClassCache*);
  std::uint32_t class_of(const Dimension& d, std::int64_t row) const {
    return d.classes->of[d.by_row ? static_cast<std::size_t>(row) : d.code[row]];
  }
  Truth verify(const Condition&, std::int64_t row, std::map<int, Truth>& known) const;
  Match settle(std::int64_t row, std::size_t word, std::uint64_t bits, const std::uint64_t* const* parts) const;

  const Policy& policy_;
  const Leads& leads_;
  std::vector<const Condition*> conditions_;
  std::vector<Row> rows_;
  std::vector<std::int32_t> condition_of_row_;
  std::vector<std::uint32_t> first_row_;            // by condition; one more at the end
  std::size_t words_ = 0;
  bool plain_ = true;                               // no row is opaque or to be verified
  std::vector<Dimension> dimensions_;
  std::vector<std::pair<int, int>> place_of_atom_;  // dimension, index in its atoms
  std::map<std::pair<int, bool>, Expansion> named_; // expansions of named conditions
};

// The dumb engine: a condition's truth for one lead, on its tree, by value. For explanations, and as
// the matcher's oracle.
Truth truth_of(const Condition&, const Policy&, const Leads&, std::int64_t row);

}  // namespace leadwright::policy
