#include <algorithm>
#include <set>

#include "base/digest.h"
#include "policy/policy.h"
#include "policy/reading.h"

namespace leadwright::policy {
namespace {

using json::Kind;
using Names = std::vector<std::string_view>;

constexpr int deepest_condition = 500;
constexpr Millis longest_within = 20'000 * day_ms;  // beyond the range of the zone table

Names keys_of(const json::Value* object) {
  Names names;
  if (object != nullptr && object->is(Kind::object)) {
    for (const auto& [key, unused] : object->members) names.push_back(key);
  }
  return names;
}

// Reads the policy's parts in the order in which they refer to each other.
class PolicyReader {
 public:
  PolicyReader(Reading& reading, const json::Value& root) : reading_(reading), root_(root) {}

  Policy read() {
    reading_.keys(root_, "",
                  {"leadwright", "name", "time_zone", "sources", "fields", "lists", "conditions", "calendars", "people",
                   "pools", "sla", "segment", "evidence", "matching", "rules", "assertions", "pilot", "as_of"},
                  {"leadwright", "name", "time_zone", "rules"});
    if (const json::Value* format = root_.find("leadwright")) {
      if (!format->is(Kind::number) || format->text != "1") {
        reading_.problem(*format, "/leadwright", "the format of this policy is not `1`", "`\"leadwright\": 1`");
      }
    }
    if (const json::Value* name = root_.find("name")) {
      if (const auto text = reading_.string(*name, "/name")) policy_.name = *text;
    }
    if (const json::Value* zone = root_.find("time_zone")) {
      if (const auto id = reading_.zone(*zone, "/time_zone")) policy_.zone = *id;
    }
    fields();
    sources();
    lists();
    calendars();
    people();
    pools();
    slas();
    matching();
    conditions_and_rules();
    evidence();
    pilot();
    as_of();
    empty_calendars();
    return std::move(policy_);
  }

 private:
  // A member that must be an object, or nothing.
  const json::Value* object(std::string_view key) {
    const json::Value* value = root_.find(key);
    return value != nullptr && reading_.object(*value, join("", key)) ? value : nullptr;
  }

  void fields() {
    const json::Value* all = object("fields");
    if (all == nullptr) return;
    static const Names types = {"text", "choice", "number", "money", "date_time", "boolean", "country"};
    const auto& standard = table::standard_fields(table::Role::leads);
    for (const auto& [name, value] : all->members) {
      const std::string here = join("/fields", name);
      if (std::find(standard.begin(), standard.end(), name) != standard.end()) {
        reading_.problem(value, here, "`" + name + "` is a standard field already",
                         "name its column in `sources.leads.columns`");
        continue;
      }
      if (text::is_blank(name) || name.rfind("account.", 0) == 0) {
        reading_.problem(value, here, "`" + name + "` cannot be the name of a field");
        continue;
      }
      if (!reading_.object(value, here)) {
        reading_.mark_broken(name);
        continue;
      }
      reading_.keys(value, here, {"type", "column"}, {"type"});
      CustomField field;
      field.name = name;
      field.column = name;
      if (const json::Value* type = value.find("type")) {
        if (const auto word = reading_.word(*type, join(here, "type"), types)) field.type = static_cast<table::Type>(*word);
        else reading_.mark_broken(name);
      } else {
        reading_.mark_broken(name);
      }
      if (const json::Value* column = value.find("column")) {
        if (const auto header = reading_.filled_string(*column, join(here, "column"))) field.column = *header;
      }
      policy_.fields.push_back(std::move(field));
    }
  }

  void sources() {
    const json::Value* all = object("sources");
    if (all == nullptr) return;
    Names roles;
    for (int i = 0; i < table::role_count; ++i) roles.push_back(table::name_of(static_cast<table::Role>(i)));
    reading_.keys(*all, "/sources", roles);
    for (const auto& [name, value] : all->members) {
      const auto role = table::find_role(name);
      if (role) source(*role, value, join("/sources", name));
    }
  }

