#include "forecast/history.h"

#include <algorithm>

#include "calendar/zone.h"

namespace leadwright::forecast {
namespace {

using replay::OwnerCell;
using replay::Reason;

constexpr std::size_t index_of(std::int64_t value) { return static_cast<std::size_t>(value); }

// Leads that pass the first step of a decision; the others are faults of the file.
bool is_lead(const replay::World& world, const replay::Run& recorded, std::uint32_t row) {
  const Reason reason = recorded.decisions[row].reason;
  return world.arrivals[row] != no_instant && reason != Reason::row_malformed && reason != Reason::missing_id &&
         reason != Reason::duplicate_id;
}

void read_arrivals(const replay::World& world, const std::vector<std::uint32_t>& rows, History& history) {
  const calendar::ZoneId zone = world.policy->zone;
  history.first = world.arrivals[rows.front()];
  history.last = world.arrivals[rows.back()];
  const Civil wall = calendar::to_civil(zone, history.first);
  std::size_t next = 0;
  const Instant begin = history.first - (wall - floor_div(wall, hour_ms) * hour_ms);
  for (Instant hour = begin; hour <= history.last; hour += hour_ms) {
    HourOfWeek& of = history.hours[index_of(hour_of_week(zone, std::max(hour, history.first)))];
    std::int32_t count = 0;
    for (; next < rows.size() && world.arrivals[rows[next]] < hour + hour_ms; ++next) {
      of.leads.push_back(rows[next]);
      count += 1;
    }
    of.counts.push_back(count);
  }
  const auto own = history.hours;
  for (int h = 0; h < hours_of_week; ++h) {
    HourOfWeek& of = history.hours[index_of(h)];
    for (int away = 1; away <= hours_of_week / 2 && static_cast<std::int64_t>(of.leads.size()) < few; ++away) {
      for (const int near : {h - away, h + away}) {
        const auto& lent = own[index_of((near + hours_of_week) % hours_of_week)].leads;
        of.leads.insert(of.leads.end(), lent.begin(), lent.end());
      }
    }
  }
}

// The length that the middle one of the touched waited; no_instant where none was touched.
Millis middle_of_touched(const std::vector<Observation>& seen) {
  std::vector<Millis> lengths;
  for (const Observation& one : seen) {
    if (one.touched) lengths.push_back(one.length);
  }
  if (lengths.empty()) return no_instant;
  std::sort(lengths.begin(), lengths.end());
  return lengths[lengths.size() / 2];
}

bool tells_enough(const std::vector<Observation>& seen, Millis middle) {
  return middle != no_instant && std::count_if(seen.begin(), seen.end(), [&](const Observation& one) {
           return one.touched || one.length > middle;
         }) >= few;
}

class DelayReader {
 public:
  DelayReader(const replay::World& world, const replay::Run& recorded, const std::vector<std::uint32_t>& rows)
      : world_(world), policy_(*world.policy), recorded_(recorded), rows_(rows), assigned_(world.arrivals) {
    for (const replay::Release& release : recorded.released) assigned_[release.row] = release.at;
  }

  void read(History& history) {
    seen_.resize(policy_.people.size());
    for (const std::uint32_t row : rows_) {
      const OwnerCell cell = world_.recorded_owner[row];
      const bool known = cell.state == OwnerCell::State::person;
      const int owner = known ? cell.person : recorded_.decisions[row].owner;
      if (owner < 0) continue;
      const calendar::Calendar& hours = policy_.people[index_of(owner)].hours;
      observe(row, hours, seen_[index_of(owner)]);
      if (world_.touches[row] != no_instant) (known ? history.own_owner : history.assumed_owner) += 1;
    }
    std::vector<Observation> all;
    for (const auto& own : seen_) all.insert(all.end(), own.begin(), own.end());
    const Millis middle_length = middle_of_touched(all);
    history.people.resize(policy_.people.size());
    for (std::size_t p = 0; p < seen_.size(); ++p) {
      Habits& habits = history.people[p];
      habits.delays = std::make_shared<Delays>(seen_[p]);
      habits.touched = habits.delays->touched();
      habits.cut_off = habits.delays->cut_off();
      if (tells_enough(seen_[p], middle_length)) habits.lent = Lent::own;
    }
    lend(history);
    read_queues(history);
  }

 private:
  // Adds what the lead says of a delay in these hours; nothing where it never was on a desk.
  void observe(std::uint32_t row, const calendar::Calendar& hours, std::vector<Observation>& seen) const {
    const Instant touch = world_.touches[row];
    if (touch != no_instant) {
      const Instant from = touch < assigned_[row] ? world_.arrivals[row] : assigned_[row];
      seen.push_back({hours.elapsed(from, touch), true});
    } else if (recorded_.decisions[row].reason != Reason::held) {
      seen.push_back({hours.elapsed(assigned_[row], world_.as_of), false});
    }
  }

