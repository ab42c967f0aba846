#include "calendar/calendar.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>

namespace leadwright::calendar {
namespace {

ZoneId zone(std::string_view name) { return find_zone(name).value(); }

Instant utc(std::int64_t year, int month, int day, int hour = 0, int minute = 0) {
  return days_from_date(year, month, day) * day_ms + hour * hour_ms + minute * minute_ms;
}

constexpr int operator""_h(unsigned long long hours) { return static_cast<int>(hours) * 60; }

Hours hours_in(std::string_view name) {
  Hours hours;
  hours.zone = zone(name);
  return hours;
}

Hours nine_to_five(std::string_view name) {
  Hours hours = hours_in(name);
  for (std::size_t day = 0; day < 5; ++day) hours.weekly[day] = {{9_h, 17_h}};
  return hours;
}

Hours every_day(std::string_view name, std::vector<Interval> intervals) {
  Hours hours = hours_in(name);
  hours.weekly.fill(intervals);
  return hours;
}

TEST(Calendar, TimeOutsideHoursHasNoLength) {
  const Calendar london = Calendar::make(nine_to_five("Europe/London"));
  const Instant friday = utc(2026, 1, 9, 16, 30);
  EXPECT_EQ(london.due(friday, hour_ms), utc(2026, 1, 12, 9, 30));
  EXPECT_EQ(london.due(utc(2026, 1, 10, 12), hour_ms), utc(2026, 1, 12, 10));
  EXPECT_EQ(london.elapsed(friday, utc(2026, 1, 12, 9, 30)), hour_ms);
  EXPECT_EQ(london.elapsed(utc(2026, 1, 12, 9, 30), friday), 0);
}

TEST(Calendar, ATargetThatEndsAtClosingTimeIsDueAtClosingTime) {
  const Calendar london = Calendar::make(nine_to_five("Europe/London"));
  EXPECT_EQ(london.due(utc(2026, 1, 9, 16, 30), 30 * minute_ms), utc(2026, 1, 9, 17));
  EXPECT_FALSE(london.is_open(utc(2026, 1, 9, 17)));
  EXPECT_TRUE(london.is_open(utc(2026, 1, 9, 17) - 1));
}

TEST(Calendar, NothingToDoIsDueAtOnceAlsoWhenClosed) {
  const Calendar london = Calendar::make(nine_to_five("Europe/London"));
  EXPECT_EQ(london.due(utc(2026, 1, 10, 12), 0), utc(2026, 1, 10, 12));
}

TEST(Calendar, OpeningAndClosingAreFoundFromBothSides) {
  const Calendar london = Calendar::make(nine_to_five("Europe/London"));
  EXPECT_EQ(london.next_open(utc(2026, 1, 9, 12)), utc(2026, 1, 9, 12));
  EXPECT_EQ(london.next_open(utc(2026, 1, 9, 17)), utc(2026, 1, 12, 9));
  EXPECT_EQ(london.next_close(utc(2026, 1, 9, 12)), utc(2026, 1, 9, 17));
  EXPECT_EQ(london.next_close(utc(2026, 1, 9, 17)), utc(2026, 1, 9, 17));
}

TEST(Calendar, IntervalsThatOverlapOrTouchCountOnce) {
  const Calendar calendar = Calendar::make(every_day("UTC", {{13_h, 17_h}, {9_h, 12_h}, {10_h, 13_h}, {11_h, 12_h}}));
  EXPECT_EQ(calendar.elapsed(utc(2026, 1, 5), utc(2026, 1, 6)), 8 * hour_ms);
  EXPECT_EQ(calendar.next_close(utc(2026, 1, 5, 10)), utc(2026, 1, 5, 17));
}

TEST(Calendar, AnIntervalPastMidnightBelongsToTheDateItStartsOn) {
  Hours hours;
  hours.weekly[4] = {{22_h, 6_h}};  // Friday night
  const Calendar calendar = Calendar::make(hours);
  EXPECT_EQ(calendar.next_open(utc(2026, 1, 9)), utc(2026, 1, 9, 22));
  EXPECT_EQ(calendar.next_close(utc(2026, 1, 9, 23)), utc(2026, 1, 10, 6));
  EXPECT_FALSE(calendar.is_open(utc(2026, 1, 9, 3)));
}

TEST(Calendar, EqualEndsAreTwentyFourHours) {
  const Calendar calendar = Calendar::make(every_day("Europe/Berlin", {{9_h, 9_h}}));
  EXPECT_EQ(calendar.elapsed(utc(2026, 1, 5), utc(2026, 2, 5)), 31 * day_ms);
  EXPECT_EQ(calendar.next_close(utc(2026, 1, 5)), no_instant);
}

TEST(Calendar, AHolidayClosesItsDateFromMidnightToMidnight) {
  Hours hours = every_day("UTC", {{22_h, 6_h}});
  hours.holidays = {days_from_date(2026, 1, 7)};
  const Calendar calendar = Calendar::make(hours);
  EXPECT_EQ(calendar.next_close(utc(2026, 1, 6, 23)), utc(2026, 1, 7));  // also what began the day before
  EXPECT_EQ(calendar.next_open(utc(2026, 1, 7)), utc(2026, 1, 8));       // and what goes on into the day after
}

TEST(Calendar, AnOverrideReplacesWhatStartsOnItsDateAlone) {
  Hours hours = every_day("UTC", {{22_h, 6_h}});
  hours.overrides[days_from_date(2026, 1, 7)] = {{12_h, 13_h}};
  hours.overrides[days_from_date(2026, 1, 9)] = {};
  const Calendar calendar = Calendar::make(hours);
  EXPECT_EQ(calendar.next_close(utc(2026, 1, 7)), utc(2026, 1, 7, 6));  // began on the 6th
  EXPECT_EQ(calendar.elapsed(utc(2026, 1, 7, 6), utc(2026, 1, 8, 22)), hour_ms);
  EXPECT_EQ(calendar.next_open(utc(2026, 1, 9, 6)), utc(2026, 1, 10, 22));
}

TEST(Calendar, AHolidayClosesADateThatHasAnOverride) {
  Hours hours = nine_to_five("UTC");
  hours.overrides[days_from_date(2026, 1, 7)] = {{12_h, 13_h}};
  hours.holidays = {days_from_date(2026, 1, 7), days_from_date(2026, 1, 7)};
  EXPECT_EQ(Calendar::make(hours).next_open(utc(2026, 1, 7)), utc(2026, 1, 8, 9));
}

TEST(Calendar, ADayHasTwentyThreeOrTwentyFiveHoursWhereClocksChange) {
  const Calendar berlin = Calendar::make(every_day("Europe/Berlin", {{0, 1440}}));
  const ZoneId in = zone("Europe/Berlin");
  const auto length = [&](int month, int day) {
    return berlin.elapsed(to_instant(in, utc(2025, month, day)), to_instant(in, utc(2025, month, day + 1)));
  };
  EXPECT_EQ(length(3, 30), 23 * hour_ms);
  EXPECT_EQ(length(10, 26), 25 * hour_ms);
}

TEST(Calendar, AnIntervalInsideAGapIsEmpty) {
  Hours hours = hours_in("America/Chicago");
  hours.weekly[6] = {{125, 175}};  // 02:05 to 02:55 on Sundays; on 2025-03-09 that hour is missing
  const Calendar calendar = Calendar::make(hours);
  EXPECT_EQ(calendar.next_open(utc(2025, 3, 3)), utc(2025, 3, 16, 7, 5));
  EXPECT_FALSE(calendar.is_open(utc(2025, 3, 9, 8)));
}

TEST(Calendar, IntervalsThatMeetAcrossAGapAreOne) {
  Hours hours = hours_in("America/Chicago");
  hours.weekly[6] = {{1_h, 130}, {170, 5_h}};  // until 02:10 and from 02:50: both are the jump
  EXPECT_EQ(Calendar::make(hours).next_close(utc(2025, 3, 9, 7, 30)), utc(2025, 3, 9, 10));
}

TEST(Calendar, InARepeatedHourTheFirstPassDecides) {
  Hours hours = hours_in("America/Chicago");
  hours.weekly[6] = {{75, 150}};  // 01:15 to 02:30; 2025-11-02 has 01:00 to 02:00 twice
  const Calendar across = Calendar::make(hours);
  EXPECT_EQ(across.next_open(utc(2025, 11, 2)), utc(2025, 11, 2, 6, 15));
  EXPECT_EQ(across.elapsed(utc(2025, 11, 2), utc(2025, 11, 3)), 135 * minute_ms);
  hours.weekly[6] = {{75, 90}};
  const Calendar inside = Calendar::make(hours);
  EXPECT_EQ(inside.elapsed(utc(2025, 11, 2), utc(2025, 11, 3)), 15 * minute_ms);
  EXPECT_EQ(inside.next_close(utc(2025, 11, 2, 6, 20)), utc(2025, 11, 2, 6, 30));
}

TEST(Calendar, TimeOffStopsTheClock) {
  const Calendar london = Calendar::make(nine_to_five("Europe/London"));
  const Calendar away = london.without({{utc(2026, 1, 9, 16), utc(2026, 1, 12, 12)}});
  EXPECT_EQ(away.due(utc(2026, 1, 9, 15, 30), hour_ms), utc(2026, 1, 12, 12, 30));
  EXPECT_EQ(away.due(utc(2026, 1, 9, 15, 30), 30 * minute_ms), utc(2026, 1, 9, 16));
  EXPECT_EQ(away.next_close(utc(2026, 1, 9, 15)), utc(2026, 1, 9, 16));
  EXPECT_EQ(away.next_open(utc(2026, 1, 9, 16)), utc(2026, 1, 12, 12));
  EXPECT_EQ(london.next_open(utc(2026, 1, 9, 16)), utc(2026, 1, 9, 16));
}

TEST(Calendar, TimeOffMayOverlapAndNeedsNoOrder) {
  const Calendar always;
  const Calendar away = always.without({{utc(2026, 1, 5), utc(2026, 1, 6)},
                                        {utc(2026, 1, 2), utc(2026, 1, 3)},
                                        {utc(2026, 1, 3), utc(2026, 1, 5, 12)},
                                        {utc(2026, 1, 4), utc(2026, 1, 4)},
                                        {utc(2026, 1, 8), utc(2026, 1, 7)}});
  EXPECT_EQ(away.elapsed(utc(2026, 1, 1), utc(2026, 1, 10)), 5 * day_ms);
  EXPECT_EQ(away.next_open(utc(2026, 1, 2)), utc(2026, 1, 6));
  const Calendar more = away.without({{utc(2026, 1, 6), utc(2026, 1, 7)}});
  EXPECT_EQ(more.next_open(utc(2026, 1, 2)), utc(2026, 1, 7));
}

TEST(Calendar, AlwaysIsOpenThroughoutTheRange) {
  const Calendar always = Calendar::always();
  EXPECT_TRUE(always.is_open(first_instant));
  EXPECT_TRUE(always.is_open(last_instant - 1));
  EXPECT_EQ(always.elapsed(first_instant, last_instant), last_instant - first_instant);
  EXPECT_EQ(always.due(first_instant, day_ms), first_instant + day_ms);
  EXPECT_EQ(always.next_close(first_instant), no_instant);
  EXPECT_FALSE(always.never_open());
}

TEST(Calendar, WithoutOpenTimeNothingIsEverDue) {
  const Calendar empty = Calendar::make(Hours{});
  EXPECT_TRUE(empty.never_open());
  EXPECT_EQ(empty.due(utc(2026, 1, 5), 1), no_instant);
  EXPECT_EQ(empty.due(utc(2026, 1, 5), 0), utc(2026, 1, 5));
  EXPECT_EQ(empty.next_open(utc(2026, 1, 5)), no_instant);
  EXPECT_EQ(empty.next_close(utc(2026, 1, 5)), utc(2026, 1, 5));
  EXPECT_FALSE(empty.reopens_after_range());
  EXPECT_TRUE(Calendar::always().without({{first_instant, last_instant}}).never_open());
}

TEST(Calendar, NeverAndBeyondTheRangeAreToldApart) {
  Hours once;
  once.overrides[days_from_date(2026, 1, 7)] = {{12_h, 13_h}};
  EXPECT_EQ(Calendar::make(once).due(utc(2026, 1, 1), 61 * minute_ms), no_instant);
  EXPECT_FALSE(Calendar::make(once).reopens_after_range());
  const Calendar london = Calendar::make(nine_to_five("Europe/London"));
  EXPECT_EQ(london.due(utc(2050, 12, 30), 25 * hour_ms), no_instant);
  EXPECT_EQ(london.due(utc(2050, 12, 30), std::numeric_limits<Millis>::max()), no_instant);
  EXPECT_EQ(Calendar::always().due(last_instant - hour_ms, hour_ms - 1), last_instant - 1);
  EXPECT_EQ(Calendar::always().due(last_instant - hour_ms, hour_ms), no_instant);
  EXPECT_TRUE(london.reopens_after_range());
}

TEST(Calendar, HoursReachAcrossTheEndsOfTheRange) {
  const Calendar nights = Calendar::make(every_day("Europe/Berlin", {{20_h, 4_h}}));
  EXPECT_EQ(nights.next_close(first_instant), utc(1999, 1, 1, 3));  // began in 1998
  EXPECT_EQ(nights.next_close(utc(2050, 12, 31, 20)), no_instant);  // ends in 2051
  const Calendar evenings = Calendar::make(every_day("America/Los_Angeles", {{15_h, 20_h}}));
  EXPECT_EQ(evenings.next_close(first_instant), utc(1999, 1, 1, 4));  // 1998-12-31 local
  const Calendar mornings = Calendar::make(every_day("Pacific/Kiritimati", {{0, 1_h}}));
  EXPECT_EQ(mornings.next_open(utc(2050, 12, 31, 9)), utc(2050, 12, 31, 10));  // 2051-01-01 local
}

// --- random calendars against a walk over minutes ---

// SplitMix64 (Steele, Lea, Flood 2014): the same numbers everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::int64_t below(std::int64_t n) {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return static_cast<std::int64_t>((z ^ (z >> 31)) % static_cast<std::uint64_t>(n));
  }
  bool one_in(std::int64_t n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

std::vector<Interval> random_intervals(Dice& dice) {
  std::vector<Interval> intervals;
  for (std::int64_t i = dice.below(4); i > 0; --i) {
    // Around one and two in the morning as often as at any other time: that is where clocks change.
    const bool early = dice.one_in(2);
    const int from = static_cast<int>(early ? dice.below(240) : dice.below(1440));
    const int to = static_cast<int>(early ? dice.below(300) : dice.below(1441));
    intervals.push_back({from, to});
  }
  return intervals;
}

// Whether a calendar is open in each minute of a window, from the rules read literally and no
// conversion from local to UTC: an interval is begun once the wall clock has read its start or
// later, and ended once it has read its end or later. So what counts is the latest time that the
// wall clock has read so far, and that is remembered while walking.
std::vector<bool> naive_minutes(const Hours& hours, const std::vector<Span>& closed, Instant from, Instant to) {
  const auto starting_on = [&](std::int64_t day) -> const std::vector<Interval>& {
    const auto replaced = hours.overrides.find(day);
    return replaced != hours.overrides.end() ? replaced->second
                                             : hours.weekly[static_cast<std::size_t>(weekday_from_days(day))];
  };
  const auto covers = [&](std::int64_t day, Civil civil) {
    const std::int64_t minute = (civil - day * day_ms) / minute_ms;
    const std::vector<Interval>& intervals = starting_on(day);
    return std::any_of(intervals.begin(), intervals.end(), [&](Interval i) {
      return minute >= i.from && minute < (i.to > i.from ? i.to : i.to + 1440);
    });
  };
  std::vector<bool> open;
  Civil latest = std::numeric_limits<Civil>::min();
  for (Instant at = from - 2 * day_ms; at < to; at += minute_ms) {
    latest = std::max(latest, to_civil(hours.zone, at));
    if (at < from) continue;
    const std::int64_t day = floor_div(latest, day_ms);
    const bool holiday = std::count(hours.holidays.begin(), hours.holidays.end(), day) > 0;
    const bool away = std::any_of(closed.begin(), closed.end(), [&](Span s) { return at >= s.from && at < s.to; });
    open.push_back(!holiday && !away && (covers(day, latest) || covers(day - 1, latest)));
  }
  return open;
}

struct Case {
  Hours hours;
  std::vector<Span> closed;
  Instant from;
  Instant to;
};

// A window of six days, as a rule around a transition, with whatever can lie on those dates.
Case random_case(Dice& dice) {
  const std::vector<std::string_view>& names = zone_names();
  Case c{};
  c.hours.zone = zone(names[static_cast<std::size_t>(dice.below(static_cast<std::int64_t>(names.size())))]);
  const std::vector<Transition> changes = transitions(c.hours.zone);
  const std::int64_t minutes = (last_instant - first_instant) / minute_ms - 8 * 1440;
  Instant middle = first_instant + 4 * day_ms + dice.below(minutes) * minute_ms;
  if (!changes.empty() && !dice.one_in(5)) {
    middle = changes[static_cast<std::size_t>(dice.below(static_cast<std::int64_t>(changes.size())))].at;
    middle = std::clamp(middle, first_instant + 5 * day_ms, last_instant - 3 * day_ms);
  }
  c.from = middle - 3 * day_ms;
  c.to = middle + 3 * day_ms;
  for (std::vector<Interval>& day : c.hours.weekly) day = random_intervals(dice);
  const std::int64_t first_day = c.from / day_ms - 1;
  while (dice.one_in(2)) c.hours.holidays.push_back(first_day + dice.below(9));
  while (dice.one_in(2)) c.hours.overrides[first_day + dice.below(9)] = random_intervals(dice);
  while (dice.one_in(2)) {
    const Instant away = c.from + dice.below(6 * 1440) * minute_ms;
    c.closed.push_back({away, away + dice.below(2 * 1440) * minute_ms});
  }
  return c;
}

TEST(Calendar, AgreesWithAWalkOverMinutes) {
  Dice dice(20260630);
  for (int round = 0; round < 600; ++round) {
    const Case c = random_case(dice);
    const std::vector<bool> open = naive_minutes(c.hours, c.closed, c.from, c.to);
    const Calendar calendar = Calendar::make(c.hours).without(c.closed);
    SCOPED_TRACE("round " + std::to_string(round) + " in " + std::string(zone_name(c.hours.zone)) + " from " +
                 format_instant(c.from));

    const auto minutes = static_cast<std::int64_t>(open.size());
    std::vector<Millis> worked{0};  // before each minute
    for (const bool is : open) worked.push_back(worked.back() + (is ? minute_ms : 0));
    const auto worked_at = [&](Instant at) {
      const auto minute = static_cast<std::size_t>((at - c.from) / minute_ms);
      const Millis rest = (at - c.from) % minute_ms;
      return worked[minute] + (rest > 0 && open[minute] ? rest : 0);
    };
    const auto any_instant = [&] { return c.from + dice.below(minutes * minute_ms); };

    Instant next_open = no_instant;   // known within the window only
    Instant next_close = no_instant;
    for (std::int64_t minute = minutes - 1; minute >= 0; --minute) {
      const Instant at = c.from + minute * minute_ms;
      const bool is = open[static_cast<std::size_t>(minute)];
      (is ? next_open : next_close) = at;
      ASSERT_EQ(calendar.is_open(at), is) << format_instant(at);
      ASSERT_EQ(calendar.is_open(at + minute_ms - 1), is) << format_instant(at);
      if (next_open != no_instant) {
        ASSERT_EQ(calendar.next_open(at), next_open) << format_instant(at);
      }
      if (next_close != no_instant) {
        ASSERT_EQ(calendar.next_close(at), next_close) << format_instant(at);
      }
    }
    for (int i = 0; i < 100; ++i) {
      const Instant a = any_instant();
      const Instant b = any_instant();
      ASSERT_EQ(calendar.elapsed(a, b), std::max<Millis>(0, worked_at(b) - worked_at(a)));
      // Until some instant; half of the time a whole minute, where intervals and absences begin and end.
      const Instant until = a + dice.below(c.to - a);
      const Millis n = worked_at(dice.one_in(2) ? until : std::max(a, until - until % minute_ms)) - worked_at(a);
      const Instant due = calendar.due(a, n);
      ASSERT_GE(due, a);
      ASSERT_LE(due, c.to);
      ASSERT_EQ(worked_at(due) - worked_at(a), n);  // it is worked by then
      if (n > 0) {                                  // and not before
        ASSERT_EQ(worked_at(due - 1) - worked_at(a), n - 1);
      }
    }
  }
}

TEST(Calendar, ElapsedUntilDueIsWhatWasAskedFor) {
  Dice dice(7);
  for (int round = 0; round < 100; ++round) {
    const Case c = random_case(dice);
    const Calendar calendar = Calendar::make(c.hours).without(c.closed);
    for (int i = 0; i < 300; ++i) {
      const Instant a = first_instant + dice.below(last_instant - first_instant);
      const Millis n = dice.below(dice.one_in(2) ? 3 * day_ms : 3000 * day_ms);
      const Instant due = calendar.due(a, n);
      if (due == no_instant) {
        ASSERT_LE(calendar.elapsed(a, last_instant), n);
        continue;
      }
      ASSERT_EQ(calendar.elapsed(a, due), n);
      const Instant later = a + dice.below(day_ms);
      if (later < last_instant) {
        const Instant due_later = calendar.due(later, n);
        ASSERT_TRUE(due_later == no_instant || due_later >= due);
      }
      if (n > 0) {
        ASSERT_LT(calendar.due(a, n - 1), due);
      }
      const Instant b = first_instant + dice.below(last_instant - first_instant);
      if (a <= later && later <= b) {
        ASSERT_EQ(calendar.elapsed(a, b), calendar.elapsed(a, later) + calendar.elapsed(later, b));
      }
    }
  }
}

TEST(Calendar, TakingTimeOffTogetherOrOneByOneIsTheSame) {
  Dice dice(11);
  for (int round = 0; round < 50; ++round) {
    const Case c = random_case(dice);
    const Calendar base = Calendar::make(c.hours);
    Calendar one_by_one = base;
    for (const Span& span : c.closed) one_by_one = one_by_one.without({span});
    const Calendar together = base.without(c.closed);
    for (int i = 0; i < 300; ++i) {
      const Instant at = c.from + dice.below(c.to - c.from);
      ASSERT_EQ(one_by_one.due(at, hour_ms), together.due(at, hour_ms));
      ASSERT_EQ(one_by_one.next_open(at), together.next_open(at));
      ASSERT_EQ(one_by_one.next_close(at), together.next_close(at));
    }
  }
}

}  // namespace
}  // namespace leadwright::calendar