  void source(table::Role role, const json::Value& value, const std::string& here) {
    Source& source = policy_.sources[static_cast<std::size_t>(role)];
    source.given = true;
    source.pointer = here;
    if (!reading_.object(value, here)) return;
    reading_.keys(value, here, {"file", "system", "time_zone", "date_order", "number_format", "columns", "empty"});
    if (const json::Value* file = value.find("file")) {
      const std::string at = join(here, "file");
      if (file->is(Kind::array)) {
        if (file->items.empty()) reading_.problem(*file, at, "a list of files needs at least one");
        for (std::size_t i = 0; i < file->items.size(); ++i) {
          const auto name = reading_.filled_string(file->items[i], join(at, i));
          if (!name) continue;
          if (std::find(source.files.begin(), source.files.end(), *name) != source.files.end()) {
            reading_.problem(file->items[i], join(at, i), "the file `" + *name + "` is listed twice");
          } else {
            source.files.push_back(*name);
          }
        }
      } else if (file->is(Kind::string)) {
        if (const auto name = reading_.filled_string(*file, at)) source.files.push_back(*name);
      } else {
        reading_.problem(*file, at, "a file name or an array of them is needed here");
      }
    }
    if (const json::Value* system = value.find("system")) {
      if (const auto name = reading_.filled_string(*system, join(here, "system"))) source.system = *name;
    }
    if (const json::Value* zone = value.find("time_zone")) source.zone = reading_.zone(*zone, join(here, "time_zone"));
    if (const json::Value* order = value.find("date_order")) {
      if (const auto word = reading_.word(*order, join(here, "date_order"), {"mdy", "dmy"})) {
        source.date_order = *word == 0 ? table::DateOrder::mdy : table::DateOrder::dmy;
      }
    }
    if (const json::Value* format = value.find("number_format")) {
      if (const auto word = reading_.word(*format, join(here, "number_format"), {"1,234.56", "1.234,56"})) {
        source.number_format = *word == 0 ? NumberFormat::point : NumberFormat::comma;
      }
    }
    if (const json::Value* columns = value.find("columns")) {
      const std::string at = join(here, "columns");
      if (reading_.object(*columns, at)) {
        Names known = table::standard_fields(role);
        for (const CustomField& field : policy_.fields) {
          if (role == table::Role::leads) known.push_back(field.name);
        }
        for (const auto& [field, header] : columns->members) {
          if (role == table::Role::leads && std::find(known.begin(), known.end(), field) == known.end()) {
            reading_.problem(header, join(at, field), "leads have no field `" + field + "`", reading_.did_you_mean(field, known));
            continue;
          }
          if (const auto text = reading_.filled_string(header, join(at, field))) source.columns[field] = *text;
        }
      }
    }
    if (const json::Value* empty = value.find("empty")) {
      const std::string at = join(here, "empty");
      if (reading_.object(*empty, at)) {
        for (const auto& [column, texts] : empty->members) {
          const std::string inside = join(at, column);
          if (texts.is(Kind::string)) {
            source.empty[column].push_back(text::fold(texts.text));
            continue;
          }
          if (!reading_.array(texts, inside)) continue;
          for (std::size_t i = 0; i < texts.items.size(); ++i) {
            if (const auto text = reading_.filled_string(texts.items[i], join(inside, i))) {
              source.empty[column].push_back(text::fold(*text));
            }
          }
        }
      }
    }
  }

  void lists() {
    const json::Value* all = object("lists");
    if (all == nullptr) return;
    for (const auto& [name, value] : all->members) {
      const std::string here = join("/lists", name);
      std::vector<std::string> texts;
      if (reading_.array(value, here)) {
        if (value.items.empty()) reading_.problem(value, here, "the list `" + name + "` is empty");
        for (std::size_t i = 0; i < value.items.size(); ++i) {
          if (const auto text = reading_.filled_string(value.items[i], join(here, i))) texts.push_back(*text);
        }
      }
      policy_.lists.emplace_back(name, std::move(texts));
    }
  }

  void calendars() {
    const json::Value* all = object("calendars");
    if (all == nullptr) return;
    for (const auto& [name, value] : all->members) {
      NamedCalendar named;
      named.name = name;
      bool has_interval = false;
      const std::size_t found = reading_.found();
      named.hours = read_hours(reading_, value, join("/calendars", name), has_interval);
      const json::Value* weekly = value.find("weekly");
      // One with mistakes in it may have been meant to be open.
      if (!has_interval && reading_.found() == found) {
        empty_calendars_.push_back({static_cast<int>(policy_.calendars.size()), weekly != nullptr ? weekly : &value});
      }
      named.calendar = calendar::Calendar::make(named.hours);
      policy_.calendars.push_back(std::move(named));
    }
  }

  Names calendar_names() const {
    Names names;
    for (const NamedCalendar& named : policy_.calendars) names.push_back(named.name);
    return names;
  }
  Names person_ids() const { return keys_of(root_.find("people")); }
  Names pool_names() const { return keys_of(root_.find("pools")); }
  Names sla_names() const { return keys_of(root_.find("sla")); }

  void people() {
    const json::Value* all = object("people");
    if (all == nullptr) return;
    const Names ids = person_ids();
    const Names calendars = calendar_names();
    for (const auto& [id, value] : all->members) {
      const std::string here = join("/people", id);
      Person person;
      person.id = id;
      person.zone = policy_.zone;
      if (reading_.object(value, here)) read_person(person, value, here, ids, calendars);
      policy_.people.push_back(std::move(person));
    }
  }

