// What the readers of the policy's parts share: typed looks at JSON values that collect every problem
// with its pointer and go on. Private to the room.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "policy/policy.h"

namespace leadwright::policy {

class Reading {
 public:
  explicit Reading(std::string_view file) : file_(file) {}

  // `at` gives line and column; `pointer` the place in the policy (which may be a key that is missing).
  void problem(const json::Value& at, std::string pointer, std::string message, std::string help = {});

  // Each answers nothing after having reported what stands there instead.
  bool object(const json::Value&, const std::string& pointer);
  bool array(const json::Value&, const std::string& pointer);
  std::optional<std::string> string(const json::Value&, const std::string& pointer);
  std::optional<std::string> filled_string(const json::Value&, const std::string& pointer);  // not blank
  std::optional<bool> boolean(const json::Value&, const std::string& pointer);
  // An integer of [least, most].
  std::optional<std::int64_t> integer(const json::Value&, const std::string& pointer, std::int64_t least);
  std::optional<Decimal> number(const json::Value&, const std::string& pointer);
  // One of the words; its index.
  std::optional<int> word(const json::Value&, const std::string& pointer, const std::vector<std::string_view>&);
  // A name that must be among those that exist; its index.
  std::optional<int> name(const json::Value&, const std::string& pointer, std::string_view what,
                          const std::vector<std::string_view>& existing);
  std::optional<calendar::ZoneId> zone(const json::Value&, const std::string& pointer);

  // Fields whose declaration is wrong: what is said of them elsewhere is not judged by their type.
  void mark_broken(const std::string& field) { broken_fields_.insert(field); }
  bool is_broken(const std::string& field) const { return broken_fields_.contains(field); }

  // Keys that are not allowed, and required ones that are missing.
  void keys(const json::Value& object, const std::string& pointer, const std::vector<std::string_view>& allowed,
            const std::vector<std::string_view>& required = {});

  // "did you mean `x`?" or nothing. Where very many names are misspelt, the last ones get no suggestion: each
  // is compared with all.
  std::string did_you_mean(std::string_view misspelt, const std::vector<std::string_view>& names);

  Problems take() &&;
  bool clean() const { return problems_.empty(); }
  std::size_t found() const { return problems_.size(); }

 private:
  std::string file_;
  Problems problems_;
  std::set<std::string> broken_fields_;
  std::size_t comparisons_left_ = 2'000'000;
};

std::string join(std::string_view pointer, std::string_view key);
std::string join(std::string_view pointer, std::size_t index);
// "`a`, `b` or `c`"
std::string any_of(const std::vector<std::string_view>& words);

// `read_condition.cpp`. Field names and constants are resolved into `policy.used` and `policy.atoms`.
class ConditionReader {
 public:
  ConditionReader(Reading& reading, Policy& policy, std::vector<std::string_view> condition_names)
      : reading_(reading), policy_(policy), condition_names_(std::move(condition_names)) {}
  Condition read(const json::Value&, const std::string& pointer);

 private:
  Condition atom(const json::Value&, const std::string& pointer);
  bool constants(Atom&, table::Type, const json::Value& object, const std::string& pointer);
  bool texts(Atom&, table::Type, const json::Value& object, const std::string& pointer, bool many);
  bool text(Atom&, table::Type, const json::Value&, const std::string& pointer);
  std::optional<Decimal> number(table::Type, const json::Value&, const std::string& pointer);
  std::optional<Instant> instant(const json::Value&, const std::string& pointer);
  int field_index(const Field&);
  int atom_index(Atom&&, bool valid);

  Reading& reading_;
  Policy& policy_;
  std::vector<std::string_view> condition_names_;
  std::map<std::string, int> atoms_by_key_;
  std::map<std::string, int> fields_by_name_;
};

// `read_calendar.cpp`
calendar::Hours read_hours(Reading&, const json::Value&, const std::string& pointer, bool& has_interval);
std::optional<std::int64_t> read_date(std::string_view);          // days since 1970-01-01
std::optional<Civil> read_local_minute(std::string_view);         // YYYY-MM-DDTHH:MM

}  // namespace leadwright::policy
