#include "calendar/zone.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <limits>
#include <set>
#include <string>

namespace leadwright::calendar {
namespace {

ZoneId zone(std::string_view name) { return find_zone(name).value(); }

Civil civil(std::int64_t year, int month, int day, int hour, int minute) {
  return days_from_date(year, month, day) * day_ms + hour * hour_ms + minute * minute_ms;
}

TEST(Zone, NamesAreFoundExactly) {
  EXPECT_EQ(find_zone("UTC"), ZoneId::utc);
  EXPECT_EQ(find_zone("europe/berlin"), std::nullopt);
  EXPECT_EQ(find_zone("Europe/Berlin "), std::nullopt);
  EXPECT_EQ(find_zone(""), std::nullopt);
  EXPECT_EQ(find_zone("localtime"), std::nullopt);
  for (const std::string_view name : zone_names()) {
    ASSERT_TRUE(find_zone(name)) << name;
    EXPECT_EQ(zone_name(*find_zone(name)), name);
  }
}

TEST(Zone, NamesAreSortedAndHoldTheOldOnes) {
  const std::vector<std::string_view>& names = zone_names();
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  EXPECT_EQ(std::set<std::string_view>(names.begin(), names.end()).size(), names.size());
  for (const char* name : {"US/Pacific", "Asia/Calcutta", "Europe/Kiev", "EST5EDT", "GB", "Etc/GMT+12", "Zulu"}) {
    EXPECT_TRUE(find_zone(name)) << name;
  }
}

TEST(Zone, AnAliasKeepsItsName) {
  EXPECT_EQ(zone_name(zone("US/Pacific")), "US/Pacific");
  EXPECT_EQ(to_instant(zone("US/Pacific"), civil(2026, 7, 1, 9, 0)),
            to_instant(zone("America/Los_Angeles"), civil(2026, 7, 1, 9, 0)));
}

TEST(Zone, AGapGoesToTheJump) {
  const ZoneId chicago = zone("America/Chicago");
  const Instant jump = civil(2025, 3, 9, 8, 0);  // 02:00 becomes 03:00
  EXPECT_EQ(to_instant(chicago, civil(2025, 3, 9, 1, 59)), jump - minute_ms);
  EXPECT_EQ(to_instant(chicago, civil(2025, 3, 9, 2, 0)), jump);
  EXPECT_EQ(to_instant(chicago, civil(2025, 3, 9, 2, 20)), jump);
  EXPECT_EQ(to_instant(chicago, civil(2025, 3, 9, 3, 0)), jump);
  EXPECT_EQ(to_instant(chicago, civil(2025, 3, 9, 3, 1)), jump + minute_ms);
}

TEST(Zone, ARepeatedHourGoesToItsFirstPass) {
  const ZoneId chicago = zone("America/Chicago");
  const Instant back = civil(2025, 11, 2, 7, 0);  // 02:00 becomes 01:00
  EXPECT_EQ(to_instant(chicago, civil(2025, 11, 2, 1, 0)), back - hour_ms);
  EXPECT_EQ(to_instant(chicago, civil(2025, 11, 2, 1, 59)), back - minute_ms);
  EXPECT_EQ(to_instant(chicago, civil(2025, 11, 2, 2, 0)), back + hour_ms);
}

TEST(Zone, AWholeDateCanBeMissing) {
  const ZoneId apia = zone("Pacific/Apia");  // went from 29 to 31 December 2011 across the date line
  const Instant jump = to_instant(apia, civil(2011, 12, 30, 0, 0));
  EXPECT_EQ(to_instant(apia, civil(2011, 12, 30, 18, 0)), jump);
  EXPECT_EQ(to_instant(apia, civil(2011, 12, 31, 0, 0)), jump);
  EXPECT_EQ(to_civil(apia, jump - minute_ms), civil(2011, 12, 29, 23, 59));
}

TEST(Zone, RulesReachTheEndOfTheRange) {
  const ZoneId berlin = zone("Europe/Berlin");
  EXPECT_EQ(offset_at(berlin, civil(2050, 7, 1, 0, 0)), 2 * hour_ms);
  EXPECT_EQ(offset_at(berlin, civil(2050, 12, 31, 23, 59)), hour_ms);
  EXPECT_EQ(transitions(berlin).size(), 104u);
  EXPECT_TRUE(transitions(ZoneId::utc).empty());
}

// Calls `check` for every minute of the two days around every transition of a zone, with the latest
// time that the wall clock has read up to then.
template <class Check>
void walk_transitions(ZoneId zone, Check check) {
  for (const Transition& transition : transitions(zone)) {
    Civil latest = std::numeric_limits<Civil>::min();
    for (Instant at = transition.at - 25 * hour_ms; at <= transition.at + 25 * hour_ms; at += minute_ms) {
      const Civil reads = to_civil(zone, at);
      check(at, reads, latest);
      latest = std::max(latest, reads);
    }
  }
}

TEST(Zone, ToInstantIsTheEarliestThatReadsTheTimeOrLater) {
  for (const char* name : {"America/Chicago", "Australia/Lord_Howe", "Pacific/Apia", "Antarctica/Troll",
                           "Africa/Casablanca", "America/Havana", "America/Caracas", "Asia/Pyongyang"}) {
    walk_transitions(zone(name), [&](Instant at, Civil reads, Civil latest) {
      // In steps of a minute a time is read first where nothing as late was read before.
      if (latest == std::numeric_limits<Civil>::min() || reads <= latest) return;
      ASSERT_EQ(to_instant(zone(name), reads), at) << name;
      if (reads - latest > minute_ms) {
        ASSERT_EQ(to_instant(zone(name), latest + minute_ms), at) << name;
        ASSERT_EQ(to_instant(zone(name), reads - 1), at) << name;
      }
    });
  }
}

TEST(Zone, TheReadingsAtWhichSegmentsEndRiseInEveryZone) {
  for (const std::string_view name : zone_names()) {
    Millis offset = offset_at(zone(name), first_instant - 1);
    Civil last_end = std::numeric_limits<Civil>::min();
    for (const Transition& transition : transitions(zone(name))) {
      ASSERT_TRUE(in_range(transition.at)) << name;
      ASSERT_NE(transition.offset, offset) << name;
      ASSERT_GT(transition.at + offset, last_end) << name;
      last_end = transition.at + offset;
      offset = transition.offset;
    }
  }
}

// The independent reader: the C library's own, by the TZ variable.
class SystemZones : public testing::Test {
 protected:
  void SetUp() override {
#ifdef __EMSCRIPTEN__
    GTEST_SKIP() << "did not run: under WebAssembly the C library reads no zone files";
#endif
    const char* folder = std::getenv("TZDIR");
    std::ifstream source(std::string(folder ? folder : "/usr/share/zoneinfo") + "/tzdata.zi");
    std::string first_line;
    std::getline(source, first_line);
    if (first_line != "# version " + std::string(tzdata_version())) {
      GTEST_SKIP() << "did not run: the table is of tzdata " << tzdata_version() << ", the system says `"
                   << first_line << "`";
    }
  }

