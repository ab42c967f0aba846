// Conditions, steps and rotations in the words that people read.
#include <array>

#include "policy/policy.h"

namespace leadwright::policy {
namespace {

using table::Type;

// "US, CA or MX"; long lists are cut, with the count of what is left out.
std::string listed(const std::vector<std::string>& words, std::string_view last_word) {
  constexpr std::size_t shown_at_most = 6;
  const std::size_t shown = words.size() <= shown_at_most + 1 ? words.size() : shown_at_most;
  std::string out;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i != 0) out += i + 1 == words.size() ? " " + std::string(last_word) + " " : ", ";
    out += words[i];
  }
  if (shown < words.size()) out += " " + std::string(last_word) + " " + std::to_string(words.size() - shown) + " more";
  return out;
}

std::string comparison(const Atom& atom, Type type) {
  const std::string first = atom.written.empty() ? std::string() : atom.written[0];
  const std::string second = atom.written.size() < 2 ? std::string() : atom.written[1];
  switch (atom.op) {
    case Op::is_known: return "is known";
    case Op::is_unknown: return "is unknown";
    case Op::is: return type == Type::boolean ? (atom.truth ? "is true" : "is false") : "is " + first;
    case Op::is_any_of: return "is " + listed(atom.written, "or");
    case Op::contains: return "contains " + first;
    case Op::contains_any_of: return "contains " + listed(atom.written, "or");
    case Op::starts_with: return "starts with " + first;
    case Op::ends_with: return "ends with " + first;
    case Op::has_any_of: return "has " + listed(atom.written, "or");
    case Op::has_all_of: return "has " + listed(atom.written, "and");
    case Op::eq: return "is " + first;
    case Op::gt: return "is more than " + first;
    case Op::gte: return "is at least " + first;
    case Op::lt: return "is less than " + first;
    case Op::lte: return "is at most " + first;
    case Op::between:
      return type == Type::date_time ? "is from " + first + " until before " + second
                                     : "is between " + first + " and " + second;
    case Op::before: return "is before " + first;
    case Op::after: return "is after " + first;
    case Op::within_last: return "is within " + first + (first == "1" ? " day" : " days") + " before the lead's arrival";
  }
  return {};
}

// Whether the words of a part need brackets inside a list joined by another word.
bool is_list(const Condition& condition) {
  return (condition.kind == Condition::Kind::all || condition.kind == Condition::Kind::any) && condition.parts.size() > 1;
}

}  // namespace

std::string in_words(const Atom& atom, const Policy& policy) {
  const Field& field = policy.used[static_cast<std::size_t>(atom.field)];
  return full_name(field) + " " + comparison(atom, field.type);
}

std::string in_words(const Condition& condition, const Policy& policy) {
  using Kind = Condition::Kind;
  switch (condition.kind) {
    case Kind::atom:
      return condition.atom < 0 ? std::string() : in_words(policy.atoms[static_cast<std::size_t>(condition.atom)], policy);
    case Kind::opaque: return "“" + condition.why + "” (cannot be told from the file)";
    case Kind::reference: return "“" + policy.conditions[static_cast<std::size_t>(condition.reference)].first + "” holds";
    case Kind::negation: {
      const Condition& part = condition.parts[0];
      const std::string inner = in_words(part, policy);
      return is_list(part) ? "not (" + inner + ")" : "not " + inner;
    }
    case Kind::all:
    case Kind::any: break;
  }
  const bool all = condition.kind == Kind::all;
  if (condition.parts.empty()) return all ? "every lead" : "no lead";
  std::string out;
  for (std::size_t i = 0; i < condition.parts.size(); ++i) {
    if (i != 0) out += all ? ", and " : ", or ";
    const std::string inner = in_words(condition.parts[i], policy);
    const bool brackets = condition.parts.size() > 1 && is_list(condition.parts[i]) && condition.parts[i].kind != condition.kind;
    out += brackets ? "(" + inner + ")" : inner;
  }
  return out;
}

std::string in_words(const Step& step, const Policy& policy) {
  switch (step.kind) {
    case Step::Kind::owner: return "owner " + policy.people[static_cast<std::size_t>(step.index)].id;
    case Step::Kind::pool: return "pool " + policy.pools[static_cast<std::size_t>(step.index)].name;
    case Step::Kind::queue: return "queue " + step.queue;
    case Step::Kind::account_owner: return "the matched account's owner";
    case Step::Kind::contact_owner: return "the matched contact's owner";
    case Step::Kind::opportunity_owner: return "the owner of the account's opportunity";
    case Step::Kind::current_owner: return "the lead's current owner";
  }
  return {};
}

std::string_view name_of(Rotation rotation) {
  constexpr std::array<std::string_view, 6> names = {"fair_share",      "smooth_weighted", "strict",
                                                     "longest_waiting", "lowest_count",    "least_open"};
  return names[static_cast<std::size_t>(rotation)];
}

bool is_catch_all(const Condition& condition, const Policy& policy) {
  using Kind = Condition::Kind;
  const Condition& named = condition.kind == Kind::reference
                               ? policy.conditions[static_cast<std::size_t>(condition.reference)].second
                               : condition;
  return named.kind == Kind::all && named.parts.empty();
}

}  // namespace leadwright::policy
