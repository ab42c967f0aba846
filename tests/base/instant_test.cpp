#include "base/instant.h"

#include <gtest/gtest.h>

namespace leadwright {
namespace {

TEST(Instant, DaysAndDatesAreInverseOverFourCenturies) {
  std::int64_t expected = days_from_date(1800, 1, 1);
  for (std::int64_t year = 1800; year < 2200; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; is_date(year, month, day); ++day) {
        ASSERT_EQ(days_from_date(year, month, day), expected);
        ASSERT_EQ(date_from_days(expected), (Date{year, month, day}));
        ++expected;
      }
    }
  }
  EXPECT_EQ(expected - days_from_date(1800, 1, 1), 146097);  // the length of the Gregorian cycle
}

TEST(Instant, TheEpochIsDayZeroAndAThursday) {
  EXPECT_EQ(days_from_date(1970, 1, 1), 0);
  EXPECT_EQ(weekday_from_days(0), 3);
  EXPECT_EQ(weekday_from_days(-4), 6);
  EXPECT_EQ(weekday_from_days(days_from_date(2026, 6, 29)), 0);
}

TEST(Instant, OnlyDatesOfTheCalendarAreDates) {
  EXPECT_TRUE(is_date(2000, 2, 29));
  EXPECT_FALSE(is_date(1900, 2, 29));
  EXPECT_FALSE(is_date(2026, 2, 29));
  EXPECT_FALSE(is_date(2026, 0, 1));
  EXPECT_FALSE(is_date(2026, 13, 1));
  EXPECT_FALSE(is_date(2026, 4, 31));
  EXPECT_FALSE(is_date(2026, 4, 0));
}

TEST(Instant, TheRangeIsTheYears1999To2050) {
  EXPECT_EQ(first_instant, days_from_date(1999, 1, 1) * day_ms);
  EXPECT_EQ(last_instant, days_from_date(2051, 1, 1) * day_ms);
  EXPECT_TRUE(in_range(first_instant));
  EXPECT_FALSE(in_range(last_instant));
  EXPECT_FALSE(in_range(no_instant));
}

TEST(Instant, InstantsAreWrittenWithMillisecondsInUtc) {
  EXPECT_EQ(format_instant(days_from_date(2026, 6, 30) * day_ms), "2026-06-30T00:00:00.000Z");
  EXPECT_EQ(format_instant(last_instant - 1), "2050-12-31T23:59:59.999Z");
  EXPECT_EQ(format_instant(-1), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(format_instant(no_instant), "");
}

TEST(Instant, CivilTimesAreWrittenForPeople) {
  const Civil morning = days_from_date(2026, 6, 30) * day_ms + 9 * hour_ms + 15 * minute_ms;
  EXPECT_EQ(format_civil(morning), "2026-06-30 09:15");
  EXPECT_EQ(format_civil(morning + 7 * second_ms), "2026-06-30 09:15:07");
}

}  // namespace
}  // namespace leadwright