  static void use(std::string_view name) {
    setenv("TZ", (":" + std::string(name)).c_str(), 1);
    tzset();
  }

  static Millis system_offset(Instant at) {
    const auto seconds = static_cast<std::time_t>(at / second_ms);
    std::tm local{};
    localtime_r(&seconds, &local);
    return local.tm_gmtoff * second_ms;
  }

  void TearDown() override {
    unsetenv("TZ");
    tzset();
  }
};

TEST_F(SystemZones, AgreeASecondBeforeAndAtEveryTransition) {
  int compared = 0;
  for (const std::string_view name : zone_names()) {
    use(name);
    Millis before = offset_at(zone(name), first_instant);
    for (const Transition& transition : transitions(zone(name))) {
      ASSERT_EQ(system_offset(transition.at - second_ms), before) << name << format_instant(transition.at);
      ASSERT_EQ(system_offset(transition.at), transition.offset) << name << format_instant(transition.at);
      ASSERT_EQ(system_offset(transition.at + second_ms), transition.offset) << name;
      ASSERT_EQ(offset_at(zone(name), transition.at - second_ms), before) << name;
      ASSERT_EQ(offset_at(zone(name), transition.at), transition.offset) << name;
      before = transition.offset;
      ++compared;
    }
    ASSERT_EQ(system_offset(first_instant), offset_at(zone(name), first_instant)) << name;
    ASSERT_EQ(system_offset(last_instant - second_ms), before) << name;
  }
  RecordProperty("transitions", compared);
  EXPECT_GT(compared, 20000);
}

TEST_F(SystemZones, HaveNoTransitionThatTheTableLacks) {
  constexpr Millis step = 3 * day_ms;  // transitions of one zone lie further apart
  for (const std::string_view name : zone_names()) {
    use(name);
    Instant last_change = first_instant - step;
    for (const Transition& transition : transitions(zone(name))) {
      ASSERT_GT(transition.at - last_change, step) << name;
      last_change = transition.at;
    }
    for (Instant at = first_instant; at < last_instant; at += step) {
      ASSERT_EQ(system_offset(at), offset_at(zone(name), at)) << name << " " << format_instant(at);
    }
  }
}

}  // namespace
}  // namespace leadwright::calendar
