#include "base/csv.h"
#include "base/text.h"
#include "report/report.h"

namespace leadwright::report {
namespace {

using replay::Decision;
using replay::Outcome;
using table::Role;

constexpr std::size_t index_of(std::int64_t value) { return static_cast<std::size_t>(value); }

// A cell of a field, trimmed; empty for malformed rows and absent columns.
std::string_view trimmed_cell(const DryRun& dry, Role role, std::string_view field, std::int64_t row) {
  const workspace::RoleTable* rows = dry.workspace->find(role);
  if (rows == nullptr) return {};
  const int index = rows->field(field);
  return index < 0 ? std::string_view{} : text::trim(rows->sheet.cell(row, index));
}

void put_row(csv::Row& out, const DryRun& dry, std::int64_t row) {
  const Decision& decision = dry.decision(row);
  const replay::World& world = dry.world();
  out.cell(row + 1);
  out.cell(world.ids[index_of(row)]);
  out.cell(name_of(decision.outcome));
  out.cell(name_of(decision.reason));
  out.cell(rule_text(dry, row));
  if (decision.step > 0) out.cell(std::int64_t{decision.step});
  else out.empty();
  out.cell(owner_text(dry, row));
  out.cell(pool_text(dry, row));
  out.cell(queue_text(dry, row));
  out.cell(account_text(dry, row));
  out.cell(world.matches.empty() || account_text(dry, row).empty() ? std::string_view{}
                                                                   : name_of(world.matches[index_of(row)].kind));
  out.cell(sla_text(dry, row));
  out.instant(decision.started);
  if (decision.due == replay::never) out.cell("never");
  else out.instant(decision.due);
  out.instant(world.touches[index_of(row)]);
  out.cell(name_of(decision.sla_status));
  out.cell(std::int64_t{decision.breaches});
  out.cell(std::int64_t{decision.reassignments});
  out.instant(decision.assigned);
  out.cell(recorded_owner_text(dry, row));
  out.cell(agrees_text(dry, row));
  out.end();
}

}  // namespace

std::string_view rule_text(const DryRun& dry, std::int64_t row) {
  const std::int32_t rule = dry.decision(row).rule;
  if (rule == replay::duplicate_rule) return "duplicate";
  return rule < 0 ? std::string_view{} : std::string_view(dry.policy->rules[index_of(rule)].id);
}

std::string_view owner_text(const DryRun& dry, std::int64_t row) {
  const std::int32_t owner = dry.decision(row).owner;
  return owner < 0 ? std::string_view{} : std::string_view(dry.policy->people[index_of(owner)].id);
}

std::string_view pool_text(const DryRun& dry, std::int64_t row) {
  const std::int32_t pool = dry.decision(row).pool;
  return pool < 0 ? std::string_view{} : std::string_view(dry.policy->pools[index_of(pool)].name);
}

std::string_view queue_text(const DryRun& dry, std::int64_t row) {
  const Decision& decision = dry.decision(row);
  if (decision.queue_rule < 0) return {};
  return dry.policy->rules[index_of(decision.queue_rule)].assign[index_of(decision.step - 1)].queue;
}

std::string_view sla_text(const DryRun& dry, std::int64_t row) {
  const std::int32_t sla = dry.decision(row).sla;
  return sla < 0 ? std::string_view{} : std::string_view(dry.policy->slas[index_of(sla)].name);
}

std::string_view agrees_text(const DryRun& dry, std::int64_t row) {
  const replay::OwnerCell& recorded = dry.world().recorded_owner[index_of(row)];
  const std::int32_t owner = dry.decision(row).owner;
  if (owner < 0 || recorded.state == replay::OwnerCell::State::absent) return {};
  // A cell that names nobody of the policy is known, and it is not the simulated owner.
  return recorded.person == owner ? "yes" : "no";
}

std::string_view recorded_owner_text(const DryRun& dry, std::int64_t row) {
  const workspace::RoleTable& rows = *dry.workspace->find(Role::leads);
  const std::string_view cell = rows.sheet.cell(row, rows.field("owner"));
  return text::is_blank(cell) ? std::string_view{} : cell;
}

std::string_view account_text(const DryRun& dry, std::int64_t row) {
  const replay::World& world = dry.world();
  if (world.matches.empty()) return {};
  const std::int64_t account = world.matches[index_of(row)].account;
  const bool passed = !world.malformed[index_of(row)] && !world.ids[index_of(row)].empty() &&
                      !world.repeated_id[index_of(row)] && world.arrivals[index_of(row)] != no_instant;
  return account < 0 || !passed ? std::string_view{} : trimmed_cell(dry, Role::accounts, "id", account);
}

std::string due_text(const DryRun& dry, std::int64_t row) {
  const Instant due = dry.decision(row).due;
  return due == replay::never ? "never" : format_instant(due);
}

const std::vector<std::string_view>& decision_columns() {
  static const std::vector<std::string_view> columns = {
      "row", "lead_id", "outcome", "reason", "rule", "step", "owner", "pool", "queue", "account_id", "match",
      "sla", "started_at", "due_at", "first_touch_at", "sla_status", "breaches", "reassignments", "assigned_at",
      "previous_owner", "agrees"};
  return columns;
}

std::vector<std::string> decision_cells(const DryRun& dry, std::int64_t row) {
  const Decision& decision = dry.decision(row);
  const replay::World& world = dry.world();
  const auto text = [](std::string_view view) { return std::string(view); };
  const std::string account = text(account_text(dry, row));
  return {std::to_string(row + 1),
          text(world.ids[index_of(row)]),
          text(name_of(decision.outcome)),
          text(name_of(decision.reason)),
          text(rule_text(dry, row)),
          decision.step > 0 ? std::to_string(decision.step) : std::string(),
          text(owner_text(dry, row)),
          text(pool_text(dry, row)),
          text(queue_text(dry, row)),
          account,
          account.empty() ? std::string() : text(name_of(world.matches[index_of(row)].kind)),
          text(sla_text(dry, row)),
          format_instant(decision.started),
          due_text(dry, row),
          format_instant(world.touches[index_of(row)]),
          text(name_of(decision.sla_status)),
          std::to_string(decision.breaches),
          std::to_string(decision.reassignments),
          format_instant(decision.assigned),
          text(recorded_owner_text(dry, row)),
          text(agrees_text(dry, row))};
}

std::string decisions_csv(const DryRun& dry, bool spreadsheet_safe) {
  std::string out;
  out.reserve(index_of(dry.world().leads.rows) * 110 + 256);
  csv::Row header(out);
  for (const std::string_view column : decision_columns()) header.cell(column);
  header.end();
  csv::Row line(out, spreadsheet_safe);
  for (std::int64_t row = 0; row < dry.world().leads.rows; ++row) put_row(line, dry, row);
  return out;
}

std::string rollback_csv(const DryRun& dry, bool spreadsheet_safe) {
  std::string out = "Record ID,Contact owner\n";
  csv::Row line(out, spreadsheet_safe);
  for (std::int64_t row = 0; row < dry.world().leads.rows; ++row) {
    if (dry.decision(row).owner < 0) continue;
    line.cell(dry.world().ids[index_of(row)]).cell(recorded_owner_text(dry, row)).end();
  }
  return out;
}

// HubSpot takes the owner's e-mail address; a person without one is named by id.
std::string hubspot_update_csv(const DryRun& dry, bool spreadsheet_safe) {
  std::string out = "Record ID,Contact owner\n";
  csv::Row line(out, spreadsheet_safe);
  for (std::int64_t row = 0; row < dry.world().leads.rows; ++row) {
    const std::int32_t owner = dry.decision(row).owner;
    if (owner < 0 || agrees_text(dry, row) == "yes") continue;
    const policy::Person& person = dry.policy->people[index_of(owner)];
    line.cell(dry.world().ids[index_of(row)]).cell(person.email.empty() ? person.id : person.email).end();
  }
  return out;
}

}  // namespace leadwright::report
