#include "table/columns.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/json.h"
#include "base/text.h"
#include "table/aliases.h"

namespace leadwright::table {
namespace {

constexpr std::array<std::string_view, role_count> role_names = {
    "leads",     "accounts",      "contacts",         "opportunities", "customers",
    "subscriptions", "product_accounts", "activities", "sync_errors"};

std::vector<std::vector<std::string_view>> fields_of_roles() {
  std::vector<std::vector<std::string_view>> fields(role_count);
  for (int role = 0; role < role_count; ++role) {
    for (const FieldAliases& aliases : aliases_of(static_cast<Role>(role))) {
      fields[static_cast<std::size_t>(role)].push_back(aliases.field);
    }
  }
  return fields;
}

std::string in_backticks(std::string_view name) {
  std::string quoted = "`";
  quoted += name;
  quoted += '`';
  return quoted;
}

// The headers of one file and which of them a field has already.
class Headers {
 public:
  explicit Headers(const std::vector<std::string>& headers) : headers_(headers), taken_(headers.size()) {
    for (std::size_t i = 0; i < headers.size(); ++i) {
      squashed_.push_back({text::squash(headers[i]), static_cast<int>(i)});
    }
    std::sort(squashed_.begin(), squashed_.end());
  }

  // The columns with this header that no field has yet.
  using Columns = std::vector<int>;
  Columns equal_to(std::string_view header) const {
    Columns columns;
    for (std::size_t i = 0; i < headers_.size(); ++i) {
      if (headers_[i] == header && !taken_[i]) columns.push_back(static_cast<int>(i));
    }
    return columns;
  }
  Columns squashed_to(std::string_view name) const {
    Columns columns;
    if (name.empty()) return columns;
    auto at = std::lower_bound(squashed_.begin(), squashed_.end(), name,
                               [](const Squashed& header, std::string_view wanted) { return header.first < wanted; });
    for (; at != squashed_.end() && at->first == name; ++at) {
      if (!taken_[static_cast<std::size_t>(at->second)]) columns.push_back(at->second);
    }
    return columns;
  }

  const std::string& text(int column) const { return headers_[static_cast<std::size_t>(column)]; }
  void take(int column) { taken_[static_cast<std::size_t>(column)] = true; }
  std::string_view nearest(std::string_view name) const {
    return text::nearest(name, std::vector<std::string_view>(headers_.begin(), headers_.end()));
  }
  std::string describe(int column) const {
    return in_backticks(text(column)) + " (column " + std::to_string(column + 1) + ")";
  }

