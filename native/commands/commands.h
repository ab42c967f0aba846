// The commands, one a file, and what they share.
#pragma once

#include <string>
#include <vector>

#include "arguments.h"
#include "workspace.h"

namespace leadwright::native {

Command run_command();
Command check_command();
Command diff_command();
Command explain_command();
Command test_command();
Command match_command();
Command reconcile_command();
Command forecast_command();
Command clock_command();
Command schema_command();

// Options that several commands have.
Option policy_option();    // --policy FILE
Option data_option();      // --data DIR
Option out_option();       // --out DIR
Option json_option();      // --json
Option safe_option();      // --spreadsheet-safe

// Problems for the user: lines on standard error, or with --json one document on standard output.
// Answers the exit code.
int refuse(const Problems&, bool as_json);
int refuse(const Problems&, const Arguments&);

// The answer on standard output, and the exit code.
int answer(const std::string& text, int exit = done);
int answer(const Result<std::string>& text, const Arguments&, int exit = done);

// WORKSPACE, --policy, --data of a command's arguments.
Opening opening_of(const Arguments&);

// Writes these outputs of the session to --out, where given, and says so on the terminal.
Problems write_outputs(const Session&, const std::vector<std::string>& names, const Arguments&);

}  // namespace leadwright::native
