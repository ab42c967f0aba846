#include "policy/matcher.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/text.h"
#include "policy/classes.h"

namespace leadwright::policy {
namespace {

constexpr std::size_t bits_per_word = 64;

}  // namespace

table::State ValueColumn::state(std::int64_t row) const {
  using table::State;
  using table::Type;
  const auto index = static_cast<std::size_t>(row);
  if (cells == nullptr) return (*distinct)[code[index]].state;
  if (measures != nullptr) {
    const bool known = reading.type == Type::date_time ? measures->instants[index] != no_instant : !std::isnan(measures->numbers[index]);
    if (known) return State::known;
  } else if (reading.empty.empty() && (reading.type == Type::text || reading.type == Type::country)) {
    return text::is_blank(cells->cell(row, cells_field)) ? State::unknown : State::known;
  }
  return value(row).state;
}

Matcher::Matcher(const Policy& policy, const std::vector<const Condition*>& conditions, const Leads& leads,
                 ClassCache* cache)
    : policy_(policy), leads_(leads), conditions_(conditions) {
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    first_row_.push_back(static_cast<std::uint32_t>(rows_.size()));
    Expansion expansion = expand(*conditions[i], false);
    for (Row& row : expansion.rows) {
      row.condition = static_cast<int>(i);
      row.verify = expansion.too_many;
      plain_ &= !row.verify && !row.opaque;
      condition_of_row_.push_back(row.condition);
      rows_.push_back(std::move(row));
    }
  }
  first_row_.push_back(static_cast<std::uint32_t>(rows_.size()));
  named_.clear();
  words_ = (rows_.size() + bits_per_word - 1) / bits_per_word;
  make_dimensions(cache);
}

// Negation is pushed down: not (a and b) is (not a) or (not b). An atom is two-valued, so its negation
// is a literal; an opaque test is unknown either way.
Matcher::Expansion Matcher::expand(const Condition& condition, bool negated) {
  using Kind = Condition::Kind;
  switch (condition.kind) {
    case Kind::atom: return {{Row{{{condition.atom, negated}}, false, false, -1}}, false};
    case Kind::opaque: return {{Row{{}, true, false, -1}}, false};
    case Kind::negation: return expand(condition.parts[0], !negated);
    case Kind::reference: {
      const std::pair<int, bool> key(condition.reference, negated);
      const auto found = named_.find(key);
      if (found != named_.end()) return found->second;
      Expansion made = expand(policy_.conditions[static_cast<std::size_t>(condition.reference)].second, negated);
      named_.emplace(key, made);
      return made;
    }
    case Kind::all: return expand_list(condition, negated, !negated);
    case Kind::any: return expand_list(condition, negated, negated);
  }
  return {};
}

Matcher::Expansion Matcher::expand_list(const Condition& condition, bool negated, bool conjunction) {
  if (!conjunction) {
    Expansion out;
    for (const Condition& part : condition.parts) {
      Expansion expansion = expand(part, negated);
      out.too_many |= expansion.too_many;
      for (Row& row : expansion.rows) {
        if (std::find(out.rows.begin(), out.rows.end(), row) == out.rows.end()) out.rows.push_back(std::move(row));
      }
      out.too_many |= out.rows.size() > most_rows;
      if (out.too_many) return {{Row{}}, true};  // the filter that lets everything through
    }
    return out;
  }

  Expansion out{{Row{}}, false};
  Row filter;  // what every case shares: the parts that are one row
  const auto join = [](const Row& a, const Row& b) {
    Row row = a;
    row.opaque |= b.opaque;
    for (const Literal& literal : b.literals) {
      const auto at = std::lower_bound(row.literals.begin(), row.literals.end(), literal);
      if (at == row.literals.end() || *at != literal) row.literals.insert(at, literal);
    }
    return row;
  };
  const auto contradicts_itself = [](const Row& row) {
    for (std::size_t i = 1; i < row.literals.size(); ++i) {
      if (row.literals[i].atom == row.literals[i - 1].atom) return true;
    }
    return false;
  };
  for (const Condition& part : condition.parts) {
    const Expansion expansion = expand(part, negated);
    if (expansion.rows.size() == 1) filter = join(filter, expansion.rows[0]);
    if (out.too_many) continue;
    if (expansion.too_many || out.rows.size() * expansion.rows.size() > most_rows) {
      out.too_many = true;
      continue;
    }
    std::vector<Row> product;
    for (const Row& a : out.rows) {
      for (const Row& b : expansion.rows) {
        Row row = join(a, b);
        if (!contradicts_itself(row)) product.push_back(std::move(row));
      }
    }
    out.rows = std::move(product);
  }
  if (!out.too_many) return out;
  filter.opaque = false;
  if (contradicts_itself(filter)) return {};
  return {{filter}, true};
}