  void read_person(Person& person, const json::Value& value, const std::string& here, const Names& ids,
                   const Names& calendars) {
    reading_.keys(value, here, {"name", "email", "calendar", "manager", "skills", "capacity", "cap", "active", "away"});
    if (const json::Value* name = value.find("name")) person.name = reading_.string(*name, join(here, "name")).value_or("");
    if (const json::Value* email = value.find("email")) person.email = reading_.string(*email, join(here, "email")).value_or("");
    if (const json::Value* calendar = value.find("calendar")) {
      person.calendar = reading_.name(*calendar, join(here, "calendar"), "calendar", calendars).value_or(-1);
    }
    if (const json::Value* manager = value.find("manager")) {
      person.manager = reading_.name(*manager, join(here, "manager"), "person", ids).value_or(-1);
    }
    if (const json::Value* skills = value.find("skills")) person.skills = texts(*skills, join(here, "skills"));
    if (const json::Value* capacity = value.find("capacity")) {
      person.capacity = reading_.integer(*capacity, join(here, "capacity"), 1).value_or(0);
    }
    if (const json::Value* cap = value.find("cap")) {
      const std::string at = join(here, "cap");
      if (reading_.object(*cap, at)) {
        reading_.keys(*cap, at, {"per", "max"}, {"per", "max"});
        if (const json::Value* per = cap->find("per")) {
          const auto word = reading_.word(*per, join(at, "per"), {"day", "week", "month"});
          if (word) person.cap_period = static_cast<Period>(*word);
        }
        if (const json::Value* max = cap->find("max")) {
          person.cap_max = reading_.integer(*max, join(at, "max"), 1).value_or(0);
        }
      }
    }
    if (const json::Value* active = value.find("active")) {
      person.active = reading_.boolean(*active, join(here, "active")).value_or(true);
    }
    calendar::Calendar hours;
    if (person.calendar >= 0) {
      const NamedCalendar& named = policy_.calendars[static_cast<std::size_t>(person.calendar)];
      person.zone = named.hours.zone;
      hours = named.calendar;
    }
    if (const json::Value* away = value.find("away")) read_away(person, *away, join(here, "away"));
    person.hours = person.away.empty() ? hours : hours.without(person.away);
  }

  void read_away(Person& person, const json::Value& value, const std::string& here) {
    if (!reading_.array(value, here)) return;
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      const json::Value& item = value.items[i];
      const std::string at = join(here, i);
      if (!item.is(Kind::array) || item.items.size() != 2) {
        reading_.problem(item, at, "an absence is two local times, like `[\"2026-05-01T00:00\", \"2026-05-06T00:00\"]`");
        continue;
      }
      std::optional<Civil> ends[2];
      for (std::size_t k = 0; k < 2; ++k) {
        const auto text = reading_.string(item.items[k], join(at, k));
        if (!text) continue;
        ends[k] = read_local_minute(*text);
        if (ends[k] && !in_range(*ends[k])) ends[k].reset();
        if (!ends[k]) {
          reading_.problem(item.items[k], join(at, k), "`" + *text + "` is no local time of 1999 to 2050",
                           "`YYYY-MM-DDTHH:MM`");
        }
      }
      if (!ends[0] || !ends[1]) continue;
      if (*ends[0] >= *ends[1]) {
        reading_.problem(item, at, "this absence ends before it begins");
        continue;
      }
      person.away.push_back({calendar::to_instant(person.zone, *ends[0]), calendar::to_instant(person.zone, *ends[1])});
    }
    std::sort(person.away.begin(), person.away.end(),
              [](const calendar::Span& a, const calendar::Span& b) { return std::pair(a.from, a.to) < std::pair(b.from, b.to); });
  }

  std::vector<std::string> texts(const json::Value& value, const std::string& here) {
    std::vector<std::string> out;
    if (!reading_.array(value, here)) return out;
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      if (auto text = reading_.filled_string(value.items[i], join(here, i))) out.push_back(std::move(*text));
    }
    return out;
  }

  void pools() {
    const json::Value* all = object("pools");
    if (all == nullptr) return;
    const Names ids = person_ids();
    for (const auto& [name, value] : all->members) {
      const std::string here = join("/pools", name);
      Pool pool;
      pool.name = name;
      if (reading_.object(value, here)) read_pool(pool, value, here, ids);
      policy_.pools.push_back(std::move(pool));
    }
  }

  void read_pool(Pool& pool, const json::Value& value, const std::string& here, const Names& ids) {
    static const Names rotations = {"fair_share", "smooth_weighted", "strict", "longest_waiting", "lowest_count", "least_open"};
    reading_.keys(value, here, {"members", "rotation", "availability", "requires"}, {"members"});
    if (const json::Value* rotation = value.find("rotation")) {
      if (const auto word = reading_.word(*rotation, join(here, "rotation"), rotations)) {
        pool.rotation = static_cast<Rotation>(*word);
      }
    }
    if (const json::Value* availability = value.find("availability")) {
      const auto word = reading_.word(*availability, join(here, "availability"), {"always", "working_hours"});
      pool.working_hours = word == 1;
    }
    if (const json::Value* skills = value.find("requires")) pool.required_skills = texts(*skills, join(here, "requires"));
    const json::Value* members = value.find("members");
    const std::string at = join(here, "members");
    if (members == nullptr || !reading_.array(*members, at)) return;
    if (members->items.empty()) {
      reading_.problem(*members, at, "the pool `" + pool.name + "` has nobody");
      return;
    }
    std::set<int> seen;
    bool reported_weight = false;
    for (std::size_t i = 0; i < members->items.size(); ++i) {
      const json::Value& item = members->items[i];
      const std::string inside = join(at, i);
      if (!reading_.object(item, inside)) continue;
      reading_.keys(item, inside, {"owner", "weight", "calibration"}, {"owner"});
      Member member;
      if (const json::Value* owner = item.find("owner")) {
        if (const auto index = reading_.name(*owner, join(inside, "owner"), "person", ids)) {
          member.person = *index;
          if (!seen.insert(*index).second) {
            reading_.problem(*owner, join(inside, "owner"), "`" + owner->text + "` is a member of `" + pool.name + "` already");
          }
        }
      }
      bool weight_valid = true;
      if (const json::Value* weight = item.find("weight")) {
        const auto read = reading_.integer(*weight, join(inside, "weight"), 1);
        weight_valid = read.has_value();
        member.weight = read.value_or(1);
      }
      if (const json::Value* calibration = item.find("calibration")) {
        member.calibration = reading_.integer(*calibration, join(inside, "calibration"), 0).value_or(0);
      }
      if (pool.rotation == Rotation::strict && weight_valid && !reported_weight && !pool.members.empty() &&
          member.weight != pool.members[0].weight) {
        reported_weight = true;
        const json::Value* weight = item.find("weight");
        reading_.problem(weight != nullptr ? *weight : item, join(inside, "weight"),
                         "the rotation `strict` needs equal weights", "`fair_share` takes weights");
      }
      pool.members.push_back(member);
    }
  }

