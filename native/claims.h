// Claims: what a scenario says of its answer, checked apart from the files in expected/, which are
// rewritten by a command and so prove nothing by themselves.
//
//   L1 -> owner ana by rule hot               that lead's row of decisions.csv
//   L2 -> queue inbound by rule rest, sla_status met, breaches 0
//   L3 queued missing_id                      `#3` instead of an id means row 3
//   L4 out_of_scope
//   L5 account_id empty                       any column; `empty` for an empty cell
//   errors.csv has reason=missing_id, row=3   some row of a table has these cells; `has no` none has
//   errors.csv has 2 rows
//   summary.json /routed is 2                 a value of a JSON answer, by its JSON Pointer
//   explain-L1.txt says on leave              these words occur in a text
//   refused at /rules/0/when/field: nearest   a problem with this place, and words that occur in it
//   refused in leads.csv:3                    the same for a file and, where given, its line
//   refused 4 times
//   finds shadowed small by big, large        a finding of check.json: kind, rule, the rules beside it
//   finds no gap, finds nothing
//   diff is empty, diff is not empty
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/result.h"

namespace leadwright::native {

// The answer of that name ("decisions.csv"), or nothing where the scenario has none.
using Answers = std::function<std::optional<std::string>(const std::string& name)>;

// Empty when the claim holds; else what was found instead, or that the claim is not understood.
std::string check_claim(const std::string& claim, const Answers&, const Problems& refusal);

}  // namespace leadwright::native