void Matcher::make_dimensions(ClassCache* cache) {
  place_of_atom_.assign(policy_.atoms.size(), {-1, -1});
  std::vector<std::uint8_t> needed(policy_.atoms.size(), 0);
  for (const Row& row : rows_) {
    for (const Literal& literal : row.literals) needed[static_cast<std::size_t>(literal.atom)] = 1;
  }
  // A tree that is verified may ask for any atom that it reaches.
  std::vector<const Condition*> open;
  std::vector<std::uint8_t> seen(policy_.conditions.size(), 0);
  for (const Row& row : rows_) {
    if (row.verify) open.push_back(conditions_[static_cast<std::size_t>(row.condition)]);
  }
  while (!open.empty()) {
    const Condition& condition = *open.back();
    open.pop_back();
    if (condition.kind == Condition::Kind::atom) needed[static_cast<std::size_t>(condition.atom)] = 1;
    if (condition.kind == Condition::Kind::reference && !seen[static_cast<std::size_t>(condition.reference)]) {
      seen[static_cast<std::size_t>(condition.reference)] = 1;
      open.push_back(&policy_.conditions[static_cast<std::size_t>(condition.reference)].second);
    }
    for (const Condition& part : condition.parts) open.push_back(&part);
  }

  std::map<std::pair<int, bool>, std::size_t> found;
  for (std::size_t i = 0; i < policy_.atoms.size(); ++i) {
    if (!needed[i]) continue;
    const Atom& atom = policy_.atoms[i];
    const bool by_arrival = atom.op == Op::within_last;
    const auto [at, added] = found.emplace(std::pair(atom.field, by_arrival), dimensions_.size());
    if (added) {
      Dimension dimension;
      dimension.field = atom.field;
      dimension.by_arrival = by_arrival;
      dimensions_.push_back(std::move(dimension));
    }
    Dimension& dimension = dimensions_[at->second];
    place_of_atom_[i] = {static_cast<int>(at->second), static_cast<int>(dimension.atoms.size())};
    dimension.atoms.push_back(static_cast<int>(i));
  }

  std::vector<std::vector<std::pair<std::uint32_t, Literal>>> by_dimension(dimensions_.size());
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    for (const Literal& literal : rows_[r].literals) {
      const auto place = place_of_atom_[static_cast<std::size_t>(literal.atom)];
      by_dimension[static_cast<std::size_t>(place.first)].push_back(
          {static_cast<std::uint32_t>(r), {place.second, literal.negated}});
    }
  }
  std::vector<ToClassify> columns;
  for (Dimension& dimension : dimensions_) {
    const ValueColumn& column = *leads_.columns[static_cast<std::size_t>(dimension.field)];
    const ToClassify what{&column, &dimension.atoms, dimension.by_arrival ? leads_.arrivals : nullptr};
    dimension.code = column.code.data();
    dimension.by_row = what.by_row();
    columns.push_back(what);
  }
  const auto classified = classify(policy_, columns, leads_.rows, cache);
  for (std::size_t d = 0; d < dimensions_.size(); ++d) {
    Dimension& dimension = dimensions_[d];
    dimension.classes = classified[d];

    // Start from the rows that hold when every atom of the field is false; a signature then turns the
    // rows of its own atoms.
    const auto& literals = by_dimension[d];
    const std::size_t classes = dimension.classes->signatures.size();
    dimension.bits.assign(classes * words_, ~std::uint64_t{0});
    std::vector<std::uint8_t> truth(dimension.atoms.size(), 0);
    for (std::size_t c = 0; c < classes; ++c) {
      for (const std::uint32_t atom : dimension.classes->signatures[c]) truth[atom] = 1;
      std::uint64_t* bits = dimension.bits.data() + c * words_;
      for (const auto& [row, literal] : literals) {
        const bool rejected = (truth[static_cast<std::size_t>(literal.atom)] != 0) == literal.negated;
        bits[row / bits_per_word] &= ~(std::uint64_t{rejected} << (row % bits_per_word));
      }
      for (const std::uint32_t atom : dimension.classes->signatures[c]) truth[atom] = 0;
    }
  }
}

