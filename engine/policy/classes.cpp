#include "policy/classes.h"

#include <algorithm>
#include <cstring>
#include <functional>

#include "policy/needles.h"

namespace leadwright::policy {
namespace {

using table::State;
using table::Type;
using table::Value;

using Signature = std::vector<std::uint32_t>;

// Gives each signature its class. Class 0 is that of unknown and invalid values.
class Interner {
 public:
  explicit Interner(Classes& classes) : classes_(classes) {}
  std::uint32_t operator()(const Signature& signature) {
    // Most values of a long column make the same few atoms true as the one before.
    if (last_ != nullptr && *last_ == signature) return last_class_;
    const auto [found, added] = ids_.emplace(signature, static_cast<std::uint32_t>(classes_.signatures.size()));
    if (added) classes_.signatures.push_back(signature);
    last_ = &found->first;
    last_class_ = found->second;
    return found->second;
  }

 private:
  Classes& classes_;
  std::map<Signature, std::uint32_t> ids_;
  const Signature* last_ = nullptr;
  std::uint32_t last_class_ = 0;
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

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  if (text.empty()) return 0;
  if (text.size() >= 8) {
    std::memcpy(&first, text.data(), 8);
    std::memcpy(&last, text.data() + text.size() - 8, 8);
  } else {
    std::memcpy(&first, text.data(), text.size());
  }
  const std::uint64_t mixed = (first * 0x9E3779B97F4A7C15u) ^ ((last + text.size()) * 0xC2B2AE3D27D4EB4Fu);
  return (mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9u;
}

// Which atoms name a text. Constants of the policy alone are in the table, sorted; where each hash's run
// of them begins is looked up by its leading bits. Constants that were made to collide are found by their
// order.
class TextTable {
 public:
  void add(std::string_view text, std::uint32_t owner) { entries_.push_back({hash_of(text), text, owner}); }
  bool empty() const { return entries_.empty(); }
  void build() {
    std::sort(entries_.begin(), entries_.end(), before);
    bits_ = 1;
    while ((std::size_t{1} << bits_) < entries_.size() * 2 && bits_ < 24) ++bits_;
    starts_.assign((std::size_t{1} << bits_) + 1, 0);
    for (const Entry& entry : entries_) starts_[static_cast<std::size_t>(entry.hash >> (64 - bits_)) + 1] += 1;
    for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  }
  void find(std::string_view text, Signature& owners) const {
    const std::uint64_t hash = hash_of(text);
    const auto bucket = static_cast<std::size_t>(hash >> (64 - bits_));
    if (starts_[bucket] == starts_[bucket + 1]) return;
    const auto to = entries_.begin() + starts_[bucket + 1];
    for (auto at = std::lower_bound(entries_.begin() + starts_[bucket], to, Entry{hash, text, 0}, before);
         at != to && at->hash == hash && at->text == text; ++at) {
      owners.push_back(at->owner);
    }
  }

 private:
  struct Entry {
    std::uint64_t hash;
    std::string_view text;
    std::uint32_t owner;
  };
  static bool before(const Entry& a, const Entry& b) {
    if (a.hash != b.hash) return a.hash < b.hash;
    return a.text != b.text ? a.text < b.text : a.owner < b.owner;
  }
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> starts_;
  int bits_ = 1;
};

// Texts that begin or end in one of some constants: one look-up for each length that a constant has.
class EdgeTable {
 public:
  explicit EdgeTable(bool at_end) : at_end_(at_end) {}
  void add(std::string_view text, std::uint32_t owner) {
    table_.add(text, owner);
    lengths_.push_back(text.size());
  }
  void build() {
    table_.build();
    std::sort(lengths_.begin(), lengths_.end());
    lengths_.erase(std::unique(lengths_.begin(), lengths_.end()), lengths_.end());
  }
  void find(std::string_view text, Signature& owners) const {
    for (const std::size_t length : lengths_) {
      if (length > text.size()) break;
      table_.find(at_end_ ? text.substr(text.size() - length) : text.substr(0, length), owners);
    }
  }

 private:
  bool at_end_;
  TextTable table_;
  std::vector<std::size_t> lengths_;
};

// Texts: whole ones and their edges are looked up, parts are found in one pass.
class TextIndex {
 public:
  TextIndex(const Policy& policy, const std::vector<int>& atoms) {
    for (std::size_t i = 0; i < atoms.size(); ++i) {
      const Atom& atom = policy.atoms[static_cast<std::size_t>(atoms[i])];
      const auto owner = static_cast<std::uint32_t>(i);
      switch (atom.op) {
        case Op::is_known: always_.push_back(owner); break;
        case Op::is:
        case Op::is_any_of:
          for (const std::string& text : atom.texts) whole_.add(text, owner);
          break;
        case Op::contains:
        case Op::contains_any_of:
          for (const std::string& text : atom.texts) parts_.add(text, owner);
          break;
        case Op::starts_with: starts_.add(atom.texts[0], owner); break;
        case Op::ends_with: ends_.add(atom.texts[0], owner); break;
        default: break;
      }
    }
    whole_.build();
    starts_.build();
    ends_.build();
    if (!parts_.empty()) parts_.build();
  }

