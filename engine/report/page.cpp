#include "report/page.h"

#include <algorithm>
#include <set>

#include "base/json.h"
#include "base/text.h"

namespace leadwright::report {
namespace {

using table::Role;

constexpr std::size_t index_of(std::int64_t value) { return static_cast<std::size_t>(value); }

const std::vector<std::string_view>& filters() {
  static const std::vector<std::string_view> names = {"outcome", "reason", "rule", "owner", "pool", "queue", "sla",
                                                      "sla_status", "match", "agrees", "account_id", "breached"};
  return names;
}

// A cell of decisions.csv by the name of its filter.
std::string filter_cell(const DryRun& dry, std::int64_t row, std::string_view name) {
  if (name == "outcome") return std::string(replay::name_of(dry.decision(row).outcome));
  if (name == "reason") return std::string(replay::name_of(dry.decision(row).reason));
  if (name == "rule") return std::string(rule_text(dry, row));
  if (name == "owner") return std::string(owner_text(dry, row));
  if (name == "pool") return std::string(pool_text(dry, row));
  if (name == "queue") return std::string(queue_text(dry, row));
  if (name == "sla") return std::string(sla_text(dry, row));
  if (name == "sla_status") return std::string(replay::name_of(dry.decision(row).sla_status));
  if (name == "agrees") return std::string(agrees_text(dry, row));
  if (name == "account_id") return std::string(account_text(dry, row));
  if (name == "breached") return dry.decision(row).breaches > 0 ? "yes" : "no";
  if (account_text(dry, row).empty()) return {};
  return std::string(replay::name_of(dry.world().matches[index_of(row)].kind));
}

bool has_text(const DryRun& dry, std::int64_t row, const std::string& wanted) {
  const workspace::RoleTable& rows = *dry.workspace->find(Role::leads);
  for (const std::string_view field : {"id", "email", "company", "first_name", "last_name", "domain", "owner"}) {
    const int index = rows.field(field);
    if (index >= 0 && text::fold(rows.sheet.cell(row, index)).find(wanted) != std::string::npos) return true;
  }
  return false;
}

// Sort keys are compared as instants and numbers where they are, else as text.
struct SortKey {
  std::int64_t number = 0;
  std::string text;
  bool operator<(const SortKey& other) const { return number != other.number ? number < other.number : text < other.text; }
};

SortKey sort_key(const DryRun& dry, std::int64_t row, std::string_view column) {
  const replay::Decision& decision = dry.decision(row);
  const auto instant = [](Instant at) { return at == no_instant ? INT64_MAX : at; };
  if (column == "row") return {row, {}};
  if (column == "lead_id") return {0, std::string(dry.world().ids[index_of(row)])};
  if (column == "created_at") return {instant(dry.world().arrivals[index_of(row)]), {}};
  if (column == "started_at") return {instant(decision.started), {}};
  if (column == "due_at") return {instant(decision.due), {}};
  if (column == "first_touch_at") return {instant(dry.world().touches[index_of(row)]), {}};
  if (column == "assigned_at") return {instant(decision.assigned), {}};
  if (column == "step") return {decision.step, {}};
  if (column == "breaches") return {decision.breaches, {}};
  if (column == "reassignments") return {decision.reassignments, {}};
  if (column == "previous_owner") return {0, std::string(recorded_owner_text(dry, row))};
  return {0, filter_cell(dry, row, column)};
}

void put_column(json::Writer& w, const table::Table& table, int column, const std::string& field, std::string_view by) {
  const auto encoded = table.encode(column);
  std::vector<std::uint8_t> filled_code;
  for (const std::string_view text : encoded.distinct) filled_code.push_back(!text::is_blank(text));
  std::int64_t filled = 0;
  for (const std::uint32_t code : encoded.code) filled += filled_code[code];
  std::int64_t distinct = 0;
  for (const std::uint8_t one : filled_code) distinct += one;
  w.object().field("header", table.headers()[index_of(column)]);
  w.key("field");
  if (field.empty()) w.null();
  else w.string(field);
  w.field("by", by).field("filled", filled).field("distinct", distinct);
  w.key("samples").array();
  int shown = 0;
  for (std::size_t i = 0; i < encoded.distinct.size() && shown < 3; ++i) {
    if (!filled_code[i]) continue;
    w.string(encoded.distinct[i].substr(0, 80));
    ++shown;
  }
  w.end().end();
}

std::string_view words_of(table::Found found) {
  switch (found) {
    case table::Found::by_policy: return "policy";
    case table::Found::by_name: return "name";
    case table::Found::by_alias: return "alias";
    case table::Found::not_found: break;
  }
  return "";
}

}  // namespace

Result<std::vector<std::uint32_t>> select(const DryRun& dry, std::string_view query_json) {
  const Result<json::Value> read = json::read("query", query_json);
  if (!read.ok()) return read.problems();
  const json::Value& query = read.value();
  Problems problems;
  const auto problem = [&](const std::string& pointer, const std::string& message) {
    problems.push_back({{"query", pointer, 0, 0}, message, ""});
  };
  static const std::vector<std::string_view> keys = {"where", "search", "sort", "descending"};
  for (const auto& [key, unused] : query.members) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) problem("/" + key, "unknown key `" + key + "`");
  }
  std::vector<std::pair<std::string, std::string>> wanted;
  if (const json::Value* where = query.find("where")) {
    for (const auto& [name, value] : where->members) {
      if (std::find(filters().begin(), filters().end(), name) == filters().end()) {
        problem("/where/" + name, "rows cannot be chosen by `" + name + "`");
      } else {
        wanted.emplace_back(name, value.text);
      }
    }
  }
  std::string sort = "row";
  if (const json::Value* given = query.find("sort")) {
    sort = given->text;
    const auto& columns = decision_columns();
    if (sort != "created_at" && std::find(columns.begin(), columns.end(), sort) == columns.end()) problem("/sort", "there is no column `" + sort + "`");
  }
  if (!problems.empty()) return problems;
  const json::Value* search = query.find("search");
  const std::string text = search == nullptr ? std::string() : text::fold(search->text);
  const json::Value* descending = query.find("descending");

  std::vector<std::uint32_t> rows;
  for (std::int64_t row = 0; row < dry.world().leads.rows; ++row) {
    const bool fits = std::all_of(wanted.begin(), wanted.end(), [&](const auto& one) { return filter_cell(dry, row, one.first) == one.second; });
    if (fits && (text.empty() || has_text(dry, row, text))) rows.push_back(static_cast<std::uint32_t>(row));
  }
  if (sort != "row") {
    std::vector<SortKey> sort_keys(index_of(dry.world().leads.rows));
    for (const std::uint32_t row : rows) sort_keys[row] = sort_key(dry, row, sort);
    std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) { return sort_keys[a] < sort_keys[b]; });
  }
  if (descending != nullptr && descending->truth) std::reverse(rows.begin(), rows.end());
  return rows;
}