Match Matcher::first(std::int64_t row, int from) const {
  if (rows_.empty()) return {};
  constexpr std::size_t most_on_stack = 64;
  const std::uint64_t* on_stack[most_on_stack];
  std::vector<const std::uint64_t*> on_heap;
  const std::uint64_t** parts = on_stack;
  if (dimensions_.size() > most_on_stack) {
    on_heap.resize(dimensions_.size());
    parts = on_heap.data();
  }
  for (std::size_t d = 0; d < dimensions_.size(); ++d) {
    parts[d] = dimensions_[d].bits.data() + class_of(dimensions_[d], row) * words_;
  }
  const std::size_t start = first_row_[static_cast<std::size_t>(from)];
  for (std::size_t word = start / bits_per_word; word < words_; ++word) {
    std::uint64_t bits = ~std::uint64_t{0};
    if (word == start / bits_per_word) bits <<= start % bits_per_word;
    if (word + 1 == words_ && rows_.size() % bits_per_word != 0) {
      bits &= ~(~std::uint64_t{0} << (rows_.size() % bits_per_word));
    }
    for (std::size_t d = 0; d < dimensions_.size(); ++d) bits &= parts[d][word];
    if (bits == 0) continue;
    if (plain_) return {condition_of_row_[word * bits_per_word + static_cast<std::size_t>(std::countr_zero(bits))], false};
    const Match match = settle(row, word, bits, parts);
    if (match.condition >= 0) return match;
  }
  return {};
}

// Some rows may be opaque or only filters: goes through the set bits of one word.
Match Matcher::settle(std::int64_t row, std::size_t word, std::uint64_t bits, const std::uint64_t* const* parts) const {
  const auto is_set = [&](std::size_t r) {
    return std::all_of(parts, parts + dimensions_.size(), [&](const std::uint64_t* part) {
      return (part[r / bits_per_word] >> (r % bits_per_word) & 1) != 0;
    });
  };
  for (; bits != 0; bits &= bits - 1) {
    const std::size_t r = word * bits_per_word + static_cast<std::size_t>(std::countr_zero(bits));
    const int condition = rows_[r].condition;
    if (rows_[r].verify) {
      std::map<int, Truth> known;
      const Truth truth = verify(*conditions_[static_cast<std::size_t>(condition)], row, known);
      if (truth != Truth::no) return {condition, truth == Truth::unknown};
      continue;
    }
    if (!rows_[r].opaque) return {condition, false};
    // Another row of the same condition may hold for sure.
    bool sure = false;
    for (std::size_t other = r + 1; !sure && other < first_row_[static_cast<std::size_t>(condition) + 1]; ++other) {
      sure = !rows_[other].opaque && is_set(other);
    }
    return {condition, !sure};
  }
  return {};
}

