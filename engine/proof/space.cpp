#include "proof/space.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <map>
#include <set>

#include "base/text.h"

namespace leadwright::proof {
namespace {

using policy::Atom;
using policy::Op;
using table::State;
using table::Type;
using table::Value;

constexpr int unknown_class = 0;
constexpr int other_text = 1;        // text, country: known, and no constant

bool is_textual(Type type) { return type == Type::text || type == Type::country; }

template <class T>
void sort_unique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// "2026-01-01" where the time is midnight, else without needless zeros.
std::string short_instant(Instant instant) {
  std::string text = format_instant(instant);
  if (text.ends_with("T00:00:00.000Z")) return text.substr(0, 10);
  if (text.ends_with(":00.000Z")) return text.substr(0, 16) + "Z";
  if (text.ends_with(".000Z")) return text.substr(0, 19) + "Z";
  return text;
}

bool lies_within(const std::string& part, const std::string& whole) { return whole.find(part) != std::string::npos; }

// "US, CA or MX", cut where it would be long.
std::string listed(const std::vector<std::string>& words) {
  constexpr std::size_t shown_at_most = 6;
  const std::size_t shown = words.size() <= shown_at_most + 1 ? words.size() : shown_at_most;
  std::string out;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i != 0) out += i + 1 == words.size() ? " or " : ", ";
    out += words[i];
  }
  if (shown < words.size()) out += " or " + std::to_string(words.size() - shown) + " more";
  return out;
}

// A decimal strictly between two that differ: a near integer where there is one, else the middle.
Decimal between(const Decimal& low, const Decimal& high) {
  Decimal next = add(low, *read_decimal("1"));
  if (compare(next, high) < 0) return next;
  const Decimal sum = add(low, high);
  Decimal half = add(add(add(sum, sum), add(sum, sum)), sum);
  half.exponent -= half.digits.empty() ? 0 : 1;
  return half;
}

}  // namespace

std::optional<Cube> intersect(const Cube& a, const Cube& b) {
  Cube out;
  out.reserve(a.size() + b.size());
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (j == b.size() || (i < a.size() && a[i].column < b[j].column)) {
      out.push_back(a[i++]);
    } else if (i == a.size() || b[j].column < a[i].column) {
      out.push_back(b[j++]);
    } else {
      Bits both = a[i].classes & b[j].classes;
      if (both.none()) return {};
      out.push_back({a[i].column, std::move(both)});
      ++i, ++j;
    }
  }
  return out;
}

const Bits* find(const Cube& cube, int column) {
  for (const Constraint& c : cube) if (c.column == column) return &c.classes;
  return nullptr;
}

Space::Space(const std::vector<const policy::Policy*>& sources) : sources_(sources) {
  const auto field_at = [&](const policy::Field& field) {
    const int found = find_field(full_name(field));
    if (found >= 0) return found;
    field_list_.push_back(field);
    fields_.push_back({});
    fields_.back().field = field;
    return static_cast<int>(fields_.size()) - 1;
  };
  for (int s = 0; s < static_cast<int>(sources_.size()); ++s) {
    const policy::Policy& p = *sources_[at(s)];
    std::vector<int> index;
    for (const policy::Field& field : p.used) index.push_back(field_at(field));
    for (int a = 0; a < static_cast<int>(p.atoms.size()); ++a) {
      fields_[at(index[at(p.atoms[at(a)].field)])].atoms.push_back({s, a});
    }
  }
  arrival_ = field_at({"created_at", false, Type::date_time});

  for (int f = 0; f < static_cast<int>(fields_.size()); ++f) {
    switch (fields_[at(f)].field.type) {
      case Type::number: make_numbers(f); break;
      case Type::money: make_money(f); break;
      case Type::date_time: if (f != arrival_) make_dates(f); break;
      case Type::boolean: fields_[at(f)].main = add_column(f, Part::main, 3); break;
      case Type::choice: make_choice(f); break;
      case Type::text:
      case Type::country: make_text(f); break;
    }
  }
  make_arrival(arrival_);

  // Step 1 of a decision: without an id or an arrival no rule is looked at.
  if (const int id = find_field("id"); id >= 0) forbid({unknown(id)});
  forbid({unknown(arrival_)});
  // An account is known by its id: without one nothing is known of it.
  if (const int id = find_field("account.id"); id >= 0) {
    for (int f = 0; f < static_cast<int>(fields_.size()); ++f) {
      if (f != id && fields_[at(f)].field.of_account) forbid({unknown(id), known(f)});
    }
  }
}

int Space::find_field(const std::string& name) const {
  for (std::size_t i = 0; i < field_list_.size(); ++i) {
    if (full_name(field_list_[i]) == name) return static_cast<int>(i);
  }
  return -1;
}

int Space::add_column(int field, Part part, int classes, std::string pattern) {
  columns_.push_back({field, part, classes, std::move(pattern)});
  fields_[at(field)].columns.push_back(static_cast<int>(columns_.size()) - 1);
  return static_cast<int>(columns_.size()) - 1;
}

Cube Space::only(int column, std::initializer_list<int> classes) const {
  Bits bits(classes_of(column));
  for (int c : classes) bits.set(c);
  return {{column, bits}};
}

