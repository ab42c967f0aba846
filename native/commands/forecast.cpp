#include "base/json.h"
#include "commands.h"
#include "disk.h"
#include "terminal.h"

namespace leadwright::native {

namespace {

// The options given, as the engine takes them.
Result<std::string> forecast_options(const Arguments& arguments) {
  json::Writer options(0);
  options.object();
  Problems problems;
  for (const char* name : {"runs", "seed", "volume", "days"}) {
    const std::string option = std::string("--") + name;
    if (!arguments.has(option)) continue;
    Result<std::string> number = number_option(arguments, option, option != "--volume");
    if (number.ok()) options.key(name).raw(number.value());
    else problems.push_back(number.problems()[0]);
  }
  if (arguments.has("--without")) {
    options.key("without").array();
    for (const std::string& person : arguments.values("--without")) options.string(person);
    options.end();
  }
  if (arguments.has("--against")) {
    const Result<std::string> other = read_file(arguments.value("--against"));
    if (!other.ok()) return other.problems();
    options.field("against", other.value());
  }
  if (!problems.empty()) return problems;
  options.end();
  return std::move(options).text();
}

int forecast(const Arguments& arguments) {
  Result<std::string> options = forecast_options(arguments);
  if (!options.ok()) return refuse(options.problems(), arguments);
  Problems problems;
  Workspace workspace = open_workspace(opening_of(arguments), problems);
  if (!problems.empty()) return refuse(problems, arguments);
  const Result<std::string> told = arguments.has("--json")
                                       ? workspace.session.forecast_json(options.value())
                                       : workspace.session.forecast_text(options.value(), terminal_width());
  if (told.ok()) return answer(told, arguments);
  problems = workspace.located(told.problems());
  for (Problem& problem : problems) {
    if (problem.place.file == "against") problem.place.file = arguments.value("--against");
  }
  return refuse(problems, arguments);
}

}  // namespace

Command forecast_command() {
  return {"forecast",
          {"WORKSPACE"},
          "breach rates to expect, from sampled futures",
          "Arrivals and delays are those of the workspace, sampled anew in every run. The\n"
          "same seed gives the same answer. With --volume or --without the answer is\n"
          "compared with the recorded volume and everybody there.\n",
          {{"--runs", {"N"}, "how many futures (default 200)"},
           {"--seed", {"N"}, "the seed (default 1)"},
           {"--volume", {"X"}, "leads to expect, as a multiple of the past (default 1)"},
           {"--days", {"N"}, "length of each future (default 28)"},
           {"--without", {"OWNER"}, "as if this person were away; may be repeated", true},
           {"--against", {"FILE"}, "compare with this policy, lead by lead"},
           policy_option(), data_option(), json_option()},
          forecast};
}

}  // namespace leadwright::native