void Matcher::first_of_all(std::vector<std::int32_t>& out, std::vector<std::uint8_t>& undecidable) const {
  out.assign(static_cast<std::size_t>(leads_.rows), -1);
  undecidable.assign(static_cast<std::size_t>(leads_.rows), 0);
  if (rows_.empty()) return;
  if (!plain_) {
    for (std::int64_t row = 0; row < leads_.rows; ++row) {
      const Match match = first(row);
      out[static_cast<std::size_t>(row)] = match.condition;
      undecidable[static_cast<std::size_t>(row)] = match.undecidable;
    }
    return;
  }

  // What `first` does, for all leads: where each column's classes and bits are is looked up once.
  struct Column {
    const std::uint32_t* code;      // by row, into `of`; or none
    const std::uint32_t* of;
    const std::uint64_t* bits;
  };
  std::vector<Column> columns;
  for (const Dimension& d : dimensions_) columns.push_back({d.by_row ? nullptr : d.code, d.classes->of.data(), d.bits.data()});
  std::vector<const std::uint64_t*> parts(columns.size());
  const std::uint64_t in_last_word = rows_.size() % bits_per_word == 0 ? ~std::uint64_t{0}
                                                                      : ~(~std::uint64_t{0} << (rows_.size() % bits_per_word));
  const std::size_t count = columns.size(), words = words_;
  for (std::size_t row = 0; row < out.size(); ++row) {
    for (std::size_t c = 0; c < count; ++c) {
      const Column& column = columns[c];
      parts[c] = column.bits + column.of[column.code == nullptr ? row : column.code[row]] * words;
    }
    for (std::size_t word = 0; word < words; ++word) {
      std::uint64_t bits = word + 1 == words ? in_last_word : ~std::uint64_t{0};
      for (std::size_t c = 0; c < count; ++c) bits &= parts[c][word];
      if (bits == 0) continue;
      out[row] = condition_of_row_[word * bits_per_word + static_cast<std::size_t>(std::countr_zero(bits))];
      break;
    }
  }
}

namespace {

Truth negate(Truth truth) {
  return truth == Truth::yes ? Truth::no : truth == Truth::no ? Truth::yes : Truth::unknown;
}

// Kleene's logic over a tree; `atom` and `reference` answer for the leaves.
template <class AtomTruth, class ReferenceTruth>
Truth evaluate(const Condition& condition, const AtomTruth& atom, const ReferenceTruth& reference) {
  using Kind = Condition::Kind;
  switch (condition.kind) {
    case Kind::atom: return atom(condition.atom) ? Truth::yes : Truth::no;
    case Kind::opaque: return Truth::unknown;
    case Kind::negation: return negate(evaluate(condition.parts[0], atom, reference));
    case Kind::reference: return reference(condition.reference);
    case Kind::all:
    case Kind::any: break;
  }
  const Truth deciding = condition.kind == Kind::all ? Truth::no : Truth::yes;
  Truth truth = negate(deciding);
  for (const Condition& part : condition.parts) {
    const Truth one = evaluate(part, atom, reference);
    if (one == deciding) return deciding;
    if (one == Truth::unknown) truth = Truth::unknown;
  }
  return truth;
}

}  // namespace

Truth Matcher::verify(const Condition& condition, std::int64_t row, std::map<int, Truth>& known) const {
  const auto atom = [&](int index) {
    const auto [dimension, place] = place_of_atom_[static_cast<std::size_t>(index)];
    const Dimension& d = dimensions_[static_cast<std::size_t>(dimension)];
    const auto& signature = d.classes->signatures[class_of(d, row)];
    return std::binary_search(signature.begin(), signature.end(), static_cast<std::uint32_t>(place));
  };
  const auto reference = [&](int index) {
    const auto found = known.find(index);
    if (found != known.end()) return found->second;
    const Truth truth = verify(policy_.conditions[static_cast<std::size_t>(index)].second, row, known);
    known.emplace(index, truth);
    return truth;
  };
  return evaluate(condition, atom, reference);
}

namespace {

Truth truth_on_tree(const Condition& condition, const Policy& policy, const Leads& leads, std::int64_t row,
                    std::map<int, Truth>& known) {
  const Instant arrival = (*leads.arrivals)[static_cast<std::size_t>(row)];
  const auto atom = [&](int index) {
    const Atom& one = policy.atoms[static_cast<std::size_t>(index)];
    return holds(one, policy.used[static_cast<std::size_t>(one.field)].type, leads.value(one.field, row), arrival);
  };
  const auto reference = [&](int index) {
    const auto found = known.find(index);
    if (found != known.end()) return found->second;
    const Truth truth = truth_on_tree(policy.conditions[static_cast<std::size_t>(index)].second, policy, leads, row, known);
    known.emplace(index, truth);
    return truth;
  };
  return evaluate(condition, atom, reference);
}

}  // namespace

Truth truth_of(const Condition& condition, const Policy& policy, const Leads& leads, std::int64_t row) {
  std::map<int, Truth> known;
  return truth_on_tree(condition, policy, leads, row, known);
}

}  // namespace leadwright::policy
