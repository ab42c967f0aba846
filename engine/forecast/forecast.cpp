#include "forecast/forecast.h"

#include <algorithm>

#include "calendar/zone.h"
#include "forecast/desk.h"
#include "forecast/random.h"

namespace leadwright::forecast {
namespace {

using replay::Decision;
using replay::SlaStatus;

constexpr std::int64_t margin_days = 7;
constexpr double most_leads = 500e6;   // of all runs: about ten minutes

constexpr std::size_t index_of(std::int64_t value) { return static_cast<std::size_t>(value); }

// What a draw is for; a part of its counter.
enum class Purpose : std::uint32_t { leads_of_hour = 1, lead = 2, delay = 3 };

double rate_of(const Count& count) {
  return count.leads == 0 ? 0 : static_cast<double>(count.breached) / static_cast<double>(count.leads);
}

// 5 and 95 % by nearest rank.
Interval band_of(std::vector<double> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const auto rank = [&](std::size_t percent) { return values[(values.size() * percent + 99) / 100 - 1]; };
  return {rank(5), rank(95)};
}

// The policy with people away from `from` to `to`.
policy::Policy without_people(const policy::Policy& policy, const std::vector<int>& people, Instant from,
                              Instant to) {
  policy::Policy changed = policy;
  for (const int index : people) {
    policy::Person& person = changed.people[index_of(index)];
    person.away.push_back({from, to});
    std::sort(person.away.begin(), person.away.end(), [](const calendar::Span& a, const calendar::Span& b) {
      return std::pair(a.from, a.to) < std::pair(b.from, b.to);
    });
    person.hours = person.hours.without({{from, to}});
  }
  return changed;
}

// Where a lead stands in the draws: its hour since the start and its number in that hour.
struct Place {
  std::uint32_t hour;
  std::uint32_t number;
};

// The leads of one run, as the replay takes them; its world points into it.
struct Future {
  Future() = default;
  Future(const Future&) = delete;
  Future& operator=(const Future&) = delete;

  replay::World world;
  std::vector<Instant> judged;   // arrivals of the copied leads: what `within_last` was true of stays true
  std::vector<Place> places;
  std::vector<std::uint32_t> copied;
};

class Forecaster {
 public:
  Forecaster(const replay::World& world, const History& history, const Options& options)
      : recorded_(world), history_(history), options_(options),
        start_(options.start != no_instant ? options.start : first_midnight(world)),
        from_(start_ - margin_days * day_ms), end_(start_ + options.days * day_ms),
        to_(end_ + margin_days * day_ms), policy_(without_people(*world.policy, options.without, from_, to_)) {}

  bool in_years() const { return in_range(from_) && in_range(to_); }

  Outcome run() && {
    outcome_.start = start_;
    outcome_.end = end_;
    make_groups();
    for (std::int64_t number = 0; number < options_.runs; ++number) one_run(static_cast<std::uint32_t>(number));
    auto& groups = outcome_.groups;
    const auto is_empty = [](const Group& group) { return group.total.leads == 0; };
    groups.erase(std::remove_if(groups.begin() + 1, groups.end(), is_empty), groups.end());
    return std::move(outcome_);
  }

 private:
  void make_groups() {
    const auto add = [&](By by, std::string name) {
      outcome_.groups.push_back({by, std::move(name), std::vector<Count>(index_of(options_.runs)), {}});
    };
    add(By::all, "");
    rules_ = outcome_.groups.size();
    for (const policy::Rule& rule : policy_.rules) add(By::rule, rule.id);
    pools_ = outcome_.groups.size();
    for (const policy::Pool& pool : policy_.pools) add(By::pool, pool.name);
    people_ = outcome_.groups.size();
    for (const policy::Person& person : policy_.people) add(By::owner, person.id);
    hours_ = outcome_.groups.size();
    for (int hour = 0; hour < hours_of_week; ++hour) add(By::hour, std::to_string(hour));
  }

  Words draw(std::uint32_t run, const Place& place, Purpose purpose, int hop = 0) const {
    const std::uint32_t what = static_cast<std::uint32_t>(purpose) + (static_cast<std::uint32_t>(hop) << 8);
    return philox({place.number, place.hour, run, what}, options_.seed);
  }

