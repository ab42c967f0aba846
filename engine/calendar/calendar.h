// Business time: which instants count.
//
// A Calendar is weekly hours, dated overrides and holidays in one zone, all given as data; it holds
// no clock. Its open time is worked out once, as a sorted list of intervals over the whole range
// with running sums, so that a due date is a binary search and not a walk over days.
//
//   Calendar c = Calendar::make(hours);
//   c.due(friday_1630, 60min) == monday_0930 for nine-to-five
//
// INVARIANT: elapsed(a, due(a, n)) == n for every n >= 0 where due is an instant.
//
// A person's time off is cut out of a calendar by `without`, which costs little: ten thousand people on
// one calendar share its intervals.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "base/instant.h"
#include "calendar/zone.h"

namespace leadwright::calendar {

// [from, to) in minutes since midnight; 1440 as `to` is the end of the date; `to <= from` runs past
// midnight and belongs to the date it starts on.
struct Interval {
  int from = 0;
  int to = 0;
  bool operator==(const Interval&) const = default;
};

struct Hours {
  ZoneId zone = ZoneId::utc;
  std::array<std::vector<Interval>, 7> weekly;             // 0 is Monday
  std::map<std::int64_t, std::vector<Interval>> overrides; // by days_from_date; replaces what starts on it
  std::vector<std::int64_t> holidays;                      // whole local dates, closed whatever else is said
};

// A stretch of instants [from, to).
struct Span {
  Instant from;
  Instant to;
  bool operator==(const Span&) const = default;
};

class Calendar {
 public:
  Calendar();                              // open at all times
  static Calendar make(const Hours&);
  static Calendar always();
  // The same calendar less these stretches (a person's away), which may overlap and need no order.
  Calendar without(std::vector<Span> closed) const;

  bool is_open(Instant at) const;
  Instant next_open(Instant at) const;     // `at` when open; no_instant when not again
  Instant next_close(Instant at) const;    // the first closed instant at or after `at`; no_instant when none
  // Open time inside [a, b); 0 when b <= a.
  Millis elapsed(Instant a, Instant b) const;
  // The earliest u of the range with elapsed(a, u) == n, else no_instant. due(a, 0) == a.
  Instant due(Instant a, Millis n) const;
  bool never_open() const;
  // Tells the two reasons for no_instant apart: no open time is left for ever (false), or what is
  // left lies after the years that the zones are known for (true: there are weekly hours).
  bool reopens_after_range() const;

 private:
  // Calendars that differ in closed stretches alone share their table and keep a short list of cuts.
  struct Table;
  struct Cut;
  const Cut* cut_at(Instant at) const;
  // Open time in [first_instant, at), the earliest instant at which that much is worked, and all of it.
  Millis worked(Instant at) const;
  Instant reach(Millis amount) const;
  Millis total() const;

  std::shared_ptr<const Table> table_;
  std::shared_ptr<const std::vector<Cut>> cuts_;  // none, or not empty
};

}  // namespace leadwright::calendar
