// The schema and the reader cannot drift apart: a sample policy holds every key of the schema, and at each
// of its places the reader is asked, by planted mistakes, which keys it allows, which it needs and which
// words it takes; the answers must be what the schema says of that place.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "policy/policy.h"

namespace leadwright::policy {
namespace {

using json::Kind;
using json::Value;
using Words = std::set<std::string>;

constexpr const char* sample = R"({
  "leadwright": 1, "name": "all keys", "time_zone": "Europe/London",
  "sources": {
    "leads": {"file": ["a.csv", "b.csv"], "system": "hubspot", "time_zone": "UTC", "date_order": "dmy",
              "number_format": "1,234.56", "columns": {"employees": "Size"}, "empty": {"*": ["N/A"], "title": "none"}},
    "accounts": {}, "contacts": {}, "opportunities": {}, "customers": {}, "subscriptions": {}, "product_accounts": {},
    "activities": {}, "sync_errors": {}
  },
  "fields": {"budget": {"type": "money", "column": "Budget"}, "tags": {"type": "choice"}, "vip": {"type": "boolean"}},
  "lists": {"emea": ["GB", "DE"]},
  "conditions": {"big": {"field": "employees", "op": "gte", "value": 500}},
  "calendars": {"uk": {"time_zone": "Europe/London", "holidays": ["2026-12-25"],
    "weekly": {"mon": [["09:00", "17:00"]], "tue": [], "wed": [], "thu": [], "fri": [], "sat": [], "sun": [["20:00", "24:00"]]},
    "overrides": {"2026-12-24": [["09:00", "12:00"]]}}},
  "people": {"ana": {"name": "Ana", "email": "ana@example.com", "calendar": "uk", "manager": "bo", "skills": ["de"],
                     "capacity": 3, "cap": {"per": "day", "max": 20}, "active": true,
                     "away": [["2026-05-01T00:00", "2026-05-06T00:00"]]},
             "bo": {}},
  "pools": {"sdr": {"members": [{"owner": "ana", "weight": 1, "calibration": 0}], "rotation": "strict",
                    "availability": "working_hours", "requires": ["de"]}},
  "sla": {"hot": {"start": "created", "stop": "first_touch", "within": "15m", "clock": "business", "calendar": "owner",
                  "warn_at": 0.8, "on_breach": {"reassign": true, "times": 2, "escalate_to": "manager"}}},
  "segment": {"all": [{"any": []}, {"not": {"ref": "big"}}, {"opaque": "a list"}]},
  "evidence": {"fields": ["email"], "on_missing": "route"},
  "matching": {"auto": 0.9, "review": 0.5, "tie_breakers": ["oldest"], "on_duplicate": "route", "on_ambiguous": "queue",
               "touch_kinds": ["call"], "normalise": {}, "survivor": "oldest", "amount_tolerance": 0.005,
               "decisions": [{"left": {"table": "leads", "id": "1"}, "right": {"table": "contacts", "id": "2"}, "same": true}]},
  "rules": [
    {"id": "one", "sla": "hot", "on_no_owner": "hold", "when": {"field": "country", "op": "is_any_of", "list": "emea"},
     "assign": [{"match": "account_owner"}, {"owner": "bo"}, {"current_owner": true}, {"pool": "sdr"}]},
    {"id": "two", "when": {"any": [{"field": "country", "op": "is_any_of", "value": ["US"]},
                                   {"field": "created_at", "op": "within_last", "value": {"days": 30}}]},
     "assign": [{"queue": "inbound"}]}],
  "assertions": [{"id": "a", "where": {"ref": "big"},
                  "expect": {"rule": "one", "owner": "ana", "pool": "sdr", "queue": "inbound", "outcome": "routed", "reason": "held"}},
                 {"id": "b", "where": {"ref": "big"}, "expect": "same as before"}],
  "pilot": {},
  "as_of": "2026-06-30T00:00:00Z"
})";

Value parsed(std::string_view text) {
  Result<Value> read = json::read("policy.json", text);
  EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.problems()[0].message);
  return read.ok() ? std::move(read).value() : Value();
}

Problems problems_of(const Value& policy) {
  const Result<Policy> read = policy::read("policy.json", json::canonical(policy));
  return read.ok() ? Problems{} : read.problems();
}

