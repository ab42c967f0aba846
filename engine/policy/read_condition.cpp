#include <algorithm>
#include <array>

#include "policy/reading.h"

namespace leadwright::policy {
namespace {

using table::Type;

constexpr std::array op_names = {
    std::string_view("is_known"), std::string_view("is_unknown"), std::string_view("is"), std::string_view("is_any_of"),
    std::string_view("contains"), std::string_view("contains_any_of"), std::string_view("starts_with"),
    std::string_view("ends_with"), std::string_view("has_any_of"), std::string_view("has_all_of"),
    std::string_view("eq"), std::string_view("gt"), std::string_view("gte"), std::string_view("lt"),
    std::string_view("lte"), std::string_view("between"), std::string_view("before"), std::string_view("after"),
    std::string_view("within_last")};

std::vector<Op> ops_of(Type type) {
  using enum Op;
  switch (type) {
    case Type::text:
    case Type::country:
      return {is_known, is_unknown, is, is_any_of, contains, contains_any_of, starts_with, ends_with};
    case Type::choice: return {is_known, is_unknown, has_any_of, has_all_of};
    case Type::number:
    case Type::money: return {is_known, is_unknown, eq, gt, gte, lt, lte, between};
    case Type::date_time: return {is_known, is_unknown, before, after, between, within_last};
    case Type::boolean: return {is_known, is_unknown, is};
  }
  return {};
}

bool takes_many(Op op) {
  return op == Op::is_any_of || op == Op::contains_any_of || op == Op::has_any_of || op == Op::has_all_of;
}

// A text by which equal atoms are found again.
std::string key_of(const Atom& atom) {
  std::string key = std::to_string(atom.field) + " " + std::string(name_of(atom.op));
  for (const std::string& text : atom.texts) key += "\x1f" + text;
  key += "\x1e" + format_decimal(atom.low) + "\x1e" + format_decimal(atom.high) + "\x1e" +
         std::to_string(atom.low_instant) + " " + std::to_string(atom.high_instant) + " " +
         std::to_string(atom.days) + (atom.truth ? " t" : " f");
  return key;
}

}  // namespace

std::string_view name_of(Op op) { return op_names[static_cast<std::size_t>(op)]; }

Condition ConditionReader::read(const json::Value& value, const std::string& pointer) {
  static const std::vector<std::string_view> kinds = {"all", "any", "not", "ref", "opaque", "field"};
  Condition condition;
  condition.pointer = pointer;
  if (!reading_.object(value, pointer)) return condition;

  std::vector<std::string_view> present;
  for (const std::string_view kind : kinds) {
    if (value.find(kind) != nullptr) present.push_back(kind);
  }
  if (present.size() != 1) {
    for (const auto& [key, unused] : value.members) {
      static const std::vector<std::string_view> known = {"all", "any", "not", "ref", "opaque", "field", "op", "value", "list"};
      if (std::find(known.begin(), known.end(), key) == known.end()) {
        reading_.problem(unused, join(pointer, key), "unknown key `" + key + "`", reading_.did_you_mean(key, known));
      }
    }
    reading_.problem(value, pointer,
                     present.empty() ? "this is no condition" : "a condition is of one kind, this one of several",
                     "one of `all`, `any`, `not`, `ref`, `opaque`, or `field` with `op`");
    return condition;
  }
  const std::string_view kind = present[0];
  if (kind == "field") return atom(value, pointer);

  reading_.keys(value, pointer, {kind});
  const json::Value& content = *value.find(kind);
  const std::string here = join(pointer, kind);
  if (kind == "all" || kind == "any") {
    condition.kind = kind == "all" ? Condition::Kind::all : Condition::Kind::any;
    if (!reading_.array(content, here)) return condition;
    for (std::size_t i = 0; i < content.items.size(); ++i) {
      condition.parts.push_back(read(content.items[i], join(here, i)));
    }
  } else if (kind == "not") {
    condition.kind = Condition::Kind::negation;
    condition.parts.push_back(read(content, here));
  } else if (kind == "ref") {
    condition.kind = Condition::Kind::reference;
    if (const auto index = reading_.name(content, here, "condition", condition_names_)) {
      condition.reference = *index;
    }
  } else {
    condition.kind = Condition::Kind::opaque;
    if (const auto why = reading_.filled_string(content, here)) condition.why = *why;
  }
  return condition;
}

Condition ConditionReader::atom(const json::Value& value, const std::string& pointer) {
  Condition condition;
  condition.kind = Condition::Kind::atom;
  condition.pointer = pointer;
  reading_.keys(value, pointer, {"field", "op", "value", "list"}, {"op"});

  Atom atom;
  std::optional<Field> field;
  const json::Value& field_value = *value.find("field");
  bool broken = false;
  if (const auto name = reading_.string(field_value, join(pointer, "field"))) {
    broken = reading_.is_broken(*name);
    if (broken) {
      // Its declaration is reported where it stands.
    } else if (name->rfind("account.", 0) == 0) {
      const std::string inner = name->substr(8);
      std::vector<std::string_view> known = table::standard_fields(table::Role::accounts);
      for (const auto& [extra, unused] : policy_.source(table::Role::accounts).columns) known.push_back(extra);
      if (std::find(known.begin(), known.end(), inner) != known.end()) {
        Type type = Type::text;
        if (inner == "country") type = Type::country;
        if (inner == "employees") type = Type::number;
        if (inner == "revenue") type = Type::money;
        if (inner == "created_at") type = Type::date_time;
        field = Field{inner, true, type};
      } else {
        reading_.problem(field_value, join(pointer, "field"), "accounts have no field `" + inner + "`",
                         reading_.did_you_mean(inner, known));
      }
    } else if (const auto type = lead_field_type(policy_, *name)) {
      field = Field{*name, false, *type};
    } else {
      std::vector<std::string_view> known = table::standard_fields(table::Role::leads);
      for (const CustomField& custom : policy_.fields) known.push_back(custom.name);
      reading_.problem(field_value, join(pointer, "field"), "there is no field `" + *name + "`",
                       reading_.did_you_mean(*name, known));
    }
  }

  const json::Value* op_value = value.find("op");
  std::optional<int> op;
  if (op_value != nullptr) {
    op = reading_.word(*op_value, join(pointer, "op"), {op_names.begin(), op_names.end()});
  }
  if (broken && op && *op > static_cast<int>(Op::is_unknown) && value.find("value") == nullptr && value.find("list") == nullptr) {
    reading_.problem(value, join(pointer, "value"), "`" + op_value->text + "` needs a `value`");
  }
  if (!op || !field) return condition;
  atom.op = static_cast<Op>(*op);

  const std::vector<Op> allowed = ops_of(field->type);
  if (std::find(allowed.begin(), allowed.end(), atom.op) == allowed.end()) {
    std::vector<std::string_view> words;
    for (const Op one : allowed) words.push_back(name_of(one));
    reading_.problem(*op_value, join(pointer, "op"),
                     "`" + full_name(*field) + "` is a " + std::string(table::name_of(field->type)) +
                         ", which `" + std::string(name_of(atom.op)) + "` does not compare",
                     "allowed: " + any_of(words));
    return condition;
  }
  atom.field = field_index(*field);
  const bool valid = constants(atom, field->type, value, pointer);
  condition.atom = atom_index(std::move(atom), valid);
  return condition;
}

bool ConditionReader::constants(Atom& atom, Type type, const json::Value& object, const std::string& pointer) {
  const json::Value* value = object.find("value");
  const json::Value* list = object.find("list");
  const std::string here = join(pointer, "value");
  const std::string op(name_of(atom.op));

  if (atom.op == Op::is_known || atom.op == Op::is_unknown) {
    if (value != nullptr) reading_.problem(*value, here, "`" + op + "` takes no value");
    if (list != nullptr) reading_.problem(*list, join(pointer, "list"), "`" + op + "` takes no list");
    return value == nullptr && list == nullptr;
  }
  if (takes_many(atom.op)) return texts(atom, type, object, pointer, true);
  if (list != nullptr) {
    reading_.problem(*list, join(pointer, "list"), "`" + op + "` takes no list", "lists are for `is_any_of` and its like");
    return false;
  }
  if (value == nullptr) {
    reading_.problem(object, here, "`" + op + "` needs a `value`");
    return false;
  }

  if (atom.op == Op::within_last) {
    if (!reading_.object(*value, here)) return false;
    reading_.keys(*value, here, {"days"}, {"days"});
    const json::Value* days = value->find("days");
    if (days == nullptr) return false;
    const auto count = reading_.integer(*days, join(here, "days"), 1);
    if (!count) return false;
    atom.days = *count;
    atom.written = {std::to_string(*count)};
    return value->members.size() == 1;
  }
  if (type == Type::text || type == Type::country) return text(atom, type, *value, here);
  if (type == Type::boolean) {
    const auto truth = reading_.boolean(*value, here);
    if (truth) atom.truth = *truth;
    return truth.has_value();
  }

  if (atom.op == Op::between) {
    if (!value->is(json::Kind::array) || value->items.size() != 2) {
      reading_.problem(*value, here, "`between` takes two values in order, like `[1, 9]`");
      return false;
    }
    const json::Value& low = value->items[0];
    const json::Value& high = value->items[1];
    bool ordered = true;
    if (type == Type::date_time) {
      const auto a = instant(low, join(here, std::size_t{0}));
      const auto b = instant(high, join(here, std::size_t{1}));
      if (!a || !b) return false;
      atom.low_instant = *a;
      atom.high_instant = *b;
      ordered = *a <= *b;
    } else {
      const auto a = number(type, low, join(here, std::size_t{0}));
      const auto b = number(type, high, join(here, std::size_t{1}));
      if (!a || !b) return false;
      atom.low = *a;
      atom.high = *b;
      atom.low_number = to_double(*a);
      atom.high_number = to_double(*b);
      ordered = compare(*a, *b) <= 0;
    }
    atom.written = {low.text, high.text};
    if (!ordered) reading_.problem(*value, here, "the two values of `between` are not in order", "the lower one first");
    return ordered;
  }

  if (type == Type::date_time) {
    const auto at = instant(*value, here);
    if (!at) return false;
    atom.low_instant = *at;
  } else {
    const auto decimal = number(type, *value, here);
    if (!decimal) return false;
    atom.low = *decimal;
    atom.low_number = to_double(*decimal);
  }
  atom.written = {value->text};
  return true;
}

bool ConditionReader::texts(Atom& atom, Type type, const json::Value& object, const std::string& pointer, bool) {
  const json::Value* value = object.find("value");
  const json::Value* list = object.find("list");
  if (value != nullptr && list != nullptr) {
    reading_.problem(*list, join(pointer, "list"), "a condition takes `value` or `list`, not both");
    return false;
  }
  if (list != nullptr) {
    std::vector<std::string_view> names;
    for (const auto& [name, unused] : policy_.lists) names.push_back(name);
    const auto index = reading_.name(*list, join(pointer, "list"), "list", names);
    if (!index) return false;
    for (const std::string& written : policy_.lists[static_cast<std::size_t>(*index)].second) {
      json::Value item;
      item.kind = json::Kind::string;
      item.text = written;
      if (!text(atom, type, item, join(pointer, "list"))) return false;
    }
  } else if (value == nullptr) {
    reading_.problem(object, join(pointer, "value"),
                     "`" + std::string(name_of(atom.op)) + "` needs a `value` (an array) or a `list`");
    return false;
  } else {
    const std::string here = join(pointer, "value");
    if (!reading_.array(*value, here)) return false;
    if (value->items.empty()) {
      reading_.problem(*value, here, "`" + std::string(name_of(atom.op)) + "` needs at least one value");
      return false;
    }
    bool valid = true;
    for (std::size_t i = 0; i < value->items.size(); ++i) valid &= text(atom, type, value->items[i], join(here, i));
    if (!valid) return false;
  }
  std::sort(atom.texts.begin(), atom.texts.end());
  atom.texts.erase(std::unique(atom.texts.begin(), atom.texts.end()), atom.texts.end());
  return true;
}

bool ConditionReader::text(Atom& atom, Type type, const json::Value& value, const std::string& pointer) {
  const auto written = reading_.filled_string(value, pointer);
  if (!written) return false;
  std::string compared = text::fold(*written);
  if (type == Type::country && (atom.op == Op::is || atom.op == Op::is_any_of)) {
    if (const auto code = table::find_country(*written)) compared = text::fold(*code);
  }
  atom.texts.push_back(std::move(compared));
  atom.written.push_back(std::string(text::trim(*written)));
  return true;
}

std::optional<Decimal> ConditionReader::number(Type type, const json::Value& value, const std::string& pointer) {
  if (type == Type::money && value.is(json::Kind::string)) {
    auto decimal = read_decimal(value.text);
    if (!decimal) reading_.problem(value, pointer, "`" + value.text + "` is no amount of money");
    return decimal;
  }
  return reading_.number(value, pointer);
}

std::optional<Instant> ConditionReader::instant(const json::Value& value, const std::string& pointer) {
  const auto written = reading_.filled_string(value, pointer);
  if (!written) return {};
  const table::Value read = table::read_date_time(*written, policy_.zone, table::DateOrder::unset);
  if (read.state == table::State::known) return read.instant;
  reading_.problem(value, pointer, "`" + *written + "` is no date and time" +
                                       (read.reason.empty() ? std::string() : ": " + read.reason),
                   "`YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SSZ`");
  return {};
}

int ConditionReader::field_index(const Field& field) {
  const auto [found, added] = fields_by_name_.emplace(full_name(field), static_cast<int>(policy_.used.size()));
  if (added) policy_.used.push_back(field);
  return found->second;
}

int ConditionReader::atom_index(Atom&& atom, bool valid) {
  if (!valid) return -1;
  const auto [found, added] = atoms_by_key_.emplace(key_of(atom), static_cast<int>(policy_.atoms.size()));
  if (added) policy_.atoms.push_back(std::move(atom));
  return found->second;
}

}  // namespace leadwright::policy
