#include <cstdio>

#include "commands.h"
#include "disk.h"
#include "scenario.h"
#include "terminal.h"

namespace leadwright::native {

namespace {

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else if (byte < 0x20 && c != '\n' && c != '\t') out += "\xEF\xBF\xBD";  // no character of XML 1.0
    else out += c;
  }
  return out;
}

// JUnit's XML as CI services read it: one suite, a case for each folder.
std::string junit(const std::vector<Comparison>& comparisons, std::size_t different) {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"leadwright\" tests=\"" +
                    std::to_string(comparisons.size()) + "\" failures=\"" + std::to_string(different) + "\">\n";
  for (const Comparison& comparison : comparisons) {
    xml += "    <testcase classname=\"leadwright\" name=\"" + escaped(comparison.folder) + "\"";
    if (comparison.differences.empty()) {
      xml += "/>\n";
      continue;
    }
    std::string all;
    for (const std::string& difference : comparison.differences) all += (all.empty() ? "" : "\n") + difference;
    xml += ">\n      <failure message=\"" + escaped(comparison.title) + "\">" + escaped(all) + "</failure>\n    </testcase>\n";
  }
  return xml + "  </testsuite>\n</testsuites>\n";
}

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

int test(const Arguments& arguments) {
  const bool update = arguments.has("--update");
  std::vector<std::string> folders;
  for (const std::string& folder : arguments.operands) {
    if (!is_folder(folder)) return refuse({{{folder, "", 0, 0}, "there is no such folder", ""}}, arguments);
    for (const std::string& found : find_scenarios(folder)) {
      if (found.find(arguments.value("--filter")) != std::string::npos) folders.push_back(found);
    }
  }
  if (folders.empty()) {
    return refuse({{{arguments.operands[0], "", 0, 0}, "no folder below has `expected`, so there is nothing to test", ""}}, arguments);
  }

  std::vector<Comparison> comparisons;
  std::size_t different = 0, rewritten = 0;
  for (const std::string& folder : folders) {
    const Comparison& comparison = comparisons.emplace_back(compare(folder, update));
    rewritten += comparison.rewritten.size();
    for (const std::string& name : comparison.rewritten) std::printf("rewritten  %s\n", join(join(folder, "expected"), name).c_str());
    if (comparison.differences.empty()) continue;
    ++different;
    std::printf("%s  %s\n", painted("different", Colour::red).c_str(), folder.c_str());
    for (const std::string& difference : comparison.differences) std::printf("  %s\n", difference.c_str());
  }
  if (arguments.has("--junit")) {
    const std::string path = arguments.value("--junit");
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
    const Problems problems = write_files(folder, {{path.substr(slash + 1), [&] { return junit(comparisons, different); }}});
    if (!problems.empty()) return refuse(problems, arguments);
  }
  std::string summary = counted(folders.size(), "workspace") + ", " +
                        (different == 0 ? painted("all as expected", Colour::green)
                                        : painted(std::to_string(different) + " different", Colour::red));
  if (update) summary += ", " + counted(rewritten, "file") + " rewritten";
  return answer(summary + "\n", different == 0 ? done : findings);
}

}  // namespace

Command test_command() {
  return {"test",
          {"DIR..."},
          "compare every workspace below that has expected/",
          "Runs each and compares the files in expected/ to the byte. Exit 1 on\n"
          "differences.\n",
          {{"--update", {}, "rewrite expected/ by what is answered now"},
           {"--filter", {"TEXT"}, "only folders whose path contains it"},
           {"--junit", {"FILE"}, "write the results as JUnit XML too"}},
          test};
}

}  // namespace leadwright::native
