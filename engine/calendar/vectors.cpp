#include "calendar/vectors.h"

#include <algorithm>
#include <map>
#include <cstdint>
#include <iterator>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/text.h"
#include "calendar/calendar.h"

namespace leadwright::calendar {
namespace {

constexpr std::string_view date_form = "YYYY-MM-DD";
constexpr std::string_view local_form = "YYYY-MM-DDThh:mm";
constexpr std::string_view utc_form = "YYYY-MM-DDThh:mm:ssZ";
constexpr std::string_view clock_form = "hh:mm";

// Reads a time whose digits stand where the form has letters of `YMDhms`; what the form lacks is
// that of the epoch. Nothing where it is no time of the calendar; 24:00 is none.
std::optional<Civil> read_time(std::string_view text, std::string_view form) {
  constexpr std::string_view letters = "YMDhms";
  int fields[] = {0, 0, 0, 0, 0, 0};
  if (text.size() != form.size()) return std::nullopt;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const std::size_t field = letters.find(form[i]);
    if (field == std::string_view::npos) {
      if (text[i] != form[i]) return std::nullopt;
    } else {
      if (text[i] < '0' || text[i] > '9') return std::nullopt;
      fields[field] = fields[field] * 10 + (text[i] - '0');
    }
  }
  const auto [year, month, day, hour, minute, second] = fields;
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  std::int64_t days = 0;
  if (form.starts_with(date_form)) {
    if (!is_date(year, month, day)) return std::nullopt;
    days = days_from_date(year, month, day);
  }
  return days * day_ms + hour * hour_ms + minute * minute_ms + second * second_ms;
}

// A value and the pointer that leads to it.
struct Found {
  const json::Value& value;
  std::string pointer;

  Found at(std::size_t index) const { return {value.items[index], pointer + "/" + std::to_string(index)}; }
  Found at(const json::Member& member) const {
    return {member.second, pointer + "/" + json::pointer_token(member.first)};
  }
};

void write_instant(json::Writer& writer, const Calendar& calendar, Instant at) {
  if (at != no_instant) {
    writer.string(format_instant(at).substr(0, 19) + "Z");
  } else if (calendar.reopens_after_range()) {
    writer.object().field("error", "it lies after 2050, the last year that the time zones are known for").end();
  } else {
    writer.null();
  }
}

// Reads and answers in one go, since a calendar is large and each vector has its own. After the first
// problem the answers are worth nothing, but the reading goes on.
class Examiner {
 public:
  explicit Examiner(std::string_view file) : file_(file) {}

  Result<std::string> answer(const json::Value& document) && {
    json::Writer writer;
    writer.object().key("answers").object();
    answer_all({document, ""}, writer);
    writer.end().end();
    if (!problems_.empty()) return std::move(problems_);
    return std::move(writer).text();
  }

 private:
  void answer_all(const Found& root, json::Writer& writer) {
    if (!is(root, json::Kind::object)) return;
    if (const auto format = text(root, "format", false); format && *format != "sla-vectors/1") {
      refuse(*get(root, "format"), "unknown format `" + *format + "`", "`sla-vectors/1`");
    }
    const auto vectors = get(root, "vectors");
    if (!vectors || !is(*vectors, json::Kind::array)) return;
    std::set<std::string> ids;
    for (std::size_t i = 0; i < vectors->value.items.size(); ++i) {
      const Found vector = vectors->at(i);
      if (!is(vector, json::Kind::object)) continue;
      const auto id = text(vector, "id");
      if (id && !ids.insert(*id).second) refuse(*get(vector, "id"), "a second vector with the id `" + *id + "`");
      writer.key(id.value_or(""));
      answer_one(vector, writer);
    }
  }

