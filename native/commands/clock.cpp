#include <algorithm>

#include "base/json.h"
#include "commands.h"
#include "disk.h"

namespace leadwright::native {

namespace {

struct Question {
  const char* name;                     // on the command line
  const char* op;                       // at the door
  std::vector<std::string> needs;       // options
};

const std::vector<Question>& questions() {
  static const std::vector<Question> all = {{"due", "due", {"--at", "--within"}},
                                            {"elapsed", "elapsed", {"--at", "--to"}},
                                            {"next-open", "next_open", {"--at"}},
                                            {"is-open", "is_open", {"--at"}}};
  return all;
}

int vectors(const Arguments& arguments) {
  const std::string path = arguments.value("--vectors");
  const Result<std::string> text = read_file(path);
  if (!text.ok()) return refuse(text.problems(), arguments);
  return answer(Session::clock_vectors(path, text.value()), arguments);
}

Problem usage(std::string message) { return {{}, std::move(message), "`leadwright clock --help` shows what it takes"}; }

int clock(const Arguments& arguments) {
  if (arguments.has("--vectors")) return vectors(arguments);
  if (arguments.operands.empty()) return refuse({usage("`leadwright clock` needs a question or `--vectors`")}, arguments);

  const std::string& name = arguments.operands[0];
  const auto question = std::find_if(questions().begin(), questions().end(), [&](const Question& q) { return q.name == name; });
  if (question == questions().end()) {
    std::vector<std::string> names;
    for (const Question& q : questions()) names.emplace_back(q.name);
    return refuse({usage("unknown question `" + name + "`" + nearest_hint(name, names))}, arguments);
  }
  Problems problems;
  std::vector<std::string> needed = {"--policy", "--calendar"};
  needed.insert(needed.end(), question->needs.begin(), question->needs.end());
  for (const std::string& option : needed) {
    if (!arguments.has(option)) problems.push_back(usage("`leadwright clock " + name + "` needs `" + option + "`"));
  }
  if (!problems.empty()) return refuse(problems, arguments);

  Workspace workspace = open_workspace({"", arguments.value("--policy"), "", {}}, problems);
  if (!problems.empty()) return refuse(problems, arguments);

  json::Writer asked(0);
  asked.object().field("op", question->op).field("calendar", arguments.value("--calendar"));
  for (const std::string& option : question->needs) asked.field(option.substr(2), arguments.value(option));
  asked.end();
  const Result<std::string> answered = workspace.session.clock_json(std::move(asked).text());
  if (!answered.ok() || arguments.has("--json")) return answer(answered, arguments);

  const Result<json::Value> document = json::read("answer", answered.value());
  const json::Value* value = document.ok() ? document.value().find("answer") : nullptr;
  if (!value) return answer(answered.value());
  if (value->is(json::Kind::null)) return answer("never\n");
  if (value->is(json::Kind::boolean)) return answer(value->truth ? "open\n" : "closed\n");
  return answer(value->text + "\n");
}

}  // namespace

Command clock_command() {
  return {"clock",
          {"[QUESTION]"},
          "business time: due, elapsed, next-open, is-open",
          "  leadwright clock due --policy P --calendar uk --at 2026-03-02T16:50:00Z \\\n"
          "      --within 15m\n"
          "  leadwright clock elapsed --policy P --calendar uk --at INSTANT --to INSTANT\n"
          "  leadwright clock next-open --policy P --calendar uk --at INSTANT\n"
          "  leadwright clock is-open --policy P --calendar uk --at INSTANT\n"
          "  leadwright clock --vectors FILE\n",
          {{"--policy", {"FILE"}, "the policy that has the calendar"},
           {"--calendar", {"NAME"}, "a calendar of the policy, or owner:ID for a person"},
           {"--at", {"INSTANT"}, "the instant, or the start"},
           {"--to", {"INSTANT"}, "the end, for elapsed"},
           {"--within", {"LENGTH"}, "the target, for due: 90s, 15m, 4h, 2d"},
           {"--vectors", {"FILE"}, "answer a file of questions, as JSON"},
           json_option()},
          clock};
}

}  // namespace leadwright::native
