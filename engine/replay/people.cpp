#include "replay/people.h"

#include <algorithm>

#include "calendar/zone.h"

namespace leadwright::replay {
namespace {

using policy::Period;

// First day of the period after the one that holds `day`.
std::int64_t next_period_day(Period period, std::int64_t day) {
  switch (period) {
    case Period::day: return day + 1;
    case Period::week: return day - weekday_from_days(day) + 7;
    case Period::month: {
      const Date date = date_from_days(day);
      return date.month == 12 ? days_from_date(date.year + 1, 1, 1) : days_from_date(date.year, date.month + 1, 1);
    }
  }
  return day + 1;
}

}  // namespace

People::People(const policy::Policy& policy) : policy_(policy), state_(policy.people.size()) {
  skilled_.resize(policy.pools.size());
  for (std::size_t p = 0; p < policy.pools.size(); ++p) {
    const policy::Pool& pool = policy.pools[p];
    if (pool.required_skills.empty()) continue;
    skilled_[p].assign(policy.people.size(), 0);
    for (const policy::Member& member : pool.members) {
      const auto& skills = policy.people[static_cast<std::size_t>(member.person)].skills;
      skilled_[p][static_cast<std::size_t>(member.person)] =
          std::all_of(pool.required_skills.begin(), pool.required_skills.end(), [&](const std::string& wanted) {
            return std::find(skills.begin(), skills.end(), wanted) != skills.end();
          });
    }
  }
}

// Period bounds are local midnights by the rule for local times, so where a clock goes back over
// midnight the new date has begun at its first pass.
void People::enter_period(State& state, const policy::Person& person, Instant now) const {
  if (now < state.period_end) return;
  std::int64_t day = floor_div(calendar::to_civil(person.zone, now), day_ms);
  while (now >= calendar::to_instant(person.zone, (day + 1) * day_ms)) ++day;
  state.period_end = calendar::to_instant(person.zone, next_period_day(person.cap_period, day) * day_ms);
  state.in_period = 0;
}

bool People::is_away(State& state, const policy::Person& person, Instant now, Instant& until) const {
  while (state.away_at < person.away.size() && person.away[state.away_at].to <= now) ++state.away_at;
  // Absences are sorted by their start and may overlap.
  until = no_instant;
  for (std::size_t i = state.away_at; i < person.away.size() && person.away[i].from <= now; ++i) {
    if (person.away[i].to > now) until = std::max(until, person.away[i].to);
  }
  return until != no_instant;
}

Standing People::standing(int index, const policy::Pool& pool, Instant now) {
  const policy::Person& person = policy_.people[static_cast<std::size_t>(index)];
  State& state = state_[static_cast<std::size_t>(index)];
  if (!person.active) return Standing::inactive;
  Instant until = no_instant;
  if (!person.away.empty() && is_away(state, person, now, until)) return Standing::away;
  if (!pool.required_skills.empty()) {
    const auto p = static_cast<std::size_t>(&pool - policy_.pools.data());
    if (!skilled_[p][static_cast<std::size_t>(index)]) return Standing::skill_missing;
  }
  if (person.cap_max > 0) {
    enter_period(state, person, now);
    if (state.in_period >= person.cap_max) return Standing::cap_reached;
  }
  if (person.capacity > 0 && state.open >= person.capacity) return Standing::capacity_full;
  if (pool.working_hours && !person.hours.is_open(now)) return Standing::outside_hours;
  return Standing::eligible;
}

void People::assign(int index, Instant now, bool open) {
  const policy::Person& person = policy_.people[static_cast<std::size_t>(index)];
  State& state = state_[static_cast<std::size_t>(index)];
  if (person.cap_max > 0) {
    enter_period(state, person, now);
    state.in_period += 1;
  }
  if (open) state.open += 1;
}

void People::close(int index) { state_[static_cast<std::size_t>(index)].open -= 1; }

Instant People::next_chance(int index, const policy::Pool& pool, Instant now) {
  const policy::Person& person = policy_.people[static_cast<std::size_t>(index)];
  State& state = state_[static_cast<std::size_t>(index)];
  switch (standing(index, pool, now)) {
    case Standing::away: {
      Instant until = no_instant;
      is_away(state, person, now, until);
      return until;
    }
    case Standing::cap_reached: return state.period_end;
    case Standing::outside_hours: return person.hours.next_open(now);
    default: return no_instant;
  }
}

}  // namespace leadwright::replay