Cube Space::only(int column, Bits classes) const {
  if (classes.full()) return {};
  return {{column, std::move(classes)}};
}

Cube Space::unknown(int field) const { return only(fields_[at(field)].main, {unknown_class}); }

Cube Space::known(int field) const {
  const int column = fields_[at(field)].main;
  Bits classes(classes_of(column), true);
  classes.reset(unknown_class);
  return {{column, classes}};
}

int Space::other_class(int field) const { return is_textual(fields_[at(field)].field.type) ? other_text : -1; }

// The conjunction of the parts holds for no lead; nothing to say where a part holds for none anyway.
void Space::forbid(const std::vector<Cube>& parts) {
  Cube whole;
  for (const Cube& part : parts) {
    for (const Constraint& c : part) if (c.classes.none()) return;
    auto both = intersect(whole, part);
    if (!both) return;
    whole = std::move(*both);
  }
  impossible_.push_back(std::move(whole));
}

// ---- numbers ----------------------------------------------------------------------------------------

void Space::make_numbers(int f) {
  FieldSpace& field = fields_[at(f)];
  for (const auto& a : field.atoms) {
    const Op op = atom(a).op;
    if (op == Op::is_known || op == Op::is_unknown) continue;
    field.numbers.push_back(atom(a).low_number == 0 ? 0 : atom(a).low_number);   // -0 is 0
    if (op == Op::between) field.numbers.push_back(atom(a).high_number == 0 ? 0 : atom(a).high_number);
  }
  sort_unique(field.numbers);
  const std::vector<double>& cuts = field.numbers;
  field.ranges.resize(1);
  // Class 2i + 1 lies below cut i, class 2i + 2 is cut i; empty intervals keep their number and are forbidden.
  std::vector<int> empty;
  for (std::size_t i = 0; i <= cuts.size(); ++i) {
    Range range;
    const bool first = i == 0, last = i == cuts.size();
    if (!first) range.low = format_double(cuts[i - 1]);
    if (!last) range.high = format_double(cuts[i]);
    double value = 0;
    bool exists = true;
    if (!first && !last) {
      exists = std::nextafter(cuts[i - 1], DBL_MAX) < cuts[i];
      value = cuts[i - 1] + 1;
      if (!(value > cuts[i - 1] && value < cuts[i])) value = cuts[i - 1] / 2 + cuts[i] / 2;
      if (!(value > cuts[i - 1] && value < cuts[i])) value = std::nextafter(cuts[i - 1], DBL_MAX);
    } else if (!last) {
      exists = cuts[0] > -DBL_MAX;
      value = cuts[0] > 0 ? 0 : cuts[0] - 1;
      if (!(value < cuts[0])) value = std::nextafter(cuts[0], -DBL_MAX);
    } else if (!first) {
      exists = cuts.back() < DBL_MAX;
      value = cuts.back() + 1;
      if (!(value > cuts.back())) value = std::nextafter(cuts.back(), DBL_MAX);
    }
    range.cell = format_double(value);
    if (!exists) empty.push_back(static_cast<int>(field.ranges.size()));
    field.ranges.push_back(range);
    if (!last) {
      const std::string text = format_double(cuts[i]);
      field.ranges.push_back({.low = text, .high = text, .low_in = true, .high_in = true, .cell = text});
    }
  }
  field.main = add_column(f, Part::main, static_cast<int>(field.ranges.size()));
  for (int c : empty) forbid({only(field.main, {c})});
}

void Space::make_money(int f) {
  FieldSpace& field = fields_[at(f)];
  for (const auto& a : field.atoms) {
    const Op op = atom(a).op;
    if (op == Op::is_known || op == Op::is_unknown) continue;
    field.decimals.push_back(atom(a).low);
    if (op == Op::between) field.decimals.push_back(atom(a).high);
  }
  std::sort(field.decimals.begin(), field.decimals.end(),
            [](const Decimal& a, const Decimal& b) { return compare(a, b) < 0; });
  field.decimals.erase(std::unique(field.decimals.begin(), field.decimals.end()), field.decimals.end());
  const std::vector<Decimal>& cuts = field.decimals;
  const Decimal one = *read_decimal("1");
  field.ranges.resize(1);
  std::vector<int> empty;
  for (std::size_t i = 0; i <= cuts.size(); ++i) {
    Range range;
    const bool first = i == 0, last = i == cuts.size();
    if (!first) range.low = format_decimal(cuts[i - 1]);
    if (!last) range.high = format_decimal(cuts[i]);
    Decimal value;
    if (!first && !last) value = between(cuts[i - 1], cuts[i]);
    else if (!last) value = cuts[0].negative || cuts[0].digits.empty() ? add(cuts[0], negate(one)) : Decimal{};
    else if (!first) value = add(cuts.back(), one);
    range.cell = format_decimal(value);
    // Beyond the finite doubles an amount is invalid.
    if (!read_decimal(range.cell)) empty.push_back(static_cast<int>(field.ranges.size()));
    field.ranges.push_back(range);
    if (!last) {
      const std::string text = format_decimal(cuts[i]);
      field.ranges.push_back({.low = text, .high = text, .low_in = true, .high_in = true, .cell = text});
    }
  }
  field.main = add_column(f, Part::main, static_cast<int>(field.ranges.size()));
  for (int c : empty) forbid({only(field.main, {c})});
}

