// Every scenario of fixtures/, natively and in WebAssembly, by the comparison that `leadwright test` makes.
#include "scenario.h"

#include <gtest/gtest.h>

#include "files.h"

namespace leadwright {
namespace {

std::string fixtures() { return (tests::source_folder() / "fixtures").string(); }

class Scenario : public testing::TestWithParam<std::string> {};

TEST_P(Scenario, AnswersAsExpected) {
  const native::Comparison comparison = native::compare(GetParam(), false);
  for (const std::string& difference : comparison.differences) ADD_FAILURE() << GetParam() << "\n" << difference;
}

// fixtures/routing/first-match-wins is Fixtures/Scenario.AnswersAsExpected/routing_first_match_wins.
std::string test_name(const testing::TestParamInfo<std::string>& folder) {
  std::string name = folder.param.substr(fixtures().size() + 1);
  for (char& c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!plain) c = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Fixtures, Scenario, testing::ValuesIn(native::find_scenarios(fixtures())), test_name);

}  // namespace
}  // namespace leadwright