  std::shared_ptr<const Delays> together(const std::vector<std::size_t>& people) const {
    std::vector<Observation> all;
    for (const std::size_t p : people) all.insert(all.end(), seen_[p].begin(), seen_[p].end());
    return std::make_shared<Delays>(std::move(all));
  }

  void lend(History& history) const {
    const auto lend_to = [&](std::size_t p, const std::shared_ptr<const Delays>& lent, Lent from) {
      Habits& habits = history.people[p];
      if (habits.lent != Lent::nobody || lent->touched() < few) return;
      habits.delays = lent;
      habits.lent = from;
    };
    for (const policy::Pool& pool : policy_.pools) {
      std::vector<std::size_t> members;
      for (const policy::Member& member : pool.members) members.push_back(index_of(member.person));
      const auto lent = together(members);
      for (const std::size_t p : members) lend_to(p, lent, Lent::pool);
    }
    std::vector<std::size_t> everybody(policy_.people.size());
    for (std::size_t p = 0; p < everybody.size(); ++p) everybody[p] = p;
    const auto lent = together(everybody);
    for (const std::size_t p : everybody) lend_to(p, lent, Lent::everybody);
    for (Habits& habits : history.people) {
      if (habits.lent == Lent::nobody && habits.touched > 0) habits.lent = Lent::own;
    }
  }

  static bool is_queue(const policy::Step& step) { return step.kind == policy::Step::Kind::queue; }

  void read_queues(History& history) const {
    history.queues.resize(policy_.rules.size());
    struct Everybody {
      std::shared_ptr<const Delays> delays;
      Millis middle = no_instant;
    };
    std::map<int, Everybody> everybody;   // by calendar
    for (std::size_t r = 0; r < policy_.rules.size(); ++r) {
      const policy::Rule& rule = policy_.rules[r];
      if (std::none_of(rule.assign.begin(), rule.assign.end(), is_queue)) continue;
      const int named = queue_calendar(policy_, static_cast<int>(r));
      const calendar::Calendar hours =
          named < 0 ? calendar::Calendar() : policy_.calendars[index_of(named)].calendar;
      Everybody& all = everybody[named];
      if (all.delays == nullptr) {
        std::vector<Observation> seen;
        for (const std::uint32_t row : rows_) observe(row, hours, seen);
        all.middle = middle_of_touched(seen);
        all.delays = std::make_shared<Delays>(std::move(seen));
      }
      std::vector<Observation> own;
      for (const std::uint32_t row : rows_) {
        if (recorded_.decisions[row].queue_rule == static_cast<int>(r)) observe(row, hours, own);
      }
      Habits& habits = history.queues[r];
      habits.delays = std::make_shared<Delays>(own);
      habits.touched = habits.delays->touched();
      habits.cut_off = habits.delays->cut_off();
      if (tells_enough(own, all.middle)) {
        habits.lent = Lent::own;
      } else if (all.delays->touched() >= few) {
        habits.delays = all.delays;
        habits.lent = Lent::everybody;
      } else {
        habits.lent = habits.touched > 0 ? Lent::own : Lent::nobody;
      }
    }
  }

  const replay::World& world_;
  const policy::Policy& policy_;
  const replay::Run& recorded_;
  const std::vector<std::uint32_t>& rows_;
  std::vector<Instant> assigned_;                // by row: for the first time
  std::vector<std::vector<Observation>> seen_;   // by person
};

}  // namespace

std::string_view name_of(Lent lent) {
  switch (lent) {
    case Lent::own: return "own";
    case Lent::pool: return "pool";
    case Lent::everybody: return "everybody";
    case Lent::nobody: return "nobody";
  }
  return "";
}

int hour_of_week(calendar::ZoneId zone, Instant at) {
  const Civil civil = calendar::to_civil(zone, at);
  const std::int64_t day = floor_div(civil, day_ms);
  return weekday_from_days(day) * 24 + static_cast<int>((civil - day * day_ms) / hour_ms);
}

int queue_calendar(const policy::Policy& policy, int rule) {
  const int target = policy.rules[index_of(rule)].sla;
  if (target < 0) return -1;
  const policy::Sla& sla = policy.slas[index_of(target)];
  return sla.business ? sla.calendar : -1;
}

History read_history(const replay::World& world, const replay::Run& recorded) {
  History history;
  std::vector<std::uint32_t> rows;
  for (const std::uint32_t row : world.order) {
    if (is_lead(world, recorded, row)) rows.push_back(row);
  }
  for (const replay::Decision& decision : recorded.decisions) {
    history.follows.push_back(decision.rule == replay::duplicate_rule ? decision.owner : -1);
  }
  history.leads = static_cast<std::int64_t>(rows.size());
  if (rows.empty()) return history;
  read_arrivals(world, rows, history);
  DelayReader(world, recorded, rows).read(history);
  return history;
}

}  // namespace leadwright::forecast