  void slas() {
    const json::Value* all = object("sla");
    if (all == nullptr) return;
    for (const auto& [name, value] : all->members) {
      Sla sla;
      sla.name = name;
      const std::string here = join("/sla", name);
      if (reading_.object(value, here)) read_sla(sla, value, here);
      policy_.slas.push_back(std::move(sla));
    }
  }

  void read_sla(Sla& sla, const json::Value& value, const std::string& here) {
    reading_.keys(value, here, {"start", "stop", "within", "clock", "calendar", "warn_at", "on_breach"},
                  {"start", "stop", "within", "clock"});
    if (const json::Value* start = value.find("start")) {
      sla.from_assigned = reading_.word(*start, join(here, "start"), {"created", "assigned"}) == 1;
    }
    if (const json::Value* stop = value.find("stop")) reading_.word(*stop, join(here, "stop"), {"first_touch"});
    bool clock_known = false;
    if (const json::Value* clock = value.find("clock")) {
      const auto word = reading_.word(*clock, join(here, "clock"), {"elapsed", "business"});
      clock_known = word.has_value();
      sla.business = word == 1;
    }
    if (const json::Value* calendar = value.find("calendar")) {
      const std::string at = join(here, "calendar");
      if (const auto name = reading_.string(*calendar, at); name && *name != "owner") {
        sla.calendar = reading_.name(*calendar, at, "calendar", calendar_names()).value_or(-1);
      }
    } else if (sla.business) {
      reading_.problem(value, join(here, "calendar"), "a business clock needs a `calendar`",
                       "`owner`, or the name of a calendar");
    }
    if (const json::Value* within = value.find("within")) read_within(sla, *within, join(here, "within"), clock_known);
    if (const json::Value* warn = value.find("warn_at")) {
      const std::string at = join(here, "warn_at");
      if (const auto share = reading_.number(*warn, at)) {
        const double part = to_double(*share);
        if (!(compare(*share, Decimal{}) > 0) || !(compare(*share, Decimal{false, "1", 0}) < 0)) {
          reading_.problem(*warn, at, "`warn_at` lies between 0 and 1, both excluded");
        } else {
          sla.warn_after = static_cast<Millis>(static_cast<double>(sla.within) * part);
        }
      }
    }
    if (const json::Value* breach = value.find("on_breach")) read_on_breach(sla, *breach, join(here, "on_breach"));
  }

  void read_within(Sla& sla, const json::Value& value, const std::string& here, bool clock_known) {
    const auto text = reading_.string(value, here);
    if (!text) return;
    sla.within_text = *text;
    const Result<Millis> length = read_length(*text, sla.business && clock_known);
    if (length.ok()) {
      sla.within = length.value();
    } else {
      reading_.problem(value, here, length.problems()[0].message, length.problems()[0].help);
    }
  }

  void read_on_breach(Sla& sla, const json::Value& value, const std::string& here) {
    if (!reading_.object(value, here)) return;
    reading_.keys(value, here, {"reassign", "times", "escalate_to"});
    if (const json::Value* reassign = value.find("reassign")) {
      sla.reassign = reading_.boolean(*reassign, join(here, "reassign")).value_or(false);
    }
    if (const json::Value* times = value.find("times")) {
      sla.times = reading_.integer(*times, join(here, "times"), 1).value_or(1);
      const json::Value* reassign = value.find("reassign");
      if (reassign == nullptr || (reassign->is(Kind::boolean) && !reassign->truth)) {
        reading_.problem(*times, join(here, "times"), "`times` counts reassignments, and `reassign` is not true");
      }
    }
    if (const json::Value* escalate = value.find("escalate_to")) {
      const std::string at = join(here, "escalate_to");
      if (escalate->is(Kind::string) && escalate->text == "manager") {
        sla.escalate_to_manager = true;
      } else {
        sla.escalate_to = reading_.name(*escalate, at, "person", person_ids()).value_or(-1);
      }
    }
  }

  void matching();

  int use_field(const std::string& name) {
    const Field field{name, false, *lead_field_type(policy_, name)};
    const auto found = std::find(policy_.used.begin(), policy_.used.end(), field);
    if (found != policy_.used.end()) return static_cast<int>(found - policy_.used.begin());
    policy_.used.push_back(field);
    return static_cast<int>(policy_.used.size()) - 1;
  }

