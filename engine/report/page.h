// What a page asks of a dry run: which rows, which cells, how the files were understood.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "report/report.h"

namespace leadwright::report {

// Rows of decisions.csv that a query asks for, in its order (leadwright.h describes the query).
Result<std::vector<std::uint32_t>> select(const DryRun&, std::string_view query_json);
std::string rows_json(const DryRun&, const std::vector<std::uint32_t>& rows);

// How each file was understood. `opened` may be null: then the columns are those that the headers alone give.
std::string files_json(const workspace::Files&, const workspace::Workspace* opened);

// A policy written for these files: their columns, their owners as people, a rule that keeps the
// recorded owner and a catch-all that puts the rest into a queue.
std::string propose_policy(const workspace::Files&);

// The role whose fields a file's headers fit best, and how many of them do.
struct RoleGuess {
  table::Role role = table::Role::leads;
  int fields = 0;
};
RoleGuess guess_role(std::string_view file, const std::vector<std::string>& headers);

}  // namespace leadwright::report
