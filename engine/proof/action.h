// What a rule does with a lead once it matches, apart from who is free just then.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "policy/policy.h"

namespace leadwright::proof {

// Whether a step yields an owner or a queue: never, for some leads or at some times, or always.
enum class Yields : std::uint8_t { never, sometimes, always };
Yields yields(const policy::Policy&, const policy::Step&);

struct Action {
  std::string key;             // equal keys: equal decisions, whatever the history
  std::string words;           // "the matched account's owner, else pool uk-sdr (SLA hot)"
  const policy::Step* first = nullptr;   // the first that can yield and asks no record for an owner
  int unreachable_from = -1;   // the first step after one that always yields
  bool always = false;         // some step always yields
  bool ends = true;            // a lead that matches goes no further
};
Action action_of(const policy::Policy&, const policy::Rule&);

// Whether a member of a pool can ever be picked from it.
bool can_serve(const policy::Policy&, const policy::Pool&, const policy::Member&);

// When nobody of a rule's pools is at work, by the weekly hours of their members.
struct Uncovered {
  std::vector<std::pair<int, int>> minutes;   // [from, to) of the local week in the policy's zone, Monday first
  int longest = 0;                            // minutes of the longest stretch, also over the end of the week
  bool always = false;                        // nobody at any time
  bool differs_by_week = false;               // clocks change on other dates elsewhere: `minutes` is the most usual week
  Instant example = no_instant;               // such an instant, holidays and time off looked at as well
};

// Weeks are those of 2026: weekly hours in zones whose clocks change on different dates overlap
// differently in some weeks of a year.
class Coverage {
 public:
  explicit Coverage(const policy::Policy& p) : policy_(p) {}
  // Null where some step always yields, where somebody is always there, or where no pool is tried at all.
  const Uncovered* of(const policy::Rule&);

 private:
  Uncovered week_of(const std::vector<int>& people) const;
  const policy::Policy& policy_;
  std::map<std::vector<int>, Uncovered> known_;   // by the people of the pools
};

// "Mon 17:30 to Tue 09:00, ...".
std::string week_words(const Uncovered&);

}  // namespace leadwright::proof
