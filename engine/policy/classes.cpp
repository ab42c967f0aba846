#include "policy/classes.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "policy/text_index.h"

namespace leadwright::policy {
namespace {

using table::State;
using table::Type;
using table::Value;

using Signature = std::vector<std::uint32_t>;

// Gives each signature its class. Class 0 is that of unknown and invalid values.
class Interner {
 public:
  explicit Interner(Classes& classes) : classes_(&classes) {}
  std::uint32_t operator()(const Signature& signature) {
    const auto [found, added] = ids_.emplace(signature, static_cast<std::uint32_t>(classes_->signatures.size()));
    if (added) classes_->signatures.push_back(signature);
    return found->second;
  }

 private:
  Classes* classes_;
  std::map<Signature, std::uint32_t> ids_;
};

Signature holding(const Policy& policy, const std::vector<int>& atoms, Type type, const Value& value, Instant arrival) {
  Signature signature;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    if (holds(policy.atoms[static_cast<std::size_t>(atoms[i])], type, value, arrival)) {
      signature.push_back(static_cast<std::uint32_t>(i));
    }
  }
  return signature;
}

// ---- texts ---------------------------------------------------------------------------------

// The class of a folded text, by the constants that it meets: seldom more than one.
class TextClasses {
 public:
  TextClasses(const Policy& policy, const std::vector<int>& atoms, Interner& intern)
      : index_(policy, atoms), intern_(intern), of_one_(index_.constants(), -1) {}

  bool asks_for_tails() const { return index_.asks_for_tails(); }
  std::uint32_t of(std::string_view text) {
    index_.find(text, met_);
    if (met_.empty()) return known(of_none_);
    if (met_.size() == 1) return known(of_one_[met_[0]]);
    const auto found = of_several_.find(met_);
    if (found != of_several_.end()) return found->second;
    const std::uint32_t made = intern_(index_.atoms_of(met_));
    of_several_.emplace(met_, made);
    return made;
  }

 private:
  std::uint32_t known(std::int64_t& place) {
    if (place < 0) place = intern_(index_.atoms_of(met_));
    return static_cast<std::uint32_t>(place);
  }

  TextIndex index_;
  Interner& intern_;
  std::int64_t of_none_ = -1;                            // -1: not met yet
  std::vector<std::int64_t> of_one_;                     // by constant
  std::map<Signature, std::uint32_t> of_several_;
  std::vector<std::uint32_t> met_;
};

// What class a cell's bytes have, remembered in a table that forgets: a cell that another has pushed out
// is only worked out again, so that no input can make it slow. Where few cells are met again, it gives up.
class CellMemo {
 public:
  struct Entry {
    std::uint64_t first, middle, last;      // of the text, eight bytes each; they overlap in a short one
    const char* text = nullptr;
    std::uint32_t size = 0;
    std::uint32_t class_of = 0;
  };

  CellMemo() : entries_(std::size_t{1} << bits) {}
  bool worthwhile() const { return asked_ < trial || met_ * 2 > asked_; }

  // Where a cell's class stands, or is to be put.
  Entry& place(std::string_view cell, bool& is_there) {
    Entry wanted;
    const std::size_t size = cell.size();
    wanted.first = load(cell.data(), size);
    wanted.middle = size > 8 ? load(cell.data() + 8, size - 8) : 0;
    wanted.last = size > 16 ? load(cell.data() + size - 8, 8) : 0;
    const std::uint64_t mixed = (wanted.first * 0x9E3779B97F4A7C15u) ^ ((wanted.middle + size) * 0xC2B2AE3D27D4EB4Fu) ^
                                (wanted.last * 0xBF58476D1CE4E5B9u);
    Entry& entry = entries_[((mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9u) >> (64 - bits)];
    is_there = entry.text != nullptr && entry.size == size && entry.first == wanted.first && entry.middle == wanted.middle &&
               entry.last == wanted.last && (size <= 24 || std::memcmp(entry.text, cell.data(), size) == 0);
    if (asked_ < trial) {
      ++asked_;
      met_ += is_there;
    }
    if (!is_there) {
      wanted.text = cell.data();
      wanted.size = static_cast<std::uint32_t>(size);
      entry = wanted;
    }
    return entry;
  }

 private:
  static constexpr int bits = 12;
  static constexpr std::uint32_t trial = 4096;
  std::vector<Entry> entries_;
  std::uint32_t asked_ = 0, met_ = 0;
};

// A text or country column read where it lies.
class CellClasses {
 public:
  CellClasses(const Policy& policy, const ToClassify& what, Type type, std::int64_t rows, Classes& out)
      : column_(*what.column), intern_(out), unknown_(intern_(holding(policy, *what.atoms, type, Value{}, no_instant))),
        texts_(policy, *what.atoms, intern_), plain_(type == Type::text && column_.reading.empty.empty()), out_(out) {
    out.of.resize(static_cast<std::size_t>(rows));
  }

