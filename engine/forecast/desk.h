// People at their desks: who touches which simulated lead when.
//
// Every person is a Queue with one server that works in their open time, so that a person without the
// hours for it has a backlog. An assigned lead takes a delay from the person's Habits, the same share of
// the distribution whoever gets it; the last part of the delay, at most the length of one touch at their
// pace, is work that one lead after the other needs, the rest passes for all leads at once. Undisturbed, a
// lead is so touched exactly after its delay; where more comes in than the pace allows, it waits in line.
//
// This is where forecast and replay meet: the replay is the queue in front of the people (capacity, caps,
// hours, held leads, reassignment), the desk the queue behind the assignment.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <vector>

#include "forecast/history.h"
#include "forecast/queue.h"

namespace leadwright::forecast {

class Desks {
 public:
  // `luck(row, hop)` in [0, 1) for the hop-th owner of a lead, from 0. All three must outlive the desks.
  using Luck = std::function<double(std::uint32_t row, int hop)>;
  Desks(const policy::Policy&, const History&, Instant start, std::size_t rows, Luck);

  // The desks as the replay sees them; valid as long as these stay where they are.
  replay::Desk as_desk();
  // The person who got the lead first; -1: nobody.
  int first_owner(std::uint32_t row) const { return first_owner_[row]; }

 private:
  struct Person {
    Queue queue{1};             // in open time since the start
    Instant now = no_instant;   // the last instant at which something was done here
    Instant next = no_instant;  // as it stands in the agenda
  };

  void take(std::uint32_t row, const replay::Decision&, Instant now);
  void leave(std::uint32_t row, int owner, Instant now);
  Instant next() const;
  std::int64_t step();
  Millis worked(int person, Instant at) const;
  void schedule(int person);

  const policy::Policy& policy_;
  const History& history_;
  Instant start_;
  Luck luck_;
  std::vector<Person> people_;
  std::vector<int> first_owner_;
  std::vector<int> hops_;
  std::set<std::pair<Instant, int>> agenda_;            // of people
  std::set<std::pair<Instant, std::uint32_t>> inbox_;   // touches of leads in queues
};

}  // namespace leadwright::forecast