// The words in backticks after `start`; only those before `end`.
Words quoted(std::string_view text, std::string_view start, std::string_view end) {
  Words words;
  const std::size_t from = text.find(start);
  if (from == std::string_view::npos) return words;
  text = text.substr(from + start.size());
  text = text.substr(0, std::min(text.size(), text.find(end)));
  while (true) {
    const std::size_t open = text.find('`');
    const std::size_t close = open == std::string_view::npos ? open : text.find('`', open + 1);
    if (close == std::string_view::npos) return words;
    words.insert(std::string(text.substr(open + 1, close - open - 1)));
    text.remove_prefix(close + 1);
  }
}

Words texts_of(const Value* array) {
  Words words;
  if (array == nullptr) return words;
  for (const Value& item : array->items) words.insert(item.text);
  return words;
}

Words keys_of(const Value* object) {
  Words keys;
  if (object == nullptr) return keys;
  for (const auto& [key, unused] : object->members) keys.insert(key);
  return keys;
}

constexpr const char* stranger = "qqqqqqqqqqqqqqqq";

class Drift : public testing::Test {
 protected:
  Drift() : schema_(parsed(schema())), policy_(parsed(sample)) {}

  // What a schema says of a value: references followed, and the alternative taken that fits its kind and keys.
  const Value* resolve(const Value* place, const Value& value) {
    for (int hops = 0; hops < 20 && place != nullptr; ++hops) {
      if (const Value* reference = place->find("$ref")) {
        place = schema_.find("$defs")->find(reference->text.substr(std::string_view("#/$defs/").size()));
        continue;
      }
      const Value* choices = place->find("oneOf") != nullptr ? place->find("oneOf") : place->find("anyOf");
      if (choices == nullptr) return place;
      const Value* taken = nullptr;
      for (const Value& choice : choices->items) {
        const Value* inner = resolve(&choice, value);
        if (inner == nullptr) continue;
        const Value* type = inner->find("type");
        const bool fits_kind = type == nullptr || type->text == (value.is(Kind::object)   ? "object"
                                                                 : value.is(Kind::array)  ? "array"
                                                                 : value.is(Kind::string) ? "string"
                                                                                          : type->text);
        const Words needed = texts_of(inner->find("required"));
        const bool fits_keys = std::all_of(needed.begin(), needed.end(), [&](const std::string& key) { return value.find(key) != nullptr; });
        const bool is_text = inner->find("const") != nullptr && !value.is(Kind::string);
        if (taken == nullptr && fits_kind && fits_keys && !is_text) taken = inner;
      }
      return taken;
    }
    return place;
  }

  void walk(Value& value, const Value* place, const std::string& pointer) {
    place = resolve(place, value);
    ASSERT_NE(place, nullptr) << pointer << " is nowhere in the schema";
    if (value.is(Kind::object)) {
      compare_keys(value, *place, pointer);
      const Value* properties = place->find("properties");
      const Value* others = place->find("additionalProperties");
      for (auto& [key, inner] : value.members) {
        const Value* found = properties == nullptr ? nullptr : properties->find(key);
        if (found != nullptr && place->find("op") == nullptr) held_.insert(found);
        if (found == nullptr && others != nullptr && others->is(Kind::object)) found = others;
        if (found == nullptr || (key == "value" && properties->find("op") != nullptr)) continue;
        walk(inner, found, pointer + "/" + json::pointer_token(key));
      }
    } else if (value.is(Kind::array)) {
      const Value* items = place->find("items");
      const Value* first = place->find("prefixItems");
      for (std::size_t i = 0; i < value.items.size(); ++i) {
        const Value* of_item = first != nullptr && i < first->items.size() ? &first->items[i] : items;
        ASSERT_NE(of_item, nullptr) << pointer;
        walk(value.items[i], of_item, pointer + "/" + std::to_string(i));
      }
    } else if (value.is(Kind::string)) {
      compare_words(value, *place, pointer);
    }
  }