  void take(std::int64_t from, std::size_t count) {
    std::uint32_t* const of = out_.of.data() + from;
    if (!memo_.worthwhile()) {
      column_.cells->visit(column_.cells_field, from, count, [&](std::size_t i, std::string_view cell) { of[i] = class_of(cell); });
      return;
    }
    column_.cells->visit(column_.cells_field, from, count, [&](std::size_t i, std::string_view cell) {
      bool is_there = false;
      CellMemo::Entry& entry = memo_.place(cell, is_there);
      if (!is_there) entry.class_of = class_of(cell);
      of[i] = entry.class_of;
    });
  }

 private:
  std::uint32_t class_of(std::string_view cell) {
    if (plain_) {
      if (cell.empty()) return unknown_;
      char tail[8];
      if (texts_.asks_for_tails() && text::fold_tail(cell, tail)) return texts_.of({tail, sizeof tail});
      text::fold_into(cell, folded_);
      return folded_.empty() ? unknown_ : texts_.of(folded_);
    }
    const Value value = table::read_value(cell, column_.reading);
    return value.state == State::known ? texts_.of(value.text) : unknown_;
  }

  const ValueColumn& column_;
  Interner intern_;
  std::uint32_t unknown_;
  TextClasses texts_;
  bool plain_;
  Classes& out_;
  CellMemo memo_;
  std::string folded_;
};

// ---- ordered values ------------------------------------------------------------------------

// Where a value lies among sorted constants: 2k is below constant k and above k - 1, 2k + 1 equal to it.
template <class T, class Less>
std::size_t place_among(const std::vector<T>& constants, const T& value, const Less& less) {
  const auto at = std::lower_bound(constants.begin(), constants.end(), value, less);
  const bool equal = at != constants.end() && !less(value, *at);
  return static_cast<std::size_t>(at - constants.begin()) * 2 + equal;
}
// The same for numbers, without a branch that a random value would mislead.
template <class T>
std::size_t place_among(const std::vector<T>& constants, T value) {
  const T* base = constants.data();
  std::size_t count = constants.size();
  if (count == 0) return 0;
  while (count > 1) {
    const std::size_t half = count / 2;
    base += static_cast<std::size_t>(base[half - 1] < value) * half;
    count -= half;
  }
  const std::size_t below = static_cast<std::size_t>(base - constants.data()) + (*base < value);
  return below * 2 + (below < constants.size() && constants[below] == value);
}

// The class of each place among the constants, worked out for the first value that lies there.
class PlaceClasses {
 public:
  explicit PlaceClasses(std::size_t constants) : class_of_(constants * 2 + 1, -1) {}
  template <class Make>
  std::uint32_t of(std::size_t place, const Make& make) {
    std::int64_t& known = class_of_[place];
    if (known < 0) known = make();
    return static_cast<std::uint32_t>(known);
  }

 private:
  std::vector<std::int64_t> class_of_;
};

template <class T, class Less>
void sort_distinct(std::vector<T>& values, const Less& less) {
  std::sort(values.begin(), values.end(), less);
  const auto same = [&](const T& a, const T& b) { return !less(a, b) && !less(b, a); };
  values.erase(std::unique(values.begin(), values.end(), same), values.end());
}

bool less_number(double a, double b) { return a < b; }
bool less_instant(Instant a, Instant b) { return a < b; }
bool less_decimal(const Decimal& a, const Decimal& b) { return compare(a, b) < 0; }

// The constants of a field's ordered conditions.
struct Constants {
  std::vector<double> numbers;
  std::vector<Decimal> decimals;
  std::vector<Instant> instants;

  Constants(const Policy& policy, const std::vector<int>& atoms, Type type) {
    for (const int index : atoms) {
      const Atom& atom = policy.atoms[static_cast<std::size_t>(index)];
      if (atom.op == Op::is_known || atom.op == Op::is_unknown) continue;
      const bool two = atom.op == Op::between;
      if (type == Type::number) add(numbers, atom.low_number, atom.high_number, two);
      if (type == Type::money) add(decimals, atom.low, atom.high, two);
      if (type == Type::date_time) add(instants, atom.low_instant, atom.high_instant, two);
    }
    sort_distinct(numbers, less_number);
    sort_distinct(decimals, less_decimal);
    sort_distinct(instants, less_instant);
  }

