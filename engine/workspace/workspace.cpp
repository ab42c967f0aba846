#include "workspace/workspace.h"

#include <algorithm>

namespace leadwright::workspace {
namespace {

using table::Role;

constexpr std::size_t at(Role role) { return static_cast<std::size_t>(role); }

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i != 0) out += i + 1 == names.size() ? " and " : ", ";
    out += '`' + names[i] + '`';
  }
  return out;
}

std::string_view policy_file = "policy.json";

// The fields that are looked for in a role's files.
std::vector<table::Wanted> wanted_of(Role role, const policy::Policy& policy) {
  std::vector<table::Wanted> wanted;
  const policy::Source& source = policy.source(role);
  const std::string columns = "/sources/" + std::string(table::name_of(role)) + "/columns";
  const auto add = [&](const std::string& field, const std::string& column, const std::string& pointer) {
    const auto given = source.columns.find(field);
    if (given != source.columns.end()) {
      wanted.push_back({field, given->second, columns + "/" + json::pointer_token(field)});
    } else {
      wanted.push_back({field, column, pointer});
    }
  };
  for (const std::string_view field : table::standard_fields(role)) add(std::string(field), "", "");
  if (role == Role::leads) {
    for (const policy::CustomField& field : policy.fields) {
      add(field.name, field.column, "/fields/" + json::pointer_token(field.name) + "/column");
    }
  }
  for (const auto& [field, unused] : source.columns) {
    const bool there = std::any_of(wanted.begin(), wanted.end(), [&, name = field](const table::Wanted& one) { return one.field == name; });
    if (!there) add(field, "", "");
  }
  return wanted;
}

// The evidence of the ID graph beyond the fields of the contract; what the policy names stays.
void add_evidence(Role role, const std::vector<std::shared_ptr<const table::Table>>& tables, RoleTable& rows) {
  for (std::size_t file = 0; file < rows.columns.size(); ++file) {
    const auto& headers = tables[file]->headers();
    for (const identity::EvidenceColumn& found : identity::evidence_columns(role, headers)) {
      const std::string name(identity::name_of(found.field));
      // A column that is a field's already belongs to it alone; only a guess by alias gives way to a header
      // that is the evidence's very name (`unit_amount`, which is no `amount`).
      const bool is_its_name = text::squash(headers[static_cast<std::size_t>(found.column)]) == text::squash(name);
      bool taken = false;
      for (table::FieldColumn& column : rows.columns[file]) {
        if (column.column != found.column || column.field == name) continue;
        if (column.found == table::Found::by_alias && is_its_name) column = {column.field, -1, table::Found::not_found};
        else taken = true;
      }
      if (taken) continue;
      int field = rows.field(name);
      if (field < 0) {
        field = static_cast<int>(rows.fields.size());
        rows.fields.push_back(name);
        for (auto& columns : rows.columns) columns.push_back({name, -1, table::Found::not_found});
      }
      table::FieldColumn& column = rows.columns[file][static_cast<std::size_t>(field)];
      if (column.column < 0) column = {name, found.column, table::Found::by_alias};
    }
  }
}

}  // namespace

int RoleTable::field(std::string_view name) const {
  const auto found = std::find(fields.begin(), fields.end(), name);
  return found == fields.end() ? -1 : static_cast<int>(found - fields.begin());
}

bool RoleTable::has_column(int field) const {
  return field >= 0 && std::any_of(columns.begin(), columns.end(), [&](const auto& of_file) {
           return of_file[static_cast<std::size_t>(field)].column >= 0;
         });
}

std::vector<std::string> default_files(Role role) {
  const std::string name(table::name_of(role));
  return {name + ".csv", name + ".ndjson", name + ".jsonl", name + ".json"};
}

