#include "scenario.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include "base/json.h"
#include "claims.h"
#include "disk.h"
#include "leadwright.h"
#include "workspace.h"

namespace leadwright::native {

namespace {

namespace fs = std::filesystem;

struct Told {  // scenario.json
  std::string title;
  std::vector<std::string> claims;
  std::vector<std::string> expects;
  std::string forecast = "{}";
};

Result<Told> read_told(const std::string& folder) {
  Told told;
  const std::string path = join(folder, "scenario.json");
  if (!fs::exists(path)) return told;
  Result<std::string> text = read_file(path);
  if (!text.ok()) return text.problems();
  Result<json::Value> document = json::read("scenario.json", text.value());
  if (!document.ok()) return document.problems();
  for (const auto& [key, value] : document.value().members) {
    if (key == "title") told.title = value.text;
    else if (key == "claims" || key == "expects") {
      for (const json::Value& item : value.items) (key == "claims" ? told.claims : told.expects).push_back(item.text);
    } else if (key == "forecast") told.forecast = json::canonical(value);
    else if (key != "says") {
      return Problem{{"scenario.json", "/" + key, value.line, value.column}, "`" + key + "` is no key of a scenario", ""};
    }
  }
  return told;
}

// Paths below expected/, sorted.
std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder, error)) {
    if (entry.is_regular_file()) names.push_back(fs::relative(entry.path(), folder).generic_string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool take_affixes(std::string& name, std::string_view prefix, std::string_view suffix) {
  if (name.size() < prefix.size() + suffix.size() || !name.starts_with(prefix) || !name.ends_with(suffix)) return false;
  name = name.substr(prefix.size(), name.size() - prefix.size() - suffix.size());
  return true;
}

// A scenario while it runs: its session, and each answer worked out once.
class Run {
 public:
  Run(const std::string& folder, const Told& told) : folder_(folder), told_(told) {
    if (!fs::exists(join(folder, "policy.json")) && fs::exists(join(folder, "vectors.json"))) return;
    Problems problems;
    workspace_ = open_workspace({folder, "", "", {}}, problems);
    // Answers do not depend on where the folder lies.
    for (Problem& problem : problems) {
      if (problem.place.file.starts_with(folder + "/")) problem.place.file.erase(0, folder.size() + 1);
    }
    refusal_ = std::move(problems);
  }

  // Why the workspace is refused; known once every answer has been asked for.
  const Problems& refusal() const { return refusal_; }

  std::optional<std::string> answer(const std::string& name) {
    const auto known = answers_.find(name);
    if (known != answers_.end()) return known->second;
    std::optional<std::string> found;
    if (refusal_.empty()) found = work_out(name);
    answers_.emplace(name, found);
    return found;
  }

  // Why the last answer that was missing is missing.
  std::string failure() { return std::exchange(failure_, {}); }

  void decide() {
    if (!decided_ && refusal_.empty()) refusal_ = workspace_.session.run();
    decided_ = true;
  }

 private:
  using Answer = std::optional<std::string>;

  // A question that the engine refuses has no answer, and `failure` says why.
  Answer text_of(const Result<std::string>& result) {
    if (result.ok()) return result.value();
    failure_ = problem_line(result.problems()[0]);
    return {};
  }

  Answer work_out(const std::string& name) {
    Session& session = workspace_.session;
    if (name == "clock.json") return clock();
    if (name == "files.json") return session.files_json();
    if (name == "proposed_policy.json") return session.propose_policy();
    if (name == "check.json") return text_of(session.check_json());
    if (name == "check.txt") return text_of(session.check_text());
    if (name == "check.github.txt") return text_of(session.check_github());
    if (name == "match.json") return text_of(session.match_json());
    if (name == "match.txt") return text_of(session.match_text());
    if (name == "reconcile.json") return text_of(session.reconcile_json());
    if (name == "reconcile.txt") return text_of(session.reconcile_text());
    if (name == "forecast.json") return text_of(session.forecast_json(told_.forecast));
    if (name == "forecast.txt") return text_of(session.forecast_text(told_.forecast));
    if (name.starts_with("diff")) return diff(name);
    if (name.starts_with("why-")) return why(name);
    if (name == "links.csv" || name == "clusters.csv" || name == "conflicts.csv") {
      session.match_json();
      return session.output(name);
    }
    if (name == "drift.csv") {
      session.reconcile_json();
      return session.output(name);
    }
    decide();
    if (!refusal_.empty()) return {};
    if (name == "summary.txt") return session.summary_text();
    if (name.starts_with("explain-")) return explain(name);
    std::string output = name;
    const bool safe = take_affixes(output, "spreadsheet-safe/", "");
    const std::vector<std::string> there = session.outputs();
    if (std::find(there.begin(), there.end(), output) == there.end()) return {};
    return session.output(output, safe);
  }

  Answer explain(std::string name) {
    const bool as_json = name.ends_with(".json");
    if (!take_affixes(name, "explain-", as_json ? ".json" : ".txt")) return {};
    const std::size_t split = name.find("-why-not-");
    const std::string lead = name.substr(0, split);
    const std::string why_not = split == std::string::npos ? std::string() : name.substr(split + 9);
    const Session& session = workspace_.session;
    return text_of(as_json ? session.explain_json(lead, why_not) : session.explain_text(lead, why_not));
  }

  Answer why(std::string name) {
    const bool as_json = name.ends_with(".json");
    const std::size_t split = name.find("-and-");
    if (split == std::string::npos || !take_affixes(name, "why-", as_json ? ".json" : ".txt")) return {};
    const std::string a = name.substr(0, split - 4), b = name.substr(split + 1);
    Session& session = workspace_.session;
    return text_of(as_json ? session.why_json(a, b) : session.why_text(a, b));
  }

  Answer diff(const std::string& name) {
    const Result<std::string> old = read_file(join(folder_, "old.json"));
    if (!old.ok()) return {};
    Session& session = workspace_.session;
    if (name == "diff.json") return text_of(session.diff_json("old.json", old.value()));
    if (name == "diff.txt") return text_of(session.diff_text("old.json", old.value()));
    if (name == "diff.github.txt") return text_of(session.diff_github("old.json", old.value()));
    if (name != "diff is empty" || !session.diff_json("old.json", old.value()).ok()) return {};
    return session.diff_is_empty() ? "yes" : "no";
  }

  Answer clock() {
    const Result<std::string> vectors = read_file(join(folder_, "vectors.json"));
    if (!vectors.ok()) return {};
    const Result<std::string> answers = Session::clock_vectors("vectors.json", vectors.value());
    if (!answers.ok()) refusal_ = answers.problems();
    return answers.ok() ? Answer(answers.value()) : Answer();
  }

  std::string folder_;
  const Told& told_;
  Workspace workspace_;
  Problems refusal_;
  bool decided_ = false;
  std::string failure_;
  std::map<std::string, Answer> answers_;
};

// The names that expected/ should hold, before it is known whether the workspace is refused.
std::vector<std::string> wanted_names(const Told& told, const std::string& folder, const std::vector<std::string>& held) {
  if (!told.expects.empty()) return told.expects;
  if (!held.empty()) return held;
  if (fs::exists(join(folder, "vectors.json"))) return {"clock.json"};
  return {"decisions.csv", "errors.csv"};
}

std::string first_difference(const std::string& name, const std::string& expected, const std::string& found) {
  std::size_t at = 0, line = 1, start = 0;
  for (; at < expected.size() && at < found.size() && expected[at] == found[at]; ++at) {
    if (expected[at] == '\n') {
      ++line;
      start = at + 1;
    }
  }
  const auto line_of = [&](const std::string& text) {
    if (start >= text.size()) return std::string("nothing more");
    return "`" + text.substr(start, text.find('\n', start) - start) + "`";
  };
  return name + ":" + std::to_string(line) + "\n    expected " + line_of(expected) + "\n    found    " + line_of(found);
}

// Rewrites what differs and removes what is not expected any more.
Problems update_expected(const std::string& folder, const std::map<std::string, std::string>& answers,
                         const std::vector<std::string>& held, std::vector<std::string>& rewritten) {
  std::map<std::string, std::vector<Output>> by_folder;
  for (const auto& [name, answer] : answers) {
    const std::string path = join(folder, name);
    if (fs::exists(path)) {
      const Result<std::string> before = read_file(path);
      if (before.ok() && before.value() == answer) continue;
    }
    const fs::path below(path);
    by_folder[below.parent_path().string()].push_back({below.filename().string(), [&answer = answer] { return answer; }});
    rewritten.push_back(name);
  }
  for (const auto& [into, outputs] : by_folder) {
    if (Problems problems = write_files(into, outputs); !problems.empty()) return problems;
  }
  for (const std::string& name : held) {
    if (answers.count(name)) continue;
    std::error_code error;
    fs::remove(join(folder, name), error);
    rewritten.push_back(name);
  }
  return {};
}

}  // namespace

std::vector<std::string> find_scenarios(const std::string& folder) {
  std::vector<std::string> found;
  std::error_code error;
  if (fs::is_directory(join(folder, "expected"), error)) found.push_back(folder);
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder, error)) {
    if (entry.path().filename() == "expected" && entry.is_directory()) {
      const std::string parent = entry.path().parent_path().string();
      if (parent != folder) found.push_back(parent);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

Comparison compare(const std::string& folder, bool update) {
  Comparison comparison;
  comparison.folder = folder;
  const Result<Told> told = read_told(folder);
  if (!told.ok()) {
    for (const Problem& problem : told.problems()) comparison.differences.push_back(problem_line(problem));
    return comparison;
  }
  comparison.title = told.value().title;

  const std::string expected = join(folder, "expected");
  const std::vector<std::string> held = files_below(expected);
  const std::vector<std::string> wanted = wanted_names(told.value(), folder, held);

  Run run(folder, told.value());
  std::map<std::string, std::string> answers;
  std::vector<std::string> missing;
  for (const std::string& name : wanted) {
    if (name == "problems.json") {
      run.decide();
    } else if (std::optional<std::string> answer = run.answer(name)) {
      answers[name] = *answer;
    } else {
      const std::string why = run.failure();
      missing.push_back(name + ": " + (why.empty() ? "there is no such answer" : why));
    }
  }
  if (!run.refusal().empty()) {
    answers = {{"problems.json", problems_json(run.refusal())}};
    missing.clear();
    if (!update && std::find(wanted.begin(), wanted.end(), "problems.json") == wanted.end()) {
      comparison.differences.push_back("the workspace is refused: " + problem_line(run.refusal()[0]));
      return comparison;
    }
  } else if (!update && std::find(wanted.begin(), wanted.end(), "problems.json") != wanted.end()) {
    comparison.differences.push_back("problems.json: the workspace is not refused");
  }
  for (const std::string& name : missing) comparison.differences.push_back(name);

  if (update) {
    for (const Problem& problem : update_expected(expected, answers, held, comparison.rewritten)) {
      comparison.differences.push_back(problem_line(problem));
    }
  } else {
    for (const auto& [name, answer] : answers) {
      const Result<std::string> before = read_file(join(expected, name));
      if (!before.ok()) comparison.differences.push_back(name + ": missing in expected/");
      else if (before.value() != answer) comparison.differences.push_back(first_difference(name, before.value(), answer));
    }
    for (const std::string& name : held) {
      if (std::find(wanted.begin(), wanted.end(), name) == wanted.end()) {
        comparison.differences.push_back(name + ": in expected/ but not in `expects`");
      }
    }
  }

  const Answers by_name = [&](const std::string& name) { return run.answer(name); };
  for (const std::string& claim : told.value().claims) {
    const std::string wrong = check_claim(claim, by_name, run.refusal());
    if (!wrong.empty()) comparison.differences.push_back("claim `" + claim + "`\n    " + wrong);
  }
  return comparison;
}

}  // namespace leadwright::native
