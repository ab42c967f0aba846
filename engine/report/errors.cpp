#include <algorithm>
#include <map>

#include "base/csv.h"
#include "base/json.h"
#include "base/text.h"
#include "report/report.h"

namespace leadwright::report {
namespace {

using replay::Outcome;
using replay::Reason;
using table::Role;
using table::State;
using table::Type;

constexpr std::size_t index_of(std::int64_t value) { return static_cast<std::size_t>(value); }

std::string cell_of(const DryRun& dry, Role role, std::string_view field, std::int64_t row) {
  const workspace::RoleTable* rows = dry.workspace->find(role);
  if (rows == nullptr) return {};
  const int index = rows->field(field);
  return index < 0 ? std::string() : std::string(text::trim(rows->sheet.cell(row, index)));
}

std::string detail_of(const DryRun& dry, std::int64_t row, ErrorRow& error) {
  const replay::World& world = dry.world();
  const policy::Policy& policy = *dry.policy;
  const replay::Decision& decision = dry.decision(row);
  switch (decision.reason) {
    case Reason::row_malformed: {
      const workspace::RoleTable& rows = *dry.workspace->find(Role::leads);
      error.value = std::string(rows.sheet.source(row));
      return rows.sheet.malformed_reason(row);
    }
    case Reason::missing_evidence: {
      std::string missing;
      for (const int field : policy.evidence) {
        const table::Value value = world.leads.value(field, row);
        if (value.state == State::known) continue;
        const std::string& name = policy.used[index_of(field)].name;
        if (!missing.empty()) missing += ", ";
        missing += name + (value.state == State::invalid ? " (" + value.reason + ")" : "");
        if (!error.field.empty()) continue;
        error.field = name;
        error.value = cell_of(dry, Role::leads, name, row);
      }
      return "unknown or invalid: " + missing;
    }
    case Reason::missing_created_at: {
      error.field = "created_at";
      error.value = cell_of(dry, Role::leads, "created_at", row);
      const int field = dry.workspace->find(Role::leads)->field("created_at");
      const auto measures = dry.workspace->measures(Role::leads, field, Type::date_time);
      const table::Value value = table::read_value(error.value, measures->reading);
      return value.state == State::invalid ? value.reason : "the cell is empty";
    }
    case Reason::duplicate_id: return "an earlier row in order of arrival has this id";
    case Reason::duplicate_lead: {
      const replay::LeadMatch& match = world.matches[index_of(row)];
      return match.duplicate_of_lead >= 0
                 ? "repeats lead " + std::string(world.ids[index_of(match.duplicate_of_lead)])
                 : "repeats contact " + cell_of(dry, Role::contacts, "id", match.duplicate_of_contact);
    }
    case Reason::ambiguous_match: {
      std::string accounts;
      const identity::LeadMatch& match = dry.view->graph->leads[index_of(row)];
      for (std::uint32_t i = 0; i < match.candidate_count && i < 5; ++i) {
        if (i != 0) accounts += ", ";
        accounts += cell_of(dry, Role::accounts, "id", dry.view->graph->candidates[match.candidates_at + i].account);
      }
      return "several accounts: " + accounts + (match.candidate_count > 5 ? ", ..." : "");
    }
    case Reason::no_eligible_owner:
    case Reason::held: {
      const std::string rule(rule_text(dry, row));
      return decision.pool >= 0 ? "rule " + rule + ", pool " + std::string(pool_text(dry, row)) : "rule " + rule;
    }
    default: return {};
  }
}

// Whether a lead is in the queue for that very cell already.
bool queued_for(const DryRun& dry, std::int64_t row, const std::string& field) {
  const Reason reason = dry.decision(row).reason;
  if (reason == Reason::missing_created_at) return field == "created_at";
  if (reason != Reason::missing_evidence) return false;
  return std::any_of(dry.policy->evidence.begin(), dry.policy->evidence.end(),
                     [&](int used) { return dry.policy->used[index_of(used)].name == field; });
}

// The rows of a field whose cells do not parse, and why.
std::vector<std::pair<std::int64_t, std::string>> invalid_cells(const workspace::Workspace& workspace, Role role, int field,
                                                                Type type) {
  std::vector<std::pair<std::int64_t, std::string>> invalid;
  if (table::is_measured(type)) {
    const auto measures = workspace.measures(role, field, type);
    for (const std::uint32_t row : measures->invalid) {
      invalid.push_back({row, table::read_value(workspace.find(role)->sheet.cell(row, field), measures->reading).reason});
    }
    return invalid;
  }
  const auto column = workspace.values(role, field, type);
  const bool any = std::any_of(column->distinct->begin(), column->distinct->end(),
                               [](const table::Value& value) { return value.state == State::invalid; });
  for (std::size_t row = 0; any && row < column->code.size(); ++row) {
    const table::Value& value = (*column->distinct)[column->code[row]];
    if (value.state == State::invalid) invalid.push_back({static_cast<std::int64_t>(row), value.reason});
  }
  return invalid;
}

// Cells of typed columns that do not parse, of every table.
void add_invalid_cells(const DryRun& dry, Role role, std::vector<ErrorRow>& errors) {
  const workspace::RoleTable* rows = dry.workspace->find(role);
  if (rows == nullptr) return;
  const std::size_t before = errors.size();
  for (std::size_t f = 0; f < rows->fields.size(); ++f) {
    const auto field = static_cast<int>(f);
    if (!rows->has_column(field)) continue;
    const std::string& name = rows->fields[f];
    const Type type = dry.workspace->type_of(role, field);
    if (type == Type::text || type == Type::choice || type == Type::country) continue;
    for (const auto& [row, reason] : invalid_cells(*dry.workspace, role, field, type)) {
      if (rows->sheet.malformed(row)) continue;
      if (role == Role::leads && queued_for(dry, row, name)) continue;
      ErrorRow error;
      error.table = role;
      error.row = row;
      error.record_id = cell_of(dry, role, "id", error.row);
      error.reason = "invalid_value";
      error.detail = reason;
      error.field = name;
      error.value = std::string(rows->sheet.cell(error.row, field));
      errors.push_back(std::move(error));
    }
  }
  std::stable_sort(errors.begin() + static_cast<std::ptrdiff_t>(before), errors.end(),
                   [](const ErrorRow& a, const ErrorRow& b) { return a.row < b.row; });
}

void add_malformed(const DryRun& dry, Role role, std::vector<ErrorRow>& errors) {
  const workspace::RoleTable* rows = dry.workspace->find(role);
  if (rows == nullptr || role == Role::leads) return;
  for (std::int64_t row = 0; row < rows->sheet.rows(); ++row) {
    if (!rows->sheet.malformed(row)) continue;
    ErrorRow error;
    error.table = role;
    error.row = row;
    error.reason = "row_malformed";
    error.detail = rows->sheet.malformed_reason(row);
    error.value = std::string(rows->sheet.source(row));
    errors.push_back(std::move(error));
  }
}

void add_ignored(const DryRun& dry, std::vector<ErrorRow>& errors) {
  for (const std::uint32_t row : dry.view->ignored.touched_before) {
    ErrorRow error;
    error.row = row;
    error.record_id = std::string(dry.world().ids[row]);
    error.reason = "touch_before_arrival";
    error.detail = "a touch before the lead's arrival is no touch of it";
    error.field = "first_touch_at";
    error.value = cell_of(dry, Role::leads, "first_touch_at", row);
    error.first_seen = dry.world().arrivals[row];
    errors.push_back(std::move(error));
  }
  for (const std::uint32_t row : dry.view->ignored.unknown_lead_rows) {
    // An activity that names no lead at all belongs to somebody else; only the summary counts it.
    if (cell_of(dry, Role::activities, "lead_id", row).empty() && cell_of(dry, Role::activities, "email", row).empty()) continue;
    ErrorRow error;
    error.table = Role::activities;
    error.row = row;
    error.record_id = cell_of(dry, Role::activities, "id", row);
    error.reason = "unknown_lead";
    const std::string lead = cell_of(dry, Role::activities, "lead_id", row);
    error.field = lead.empty() ? "email" : "lead_id";
    error.value = lead.empty() ? cell_of(dry, Role::activities, "email", row) : lead;
    error.detail = "no lead of the file is this one";
    errors.push_back(std::move(error));
  }
}

void add_conflicts(const DryRun& dry, std::vector<ErrorRow>& errors) {
  if (dry.view->graph == nullptr) return;
  for (const identity::Conflict& conflict : dry.view->graph->conflicts) {
    ErrorRow error;
    error.table = conflict.left.role;
    error.row = conflict.left.row;
    error.record_id = cell_of(dry, conflict.left.role, "id", conflict.left.row);
    error.reason = "conflict";
    error.detail = std::string(conflict.kind) + ": " + conflict.detail + " (" + std::string(table::name_of(conflict.right.role)) + " " +
                   cell_of(dry, conflict.right.role, "id", conflict.right.row) + ")";
    errors.push_back(std::move(error));
  }
}

void add_sync_errors(const DryRun& dry, std::vector<ErrorRow>& errors) {
  const workspace::RoleTable* rows = dry.workspace->find(Role::sync_errors);
  if (rows == nullptr) return;
  const auto at = dry.workspace->measures(Role::sync_errors, rows->field("at"), Type::date_time);
  for (std::int64_t row = 0; row < rows->sheet.rows(); ++row) {
    if (rows->sheet.malformed(row)) continue;
    ErrorRow error;
    error.table = Role::sync_errors;
    error.row = row;
    error.record_id = cell_of(dry, Role::sync_errors, "record_id", row);
    error.reason = "sync_error";
    const std::string code = cell_of(dry, Role::sync_errors, "code", row);
    const std::string message = cell_of(dry, Role::sync_errors, "message", row);
    error.detail = code + (code.empty() || message.empty() ? "" : ": ") + message;
    error.field = cell_of(dry, Role::sync_errors, "object", row);
    error.value = cell_of(dry, Role::sync_errors, "system", row);
    error.first_seen = at->instants[index_of(row)];
    errors.push_back(std::move(error));
  }
}

// A name that stays the same between two runs: the table, the record (or the row where it has no id),
// the reason and the field; a number behind it where that is not enough.
std::vector<std::string> queue_ids(const std::vector<ErrorRow>& errors) {
  std::vector<std::string> ids;
  std::map<std::string, std::int64_t> used;
  for (const ErrorRow& error : errors) {
    std::string id(table::name_of(error.table));
    id += ':' + (error.record_id.empty() ? "#" + std::to_string(error.row + 1) : error.record_id) + ':' + error.reason;
    if (!error.field.empty()) id += ':' + error.field;
    const std::int64_t before = used[id]++;
    if (before > 0) id += ':' + std::to_string(before + 1);
    ids.push_back(std::move(id));
  }
  return ids;
}

}  // namespace

const std::vector<ErrorReason>& error_reasons() {
  static const std::vector<ErrorReason> reasons = [] {
    std::vector<ErrorReason> all;
    for (int i = 1; i < replay::reason_count; ++i) {
      const auto reason = static_cast<Reason>(i);
      all.push_back({replay::name_of(reason), replay::remedy_of(reason)});
    }
    all.push_back({"invalid_value", "correct the cell, or say in `sources` how the column is read"});
    all.push_back({"touch_before_arrival", "check the lead's created date against the touch"});
    all.push_back({"unknown_lead", "export the lead, too, or leave the activity out"});
    all.push_back({"conflict", "decide which record is right, and say so in `matching.decisions`"});
    all.push_back({"sync_error", "clear it in the system that reported it"});
    return all;
  }();
  return reasons;
}

std::vector<ErrorRow> error_queue(const DryRun& dry) {
  std::vector<ErrorRow> errors;
  for (std::int64_t row = 0; row < dry.world().leads.rows; ++row) {
    const replay::Decision& decision = dry.decision(row);
    if (decision.outcome != Outcome::queued) continue;
    ErrorRow error;
    error.row = row;
    error.record_id = std::string(dry.world().ids[index_of(row)]);
    error.reason = std::string(replay::name_of(decision.reason));
    error.detail = detail_of(dry, row, error);
    error.first_seen = dry.world().arrivals[index_of(row)];
    error.owner = std::string(recorded_owner_text(dry, row));
    errors.push_back(std::move(error));
  }
  for (int r = 0; r < table::role_count; ++r) {
    add_malformed(dry, static_cast<Role>(r), errors);
    add_invalid_cells(dry, static_cast<Role>(r), errors);
  }
  add_ignored(dry, errors);
  add_conflicts(dry, errors);
  add_sync_errors(dry, errors);
  return errors;
}

std::string errors_csv(const std::vector<ErrorRow>& errors, bool spreadsheet_safe) {
  std::string out = "queue_id,table,row,record_id,reason,detail,field,value,first_seen,owner,state\n";
  const std::vector<std::string> ids = queue_ids(errors);
  csv::Row line(out, spreadsheet_safe);
  for (std::size_t i = 0; i < errors.size(); ++i) {
    const ErrorRow& error = errors[i];
    line.cell(ids[i]).cell(table::name_of(error.table));
    if (error.row >= 0) line.cell(error.row + 1);
    else line.empty();
    line.cell(error.record_id).cell(error.reason).cell(error.detail).cell(error.field);
    // A row that was damaged is shown as far as UTF-8 can show it.
    line.cell(text::is_utf8(error.value) ? error.value : text::as_utf8(error.value));
    line.instant(error.first_seen).cell(error.owner).cell("open").end();
  }
  return out;
}

std::string errors_json(const std::vector<ErrorRow>& errors, std::int64_t offset, std::int64_t count) {
  const std::vector<std::string> ids = queue_ids(errors);
  json::Writer w;
  w.object().field("total", static_cast<std::int64_t>(errors.size())).key("rows").array();
  const auto total = static_cast<std::int64_t>(errors.size());
  for (std::int64_t i = std::max<std::int64_t>(offset, 0); i < total && i - offset < count; ++i) {
    const ErrorRow& error = errors[index_of(i)];
    w.object();
    w.field("queue_id", ids[index_of(i)]).field("table", table::name_of(error.table));
    w.key("row");
    if (error.row >= 0) w.number(error.row + 1);
    else w.null();
    w.field("record_id", error.record_id).field("reason", error.reason).field("detail", error.detail);
    w.field("field", error.field).field("value", error.value).field("first_seen", format_instant(error.first_seen));
    w.field("owner", error.owner).field("state", "open").end();
  }
  w.end().end();
  return std::move(w).text();
}

}  // namespace leadwright::report