// ---- dates ------------------------------------------------------------------------------------------

namespace {

// Words for the end of a range of instants: the constant x of `after x` cuts at x + 1 ms.
struct Ends {
  std::set<Instant> plain, after;
  bool follows(Instant cut) const { return plain.count(cut) == 0 && after.count(cut - 1) != 0; }
};

}  // namespace

void Space::make_dates(int f) {
  FieldSpace& field = fields_[at(f)];
  Ends ends;
  std::vector<Instant> cuts = {first_instant, last_instant};
  const Millis whole = last_instant - first_instant;
  std::vector<Millis> ages = {-whole, whole};
  for (const auto& a : field.atoms) {
    const Atom& one = atom(a);
    if (one.op == Op::before) ends.plain.insert(one.low_instant);
    if (one.op == Op::after) ends.after.insert(one.low_instant);
    if (one.op == Op::between) ends.plain.insert(one.low_instant), ends.plain.insert(one.high_instant);
    if (one.op == Op::within_last && f != arrival_) {
      ages.push_back(0);
      ages.push_back(std::min<std::int64_t>(one.days, whole / day_ms) * day_ms + 1);
    }
  }
  for (Instant x : ends.plain) cuts.push_back(x);
  for (Instant x : ends.after) cuts.push_back(x + 1);
  if (f == arrival_) {
    // Created_at is also cut where a pair of date and age of another field begins and ends.
    for (const FieldSpace& other : fields_) {
      if (other.ages.size() <= 2 || other.field.type != Type::date_time) continue;
      for (std::size_t c = 1; c < other.ranges.size(); ++c) {
        cuts.push_back(other.ranges[c].from + other.ranges[c].before_from);
        cuts.push_back(other.ranges[c].to + other.ranges[c].before_to - 1);
      }
    }
  }
  sort_unique(cuts);
  std::erase_if(cuts, [](Instant x) { return x < first_instant || x > last_instant; });
  sort_unique(ages);
  std::erase_if(ages, [&](Millis x) { return x < -whole || x > whole; });
  field.instants = cuts;
  field.ages = ages;

  field.ranges.resize(1);
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    for (std::size_t j = 0; j + 1 < ages.size(); ++j) {
      Range range;
      range.from = cuts[i], range.to = cuts[i + 1];
      range.before_from = ages[j], range.before_to = ages[j + 1];
      if (range.from != first_instant) {
        range.low_in = !ends.follows(range.from);
        range.low = short_instant(range.low_in ? range.from : range.from - 1);
      }
      if (range.to != last_instant) {
        range.high_in = ends.follows(range.to);
        range.high = short_instant(range.high_in ? range.to - 1 : range.to);
      }
      field.ranges.push_back(range);
    }
  }
  field.main = add_column(f, Part::main, static_cast<int>(field.ranges.size()));
}

void Space::make_arrival(int f) {
  make_dates(f);
  const FieldSpace& arrival = fields_[at(f)];
  for (const FieldSpace& field : fields_) {
    if (field.ages.size() <= 2 || field.field.type != Type::date_time) continue;
    for (int c = 1; c < static_cast<int>(field.ranges.size()); ++c) {
      const Range& range = field.ranges[at(c)];
      Bits elsewhere(classes_of(arrival.main));
      for (int a = 1; a < static_cast<int>(arrival.ranges.size()); ++a) {
        const Range& at_arrival = arrival.ranges[at(a)];
        // The arrivals that go with the pair: value + age, from the least sum to the greatest.
        if (at_arrival.from < range.from + range.before_from || at_arrival.to > range.to + range.before_to - 1) {
          elsewhere.set(a);
        }
      }
      forbid({only(field.main, {c}), {{arrival.main, elsewhere}}});
    }
  }
}

// ---- choices and texts ------------------------------------------------------------------------------

void Space::make_choice(int f) {
  std::vector<std::string> mentioned;
  for (const auto& a : fields_[at(f)].atoms) {
    for (const std::string& value : atom(a).texts) {
      if (value.find(';') == std::string::npos) mentioned.push_back(value);   // `;` separates: never a value
    }
  }
  sort_unique(mentioned);
  const int main = add_column(f, Part::main, 2);
  fields_[at(f)].main = main;
  for (const std::string& value : mentioned) {
    const int column = add_column(f, Part::choice, 2, value);
    fields_[at(f)].choices.push_back(column);
    forbid({only(main, {unknown_class}), only(column, {1})});
  }
}

int Space::deepest(const std::vector<std::string>& patterns, const std::string& text, bool suffix) const {
  int best = 0;
  std::size_t length = 0;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const bool holds = suffix ? text.ends_with(patterns[i]) : text.starts_with(patterns[i]);
    if (holds && patterns[i].size() >= length) best = static_cast<int>(i) + 1, length = patterns[i].size();
  }
  return best;
}

