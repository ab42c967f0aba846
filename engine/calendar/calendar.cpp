#include "calendar/calendar.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace leadwright::calendar {
namespace {

// Stretches here are sorted and apart: none is empty, none touches the next. They are of civil time
// until `to_instants`, and of instants afterwards.
using Spans = std::vector<Span>;

bool starts_earlier(const Span& a, const Span& b) { return a.from < b.from; }

// Takes stretches in the order of their starts.
void append(Spans& spans, Span next) {
  if (next.to <= next.from) return;
  if (!spans.empty() && next.from <= spans.back().to) {
    spans.back().to = std::max(spans.back().to, next.to);
  } else {
    spans.push_back(next);
  }
}

Spans union_of(Spans any_order) {
  std::sort(any_order.begin(), any_order.end(), starts_earlier);
  Spans result;
  for (const Span& span : any_order) append(result, span);
  return result;
}

Spans difference(const Spans& open, const Spans& closed) {
  Spans result;
  result.reserve(open.size() + closed.size());
  std::size_t next = 0;
  for (Span span : open) {
    while (next < closed.size() && closed[next].to <= span.from) ++next;
    for (std::size_t i = next; i < closed.size() && closed[i].from < span.to; ++i) {
      append(result, {span.from, closed[i].from});
      span.from = closed[i].to;
    }
    append(result, span);
  }
  return result;
}

// Open civil time, holidays not yet taken out, of every date that may reach into the range: local
// dates are at most a day off, and what began the day before may run past midnight.
Spans open_civil_time(const Hours& hours) {
  constexpr std::int64_t first_day = first_instant / day_ms - 2;
  constexpr std::int64_t last_day = last_instant / day_ms + 1;
  const auto sorted = [](std::vector<Interval> intervals) {
    std::sort(intervals.begin(), intervals.end(), [](Interval a, Interval b) { return a.from < b.from; });
    return intervals;
  };
  std::array<std::vector<Interval>, 7> weekly;
  for (std::size_t i = 0; i < weekly.size(); ++i) weekly[i] = sorted(hours.weekly[i]);

  Spans open;
  const auto add = [&](std::int64_t day, const std::vector<Interval>& intervals) {
    const Civil midnight = day * day_ms;
    for (const Interval& interval : intervals) {
      const int to = interval.to > interval.from ? interval.to : interval.to + 1440;
      append(open, {midnight + interval.from * minute_ms, midnight + to * minute_ms});
    }
  };
  auto replaced = hours.overrides.lower_bound(first_day);
  for (std::int64_t day = first_day; day <= last_day; ++day) {
    if (replaced != hours.overrides.end() && replaced->first == day) {
      add(day, sorted(replaced->second));
      ++replaced;
    } else {
      add(day, weekly[static_cast<std::size_t>(weekday_from_days(day))]);
    }
  }
  return open;
}

Spans whole_dates(const std::vector<std::int64_t>& days) {
  Spans dates;
  for (const std::int64_t day : days) dates.push_back({day * day_ms, (day + 1) * day_ms});
  return union_of(std::move(dates));
}

// An interval begins at the earliest instant whose wall clock reads its `from` or later, and ends
// likewise. That rule keeps order, so unions and differences of civil time stay what they are.
Spans to_instants(ZoneId zone, const Spans& civil) {
  Spans result;
  result.reserve(civil.size());
  for (const Span& span : civil) {
    append(result, {std::clamp(to_instant(zone, span.from), first_instant, last_instant),
                    std::clamp(to_instant(zone, span.to), first_instant, last_instant)});
  }
  return result;
}

}  // namespace

// Open time as intervals, and for each the open time before it, counted from first_instant.
struct Calendar::Table {
  Spans open;
  std::vector<Millis> before;
  Millis total = 0;
  bool recurs = false;

  Table(Spans spans, bool recurs_) : open(std::move(spans)), recurs(recurs_) {
    before.reserve(open.size());
    for (const Span& span : open) {
      before.push_back(total);
      total += span.to - span.from;
    }
  }

  // The last interval that begins at or before `at`, or none.
  const Span* interval_at(Instant at) const {
    const auto after = std::upper_bound(open.begin(), open.end(), Span{at, at}, starts_earlier);
    return after == open.begin() ? nullptr : &*(after - 1);
  }

  // Open time in [first_instant, at).
  Millis worked(Instant at) const {
    const Span* interval = interval_at(at);
    if (interval == nullptr) return 0;
    return before[static_cast<std::size_t>(interval - open.data())] + std::min(at, interval->to) - interval->from;
  }

