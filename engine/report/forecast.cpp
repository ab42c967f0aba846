#include "report/forecast.h"

#include <algorithm>

#include "base/decimal.h"
#include "base/json.h"
#include "report/text_table.h"

namespace leadwright::report {
namespace {

using forecast::By;
using forecast::Group;

constexpr std::string_view days_of_week[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr Millis short_record = 14 * day_ms;

// In ten-thousandths; rates are told no finer.
std::int64_t parts(double rate) { return static_cast<std::int64_t>(rate * 10000 + (rate < 0 ? -0.5 : 0.5)); }
double rounded(double rate) { return static_cast<double>(parts(rate)) / 10000; }

// "12.3"
std::string tenths(double rate) {
  const std::int64_t value = (std::abs(parts(rate)) + 5) / 10;
  const std::string sign = parts(rate) < 0 && value != 0 ? "-" : "";
  return sign + std::to_string(value / 10) + "." + std::to_string(value % 10);
}

double leads_of_run(const ForecastTold& told, std::int64_t all_runs) {
  const std::int64_t tenth = (all_runs * 20 / told.options.runs + 1) / 2;
  return static_cast<double>(tenth) / 10;
}

// Half the width of the 95 % interval of the mean rate: what more runs would make smaller.
double error_of(const Group& group) {
  std::vector<double> rates;
  for (const forecast::Count& run : group.runs) {
    if (run.leads != 0) rates.push_back(static_cast<double>(run.breached) / static_cast<double>(run.leads));
  }
  if (rates.size() < 2) return 0;
  const Interval interval = mean_interval(rates, z_95);
  return (interval.high - interval.low) / 2;
}

std::string hour_words(const std::string& number) {
  const int hour = std::stoi(number);
  const std::string zero = hour % 24 < 10 ? "0" : "";
  return std::string(days_of_week[hour / 24]) + " " + zero + std::to_string(hour % 24) + ":00";
}

// What a reader should know before believing it.
std::vector<std::string> notes_of(const ForecastTold& told) {
  const forecast::History& history = *told.history;
  const policy::Policy& policy = *told.policy;
  std::vector<std::string> notes;
  if (history.last - history.first < short_record) {
    notes.push_back("the record is shorter than two weeks; hours of the week that it lacks have no leads here");
  }
  const bool clocks = std::any_of(policy.rules.begin(), policy.rules.end(),
                                  [](const policy::Rule& rule) { return rule.sla >= 0; });
  if (!clocks) notes.push_back("no rule has an SLA target, so nothing can be breached");
  const bool limited = std::any_of(policy.people.begin(), policy.people.end(),
                                   [](const policy::Person& person) { return person.capacity > 0; });
  if (told.options.volume != 1 && !limited) {
    notes.push_back("nobody has a `capacity`, so the volume makes nobody slower or faster");
  }
  if (history.assumed_owner > 0) {
    notes.push_back(counted(history.assumed_owner, "touched lead has", "touched leads have") +
                    " no recorded owner of the policy; the touch is taken as one of the dry run's owner");
  }
  std::string lent;
  std::int64_t lent_to = 0;
  for (std::size_t p = 0; p < history.people.size(); ++p) {
    if (history.people[p].lent == forecast::Lent::own) continue;
    lent_to += 1;
    if (lent_to <= 8) lent += (lent.empty() ? "`" : ", `") + policy.people[p].id + "`";
  }
  if (lent_to > 8) lent += " and " + grouped(lent_to - 8) + " more";
  if (lent_to > 0) {
    notes.push_back("fewer than " + std::to_string(forecast::few) + " leads that were touched or long left: " + lent +
                    (lent_to == 1 ? " goes" : " go") + " by the delays of their pool, else of everybody");
  }
  return notes;
}

// ---- JSON ------------------------------------------------------------------------------------------

void put_rate(json::Writer& w, const ForecastTold& told, const Group& group) {
  const Interval band = group.band();
  w.field("leads_per_run", leads_of_run(told, group.total.leads)).field("rate", rounded(group.rate()));
  w.field("low", rounded(band.low)).field("high", rounded(band.high));
}

void put_change(json::Writer& w, const ForecastTold& told, const Group& group) {
  const Group* before = told.before == nullptr ? nullptr : told.before->find(group.by, group.name);
  if (told.before == nullptr) return;
  w.key("change");
  if (before == nullptr) {
    w.null();
    return;
  }
  const forecast::Change change = forecast::change(group, *before);
  w.object().field("rate", rounded(change.difference)).field("low", rounded(change.band.low));
  w.field("high", rounded(change.band.high)).end();
}

void put_groups(json::Writer& w, const ForecastTold& told, std::string_view key, std::string_view name, By by) {
  w.key(key).array();
  for (const Group& group : told.outcome->groups) {
    if (group.by != by) continue;
    w.object();
    if (by == By::hour) {
      const int hour = std::stoi(group.name);
      w.field("weekday", days_of_week[hour / 24]).field("hour", hour % 24);
    } else {
      w.field(name, group.name);
    }
    put_rate(w, told, group);
    put_change(w, told, group);
    w.end();
  }
  w.end();
}

void put_habits(json::Writer& w, const forecast::Habits& habits) {
  w.field("touched", habits.touched).field("untouched", habits.cut_off);
  w.field("delays_of", forecast::name_of(habits.lent));
  w.key("median_ms");
  const auto median = habits.delays->quantile(0.5);
  median ? w.number(*median) : w.null();
}

// ---- words -----------------------------------------------------------------------------------------

std::string band_words(const Group& group) {
  const Interval band = group.band();
  return tenths(band.low) + " to " + tenths(band.high) + " %";
}

std::string change_words(const ForecastTold& told, const Group& group) {
  const Group* before = told.before->find(group.by, group.name);
  if (before == nullptr) return "new";
  const double difference = forecast::change(group, *before).difference;
  return (parts(difference) > 0 ? "+" : "") + tenths(difference);
}

void put_table(std::string& out, const ForecastTold& told, const std::string& title, By by, int width) {
  const std::size_t most = by == By::hour ? 5 : 20;
  std::vector<const Group*> groups;
  for (const Group& group : told.outcome->groups) {
    if (group.by == by) groups.push_back(&group);
  }
  if (groups.empty()) return;
  const std::size_t all = groups.size();
  if (by == By::hour || all > most) {
    std::stable_sort(groups.begin(), groups.end(),
                     [](const Group* a, const Group* b) { return a->total.breached > b->total.breached; });
    groups.resize(std::min(all, most));
  }
  std::vector<std::string> header = {title, "leads", "breached", "5 to 95 %"};
  if (told.before != nullptr) header.push_back("change");
  TextTable table(std::move(header));
  for (const Group* group : groups) {
    std::vector<std::string> row = {by == By::hour ? hour_words(group->name) : group->name,
                                    format_double(leads_of_run(told, group->total.leads)),
                                    tenths(group->rate()) + " %", band_words(*group)};
    if (told.before != nullptr) row.push_back(change_words(told, *group));
    table.row(std::move(row));
  }
  out += "\n" + table.text(width);
  if (groups.size() < all) {
    out += "  the " + std::to_string(most) + " with most breaches, of ";
    out += grouped(static_cast<std::int64_t>(all)) + "\n";
  }
}

std::string scenario_words(const ForecastTold& told) {
  const std::string times = told.options.volume == 1 ? "" : format_double(told.options.volume) + " times ";
  std::string words = times + "the recorded volume";
  for (std::size_t i = 0; i < told.options.without.size(); ++i) {
    words += i == 0 ? ", without " : ", ";
    words += "`" + told.policy->people[static_cast<std::size_t>(told.options.without[i])].id + "`";
  }
  return words;
}

}  // namespace

std::string forecast_json(const ForecastTold& told) {
  const forecast::History& history = *told.history;
  const policy::Policy& policy = *told.policy;
  json::Writer w;
  w.object().key("forecast").object();
  w.field("from", format_instant(told.outcome->start)).field("to", format_instant(told.outcome->end));
  w.field("time_zone", calendar::zone_name(policy.zone)).field("days", told.options.days);
  w.field("runs", told.options.runs).field("seed", static_cast<std::int64_t>(told.options.seed));
  w.field("volume", told.options.volume).key("without").array();
  for (const int person : told.options.without) w.string(policy.people[static_cast<std::size_t>(person)].id);
  w.end().end();

  w.key("record").object().field("leads", history.leads).field("from", format_instant(history.first));
  w.field("to", format_instant(history.last)).field("touched_by_recorded_owner", history.own_owner);
  w.field("touched_by_assumed_owner", history.assumed_owner).field("clocks_ended", told.recorded.leads);
  w.field("breached", told.recorded.breached).key("rate");
  if (told.recorded.leads == 0) {
    w.null();
  } else {
    w.number(rounded(static_cast<double>(told.recorded.breached) / static_cast<double>(told.recorded.leads)));
  }
  w.end();

  w.key("per_run").object().field("leads", leads_of_run(told, told.outcome->arrived));
  w.field("routed", leads_of_run(told, told.outcome->routed));
  w.field("queued", leads_of_run(told, told.outcome->queued));
  w.field("out_of_scope", leads_of_run(told, told.outcome->out_of_scope)).end();

  w.key("breaches").object();
  put_rate(w, told, told.outcome->all());
  w.field("error", rounded(error_of(told.outcome->all())));
  put_change(w, told, told.outcome->all());
  w.end();
  if (told.before != nullptr) {
    w.key("compared_with").object().field("what", told.before_is);
    put_rate(w, told, told.before->all());
    w.end();
  }
  put_groups(w, told, "by_rule", "rule", By::rule);
  put_groups(w, told, "by_pool", "pool", By::pool);
  put_groups(w, told, "by_owner", "owner", By::owner);
  put_groups(w, told, "by_hour", "hour", By::hour);

  w.key("delays").array();
  for (std::size_t p = 0; p < history.people.size(); ++p) {
    w.object().field("owner", policy.people[p].id);
    put_habits(w, history.people[p]);
    w.end();
  }
  for (std::size_t r = 0; r < history.queues.size(); ++r) {
    if (history.queues[r].delays == nullptr) continue;
    w.object().field("queue_of_rule", policy.rules[r].id);
    put_habits(w, history.queues[r]);
    w.end();
  }
  w.end().key("notes").array();
  for (const std::string& note : notes_of(told)) w.string(note);
  w.end().end();
  return std::move(w).text();
}

std::string forecast_text(const ForecastTold& told, int width) {
  const Group& all = told.outcome->all();
  const calendar::ZoneId zone = told.policy->zone;
  std::string out;
  const auto say = [&](const std::string& text, std::string_view indent = "") {
    out += wrapped(text, width, indent) + "\n";
  };
  say(counted(told.options.days, "day", "days") + " from " + local_time(told.outcome->start, zone) + ", " +
      std::string(calendar::zone_name(zone)) + ": " + counted(told.options.runs, "run", "runs") + ", seed " +
      std::to_string(told.options.seed) + ", " + scenario_words(told));
  out += "\n";
  if (all.total.leads == 0) {
    say("No clock ends in any run: nothing to forecast.");
  } else {
    say(tenths(all.rate()) + " % of the leads with a target are breached (5 to 95 % of runs: " + band_words(all) +
        "), of " + format_double(leads_of_run(told, all.total.leads)) + " a run. In the record: " +
        percent(told.recorded.breached, told.recorded.leads) + " of " + grouped(told.recorded.leads) + ".");
  }
  if (told.before != nullptr && all.total.leads != 0) {
    const forecast::Change change = forecast::change(all, told.before->all());
    say("That is " + change_words(told, all) + " points against " + told.before_is + " (" +
        tenths(told.before->all().rate()) + " %); " + tenths(change.band.low) + " to " + tenths(change.band.high) +
        " in 90 % of the pairs of runs.");
  }
  put_table(out, told, "rule", By::rule, width);
  put_table(out, told, "pool", By::pool, width);
  put_table(out, told, "owner", By::owner, width);
  put_table(out, told, "hour of the week", By::hour, width);
  const std::vector<std::string> notes = notes_of(told);
  if (!notes.empty()) out += "\n";
  for (const std::string& note : notes) say("- " + note, "  ");
  return out;
}

}  // namespace leadwright::report
