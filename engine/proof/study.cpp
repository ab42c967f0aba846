#include "proof/study.h"

#include <algorithm>

namespace leadwright::proof {

Study::Study(const std::vector<const policy::Policy*>& policies, const Limits& limits, const Leads* leads)
    : limits_(limits), space_(policies), search_(space_, limits.most_nodes, limits.most_nodes_in_all), leads_(leads) {
  impossible_rows_ = add(space_.impossible());
  for (int s = 0; s < static_cast<int>(policies.size()); ++s) {
    Side side;
    side.policy = policies[static_cast<std::size_t>(s)];
    side.source = s;
    lay_out(side);
    sides_.push_back(std::move(side));
  }
}

std::vector<int> Study::add(const std::vector<Cube>& cubes) {
  std::vector<int> rows;
  for (const Cube& cube : cubes) rows.push_back(search_.add(cube));
  return rows;
}

void Study::lay_out(Side& side) {
  const policy::Policy& p = *side.policy;
  std::vector<int> unscoped, evidence, in, not_in;
  if (p.has_segment) {
    const auto asked = [&](Asked a) { return cubes_of(space_, p, side.source, p.segment, {a}); };
    const auto holds = asked(Asked::holds), fails = asked(Asked::fails);
    const auto may_hold = asked(Asked::may_hold), may_fail = asked(Asked::may_fail);
    side.segment_readable = holds && fails && may_hold && may_fail;
    if (side.segment_readable) {
      side.out_of_scope = *fails;
      side.segment_may_hold = *may_hold;
      side.segment_may_fail = *may_fail;
      in = add(*holds);
      not_in = add(*fails);
      unscoped = add(*may_fail);
    }
  }
  if (!p.evidence_routes) {
    for (int field : p.evidence) {
      side.evidence.push_back(space_.field_of(p, field));
      evidence.push_back(search_.add(space_.unknown(side.evidence.back())));
    }
  }
  for (const policy::Rule& rule : p.rules) {
    side.actions.push_back(action_of(p, rule));
    if (side.readable < static_cast<int>(side.holds.size())) continue;
    const bool opaque = has_opaque(p, rule.when);
    const auto holds = cubes_of(space_, p, side.source, rule.when, {Asked::holds});
    const auto may = opaque ? cubes_of(space_, p, side.source, rule.when, {Asked::may_hold}) : holds;
    side.opaque.push_back(opaque);
    side.holds.push_back(holds ? add(*holds) : std::vector<int>{});
    side.may_hold.push_back(opaque && may ? add(*may) : side.holds.back());
    if (holds && may) ++side.readable;
  }
  unscoped_rows_.push_back(std::move(unscoped));
  evidence_rows_.push_back(std::move(evidence));
  in_segment_rows_.push_back(std::move(in));
  not_in_segment_rows_.push_back(std::move(not_in));
}

void Study::freeze() {
  search_.freeze();
  const auto bits = [&](const std::vector<int>& rows) {
    Bits out = search_.no_rows();
    for (int r : rows) out.set(r);
    return out;
  };
  impossible_ = bits(impossible_rows_);
  for (std::size_t s = 0; s < sides_.size(); ++s) {
    Side& side = sides_[s];
    side.unscoped = bits(unscoped_rows_[s]) | impossible_;
    side.outside = bits(evidence_rows_[s]) | side.unscoped;
    side.in_segment = bits(in_segment_rows_[s]);
    side.not_in_segment = bits(not_in_segment_rows_[s]);
    Bits before = search_.no_rows();
    for (int r = 0; r < side.readable; ++r) {
      side.before.push_back(before);
      for (int row : side.may_hold[static_cast<std::size_t>(r)]) before.set(row);
    }
    side.before.push_back(before);
  }
  if (leads_ != nullptr && leads_->values != nullptr) count_leads(*leads_);
}

Answer Study::ask(const std::vector<Cube>& cubes, const Bits& blockers) const {
  Answer none;
  none.because = search_.no_rows();
  bool undecided = false;
  for (const Cube& cube : cubes) {
    Answer answer = search_.ask(cube, blockers);
    if (answer.found == Found::lead) return answer;
    if (answer.found == Found::undecided) undecided = true;
    else none.because |= answer.because;
  }
  if (undecided) none.found = Found::undecided;
  return none;
}

std::vector<Cube> Study::cubes(const std::vector<int>& rows) const {
  std::vector<Cube> out;
  for (int r : rows) out.push_back(search_.row(r));
  return out;
}

std::vector<Cube> Study::meet(const std::vector<Cube>& a, const std::vector<Cube>& b) {
  std::vector<Cube> out;
  for (const Cube& x : a) {
    for (const Cube& y : b) {
      if (auto both = intersect(x, y)) out.push_back(std::move(*both));
    }
  }
  return out;
}

End Study::rule_end(const Side& side, int rule) const {
  const std::size_t r = static_cast<std::size_t>(rule);
  return {End::Kind::rule, rule, cubes(side.holds[r]), side.outside | side.before[r]};
}

std::vector<End> Study::ends(const Side& side) const {
  std::vector<End> out;
  const policy::Policy& p = *side.policy;
  if (p.has_segment) {
    out.push_back({End::Kind::out_of_scope, -1, side.out_of_scope, impossible_});
    const std::vector<Cube> either = meet(side.segment_may_hold, side.segment_may_fail);
    if (has_opaque(p, p.segment)) {
      out.push_back({End::Kind::undecidable, -1, either, impossible_ | side.in_segment | side.not_in_segment});
    }
  }
  if (!side.evidence.empty()) {
    End end{End::Kind::missing_evidence, -1, {}, side.unscoped};
    for (int field : side.evidence) end.leads.push_back(space_.unknown(field));
    out.push_back(std::move(end));
  }
  for (int r = 0; r < side.readable; ++r) {
    out.push_back(rule_end(side, r));
    if (!side.opaque[static_cast<std::size_t>(r)]) continue;
    End end{End::Kind::undecidable, r, cubes(side.may_hold[static_cast<std::size_t>(r)]),
            side.outside | side.before[static_cast<std::size_t>(r)]};
    for (int row : side.holds[static_cast<std::size_t>(r)]) end.unless.set(row);
    out.push_back(std::move(end));
  }
  if (side.complete()) out.push_back({End::Kind::no_rule, -1, {Cube{}}, side.outside | side.before.back()});
  return out;
}

void Study::count_leads(const Leads& leads) {
  const policy::Leads& values = *leads.values;
  const std::size_t fields = space_.fields().size();
  std::vector<std::int64_t> rows;
  for (std::int64_t row = 0; row < values.rows; ++row) {
    if (leads.counted[static_cast<std::size_t>(row)] != 0) rows.push_back(row);
  }

  // Of every field the placements that occur, each once; a value is placed once and not once per lead.
  std::vector<std::vector<Classes>> placements(fields);
  std::vector<std::vector<std::int32_t>> placed(fields, std::vector<std::int32_t>(rows.size()));
  Classes point(static_cast<std::size_t>(space_.columns()), 0);
  for (std::size_t f = 0; f < fields; ++f) {
    const int field = static_cast<int>(f);
    std::map<Classes, std::int32_t> known;
    const auto place = [&](const table::Value& value, Instant arrival) {
      space_.place(field, value, arrival, point);
      Classes mine;
      for (int column : space_.columns_of(field)) mine.push_back(point[static_cast<std::size_t>(column)]);
      const auto [entry, added] = known.emplace(mine, static_cast<std::int32_t>(placements[f].size()));
      if (added) placements[f].push_back(mine);
      return entry->second;
    };
    const policy::ValueColumn& column = *values.columns[f];
    std::vector<std::int32_t> by_code(column.distinct->size(), -1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::size_t row = static_cast<std::size_t>(rows[i]), code = column.code[row];
      if (space_.depends_on_arrival(field)) {
        placed[f][i] = place((*column.distinct)[code], (*values.arrivals)[row]);
      } else {
        if (by_code[code] < 0) by_code[code] = place((*column.distinct)[code], no_instant);
        placed[f][i] = by_code[code];
      }
    }
  }

  // Leads of one point next to each other: sorted by placement, one field after the other.
  std::vector<std::uint32_t> order(rows.size()), next(rows.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
  for (std::size_t f = 0; f < fields; ++f) {
    std::vector<std::uint32_t> start(placements[f].size() + 1, 0);
    for (std::int32_t p : placed[f]) ++start[static_cast<std::size_t>(p) + 1];
    for (std::size_t p = 1; p < start.size(); ++p) start[p] += start[p - 1];
    for (std::uint32_t i : order) next[start[static_cast<std::size_t>(placed[f][i])]++] = i;
    order.swap(next);
  }
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool same = i > 0 && std::all_of(placed.begin(), placed.end(), [&](const std::vector<std::int32_t>& of) {
                        return of[order[i]] == of[order[i - 1]];
                      });
    if (same) {
      ++points_.back().leads;
      continue;
    }
    for (std::size_t f = 0; f < fields; ++f) {
      const Classes& mine = placements[f][static_cast<std::size_t>(placed[f][order[i]])];
      const std::vector<int>& columns = space_.columns_of(static_cast<int>(f));
      for (std::size_t c = 0; c < columns.size(); ++c) point[static_cast<std::size_t>(columns[c])] = mine[c];
    }
    points_.push_back({point, search_.rows_of(point), 1});
  }
  for (const Side& side : sides_) {
    decided_.emplace_back(static_cast<std::size_t>(side.readable));
    for (std::size_t i = 0; i < points_.size(); ++i) {
      if (points_[i].rows.intersects(side.outside)) continue;
      const int rule = deciding_rule(side, points_[i].rows, 0);
      if (rule >= 0) decided_.back()[static_cast<std::size_t>(rule)].push_back(static_cast<int>(i));
    }
  }
}

bool Study::lies_in(const Classes& lead, const std::vector<Cube>& cubes) const {
  return std::any_of(cubes.begin(), cubes.end(), [&](const Cube& cube) {
    return std::all_of(cube.begin(), cube.end(), [&](const Constraint& c) {
      return c.classes.test(lead[static_cast<std::size_t>(c.column)]);
    });
  });
}

std::int64_t Study::count(const std::vector<Cube>& cubes, const Bits& unless) const {
  std::int64_t out = 0;
  for (const Point& point : points_) {
    if (!point.rows.intersects(unless) && lies_in(point.classes, cubes)) out += point.leads;
  }
  return out;
}

std::int64_t Study::count(const Side& side, int rule, const std::vector<Cube>& cubes) const {
  if (points_.empty()) return 0;
  std::int64_t out = 0;
  for (int i : decided_[static_cast<std::size_t>(side.source)][static_cast<std::size_t>(rule)]) {
    const Point& point = points_[static_cast<std::size_t>(i)];
    if (lies_in(point.classes, cubes)) out += point.leads;
  }
  return out;
}

int Study::deciding_rule(const Side& side, const Bits& rows, int from) const {
  const auto any = [&](const std::vector<int>& of) {
    return std::any_of(of.begin(), of.end(), [&](int row) { return rows.test(row); });
  };
  for (int r = from; r < side.readable; ++r) {
    if (any(side.holds[static_cast<std::size_t>(r)])) return r;
    if (any(side.may_hold[static_cast<std::size_t>(r)])) return -1;
  }
  return -1;
}

int Study::deciding_rule(const Side& side, const Classes& lead, int from) const {
  return deciding_rule(side, search_.rows_of(lead), from);
}

std::string Study::region_words(const Classes& lead, const std::vector<Cube>& cubes, const Bits& unless,
                                bool& whole) const {
  for (const Cube& cube : cubes) {
    if (!lies_in(lead, {cube})) continue;
    const Cube wide = search_.widen(lead, cube, Bits(unless).subtract(impossible_));
    // All of the region, if nothing of it lies outside the widened cube.
    whole = true;
    for (const Constraint& c : wide) {
      const Cube rest{{c.column, c.classes.complement()}};
      if (ask(meet({rest}, cubes), unless).found != Found::none) whole = false;
    }
    return space_.in_words(wide);
  }
  return {};
}

std::string steps_words(const Limits& limits) {
  return std::to_string(limits.most_nodes) + " steps of the search, or " + std::to_string(limits.most_nodes_in_all) + " in all";
}

}  // namespace leadwright::proof