  void evidence() {
    const json::Value* value = object("evidence");
    if (value == nullptr) return;
    reading_.keys(*value, "/evidence", {"fields", "on_missing"}, {"fields"});
    Names known = table::standard_fields(table::Role::leads);
    for (const CustomField& field : policy_.fields) known.push_back(field.name);
    if (const json::Value* fields = value->find("fields"); fields != nullptr && reading_.array(*fields, "/evidence/fields")) {
      for (std::size_t i = 0; i < fields->items.size(); ++i) {
        const std::string at = join("/evidence/fields", i);
        if (fields->items[i].is(Kind::string) && reading_.is_broken(fields->items[i].text)) continue;
        if (const auto index = reading_.name(fields->items[i], at, "lead field", known)) {
          const std::string name(known[static_cast<std::size_t>(*index)]);
          policy_.evidence.push_back(use_field(name));
        }
      }
    }
    if (const json::Value* missing = value->find("on_missing")) {
      policy_.evidence_routes = reading_.word(*missing, "/evidence/on_missing", {"queue", "route"}) == 1;
    }
  }

  void conditions_and_rules() {
    ConditionReader reader(reading_, policy_, keys_of(root_.find("conditions")));
    if (const json::Value* all = object("conditions")) {
      for (const auto& [name, value] : all->members) {
        policy_.conditions.emplace_back(name, reader.read(value, join("/conditions", name)));
      }
    }
    check_references();
    if (const json::Value* segment = root_.find("segment")) {
      policy_.has_segment = true;
      policy_.segment = reader.read(*segment, "/segment");
    }
    if (const json::Value* all = root_.find("rules"); all != nullptr && reading_.array(*all, "/rules")) {
      std::set<std::string> ids;
      for (std::size_t i = 0; i < all->items.size(); ++i) read_rule(reader, all->items[i], join("/rules", i), ids);
    }
    assertions(reader);
  }

  void read_rule(ConditionReader& reader, const json::Value& value, const std::string& here, std::set<std::string>& ids) {
    Rule rule;
    rule.pointer = here;
    if (!reading_.object(value, here)) return;
    reading_.keys(value, here, {"id", "when", "sla", "on_no_owner", "assign"}, {"id", "when", "assign"});
    if (const json::Value* id = value.find("id")) {
      if (const auto text = reading_.filled_string(*id, join(here, "id"))) {
        rule.id = *text;
        if (!ids.insert(*text).second) {
          reading_.problem(*id, join(here, "id"), "there is a rule `" + *text + "` already");
        }
      }
    }
    if (const json::Value* when = value.find("when")) rule.when = reader.read(*when, join(here, "when"));
    if (const json::Value* sla = value.find("sla")) {
      rule.sla = reading_.name(*sla, join(here, "sla"), "SLA target", sla_names()).value_or(-1);
    }
    if (const json::Value* assign = value.find("assign")) {
      const std::string at = join(here, "assign");
      if (reading_.array(*assign, at)) {
        if (assign->items.empty()) reading_.problem(*assign, at, "a rule needs at least one step");
        for (std::size_t i = 0; i < assign->items.size(); ++i) rule.assign.push_back(read_step(assign->items[i], join(at, i)));
      }
    }
    if (const json::Value* otherwise = value.find("on_no_owner")) {
      const std::string at = join(here, "on_no_owner");
      if (const auto word = reading_.word(*otherwise, at, {"queue", "next_rule", "hold"})) {
        rule.on_no_owner = static_cast<OnNoOwner>(*word);
        const bool has_pool = std::any_of(rule.assign.begin(), rule.assign.end(),
                                          [](const Step& step) { return step.kind == Step::Kind::pool; });
        if (rule.on_no_owner == OnNoOwner::hold && !has_pool) {
          reading_.problem(*otherwise, at, "`hold` waits for a pool, and this rule has no pool step");
        }
      }
    }
    policy_.rules.push_back(std::move(rule));
  }

  Step read_step(const json::Value& value, const std::string& here) {
    static const Names kinds = {"owner", "pool", "queue", "match", "current_owner"};
    Step step;
    if (!reading_.object(value, here)) return step;
    int present = 0;
    for (const std::string_view kind : kinds) present += value.find(kind) != nullptr;
    reading_.keys(value, here, kinds);
    if (present != 1) {
      reading_.problem(value, here, present == 0 ? "this is no step" : "a step is of one kind, this one of several",
                       "one of " + any_of(kinds));
      return step;
    }
    if (const json::Value* owner = value.find("owner")) {
      step.kind = Step::Kind::owner;
      step.index = reading_.name(*owner, join(here, "owner"), "person", person_ids()).value_or(-1);
    } else if (const json::Value* pool = value.find("pool")) {
      step.kind = Step::Kind::pool;
      step.index = reading_.name(*pool, join(here, "pool"), "pool", pool_names()).value_or(-1);
    } else if (const json::Value* queue = value.find("queue")) {
      step.kind = Step::Kind::queue;
      step.queue = reading_.filled_string(*queue, join(here, "queue")).value_or("");
    } else if (const json::Value* match = value.find("match")) {
      const auto word = reading_.word(*match, join(here, "match"), {"account_owner", "contact_owner", "opportunity_owner"});
      step.kind = static_cast<Step::Kind>(static_cast<int>(Step::Kind::account_owner) + word.value_or(0));
    } else if (const json::Value* current = value.find("current_owner")) {
      step.kind = Step::Kind::current_owner;
      if (!current->is(Kind::boolean) || !current->truth) {
        reading_.problem(*current, join(here, "current_owner"), "`current_owner` takes `true`");
      }
    }
    return step;
  }

