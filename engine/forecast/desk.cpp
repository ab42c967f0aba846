#include "forecast/desk.h"

#include <algorithm>

namespace leadwright::forecast {
namespace {

constexpr std::size_t index_of(std::int64_t value) { return static_cast<std::size_t>(value); }

}  // namespace

Desks::Desks(const policy::Policy& policy, const History& history, Instant start, std::size_t rows, Luck luck)
    : policy_(policy), history_(history), start_(start), luck_(std::move(luck)), people_(policy.people.size()),
      first_owner_(rows, -1), hops_(rows, 0) {}

replay::Desk Desks::as_desk() {
  return {[this](std::uint32_t row, const replay::Decision& decision, Instant now) { take(row, decision, now); },
          [this](std::uint32_t row, int owner, Instant now) { leave(row, owner, now); }, [this] { return next(); },
          [this] { return step(); }};
}

void Desks::take(std::uint32_t row, const replay::Decision& decision, Instant now) {
  const double share = luck_(row, hops_[row]++);
  if (decision.owner < 0) {
    const auto delay = history_.queues[index_of(decision.queue_rule)].delays->quantile(share);
    if (!delay) return;
    const int named = queue_calendar(policy_, decision.queue_rule);
    const Instant touch = named < 0 ? now + *delay : policy_.calendars[index_of(named)].calendar.due(now, *delay);
    if (touch != no_instant) inbox_.emplace(touch, row);
    return;
  }
  if (first_owner_[row] < 0) first_owner_[row] = decision.owner;
  const auto delay = history_.people[index_of(decision.owner)].delays->quantile(share);
  if (!delay) return;
  Person& person = people_[index_of(decision.owner)];
  person.now = now;
  person.queue.arrive(worked(decision.owner, now), row, *delay);
  schedule(decision.owner);
}

void Desks::leave(std::uint32_t row, int owner, Instant now) {
  Person& person = people_[index_of(owner)];
  person.now = now;
  if (person.queue.leave(worked(owner, now), row)) schedule(owner);
}

Instant Desks::next() const {
  if (agenda_.empty()) return inbox_.empty() ? no_instant : inbox_.begin()->first;
  return inbox_.empty() ? agenda_.begin()->first : std::min(agenda_.begin()->first, inbox_.begin()->first);
}

std::int64_t Desks::step() {
  if (agenda_.empty() || (!inbox_.empty() && inbox_.begin()->first < agenda_.begin()->first)) {
    const std::uint32_t row = inbox_.begin()->second;
    inbox_.erase(inbox_.begin());
    return row;
  }
  const auto [at, owner] = *agenda_.begin();
  Person& person = people_[index_of(owner)];
  person.now = at;
  const auto done = person.queue.step();
  schedule(owner);
  return done ? done->job : -1;
}

Millis Desks::worked(int person, Instant at) const {
  return policy_.people[index_of(person)].hours.elapsed(start_, at);
}

// Open time stands still at night: what is done then without any work is done at once, and never earlier.
void Desks::schedule(int owner) {
  Person& person = people_[index_of(owner)];
  if (person.next != no_instant) agenda_.erase({person.next, owner});
  const Millis at = person.queue.next();
  person.next = at == no_instant ? no_instant : policy_.people[index_of(owner)].hours.due(start_, at);
  if (person.next == no_instant) return;
  person.next = std::max(person.next, person.now);
  agenda_.emplace(person.next, owner);
}

}  // namespace leadwright::forecast
