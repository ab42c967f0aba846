#include <cstdio>

#include "commands.h"
#include "disk.h"
#include "terminal.h"

namespace leadwright::native {

namespace {

// A policy alone, with the leads given; or a workspace with its policy and all its tables.
Opening policy_opening(const std::string& path, const Arguments& arguments) {
  Opening opening;
  if (is_folder(path)) opening.folder = path;
  else opening.policy = path;
  opening.leads = arguments.values("--leads");
  return opening;
}

Option leads_option() {
  return {"--leads", {"FILE"}, "count the leads of this file that each finding concerns", true};
}
Option github_option() { return {"--github", {}, "print annotations for a pull request"}; }

// Witnesses that the engine decides otherwise: our bug, said so.
bool told_faults(const Session& session) {
  for (const std::string& fault : session.proof_faults()) std::fprintf(stderr, "internal fault: %s\n", fault.c_str());
  return !session.proof_faults().empty();
}

int check(const Arguments& arguments) {
  Problems problems;
  Workspace workspace = open_workspace(policy_opening(arguments.operands[0], arguments), problems);
  if (!problems.empty()) return refuse(problems, arguments);
  Session& session = workspace.session;
  const Result<std::string> text = arguments.has("--json")     ? session.check_json()
                                   : arguments.has("--github") ? session.check_github()
                                                               : session.check_text(terminal_width());
  if (!text.ok()) return refuse(workspace.located(text.problems()), arguments);
  return answer(text.value(), told_faults(session) ? fault : session.proof_has_errors() ? findings : done);
}

int diff(const Arguments& arguments) {
  Problems problems;
  const std::string old_path = is_folder(arguments.operands[0]) ? join(arguments.operands[0], "policy.json") : arguments.operands[0];
  Result<std::string> old = read_file(old_path);
  if (!old.ok()) problems = old.problems();
  Problems of_new;
  Workspace workspace = open_workspace(policy_opening(arguments.operands[1], arguments), of_new);
  problems.insert(problems.end(), of_new.begin(), of_new.end());
  if (!problems.empty()) return refuse(problems, arguments);
  Session& session = workspace.session;
  const Result<std::string> text =
      arguments.has("--json")     ? session.diff_json(old_path, old.value())
      : arguments.has("--github") ? session.diff_github(old_path, old.value())
                                  : session.diff_text(old_path, old.value(), terminal_width());
  if (!text.ok()) return refuse(workspace.located(text.problems()), arguments);
  return answer(text.value(), told_faults(session) ? fault : session.diff_is_empty() ? done : findings);
}

}  // namespace

Command check_command() {
  return {"check",
          {"POLICY"},
          "prove what a policy does to every possible lead",
          "POLICY is a policy's file, or a workspace: then its leads are counted too. Exit\n"
          "1 when a finding is an error.\n",
          {leads_option(), json_option(), github_option()},
          check};
}

Command diff_command() {
  return {"diff",
          {"OLD", "NEW"},
          "show exactly which leads two policies decide differently",
          "Exit 0 when the two are proved equal, 1 when they differ. NEW may be a\n"
          "workspace.\n",
          {leads_option(), json_option(), github_option()},
          diff};
}

}  // namespace leadwright::native