void Space::make_text(int f) {
  std::vector<std::string> parts;
  std::map<std::string, std::string> written;             // constant -> as a cell
  std::map<std::string, std::vector<int>> named_by;       // constant -> its atoms
  {
    FieldSpace& field = fields_[at(f)];
    for (int i = 0; i < static_cast<int>(field.atoms.size()); ++i) {
      const Atom& one = atom(field.atoms[at(i)]);
      switch (one.op) {
        case Op::is:
        case Op::is_any_of:
          for (const std::string& text : one.texts) named_by[text].push_back(i);
          for (const std::string& text : one.written) {
            if (field.field.type == Type::country) {
              if (const auto code = table::find_country(text)) {
                written.emplace(text::fold(*code), *code);
                continue;
              }
            }
            written.emplace(text::fold(text), text);
          }
          break;
        case Op::contains:
        case Op::contains_any_of: parts.insert(parts.end(), one.texts.begin(), one.texts.end()); break;
        case Op::starts_with: field.prefixes.push_back(one.texts[0]); break;
        case Op::ends_with: field.suffixes.push_back(one.texts[0]); break;
        default: break;
      }
    }
    sort_unique(field.prefixes);
    sort_unique(field.suffixes);
    sort_unique(parts);

    // Constants that no atom tells apart are one class.
    std::map<std::vector<int>, int> classes;
    field.constants_of.resize(2);
    for (const auto& [text, atoms] : named_by) {
      std::vector<int> signature = atoms;
      signature.push_back(-1 - deepest(field.prefixes, text, false));
      signature.push_back(-1 - deepest(field.suffixes, text, true));
      for (std::size_t i = 0; i < parts.size(); ++i) {
        if (lies_within(parts[i], text)) signature.push_back(static_cast<int>(i));
      }
      const auto [entry, added] = classes.emplace(signature, static_cast<int>(field.constants_of.size()));
      if (added) field.constants_of.push_back({});
      field.constants_of[at(entry->second)].push_back(static_cast<int>(field.constants.size()));
      const auto as_cell = written.find(text);
      field.constants.push_back({text, as_cell == written.end() ? text : as_cell->second, entry->second});
    }

    const auto used = [&](const std::string& filler) {
      const auto holds = [&](const std::vector<std::string>& patterns) {
        return std::any_of(patterns.begin(), patterns.end(),
                           [&](const std::string& p) { return lies_within(filler, p); });
      };
      return holds(parts) || holds(field.prefixes) || holds(field.suffixes) ||
             std::any_of(field.constants.begin(), field.constants.end(),
                         [&](const Constant& c) { return lies_within(filler, c.text); });
    };
    field.filler = "#";
    for (char32_t next = 0x4E00; used(field.filler); ++next) {
      field.filler.clear();
      text::put_code_point(field.filler, next);
    }
  }

  const int main = add_column(f, Part::main, static_cast<int>(fields_[at(f)].constants_of.size()));
  fields_[at(f)].main = main;
  // What the constants start and end with and contain is settled; an unknown value does nothing of it.
  const auto settle = [&](int column, auto class_of_text) {
    const FieldSpace& field = fields_[at(f)];
    for (int c = 0; c < classes_of(column); ++c) {
      Bits elsewhere(classes_of(main));
      if (c != 0) elsewhere.set(unknown_class);
      for (int k = 2; k < classes_of(main); ++k) {
        if (class_of_text(field.constants[at(field.constants_of[at(k)][0])].text) != c) elsewhere.set(k);
      }
      forbid({{{main, elsewhere}}, only(column, {c})});
    }
  };
  if (!fields_[at(f)].prefixes.empty()) {
    const int column = add_column(f, Part::prefix, static_cast<int>(fields_[at(f)].prefixes.size()) + 1);
    fields_[at(f)].prefix = column;
    settle(column, [&](const std::string& text) { return deepest(fields_[at(f)].prefixes, text, false); });
  }
  if (!fields_[at(f)].suffixes.empty()) {
    const int column = add_column(f, Part::suffix, static_cast<int>(fields_[at(f)].suffixes.size()) + 1);
    fields_[at(f)].suffix = column;
    settle(column, [&](const std::string& text) { return deepest(fields_[at(f)].suffixes, text, true); });
  }
  for (const std::string& part : parts) {
    const int column = add_column(f, Part::contains, 2, part);
    fields_[at(f)].contains.push_back(column);
    settle(column, [&](const std::string& text) { return lies_within(part, text) ? 1 : 0; });
    // What a prefix, a suffix or another part holds is contained.
    const auto implied_by = [&](int other, const std::vector<std::string>& patterns) {
      if (other < 0) return;
      Bits holding(classes_of(other));
      for (std::size_t i = 0; i < patterns.size(); ++i) {
        if (lies_within(part, patterns[i])) holding.set(static_cast<int>(i) + 1);
      }
      forbid({{{other, holding}}, only(column, {0})});
    };
    implied_by(fields_[at(f)].prefix, fields_[at(f)].prefixes);
    implied_by(fields_[at(f)].suffix, fields_[at(f)].suffixes);
  }
  const std::vector<int> columns = fields_[at(f)].contains;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (std::size_t j = 0; j < parts.size(); ++j) {
      if (i != j && lies_within(parts[i], parts[j])) forbid({only(columns[j], {1}), only(columns[i], {0})});
    }
  }
}

// ---- atoms ------------------------------------------------------------------------------------------

