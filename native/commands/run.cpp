#include "commands.h"
#include "terminal.h"

namespace leadwright::native {

namespace {

int run(const Arguments& arguments) {
  Problems problems;
  Workspace workspace = open_workspace(opening_of(arguments), problems);
  if (problems.empty()) problems = workspace.located(workspace.session.run());
  if (!problems.empty()) return refuse(problems, arguments);

  const std::vector<std::string> names = workspace.session.outputs();
  problems = write_outputs(workspace.session, names, arguments);
  if (!problems.empty()) return refuse(problems, arguments);

  if (arguments.has("--json")) return answer(workspace.session.summary_json());
  std::string text = workspace.session.summary_text(terminal_width());
  if (arguments.has("--out")) {
    text += "\n" + std::to_string(names.size()) + " files are in " + arguments.value("--out") + "\n";
  }
  return answer(text);
}

}  // namespace

Command run_command() {
  return {"run",
          {"WORKSPACE"},
          "decide every lead of a workspace, without changing anything",
          "A workspace is a folder with a policy.json and tables, of which leads.csv is\n"
          "needed. Every row of it becomes one row of decisions.csv.\n",
          {out_option(), policy_option(), data_option(), json_option(), safe_option()},
          run};
}

}  // namespace leadwright::native