  void compare_keys(Value& object, const Value& place, const std::string& pointer) {
    const Value before = object;
    Value text;
    text.kind = Kind::string;
    text.text = "x";
    object.members.push_back({stranger, text});
    Words allowed;
    bool refused = false;
    for (const Problem& problem : problems_of(policy_)) {
      if (problem.place.pointer != pointer + "/" + stranger || problem.message.find("unknown key") == std::string::npos) continue;
      refused = true;
      allowed = quoted(problem.help, "allowed:", "\n");
    }
    const Value* others = place.find("additionalProperties");
    EXPECT_EQ(refused, others != nullptr && others->is(Kind::boolean)) << pointer;
    if (refused) {
      EXPECT_EQ(keys_of(place.find("properties")), allowed) << pointer;
    }
    object = before;

    const Words required = texts_of(place.find("required"));
    for (std::size_t i = 0; i < before.members.size(); ++i) {
      const std::string& key = before.members[i].first;
      object.members.erase(object.members.begin() + static_cast<std::ptrdiff_t>(i));
      const Problems problems = problems_of(policy_);
      const bool needed = std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) {
        return problem.place.pointer == pointer + "/" + key && problem.message == "the key `" + key + "` is missing";
      });
      if (needed) {
        EXPECT_TRUE(required.contains(key)) << pointer << "/" << key;
      }
      if (required.contains(key)) {
        EXPECT_FALSE(problems.empty()) << pointer << "/" << key;
      }
      object = before;
    }
  }

  void compare_words(Value& value, const Value& place, const std::string& pointer) {
    const std::string before = value.text;
    value.text = stranger;
    Words words;
    for (const Problem& problem : problems_of(policy_)) {
      const std::string_view tail = " is needed here, not `qqqqqqqqqqqqqqqq`";
      if (problem.place.pointer == pointer && problem.message.find(tail) != std::string::npos) {
        words = quoted(problem.message, "", tail);
      } else if (problem.place.pointer == pointer && place.find("enum") != nullptr) {
        words = quoted(problem.help, "there is", "\n");   // told as names that exist
      }
    }
    value.text = before;
    if (place.find("const") == nullptr) {
      EXPECT_EQ(texts_of(place.find("enum")), words) << pointer;
    }
  }

  // Every entry of `properties` below a schema, with where it stands.
  void properties_in(const Value& place, const std::string& pointer, std::vector<std::pair<const Value*, std::string>>& out) {
    for (const auto& [key, inner] : place.members) {
      if (key == "allOf" || key == "if" || key == "then" || key == "dependentSchemas") continue;  // say more of what is there
      const std::string here = pointer + "/" + key;
      if (key == "properties") {
        for (const auto& [name, property] : inner.members) out.emplace_back(&property, here + "/" + name);
      }
      properties_in(inner, here, out);
    }
    for (std::size_t i = 0; i < place.items.size(); ++i) properties_in(place.items[i], pointer + "/" + std::to_string(i), out);
  }

  Value schema_;
  Value policy_;
  std::set<const Value*> held_;   // properties of the schema that the sample has
};

TEST_F(Drift, TheReaderAndTheSchemaKnowTheSameKeysAndWords) {
  for (const Problem& problem : problems_of(policy_)) FAIL() << problem.place.pointer << ": " << problem.message;
  walk(policy_, &schema_, "");
  std::vector<std::pair<const Value*, std::string>> properties;
  properties_in(schema_, "", properties);
  EXPECT_GT(properties.size(), 100u);
  for (const auto& [property, pointer] : properties) {
    EXPECT_TRUE(held_.contains(property)) << "the sample lacks " << pointer;
  }
}

TEST_F(Drift, OperatorsByFieldAreTheReaders) {
  Words fields;
  for (const std::string_view name : table::standard_fields(table::Role::leads)) fields.insert(std::string(name));
  EXPECT_EQ(texts_of(schema_.find("$defs")->find("standard_lead_field")->find("enum")), fields);
  for (const std::string_view name : table::standard_fields(table::Role::accounts)) fields.insert("account." + std::string(name));

  const Value& cases = *schema_.find("$defs")->find("comparison")->find("allOf");
  for (const std::string& field : fields) {
    Words stated;
    for (const Value& one : cases.items) {
      const Value* of = one.find("if")->find("properties")->find("field");
      const Value* ops = one.find("then")->find("properties") == nullptr ? nullptr : one.find("then")->find("properties")->find("op");
      if (of != nullptr && ops != nullptr && texts_of(of->find("enum")).contains(field)) stated = texts_of(ops->find("enum"));
    }
    // `has_any_of` compares choices alone, and no standard field is one.
    const Value policy = parsed(R"({"leadwright": 1, "name": "x", "time_zone": "UTC", "rules": [{"id": "r", "assign": [{"queue": "q"}],
                                    "when": {"field": ")" + field + R"(", "op": "has_any_of", "value": ["x"]}}]})");
    const Problems problems = problems_of(policy);
    ASSERT_EQ(problems.size(), 1u) << field;
    EXPECT_EQ(stated, quoted(problems[0].help, "allowed:", "\n")) << field;
  }
}

}  // namespace
}  // namespace leadwright::policy