Result<Workspace> Workspace::open(const Files& files, const policy::Policy& policy, std::shared_ptr<Cache> cache,
                                  Needs needs) {
  Workspace workspace;
  workspace.policy_ = &policy;
  workspace.cache_ = std::move(cache);
  Problems problems;
  for (int r = 0; r < table::role_count; ++r) {
    const auto role = static_cast<Role>(r);
    const policy::Source& source = policy.source(role);
    std::vector<std::string> names = source.files;
    if (names.empty()) {
      for (const std::string& name : default_files(role)) {
        if (files.contains(name)) names.push_back(name);
      }
      if (names.size() > 1) {
        problems.push_back({{names[1], "", 0, 0}, listed(names) + " could each be the table of `" + std::string(table::name_of(role)) + "`",
                            "name one in `sources." + std::string(table::name_of(role)) + ".file` of the policy"});
        continue;
      }
    }
    if (names.empty()) {
      if (role == Role::leads && needs == Needs::leads) {
        problems.push_back({{"leads.csv", "", 0, 0}, "there are no leads", "a workspace needs `leads.csv`, or the file that `sources.leads.file` names"});
      }
      continue;
    }

    auto rows = std::make_shared<RoleTable>();
    const std::vector<table::Wanted> wanted = wanted_of(role, policy);
    for (const table::Wanted& one : wanted) rows->fields.push_back(one.field);
    std::vector<std::shared_ptr<const table::Table>> tables;
    bool complete = true;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto found = files.find(names[i]);
      if (found == files.end()) {
        complete = false;
        if (needs == Needs::nothing) continue;
        const std::string pointer = source.pointer + "/file" + (names.size() > 1 ? "/" + std::to_string(i) : std::string());
        problems.push_back({{std::string(policy_file), pointer, 0, 0}, "the file `" + names[i] + "` is not there", ""});
        continue;
      }
      auto columns = table::find_columns(role, names[i], found->second.table->headers(), wanted);
      if (!columns.ok()) {
        problems.insert(problems.end(), columns.problems().begin(), columns.problems().end());
        complete = false;
        continue;
      }
      tables.push_back(found->second.table);
      rows->columns.push_back(std::move(columns).value());
      rows->files.push_back(names[i]);
      rows->id += found->second.id + ";";
    }
    if (!complete) continue;
    add_evidence(role, tables, *rows);
    std::vector<std::vector<int>> places;
    for (const auto& of_file : rows->columns) {
      std::vector<int>& place = places.emplace_back();
      for (const table::FieldColumn& column : of_file) place.push_back(column.column);
    }
    rows->sheet = table::Sheet(tables, places);
    workspace.tables_[at(role)] = std::move(rows);
  }
  if (!problems.empty()) return problems;
  return workspace;
}

std::string Workspace::key(Role role, int field) const {
  const RoleTable& rows = *find(role);
  std::string key = rows.id;
  for (const auto& of_file : rows.columns) key += std::to_string(of_file[static_cast<std::size_t>(field)].column) + ",";
  return key;
}

std::shared_ptr<const table::Table::Encoded> Workspace::encoded(Role role, int field) const {
  const std::string name = key(role, field);
  const auto found = cache_->encoded.find(name);
  if (found != cache_->encoded.end()) return found->second;
  auto made = std::make_shared<table::Table::Encoded>(find(role)->sheet.encode(field));
  cache_->encoded.emplace(name, made);
  return made;
}

table::Reading Workspace::reading(Role role, int field, table::Type type) const {
  const RoleTable& rows = *find(role);
  const policy::Source& source = policy_->source(role);
  table::Reading reading;
  reading.type = type;
  reading.zone = source.zone.value_or(policy_->zone);
  reading.number_format = source.number_format;
  reading.date_order = source.date_order;
  const auto take = [&](const std::string& name) {
    const auto found = source.empty.find(name);
    if (found == source.empty.end()) return;
    reading.empty.insert(reading.empty.end(), found->second.begin(), found->second.end());
  };
  take("*");
  take(rows.fields[static_cast<std::size_t>(field)]);
  for (std::size_t file = 0; file < rows.columns.size(); ++file) {
    const int column = rows.columns[file][static_cast<std::size_t>(field)].column;
    if (column >= 0) take(rows.sheet.tables()[file]->headers()[static_cast<std::size_t>(column)]);
  }
  std::sort(reading.empty.begin(), reading.empty.end());
  reading.empty.erase(std::unique(reading.empty.begin(), reading.empty.end()), reading.empty.end());
  return reading;
}

namespace {

// What values depend on beside the cells.
std::string key_of(const table::Reading& how) {
  std::string key = " " + std::string(table::name_of(how.type)) + " " + std::to_string(static_cast<int>(how.zone)) + " " +
                    std::to_string(static_cast<int>(how.date_order)) + " " + std::to_string(static_cast<int>(how.number_format));
  for (const std::string& empty : how.empty) key += "\x1f" + empty;
  return key;
}

}  // namespace

std::string Workspace::key(Role role, int field, const table::Reading& how) const { return key(role, field) + key_of(how); }

std::shared_ptr<const policy::ValueColumn> Workspace::cells(Role role, int field, table::Type type) const {
  auto column = std::make_shared<policy::ValueColumn>();
  const std::shared_ptr<const RoleTable>& rows = tables_[at(role)];
  column->cells = std::shared_ptr<const table::Sheet>(rows, &rows->sheet);
  column->cells_field = field;
  column->reading = reading(role, field, type);
  column->id = "cells " + key(role, field, column->reading);
  if (table::is_measured(type)) {
    column->measures = measures(role, field, type);
    column->reading = column->measures->reading;
  }
  return column;
}