// The classes of an ordered type for which an atom holds.
Bits Space::ranges_where(const FieldSpace& field, const Atom& one) const {
  Bits out(classes_of(field.main));
  Value value;
  value.state = State::known;
  for (int c = 1; c < out.size(); ++c) {
    const Range& range = field.ranges[at(c)];
    if (field.field.type == Type::date_time) {
      if (one.op == Op::within_last) {
        const bool arrival = main_column(arrival_) == field.main;
        const Millis longest = std::min<std::int64_t>(one.days, (last_instant - first_instant) / day_ms) * day_ms;
        if (arrival || (range.before_from >= 0 && range.before_to <= longest + 1)) out.set(c);
        continue;
      }
      value.instant = range.from;
    } else {
      const auto decimal = read_decimal(range.cell);
      if (!decimal) continue;
      value.decimal = *decimal;
      value.number = to_double(*decimal);
    }
    if (policy::holds(one, field.field.type, value, no_instant)) out.set(c);
  }
  return out;
}

std::vector<Cube> Space::cubes(int source, int index, bool holds) const {
  const policy::Policy& p = *sources_[at(source)];
  const Atom& one = p.atoms[at(index)];
  const int f = find_field(full_name(p.used[at(one.field)]));
  const FieldSpace& field = fields_[at(f)];
  if (one.op == Op::is_known || one.op == Op::is_unknown) {
    return {(one.op == Op::is_known) == holds ? known(f) : unknown(f)};
  }
  // A conjunction of columns at one class, or a disjunction of them.
  const auto all_of = [&](const std::vector<int>& columns, int c) {
    Cube cube;
    for (int column : columns) cube.push_back(only(column, {c})[0]);
    return std::vector<Cube>{cube};
  };
  const auto any_of = [&](const std::vector<int>& columns, int c) {
    std::vector<Cube> out;
    for (int column : columns) out.push_back(only(column, {c}));
    return out;
  };
  const auto of_main = [&](Bits classes) -> std::vector<Cube> {
    if (!holds) classes = classes.complement();
    if (classes.none()) return {};
    return {only(field.main, std::move(classes))};
  };

  switch (field.field.type) {
    case Type::number:
    case Type::money:
    case Type::date_time: return of_main(ranges_where(field, one));
    case Type::boolean: return of_main(only(field.main, {one.truth ? 2 : 1})[0].classes);
    case Type::choice: {
      std::vector<int> columns;
      bool never = false;
      for (const std::string& value : one.texts) {
        const auto found = std::find_if(field.choices.begin(), field.choices.end(),
                                        [&](int column) { return columns_[at(column)].pattern == value; });
        if (found != field.choices.end()) columns.push_back(*found);
        else never = true;
      }
      std::sort(columns.begin(), columns.end());
      if (one.op == Op::has_any_of) return holds ? any_of(columns, 1) : all_of(columns, 0);
      if (never) return holds ? std::vector<Cube>{} : std::vector<Cube>{Cube{}};
      return holds ? all_of(columns, 1) : any_of(columns, 0);
    }
    case Type::text:
    case Type::country: break;
  }

  if (one.op == Op::is || one.op == Op::is_any_of) {
    Bits classes(classes_of(field.main));
    for (const Constant& constant : field.constants) {
      if (std::binary_search(one.texts.begin(), one.texts.end(), constant.text)) classes.set(constant.class_of);
    }
    return of_main(std::move(classes));
  }
  if (one.op == Op::starts_with || one.op == Op::ends_with) {
    const bool suffix = one.op == Op::ends_with;
    const int column = suffix ? field.suffix : field.prefix;
    const std::vector<std::string>& patterns = suffix ? field.suffixes : field.prefixes;
    Bits classes(classes_of(column));
    for (std::size_t i = 0; i < patterns.size(); ++i) {
      if (suffix ? patterns[i].ends_with(one.texts[0]) : patterns[i].starts_with(one.texts[0])) {
        classes.set(static_cast<int>(i) + 1);
      }
    }
    return {only(column, holds ? classes : classes.complement())};
  }
  std::vector<int> columns;
  for (int column : field.contains) {
    if (std::binary_search(one.texts.begin(), one.texts.end(), columns_[at(column)].pattern)) columns.push_back(column);
  }
  return holds ? any_of(columns, 1) : all_of(columns, 0);
}

// ---- leads ------------------------------------------------------------------------------------------

void Space::place_text(const FieldSpace& field, const std::string& text, Classes& point) const {
  const auto found = std::lower_bound(field.constants.begin(), field.constants.end(), text,
                                      [](const Constant& c, const std::string& t) { return c.text < t; });
  const bool constant = found != field.constants.end() && found->text == text;
  point[at(field.main)] = constant ? found->class_of : other_text;
  if (field.prefix >= 0) point[at(field.prefix)] = deepest(field.prefixes, text, false);
  if (field.suffix >= 0) point[at(field.suffix)] = deepest(field.suffixes, text, true);
  for (int column : field.contains) point[at(column)] = lies_within(columns_[at(column)].pattern, text) ? 1 : 0;
}

bool Space::depends_on_arrival(int f) const {
  return fields_[at(f)].field.type == Type::date_time && fields_[at(f)].ages.size() > 2;
}