  void assertions(ConditionReader& reader) {
    const json::Value* all = root_.find("assertions");
    if (all == nullptr || !reading_.array(*all, "/assertions")) return;
    Names rule_ids;
    for (const Rule& rule : policy_.rules) rule_ids.push_back(rule.id);
    std::set<std::string> ids;
    for (std::size_t i = 0; i < all->items.size(); ++i) {
      const json::Value& value = all->items[i];
      const std::string here = join("/assertions", i);
      if (!reading_.object(value, here)) continue;
      reading_.keys(value, here, {"id", "where", "expect"}, {"id", "where", "expect"});
      Assertion assertion;
      assertion.pointer = here;
      if (const json::Value* id = value.find("id")) {
        assertion.id = reading_.filled_string(*id, join(here, "id")).value_or("");
        if (!assertion.id.empty() && !ids.insert(assertion.id).second) {
          reading_.problem(*id, join(here, "id"), "there is an assertion `" + assertion.id + "` already");
        }
      }
      if (const json::Value* where = value.find("where")) assertion.where = reader.read(*where, join(here, "where"));
      if (const json::Value* expect = value.find("expect")) read_expect(assertion, *expect, join(here, "expect"), rule_ids);
      policy_.assertions.push_back(std::move(assertion));
    }
  }

  void read_expect(Assertion& assertion, const json::Value& value, const std::string& here, const Names& rule_ids) {
    if (value.is(Kind::string) && value.text == "same as before") {
      assertion.same_as_before = true;
      return;
    }
    if (!reading_.object(value, here)) return;
    reading_.keys(value, here, {"rule", "owner", "pool", "queue", "outcome", "reason"});
    if (value.members.empty()) reading_.problem(value, here, "an assertion expects something");
    const auto known = [&](std::string_view key, std::string_view what, const Names& names, std::string& into) {
      if (const json::Value* given = value.find(key)) {
        if (reading_.name(*given, join(here, key), what, names)) into = given->text;
      }
    };
    known("rule", "rule", rule_ids, assertion.rule);
    known("owner", "person", person_ids(), assertion.owner);
    known("pool", "pool", pool_names(), assertion.pool);
    known("outcome", "outcome", {"routed", "queued", "out_of_scope"}, assertion.outcome);
    if (const json::Value* queue = value.find("queue")) {
      assertion.queue = reading_.filled_string(*queue, join(here, "queue")).value_or("");
    }
    if (const json::Value* reason = value.find("reason")) {
      assertion.reason = reading_.filled_string(*reason, join(here, "reason")).value_or("");
    }
  }

  // Cycles of named conditions, and conditions that nest too deep through references.
  void check_references() {
    const std::size_t count = policy_.conditions.size();
    std::vector<int> state(count, 0);  // 0 unseen, 1 on the path, 2 done
    std::vector<int> depth(count, 0);
    for (std::size_t root = 0; root < count; ++root) visit(static_cast<int>(root), state, depth);
  }

  // Depth-first with an own stack: a chain of references may be as long as the policy.
  void visit(int root, std::vector<int>& state, std::vector<int>& depth) {
    struct Frame {
      int condition;
      std::vector<std::pair<const Condition*, int>> references;  // with the depth at which they stand
      std::size_t next = 0;
    };
    std::vector<Frame> path;
    const auto enter = [&](int index) {
      state[static_cast<std::size_t>(index)] = 1;
      Frame frame{index, {}, 0};
      collect(policy_.conditions[static_cast<std::size_t>(index)].second, 1, frame.references, depth[static_cast<std::size_t>(index)]);
      path.push_back(std::move(frame));
    };
    if (state[static_cast<std::size_t>(root)] == 0) enter(root);
    while (!path.empty()) {
      Frame& frame = path.back();
      if (frame.next == frame.references.size()) {
        const int done = frame.condition;
        state[static_cast<std::size_t>(done)] = 2;
        path.pop_back();
        if (!path.empty()) {
          Frame& above = path.back();
          const int at = above.references[above.next - 1].second;
          int& deepest = depth[static_cast<std::size_t>(above.condition)];
          deepest = std::max(deepest, at + depth[static_cast<std::size_t>(done)]);
        }
        continue;
      }
      const auto [reference, at] = frame.references[frame.next++];
      const auto target = static_cast<std::size_t>(reference->reference);
      if (state[target] == 1) {
        std::string cycle;
        bool inside = false;
        for (const Frame& one : path) {
          inside |= one.condition == reference->reference;
          if (inside) cycle += "`" + policy_.conditions[static_cast<std::size_t>(one.condition)].first + "` -> ";
        }
        report(*reference, "these conditions refer to each other in a circle: " + cycle + "`" +
                               policy_.conditions[target].first + "`");
      } else if (state[target] == 0) {
        enter(static_cast<int>(target));
      } else {
        int& deepest = depth[static_cast<std::size_t>(frame.condition)];
        deepest = std::max(deepest, at + depth[target]);
        if (deepest > deepest_condition) {
          report(*reference, "conditions nest more than 500 deep here");
          deepest = 0;
        }
      }
    }
  }

