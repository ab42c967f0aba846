#include "commands.h"
#include "terminal.h"

namespace leadwright::native {

namespace {

int match(const Arguments& arguments) {
  Problems problems;
  Workspace workspace = open_workspace(opening_of(arguments), problems);
  if (!problems.empty()) return refuse(problems, arguments);
  Session& session = workspace.session;
  const bool as_json = arguments.has("--json");
  if (arguments.has("--why")) {
    const std::vector<std::string>& records = arguments.values("--why");
    return answer(as_json ? session.why_json(records[0], records[1])
                          : session.why_text(records[0], records[1], terminal_width()),
                  arguments);
  }
  const Result<std::string> text = as_json ? session.match_json() : session.match_text(terminal_width());
  if (!text.ok()) return refuse(workspace.located(text.problems()), arguments);
  problems = write_outputs(session, {"links.csv", "clusters.csv", "conflicts.csv"}, arguments);
  return problems.empty() ? answer(text.value()) : refuse(problems, arguments);
}

int reconcile(const Arguments& arguments) {
  Problems problems;
  Workspace workspace = open_workspace(opening_of(arguments), problems);
  if (!problems.empty()) return refuse(problems, arguments);
  Session& session = workspace.session;
  const Result<std::string> text = arguments.has("--json") ? session.reconcile_json() : session.reconcile_text(terminal_width());
  if (!text.ok()) return refuse(workspace.located(text.problems()), arguments);
  problems = write_outputs(session, {"drift.csv"}, arguments);
  return problems.empty() ? answer(text.value()) : refuse(problems, arguments);
}

}  // namespace

Command match_command() {
  return {"match",
          {"WORKSPACE"},
          "link the records of all tables, and say what contradicts itself",
          "",
          {out_option(), {"--why", {"A", "B"}, "say why two records are linked, or why not"}, policy_option(), data_option(),
           json_option(), safe_option()},
          match};
}

Command reconcile_command() {
  return {"reconcile",
          {"WORKSPACE"},
          "compare subscriptions with opportunities, in exact money",
          "",
          {out_option(), policy_option(), data_option(), json_option(), safe_option()},
          reconcile};
}

}  // namespace leadwright::native
