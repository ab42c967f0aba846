// The JSON layer against published suites (nst/JSONTestSuite, the RFC 8785 test data).
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/json.h"
#include "files.h"

namespace leadwright::json {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

// Valid JSON that a policy must not be: RFC 8259 leaves repeated keys open, the contract refuses them,
// because two readers of such a policy would take it for two different ones.
const std::set<std::string> refused_on_purpose = {"y_object_duplicated_key.json",
                                                  "y_object_duplicated_key_and_value.json"};

TEST(JsonSuites, JsonTestSuite) {
  const std::string folder = "suites/jsontestsuite/test_parsing";
  LEADWRIGHT_NEEDS_DATA(folder);
  int accepted = 0;
  int refused = 0;
  int free = 0;
  for (const fs::path& path : files_in(tests::outside_data() / folder)) {
    const std::string name = path.filename().string();
    const Result<Value> result = read(name, tests::read_file(path));
    if (name.starts_with("y_")) {
      ++accepted;
      EXPECT_EQ(result.ok(), !refused_on_purpose.contains(name)) << name;
      if (result.ok()) {
        EXPECT_TRUE(read(name, pretty(result.value())).ok()) << name;
      }
    } else if (name.starts_with("n_")) {
      ++refused;
      EXPECT_FALSE(result.ok()) << name;
      if (!result.ok()) {
        EXPECT_GT(result.problems().at(0).place.line, 0) << name;
      }
    } else {
      ++free;
    }
  }
  EXPECT_EQ(accepted, 95);
  EXPECT_EQ(refused, 188);
  EXPECT_EQ(free, 35);
}

TEST(JsonSuites, CanonicalFormOfRfc8785) {
  const std::string folder = "suites/jcs-rfc8785";
  LEADWRIGHT_NEEDS_DATA(folder);
  const fs::path root = tests::outside_data() / folder;
  for (const fs::path& input : files_in(root / "input")) {
    const Result<Value> result = read(input.filename().string(), tests::read_file(input));
    ASSERT_TRUE(result.ok()) << input;
    EXPECT_EQ(canonical(result.value()), tests::read_file(root / "output" / input.filename())) << input;
  }
}

}  // namespace
}  // namespace leadwright::json
