// The queueing core: work that waits in one line for a number of servers.
//
// A discrete-event simulator of one queue. Jobs come in at given instants with a given amount of work, and
// are served first in, first out, each by one server. The number of servers may change over time; where
// it falls, the server that would have finished last puts its job back at the head of the line, with the
// work that is left. At one instant servers finish first, then their number changes, then jobs come in.
//
//   Queue queue(1);
//   queue.arrive(0, 7, 10);
//   while (queue.next() != no_instant) if (auto done = queue.step()) ...   // job 7, ended at 10
//
// Instants and work are in any unit that fits; a person's queue counts in their open time (desk.h).
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>

#include "base/instant.h"

namespace leadwright::forecast {

class Queue {
 public:
  explicit Queue(int servers) : servers_(servers) {}

  // Neither may lie before the last step.
  void arrive(Instant at, std::int64_t job, Millis work);
  void change(Instant at, int servers);
  // Takes a job out wherever it is; false where it is not here.
  bool leave(Instant now, std::int64_t job);

  // When the next thing happens, as things stand; no_instant: nothing will.
  Instant next() const;
  struct Done {
    std::int64_t job;
    Instant arrived, started, ended;   // started: when a server first took it
  };
  // Lets it happen; the job, where one is finished by it.
  std::optional<Done> step();

  std::int64_t waiting() const { return static_cast<std::int64_t>(line_.size()); }
  std::int64_t in_service() const { return static_cast<std::int64_t>(served_.size()); }

 private:
  struct Job {
    std::int64_t job;
    Instant arrived;
    Instant started;
    Millis left;      // work
  };
  using Timed = std::map<std::pair<Instant, std::int64_t>, Job>;  // by instant and order of arriving

  void serve(Instant now);

  int servers_;
  std::int64_t count_ = 0;
  Timed coming_;
  Timed served_;                          // by the instant at which they are finished
  std::deque<std::pair<std::int64_t, Job>> line_;
  std::map<Instant, int> changes_;
};

}  // namespace leadwright::forecast