table::Type Workspace::type_of(Role role, int field) const {
  using table::Type;
  const std::string& name = find(role)->fields[static_cast<std::size_t>(field)];
  if (role == Role::leads) return policy::lead_field_type(*policy_, name).value_or(Type::text);
  if (name.ends_with("_at") || name == "at" || name.ends_with("_date")) return Type::date_time;
  if (name == "amount" || name == "revenue") return Type::money;
  return name == "employees" ? Type::number : Type::text;
}

std::shared_ptr<const table::Measures> Workspace::measures(Role role, int field, table::Type type) const {
  const std::string wanted = key(role, field, reading(role, field, type));
  if (const auto found = cache_->measures.find(wanted); found != cache_->measures.end()) return found->second;
  const RoleTable& rows = *find(role);
  std::vector<std::string> keys;
  std::vector<int> fields;
  std::vector<table::Reading> readings;
  const auto take = [&](int one, table::Type its_type) {
    table::Reading how = reading(role, one, its_type);
    std::string name = key(role, one, how);
    if (cache_->measures.contains(name) || std::find(keys.begin(), keys.end(), name) != keys.end()) return;
    keys.push_back(std::move(name));
    fields.push_back(one);
    readings.push_back(std::move(how));
  };
  take(field, type);
  for (std::size_t f = 0; f < rows.fields.size(); ++f) {
    const auto one = static_cast<int>(f);
    const table::Type its_type = type_of(role, one);
    if (table::is_measured(its_type) && rows.has_column(one)) take(one, its_type);
  }
  std::vector<table::Measures> measured = table::measure(rows.sheet, fields, std::move(readings));
  for (std::size_t i = 0; i < measured.size(); ++i) {
    cache_->measures[keys[i]] = std::make_shared<const table::Measures>(std::move(measured[i]));
  }
  return cache_->measures.at(wanted);
}

std::shared_ptr<const policy::ValueColumn> Workspace::values(Role role, int field, table::Type type) const {
  table::Reading how = reading(role, field, type);
  const std::string name = key(role, field) + key_of(how);
  const auto found = cache_->values.find(name);
  if (found != cache_->values.end()) return found->second;

  const auto texts = encoded(role, field);
  if (type == table::Type::date_time && how.date_order == table::DateOrder::unset) {
    how.date_order = table::settle_date_order(texts->distinct);
  }
  auto distinct = std::make_shared<std::vector<table::Value>>();
  distinct->reserve(texts->distinct.size());
  for (const std::string_view text : texts->distinct) distinct->push_back(table::read_value(text, how));
  auto column = std::make_shared<policy::ValueColumn>();
  column->code = texts->code;
  column->distinct = std::move(distinct);
  column->id = name;
  cache_->values.emplace(name, column);
  return column;
}

std::shared_ptr<const policy::ValueColumn> Workspace::values(Role role, std::string_view field, table::Type type) const {
  return values(role, find(role)->field(field), type);
}

identity::Settings Workspace::settings() const {
  const policy::Matching& matching = policy_->matching;
  identity::Settings settings;
  const auto thousandths = [](double share) { return static_cast<std::int32_t>(share * 1000 + 0.5); };
  if (matching.auto_score > 0) settings.auto_score = thousandths(matching.auto_score);
  if (matching.review_score > 0) settings.review_score = thousandths(matching.review_score);
  for (const std::string& name : matching.tie_breakers) {
    if (const auto found = identity::find_tie_breaker(name)) settings.tie_breakers.push_back(*found);
  }
  settings.normalise = matching.normalise;
  if (const auto survivor = identity::find_survivor(matching.survivor)) settings.survivor = *survivor;
  if (matching.amount_tolerance) settings.amount_tolerance = *matching.amount_tolerance;
  for (const policy::ReviewDecision& one : matching.decisions) {
    const auto left = table::find_role(one.left_table);
    const auto right = table::find_role(one.right_table);
    if (left && right) settings.decisions.push_back({*left, one.left_id, *right, one.right_id, one.same});
  }
  return settings;
}

identity::Tables Workspace::records(std::vector<std::shared_ptr<const std::vector<std::string_view>>>& hold) const {
  identity::Tables tables;
  for (int r = 0; r < table::role_count; ++r) {
    const auto role = static_cast<Role>(r);
    const RoleTable* rows = find(role);
    if (rows == nullptr) continue;
    identity::Records& records = tables[role];
    records.count = rows->sheet.rows();
    for (std::size_t field = 0; field < rows->fields.size(); ++field) {
      const auto known = identity::find_field(rows->fields[field]);
      if (!known || !rows->has_column(static_cast<int>(field))) continue;
      auto cells = std::make_shared<std::vector<std::string_view>>(static_cast<std::size_t>(records.count));
      rows->sheet.cells(static_cast<int>(field), 0, *cells);
      records.columns[static_cast<std::size_t>(*known)] = *cells;
      hold.push_back(std::move(cells));
    }
  }
  return tables;
}

}  // namespace leadwright::workspace
