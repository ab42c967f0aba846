#include <array>

#include "replay/replay.h"

namespace leadwright::replay {

std::string_view name_of(Outcome outcome) {
  constexpr std::array<std::string_view, 3> names = {"routed", "queued", "out_of_scope"};
  return names[static_cast<std::size_t>(outcome)];
}

std::string_view name_of(Reason reason) {
  constexpr std::array<std::string_view, reason_count> names = {
      "",           "row_malformed",     "missing_id",  "duplicate_id",      "missing_created_at", "missing_evidence", "duplicate_lead",
      "ambiguous_match", "undecidable", "no_eligible_owner", "held",               "no_rule"};
  return names[static_cast<std::size_t>(reason)];
}

std::string_view remedy_of(Reason reason) {
  constexpr std::array<std::string_view, reason_count> remedies = {
      "",
      "repair the row in the export: it has more or fewer cells than the header",
      "give the lead an id, or leave the row out",
      "keep one row of this id: the first in order of arrival was decided",
      "fill in when the lead was created: without it there is no order and no clock",
      "fill in the evidence fields, or let `evidence.on_missing` route such leads",
      "merge the duplicate, or let `matching.on_duplicate` follow its owner",
      "merge or tell apart the accounts, or add a tie-breaker",
      "decide the opaque test by hand: the file cannot",
      "add members, hours or capacity, or a queue as the last step of the rule",
      "nobody of the pool became eligible: add members, hours or capacity",
      "add a catch-all rule as the last one"};
  return remedies[static_cast<std::size_t>(reason)];
}

std::string_view name_of(SlaStatus status) {
  constexpr std::array<std::string_view, 4> names = {"none", "met", "breached", "pending"};
  return names[static_cast<std::size_t>(status)];
}

std::string_view name_of(MatchKind kind) {
  constexpr std::array<std::string_view, 5> names = {"", "account_id", "email", "domain", "scored"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(Standing standing) {
  constexpr std::array<std::string_view, standing_count> names = {
      "eligible", "inactive", "away", "skill_missing", "cap_reached", "capacity_full", "outside_hours", "had_it"};
  return names[static_cast<std::size_t>(standing)];
}

}  // namespace leadwright::replay