  void report(const Condition& reference, std::string message) {
    const std::string pointer = reference.pointer + "/ref";
    reading_.problem(json::find_at(root_, pointer), pointer, std::move(message));
  }

  static void collect(const Condition& condition, int at, std::vector<std::pair<const Condition*, int>>& out, int& deepest) {
    deepest = std::max(deepest, at);
    if (condition.kind == Condition::Kind::reference && condition.reference >= 0) out.emplace_back(&condition, at);
    for (const Condition& part : condition.parts) collect(part, at + 1, out, deepest);
  }

  void pilot() {
    if (const json::Value* value = object("pilot")) policy_.pilot = *value;
  }

  void as_of() {
    const json::Value* value = root_.find("as_of");
    if (value == nullptr) return;
    const auto text = reading_.filled_string(*value, "/as_of");
    if (!text) return;
    const table::Value read = table::read_date_time(*text, policy_.zone, table::DateOrder::unset);
    if (read.state == table::State::known) {
      policy_.as_of = read.instant;
    } else {
      reading_.problem(*value, "/as_of", "`" + *text + "` is no date and time of 1999 to 2050");
    }
  }

  // A calendar without any interval is a mistake only where a business clock may run on it.
  void empty_calendars() {
    for (const auto& [index, at] : empty_calendars_) {
      bool used = false;
      for (const Sla& sla : policy_.slas) {
        if (!sla.business) continue;
        used |= sla.calendar == index;
        const bool by_owner = sla.calendar < 0;
        used |= by_owner && std::any_of(policy_.people.begin(), policy_.people.end(),
                                        [&, calendar = index](const Person& person) { return person.calendar == calendar; });
      }
      if (!used) continue;
      const std::string& name = policy_.calendars[static_cast<std::size_t>(index)].name;
      reading_.problem(*at, join(join("/calendars", name), "weekly"),
                       "the calendar `" + name + "` is never open, and a business clock may run on it");
    }
  }

  Reading& reading_;
  const json::Value& root_;
  Policy policy_;
  std::vector<std::pair<int, const json::Value*>> empty_calendars_;
};

void PolicyReader::matching() {
  const json::Value* value = object("matching");
  if (value == nullptr) return;
  static const Names breakers = {"exact_domain", "same_country", "has_open_opportunity", "customer", "has_owner", "most_contacts", "oldest"};
  reading_.keys(*value, "/matching", {"auto", "review", "tie_breakers", "on_duplicate", "on_ambiguous", "touch_kinds",
                                      "decisions", "normalise", "survivor", "amount_tolerance"});
  Matching& matching = policy_.matching;
  const auto share = [&](std::string_view key) -> std::optional<Decimal> {
    const json::Value* given = value->find(key);
    if (given == nullptr) return {};
    const std::string at = join("/matching", key);
    const auto number = reading_.number(*given, at);
    if (number && (number->negative || compare(*number, Decimal{false, "1", 0}) > 0)) {
      reading_.problem(*given, at, "`" + std::string(key) + "` lies between 0 and 1");
      return {};
    }
    return number;
  };
  if (const auto number = share("auto")) matching.auto_score = to_double(*number);
  if (const auto number = share("review")) matching.review_score = to_double(*number);
  if (matching.auto_score != 0 && matching.review_score > matching.auto_score) {
    reading_.problem(*value->find("review"), "/matching/review", "`review` is above `auto`");
  }
  matching.amount_tolerance = share("amount_tolerance");
  if (const json::Value* given = value->find("tie_breakers"); given != nullptr && reading_.array(*given, "/matching/tie_breakers")) {
    matching.tie_breakers_given = true;
    for (std::size_t i = 0; i < given->items.size(); ++i) {
      const std::string at = join("/matching/tie_breakers", i);
      const auto index = reading_.word(given->items[i], at, breakers);
      if (!index) continue;
      const std::string name(breakers[static_cast<std::size_t>(*index)]);
      if (std::find(matching.tie_breakers.begin(), matching.tie_breakers.end(), name) != matching.tie_breakers.end()) {
        reading_.problem(given->items[i], at, "the tie-breaker `" + name + "` is listed twice");
      } else {
        matching.tie_breakers.push_back(name);
      }
    }
  }
  if (const json::Value* given = value->find("on_duplicate")) {
    const auto word = reading_.word(*given, "/matching/on_duplicate", {"route", "queue", "follow"});
    matching.on_duplicate = static_cast<OnDuplicate>(word.value_or(0));
  }
  if (const json::Value* given = value->find("on_ambiguous")) {
    const auto word = reading_.word(*given, "/matching/on_ambiguous", {"queue", "ignore"});
    matching.on_ambiguous = static_cast<OnAmbiguous>(word.value_or(0));
  }
  if (const json::Value* given = value->find("touch_kinds")) {
    matching.touch_kinds_given = true;
    for (const std::string& kind : texts(*given, "/matching/touch_kinds")) matching.touch_kinds.push_back(text::fold(kind));
    std::sort(matching.touch_kinds.begin(), matching.touch_kinds.end());
  }
  if (const json::Value* given = value->find("survivor")) {
    static const Names rules = {"oldest", "newest", "most_complete"};
    if (const auto word = reading_.word(*given, "/matching/survivor", rules)) matching.survivor = rules[static_cast<std::size_t>(*word)];
  }
  if (const json::Value* given = value->find("normalise"); given != nullptr && reading_.object(*given, "/matching/normalise")) {
    for (const auto& [rule, on] : given->members) {
      if (const auto truth = reading_.boolean(on, join("/matching/normalise", rule))) matching.normalise[rule] = *truth;
    }
  }
  if (const json::Value* given = value->find("decisions"); given != nullptr && reading_.array(*given, "/matching/decisions")) {
    for (std::size_t i = 0; i < given->items.size(); ++i) {
      const json::Value& item = given->items[i];
      const std::string here = join("/matching/decisions", i);
      if (!reading_.object(item, here)) continue;
      reading_.keys(item, here, {"left", "right", "same"}, {"left", "right", "same"});
      ReviewDecision decision;
      decision.pointer = here;
      if (const json::Value* same = item.find("same")) decision.same = reading_.boolean(*same, join(here, "same")).value_or(true);
      const auto record = [&](std::string_view key, std::string& table_name, std::string& id) {
        const json::Value* side = item.find(key);
        const std::string at = join(here, key);
        if (side == nullptr || !reading_.object(*side, at)) return;
        reading_.keys(*side, at, {"table", "id"}, {"table", "id"});
        if (const json::Value* name = side->find("table")) {
          Names roles;
          for (int r = 0; r < table::role_count; ++r) roles.push_back(table::name_of(static_cast<table::Role>(r)));
          if (const auto word = reading_.word(*name, join(at, "table"), roles)) table_name = roles[static_cast<std::size_t>(*word)];
        }
        if (const json::Value* named = side->find("id")) id = reading_.filled_string(*named, join(at, "id")).value_or("");
      };
      record("left", decision.left_table, decision.left_id);
      record("right", decision.right_table, decision.right_id);
      matching.decisions.push_back(std::move(decision));
    }
  }
}

}  // namespace