  void answer_one(const Found& vector, json::Writer& writer) {
    const auto found = get(vector, "calendar");
    const Calendar hours = found ? calendar(*found) : Calendar();
    const Calendar clock = hours.without(spans(vector, "pauses", utc_form));
    const auto op = text(vector, "op");
    if (op == "due") {
      const Instant start = instant(vector, "start");
      write_instant(writer, clock, clock.due(start, seconds(vector)));
    } else if (op == "elapsed") {
      const Instant start = instant(vector, "start");
      writer.number(clock.elapsed(start, instant(vector, "end", true)) / second_ms);
    } else if (op == "next_open") {
      write_instant(writer, hours, hours.next_open(instant(vector, "at")));
    } else if (op == "is_open") {
      writer.boolean(hours.is_open(instant(vector, "at")));
    } else {
      if (op) refuse(*get(vector, "op"), "unknown op `" + *op + "`", "due, elapsed, next_open or is_open");
      writer.null();
    }
  }

  void refuse(const Found& found, std::string message, std::string help = {}) {
    const Place place{file_, found.pointer, found.value.line, found.value.column};
    problems_.push_back({place, std::move(message), std::move(help)});
  }

  bool is(const Found& found, json::Kind kind) {
    if (found.value.is(kind)) return true;
    refuse(found, "expected " + std::string(json::name_of(kind)) + ", found " +
                      std::string(json::name_of(found.value.kind)));
    return false;
  }

  std::optional<Found> get(const Found& object, std::string_view key, bool needed = true) {
    std::string pointer = object.pointer + "/" + json::pointer_token(key);
    if (const json::Value* value = object.value.find(key)) return Found{*value, std::move(pointer)};
    if (needed) refuse({object.value, std::move(pointer)}, "`" + std::string(key) + "` is missing");
    return std::nullopt;
  }

  std::optional<std::string> text(const Found& object, std::string_view key, bool needed = true) {
    const auto found = get(object, key, needed);
    if (!found || !is(*found, json::Kind::string)) return std::nullopt;
    return found->value.text;
  }

  std::optional<Civil> time(const Found& found, std::string_view form) {
    if (!is(found, json::Kind::string)) return std::nullopt;
    const auto read = read_time(found.value.text, form);
    if (!read) refuse(found, "`" + found.value.text + "` is no time", "write it as `" + std::string(form) + "`");
    return read;
  }

  // An instant of the range; as the end of a stretch also the end of the range.
  Instant instant(const Found& object, std::string_view key, bool is_end = false) {
    const auto found = get(object, key);
    if (!found) return first_instant;
    const auto at = time(*found, utc_form);
    if (!at) return first_instant;
    if (in_range(*at) || (is_end && *at == last_instant)) return *at;
    refuse(*found, "`" + found->value.text + "` lies outside the years 1999 to 2050");
    return first_instant;
  }

  // Pairs of times in order. Only what lies in the range matters to an answer, so they may pass it.
  std::vector<Span> spans(const Found& object, std::string_view key, std::string_view form) {
    std::vector<Span> result;
    for_each_pair(get(object, key, false), [&](const Found& pair) {
      const auto from = time(pair.at(0), form);
      const auto to = time(pair.at(1), form);
      if (!from || !to) return;
      if (*from > *to) refuse(pair, "it ends before it begins");
      result.push_back({*from, *to});
    });
    return result;
  }

  template <class Take>
  void for_each_pair(const std::optional<Found>& list, Take take) {
    if (!list || !is(*list, json::Kind::array)) return;
    for (std::size_t i = 0; i < list->value.items.size(); ++i) {
      const Found pair = list->at(i);
      if (!is(pair, json::Kind::array)) continue;
      if (pair.value.items.size() != 2) {
        refuse(pair, "expected two times, found " + std::to_string(pair.value.items.size()));
      } else {
        take(pair);
      }
    }
  }

  std::vector<Interval> intervals(const Found& list) {
    std::vector<Interval> result;
    for_each_pair(list, [&](const Found& pair) {
      const auto from = time(pair.at(0), clock_form);
      const bool whole_date = pair.value.items[1].is(json::Kind::string) && pair.value.items[1].text == "24:00";
      const auto to = whole_date ? day_ms : time(pair.at(1), clock_form);
      if (from && to) result.push_back({static_cast<int>(*from / minute_ms), static_cast<int>(*to / minute_ms)});
    });
    return result;
  }

