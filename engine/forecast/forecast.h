// Sampled futures: how often targets will be missed, if people go on as the record shows them.
//
// Each run is one future of `days` days, from the local midnight at or after the end of the record, with a
// week before it, so that it does not start with empty desks, and a week after it; only leads that arrive in
// between are counted. Its leads are copies of recorded ones (history.h), it is decided by the ordinary
// replay, and people touch their leads as desk.h says. A lead counts where a clock of it ended: breached or
// met.
//
//   History history = read_history(world, recorded);
//   Outcome outcome = forecast::run(world, history, {.runs = 200, .seed = 1});
//   outcome.groups[0].rate()
//
// Draws are by seed, run, hour, lead of the hour and purpose, so that two scenarios or two policies meet the
// same leads with the same luck: a comparison pairs the runs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/statistics.h"
#include "forecast/history.h"

namespace leadwright::forecast {

struct Options {
  std::int64_t runs = 200;
  std::uint64_t seed = 1;
  double volume = 1;               // leads, as a multiple of the recorded: so many recorded hours at once
  std::int64_t days = 28;
  std::vector<int> without;        // people who are away all the time
  Instant start = no_instant;      // first_midnight of the world, unless told
};

struct Count {
  std::int64_t leads = 0;          // with a clock that ended
  std::int64_t breached = 0;
};

enum class By : std::uint8_t { all, rule, pool, owner, hour };

// The leads of a rule, a pool, a first owner, an hour of the week; `name` is the hour's number there.
struct Group {
  By by = By::all;
  std::string name;
  std::vector<Count> runs;
  Count total;                     // of all runs

  double rate() const;             // breached leads of all runs; 0 where there are none
  Interval band() const;           // 5 and 95 % of the runs' rates, nearest rank
};

struct Outcome {
  Instant start = no_instant, end = no_instant;
  std::vector<Group> groups;       // all; rules, pools, people in the policy's order, hours; none without leads
  std::int64_t arrived = 0, routed = 0, queued = 0, out_of_scope = 0;   // leads of all runs

  const Group& all() const { return groups.front(); }
  const Group* find(By, const std::string& name) const;
};

// How much higher the first rate is than the second: over all runs, and its band over the pairs of runs.
struct Change {
  double difference = 0;
  Interval band;
};
Change change(const Group&, const Group& before);

// The first local midnight at or after the end of the record; no_instant where it holds no instant.
Instant first_midnight(const replay::World&);

// Problems: nothing to resample, days beyond 2050.
Result<Outcome> run(const replay::World&, const History&, const Options&);

}  // namespace leadwright::forecast