Result<Policy> read(std::string_view file, std::string_view text, Policy* as_far_as_read) {
  Problems repeated;
  Result<json::Value> root = json::read(file, text, repeated);
  if (!root.ok()) return root.problems();
  Reading reading(file);
  if (!root.value().is(Kind::object)) {
    reading.problem(root.value(), "", "a policy is a JSON object, not " + std::string(json::name_of(root.value().kind)));
    return std::move(reading).take();
  }
  Policy policy = PolicyReader(reading, root.value()).read();
  Problems problems = std::move(reading).take();
  problems.insert(problems.end(), repeated.begin(), repeated.end());
  if (!problems.empty()) {
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
      return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
    });
    if (as_far_as_read != nullptr) *as_far_as_read = std::move(policy);
    return problems;
  }
  policy.hash = sha256(json::canonical(root.value()));
  for (const std::string_view part : {"sources", "matching", "time_zone"}) {
    const json::Value* value = root.value().find(part);
    policy.graph_key += value == nullptr ? "-" : json::canonical(*value);
  }
  return policy;
}

Result<Millis> read_length(std::string_view text, bool business) {
  const char unit = text.empty() ? ' ' : text.back();
  const Millis length = unit == 's' ? second_ms : unit == 'm' ? minute_ms : unit == 'h' ? hour_ms : unit == 'd' ? day_ms : 0;
  Millis count = 0;
  bool valid = length != 0 && text.size() >= 2;
  bool overflow = false;
  for (std::size_t i = 0; valid && i + 1 < text.size(); ++i) {
    const char digit = text[i];
    valid = digit >= '0' && digit <= '9';
    if (valid && !overflow) count = count * 10 + (digit - '0');
    overflow |= count > longest_within / length;
  }
  const std::string written = "`" + std::string(text) + "`";
  if (!valid || count == 0) {
    return Problem{{}, written + " is no length of time", "a positive integer and `s`, `m`, `h` or `d`, like `15m`"};
  }
  if (overflow) return Problem{{}, written + " is longer than 20000 days", ""};
  if (unit == 'd' && business) {
    return Problem{{}, "a business day is not a length", "`d` goes with the clock `elapsed`; here give hours"};
  }
  return count * length;
}

std::optional<table::Type> lead_field_type(const Policy& policy, std::string_view name) {
  using table::Type;
  const auto& standard = table::standard_fields(table::Role::leads);
  if (std::find(standard.begin(), standard.end(), name) != standard.end()) {
    if (name == "country") return Type::country;
    if (name == "employees") return Type::number;
    if (name == "revenue") return Type::money;
    if (name == "created_at" || name == "first_touch_at") return Type::date_time;
    return Type::text;
  }
  for (const CustomField& field : policy.fields) {
    if (field.name == name) return field.type;
  }
  return {};
}

}  // namespace leadwright::policy
