// leadwright: the command line of the engine. Section 12 of the contract.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "arguments.h"
#include "commands/commands.h"

namespace leadwright::native {

namespace {

std::vector<Command> commands() {
  return {run_command(),   check_command(),     diff_command(),     explain_command(), test_command(),
          match_command(), reconcile_command(), forecast_command(), clock_command(),   schema_command()};
}

bool asks_for_help(const std::vector<std::string>& words) {
  const auto end = std::find(words.begin(), words.end(), "--");
  return std::find(words.begin(), end, "--help") != end || std::find(words.begin(), end, "-h") != end;
}

int dispatch(std::vector<std::string> words) {
  const std::vector<Command> all = commands();
  if (words.empty()) {
    std::fputs(help(all).c_str(), stderr);
    return refused;
  }
  const std::string name = words.front();
  words.erase(words.begin());
  if (name == "--version") {
    return answer("leadwright " + std::string(version()) + "\ntzdata " + std::string(tzdata_version()) + "\n");
  }
  const bool as_json = std::find(words.begin(), words.end(), "--json") != words.end();
  const auto command = std::find_if(all.begin(), all.end(), [&](const Command& c) { return c.name == name; });
  if (command == all.end()) {
    if (name == "--help" || name == "-h" || name == "help") return answer(help(all));
    std::vector<std::string> names;
    for (const Command& c : all) names.push_back(c.name);
    names.insert(names.end(), {"--version", "--help"});
    return refuse({{{}, "unknown command `" + name + "`" + nearest_hint(name, names), "`leadwright --help` lists them all"}}, as_json);
  }
  if (asks_for_help(words)) return answer(help(*command));
  const Result<Arguments> arguments = read_arguments(*command, words);
  return arguments.ok() ? command->run(arguments.value()) : refuse(arguments.problems(), as_json);
}

}  // namespace

}  // namespace leadwright::native

int main(int count, char** words) {
  try {
    const int code = leadwright::native::dispatch({words + 1, words + count});
    // Files are closed and renamed by now. Giving a million leads' memory back piece by piece would take
    // a tenth of the run; the system takes it at once.
    std::fflush(nullptr);
    std::_Exit(code);
  } catch (const std::bad_alloc&) {
    std::fputs("there is not enough memory for this\n", stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "internal fault: %s\n", error.what());
  }
  return leadwright::native::fault;
}