  // The earliest instant at which `amount` has been worked; 0 < amount <= total.
  Instant reach(Millis amount) const {
    const auto after = std::lower_bound(before.begin(), before.end(), amount);
    const auto index = static_cast<std::size_t>(after - before.begin()) - 1;
    return open[index].from + amount - before[index];
  }
};

// One closed stretch that takes open time away: the table's open time before its start and before
// its end, and what the stretches before this one have taken already.
struct Calendar::Cut {
  Span span;
  Millis worked_from;
  Millis worked_to;
  Millis lost_before;

  Millis kept_before() const { return worked_from - lost_before; }
  Millis lost() const { return lost_before + worked_to - worked_from; }  // by this one too
};

Calendar::Calendar() {
  static const auto open = std::make_shared<const Table>(Spans{{first_instant, last_instant}}, true);
  table_ = open;
}

Calendar Calendar::always() { return {}; }

Calendar Calendar::make(const Hours& hours) {
  const Spans civil = difference(open_civil_time(hours), whole_dates(hours.holidays));
  const bool recurs = std::any_of(hours.weekly.begin(), hours.weekly.end(),
                                  [](const std::vector<Interval>& day) { return !day.empty(); });
  Calendar calendar;
  calendar.table_ = std::make_shared<const Table>(to_instants(hours.zone, civil), recurs);
  return calendar;
}

Calendar Calendar::without(std::vector<Span> closed) const {
  if (cuts_) {
    for (const Cut& cut : *cuts_) closed.push_back(cut.span);
  }
  auto cuts = std::make_shared<std::vector<Cut>>();
  Millis lost = 0;
  for (const Span& span : union_of(std::move(closed))) {
    const Cut cut{span, table_->worked(span.from), table_->worked(span.to), lost};
    if (cut.worked_to == cut.worked_from) continue;
    cuts->push_back(cut);
    lost = cut.lost();
  }
  Calendar calendar = *this;
  calendar.cuts_ = cuts->empty() ? nullptr : std::move(cuts);
  return calendar;
}

// The last cut that begins at or before `at`, or none.
const Calendar::Cut* Calendar::cut_at(Instant at) const {
  if (!cuts_) return nullptr;
  const auto after = std::upper_bound(cuts_->begin(), cuts_->end(), at,
                                      [](Instant t, const Cut& cut) { return t < cut.span.from; });
  return after == cuts_->begin() ? nullptr : &*(after - 1);
}

Millis Calendar::worked(Instant at) const {
  const Cut* cut = cut_at(at);
  if (cut == nullptr) return table_->worked(at);
  return at < cut->span.to ? cut->kept_before() : table_->worked(at) - cut->lost();
}

Instant Calendar::reach(Millis amount) const {
  if (cuts_) {
    const auto later = std::partition_point(cuts_->begin(), cuts_->end(),
                                            [&](const Cut& cut) { return cut.kept_before() < amount; });
    if (later != cuts_->begin()) amount += (later - 1)->lost();
  }
  return table_->reach(amount);
}

Millis Calendar::total() const { return table_->total - (cuts_ ? cuts_->back().lost() : 0); }

bool Calendar::is_open(Instant at) const {
  const Span* interval = table_->interval_at(at);
  const Cut* cut = cut_at(at);
  return interval != nullptr && at < interval->to && (cut == nullptr || at >= cut->span.to);
}

Instant Calendar::next_open(Instant at) const {
  const Millis before = worked(at);
  // The first open millisecond is the one in which the next millisecond is worked.
  return before == total() ? no_instant : reach(before + 1) - 1;
}

Instant Calendar::next_close(Instant at) const {
  if (!is_open(at)) return at;
  Instant close = table_->interval_at(at)->to;
  if (cuts_) {
    const Cut* cut = cut_at(at);
    const std::size_t next = cut == nullptr ? 0 : static_cast<std::size_t>(cut - cuts_->data()) + 1;
    if (next < cuts_->size()) close = std::min(close, (*cuts_)[next].span.from);
  }
  return close < last_instant ? close : no_instant;
}

Millis Calendar::elapsed(Instant a, Instant b) const { return a < b ? worked(b) - worked(a) : 0; }

Instant Calendar::due(Instant a, Millis n) const {
  if (n <= 0) return a;
  const Millis before = worked(a);
  if (n > total() - before) return no_instant;
  const Instant at = reach(before + n);
  return at < last_instant ? at : no_instant;
}

bool Calendar::never_open() const { return total() == 0; }

bool Calendar::reopens_after_range() const { return table_->recurs; }

}  // namespace leadwright::calendar