void Space::place(int f, const Value& value, Instant arrival, Classes& point) const {
  const FieldSpace& field = fields_[at(f)];
  for (int column : field.columns) point[at(column)] = 0;
  if (value.state != State::known) return;
  int& main = point[at(field.main)];
  switch (field.field.type) {
    case Type::number: {
      const auto cut = std::lower_bound(field.numbers.begin(), field.numbers.end(), value.number);
      const int i = static_cast<int>(cut - field.numbers.begin());
      main = cut != field.numbers.end() && *cut == value.number ? 2 * i + 2 : 2 * i + 1;
      break;
    }
    case Type::money: {
      const auto cut = std::lower_bound(field.decimals.begin(), field.decimals.end(), value.decimal,
                                        [](const Decimal& a, const Decimal& b) { return compare(a, b) < 0; });
      const int i = static_cast<int>(cut - field.decimals.begin());
      main = cut != field.decimals.end() && *cut == value.decimal ? 2 * i + 2 : 2 * i + 1;
      break;
    }
    case Type::date_time: {
      const auto interval = [](const std::vector<std::int64_t>& cuts, std::int64_t x) {
        const auto above = std::upper_bound(cuts.begin(), cuts.end(), x) - cuts.begin();
        return std::clamp<std::int64_t>(above - 1, 0, static_cast<std::int64_t>(cuts.size()) - 2);
      };
      const std::int64_t age = depends_on_arrival(f) ? interval(field.ages, arrival - value.instant) : 0;
      main = static_cast<int>(interval(field.instants, value.instant) *
                                  (static_cast<std::int64_t>(field.ages.size()) - 1) + age + 1);
      break;
    }
    case Type::boolean: main = value.truth ? 2 : 1; break;
    case Type::choice:
      main = 1;
      for (int column : field.choices) {
        const bool chosen = std::binary_search(value.choices.begin(), value.choices.end(), columns_[at(column)].pattern);
        point[at(column)] = chosen ? 1 : 0;
      }
      break;
    case Type::text:
    case Type::country: place_text(field, value.text, point); break;
  }
}

bool Space::reads_as(const FieldSpace& field, const std::string& cell, const Classes& classes) const {
  table::Reading reading;
  reading.type = field.field.type;
  const Value value = table::read_value(cell, reading);
  if (value.state != State::known) return false;
  Classes read = classes;
  place_text(field, value.text, read);
  return read == classes;
}

std::string Space::text_cell(const FieldSpace& field, const Classes& classes) const {
  const int main = classes[at(field.main)];
  if (main != other_text) return field.constants[at(field.constants_of[at(main)][0])].cell;

  const auto pattern = [&](int column, const std::vector<std::string>& patterns) {
    const int c = column < 0 ? 0 : classes[at(column)];
    return c == 0 ? std::string() : patterns[at(c - 1)];
  };
  const std::string prefix = pattern(field.prefix, field.prefixes);
  const std::string suffix = pattern(field.suffix, field.suffixes);
  std::vector<std::string> parts;                        // that nothing else holds already
  for (int column : field.contains) {
    if (classes[at(column)] == 0) continue;
    const std::string& part = columns_[at(column)].pattern;
    bool held = lies_within(part, prefix) || lies_within(part, suffix);
    for (int other : field.contains) {
      held |= other != column && classes[at(other)] == 1 && lies_within(part, columns_[at(other)].pattern);
    }
    if (!held) parts.push_back(part);
  }
  std::vector<std::string> tries;
  if (prefix.empty() && suffix.empty() && parts.empty()) {
    if (field.field.type == Type::country) tries = {"DE", "FR", "GB", "JP", "US", "BR", "IN", "AU"};
    if (field.field.name == "email") tries = {"ana@example.com", "ana@example.net"};
    tries.push_back("other");
    tries.push_back("x");
  }
  if (suffix.starts_with("@") && prefix.empty() && parts.empty()) tries.push_back("ana" + suffix);
  std::string joined = prefix, fenced = prefix;
  for (const std::string& part : parts) {
    joined += (joined.empty() ? "" : " ") + part;
    fenced += (fenced.empty() ? "" : " ") + field.filler + " " + part;
  }
  if (!suffix.empty() && joined.empty()) tries.push_back(suffix);
  if (!suffix.empty()) tries.push_back(joined + " " + suffix);
  else if (!joined.empty()) tries.push_back(joined);
  fenced += (fenced.empty() ? "" : " ") + field.filler + (suffix.empty() ? "" : " " + suffix);
  for (const std::string& cell : tries) {
    if (reads_as(field, cell, classes)) return cell;
  }
  return fenced;
}

Cube Space::arriving(Instant at_instant) const {
  const FieldSpace& created = fields_[at(arrival_)];
  for (int c = 1; c < classes_of(created.main); ++c) {
    const Range& range = created.ranges[at(c)];
    if (at_instant >= range.from && at_instant < range.to) return only(created.main, {c});
  }
  return {};
}

