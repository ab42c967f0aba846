// People at their desks: who touches which simulated lead when.
//
// Every person is a Queue that works in their open time and serves every lead on the desk at once: a lead is
// touched exactly after its delay, which is drawn from the person's Habits, the same share of the distribution
// whoever gets it. How many leads may lie on the desk is the policy's to say (`capacity`), and the replay keeps
// it: with a capacity of c and a rule that holds, a person is c servers with one line in front of them.
//
// This is where forecast and replay meet: the replay is the line in front of the people (capacity, caps,
// hours, held leads, reassignment), the desk the service behind the assignment.
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
  static constexpr int most_leads = INT32_MAX;   // at one desk: no limit

  struct Person {
    Queue queue{most_leads};    // in open time since the start
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