std::string rows_json(const DryRun& dry, const std::vector<std::uint32_t>& rows) {
  const workspace::RoleTable& leads = *dry.workspace->find(Role::leads);
  json::Writer w(0);
  w.object().key("rows").array();
  for (const std::uint32_t row : rows) {
    if (std::int64_t{row} >= dry.world().leads.rows) continue;
    w.object();
    const auto cells = decision_cells(dry, row);
    for (std::size_t i = 0; i < cells.size(); ++i) w.field(decision_columns()[i], cells[i]);
    w.field("created_at", format_instant(dry.world().arrivals[row]));
    w.key("lead").object();
    for (std::size_t f = 0; f < leads.fields.size(); ++f) {
      if (leads.has_column(static_cast<int>(f))) w.field(leads.fields[f], leads.sheet.cell(row, static_cast<int>(f)));
    }
    w.end().end();
  }
  w.end().end();
  return std::move(w).text();
}

RoleGuess guess_role(std::string_view file, const std::vector<std::string>& headers) {
  // A file that bears a table's name is that table; else the one whose fields its headers fit best.
  RoleGuess best{Role::leads, -1};
  const std::string name = text::squash(file.substr(0, file.rfind('.')));
  for (int r = 0; r < table::role_count; ++r) {
    const auto role = static_cast<Role>(r);
    int fields = 0;
    for (const table::FieldColumn& column : table::propose_columns(role, headers)) fields += column.column >= 0;
    if (name == text::squash(table::name_of(role))) fields += 100;
    if (fields > best.fields) best = {role, fields};
  }
  return best;
}