Witness Space::witness(const Classes& classes, Instant wanted_arrival) const {
  const FieldSpace& created = fields_[at(arrival_)];
  const Range& arrivals = created.ranges[at(std::max(classes[at(created.main)], 1))];
  const Instant arrival = std::clamp(wanted_arrival, arrivals.from, arrivals.to - 1);

  Witness out;
  if (find_field("id") < 0) out.cells.push_back({"id", "witness"});
  for (const FieldSpace& field : fields_) {
    const std::string name = full_name(field.field);
    const int main = classes[at(field.main)];
    if (main == unknown_class) {
      out.cells.push_back({name, std::nullopt});
      continue;
    }
    std::string cell;
    switch (field.field.type) {
      case Type::number:
      case Type::money: cell = field.ranges[at(main)].cell; break;
      case Type::date_time: {
        if (&field == &created) {
          cell = format_instant(arrival);
          break;
        }
        // A value of the range whose age lies in the range of ages.
        const Range& range = field.ranges[at(main)];
        const bool any_age = field.ages.size() <= 2;
        const Instant from = any_age ? range.from : std::max(range.from, arrival - (range.before_to - 1));
        const Instant last = any_age ? range.to - 1 : std::min(range.to - 1, arrival - range.before_from);
        cell = format_instant(std::clamp(arrival - day_ms, from, std::max(from, last)));
        break;
      }
      case Type::boolean: cell = main == 2 ? "true" : "false"; break;
      case Type::choice:
        for (int column : field.choices) {
          if (classes[at(column)] == 1) cell += (cell.empty() ? "" : ";") + columns_[at(column)].pattern;
        }
        if (cell.empty()) {
          cell = "other";
          while (std::any_of(field.choices.begin(), field.choices.end(),
                             [&](int column) { return columns_[at(column)].pattern == cell; })) cell += " one";
        }
        break;
      case Type::text:
      case Type::country: cell = text_cell(field, classes); break;
    }
    out.cells.push_back({name, cell});
  }
  return out;
}

// ---- words ------------------------------------------------------------------------------------------

std::string Space::range_words(const FieldSpace& field, const Bits& classes) const {
  const bool dates = field.field.type == Type::date_time;
  const int ages = dates ? static_cast<int>(field.ages.size()) - 1 : 1;
  std::vector<std::string> words;
  const auto ends = [&](const Range& first, const Range& last) {
    if (first.low.empty() && last.high.empty()) return std::string("is known");
    if (!dates && first.low == last.high) return "is " + first.low;
    std::string out;
    if (!first.low.empty()) out = (dates ? (first.low_in ? "is from " : "is after ")
                                         : (first.low_in ? "is at least " : "is more than ")) + first.low;
    if (!last.high.empty()) {
      out += out.empty() ? "is " : " and ";
      out += (dates ? (last.high_in ? "not after " : "before ") : (last.high_in ? "at most " : "less than ")) + last.high;
    }
    return out;
  };
  if (ages > 1) {
    // Pairs of date and age: in words where they are all pairs of some dates and some ages.
    const int dates_count = (classes.size() - 1) / ages;
    Bits some_dates(dates_count), some_ages(ages);
    classes.each([&](int c) {
      if (c != unknown_class) some_dates.set((c - 1) / ages), some_ages.set((c - 1) % ages);
    });
    for (int d = 0; d < dates_count; ++d) {
      for (int a = 0; a < ages; ++a) {
        if (some_dates.test(d) && some_ages.test(a) && !classes.test(d * ages + a + 1)) return "is at certain dates and ages";
      }
    }
    std::string out;
    if (!some_dates.full()) {
      const int first = some_dates.first();
      int last = first;
      while (last + 1 < dates_count && some_dates.test(last + 1)) ++last;
      if (last - first + 1 != some_dates.count()) return "is at certain dates and ages";
      out = ends(field.ranges[at(first * ages + 1)], field.ranges[at(last * ages + 1)]);
    }
    if (!some_ages.full()) {
      std::vector<std::string> spans;
      for (int a = 0; a < ages; ++a) {
        if (!some_ages.test(a)) continue;
        int last = a;
        while (last + 1 < ages && some_ages.test(last + 1)) ++last;
        const Millis from = field.ages[at(a)], to = field.ages[at(last + 1)];
        if (to <= 0) spans.push_back("after the lead's arrival");
        else if (last + 1 == ages) spans.push_back("more than " + std::to_string((from - 1) / day_ms) + " days before the lead's arrival");
        else if (from <= 0) spans.push_back("at most " + std::to_string((to - 1) / day_ms) + " days before the lead's arrival");
        else spans.push_back("more than " + std::to_string((from - 1) / day_ms) + " and at most " +
                             std::to_string((to - 1) / day_ms) + " days before the lead's arrival");
        a = last;
      }
      out += (out.empty() ? "is " : " and ") + listed(spans);
    }
    if (out.empty()) out = "is known";
    words.push_back(out);
  } else {
    for (int c = 1; c < classes.size(); ++c) {
      if (!classes.test(c)) continue;
      int last = c;
      while (last + 1 < classes.size() && classes.test(last + 1)) ++last;
      words.push_back(ends(field.ranges[at(c)], field.ranges[at(last)]));
      c = last;
    }
  }
  if (classes.test(unknown_class)) words.push_back("is unknown");
  return full_name(field.field) + " " + listed(words);
}

