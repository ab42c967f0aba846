// Experiments with the queueing core, for comparison with closed forms: independent replications, and of
// each figure the mean with the interval that the replications themselves give (99.9 %).
#pragma once

#include <functional>
#include <vector>

#include "base/statistics.h"
#include "forecast/queue.h"
#include "forecast/random.h"

namespace leadwright::forecast::tests {

inline constexpr double ticks = 1e6;      // a unit of time
inline constexpr double z_999 = 3.2905;

// What one purpose of one replication draws, in order.
class Stream {
 public:
  Stream(std::uint32_t replication, std::uint32_t purpose) : replication_(replication), purpose_(purpose) {}
  std::uint32_t word() { return philox({number_++, 0, replication_, purpose_}, 20260630)[0]; }
  double exponential_of(double rate) { return exponential(word()) / rate; }

 private:
  std::uint32_t replication_, purpose_;
  std::uint32_t number_ = 0;
};

using Service = std::function<double(Stream&)>;   // in units of time

struct Stationary {
  std::vector<double> p_wait, mean_wait, p_over_target, mean_wait_of_delayed, lost, utilization;  // by replication
};

// Poisson arrivals to `servers`, after a warm-up. `room` false: whoever finds no free server is lost.
inline Stationary stationary(double arrival_rate, int servers, double target, const Service& service, bool room,
                             std::uint32_t replications = 40, std::int64_t jobs = 20'000) {
  const std::int64_t warm_up = jobs / 4;
  Stationary result;
  for (std::uint32_t r = 0; r < replications; ++r) {
    Stream arrivals(r, 1);
    Stream services(r, 2);
    Queue queue(servers);
    double counted = 0, delayed = 0, waited = 0, over = 0, lost = 0, worked = 0;
    Instant from = 0;
    const auto step = [&] {
      const auto done = queue.step();
      if (!done || done->job < warm_up) return;
      const auto wait = static_cast<double>(done->started - done->arrived);
      counted += 1;
      delayed += wait > 0;
      over += wait > target * ticks;
      waited += wait / ticks;
      worked += static_cast<double>(done->ended - done->started);
    };
    double now = 0;
    for (std::int64_t job = 0; job < warm_up + jobs; ++job) {
      now += arrivals.exponential_of(arrival_rate) * ticks;
      const auto at = static_cast<Instant>(now);
      while (queue.next() != no_instant && queue.next() <= at) step();
      if (job == warm_up) from = at;
      const auto work = static_cast<Millis>(service(services) * ticks + 0.5);
      if (!room && queue.in_service() == servers) {
        lost += job >= warm_up;
        continue;
      }
      queue.arrive(at, job, work);
      queue.step();
    }
    const double span = now - static_cast<double>(from);
    while (queue.next() != no_instant) step();
    result.p_wait.push_back(delayed / counted);
    result.mean_wait.push_back(waited / counted);
    result.p_over_target.push_back(over / counted);
    if (delayed > 0) result.mean_wait_of_delayed.push_back(waited / delayed);
    result.lost.push_back(lost / static_cast<double>(jobs));
    result.utilization.push_back(worked / span / servers);
  }
  return result;
}

struct Backlog {
  std::vector<double> breaches, leads, share;   // share: of batches of a hundred nights
};

// A closed night's leads, handled from the opening on; a breach waits longer than the target after it.
inline Backlog night_backlog(double per_closed_hour, double closed_hours, int reps, double handled_per_hour,
                             double target_hours) {
  Backlog result;
  double batch_breaches = 0, batch_leads = 0;
  for (std::uint32_t night = 0; night < 5'000; ++night) {
    Stream arrivals(night, 1);
    Stream services(night, 2);
    const auto opening = static_cast<Instant>(closed_hours * ticks);
    Queue queue(0);
    queue.change(opening, reps);
    double leads = 0, breaches = 0;
    for (double at = arrivals.exponential_of(per_closed_hour); at < closed_hours; at += arrivals.exponential_of(per_closed_hour)) {
      queue.arrive(static_cast<Instant>(at * ticks), 0, static_cast<Millis>(services.exponential_of(handled_per_hour) * ticks));
      leads += 1;
    }
    while (queue.next() != no_instant) {
      const auto done = queue.step();
      if (done) breaches += static_cast<double>(done->started - opening) > target_hours * ticks;
    }
    result.breaches.push_back(breaches);
    result.leads.push_back(leads);
    batch_breaches += breaches;
    batch_leads += leads;
    if (night % 100 == 99) {
      result.share.push_back(batch_breaches / batch_leads);
      batch_breaches = batch_leads = 0;
    }
  }
  return result;
}

struct Stage {
  int servers;
  double duration;
};
struct AtEnd {
  std::vector<double> in_system;   // by replication
  std::int64_t empty = 0;          // replications
};
inline constexpr std::uint32_t plan_runs = 20'000;

// Poisson arrivals from an empty start under a plan of servers: the state at the end of each stage.
inline std::vector<AtEnd> planned(double arrival_rate, double service_rate, const std::vector<Stage>& plan) {
  std::vector<AtEnd> result(plan.size());
  for (std::uint32_t r = 0; r < plan_runs; ++r) {
    Stream arrivals(r, 1);
    Stream services(r, 2);
    Queue queue(0);
    double begin = 0;
    double next = arrivals.exponential_of(arrival_rate);
    for (std::size_t s = 0; s < plan.size(); ++s) {
      queue.change(static_cast<Instant>(begin * ticks), plan[s].servers);
      const double end = begin + plan[s].duration;
      for (; next < end; next += arrivals.exponential_of(arrival_rate)) {
        queue.arrive(static_cast<Instant>(next * ticks), 0, static_cast<Millis>(services.exponential_of(service_rate) * ticks));
      }
      while (queue.next() != no_instant && queue.next() < static_cast<Instant>(end * ticks)) queue.step();
      const auto here = static_cast<double>(queue.waiting() + queue.in_service());
      result[s].in_system.push_back(here);
      result[s].empty += here == 0;
      begin = end;
    }
  }
  return result;
}

}  // namespace leadwright::forecast::tests
