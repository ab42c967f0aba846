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

// Names as CSV cells, made once and not once a row.
std::string as_cell(std::string_view name, bool spreadsheet_safe) {
  std::string cell;
  csv::put_cell(cell, name, spreadsheet_safe);
  return cell;
}

// Writes the rows of decisions.csv. What a row needs is looked up by index alone.
class DecisionWriter {
 public:
  DecisionWriter(const DryRun& dry, bool spreadsheet_safe, std::string& out)
      : dry_(dry), safe_(spreadsheet_safe), line_(out, spreadsheet_safe) {
    const policy::Policy& policy = *dry.policy;
    for (const policy::Rule& rule : policy.rules) {
      rules_.push_back(as_cell(rule.id, safe_));
      std::vector<std::string>& queues = queues_.emplace_back();
      for (const policy::Step& step : rule.assign) queues.push_back(as_cell(step.queue, safe_));
    }
    for (const policy::Person& person : policy.people) people_.push_back(as_cell(person.id, safe_));
    for (const policy::Pool& pool : policy.pools) pools_.push_back(as_cell(pool.name, safe_));
    for (const policy::Sla& sla : policy.slas) slas_.push_back(as_cell(sla.name, safe_));
    const workspace::RoleTable& leads = *dry.workspace->find(Role::leads);
    has_owner_ = leads.has_column(leads.field("owner"));
  }

  void put(std::int64_t row) {
    const Decision& decision = dry_.decision(row);
    const replay::World& world = dry_.world();
    const Instant touch = world.touches[index_of(row)];
    line_.cell(row + 1).cell(world.ids[index_of(row)]);
    line_.ready(name_of(decision.outcome)).ready(name_of(decision.reason));
    line_.ready(decision.rule == replay::duplicate_rule ? std::string_view("duplicate") : name(rules_, decision.rule));
    if (decision.step > 0) line_.cell(std::int64_t{decision.step});
    else line_.empty();
    line_.ready(name(people_, decision.owner)).ready(name(pools_, decision.pool));
    if (decision.queue_rule < 0) line_.empty();
    else line_.ready(queues_[index_of(decision.queue_rule)][index_of(decision.step - 1)]);
    if (world.matches.empty()) {
      line_.ready(",");
    } else {
      const std::string_view account = account_text(dry_, row);
      line_.cell(account);
      line_.ready(account.empty() ? std::string_view{} : name_of(world.matches[index_of(row)].kind));
    }
    if (decision.sla < 0) {
      line_.ready(",,");
    } else {
      line_.ready(slas_[index_of(decision.sla)]).instant(decision.started);
      if (decision.due == replay::never) line_.ready("never");
      else line_.instant(decision.due);
    }
    line_.instant(touch).ready(name_of(decision.sla_status));
    line_.cell(std::int64_t{decision.breaches}).cell(std::int64_t{decision.reassignments}).instant(decision.assigned);
    if (has_owner_) line_.cell(recorded_owner_text(dry_, row)).ready(agrees_text(dry_, row));
    else line_.ready(",");
    line_.end();
  }

 private:
  static std::string_view name(const std::vector<std::string>& names, std::int32_t index) {
    return index < 0 ? std::string_view{} : std::string_view(names[index_of(index)]);
  }

  const DryRun& dry_;
  bool safe_;
  csv::Row line_;
  std::vector<std::string> rules_, people_, pools_, slas_;
  std::vector<std::vector<std::string>> queues_;   // by rule and step
  bool has_owner_ = false;
};

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
  DecisionWriter writer(dry, spreadsheet_safe, out);
  for (std::int64_t row = 0; row < dry.world().leads.rows; ++row) writer.put(row);
  return out;
}

namespace {

// What the update writes and the rollback takes back: both list the same records.
bool changes_owner(const DryRun& dry, std::int64_t row) {
  return dry.decision(row).owner >= 0 && agrees_text(dry, row) != "yes";
}

}  // namespace

std::string rollback_csv(const DryRun& dry, bool spreadsheet_safe) {
  std::string out = "Record ID,Contact owner\n";
  csv::Row line(out, spreadsheet_safe);
  for (std::int64_t row = 0; row < dry.world().leads.rows; ++row) {
    if (!changes_owner(dry, row)) continue;
    line.cell(dry.world().ids[index_of(row)]).cell(recorded_owner_text(dry, row)).end();
  }
  return out;
}

// HubSpot takes the owner's e-mail address; a person without one is named by id.
std::string hubspot_update_csv(const DryRun& dry, bool spreadsheet_safe) {
  std::string out = "Record ID,Contact owner\n";
  csv::Row line(out, spreadsheet_safe);
  for (std::int64_t row = 0; row < dry.world().leads.rows; ++row) {
    if (!changes_owner(dry, row)) continue;
    const policy::Person& person = dry.policy->people[index_of(dry.decision(row).owner)];
    line.cell(dry.world().ids[index_of(row)]).cell(person.email.empty() ? person.id : person.email).end();
  }
  return out;
}

}  // namespace leadwright::report