std::string Space::text_words(const FieldSpace& field, const Bits& classes) const {
  const std::string name = full_name(field.field);
  std::vector<std::string> in, out;
  for (const Constant& constant : field.constants) {
    (classes.test(constant.class_of) ? in : out).push_back(constant.cell);
  }
  const bool blank = classes.test(unknown_class), other = classes.test(other_text);
  if (!other) {
    if (in.empty()) return name + " is unknown";
    return name + " is " + listed(in) + (blank ? " or unknown" : "");
  }
  if (out.empty()) return blank ? name + " is anything" : name + " is known";
  return name + " is " + (blank ? "" : "known and ") + "not " + listed(out);
}

std::string Space::main_words(const FieldSpace& field, const Bits& classes) const {
  const std::string name = full_name(field.field);
  switch (field.field.type) {
    case Type::number:
    case Type::money:
    case Type::date_time: return range_words(field, classes);
    case Type::boolean: {
      std::vector<std::string> words;
      if (classes.test(2)) words.push_back("true");
      if (classes.test(1)) words.push_back("false");
      if (words.size() == 2) return name + " is known";
      if (classes.test(0)) words.push_back("unknown");
      return name + " is " + listed(words);
    }
    case Type::choice: return name + (classes.test(0) ? " is unknown" : " is known");
    case Type::text:
    case Type::country: return text_words(field, classes);
  }
  return {};
}

std::string Space::in_words(const Cube& cube, int f) const {
  const FieldSpace& field = fields_[at(f)];
  const std::string name = full_name(field.field);
  std::string out;
  const auto say = [&](const std::string& words) { out += (out.empty() ? "" : ", and ") + words; };
  std::vector<std::string> without;
  const auto flush = [&](std::string_view verb) {
    if (!without.empty()) say(name + " " + std::string(verb) + " " + listed(without));
    without.clear();
  };
  const Bits* main = find(cube, field.main);
  // What follows from the field being unknown need not be said.
  const bool blank = main != nullptr && main->count() == 1 && main->test(unknown_class);
  // Nor what a text's only possible constants start with or contain.
  const bool constants = main != nullptr && is_textual(field.field.type) && !main->test(other_text);
  if (main != nullptr && !main->full()) {
    const bool said_by_parts = !blank && std::any_of(cube.begin(), cube.end(), [&](const Constraint& c) {
      const Column& column = columns_[at(c.column)];
      if (column.field != f || column.part == Part::main) return false;
      return column.part == Part::contains || column.part == Part::choice ? c.classes.count() == 1 && c.classes.test(1)
                                                                           : !c.classes.test(0);
    });
    Bits rest = main->complement();
    const bool only_known = rest.count() == 1 && rest.test(unknown_class);
    if (!(only_known && said_by_parts)) say(main_words(field, *main));
  }
  if (blank || constants) return out;
  for (const Constraint& c : cube) {
    const Column& column = columns_[at(c.column)];
    if (column.field != f || column.part == Part::main || c.classes.full()) continue;
    if (column.part == Part::contains || column.part == Part::choice) continue;
    const bool suffix = column.part == Part::suffix;
    const std::vector<std::string>& patterns = suffix ? field.suffixes : field.prefixes;
    std::vector<std::string> in, not_in;
    for (int k = 1; k < column.classes; ++k) (c.classes.test(k) ? in : not_in).push_back(patterns[at(k - 1)]);
    // A pattern that lies deeper than one of the others is an exception to it.
    const auto exceptions = [&](const std::vector<std::string>& deep, const std::vector<std::string>& shallow) {
      std::vector<std::string> found;
      for (const std::string& d : deep) {
        if (std::any_of(shallow.begin(), shallow.end(), [&](const std::string& s) {
              return suffix ? d.ends_with(s) : d.starts_with(s);
            })) found.push_back(d);
      }
      return found;
    };
    const std::string verb = suffix ? "end" : "start";
    const bool none = c.classes.test(0);
    const std::vector<std::string> but = none ? exceptions(in, not_in) : exceptions(not_in, in);
    say(name + (none ? " does not " + verb + " with " + listed(not_in) : " " + verb + "s with " + listed(in)) +
        (but.empty() ? "" : (none ? ", unless with " : ", but not with ") + listed(but)));
  }
  for (const Constraint& c : cube) {
    const Column& column = columns_[at(c.column)];
    if (column.field != f || (column.part != Part::contains && column.part != Part::choice)) continue;
    const std::string verb = column.part == Part::contains ? "contains" : "has";
    if (c.classes.count() == 1 && c.classes.test(1)) say(name + " " + verb + " " + column.pattern);
  }
  for (const Constraint& c : cube) {
    const Column& column = columns_[at(c.column)];
    if (column.field != f || (column.part != Part::contains && column.part != Part::choice)) continue;
    if (c.classes.count() == 1 && c.classes.test(0)) without.push_back(column.pattern);
  }
  flush(field.field.type == Type::choice ? "does not have" : "does not contain");
  return out;
}

std::string Space::in_words(const Cube& cube) const {
  std::string out;
  for (int f = 0; f < static_cast<int>(fields_.size()); ++f) {
    const std::string words = in_words(cube, f);
    if (!words.empty()) out += (out.empty() ? "" : ", and ") + words;
  }
  return out;
}

}  // namespace leadwright::proof
