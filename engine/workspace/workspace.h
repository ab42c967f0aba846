// The tables under a policy: which file is which table, which column is which field, and what the
// cells mean.
//
// Files are read once (table.h) and shared between runs; a Workspace is the view that one policy has of
// them. Columns are typed by distinct value, and what was typed is kept in a Cache as long as the same
// files are loaded, so that an edit of a rule reads nothing again.
//
//   Result<Workspace> workspace = Workspace::open(files, policy, cache);
//   workspace.value().values(Role::leads, "employees", Type::number)
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "identity/identity.h"
#include "policy/matcher.h"
#include "policy/policy.h"
#include "table/columns.h"
#include "table/sheet.h"
#include "table/table.h"

namespace leadwright::workspace {

// A loaded file; `id` differs for every load, so that it can stand for the bytes in cache keys.
struct File {
  std::shared_ptr<const table::Table> table;
  std::string id;
};
using Files = std::map<std::string, File>;

struct Cache {
  std::map<std::string, std::shared_ptr<const table::Table::Encoded>> encoded;
  std::map<std::string, std::shared_ptr<const policy::ValueColumn>> values;
  std::map<std::string, std::shared_ptr<const table::Measures>> measures;
  policy::ClassCache classes;
  void clear() { *this = Cache{}; }
};

// One role's rows. `fields` are the standard fields, those of the policy, and the evidence that the ID
// graph reads beyond them; columns[file][field] says where each was found.
struct RoleTable {
  table::Sheet sheet;
  std::vector<std::string> files;
  std::vector<std::string> fields;
  std::vector<std::vector<table::FieldColumn>> columns;
  std::string id;                      // of the files together
  int field(std::string_view name) const;   // -1: no such field
  bool has_column(int field) const;    // in any of the files
};

// The names under which a role's table is looked for when the policy names none.
std::vector<std::string> default_files(table::Role);

// What must be there: for a dry run the leads and every file that the policy names; for the ID graph every
// file that it names; for a proof nothing (the leads are only counted).
enum class Needs : std::uint8_t { leads, named_files, nothing };

class Workspace {
 public:
  // Every problem of the sources: files that are not there, columns that are not, ambiguous headers.
  static Result<Workspace> open(const Files&, const policy::Policy&, std::shared_ptr<Cache>, Needs);

  const RoleTable* find(table::Role role) const { return tables_[static_cast<std::size_t>(role)].get(); }
  const policy::Policy& policy() const { return *policy_; }

  // A field's cells as codes into its distinct texts, and as values. All rows are unknown where there is
  // no column. The role's table must be there.
  std::shared_ptr<const table::Table::Encoded> encoded(table::Role, int field) const;
  std::shared_ptr<const policy::ValueColumn> values(table::Role, int field, table::Type) const;
  std::shared_ptr<const policy::ValueColumn> values(table::Role, std::string_view field, table::Type) const;

  // A text, country or measured field that is read where it lies, without a dictionary.
  std::shared_ptr<const policy::ValueColumn> cells(table::Role, int field, table::Type) const;
  // A field of a measured type, by row. The first one asked for brings all those of its table.
  std::shared_ptr<const table::Measures> measures(table::Role, int field, table::Type) const;
  // What the cells of a field are; text where nothing says more.
  table::Type type_of(table::Role, int field) const;

  // How the cells of a field are read: zone, order, format, placeholders.
  table::Reading reading(table::Role, int field, table::Type) const;

  // The records as the ID graph reads them. The cells are kept alive by `hold`.
  identity::Tables records(std::vector<std::shared_ptr<const std::vector<std::string_view>>>& hold) const;
  identity::Settings settings() const;

  Cache& cache() const { return *cache_; }

 private:
  std::string key(table::Role, int field) const;
  std::string key(table::Role, int field, const table::Reading&) const;
  const policy::Policy* policy_ = nullptr;
  std::array<std::shared_ptr<const RoleTable>, table::role_count> tables_;
  std::shared_ptr<Cache> cache_;
};

}  // namespace leadwright::workspace