  void find(const std::string& text, Signature& signature) const {
    signature = always_;
    whole_.find(text, signature);
    starts_.find(text, signature);
    ends_.find(text, signature);
    if (!parts_.empty()) parts_.find(text, signature);
    if (signature.size() > 1) {
      std::sort(signature.begin(), signature.end());
      signature.erase(std::unique(signature.begin(), signature.end()), signature.end());
    }
  }

 private:
  Signature always_;
  TextTable whole_;
  EdgeTable starts_{false};
  EdgeTable ends_{true};
  Needles parts_;
};

// Ordered values fall between the constants: 2k is below constant k (and above k - 1), 2k + 1 equal to it.
template <class T>
class Cuts {
 public:
  void add(const T& constant) { cuts_.push_back(constant); }
  template <class Less>
  void build(Less less) {
    std::sort(cuts_.begin(), cuts_.end(), less);
    cuts_.erase(std::unique(cuts_.begin(), cuts_.end(),
                            [&](const T& a, const T& b) { return !less(a, b) && !less(b, a); }),
                cuts_.end());
    class_of_.assign(cuts_.size() * 2 + 1, -1);
  }
  template <class Less, class Make>
  std::uint32_t find(const T& value, Less less, Make make) {
    const auto at = std::lower_bound(cuts_.begin(), cuts_.end(), value, less);
    const bool equal = at != cuts_.end() && !less(value, *at);
    std::int64_t& known = class_of_[static_cast<std::size_t>(at - cuts_.begin()) * 2 + equal];
    if (known < 0) known = make();
    return static_cast<std::uint32_t>(known);
  }

 private:
  std::vector<T> cuts_;
  std::vector<std::int64_t> class_of_;
};

void classify_values(const Policy& policy, const std::vector<int>& atoms, Type type, const std::vector<Value>& values,
                     Classes& classes) {
  Interner intern(classes);
  const std::uint32_t unknown = intern(holding(policy, atoms, type, Value{}, no_instant));
  classes.of.resize(values.size());
  const auto each_known = [&](const std::function<std::uint32_t(const Value&)>& class_of) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      classes.of[i] = values[i].state == State::known ? class_of(values[i]) : unknown;
    }
  };
  const auto by_atoms = [&](const Value& value) { return intern(holding(policy, atoms, type, value, no_instant)); };
  const auto each_constant = [&](const std::function<void(const Atom&)>& use) {
    for (const int index : atoms) {
      const Atom& atom = policy.atoms[static_cast<std::size_t>(index)];
      if (atom.op != Op::is_known && atom.op != Op::is_unknown) use(atom);
    }
  };

  switch (type) {
    case Type::text:
    case Type::country: {
      const TextIndex index(policy, atoms);
      Signature signature;
      each_known([&](const Value& value) {
        index.find(value.text, signature);
        return intern(signature);
      });
      return;
    }
    case Type::number: {
      Cuts<double> cuts;
      each_constant([&](const Atom& atom) {
        cuts.add(atom.low_number);
        if (atom.op == Op::between) cuts.add(atom.high_number);
      });
      const auto less = [](double a, double b) { return a < b; };
      cuts.build(less);
      each_known([&](const Value& value) { return cuts.find(value.number, less, [&] { return by_atoms(value); }); });
      return;
    }
    case Type::money: {
      Cuts<Decimal> cuts;
      each_constant([&](const Atom& atom) {
        cuts.add(atom.low);
        if (atom.op == Op::between) cuts.add(atom.high);
      });
      const auto less = [](const Decimal& a, const Decimal& b) { return compare(a, b) < 0; };
      cuts.build(less);
      each_known([&](const Value& value) { return cuts.find(value.decimal, less, [&] { return by_atoms(value); }); });
      return;
    }
    case Type::date_time: {
      Cuts<Instant> cuts;
      each_constant([&](const Atom& atom) {
        cuts.add(atom.low_instant);
        if (atom.op == Op::between) cuts.add(atom.high_instant);
      });
      const auto less = [](Instant a, Instant b) { return a < b; };
      cuts.build(less);
      each_known([&](const Value& value) { return cuts.find(value.instant, less, [&] { return by_atoms(value); }); });
      return;
    }
    case Type::choice:
    case Type::boolean: each_known(by_atoms); return;
  }
}

// What class a cell's bytes have, remembered in a table that forgets: a cell that another has pushed out
// is only worked out again, so that no input can make it slow.
class CellMemo {
 public:
  CellMemo() : entries_(std::size_t{1} << bits) {}
  struct Entry {
    const char* text = nullptr;
    std::uint32_t length = 0;
    std::uint32_t class_of = 0;
  };
  Entry& place(std::string_view cell) { return entries_[hash_of(cell) >> (64 - bits)]; }
  static bool holds(const Entry& entry, std::string_view cell) {
    return entry.text != nullptr && std::string_view(entry.text, entry.length) == cell;
  }

