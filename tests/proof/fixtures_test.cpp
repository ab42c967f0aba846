// fixtures/proof/*: the room's own answers, compared to the byte. Witnesses are decided by the plain
// engine here; tests/scenario_test.cpp asks the whole engine the same.
#include <filesystem>

#include "files.h"
#include "plain.h"
#include "proof/tell.h"

namespace leadwright::proof {
namespace {

namespace fs = std::filesystem;

struct Read {
  json::Value document;
  policy::Policy policy;
};

Read read(const fs::path& path) {
  const std::string text = tests::read_file(path);
  Result<json::Value> document = json::read(path.filename().string(), text);
  EXPECT_TRUE(document.ok()) << path;
  return {document.value(), plain::read_policy(text)};
}

TEST(ProofFixtures, AnswersAreThoseOfTheFolders) {
  int folders = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(tests::source_folder() / "fixtures/proof")) {
    const fs::path folder = entry.path();
    if (!fs::exists(folder / "expected") || fs::exists(folder / "leads.csv")) continue;
    SCOPED_TRACE(folder.filename().string());
    ++folders;
    const Read now = read(folder / "policy.json");
    std::string name = "check.json", answer;
    std::vector<std::string> faults;
    if (fs::exists(folder / "old.json")) {
      const Read before = read(folder / "old.json");
      const Difference difference = compare({before.policy, &before.document}, {now.policy, &now.document}, nullptr, {}, plain::decide_all());
      name = "diff.json", answer = to_json(difference), faults = difference.faults;
    } else {
      const Report report = examine({now.policy, &now.document}, nullptr, {}, plain::decide_all());
      answer = to_json(report), faults = report.faults;
    }
    EXPECT_TRUE(faults.empty()) << faults[0];
    EXPECT_EQ(answer, tests::read_file(folder / "expected" / name));
  }
  EXPECT_GE(folders, 40);
}

}  // namespace
}  // namespace leadwright::proof