std::string files_json(const workspace::Files& files, const workspace::Workspace* opened) {
  json::Writer w;
  w.object().key("files").array();
  for (const auto& [name, file] : files) {
    const table::Table& table = *file.table;
    // The role and columns under the policy, where it names the file; else what the headers give.
    std::vector<table::FieldColumn> columns;
    std::string role;
    bool by_policy = false;
    if (opened != nullptr) {
      for (int r = 0; r < table::role_count; ++r) {
        const workspace::RoleTable* rows = opened->find(static_cast<Role>(r));
        if (rows == nullptr) continue;
        const auto found = std::find(rows->files.begin(), rows->files.end(), name);
        if (found == rows->files.end()) continue;
        columns = rows->columns[static_cast<std::size_t>(found - rows->files.begin())];
        role = table::name_of(static_cast<Role>(r));
        by_policy = true;
      }
    }
    const RoleGuess guess = guess_role(name, table.headers());
    if (!by_policy) {
      role = table::name_of(guess.role);
      columns = table::propose_columns(guess.role, table.headers());
    }
    std::int64_t malformed = 0;
    for (std::int64_t row = 0; row < table.rows(); ++row) malformed += table.malformed(row);
    w.object().field("name", name).field("role", role).field("used", by_policy);
    w.field("format", table.format() == table::Format::csv ? "csv" : table.format() == table::Format::ndjson ? "ndjson" : "hubspot");
    w.field("rows", table.rows()).field("malformed", malformed).field("encoding", table.encoding());
    w.field("delimiter", std::string_view(table.format() == table::Format::csv ? std::string(1, table.delimiter()) : std::string()));
    w.key("notes").array();
    for (const table::Note& note : table.notes()) w.object().field("line", note.place.line).field("text", note.text).end();
    w.end().key("columns").array();
    for (int c = 0; c < table.columns(); ++c) {
      const auto found = std::find_if(columns.begin(), columns.end(), [&](const table::FieldColumn& one) { return one.column == c; });
      put_column(w, table, c, found == columns.end() ? std::string() : found->field,
                 found == columns.end() ? std::string_view{} : words_of(found->found));
    }
    w.end().end();
  }
  w.end().end();
  return std::move(w).text();
}

std::string propose_policy(const workspace::Files& files) {
  const workspace::File* leads = nullptr;
  std::string leads_name;
  int best = -1;
  json::Writer w;
  w.object().field("leadwright", 1).field("name", "A first policy for these leads").field("time_zone", "UTC");
  std::map<Role, std::pair<std::string, int>> best_of_role;
  for (const auto& [name, file] : files) {
    const RoleGuess guess = guess_role(name, file.table->headers());
    if (guess.role == Role::leads && guess.fields > best) {
      leads = &file;
      leads_name = name;
      best = guess.fields;
    }
    auto& known = best_of_role[guess.role];
    if (known.first.empty() || guess.fields > known.second) known = {name, guess.fields};
  }
  // Nothing fits leads best: then the first file is taken for them, and the page shows its columns.
  if (leads == nullptr && !files.empty()) {
    leads_name = files.begin()->first;
    leads = &files.begin()->second;
    for (auto at = best_of_role.begin(); at != best_of_role.end();) at = at->second.first == leads_name ? best_of_role.erase(at) : std::next(at);
    best_of_role[Role::leads] = {leads_name, 0};
  }
  w.key("sources").object();
  std::vector<table::FieldColumn> lead_columns;
  for (const auto& [role, known] : best_of_role) {
    const table::Table& table = *files.at(known.first).table;
    const auto columns = table::propose_columns(role, table.headers());
    if (role == Role::leads) lead_columns = columns;
    w.key(table::name_of(role)).object().field("file", known.first).key("columns").object();
    for (const table::FieldColumn& column : columns) {
      if (column.column < 0 || column.found == table::Found::by_name) continue;
      const std::string& header = table.headers()[index_of(column.column)];
      // A repeated header cannot be named; the page says that it stands there twice.
      if (std::count(table.headers().begin(), table.headers().end(), header) == 1) w.field(column.field, header);
    }
    w.end().end();
  }
  w.end();

  std::set<std::string> owners;
  if (leads != nullptr) {
    for (const table::FieldColumn& column : lead_columns) {
      if (column.field != "owner" || column.column < 0) continue;
      for (const std::string_view text : leads->table->encode(column.column).distinct) {
        const std::string_view owner = text::trim(text);
        if (!owner.empty() && owners.size() < 200) owners.insert(std::string(owner));
      }
    }
  }
  if (!owners.empty()) {
    w.key("people").object();
    for (const std::string& owner : owners) {
      w.key(owner).object();
      if (owner.find('@') != std::string::npos) w.field("email", owner);
      else w.field("name", owner);
      w.end();
    }
    w.end();
  }
  w.key("rules").array();
  if (!owners.empty()) {
    w.object().field("id", "recorded-owner");
    w.key("when").object().field("field", "owner").field("op", "is_known").end();
    w.key("assign").array().object().field("current_owner", true).end().end();
    w.field("on_no_owner", "next_rule").end();
  }
  w.object().field("id", "rest").key("when").object().key("all").array().end().end();
  w.key("assign").array().object().field("queue", "inbound").end().end().end();
  w.end().end();
  return std::move(w).text();
}

}  // namespace leadwright::report
