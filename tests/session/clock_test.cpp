#include <gtest/gtest.h>

#include "base/json.h"
#include "leadwright.h"

namespace leadwright {
namespace {

constexpr const char* policy = R"({
  "leadwright": 1, "name": "x", "time_zone": "UTC",
  "calendars": {"uk": {"time_zone": "Europe/London", "weekly": {"mon": [["09:00", "17:00"]], "tue": [["09:00", "17:00"]]}},
                "closed": {"time_zone": "UTC", "weekly": {}}},
  "people": {"ana": {"name": "Ana Ruiz", "calendar": "uk", "away": [["2026-05-04T09:00", "2026-05-04T12:00"]]}},
  "rules": []
})";

class Clock : public testing::Test {
 protected:
  Clock() { EXPECT_TRUE(session_.set_policy("policy.json", policy).empty()); }

  // The member `answer`, as JSON.
  std::string answer(const char* question, const char* member = "answer") {
    const Result<std::string> told = session_.clock_json(question);
    EXPECT_TRUE(told.ok()) << problems_json(told.problems());
    if (!told.ok()) return {};
    return json::canonical(*json::read("answer", told.value()).value().find(member));
  }
  Problems problems(const char* question) {
    const Result<std::string> told = session_.clock_json(question);
    return told.ok() ? Problems{} : told.problems();
  }

  Session session_;
};

// 2026-05-04 is a Monday, in British Summer Time.
TEST_F(Clock, DueInOpenTime) {
  constexpr const char* question = R"({"op": "due", "calendar": "uk", "at": "2026-05-04T15:50:00Z", "within": "15m"})";
  EXPECT_EQ(answer(question), R"("2026-05-05T08:05:00.000Z")");
  EXPECT_EQ(answer(question, "local"), R"("Tue 2026-05-05 09:05")");
  EXPECT_EQ(answer(question, "time_zone"), R"("Europe/London")");
}

TEST_F(Clock, APersonsHoursLessAway) {
  EXPECT_EQ(answer(R"({"op": "elapsed", "calendar": "uk", "at": "2026-05-04T00:00Z", "to": "2026-05-05T00:00Z"})"), "28800000");
  EXPECT_EQ(answer(R"({"op": "elapsed", "calendar": "owner:ana", "at": "2026-05-04T00:00Z", "to": "2026-05-05T00:00Z"})"), "18000000");
  EXPECT_EQ(answer(R"({"op": "next_open", "calendar": "owner:Ana Ruiz", "at": "2026-05-04T08:30:00Z"})"), R"("2026-05-04T11:00:00.000Z")");
  EXPECT_EQ(answer(R"({"op": "is_open", "calendar": "owner:ana", "at": "2026-05-04T08:30:00Z"})"), "false");
}

TEST_F(Clock, AnInstantWithoutAZoneIsTheCalendars) {
  EXPECT_EQ(answer(R"({"op": "is_open", "calendar": "uk", "at": "2026-05-04 16:59"})"), "true");
  EXPECT_EQ(answer(R"({"op": "is_open", "calendar": "uk", "at": "2026-05-04 17:00"})"), "false");
}

TEST_F(Clock, NeverOpenIsNull) {
  EXPECT_EQ(answer(R"({"op": "due", "calendar": "closed", "at": "2026-05-04T09:00Z", "within": "1h"})"), "null");
  EXPECT_EQ(answer(R"({"op": "next_open", "calendar": "closed", "at": "2026-05-04T09:00Z"})"), "null");
}

TEST_F(Clock, AfterTheYearsOfTheZonesIsAProblemAndNoGuess) {
  const Problems found = problems(R"({"op": "due", "calendar": "uk", "at": "2050-12-30T09:00Z", "within": "90h"})");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NE(found[0].message.find("after 2050"), std::string::npos);
}

TEST_F(Clock, EveryMistakeAtOnceWithTheNearest) {
  const Problems found = problems(R"({"op": "deu", "calendar": "ku", "at": "soon", "wihtin": "15m"})");
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(found[0].place.pointer, "/wihtin");
  EXPECT_EQ(found[0].help, "did you mean `within`?");
  EXPECT_EQ(found[1].help, "did you mean `due`?");
  EXPECT_EQ(found[2].message, "the policy has no calendar `ku`");
  EXPECT_EQ(found[3].place.pointer, "/at");
  EXPECT_EQ(problems(R"({"op": "due", "calendar": "owner:anna", "at": "2026-05-04", "within": "2d"})").size(), 2u);
  EXPECT_EQ(problems(R"({"op": "is_open"})").size(), 2u);
  EXPECT_EQ(problems("[]").size(), 1u);
  EXPECT_EQ(problems("{").size(), 1u);
}

TEST(ClockWithoutPolicy, IsRefused) { EXPECT_FALSE(Session().clock_json("{}").ok()); }

}  // namespace
}  // namespace leadwright
