// Conditions: what can be asked of a lead.
//
// A Condition is a tree of `all`, `any`, `not`, named references, `opaque` tests and atoms. An Atom is
// one comparison of one field with constants; equal atoms of a policy are one Atom, so that each is
// evaluated once per distinct value and never once per lead. There are no regular expressions: every
// condition can be reasoned about exactly.
//
// A comparison with an unknown or invalid value is false and `not` is plain negation. `opaque` is
// neither true nor false and is carried on as Kleene's logic does.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/instant.h"
#include "table/value.h"

namespace leadwright::policy {

enum class Op : std::uint8_t {
  is_known, is_unknown,                                              // any type
  is, is_any_of, contains, contains_any_of, starts_with, ends_with,  // text, country; `is` for boolean too
  has_any_of, has_all_of,                                            // choice
  eq, gt, gte, lt, lte, between,                                     // number, money; `between` for date_time too
  before, after, within_last                                         // date_time
};
std::string_view name_of(Op);

// A field that conditions read: one of the lead's, or one of the matched account's (`account.industry`).
struct Field {
  std::string name;       // without the prefix `account.`
  bool of_account = false;
  table::Type type = table::Type::text;
  bool operator==(const Field&) const = default;
};
std::string full_name(const Field&);  // "account.industry"

struct Atom {
  int field = -1;                       // into Policy::used
  Op op = Op::is_known;
  std::vector<std::string> texts;       // as compared: folded; countries as value.h has them; sorted, distinct
  Decimal low, high;                    // number, money: the constant, or the two ends of `between`
  double low_number = 0, high_number = 0;              // number: the same, rounded once
  Instant low_instant = no_instant, high_instant = no_instant;  // date_time
  std::int64_t days = 0;                // within_last
  bool truth = false;                   // boolean `is`
  std::vector<std::string> written;     // the constants as written, for people
  bool operator==(const Atom& other) const;
};

enum class Truth : std::uint8_t { no, yes, unknown };

// Whether an atom holds for a value of its field's type. `arrival` is the lead's created_at.
bool holds(const Atom&, table::Type, const table::Value&, Instant arrival);

struct Condition {
  enum class Kind : std::uint8_t { all, any, negation, atom, opaque, reference };
  Kind kind = Kind::all;
  std::vector<Condition> parts;   // all, any: any number; negation: one
  int atom = -1;                  // into Policy::atoms
  int reference = -1;             // into Policy::conditions
  std::string why;                // opaque
  std::string pointer;            // where it stands in the policy
};

}  // namespace leadwright::policy
