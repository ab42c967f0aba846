#include "policy/condition.h"

#include <algorithm>

namespace leadwright::policy {
namespace {

using table::State;
using table::Type;
using table::Value;

bool among(const std::vector<std::string>& sorted, const std::string& text) {
  return std::binary_search(sorted.begin(), sorted.end(), text);
}

bool holds_for_text(const Atom& atom, const std::string& text) {
  switch (atom.op) {
    case Op::is:
    case Op::is_any_of: return among(atom.texts, text);
    case Op::contains:
    case Op::contains_any_of:
      return std::any_of(atom.texts.begin(), atom.texts.end(),
                         [&](const std::string& part) { return text.find(part) != std::string::npos; });
    case Op::starts_with: return text.starts_with(atom.texts[0]);
    case Op::ends_with: return text.ends_with(atom.texts[0]);
    default: return false;
  }
}

bool holds_for_choice(const Atom& atom, const std::vector<std::string>& choices) {
  const auto chosen = [&](const std::string& text) { return among(choices, text); };
  return atom.op == Op::has_any_of ? std::any_of(atom.texts.begin(), atom.texts.end(), chosen)
                                   : std::all_of(atom.texts.begin(), atom.texts.end(), chosen);
}

// `order` of the value against `low` and `high`: negative, 0, positive.
bool holds_for_order(Op op, int against_low, int against_high) {
  switch (op) {
    case Op::eq: return against_low == 0;
    case Op::gt: return against_low > 0;
    case Op::gte: return against_low >= 0;
    case Op::lt: return against_low < 0;
    case Op::lte: return against_low <= 0;
    case Op::between: return against_low >= 0 && against_high <= 0;
    default: return false;
  }
}

template <class T>
int order(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

bool holds_for_instant(const Atom& atom, Instant value, Instant arrival) {
  switch (atom.op) {
    case Op::before: return value < atom.low_instant;
    case Op::after: return value > atom.low_instant;
    case Op::between: return value >= atom.low_instant && value < atom.high_instant;
    case Op::within_last:
      // Days are compared by division, so that a huge number of days cannot overflow.
      return arrival != no_instant && value <= arrival &&
             (arrival - value) / day_ms + ((arrival - value) % day_ms != 0) <= atom.days;
    default: return false;
  }
}

}  // namespace

std::string full_name(const Field& field) { return field.of_account ? "account." + field.name : field.name; }

bool Atom::operator==(const Atom& other) const {
  return field == other.field && op == other.op && texts == other.texts && low == other.low && high == other.high &&
         low_instant == other.low_instant && high_instant == other.high_instant && days == other.days &&
         truth == other.truth;
}

bool holds(const Atom& atom, Type type, const Value& value, Instant arrival) {
  const bool known = value.state == State::known;
  if (atom.op == Op::is_known) return known;
  if (atom.op == Op::is_unknown) return !known;
  if (!known) return false;
  switch (type) {
    case Type::text:
    case Type::country: return holds_for_text(atom, value.text);
    case Type::choice: return holds_for_choice(atom, value.choices);
    case Type::number:
      return holds_for_order(atom.op, order(value.number, atom.low_number), order(value.number, atom.high_number));
    case Type::money:
      return holds_for_order(atom.op, compare(value.decimal, atom.low), compare(value.decimal, atom.high));
    case Type::date_time: return holds_for_instant(atom, value.instant, arrival);
    case Type::boolean: return value.truth == atom.truth;
  }
  return false;
}

}  // namespace leadwright::policy
