// The space of all possible leads, cut into finitely many classes.
//
// Two values of a field that make the same atoms true need not be told apart. So each field becomes
// one or more columns with few classes each, and a lead is a tuple of classes:
//
// - number and money: the constants cut the line into points and open intervals (an interval between
//   two adjacent doubles is empty and is left out; between two decimals there is always another);
// - date_time: half-open intervals of milliseconds, combined with how far the value lies before the
//   lead's arrival where `within_last` asks for it. The arrivals that go with such a pair are an
//   interval, and created_at is cut at its ends, so that which pairs of classes exist together is exact;
// - boolean: unknown, false, true;
// - choice: unknown or known, and one column of yes and no for each value that is mentioned;
// - text and country: unknown, each mentioned constant (constants that no atom tells apart are one
//   class), or any other text; and beside it what it starts with, what it ends with, and one column
//   of yes and no for each text that it may contain.
//
// Why that is exact for text: let `#` be a character of no pattern, and let a set of patterns be true
// of some text that is no constant. Then `prefix # part # part # suffix`, made of the patterns that
// are true, makes the same patterns true: each of them lies in the original text, so what lies
// within one of them was true already, and nothing can reach across a `#`. A combination therefore
// exists exactly if it is closed under "lies within", pair by pair; no automaton is needed.
//
// What the columns cannot say alone (`contains "president"` follows from `contains "vice president"`;
// account.id unknown means no account) is said by `impossible`: cubes that no lead lies in.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "policy/policy.h"
#include "proof/bits.h"

namespace leadwright::proof {

// Of one column, the classes that are meant. A Cube is a conjunction, sorted by column; a column that
// it does not name is free.
struct Constraint {
  int column;
  Bits classes;
  bool operator==(const Constraint&) const = default;
};
using Cube = std::vector<Constraint>;

// Nothing where the two have no class in common.
std::optional<Cube> intersect(const Cube&, const Cube&);
const Bits* find(const Cube&, int column);

// A lead as cells by field name (`account.industry` too); nothing means that the cell is empty.
struct Witness {
  std::vector<std::pair<std::string, std::optional<std::string>>> cells;
  bool operator==(const Witness&) const = default;
};

inline constexpr Instant usual_arrival = 1780304400000;   // 2026-06-01T09:00:00Z, a Monday

using Classes = std::vector<int>;   // one class a column: a point of the space

class Space {
 public:
  // The fields of one policy, or of two that are compared. created_at is always in.
  explicit Space(const std::vector<const policy::Policy*>&);

  int columns() const { return static_cast<int>(columns_.size()); }
  int classes_of(int column) const { return columns_[at(column)].classes; }
  const std::vector<policy::Field>& fields() const { return field_list_; }
  int find_field(const std::string& full_name) const;   // -1: none
  int field_of(const policy::Policy& p, int used) const { return find_field(full_name(p.used[at(used)])); }

  const std::vector<Cube>& impossible() const { return impossible_; }

  // The cubes in whose union an atom of the `source`-th policy holds, or does not hold.
  std::vector<Cube> cubes(int source, int atom, bool holds) const;
  Cube unknown(int field) const;
  Cube known(int field) const;

  // The column whose class 0 means that the field is unknown.
  int main_column(int field) const { return fields_[at(field)].main; }
  int field_of_column(int column) const { return columns_[at(column)].field; }
  // A text's class for everything that is no constant; -1 where the field's type has none.
  int other_class(int field) const;

  // Sets a lead's classes in the columns of one field; the others are left. `arrival` is its created_at.
  void place(int field, const table::Value&, Instant arrival, Classes& point) const;
  // Whether that depends on the arrival as well: `within_last`.
  bool depends_on_arrival(int field) const;
  const std::vector<int>& columns_of(int field) const { return fields_[at(field)].columns; }
  // A lead of that point, with the shortest readable values; it arrives at `arrival` if the point allows.
  Witness witness(const Classes&, Instant arrival = usual_arrival) const;
  // The leads that arrive at that instant, or at one that no atom tells from it.
  Cube arriving(Instant) const;

  // "country is US or CA, and employees is at least 500 and below 900"; empty for the whole space.
  std::string in_words(const Cube&) const;
  // The same for one field of it; empty where the cube leaves the field free.
  std::string in_words(const Cube&, int field) const;

 private:
  enum class Part : std::uint8_t { main, prefix, suffix, contains, choice };
  struct Column {
    int field;
    Part part;
    int classes;
    std::string pattern;                 // contains, choice
  };
  // A class of an ordered type: a point, or the interval between two constants.
  struct Range {
    std::string low, high;               // in words; empty: no end
    bool low_in = false, high_in = false;
    std::string cell;                    // a value of the class
    Instant from = 0, to = 0;            // date_time: [from, to)
    Millis before_from = 0, before_to = 0;   // date_time: arrival - value in [before_from, before_to)
  };
  struct Constant {
    std::string text, cell;
    int class_of = 0;
  };
  struct FieldSpace {
    policy::Field field;
    std::vector<std::pair<int, int>> atoms;              // source, index
    std::vector<int> columns;                            // all of them
    int main = -1, prefix = -1, suffix = -1;
    std::vector<int> contains, choices;                  // columns
    std::vector<Range> ranges;                           // number, money, date_time: by class; 0 unused
    std::vector<double> numbers;                         // cut points
    std::vector<Decimal> decimals;
    std::vector<Instant> instants;
    std::vector<Millis> ages;
    std::vector<Constant> constants;                     // text, country; sorted by text
    std::vector<std::vector<int>> constants_of;          // by class
    std::vector<std::string> prefixes, suffixes;         // by class - 1; sorted
    std::string filler;                                  // `#`, or what no pattern holds
  };

  static std::size_t at(int i) { return static_cast<std::size_t>(i); }
  const policy::Atom& atom(const std::pair<int, int>& a) const { return sources_[at(a.first)]->atoms[at(a.second)]; }
  int add_column(int field, Part, int classes, std::string pattern = {});
  Cube only(int column, std::initializer_list<int> classes) const;
  Cube only(int column, Bits classes) const;
  void forbid(const std::vector<Cube>& parts);

  void make_numbers(int field);
  void make_money(int field);
  void make_dates(int field);
  void make_arrival(int field);
  void make_choice(int field);
  void make_text(int field);

  int deepest(const std::vector<std::string>& patterns, const std::string& text, bool suffix) const;
  Bits ranges_where(const FieldSpace&, const policy::Atom&) const;
  void place_text(const FieldSpace&, const std::string& text, Classes& point) const;
  std::string text_cell(const FieldSpace&, const Classes&) const;
  bool reads_as(const FieldSpace&, const std::string& cell, const Classes&) const;
  std::string main_words(const FieldSpace&, const Bits&) const;
  std::string range_words(const FieldSpace&, const Bits&) const;
  std::string text_words(const FieldSpace&, const Bits&) const;

  std::vector<const policy::Policy*> sources_;
  std::vector<policy::Field> field_list_;
  std::vector<FieldSpace> fields_;
  std::vector<Column> columns_;
  std::vector<Cube> impossible_;
  int arrival_ = -1;                                     // the field created_at
};

}  // namespace leadwright::proof
