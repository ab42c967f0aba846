// When nobody is there: held against the calendars themselves, minute by minute.
#include "plain.h"
#include "proof/action.h"

namespace leadwright::proof {
namespace {

policy::Policy with_two(const std::string& zone_a, const std::string& hours_a, const std::string& zone_b, const std::string& hours_b) {
  const auto calendar = [](const std::string& zone, const std::string& hours) {
    std::string weekly;
    for (const char* day : {"mon", "tue", "wed", "thu", "fri"}) weekly += (weekly.empty() ? "\"" : ", \"") + (day + ("\": [" + hours)) + "]";
    return R"({"time_zone": ")" + zone + R"(", "weekly": {)" + weekly + "}}";
  };
  return plain::read_policy(R"({"leadwright": 1, "name": "cover", "time_zone": "Europe/London", "calendars": {"a": )" +
                            calendar(zone_a, hours_a) + R"(, "b": )" + calendar(zone_b, hours_b) + R"(},
    "people": {"ana": {"name": "Ana", "calendar": "a"}, "bo": {"name": "Bo", "calendar": "b"}},
    "pools": {"sdr": {"members": [{"owner": "ana"}, {"owner": "bo"}], "availability": "working_hours"}},
    "rules": [{"id": "all", "when": {"all": []}, "assign": [{"pool": "sdr"}]}]})");
}

// Minutes of a local week in which no calendar is open.
std::vector<std::pair<int, int>> by_minute(const policy::Policy& p, std::int64_t monday) {
  std::vector<std::pair<int, int>> out;
  const Instant from = calendar::to_instant(p.zone, monday * day_ms);
  for (int minute = 0; minute < 7 * 1440; ++minute) {
    const Instant at = from + minute * minute_ms;
    bool open = false;
    for (const policy::Person& person : p.people) open = open || person.hours.is_open(at);
    if (open) continue;
    if (!out.empty() && out.back().second == minute) ++out.back().second;
    else out.push_back({minute, minute + 1});
  }
  return out;
}

void check(const policy::Policy& p) {
  Coverage coverage(p);
  const Uncovered* found = coverage.of(p.rules[0]);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->minutes, by_minute(p, days_from_date(2026, 6, 8)));   // most weeks are summer weeks
  for (const policy::Person& person : p.people) EXPECT_FALSE(person.hours.is_open(found->example));
}

TEST(Cover, OneZone) { check(with_two("Europe/London", R"(["09:00", "12:00"], ["13:00", "17:30"])", "Europe/London", R"(["11:00", "15:00"])")); }

TEST(Cover, TwoZonesAndANightShift) {
  check(with_two("Europe/London", R"(["09:00", "17:30"])", "America/New_York", R"(["22:00", "02:00"])"));
  check(with_two("Asia/Kolkata", R"(["09:15", "17:45"])", "Australia/Sydney", R"(["20:00", "24:00"])"));
}

TEST(Cover, TheLongestStretchRunsOverTheEndOfTheWeek) {
  const policy::Policy p = with_two("Europe/London", R"(["09:00", "17:00"])", "Europe/London", R"(["09:00", "17:00"])");
  Coverage coverage(p);
  const Uncovered* found = coverage.of(p.rules[0]);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->longest, 64 * 60);
  EXPECT_EQ(week_words(*found), "Mon 17:00 to Tue 09:00, Tue 17:00 to Wed 09:00, Wed 17:00 to Thu 09:00, Thu 17:00 to Fri 09:00, "
                                "Fri 17:00 to Mon 09:00");
}

TEST(Cover, ClocksThatChangeOnDifferentDatesAreSaidToDiffer) {
  const policy::Policy p = with_two("Europe/London", R"(["09:00", "17:00"])", "America/New_York", R"(["09:00", "17:00"])");
  Coverage coverage(p);
  ASSERT_NE(coverage.of(p.rules[0]), nullptr);
  EXPECT_TRUE(coverage.of(p.rules[0])->differs_by_week);
}

}  // namespace
}  // namespace leadwright::proof