 private:
  static constexpr int bits = 12;
  std::vector<Entry> entries_;
};

// A text column read where it lies: classes by row.
void classify_cells(const Policy& policy, const std::vector<int>& atoms, Type type, const ValueColumn& column,
                    std::int64_t rows, Classes& classes) {
  Interner intern(classes);
  const std::uint32_t unknown = intern(holding(policy, atoms, type, Value{}, no_instant));
  const TextIndex index(policy, atoms);
  const bool plain = type == Type::text && column.reading.empty.empty();
  Signature signature;
  std::string folded;
  CellMemo memo;
  classes.of.resize(static_cast<std::size_t>(rows));
  constexpr std::int64_t block = 512;
  std::vector<std::string_view> cells(block);
  for (std::int64_t from = 0; from < rows; from += block) {
    const std::span<std::string_view> here = std::span(cells).first(static_cast<std::size_t>(std::min(block, rows - from)));
    column.cells->cells(column.cells_field, from, here);
    std::uint32_t* of = classes.of.data() + from;
    for (const std::string_view cell : here) {
      CellMemo::Entry& entry = memo.place(cell);
      if (!CellMemo::holds(entry, cell)) {
        std::uint32_t found = unknown;
        if (plain) {
          text::fold_into(cell, folded);
          if (!folded.empty()) {
            index.find(folded, signature);
            found = intern(signature);
          }
        } else if (const Value value = table::read_value(cell, column.reading); value.state == State::known) {
          index.find(value.text, signature);
          found = intern(signature);
        }
        entry = {cell.data(), static_cast<std::uint32_t>(cell.size()), found};
      }
      *of++ = entry.class_of;
    }
  }
}

// within_last looks at two instants of a lead, so its classes are by row: the age in days, rounded up.
void classify_ages(const Policy& policy, const std::vector<int>& atoms, const ValueColumn& column,
                   const std::vector<Instant>& arrivals, Classes& classes) {
  Interner intern(classes);
  const std::uint32_t none = intern({});
  Cuts<std::int64_t> cuts;
  for (const int index : atoms) cuts.add(policy.atoms[static_cast<std::size_t>(index)].days);
  const auto less = [](std::int64_t a, std::int64_t b) { return a < b; };
  cuts.build(less);
  classes.of.resize(column.code.size());
  for (std::size_t row = 0; row < column.code.size(); ++row) {
    const Value& value = (*column.distinct)[column.code[row]];
    const Instant arrival = arrivals[row];
    if (value.state != State::known || arrival == no_instant || value.instant > arrival) {
      classes.of[row] = none;
      continue;
    }
    const Millis age = arrival - value.instant;
    const std::int64_t days = age / day_ms + (age % day_ms != 0);
    classes.of[row] = cuts.find(days, less, [&] { return intern(holding(policy, atoms, Type::date_time, value, arrival)); });
  }
}

std::string cache_key(const Policy& policy, const std::vector<int>& atoms, const ValueColumn& column) {
  std::string key = column.id;
  for (const int index : atoms) {
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

}  // namespace

std::shared_ptr<const Classes> classify(const Policy& policy, const std::vector<int>& atoms, const ValueColumn& column,
                                        const std::vector<Instant>* arrivals, std::int64_t rows, ClassCache* cache) {
  const bool keep = cache != nullptr && !column.id.empty();
  const std::string key = keep ? cache_key(policy, atoms, column) + (arrivals != nullptr ? "\x1d by row" : "") : std::string();
  if (keep) {
    const auto found = cache->find(key);
    if (found != cache->end()) return found->second;
  }
  auto classes = std::make_shared<Classes>();
  const Type type = policy.used[static_cast<std::size_t>(policy.atoms[static_cast<std::size_t>(atoms[0])].field)].type;
  if (arrivals != nullptr) {
    classify_ages(policy, atoms, column, *arrivals, *classes);
  } else if (column.cells != nullptr) {
    classify_cells(policy, atoms, type, column, rows, *classes);
  } else {
    classify_values(policy, atoms, type, *column.distinct, *classes);
  }
  if (keep) cache->emplace(key, classes);
  return classes;
}

}  // namespace leadwright::policy
