#include "calendar/vectors.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace leadwright::calendar {
namespace {

Result<std::string> answer(const std::string& text) {
  const Result<json::Value> document = json::read("vectors.json", text);
  if (!document.ok()) return document.problems();
  return answer_vectors("vectors.json", document.value());
}

Result<std::string> answer_one(const std::string& members) {
  return answer(R"({"vectors": [{"id": "a", )" + members + "}]}");
}

// What stands behind `"a": `.
std::string value_of(const std::string& members) {
  const Result<std::string> answered = answer_one(members);
  if (!answered.ok()) return answered.problems().front().message;
  const Result<json::Value> document = json::read("answers", answered.value());
  return json::canonical(*document.value().find("answers")->find("a"));
}

const std::string london = R"("calendar": {"tz": "Europe/London", "weekly": {"mon": [["09:00", "17:00"]],
    "fri": [["09:00", "17:00"]]}, "time_off": [["2026-01-12T10:00", "2026-01-12T11:00"]]}, )";

TEST(Vectors, EachQuestionHasItsKindOfAnswer) {
  EXPECT_EQ(value_of(london + R"("op": "due", "start": "2026-01-09T16:30:00Z", "seconds": 5400)"),
            R"("2026-01-12T10:00:00Z")");
  EXPECT_EQ(value_of(london + R"("op": "due", "start": "2026-01-09T16:30:00Z", "seconds": 5401)"),
            R"("2026-01-12T11:00:01Z")");
  EXPECT_EQ(value_of(london + R"("op": "elapsed", "start": "2026-01-09T00:00:00Z", "end": "2026-01-13T00:00:00Z")"),
            "54000");
  EXPECT_EQ(value_of(london + R"("op": "elapsed", "start": "2026-01-13T00:00:00Z", "end": "2026-01-09T00:00:00Z")"),
            "0");
  EXPECT_EQ(value_of(london + R"("op": "next_open", "at": "2026-01-09T17:00:00Z")"), R"("2026-01-12T09:00:00Z")");
  EXPECT_EQ(value_of(london + R"("op": "is_open", "at": "2026-01-12T10:30:00Z")"), "false");
  EXPECT_EQ(value_of(london + R"("op": "is_open", "at": "2026-01-12T11:00:00Z")"), "true");
}

TEST(Vectors, PausesStopTheClockButDoNotClose) {
  const std::string paused = london + R"("pauses": [["2026-01-09T16:30:00Z", "2026-01-09T16:40:00Z"],
                                                    ["2026-01-09T16:35:00Z", "2026-01-09T16:45:00Z"]], )";
  EXPECT_EQ(value_of(paused + R"("op": "due", "start": "2026-01-09T16:30:00Z", "seconds": 60)"),
            R"("2026-01-09T16:46:00Z")");
  EXPECT_EQ(value_of(paused + R"("op": "elapsed", "start": "2026-01-09T16:00:00Z", "end": "2026-01-09T17:00:00Z")"),
            "2700");
  EXPECT_EQ(value_of(paused + R"("op": "is_open", "at": "2026-01-09T16:30:00Z")"), "true");
}

TEST(Vectors, NeverIsNullAndBeyondTheRangeIsAnError) {
  const std::string empty = R"("calendar": {"tz": "UTC", "weekly": {}}, )";
  EXPECT_EQ(value_of(empty + R"("op": "due", "start": "2026-01-09T16:30:00Z", "seconds": 1)"), "null");
  EXPECT_EQ(value_of(empty + R"("op": "due", "start": "2026-01-09T16:30:00Z", "seconds": 0)"),
            R"("2026-01-09T16:30:00Z")");
  EXPECT_EQ(value_of(empty + R"("op": "next_open", "at": "2026-01-09T16:30:00Z")"), "null");
  const std::string beyond = R"({"error":"it lies after 2050, the last year that the time zones are known for"})";
  EXPECT_EQ(value_of(london + R"("op": "due", "start": "2050-12-30T00:00:00Z", "seconds": 864000)"),
            beyond);
  EXPECT_EQ(value_of(london + R"("op": "due", "start": "2050-12-30T00:00:00Z", "seconds": 99999999999999999999)"),
            beyond);
}

TEST(Vectors, AnswersStandInTheOrderOfTheVectors) {
  const std::string question =
      R"("op": "is_open", "at": "2026-01-09T16:30:00Z", "calendar": {"tz": "UTC", "weekly": {}}})";
  const Result<std::string> answered = answer(R"({"format": "sla-vectors/1", "vectors": [{"id": "b", )" + question +
                                              R"(, {"id": "a", )" + question + "]}");
  ASSERT_TRUE(answered.ok());
  EXPECT_EQ(answered.value(), "{\n  \"answers\": {\n    \"b\": false,\n    \"a\": false\n  }\n}\n");
}

TEST(Vectors, EveryProblemIsReportedAtItsPlace) {
  const Result<std::string> answered = answer(R"({"vectors": [
    {"id": "a", "op": "due", "start": "2026-02-30T00:00:00Z", "seconds": 1.5,
     "calendar": {"tz": "Europe/Lodnon", "weekly": {"mo": [], "tue": [["9:00", "24:00"], ["24:00", "10:00"], ["08:00"]]},
                  "holidays": ["2026-1-1"], "overrides": {"soon": []}, "open": true,
                  "time_off": [["2026-01-02T00:00", "2026-01-01T00:00"]]}},
    {"id": "a", "op": "overdue", "calendar": {"tz": "UTC", "weekly": {}}},
    {"id": "c", "op": "is_open", "at": "1998-12-31T23:59:59Z", "calendar": []},
    {"op": "elapsed", "start": "2026-01-01T00:00:00Z", "end": "2051-01-01T00:00:00Z",
     "calendar": {"tz": "UTC", "weekly": {}}}]})");
  ASSERT_FALSE(answered.ok());
  std::vector<std::string> pointers;
  for (const Problem& problem : answered.problems()) {
    pointers.push_back(problem.place.pointer);
    EXPECT_EQ(problem.place.file, "vectors.json");
    EXPECT_GT(problem.place.line, 0);
  }
  EXPECT_EQ(pointers, (std::vector<std::string>{
                          "/vectors/0/calendar/open", "/vectors/0/calendar/tz", "/vectors/0/calendar/weekly/mo",
                          "/vectors/0/calendar/weekly/tue/0/0", "/vectors/0/calendar/weekly/tue/1/0",
                          "/vectors/0/calendar/weekly/tue/2", "/vectors/0/calendar/holidays/0",
                          "/vectors/0/calendar/overrides/soon", "/vectors/0/calendar/time_off/0", "/vectors/0/start",
                          "/vectors/0/seconds", "/vectors/1/id", "/vectors/1/op", "/vectors/2/calendar",
                          "/vectors/2/at", "/vectors/3/id"}));
  EXPECT_EQ(answered.problems()[1].help, "did you mean `Europe/London`?");
}

TEST(Vectors, ADocumentOfAnotherShapeIsRefused) {
  for (const char* text : {"[]", "{}", R"({"vectors": {}})", R"({"vectors": [1]})", R"({"vectors": [{}]})",
                           R"({"format": "sla-vectors/2", "vectors": []})"}) {
    EXPECT_FALSE(answer(text).ok()) << text;
  }
}

}  // namespace
}  // namespace leadwright::calendar