 private:
  template <class T>
  static void add(std::vector<T>& to, const T& low, const T& high, bool two) {
    to.push_back(low);
    if (two) to.push_back(high);
  }
};

// A measured column, by row.
void classify_measures(const Policy& policy, const ToClassify& what, Type type, std::int64_t rows, Classes& out) {
  const ValueColumn& column = *what.column;
  const table::Measures& measures = *column.measures;
  const Constants constants(policy, *what.atoms, type);
  Interner intern(out);
  const auto by_atoms = [&](const Value& value) { return intern(holding(policy, *what.atoms, type, value, no_instant)); };
  const std::uint32_t unknown = by_atoms(Value{});
  const auto count = static_cast<std::size_t>(rows);
  out.of.resize(count);
  const auto classify_each = [&](const auto& measured, const auto& sorted, auto Value::*part, const auto& is_known) {
    PlaceClasses classes(sorted.size());
    Value value;
    value.state = State::known;
    for (std::size_t row = 0; row < count; ++row) {
      const auto one = measured[row];
      out.of[row] = !is_known(one) ? unknown : classes.of(place_among(sorted, one), [&] {
        value.*part = one;
        return by_atoms(value);
      });
    }
  };
  if (type == Type::date_time) {
    classify_each(measures.instants, constants.instants, &Value::instant, [](Instant at) { return at != no_instant; });
    return;
  }
  if (type == Type::number) {
    classify_each(measures.numbers, constants.numbers, &Value::number, [](double number) { return !std::isnan(number); });
    return;
  }
  // Money is compared exactly: only where the nearest doubles are equal is a look at the digits needed.
  std::vector<double> nearest;
  for (const Decimal& constant : constants.decimals) nearest.push_back(to_double(constant));
  nearest.erase(std::unique(nearest.begin(), nearest.end()), nearest.end());
  PlaceClasses between(nearest.size()), exact(constants.decimals.size());
  for (std::size_t row = 0; row < count; ++row) {
    const double number = measures.numbers[row];
    if (std::isnan(number)) {
      out.of[row] = unknown;
      continue;
    }
    const std::size_t place = place_among(nearest, number);
    const auto value = [&] { return column.value(static_cast<std::int64_t>(row)); };
    if (place % 2 == 0) {
      out.of[row] = between.of(place, [&] { return by_atoms(value()); });
    } else {
      const Value exactly = value();
      out.of[row] = exact.of(place_among(constants.decimals, exactly.decimal, less_decimal), [&] { return by_atoms(exactly); });
    }
  }
}

// ---- distinct values -----------------------------------------------------------------------

void classify_values(const Policy& policy, const ToClassify& what, Type type, Classes& out) {
  const std::vector<Value>& values = *what.column->distinct;
  Interner intern(out);
  const auto by_atoms = [&](const Value& value) { return intern(holding(policy, *what.atoms, type, value, no_instant)); };
  const std::uint32_t unknown = by_atoms(Value{});
  out.of.resize(values.size());
  const auto each_known = [&](const auto& class_of) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      out.of[i] = values[i].state == State::known ? class_of(values[i]) : unknown;
    }
  };
  switch (type) {
    case Type::text:
    case Type::country: {
      TextClasses texts(policy, *what.atoms, intern);
      each_known([&](const Value& value) { return texts.of(value.text); });
      return;
    }
    case Type::number:
    case Type::money:
    case Type::date_time: {
      const Constants constants(policy, *what.atoms, type);
      PlaceClasses classes(constants.numbers.size() + constants.decimals.size() + constants.instants.size());
      each_known([&](const Value& value) {
        const std::size_t place = type == Type::number  ? place_among(constants.numbers, value.number)
                                  : type == Type::money ? place_among(constants.decimals, value.decimal, less_decimal)
                                                        : place_among(constants.instants, value.instant);
        return classes.of(place, [&] { return by_atoms(value); });
      });
      return;
    }
    case Type::choice:
    case Type::boolean: each_known(by_atoms); return;
  }
}

