// Scenarios: workspaces with expected answers, run and compared to the byte.
//
// A scenario is a folder with expected/. Every file in there is the answer of that name:
//
//   decisions.csv, errors.csv, summary.json, ...   what `run --out` writes
//   spreadsheet-safe/decisions.csv                 the same with --spreadsheet-safe
//   problems.json                                  why the workspace is refused
//   summary.txt files.json proposed_policy.json
//   explain-L1.txt  explain-L1.json  explain-L1-why-not-ana.txt
//   check.json diff.json match.json reconcile.json forecast.json, and each as .txt;
//   check.github.txt diff.github.txt;              a diff is against old.json of the folder
//   why-A1-and-B2.json                             `match --why A1 B2`
//   clock.json                                     the answers to vectors.json of the folder
//
// scenario.json is optional: {"title", "says", "claims": [...], "expects": ["decisions.csv", ...],
// "forecast": {...}}. `expects` names the files that expected/ must hold; without it they are those that
// it holds (of a new scenario: decisions.csv and errors.csv, or problems.json). Claims: claims.h.
#pragma once

#include <string>
#include <vector>

namespace leadwright::native {

struct Comparison {
  std::string folder;
  std::string title;
  std::vector<std::string> differences;  // a line each; empty when all is as expected
  std::vector<std::string> rewritten;    // files of expected/ that an update changed
};

// Every folder at or below this one that has expected/, sorted by bytes.
std::vector<std::string> find_scenarios(const std::string& folder);

// Runs the scenario. With `update`, expected/ is rewritten first; claims are never touched.
Comparison compare(const std::string& folder, bool update);

}  // namespace leadwright::native
