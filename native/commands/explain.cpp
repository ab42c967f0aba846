#include "commands.h"
#include "terminal.h"

namespace leadwright::native {

namespace {

int explain(const Arguments& arguments) {
  Problems problems;
  Workspace workspace = open_workspace(opening_of(arguments), problems);
  if (problems.empty()) problems = workspace.located(workspace.session.run());
  if (!problems.empty()) return refuse(problems, arguments);
  const std::string& lead = arguments.operands[1];
  const std::string why_not = arguments.value("--why-not");
  return answer(arguments.has("--json") ? workspace.session.explain_json(lead, why_not)
                                        : workspace.session.explain_text(lead, why_not, terminal_width()),
                arguments);
}

}  // namespace

Command explain_command() {
  return {"explain",
          {"WORKSPACE", "LEAD"},
          "tell what happened to one lead, and why",
          "LEAD is a lead's id, or `#12` for row 12.\n",
          {{"--why-not", {"OWNER"}, "say also why this person did not get it"}, policy_option(), data_option(), json_option()},
          explain};
}

}  // namespace leadwright::native
