// `forecast_json` and `forecast_text`: sampled futures of the loaded leads under the policy in force.
#include <algorithm>

#include "base/text.h"
#include "report/forecast.h"
#include "session.h"

namespace leadwright {
namespace {

struct Asked {
  forecast::Options options;
  std::optional<std::string> against;   // another policy's text
};

// Options come from a command line or a page, so that only the pointer says where something is wrong.
Problem wrong(std::string_view key, std::string message, std::string help = {}) {
  return {{"", key.empty() ? std::string() : "/" + std::string(key), 0, 0}, std::move(message), std::move(help)};
}

// A whole number of [least, most].
std::optional<std::int64_t> whole(const json::Value& value, std::int64_t least, std::int64_t most) {
  if (!value.is(json::Kind::number) || value.text.size() > 16) return {};
  std::int64_t number = 0;
  for (const char digit : value.text) {
    if (digit < '0' || digit > '9') return {};
    number = number * 10 + (digit - '0');
  }
  if (number < least || number > most) return {};
  return number;
}

Result<Asked> read_options(std::string_view text, const policy::Policy& policy) {
  const Result<json::Value> root = json::read("options", text);
  if (!root.ok()) return root.problems();
  if (!root.value().is(json::Kind::object)) return wrong("", "options are a JSON object");
  Asked asked;
  Problems problems;
  const auto take = [&](const json::Value& value, std::string_view key, std::int64_t least, std::int64_t most) {
    const auto number = whole(value, least, most);
    if (!number) {
      problems.push_back(wrong(key, "`" + std::string(key) + "` is a whole number from " + std::to_string(least) +
                                        " to " + std::to_string(most)));
    }
    return number.value_or(least);
  };
  for (const auto& [key, value] : root.value().members) {
    if (key == "runs") {
      asked.options.runs = take(value, key, 1, 10'000);
    } else if (key == "seed") {
      constexpr std::int64_t most = 9'007'199'254'740'991;   // what a double holds exactly
      asked.options.seed = static_cast<std::uint64_t>(take(value, key, 0, most));
    } else if (key == "days") {
      asked.options.days = take(value, key, 1, 366);
    } else if (key == "volume") {
      const auto number = value.is(json::Kind::number) ? read_decimal(value.text) : std::nullopt;
      asked.options.volume = number ? to_double(*number) : 0;
      if (!(asked.options.volume > 0) || asked.options.volume > 100) {
        problems.push_back(wrong(key, "`volume` is a number above 0 and at most 100"));
      }
    } else if (key == "without") {
      if (!value.is(json::Kind::array)) problems.push_back(wrong(key, "`without` is an array of people"));
      for (const json::Value& name : value.items) {
        const replay::OwnerCell found = replay::OwnerNames(policy).find(name.text);
        if (name.is(json::Kind::string) && found.state == replay::OwnerCell::State::person) {
          asked.options.without.push_back(found.person);
          continue;
        }
        std::vector<std::string_view> ids;
        for (const policy::Person& person : policy.people) ids.push_back(person.id);
        const std::string_view near = text::nearest(name.text, ids);
        problems.push_back(wrong(key, "there is no person `" + name.text + "` in the policy",
                                 near.empty() ? "" : "did you mean `" + std::string(near) + "`?"));
      }
    } else if (key == "against") {
      if (value.is(json::Kind::string)) asked.against = value.text;
      else problems.push_back(wrong(key, "`against` is the text of a policy"));
    } else {
      const std::string_view near = text::nearest(key, {"runs", "seed", "volume", "days", "without", "against"});
      problems.push_back(wrong(key, "unknown option `" + key + "`",
                               near.empty() ? "" : "did you mean `" + std::string(near) + "`?"));
    }
  }
  auto& without = asked.options.without;
  std::sort(without.begin(), without.end());
  without.erase(std::unique(without.begin(), without.end()), without.end());
  if (!problems.empty()) return problems;
  return asked;
}

// Problems of a policy's tables, with the name that the policy's file has.
Problems in_file(Problems problems, const std::string& name) {
  for (Problem& problem : problems) {
    if (problem.place.file == "policy.json") problem.place.file = name;
  }
  return problems;
}

// The same people under another policy; those that it lacks are away anyway.
std::vector<int> same_people(const std::vector<int>& people, const policy::Policy& from,
                             const policy::Policy& to) {
  std::vector<int> same;
  for (const int person : people) {
    const std::string& id = from.people[static_cast<std::size_t>(person)].id;
    for (std::size_t p = 0; p < to.people.size(); ++p) {
      if (to.people[p].id == id) same.push_back(static_cast<int>(p));
    }
  }
  return same;
}

Result<forecast::Outcome> future_of(const report::DryRun& dry, const forecast::Options& options) {
  return forecast::run(dry.world(), forecast::read_history(dry.world(), *dry.run), options);
}

}  // namespace

Result<std::string> Session::State::forecast(std::string_view options, int width, bool as_json) {
  if (policy == nullptr) return no_policy();
  Result<Asked> read = read_options(options, *policy);
  if (!read.ok()) return read.problems();
  Asked& asked = read.value();
  const Result<report::DryRun> record = decide(policy, replay::TextColumns::dictionaries);
  if (!record.ok()) return in_file(record.problems(), policy_file);
  const replay::World& world = record.value().world();
  asked.options.start = forecast::first_midnight(world);

  const forecast::History history = forecast::read_history(world, *record.value().run);
  const Result<forecast::Outcome> outcome = forecast::run(world, history, asked.options);
  if (!outcome.ok()) return outcome.problems();

  report::ForecastTold told{policy.get(), asked.options, &history, &outcome.value(), {}, nullptr, {}};
  for (const replay::Decision& decision : record.value().run->decisions) {
    const bool breached = decision.sla_status == replay::SlaStatus::breached;
    told.recorded.leads += breached || decision.sla_status == replay::SlaStatus::met;
    told.recorded.breached += breached;
  }

  std::optional<Result<forecast::Outcome>> before;
  if (asked.against) {
    Result<policy::Policy> other = policy::read("against", *asked.against);
    if (!other.ok()) return other.problems();
    const auto shared = std::make_shared<const policy::Policy>(std::move(other).value());
    const Result<report::DryRun> other_dry = decide(shared, replay::TextColumns::dictionaries);
    if (!other_dry.ok()) return in_file(other_dry.problems(), "against");
    forecast::Options same = asked.options;
    same.without = same_people(same.without, *policy, *shared);
    before = future_of(other_dry.value(), same);
    told.before_is = "the policy `" + shared->name + "`";
  } else if (asked.options.volume != 1 || !asked.options.without.empty()) {
    forecast::Options plain = asked.options;
    plain.volume = 1;
    plain.without.clear();
    before = forecast::run(world, history, plain);
    told.before_is = "the recorded volume with everybody there";
  }
  if (before) {
    if (!before->ok()) return before->problems();
    told.before = &before->value();
  }
  return as_json ? report::forecast_json(told) : report::forecast_text(told, width);
}

Result<std::string> Session::forecast_json(std::string_view options) { return state_->forecast(options, 0, true); }

Result<std::string> Session::forecast_text(std::string_view options, int width) {
  return state_->forecast(options, width, false);
}

}  // namespace leadwright
