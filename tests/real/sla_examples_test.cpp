// Business time against answers that another program gave to the same questions.
#include <gtest/gtest.h>

#include "calendar/vectors.h"
#include "files.h"

namespace leadwright::calendar {
namespace {

TEST(SlaExamples, EveryAnswerIsTheExpectedOne) {
  LEADWRIGHT_NEEDS_DATA("sla-examples.json");
  const Result<json::Value> asked =
      json::read("sla-examples.json", tests::read_file(tests::outside_data() / "sla-examples.json"));
  ASSERT_TRUE(asked.ok());
  const Result<std::string> answered = answer_vectors("sla-examples.json", asked.value());
  ASSERT_TRUE(answered.ok()) << answered.problems().front().message;
  const Result<json::Value> document = json::read("answers", answered.value());
  const json::Value& answers = *document.value().find("answers");
  const std::vector<json::Value>& vectors = asked.value().find("vectors")->items;
  EXPECT_EQ(answers.members.size(), vectors.size());
  for (const json::Value& vector : vectors) {
    const std::string& id = vector.find("id")->text;
    ASSERT_NE(answers.find(id), nullptr) << id;
    EXPECT_EQ(json::canonical(*answers.find(id)), json::canonical(*vector.find("expected"))) << id;
  }
}

}  // namespace
}  // namespace leadwright::calendar
