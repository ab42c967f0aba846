#include "forecast/queue.h"

#include <algorithm>

namespace leadwright::forecast {

void Queue::arrive(Instant at, std::int64_t job, Millis work) {
  coming_.emplace(std::pair(at, count_++), Job{job, at, no_instant, work});
}

void Queue::change(Instant at, int servers) { changes_[at] = servers; }

bool Queue::leave(Instant now, std::int64_t job) {
  const auto is_it = [&](const auto& one) { return one.second.job == job; };
  for (Timed* place : {&coming_, &served_}) {
    const auto found = std::find_if(place->begin(), place->end(), is_it);
    if (found == place->end()) continue;
    place->erase(found);
    serve(now);
    return true;
  }
  const auto found = std::find_if(line_.begin(), line_.end(), is_it);
  if (found == line_.end()) return false;
  line_.erase(found);
  return true;
}

Instant Queue::next() const {
  Instant at = no_instant;
  const auto sooner = [&](Instant one) { at = at == no_instant ? one : std::min(at, one); };
  if (!served_.empty()) sooner(served_.begin()->first.first);
  if (!changes_.empty()) sooner(changes_.begin()->first);
  if (!coming_.empty()) sooner(coming_.begin()->first.first);
  return at;
}

std::optional<Queue::Done> Queue::step() {
  const Instant now = next();
  if (now == no_instant) return {};
  if (!served_.empty() && served_.begin()->first.first == now) {
    const Job job = served_.begin()->second;
    served_.erase(served_.begin());
    serve(now);
    return Done{job.job, job.arrived, job.started, now};
  }
  if (!changes_.empty() && changes_.begin()->first == now) {
    servers_ = changes_.begin()->second;
    changes_.erase(changes_.begin());
    while (in_service() > servers_) {
      const auto last = std::prev(served_.end());
      Job job = last->second;
      job.left = last->first.first - now;
      line_.emplace_front(last->first.second, job);
      served_.erase(last);
    }
  } else {
    line_.emplace_back(coming_.begin()->first.second, coming_.begin()->second);
    coming_.erase(coming_.begin());
  }
  serve(now);
  return {};
}

void Queue::serve(Instant now) {
  while (in_service() < servers_ && !line_.empty()) {
    auto [order, job] = line_.front();
    line_.pop_front();
    if (job.started == no_instant) job.started = now;
    served_.emplace(std::pair(now + job.left, order), job);
  }
}

}  // namespace leadwright::forecast