 private:
  using Squashed = std::pair<std::string, int>;
  const std::vector<std::string>& headers_;
  std::vector<bool> taken_;
  std::vector<Squashed> squashed_;
};

// The free columns of the best rank that has any.
Headers::Columns find_by_alias(const Headers& headers, std::string_view aliases) {
  Headers::Columns found;
  while (!aliases.empty()) {
    const std::string_view word = aliases.substr(0, aliases.find(' '));
    aliases.remove_prefix(std::min(word.size() + 1, aliases.size()));
    if (word == "|" && !found.empty()) break;
    const Headers::Columns more = headers.squashed_to(word);
    found.insert(found.end(), more.begin(), more.end());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string_view aliases_for(Role role, std::string_view field) {
  for (const FieldAliases& aliases : aliases_of(role)) {
    if (aliases.field == field) return aliases.headers;
  }
  return {};
}

Problem no_such_column(std::string_view file, const Headers& headers, const Wanted& wanted) {
  const std::string_view near = headers.nearest(wanted.column);
  return {{"policy.json", wanted.pointer, 0, 0},
          "the file " + in_backticks(file) + " has no column " + in_backticks(wanted.column),
          near.empty() ? "" : "did you mean " + in_backticks(near) + "?"};
}

Problem several_columns(std::string_view file, const Headers& headers, const Headers::Columns& columns,
                        std::string_view field) {
  std::string which;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    which += (i == 0 ? "" : i + 1 == columns.size() ? " and " : ", ") + headers.describe(columns[i]);
  }
  return {{std::string(file), "", 0, 0},
          which + " of " + in_backticks(file) + (columns.size() == 2 ? " both" : " all") + " fit the field " +
              in_backticks(field),
          "say which: \"columns\": {" + json::quote(field) + ": " + json::quote(headers.text(columns[0])) + "}"};
}

Problem repeated_column(const Wanted& wanted, std::string_view file, const Headers::Columns& columns) {
  return {{"policy.json", wanted.pointer, 0, 0},
          in_backticks(wanted.column) + " is the header of several columns of " + in_backticks(file) + ": " +
              std::to_string(columns[0] + 1) + " and " + std::to_string(columns[1] + 1),
          "give them different headers"};
}

// Finds every wanted field; tells `problems` where that is not certain, and then takes the first column.
std::vector<FieldColumn> find(Role role, std::string_view file, Headers& headers, const std::vector<Wanted>& wanted,
                              Problems& problems) {
  std::vector<FieldColumn> fields;
  for (const Wanted& one : wanted) fields.push_back({one.field, -1, Found::not_found});

  std::map<int, const Wanted*> named;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].column.empty()) continue;
    Headers::Columns columns = headers.equal_to(text::trim(wanted[i].column));
    if (columns.empty()) columns = headers.squashed_to(text::squash(wanted[i].column));
    if (columns.empty()) {
      problems.push_back(no_such_column(file, headers, wanted[i]));
      continue;
    }
    if (columns.size() > 1) problems.push_back(repeated_column(wanted[i], file, columns));
    const auto [first, is_first] = named.emplace(columns[0], &wanted[i]);
    if (!is_first) {
      problems.push_back({{"policy.json", wanted[i].pointer, 0, 0},
                          "the column " + in_backticks(headers.text(columns[0])) + " is given to two fields, " +
                              in_backticks(first->second->field) + " and " + in_backticks(wanted[i].field),
                          "a column that is named belongs to one field"});
    }
    fields[i] = {wanted[i].field, columns[0], Found::by_policy};
  }
  for (const auto& [column, unused] : named) headers.take(column);

  const auto settle = [&](std::size_t i, const Headers::Columns& columns, Found how) {
    if (columns.empty()) return;
    if (columns.size() > 1) problems.push_back(several_columns(file, headers, columns, wanted[i].field));
    fields[i] = {wanted[i].field, columns[0], how};
    headers.take(columns[0]);
  };
  const auto is_open = [&](std::size_t i) { return wanted[i].column.empty() && fields[i].column < 0; };
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (is_open(i)) settle(i, headers.equal_to(wanted[i].field), Found::by_name);
  }
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (is_open(i)) settle(i, headers.squashed_to(text::squash(wanted[i].field)), Found::by_name);
  }
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (is_open(i)) settle(i, find_by_alias(headers, aliases_for(role, wanted[i].field)), Found::by_alias);
  }
  return fields;
}

}  // namespace

std::string_view name_of(Role role) { return role_names[static_cast<std::size_t>(role)]; }

std::optional<Role> find_role(std::string_view name) {
  const auto found = std::find(role_names.begin(), role_names.end(), name);
  if (found == role_names.end()) return std::nullopt;
  return static_cast<Role>(found - role_names.begin());
}

const std::vector<std::string_view>& standard_fields(Role role) {
  static const std::vector<std::vector<std::string_view>> fields = fields_of_roles();
  return fields[static_cast<std::size_t>(role)];
}

Result<std::vector<FieldColumn>> find_columns(Role role, std::string_view file, const std::vector<std::string>& headers,
                                              const std::vector<Wanted>& wanted) {
  Problems problems;
  Headers free(headers);
  std::vector<FieldColumn> fields = find(role, file, free, wanted, problems);
  if (!problems.empty()) return problems;
  return fields;
}

std::vector<FieldColumn> propose_columns(Role role, const std::vector<std::string>& headers) {
  std::vector<Wanted> wanted;
  for (const std::string_view field : standard_fields(role)) wanted.push_back({std::string(field), "", ""});
  Problems uncertain;
  Headers free(headers);
  return find(role, "", free, wanted, uncertain);
}

}  // namespace leadwright::table