// within_last looks at two instants of a lead: the age in days, rounded up.
void classify_ages(const Policy& policy, const ToClassify& what, std::int64_t rows, Classes& out) {
  const ValueColumn& column = *what.column;
  Interner intern(out);
  const std::uint32_t none = intern({});
  std::vector<std::int64_t> days;
  for (const int index : *what.atoms) days.push_back(policy.atoms[static_cast<std::size_t>(index)].days);
  sort_distinct(days, less_instant);
  PlaceClasses classes(days.size());
  out.of.resize(static_cast<std::size_t>(rows));
  Value value;
  value.state = State::known;
  for (std::size_t row = 0; row < out.of.size(); ++row) {
    if (column.measures != nullptr) {
      value.instant = column.measures->instants[row];
    } else {
      const Value& from = (*column.distinct)[column.code[row]];
      value.instant = from.state == State::known ? from.instant : no_instant;
    }
    const Instant arrival = (*what.arrivals)[row];
    if (value.instant == no_instant || arrival == no_instant || value.instant > arrival) {
      out.of[row] = none;
      continue;
    }
    const Millis age = arrival - value.instant;
    const std::int64_t age_days = age / day_ms + (age % day_ms != 0);
    out.of[row] = classes.of(place_among(days, age_days), [&] {
      return intern(holding(policy, *what.atoms, Type::date_time, value, arrival));
    });
  }
}

}  // namespace

std::shared_ptr<const Classes> ClassCache::find(const std::string& key) {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return nullptr;
  found->second.asked_in = run_;
  return found->second.classes;
}

void ClassCache::put(const std::string& key, std::shared_ptr<const Classes> classes) {
  entries_[key] = {std::move(classes), run_};
}

void ClassCache::next_run() {
  ++run_;
  std::erase_if(entries_, [this](const auto& entry) { return entry.second.asked_in + runs_kept < run_; });
}

namespace {

std::string cache_key(const Policy& policy, const ToClassify& what) {
  std::string key = what.column->id;
  if (what.arrivals != nullptr) key += "\x1d by arrival";
  for (const int index : *what.atoms) {
    const Atom& atom = policy.atoms[static_cast<std::size_t>(index)];
    key += '\x1d';
    key += name_of(atom.op);
    for (const std::string& text : atom.texts) {
      key += '\x1f';
      key += text;
    }
    key += '\x1e' + format_decimal(atom.low) + '\x1e' + format_decimal(atom.high) + '\x1e' +
           std::to_string(atom.low_instant) + ' ' + std::to_string(atom.high_instant) + ' ' +
           std::to_string(atom.days) + (atom.truth ? 't' : 'f');
  }
  return key;
}

Type type_of(const Policy& policy, const ToClassify& what) {
  const Atom& atom = policy.atoms[static_cast<std::size_t>((*what.atoms)[0])];
  return policy.used[static_cast<std::size_t>(atom.field)].type;
}

}  // namespace

std::vector<std::shared_ptr<const Classes>> classify(const Policy& policy, std::span<const ToClassify> all,
                                                     std::int64_t rows, ClassCache* cache) {
  std::vector<std::shared_ptr<const Classes>> classified;
  std::vector<std::unique_ptr<CellClasses>> in_cells;
  for (const ToClassify& what : all) {
    const bool keep = cache != nullptr && !what.column->id.empty();
    const std::string key = keep ? cache_key(policy, what) : std::string();
    if (keep) {
      if (auto known = cache->find(key)) {
        classified.push_back(std::move(known));
        continue;
      }
    }
    auto classes = std::make_shared<Classes>();
    const Type type = type_of(policy, what);
    if (what.arrivals != nullptr) {
      classify_ages(policy, what, rows, *classes);
    } else if (what.column->measures != nullptr) {
      classify_measures(policy, what, type, rows, *classes);
    } else if (what.column->cells != nullptr) {
      in_cells.push_back(std::make_unique<CellClasses>(policy, what, type, rows, *classes));
    } else {
      classify_values(policy, what, type, *classes);
    }
    if (keep) cache->put(key, classes);
    classified.push_back(std::move(classes));
  }

  // So many rows at a time, column by column, that their text stays in the nearest cache.
  constexpr std::int64_t block_rows = 64;
  for (std::int64_t from = 0; from < rows && !in_cells.empty(); from += block_rows) {
    const auto count = static_cast<std::size_t>(std::min(block_rows, rows - from));
    for (const auto& column : in_cells) column->take(from, count);
  }
  return classified;
}

}  // namespace leadwright::policy
