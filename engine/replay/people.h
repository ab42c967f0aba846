// The people during a replay: who is eligible now, and what each has got so far. Private to the room.
//
// Instants never go back, so each person's cap period is worked out once per period.
#pragma once

#include <cstdint>
#include <vector>

#include "replay/replay.h"

namespace leadwright::replay {

class People {
 public:
  explicit People(const policy::Policy&);

  // Eligibility as section 5 has it, the first reason that applies; `had_it` is not looked at here.
  Standing standing(int person, const policy::Pool&, Instant now);
  void assign(int person, Instant now, bool open);
  void close(int person);                      // a lead of theirs was touched or moved on
  std::int64_t open(int person) const { return state_[static_cast<std::size_t>(person)].open; }

  // The first instant after `now` at which the passing of time alone may make the person eligible;
  // no_instant when none will.
  Instant next_chance(int person, const policy::Pool&, Instant now);

 private:
  struct State {
    std::int64_t open = 0;
    std::int64_t in_period = 0;                // assignments in the cap's current period
    Instant period_end = no_instant;           // of that period
    std::size_t away_at = 0;                   // first absence that has not ended
  };
  void enter_period(State&, const policy::Person&, Instant now) const;
  bool is_away(State&, const policy::Person&, Instant now, Instant& until) const;

  const policy::Policy& policy_;
  std::vector<State> state_;
  std::vector<std::vector<std::uint8_t>> skilled_;  // by pool and member order of people: has every required skill
};

}  // namespace leadwright::replay