  void one_run(std::uint32_t number) {
    Future future;
    sample(number, future);
    copy_leads(future);
    const std::size_t rows = future.places.size();
    Desks desks(policy_, history_, from_, rows, [&](std::uint32_t row, int hop) {
      return unit(draw(number, future.places[row], Purpose::delay, hop)[0]);
    });
    const replay::Desk desk = desks.as_desk();
    replay::Options how;
    how.cache = &cache_;
    how.desk = &desk;
    const replay::Run run = replay::run(future.world, how);
    for (std::uint32_t row = 0; row < rows; ++row) {
      const Instant arrival = future.world.arrivals[row];
      if (arrival >= start_ && arrival < end_) count(number, run.decisions[row], desks.first_owner(row), arrival);
    }
  }

  void count(std::uint32_t run, const Decision& decision, int first_owner, Instant arrival) {
    outcome_.arrived += 1;
    switch (decision.outcome) {
      case replay::Outcome::routed: outcome_.routed += 1; break;
      case replay::Outcome::queued: outcome_.queued += 1; break;
      case replay::Outcome::out_of_scope: outcome_.out_of_scope += 1; break;
    }
    const bool breached = decision.sla_status == SlaStatus::breached;
    if (!breached && decision.sla_status != SlaStatus::met) return;
    const auto add = [&](std::size_t group) {
      for (Count* of : {&outcome_.groups[group].runs[run], &outcome_.groups[group].total}) {
        of->leads += 1;
        of->breached += breached;
      }
    };
    add(0);
    if (decision.rule >= 0) add(rules_ + index_of(decision.rule));
    if (decision.pool >= 0) add(pools_ + index_of(decision.pool));
    if (first_owner >= 0) add(people_ + index_of(first_owner));
    add(hours_ + index_of(hour_of_week(policy_.zone, arrival)));
  }

  // Which leads come when. More volume is more recorded hours on top of each other, and a part of one is some of
  // its leads: one hour times two would bring leads in pairs, and longer lines than any record has.
  void sample(std::uint32_t run, Future& future) const {
    for (std::uint32_t h = 0; from_ + h * hour_ms < to_; ++h) {
      const Instant hour = from_ + h * hour_ms;
      const HourOfWeek& of = history_.hours[index_of(hour_of_week(policy_.zone, hour))];
      if (of.counts.empty() || of.leads.empty()) continue;
      Place place{h, 0};
      for (std::uint32_t layer = 0; layer < options_.volume; ++layer) {
        const std::uint32_t word = draw(run, {h, layer}, Purpose::leads_of_hour)[0];
        const std::int32_t count = of.counts[below(word, static_cast<std::uint32_t>(of.counts.size()))];
        for (std::int32_t n = 0; n < count; ++n, ++place.number) {
          const Words words = draw(run, place, Purpose::lead);
          if (unit(words[1]) >= options_.volume - layer) continue;
          const std::uint32_t row = of.leads[below(words[0], static_cast<std::uint32_t>(of.leads.size()))];
          const Instant original = recorded_.arrivals[row];
          const Civil civil = calendar::to_civil(policy_.zone, original);
          future.places.push_back(place);
          future.copied.push_back(row);
          future.judged.push_back(original);
          future.world.arrivals.push_back(hour + (civil - floor_div(civil, hour_ms) * hour_ms));
        }
      }
    }
  }