  Calendar calendar(const Found& found) {
    if (!is(found, json::Kind::object)) return {};
    constexpr std::string_view keys[] = {"tz", "weekly", "holidays", "overrides", "time_off"};
    for (const json::Member& member : found.value.members) {
      if (std::find(std::begin(keys), std::end(keys), member.first) == std::end(keys)) {
        refuse(found.at(member), "unknown key `" + member.first + "`",
               "allowed: tz, weekly, holidays, overrides, time_off");
      }
    }
    Hours hours;
    if (const auto name = text(found, "tz")) {
      if (const auto zone = find_zone(*name)) {
        hours.zone = *zone;
      } else {
        const std::string_view near = text::nearest(*name, zone_names());
        refuse(*get(found, "tz"), "`" + *name + "` is no time zone of tzdata " + std::string(tzdata_version()),
               near.empty() ? "" : "did you mean `" + std::string(near) + "`?");
      }
    }
    if (const auto weekly = get(found, "weekly"); weekly && is(*weekly, json::Kind::object)) {
      constexpr std::string_view days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
      for (const json::Member& member : weekly->value.members) {
        const auto day = std::find(std::begin(days), std::end(days), member.first);
        if (day == std::end(days)) {
          refuse(weekly->at(member), "unknown day `" + member.first + "`", "mon, tue, wed, thu, fri, sat or sun");
        } else {
          hours.weekly[static_cast<std::size_t>(day - days)] = intervals(weekly->at(member));
        }
      }
    }
    if (const auto holidays = get(found, "holidays", false); holidays && is(*holidays, json::Kind::array)) {
      for (std::size_t i = 0; i < holidays->value.items.size(); ++i) {
        if (const auto date = time(holidays->at(i), date_form)) hours.holidays.push_back(*date / day_ms);
      }
    }
    if (const auto overrides = get(found, "overrides", false); overrides && is(*overrides, json::Kind::object)) {
      for (const json::Member& member : overrides->value.members) {
        const auto date = read_time(member.first, date_form);
        if (!date) refuse(overrides->at(member), "`" + member.first + "` is no date", "write it as `YYYY-MM-DD`");
        const std::vector<Interval> replacing = intervals(overrides->at(member));
        if (date) hours.overrides[*date / day_ms] = replacing;
      }
    }
    std::vector<Span> time_off = spans(found, "time_off", local_form);
    for (Span& span : time_off) span = {to_instant(hours.zone, span.from), to_instant(hours.zone, span.to)};
    // Vectors often ask several questions of one calendar.
    const std::string key = json::canonical(found.value);
    const auto known = calendars_.find(key);
    if (known != calendars_.end()) return known->second;
    return calendars_.emplace(key, Calendar::make(hours).without(std::move(time_off))).first->second;
  }

  // Digits alone. More than the range is long is as good as any other such length.
  Millis seconds(const Found& vector) {
    const auto found = get(vector, "seconds");
    if (!found || !is(*found, json::Kind::number)) return 0;
    constexpr Millis most = last_instant - first_instant + second_ms;
    Millis amount = 0;
    for (const char c : found->value.text) {
      if (c < '0' || c > '9') {
        refuse(*found, "`" + found->value.text + "` is no whole number of seconds");
        return 0;
      }
      amount = std::min(most, amount * 10 + (c - '0') * second_ms);
    }
    return amount;
  }

  std::string file_;
  Problems problems_;
  std::map<std::string, Calendar> calendars_;   // by their canonical JSON
};

}  // namespace

Result<std::string> answer_vectors(std::string_view file, const json::Value& document) {
  return Examiner(file).answer(document);
}

}  // namespace leadwright::calendar
