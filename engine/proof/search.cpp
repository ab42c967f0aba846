#include "proof/search.h"

#include <algorithm>

namespace leadwright::proof {
namespace {

constexpr int deepest = 100;   // branches, not columns: forced choices do not nest

}  // namespace

// What one call of `ask` remembers.
struct Search::Question {
  std::vector<Bits> domain;                // by column; empty: every class
  Classes chosen;                          // by column; -1: free
  Bits because;
  std::map<std::pair<Bits, Bits>, Bits> failed;   // (rows alive, columns open) -> why
  std::int64_t nodes_left = 0;

  bool allows(int column, int c) const {
    const Bits& d = domain[static_cast<std::size_t>(column)];
    return d.size() == 0 || d.test(c);
  }
};

int Search::add(Cube cube) {
  rows_.push_back(std::move(cube));
  return rows() - 1;
}

void Search::freeze() {
  const int n = rows();
  with_.clear();
  bound_.assign(static_cast<std::size_t>(space_.columns()), Bits(n));
  for (int column = 0; column < space_.columns(); ++column) {
    with_.emplace_back(static_cast<std::size_t>(space_.classes_of(column)), Bits(n, true));
  }
  for (int r = 0; r < n; ++r) {
    for (const Constraint& c : row(r)) {
      bound_[static_cast<std::size_t>(c.column)].set(r);
      for (int k = 0; k < c.classes.size(); ++k) {
        if (!c.classes.test(k)) with_[static_cast<std::size_t>(c.column)][static_cast<std::size_t>(k)].reset(r);
      }
    }
  }
}

Bits Search::apart_from(const Cube& cube) const {
  Bits meeting(rows(), true);
  for (const Constraint& c : cube) {
    Bits here(rows());
    c.classes.each([&](int k) { here |= with(c.column, k); });
    meeting &= here;
  }
  return meeting.complement();
}

Bits Search::holding(const Cube& cube) const {
  Bits out(rows(), true);
  Bits free(rows());                           // rows that name a column which the cube leaves open
  std::vector<bool> named(static_cast<std::size_t>(space_.columns()), false);
  for (const Constraint& c : cube) {
    named[static_cast<std::size_t>(c.column)] = true;
    c.classes.each([&](int k) { out &= with(c.column, k); });
  }
  for (int column = 0; column < space_.columns(); ++column) {
    if (!named[static_cast<std::size_t>(column)]) free |= bound_[static_cast<std::size_t>(column)];
  }
  return out.subtract(free);
}

Bits Search::rows_of(const Classes& lead) const {
  Bits out(rows(), true);
  for (int column = 0; column < space_.columns(); ++column) out &= with(column, lead[static_cast<std::size_t>(column)]);
  return out;
}

Answer Search::ask(const Cube& cube, const Bits& blockers) const {
  Question question;
  question.domain.resize(static_cast<std::size_t>(space_.columns()));
  question.chosen.assign(static_cast<std::size_t>(space_.columns()), -1);
  question.because = Bits(rows());
  question.nodes_left = std::min(most_nodes_, most_in_all_ - nodes_);

  Bits alive = blockers;
  Bits open(space_.columns(), true);
  for (const Constraint& c : cube) {
    if (c.classes.none()) return {};
    question.domain[static_cast<std::size_t>(c.column)] = c.classes;
    Bits here(rows());
    c.classes.each([&](int k) { here |= with(c.column, k); });
    alive &= here;
    if (c.classes.count() == 1) {
      question.chosen[static_cast<std::size_t>(c.column)] = c.classes.first();
      open.reset(c.column);
    }
  }

  Answer answer;
  answer.found = step(question, std::move(alive), std::move(open), 0);
  if (answer.found == Found::none) answer.because = std::move(question.because);
  if (answer.found != Found::lead) return answer;
  for (int column = 0; column < space_.columns(); ++column) {
    int& c = question.chosen[static_cast<std::size_t>(column)];
    if (c >= 0) continue;
    const Bits& domain = question.domain[static_cast<std::size_t>(column)];
    c = domain.size() == 0 ? 0 : domain.first();
  }
  answer.lead = std::move(question.chosen);
  prefer_known(answer.lead, cube, blockers);
  return answer;
}

Found Search::step(Question& q, Bits alive, Bits open, int depth) const {
  const int words = alive.words();
  Bits justified(rows());                      // rows that excluded a class on the way
  const auto fail = [&](Bits because) {
    q.because = std::move(because |= justified);
    return Found::none;
  };

  struct Option {
    int c;
    Bits alive;
  };
  std::vector<Option> options;
  while (true) {
    // A class that escapes every row of its column is best, whatever the others do.
    for (bool moved = true; moved;) {
      moved = false;
      open.each([&](int column) {
        const Bits& bound = bound_[static_cast<std::size_t>(column)];
        const auto escapes = [&](const Bits& rows) {
          for (int w = 0; w < words; ++w) {
            if ((alive.word(w) & bound.word(w) & rows.word(w)) != 0) return false;
          }
          return true;
        };
        if (!alive.intersects(bound)) {
          open.reset(column);
          return;
        }
        const int n = space_.classes_of(column);
        for (int c = 0; c < n; ++c) {
          if (!q.allows(column, c) || !escapes(with(column, c))) continue;
          q.chosen[static_cast<std::size_t>(column)] = c;
          alive &= with(column, c);
          open.reset(column);
          moved = true;
          return;
        }
      });
    }
    if (alive.none()) return Found::lead;
    ++nodes_;
    if (--q.nodes_left < 0 || depth > deepest) return Found::undecided;

    // Rows that hold whatever comes, and rows with a single column left to escape by.
    Bits once(rows()), twice(rows());
    open.each([&](int column) {
      const Bits& bound = bound_[static_cast<std::size_t>(column)];
      twice |= once & bound;
      once |= bound;
    });
    const Bits lost = Bits(alive).subtract(once);
    if (lost.any()) {
      Bits one(rows());
      one.set(lost.first());
      return fail(std::move(one));
    }
    const Bits units = (alive & once).subtract(twice);

    // The column with the fewest classes worth trying.
    int best_column = -1;
    std::vector<Option> best;
    Bits best_excluded(rows());
    for (int column = open.first(); column >= 0;) {
      const Bits& bound = bound_[static_cast<std::size_t>(column)];
      options.clear();
      Bits excluded(rows());
      for (int c = 0; c < space_.classes_of(column); ++c) {
        if (!q.allows(column, c)) continue;
        const Bits stuck = units & bound & with(column, c);
        if (stuck.any()) {
          excluded.set(stuck.first());
          continue;
        }
        Bits left = alive & with(column, c);
        bool worse = false;
        for (const Option& o : options) worse = worse || o.alive.subset_of(left);
        if (worse) continue;
        std::erase_if(options, [&](const Option& o) { return left.subset_of(o.alive); });
        options.push_back({c, std::move(left)});
      }
      if (options.empty()) return fail(std::move(excluded));
      if (best_column < 0 || options.size() < best.size()) {
        best_column = column;
        best = std::move(options);
        options = {};
        best_excluded = std::move(excluded);
        if (best.size() == 1) break;
      }
      int next = -1;
      for (int k = column + 1; k < open.size() && next < 0; ++k) {
        if (open.test(k)) next = k;
      }
      column = next;
    }

    justified |= best_excluded;
    open.reset(best_column);
    if (best.size() == 1) {
      q.chosen[static_cast<std::size_t>(best_column)] = best[0].c;
      alive = std::move(best[0].alive);
      continue;
    }

    const auto key = std::make_pair(alive, open);
    if (const auto known = q.failed.find(key); known != q.failed.end()) return fail(known->second);
    std::stable_sort(best.begin(), best.end(),
                     [](const Option& a, const Option& b) { return a.alive.count() < b.alive.count(); });
    const Classes chosen = q.chosen;
    Bits because(rows());
    bool undecided = false;
    for (Option& option : best) {
      q.chosen = chosen;
      q.chosen[static_cast<std::size_t>(best_column)] = option.c;
      const Found found = step(q, std::move(option.alive), open, depth + 1);
      if (found == Found::lead) return found;
      if (found == Found::undecided) undecided = true;
      else because |= q.because;
      if (q.nodes_left < 0) return Found::undecided;
    }
    if (undecided) return Found::undecided;
    because |= best_excluded;
    q.failed.emplace(key, because);
    return fail(std::move(because));
  }
}

void Search::prefer_known(Classes& lead, const Cube& within, const Bits& blockers) const {
  const int n = space_.columns();
  std::vector<Bits> after(static_cast<std::size_t>(n) + 1, blockers);   // rows that the columns from here on leave
  for (int column = n - 1; column >= 0; --column) {
    after[static_cast<std::size_t>(column)] =
        after[static_cast<std::size_t>(column) + 1] & with(column, lead[static_cast<std::size_t>(column)]);
  }
  Bits before(rows(), true);
  for (int column = 0; column < n; ++column) {
    int& c = lead[static_cast<std::size_t>(column)];
    const bool main = space_.main_column(space_.field_of_column(column)) == column;
    if (main && c == 0) {
      const Bits others = before & after[static_cast<std::size_t>(column) + 1];
      const Bits* domain = find(within, column);
      for (int k = 1; k < space_.classes_of(column); ++k) {
        if (domain != nullptr && !domain->test(k)) continue;
        if (others.intersects(with(column, k))) continue;
        c = k;
        break;
      }
    }
    before &= with(column, c);
  }
}

Cube Search::widen(const Classes& lead, const Cube& within, const Bits& blockers) const {
  const int n = space_.columns();
  std::vector<Bits> after(static_cast<std::size_t>(n) + 1, blockers);
  for (int column = n - 1; column >= 0; --column) {
    after[static_cast<std::size_t>(column)] =
        after[static_cast<std::size_t>(column) + 1] & with(column, lead[static_cast<std::size_t>(column)]);
  }
  Bits before(rows(), true);
  Cube out;
  for (int column = 0; column < n; ++column) {
    const Bits others = before & after[static_cast<std::size_t>(column) + 1];
    const Bits* domain = find(within, column);
    Bits classes(space_.classes_of(column));
    Bits meeting(rows());
    for (int k = 0; k < classes.size(); ++k) {
      if (domain != nullptr && !domain->test(k)) continue;
      if (others.intersects(with(column, k))) continue;
      classes.set(k);
      meeting |= with(column, k);
    }
    before &= meeting;
    if (!classes.full()) out.push_back({column, std::move(classes)});
  }
  return out;
}

}  // namespace leadwright::proof
