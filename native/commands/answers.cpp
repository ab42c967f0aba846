#include <cstdio>

#include "commands.h"
#include "disk.h"

namespace leadwright::native {

Option policy_option() { return {"--policy", {"FILE"}, "the policy, instead of WORKSPACE/policy.json"}; }
Option data_option() { return {"--data", {"DIR"}, "where the tables lie, instead of WORKSPACE"}; }
Option out_option() { return {"--out", {"DIR"}, "write the files of the answer there"}; }
Option json_option() { return {"--json", {}, "print one JSON document"}; }
Option safe_option() { return {"--spreadsheet-safe", {}, "disarm cells that a spreadsheet would run"}; }

int refuse(const Problems& problems, bool as_json) {
  if (as_json) {
    print(problems_json(problems));
  } else {
    for (const Problem& problem : problems) std::fprintf(stderr, "%s\n", problem_line(problem).c_str());
  }
  return refused;
}

int refuse(const Problems& problems, const Arguments& arguments) { return refuse(problems, arguments.has("--json")); }

int answer(const std::string& text, int exit) {
  const Problems unwritten = print(text);
  return unwritten.empty() ? exit : refuse(unwritten, false);
}

int answer(const Result<std::string>& text, const Arguments& arguments, int exit) {
  return text.ok() ? answer(text.value(), exit) : refuse(text.problems(), arguments);
}

Opening opening_of(const Arguments& arguments) {
  return {arguments.operands[0], arguments.value("--policy"), arguments.value("--data"), {}};
}

Problems write_outputs(const Session& session, const std::vector<std::string>& names, const Arguments& arguments) {
  if (!arguments.has("--out")) return {};
  const bool safe = arguments.has("--spreadsheet-safe");
  std::vector<Output> outputs;
  for (const std::string& name : names) {
    outputs.push_back({name, [&session, name, safe] { return session.output(name, safe); }});
  }
  return write_files(arguments.value("--out"), outputs);
}

}  // namespace leadwright::native
