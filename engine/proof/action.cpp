#include "proof/action.h"

#include <algorithm>

#include "calendar/calendar.h"

namespace leadwright::proof {
namespace {

using policy::Person;
using policy::Policy;
using policy::Pool;
using policy::Rule;
using policy::Step;

const Person& person_of(const Policy& p, int i) { return p.people[static_cast<std::size_t>(i)]; }

// Everything that a key must tell apart is written out with its length, so that no two things look alike.
void put(std::string& key, std::string_view text) { key += std::to_string(text.size()) + ":" + std::string(text); }
void put(std::string& key, std::int64_t number) { key += std::to_string(number) + ";"; }

void put_calendar(std::string& key, const Policy& p, int index) {
  if (index < 0) {
    key += "-";
    return;
  }
  const calendar::Hours& hours = p.calendars[static_cast<std::size_t>(index)].hours;
  put(key, calendar::zone_name(hours.zone));
  const auto put_day = [&](const std::vector<calendar::Interval>& day) {
    put(key, static_cast<std::int64_t>(day.size()));
    for (const calendar::Interval& i : day) put(key, i.from), put(key, i.to);
  };
  for (const auto& day : hours.weekly) put_day(day);
  for (const auto& [date, day] : hours.overrides) put(key, date), put_day(day);
  key += "h";
  for (std::int64_t date : hours.holidays) put(key, date);
}

void put_person(std::string& key, const Policy& p, int index) {
  const Person& person = person_of(p, index);
  put(key, person.id);
  put(key, person.active ? 1 : 0);
  put(key, person.capacity);
  put(key, person.cap_max);
  if (person.cap_max > 0) put(key, static_cast<std::int64_t>(person.cap_period));
  put(key, calendar::zone_name(person.zone));
  put_calendar(key, p, person.calendar);
  for (const calendar::Span& away : person.away) put(key, away.from), put(key, away.to);
}

void put_pool(std::string& key, const Policy& p, const Pool& pool) {
  put(key, pool.name);
  put(key, static_cast<std::int64_t>(pool.rotation));
  put(key, pool.working_hours ? 1 : 0);
  for (const policy::Member& member : pool.members) {
    put_person(key, p, member.person);
    put(key, can_serve(p, pool, member) ? 1 : 0);
    put(key, member.weight);
    put(key, member.calibration);
  }
}

void put_sla(std::string& key, const Policy& p, const policy::Sla& sla) {
  put(key, sla.name);
  put(key, sla.from_assigned ? 1 : 0);
  put(key, sla.within);
  put(key, sla.business ? 1 : 0);
  if (sla.business) {
    key += sla.calendar < 0 ? "owner" : "";
    if (sla.calendar >= 0) put_calendar(key, p, sla.calendar);
  }
  put(key, sla.reassign ? sla.times : 0);
  put(key, sla.escalate_to_manager ? 1 : 0);
  if (sla.escalate_to >= 0) put(key, person_of(p, sla.escalate_to).id);
}

bool never_at_work(const Policy& p, const Person& person) {
  if (person.calendar < 0) return false;
  const calendar::Hours& hours = p.calendars[static_cast<std::size_t>(person.calendar)].hours;
  const auto closed = [](const std::vector<calendar::Interval>& day) { return day.empty(); };
  return std::all_of(hours.weekly.begin(), hours.weekly.end(), closed) && hours.overrides.empty();
}

// The week that Monday 00:00 of the zone begins, for `people`: open stretches in instants.
using Spans = std::vector<calendar::Span>;

Spans open_in(const Policy& p, const std::vector<int>& people, std::int64_t first_day) {
  Spans spans;
  for (int index : people) {
    const Person& person = person_of(p, index);
    const calendar::Hours& hours = p.calendars[static_cast<std::size_t>(person.calendar)].hours;
    for (std::int64_t day = first_day - 2; day < first_day + 9; ++day) {
      for (const calendar::Interval& i : hours.weekly[static_cast<std::size_t>(weekday_from_days(day))]) {
        const Civil from = day * day_ms + i.from * minute_ms;
        const Civil to = day * day_ms + (i.to > i.from ? i.to : i.to + 1440) * minute_ms;
        spans.push_back({calendar::to_instant(hours.zone, from), calendar::to_instant(hours.zone, to)});
      }
    }
  }
  std::sort(spans.begin(), spans.end(),
            [](const calendar::Span& a, const calendar::Span& b) { return a.from != b.from ? a.from < b.from : a.to < b.to; });
  return spans;
}

std::string clock_words(int minute) {
  constexpr const char* days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  const int day = minute / 1440, hour = minute % 1440 / 60, rest = minute % 60;
  std::string out = std::string(days[day % 7]) + " ";
  out += static_cast<char>('0' + hour / 10);
  out += static_cast<char>('0' + hour % 10);
  out += ':';
  out += static_cast<char>('0' + rest / 10);
  out += static_cast<char>('0' + rest % 10);
  return out;
}

}  // namespace

bool can_serve(const Policy& p, const Pool& pool, const policy::Member& member) {
  const Person& person = person_of(p, member.person);
  if (!person.active || (pool.working_hours && never_at_work(p, person))) return false;
  return std::all_of(pool.required_skills.begin(), pool.required_skills.end(), [&](const std::string& skill) {
    return std::find(person.skills.begin(), person.skills.end(), skill) != person.skills.end();
  });
}

Yields yields(const Policy& p, const Step& step) {
  switch (step.kind) {
    case Step::Kind::queue: return Yields::always;
    case Step::Kind::owner: return person_of(p, step.index).active ? Yields::always : Yields::never;
    case Step::Kind::account_owner:
    case Step::Kind::contact_owner:
    case Step::Kind::opportunity_owner:
    case Step::Kind::current_owner: return Yields::sometimes;
    case Step::Kind::pool: break;
  }
  const Pool& pool = p.pools[static_cast<std::size_t>(step.index)];
  Yields out = Yields::never;
  for (const policy::Member& member : pool.members) {
    if (!can_serve(p, pool, member)) continue;
    const Person& person = person_of(p, member.person);
    const bool always = person.capacity == 0 && person.cap_max == 0 && person.away.empty() &&
                        (!pool.working_hours || person.calendar < 0);
    if (always) return Yields::always;
    out = Yields::sometimes;
  }
  return out;
}

Action action_of(const Policy& p, const Rule& rule) {
  Action action;
  const policy::Sla* sla = rule.sla < 0 ? nullptr : &p.slas[static_cast<std::size_t>(rule.sla)];
  const bool owners_hours = sla != nullptr && sla->business && sla->calendar < 0;
  for (std::size_t i = 0; i < rule.assign.size(); ++i) {
    const Step& step = rule.assign[i];
    const Yields yield = yields(p, step);
    if (yield == Yields::never && step.kind != Step::Kind::pool) continue;
    action.words += (action.words.empty() ? "" : ", else ") + in_words(step, p);
    if (yield == Yields::never) continue;
    put(action.key, static_cast<std::int64_t>(step.kind));
    if (step.kind == Step::Kind::queue) put(action.key, step.queue);
    if (step.kind == Step::Kind::pool) put_pool(action.key, p, p.pools[static_cast<std::size_t>(step.index)]);
    if (step.kind == Step::Kind::owner) {
      put(action.key, person_of(p, step.index).id);
      if (owners_hours) put_person(action.key, p, step.index);
    }
    const bool named = step.kind == Step::Kind::queue || step.kind == Step::Kind::pool || step.kind == Step::Kind::owner;
    if (named && action.first == nullptr) action.first = &step;
    if (yield == Yields::always) {
      action.always = true;
      if (i + 1 < rule.assign.size()) action.unreachable_from = static_cast<int>(i) + 1;
      break;
    }
  }
  if (action.words.empty()) action.words = "nobody";
  if (!action.always) {
    put(action.key, static_cast<std::int64_t>(rule.on_no_owner));
    action.ends = rule.on_no_owner != policy::OnNoOwner::next_rule;
  }
  if (sla != nullptr) {
    action.key += "s";
    put_sla(action.key, p, *sla);
    action.words += " (SLA " + sla->name + ")";
  }
  return action;
}

const Uncovered* Coverage::of(const Rule& rule) {
  std::vector<int> people;
  bool any_pool = false;
  for (const Step& step : rule.assign) {
    if (step.kind == Step::Kind::queue || (step.kind == Step::Kind::owner && yields(policy_, step) == Yields::always)) {
      return nullptr;
    }
    if (step.kind != Step::Kind::pool) continue;
    any_pool = true;
    const Pool& pool = policy_.pools[static_cast<std::size_t>(step.index)];
    for (const policy::Member& member : pool.members) {
      if (!can_serve(policy_, pool, member)) continue;
      if (!pool.working_hours || person_of(policy_, member.person).calendar < 0) return nullptr;
      people.push_back(member.person);
    }
  }
  if (!any_pool) return nullptr;
  std::sort(people.begin(), people.end());
  people.erase(std::unique(people.begin(), people.end()), people.end());
  const auto [entry, added] = known_.try_emplace(people);
  if (added) entry->second = week_of(people);
  return entry->second.minutes.empty() ? nullptr : &entry->second;
}

Uncovered Coverage::week_of(const std::vector<int>& people) const {
  const std::int64_t first_monday = days_from_date(2026, 1, 5);
  constexpr int weeks = 51, week_minutes = 7 * 1440;
  std::map<std::vector<std::pair<int, int>>, int> seen;    // -> in how many weeks
  Uncovered out;
  for (int week = 0; week < weeks; ++week) {
    const std::int64_t monday = first_monday + 7 * week;
    std::vector<std::pair<int, int>> minutes;
    Instant at = calendar::to_instant(policy_.zone, monday * day_ms);
    const Instant end = calendar::to_instant(policy_.zone, (monday + 7) * day_ms);
    const auto uncovered = [&](Instant from, Instant to) {
      if (to <= from) return;
      const auto local = [&](Instant x) {
        return static_cast<int>((calendar::to_civil(policy_.zone, x) - monday * day_ms) / minute_ms);
      };
      minutes.push_back({local(from), to == end ? week_minutes : local(to)});
      for (Instant x = from; x < to && out.example == no_instant; x += 6 * hour_ms) {
        const bool nobody = std::none_of(people.begin(), people.end(), [&](int person) {
          return person_of(policy_, person).hours.is_open(x);
        });
        if (nobody) out.example = x;
      }
    };
    for (const calendar::Span& span : open_in(policy_, people, monday)) {
      if (span.to <= at) continue;
      if (span.from >= end) break;
      uncovered(at, span.from);
      at = std::max(at, span.to);
    }
    uncovered(std::min(at, end), end);
    ++seen[minutes];
  }
  int most = 0;
  for (const auto& [minutes, count] : seen) {
    if (count > most) most = count, out.minutes = minutes;
  }
  out.differs_by_week = seen.size() > 1;
  for (const auto& [from, to] : out.minutes) out.longest = std::max(out.longest, to - from);
  if (out.minutes.size() > 1 && out.minutes.front().first == 0 && out.minutes.back().second == week_minutes) {
    out.longest = std::max(out.longest, out.minutes.front().second + week_minutes - out.minutes.back().first);
  }
  out.always = out.minutes.size() == 1 && out.minutes[0] == std::make_pair(0, week_minutes);
  return out;
}

std::string week_words(const Uncovered& uncovered) {
  constexpr int week_minutes = 7 * 1440;
  std::vector<std::pair<int, int>> spans = uncovered.minutes;
  if (spans.size() > 1 && spans.front().first == 0 && spans.back().second == week_minutes) {
    spans.back().second = week_minutes + spans.front().second;   // over the end of the week
    spans.erase(spans.begin());
  }
  constexpr std::size_t shown_at_most = 7;
  std::string out;
  for (std::size_t i = 0; i < spans.size() && i < shown_at_most; ++i) {
    out += (out.empty() ? "" : ", ") + clock_words(spans[i].first) + " to " + clock_words(spans[i].second);
  }
  if (spans.size() > shown_at_most) out += " and " + std::to_string(spans.size() - shown_at_most) + " more stretches";
  return out;
}

}  // namespace leadwright::proof