  void copy_leads(Future& future) const {
    replay::World& world = future.world;
    world.policy = &policy_;
    const std::size_t rows = future.copied.size();
    world.malformed.assign(rows, 0);
    world.repeated_id.assign(rows, 0);
    world.as_of = last_instant - 1;
    for (const std::uint32_t row : future.copied) {
      world.ids.push_back(recorded_.ids[row]);
      world.recorded_owner.push_back(recorded_.recorded_owner[row]);
      if (!recorded_.matches.empty()) world.matches.push_back(match_of(row));
    }
    world.order.resize(rows);
    for (std::size_t i = 0; i < rows; ++i) world.order[i] = static_cast<std::uint32_t>(i);
    std::sort(world.order.begin(), world.order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return world.arrivals[a] != world.arrivals[b] ? world.arrivals[a] < world.arrivals[b] : a < b;
    });
    world.leads.rows = static_cast<std::int64_t>(rows);
    world.leads.arrivals = &future.judged;
    for (std::size_t f = 0; f < recorded_.leads.columns.size(); ++f) {
      const policy::ValueColumn& from = *recorded_.leads.columns[f];
      auto column = std::make_shared<policy::ValueColumn>();
      column->distinct = from.distinct;
      // Classes by value are the same in every run; those of `within_last` are by row.
      if (policy_.used[f].type != table::Type::date_time) column->id = from.id;
      column->code.reserve(rows);
      for (const std::uint32_t row : future.copied) column->code.push_back(from.code[row]);
      world.leads.columns.push_back(std::move(column));
    }
  }

  // What a copied lead repeats is not among the simulated: it follows whom it followed in the dry run.
  replay::LeadMatch match_of(std::uint32_t row) const {
    replay::LeadMatch match = recorded_.matches[row];
    if (policy_.matching.on_duplicate != policy::OnDuplicate::follow) return match;
    match.duplicate_of_lead = -1;
    match.duplicate_of_contact = -1;
    if (history_.follows[row] >= 0) {
      match.duplicate_of_contact = row;
      match.contact_owner = {replay::OwnerCell::State::person, history_.follows[row]};
    }
    return match;
  }

  const replay::World& recorded_;
  const History& history_;
  const Options& options_;
  Instant start_, from_, end_, to_;
  policy::Policy policy_;
  policy::ClassCache cache_;
  Outcome outcome_;
  std::size_t rules_ = 0, pools_ = 0, people_ = 0, hours_ = 0;   // where these groups begin
};

}  // namespace

double Group::rate() const { return rate_of(total); }

Interval Group::band() const {
  std::vector<double> rates;
  for (const Count& count : runs) {
    if (count.leads != 0) rates.push_back(rate_of(count));
  }
  return band_of(std::move(rates));
}

const Group* Outcome::find(By by, const std::string& name) const {
  const auto found = std::find_if(groups.begin(), groups.end(),
                                  [&](const Group& group) { return group.by == by && group.name == name; });
  return found == groups.end() ? nullptr : &*found;
}

Change change(const Group& after, const Group& before) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < std::min(after.runs.size(), before.runs.size()); ++i) {
    if (after.runs[i].leads == 0 || before.runs[i].leads == 0) continue;
    differences.push_back(rate_of(after.runs[i]) - rate_of(before.runs[i]));
  }
  return {after.rate() - before.rate(), band_of(std::move(differences))};
}

Instant first_midnight(const replay::World& world) {
  if (world.as_of == no_instant) return no_instant;
  const calendar::ZoneId zone = world.policy->zone;
  const std::int64_t day = floor_div(calendar::to_civil(zone, world.as_of), day_ms);
  const Instant today = calendar::to_instant(zone, day * day_ms);
  return today >= world.as_of ? today : calendar::to_instant(zone, (day + 1) * day_ms);
}

Result<Outcome> run(const replay::World& world, const History& history, const Options& options) {
  double weekly = 0;
  for (const HourOfWeek& hour : history.hours) {
    double sum = 0;
    for (const std::int32_t count : hour.counts) sum += count;
    if (sum > 0) weekly += sum / static_cast<double>(hour.counts.size());
  }
  const double leads = weekly * options.volume * static_cast<double>(options.days + 2 * margin_days) / 7;
  if (leads * static_cast<double>(options.runs) > most_leads) {
    return Problem{{}, "these are more than 500 million simulated leads", "fewer runs or days, or less volume"};
  }
  if (history.leads == 0) {
    return Problem{{}, "there is no lead with a known arrival, so nothing can be resampled", ""};
  }
  Forecaster forecaster(world, history, options);
  if (!forecaster.in_years()) {
    return Problem{{}, "the forecast would pass 2050, the last year that the time zones are known for",
                   "fewer days, or an earlier `as_of`"};
  }
  return std::move(forecaster).run();
}

}  // namespace leadwright::forecast
