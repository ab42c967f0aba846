// `clock_json`: one question about business time, asked of a calendar or of a person's hours.
#include <algorithm>

#include "base/text.h"
#include "session.h"

namespace leadwright {
namespace {

constexpr std::string_view owner_prefix = "owner:";

// Hours and the zone in which they are told.
struct Clock {
  const calendar::Calendar* hours = nullptr;
  calendar::ZoneId zone = calendar::ZoneId::utc;
};

class Question {
 public:
  explicit Question(const policy::Policy& policy) : policy_(policy) {}

  Result<std::string> answer(const json::Value& asked) && {
    if (!asked.is(json::Kind::object)) {
      refuse("", "a question is a JSON object, not " + std::string(json::name_of(asked.kind)));
      return std::move(problems_);
    }
    static const std::vector<std::string_view> keys = {"op", "calendar", "at", "to", "within"};
    for (const auto& [key, value] : asked.members) {
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
        refuse(key, "unknown key `" + key + "`", nearest(key, keys));
      }
    }
    const std::string op = text(asked, "op");
    static const std::vector<std::string_view> ops = {"due", "elapsed", "next_open", "is_open"};
    if (!op.empty() && std::find(ops.begin(), ops.end(), op) == ops.end()) {
      refuse("op", "unknown question `" + op + "`", nearest(op, ops));
    }
    const std::string name = text(asked, "calendar");
    const Clock clock = name.empty() ? Clock{} : find(name);
    const Instant at = instant(asked, "at", clock);
    const Instant to = op == "elapsed" ? instant(asked, "to", clock) : no_instant;
    const Millis within = op == "due" ? length(asked) : 0;
    if (!problems_.empty()) return std::move(problems_);

    json::Writer w;
    w.object().field("op", op).field("calendar", name).field("time_zone", calendar::zone_name(clock.zone));
    w.field("at", format_instant(at));
    if (op == "elapsed") {
      w.field("to", format_instant(to)).field("answer", clock.hours->elapsed(at, to)).key("local").null();
    } else if (op == "is_open") {
      w.field("answer", clock.hours->is_open(at)).field("local", report::local_time(at, clock.zone));
    } else {
      const Instant found = op == "due" ? clock.hours->due(at, within) : clock.hours->next_open(at);
      if (found == no_instant && clock.hours->reopens_after_range()) {
        refuse("at", "the answer lies after 2050, the last year that the time zones are known for");
        return std::move(problems_);
      }
      if (op == "due") w.field("within", asked.find("within")->text);
      w.key("answer");
      found == no_instant ? w.null() : w.string(format_instant(found));
      w.key("local");
      found == no_instant ? w.null() : w.string(report::local_time(found, clock.zone));
    }
    w.end();
    return std::move(w).text();
  }

 private:
  // Questions come from a command line or a page, so that only the pointer says where something is wrong.
  void refuse(std::string_view key, std::string message, std::string help = {}) {
    const std::string pointer = key.empty() ? std::string() : "/" + json::pointer_token(key);
    problems_.push_back({{"", pointer, 0, 0}, std::move(message), std::move(help)});
  }

  // "did you mean `x`?", else what there is.
  static std::string nearest(std::string_view misspelt, const std::vector<std::string_view>& names) {
    const std::string_view near = text::nearest(misspelt, names);
    if (!near.empty()) return "did you mean `" + std::string(near) + "`?";
    std::string all;
    for (const std::string_view name : names) {
      if (all.size() < 200) all += (all.empty() ? "`" : ", `") + std::string(name) + "`";
    }
    return all.empty() ? all : "there is " + all;
  }

  std::string text(const json::Value& asked, std::string_view key) {
    const json::Value* value = asked.find(key);
    if (value == nullptr) {
      refuse(key, "`" + std::string(key) + "` is missing");
    } else if (!value->is(json::Kind::string) || text::is_blank(value->text)) {
      refuse(key, "`" + std::string(key) + "` is a text that is not blank");
    } else {
      return value->text;
    }
    return {};
  }

  Clock find(const std::string& name) {
    std::vector<std::string_view> names;
    for (const policy::NamedCalendar& named : policy_.calendars) {
      if (named.name == name) return {&named.calendar, named.hours.zone};
      names.push_back(named.name);
    }
    if (!name.starts_with(owner_prefix)) {
      refuse("calendar", "the policy has no calendar `" + name + "`",
             names.empty() ? "`owner:ana` asks for a person's hours" : nearest(name, names));
      return {};
    }
    const std::string person_name = name.substr(owner_prefix.size());
    const replay::OwnerCell found = replay::OwnerNames(policy_).find(person_name);
    if (found.state == replay::OwnerCell::State::person) {
      const policy::Person& person = policy_.people[static_cast<std::size_t>(found.person)];
      return {&person.hours, person.zone};
    }
    std::vector<std::string_view> ids;
    for (const policy::Person& person : policy_.people) ids.push_back(person.id);
    refuse("calendar", "there is no person `" + person_name + "` in the policy", nearest(person_name, ids));
    return {};
  }

  // Without a zone it is a time on the calendar's wall.
  Instant instant(const json::Value& asked, std::string_view key, const Clock& clock) {
    const std::string written = text(asked, key);
    if (written.empty()) return no_instant;
    const table::Value read = table::read_date_time(written, clock.zone, table::DateOrder::unset);
    if (read.state == table::State::known) return read.instant;
    refuse(key, "`" + written + "` is no instant" + (read.reason.empty() ? "" : ": " + read.reason),
           "like `2026-03-02T16:50:00Z`, of the years 1999 to 2050");
    return no_instant;
  }

  Millis length(const json::Value& asked) {
    const std::string written = text(asked, "within");
    if (written.empty()) return 0;
    const Result<Millis> read = policy::read_length(written, true);
    if (read.ok()) return read.value();
    refuse("within", read.problems()[0].message, read.problems()[0].help);
    return 0;
  }

  const policy::Policy& policy_;
  Problems problems_;
};

}  // namespace

Result<std::string> Session::clock_json(std::string_view question) const {
  if (state_->policy == nullptr) return state_->no_policy();
  const Result<json::Value> asked = json::read("question", question);
  if (!asked.ok()) return asked.problems();
  return Question(*state_->policy).answer(asked.value());
}

}  // namespace leadwright
