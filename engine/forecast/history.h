// What the record says about the days to come: when leads arrive, and how long their owners take.
//
// ARRIVALS. By hour of the week in the policy's zone: how many came in each recorded occurrence of the hour,
// the empty ones between the first arrival and the last included, and which leads they were. A simulated
// lead is a copy of one of them, so that its fields decide its rule. An hour with fewer than `few` leads
// borrows from its nearest hours.
//
// DELAYS. From the lead's assignment to its first touch, in the open time of its owner: the recorded owner
// where it is a person of the policy, else the one that the dry run gave it (so assumed, and counted). A lead
// is assigned at its arrival, unless the dry run held it: then at its release, so that the wait for somebody
// with room, which the replay makes anew, is not counted twice. A lead that was touched while it was held was
// plainly not held in the record, and counts from its arrival; one that is held untouched to the end was on
// nobody's desk and says nothing. Leads that are untouched at `as_of` are cut off there. A lead tells something
// when it was touched, or has waited longer than the middle one of the touched did. Whoever has fewer than
// `few` such leads is lent the delays of the first of their pools with as many touches, else of everybody. A
// queue has those of the leads that the dry run put there, in the time of its target's calendar, else of all
// leads.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "forecast/delays.h"
#include "replay/replay.h"

namespace leadwright::forecast {

inline constexpr int hours_of_week = 168;      // 0: Monday 00:00
inline constexpr std::int64_t few = 5;

int hour_of_week(calendar::ZoneId, Instant);

// The calendar in whose open time the leads of a rule's queue wait, as an index; -1: all time counts.
int queue_calendar(const policy::Policy&, int rule);

struct HourOfWeek {
  std::vector<std::uint32_t> leads;            // rows that arrived in it, or are lent to it
  std::vector<std::int32_t> counts;            // of each recorded occurrence
};

enum class Lent : std::uint8_t { own, pool, everybody, nobody };   // whose delays they are
std::string_view name_of(Lent);

struct Habits {
  std::shared_ptr<const Delays> delays;
  Lent lent = Lent::nobody;
  std::int64_t touched = 0;                    // of their own
  std::int64_t cut_off = 0;
};

struct History {
  std::array<HourOfWeek, hours_of_week> hours;
  std::vector<Habits> people;                  // by person
  std::vector<Habits> queues;                  // by rule; those with a queue step
  std::vector<int> follows;                    // by row: the owner that the dry run gave a lead for the
                                               // record it repeats (`on_duplicate`: follow); -1: none
  std::int64_t leads = 0;                      // that can be copied
  Instant first = no_instant, last = no_instant;  // arrivals
  std::int64_t own_owner = 0;                  // touched leads whose recorded owner is known
  std::int64_t assumed_owner = 0;              // touched leads taken as touched by the dry run's owner
};

// `recorded` is the dry run of the world.
History read_history(const replay::World&, const replay::Run& recorded);

}  // namespace leadwright::forecast
