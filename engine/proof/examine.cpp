#include "proof/examine.h"

#include <algorithm>

#include "proof/assertion.h"
#include "proof/repair.h"

namespace leadwright::proof {
namespace {

std::string quoted(const std::vector<std::string>& ids) {
  constexpr std::size_t shown_at_most = 4;
  std::string out;
  for (std::size_t i = 0; i < ids.size() && i < shown_at_most; ++i) {
    const bool last = i + 1 == ids.size() && i > 0;
    out += (i == 0 ? "" : last ? " and " : ", ") + ("`" + ids[i] + "`");
  }
  if (ids.size() > shown_at_most) out += " and " + std::to_string(ids.size() - shown_at_most) + " more";
  return out;
}

std::string_view take(const std::vector<std::string>& ids) { return ids.size() == 1 ? "takes" : "take"; }

std::string where(const std::string& words) { return words.empty() ? "a lead" : "a lead where " + words; }

std::string hours_words(int minutes) {
  if (minutes % 60 == 0) return std::to_string(minutes / 60) + (minutes == 60 ? " hour" : " hours");
  return std::to_string(minutes / 60) + " h " + std::to_string(minutes % 60) + " min";
}

}  // namespace

std::string_view name_of(Kind kind) {
  constexpr std::string_view names[] = {"gap",          "shadowed",        "never",            "always",
                                        "redundant",    "overlap",         "no_cover",         "unreachable_step",
                                        "unreachable_sla", "blank_dependent", "assertion_failed", "undecided"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(Severity severity) {
  constexpr std::string_view names[] = {"error", "warning", "info"};
  return names[static_cast<std::size_t>(severity)];
}

std::vector<policy::Field> fields_of(const std::vector<const policy::Policy*>& policies) {
  return Space(policies).fields();
}

Examiner::Examiner(const policy::Policy& p, const Leads* leads, const Limits& limits)
    : policy_(p), study_({&p}, limits, leads), coverage_(p) {
  const Space& space = study_.space();
  for (int f = 0; f < static_cast<int>(space.fields().size()); ++f) {
    Strict strict{f, {}, {}};
    bool any = false;
    for (int r = 0; r < rules(); ++r) {
      const bool negated = negates(space, p, rule(r).when, f);
      any = any || negated;
      strict.differs.push_back(negated);
      if (!negated) {
        strict.rows.push_back(holds(r));
        continue;
      }
      const auto cubes = cubes_of(space, p, 0, rule(r).when, {Asked::holds, f});
      strict.rows.push_back(study_.add(Study::meet(cubes ? *cubes : std::vector<Cube>{}, {space.unknown(f)})));
    }
    if (any) strict_.push_back(std::move(strict));
  }
  study_.freeze();
  live_.assign(static_cast<std::size_t>(rules()), false);
  takes_ = live_;
  leads_of_.resize(static_cast<std::size_t>(rules()));
}

Claim Examiner::claim(int r) const {
  return {&policy_, End::Kind::rule, rule(r).id, !action(r).ends, false};
}

Claim Examiner::claim(const End& end) const {
  if (end.kind == End::Kind::rule) return claim(end.rule);
  return {&policy_, end.kind, "", false, false};
}

Finding Examiner::finding(Kind kind, Severity severity, int r) const {
  Finding f;
  f.kind = kind;
  f.severity = severity;
  if (r >= 0) f.rule = rule(r).id, f.pointer = rule(r).pointer;
  return f;
}

void Examiner::add(Claim claim, Finding f) { findings_.push_back({std::move(claim), std::move(f)}); }

void Examiner::undecided(int r, const std::string& what) {
  decided_ = false;
  Finding f = finding(Kind::undecided, Severity::warning, r);
  f.exact = false;
  f.message = what + ": given up after " + steps_words(study_.limits());
  add({}, std::move(f));
}

std::vector<std::string> Examiner::ids(const std::vector<int>& of) const {
  std::vector<std::string> out;
  for (int r : of) out.push_back(rule(r).id);
  return out;
}

std::vector<int> Examiner::rules_of(const Bits& rows, int before_rule) const {
  std::vector<int> out;
  for (int r = 0; r < before_rule; ++r) {
    const std::vector<int>& of = side().may_hold[static_cast<std::size_t>(r)];
    if (std::any_of(of.begin(), of.end(), [&](int row) { return rows.test(row); })) out.push_back(r);
  }
  return out;
}

Bits Examiner::rows_of(const std::vector<int>& of) const {
  Bits out = study_.search().no_rows();
  for (int r : of) {
    for (int row : side().may_hold[static_cast<std::size_t>(r)]) out.set(row);
  }
  return out;
}

Bits Examiner::held_by(int r) const {
  Bits out = study_.search().no_rows();
  for (int row : holds(r)) out.set(row);
  return out;
}

std::vector<int> Examiner::smallest(const std::vector<Cube>& region, const Bits& always, std::vector<int> of) const {
  for (int r : of) {
    if (study_.ask(region, always | rows_of({r})).found == Found::none) return {r};
  }
  for (std::size_t i = of.size(); i-- > 0;) {
    std::vector<int> without = of;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    if (study_.ask(region, always | rows_of(without)).found == Found::none) of = std::move(without);
  }
  return of;
}

// ---- what decides -----------------------------------------------------------------------------------

void Examiner::reachability() {
  if (!side().segment_readable) {
    decided_ = false;
    Finding f = finding(Kind::undecided, Severity::warning, -1);
    f.exact = false;
    f.pointer = "/segment";
    f.message = "the segment is too large to analyse: more than " + std::to_string(most_cubes) + " alternatives";
    add({}, std::move(f));
  }
  Bits ended = study_.search().no_rows();      // rows of rules that end what they match
  for (int r = 0; r < rules(); ++r) {
    const std::vector<Cube> mine = study_.cubes(holds(r));
    const Answer answer = study_.ask(mine, before(r));
    if (answer.found == Found::lead) {
      live_[static_cast<std::size_t>(r)] = takes_[static_cast<std::size_t>(r)] = true;
      leads_of_[static_cast<std::size_t>(r)] = answer.lead;
    } else if (answer.found == Found::undecided) {
      undecided(r, "whether rule `" + rule(r).id + "` ever decides is open");
    } else {
      // Where it may hold: a rule that hangs on an opaque test takes leads by leaving them undecidable.
      const std::vector<Cube> may = study_.cubes(side().may_hold[static_cast<std::size_t>(r)]);
      const Answer ever = study_.ask(may, study_.impossible());
      const Answer inside = study_.ask(may, side().outside);
      takes_[static_cast<std::size_t>(r)] = side().opaque[static_cast<std::size_t>(r)] &&
                                            study_.ask(may, before(r)).found != Found::none;
      if (ever.found == Found::none || inside.found == Found::none) {
        Finding f = finding(Kind::never, Severity::error, r);
        f.pointer += "/when";
        f.message = "rule `" + rule(r).id + "` can never match: " +
                    (ever.found == Found::none ? "its condition contradicts itself"
                                               : "no lead of the segment with its evidence fulfils its condition");
        add({}, std::move(f));
      } else if (study_.ask(mine, side().outside).found == Found::lead) {
        // A rule before it that passes on what it finds no owner for may still leave it leads.
        const Answer passed = study_.ask(mine, side().outside | ended);
        if (passed.found == Found::undecided) undecided(r, "whether rule `" + rule(r).id + "` ever decides is open");
        if (passed.found == Found::none) {
          std::vector<int> takers = rules_of(passed.because, r);
          const auto dead = [&](int k) { return !takes_[static_cast<std::size_t>(k)]; };
          if (std::any_of(takers.begin(), takers.end(), dead)) {
            takers.clear();
            for (int k = 0; k < r; ++k) if (!dead(k) && action(k).ends) takers.push_back(k);
            const Answer again = study_.ask(mine, side().outside | rows_of(takers));
            if (again.found == Found::none) takers = rules_of(again.because & rows_of(takers), r);
          }
          takers = smallest(mine, side().outside, std::move(takers));
          Finding f = finding(Kind::shadowed, Severity::error, r);
          f.by = ids(takers);
          f.leads = study_.count(mine, side().outside);
          const Answer lead = study_.ask(mine, side().outside);
          const int decider = study_.deciding_rule(side(), lead.lead);
          f.witness = witness(lead.lead);
          f.message = "rule `" + rule(r).id + "` never decides: " + quoted(f.by) + " before it " +
                      std::string(take(f.by)) + " all its leads";
          add(decider >= 0 ? claim(decider) : Claim{&policy_, End::Kind::undecidable, "", false, false}, std::move(f));
        }
      }
    }
    if (action(r).ends) {
      for (int row : side().may_hold[static_cast<std::size_t>(r)]) ended.set(row);
    }
  }
  if (rules() < static_cast<int>(policy_.rules.size())) {
    decided_ = false;
    Finding f = finding(Kind::undecided, Severity::warning, rules());
    f.exact = false;
    f.message = "rule `" + rule(rules()).id + "` needs more than " + std::to_string(most_cubes) +
                " alternatives to analyse: neither it nor what comes after it is decided";
    add({}, std::move(f));
  }
}

void Examiner::gap() {
  if (!side().complete()) return;
  const Bits taken = side().outside | side().before.back();
  const Answer answer = study_.ask({Cube{}}, taken);
  if (answer.found == Found::undecided) return undecided(-1, "whether a lead can fall through all rules is open");
  if (answer.found == Found::none) return;
  Finding f = finding(Kind::gap, Severity::error, -1);
  f.pointer = "/rules";
  f.witness = witness(answer.lead);
  f.leads = study_.count({Cube{}}, taken);
  bool whole = false;
  const std::string words = study_.region_words(answer.lead, {Cube{}}, taken, whole);
  f.message = "no rule matches " + where(words) + (whole ? "" : ", nor some others");
  add({&policy_, End::Kind::no_rule, "", false, false}, std::move(f));
}

void Examiner::constant_conditions() {
  const Space& space = study_.space();
  for (int r = 0; r < rules(); ++r) {
    if (!live_[static_cast<std::size_t>(r)] || is_catch_all(rule(r).when, policy_)) continue;
    if (study_.ask({Cube{}}, side().outside | held_by(r)).found != Found::none) continue;
    Finding f = finding(Kind::always, Severity::warning, r);
    f.pointer += "/when";
    f.witness = witness(leads_of_[static_cast<std::size_t>(r)]);
    f.leads = study_.count({Cube{}}, side().outside);
    f.message = "rule `" + rule(r).id + "` matches every lead, though it is not written as a catch-all";
    add(claim(r), std::move(f));
  }
  const auto constant = [&](const policy::Condition& c, const std::string& name, const std::string& pointer,
                            Severity severity_of_never) {
    const auto holds_in = cubes_of(space, policy_, 0, c, {Asked::holds});
    const auto fails_in = cubes_of(space, policy_, 0, c, {Asked::may_fail});
    Finding f;
    f.pointer = pointer;
    if (holds_in && !has_opaque(policy_, c) && study_.ask(*holds_in, study_.impossible()).found == Found::none) {
      f.kind = Kind::never;
      f.severity = severity_of_never;
      f.message = name + " can never hold: it contradicts itself";
      add({}, std::move(f));
    } else if (fails_in && !is_catch_all(c, policy_) &&
               study_.ask(*fails_in, study_.impossible()).found == Found::none) {
      f.kind = Kind::always;
      f.message = name + " always holds, though it is not written as a catch-all";
      add({}, std::move(f));
    }
  };
  if (policy_.has_segment) constant(policy_.segment, "the segment", "/segment", Severity::error);
  for (const auto& [name, condition] : policy_.conditions) {
    constant(condition, "condition `" + name + "`", "/conditions/" + json::pointer_token(name), Severity::warning);
  }
}

// Whether some lead of a region, which the rule decides or leaves undecidable, would come to another end
// without it.
Found Examiner::changes_without(int r, const std::vector<Cube>& region, Bits blockers, bool undecidable) const {
  bool open = false;
  const auto ask = [&](const std::vector<Cube>& cubes, const Bits& unless) {
    const Found found = study_.ask(cubes, unless).found;
    open = open || found == Found::undecided;
    return found == Found::lead;
  };
  for (int k = r + 1; k < rules(); ++k) {
    const std::vector<int>& may = side().may_hold[static_cast<std::size_t>(k)];
    const bool alike = !undecidable && action(k).key == action(r).key;
    if (!alike && ask(Study::meet(region, study_.cubes(holds(k))), blockers)) return Found::lead;
    // What hangs on an opaque test of the other rule is undecidable there.
    if (!undecidable && side().opaque[static_cast<std::size_t>(k)] &&
        ask(Study::meet(region, study_.cubes(may)), blockers | held_by(k))) {
      return Found::lead;
    }
    for (int row : may) blockers.set(row);
  }
  if (ask(region, blockers)) return Found::lead;
  return open ? Found::undecided : Found::none;
}

void Examiner::redundancy() {
  if (!side().complete()) return;
  for (int r = 0; r < rules(); ++r) {
    if (!live_[static_cast<std::size_t>(r)]) continue;
    const int next = study_.deciding_rule(side(), leads_of_[static_cast<std::size_t>(r)], r + 1);
    if (next < 0 || action(next).key != action(r).key) continue;   // this lead shows that it is needed
    const std::vector<Cube> mine = study_.cubes(holds(r));
    Found found = changes_without(r, mine, before(r), false);
    if (found == Found::none && side().opaque[static_cast<std::size_t>(r)]) {
      found = changes_without(r, study_.cubes(side().may_hold[static_cast<std::size_t>(r)]), before(r) | held_by(r), true);
    }
    if (found == Found::undecided) undecided(r, "whether rule `" + rule(r).id + "` could be left out is open");
    if (found != Found::none) continue;
    Finding f = finding(Kind::redundant, Severity::warning, r);
    f.by = {rule(next).id};
    f.witness = witness(leads_of_[static_cast<std::size_t>(r)]);
    f.leads = study_.count(side(), r, mine);
    f.message = "rule `" + rule(r).id + "` can be left out: every lead that it decides would be decided alike without it";
    add(claim(r), std::move(f));
  }
}

// ---- overlaps ---------------------------------------------------------------------------------------

void Examiner::overlaps() {
  const Search& search = study_.search();
  // Around the lead of each rule a cube that the rule decides as a whole: what meets it overlaps.
  std::vector<Bits> apart;
  for (int r = 0; r < rules(); ++r) {
    if (!live_[static_cast<std::size_t>(r)]) {
      apart.push_back(Bits(search.rows(), true));
      continue;
    }
    const Classes& lead = leads_of_[static_cast<std::size_t>(r)];
    Cube within;
    for (int row : holds(r)) {
      if (study_.lies_in(lead, {search.row(row)})) {
        within = search.row(row);
        break;
      }
    }
    apart.push_back(search.apart_from(search.widen(lead, within, before(r))));
  }

  std::int64_t questions = study_.limits().most_overlap_questions;
  const std::size_t most_by = static_cast<std::size_t>(study_.limits().most_by);
  for (int j = 1; j < rules(); ++j) {
    if (!live_[static_cast<std::size_t>(j)] || is_catch_all(rule(j).when, policy_)) continue;
    const std::vector<int>& mine = holds(j);
    std::vector<Bits> apart_from_mine;
    for (int row : mine) apart_from_mine.push_back(search.apart_from(search.row(row)));
    std::vector<int> by;
    bool more = false;
    for (int i = 0; i < j && !more; ++i) {
      if (!live_[static_cast<std::size_t>(i)] || action(i).key == action(j).key) continue;
      bool meets = std::any_of(mine.begin(), mine.end(), [&](int row) { return !apart[static_cast<std::size_t>(i)].test(row); });
      if (!meets) {
        std::vector<Cube> shared;
        for (std::size_t m = 0; m < mine.size(); ++m) {
          for (int row : holds(i)) {
            if (apart_from_mine[m].test(row)) continue;
            if (auto both = intersect(search.row(row), search.row(mine[m]))) shared.push_back(std::move(*both));
          }
        }
        if (shared.empty()) continue;
        if (--questions < 0) {
          decided_ = false;
          Finding f = finding(Kind::undecided, Severity::warning, j);
          f.exact = false;
          f.message = "overlaps from rule `" + rule(j).id + "` on are open: given up after " +
                      std::to_string(study_.limits().most_overlap_questions) + " pairs of rules";
          return add({}, std::move(f));
        }
        const Found found = study_.ask(shared, before(i)).found;
        if (found == Found::undecided) {
          undecided(j, "whether `" + rule(i).id + "` takes leads of rule `" + rule(j).id + "` is open");
        }
        meets = found == Found::lead;
      }
      if (!meets) continue;
      if (by.size() == most_by) more = true;
      else by.push_back(i);
    }
    if (by.empty()) continue;
    const int first = by[0];
    const std::vector<Cube> shared = Study::meet(study_.cubes(holds(first)), study_.cubes(mine));
    const Answer answer = study_.ask(shared, before(first));
    if (answer.found != Found::lead) continue;
    Finding f = finding(Kind::overlap, Severity::info, j);
    f.by = ids(by);
    f.witness = witness(answer.lead);
    for (int i : by) f.leads += study_.count(side(), i, study_.cubes(mine));
    bool whole = false;
    const std::string words = study_.region_words(answer.lead, shared, before(first), whole);
    f.message = quoted(f.by) + (more ? " and others" : "") + " before it " + (more ? "take" : std::string(take(f.by))) +
                " leads that rule `" + rule(j).id + "` matches too and assigns differently, such as " + where(words);
    add(claim(first), std::move(f));
  }
}

void Examiner::narrowings() {
  const Space& space = study_.space();
  for (int r = 0; r < rules(); ++r) {
    if (!live_[static_cast<std::size_t>(r)] || is_catch_all(rule(r).when, policy_)) continue;
    const std::vector<Cube> mine = study_.cubes(holds(r));
    const Classes& lead = leads_of_[static_cast<std::size_t>(r)];
    for (int f = 0; f < static_cast<int>(space.fields().size()); ++f) {
      const int other = space.other_class(f), column = space.main_column(f);
      if (other < 0 || space.classes_of(column) <= 2) continue;
      if (lead[static_cast<std::size_t>(column)] == other) continue;
      const bool named = std::any_of(mine.begin(), mine.end(), [&](const Cube& cube) {
        return std::any_of(cube.begin(), cube.end(), [&](const Constraint& c) { return space.field_of_column(c.column) == f; });
      });
      if (named) continue;
      const auto at_class = [&](int c) {
        Bits classes(space.classes_of(column));
        classes.set(c);
        return Study::meet(mine, {Cube{{column, classes}}});
      };
      // Only named constants are left, if neither a blank nor any other value is.
      const Answer with_other = study_.ask(at_class(other), before(r));
      if (with_other.found != Found::none) continue;
      const Answer with_blank = study_.ask(at_class(0), before(r));
      if (with_blank.found != Found::none) continue;
      const Answer lost = study_.ask(at_class(other), side().outside);
      if (lost.found != Found::lead) continue;          // the segment says so itself
      const int taker = study_.deciding_rule(side(), lost.lead);
      if (taker < 0) continue;

      Bits left(space.classes_of(column));
      for (int c = 2; c < left.size(); ++c) {
        if (study_.ask(at_class(c), before(r)).found != Found::none) left.set(c);
      }
      std::vector<Cube> both = at_class(other);
      for (const Cube& cube : at_class(0)) both.push_back(cube);
      const std::vector<int> takers =
          smallest(both, side().outside, rules_of(with_other.because | with_blank.because, r));
      Finding found = finding(Kind::overlap, Severity::warning, r);
      found.by = ids(takers);
      found.witness = witness(lost.lead);
      for (int i : takers) found.leads += study_.count(side(), i, mine);
      found.message = "rule `" + rule(r).id + "` says nothing of " + full_name(space.fields()[static_cast<std::size_t>(f)]) +
                      ", yet decides only where " + space.in_words({{column, left}}) + ": " + quoted(found.by) +
                      " before it " + std::string(take(found.by)) + " its other leads";
      add(claim(taker), std::move(found));
    }
  }
}

// ---- steps and targets ------------------------------------------------------------------------------

void Examiner::steps() {
  for (int r = 0; r < rules(); ++r) {
    if (!live_[static_cast<std::size_t>(r)]) continue;
    const Classes& lead = leads_of_[static_cast<std::size_t>(r)];
    const std::int64_t decided = study_.count(side(), r, study_.cubes(holds(r)));
    const std::string name = "rule `" + rule(r).id + "`";

    if (const int from = action(r).unreachable_from; from >= 0) {
      const policy::Step& stop = rule(r).assign[static_cast<std::size_t>(from) - 1];
      const bool pool = stop.kind == policy::Step::Kind::pool;
      Finding f = finding(Kind::unreachable_step, pool ? Severity::info : Severity::warning, r);
      f.pointer += "/assign/" + std::to_string(from);
      f.witness = witness(lead);
      f.leads = decided;
      f.message = "step " + std::to_string(from + 1) + " of " + name + " is never tried: step " + std::to_string(from) +
                  " (" + in_words(stop, policy_) + ") always yields " +
                  (stop.kind == policy::Step::Kind::queue ? "a queue" : "an owner");
      add(claim(r), std::move(f));
    }

    const Uncovered* nobody = coverage_.of(rule(r));
    const bool held = rule(r).on_no_owner == policy::OnNoOwner::hold;
    if (nobody != nullptr) {
      Finding f = finding(Kind::no_cover, held && !nobody->always ? Severity::info : Severity::warning, r);
      f.pointer += "/assign";
      f.leads = decided;
      const std::string then = held ? "; leads are held till then"
                               : action(r).ends ? "; leads are queued no_eligible_owner"
                                                : "; leads go on to later rules";
      f.message = nobody->always
                      ? "nobody of the pools of " + name + " can ever take a lead: no member is active, has the skills and works"
                      : "nobody of the pools of " + name + " is at work " + week_words(*nobody) + " (" +
                            std::string(calendar::zone_name(policy_.zone)) + "), at most " +
                            hours_words(nobody->longest) + " on end" +
                            (nobody->differs_by_week ? ", in the most usual week" : "");
      f.message += then;
      Claim expected = claim(r);
      if (nobody->example != no_instant) {
        const std::vector<Cube> then_arriving =
            Study::meet(study_.cubes(holds(r)), {study_.space().arriving(nobody->example)});
        const Answer answer = study_.ask(then_arriving, before(r));
        if (answer.found == Found::lead) {
          f.witness = study_.space().witness(answer.lead, nobody->example);
          expected.nobody = true;
        }
      }
      add(std::move(expected), std::move(f));
    }

    if (rule(r).sla < 0) continue;
    const policy::Sla& sla = policy_.slas[static_cast<std::size_t>(rule(r).sla)];
    const auto unreachable = [&](Severity severity, const std::string& why) {
      Finding f = finding(Kind::unreachable_sla, severity, r);
      f.pointer += "/sla";
      f.witness = witness(lead);
      f.leads = decided;
      f.message = "SLA `" + sla.name + "` of " + name + " cannot be met" + why;
      add(claim(r), std::move(f));
    };
    const Instant from = policy_.as_of == no_instant ? first_instant : policy_.as_of;
    const auto short_of = [&](const calendar::Calendar& c) { return c.elapsed(from, last_instant) < sla.within; };
    if (sla.business && sla.calendar >= 0) {
      const policy::NamedCalendar& named = policy_.calendars[static_cast<std::size_t>(sla.calendar)];
      if (short_of(named.calendar)) {
        unreachable(Severity::error, ": calendar `" + named.name + "` is open " +
                                         hours_words(static_cast<int>(named.calendar.elapsed(from, last_instant) / minute_ms)) +
                                         " in all, less than " + sla.within_text);
      }
    } else if (sla.business) {
      std::vector<std::string> people;
      const auto look_at = [&](int person) {
        const policy::Person& who = policy_.people[static_cast<std::size_t>(person)];
        if (who.calendar >= 0 && short_of(who.hours)) people.push_back(who.id);
      };
      for (const policy::Step& step : rule(r).assign) {
        if (step.kind == policy::Step::Kind::owner && yields(policy_, step) != Yields::never) look_at(step.index);
        if (step.kind != policy::Step::Kind::pool) continue;
        const policy::Pool& pool = policy_.pools[static_cast<std::size_t>(step.index)];
        for (const policy::Member& m : pool.members) if (can_serve(policy_, pool, m)) look_at(m.person);
      }
      if (!people.empty()) {
        unreachable(Severity::error, " by " + quoted(people) + ": the hours of " +
                                         (people.size() == 1 ? "that person's calendar" : "their calendars") +
                                         " are in all fewer than " + sla.within_text);
      }
    } else if (nobody != nullptr && held && !sla.from_assigned && !nobody->always &&
               nobody->longest * minute_ms > sla.within) {
      unreachable(Severity::warning, " for leads that arrive when nobody is at work: they are held for up to " +
                                         hours_words(nobody->longest) + ", and " + sla.within_text +
                                         " pass on the clock meanwhile");
    }
  }
}

// ---- blanks -----------------------------------------------------------------------------------------

void Examiner::blanks() {
  const Space& space = study_.space();
  for (const Strict& strict : strict_) {
    const std::string field = full_name(space.fields()[static_cast<std::size_t>(strict.field)]);
    for (int r = 0; r < rules(); ++r) {
      if (!strict.differs[static_cast<std::size_t>(r)] || !live_[static_cast<std::size_t>(r)]) continue;
      const std::vector<Cube> mine = Study::meet(study_.cubes(holds(r)), {space.unknown(strict.field)});
      Bits blockers = before(r);
      for (int row : strict.rows[static_cast<std::size_t>(r)]) blockers.set(row);
      if (study_.ask(mine, blockers).found == Found::none) continue;

      // Who would take such a lead, were a blank not allowed to fulfil a `not`: the first that differs.
      Answer answer;
      int other = -1;
      const Bits only_blank = blockers;
      for (int k = r + 1; k < rules() && answer.found == Found::none; ++k) {
        const std::vector<int>& rows = strict.rows[static_cast<std::size_t>(k)];
        if (action(k).key != action(r).key) {
          answer = study_.ask(Study::meet(mine, study_.cubes(rows)), blockers);
          other = k;
        }
        for (int row : rows) blockers.set(row);
      }
      if (answer.found == Found::none) {
        answer = study_.ask(mine, blockers);
        other = -1;
      }
      if (answer.found == Found::undecided) undecided(r, "whether a blank " + field + " changes who decides is open");
      if (answer.found != Found::lead) continue;
      Finding f = finding(Kind::blank_dependent, Severity::warning, r);
      f.pointer += "/when";
      if (other >= 0) f.by = {rule(other).id};
      f.witness = witness(answer.lead);
      std::vector<Cube> blank;
      for (const Cube& cube : mine) blank.push_back(cube);
      f.leads = study_.count(blank, only_blank);
      f.message = "rule `" + rule(r).id + "` takes leads only because their " + field +
                  " is unknown, which a `not` lets pass; otherwise " +
                  (other >= 0 ? "`" + rule(other).id + "` would decide them" : "no rule would match them");
      add(claim(r), std::move(f));
    }
  }
}

// ---- assertions -------------------------------------------------------------------------------------

void Examiner::assertions() {
  if (policy_.assertions.empty()) return;
  const std::vector<End> ends = study_.ends(side());
  for (const policy::Assertion& assertion : policy_.assertions) {
    if (assertion.same_as_before) continue;
    const auto region = cubes_of(study_.space(), policy_, 0, assertion.where, {Asked::holds});
    Finding f;
    f.pointer = assertion.pointer;
    if (!region || !side().complete()) {
      decided_ = false;
      f.exact = false;
      f.message = "assertion `" + assertion.id + "` is open: more than " + std::to_string(most_cubes) +
                  " alternatives to analyse";
      add({}, std::move(f));
      continue;
    }
    if (study_.ask(*region, study_.impossible()).found == Found::none) {
      f.kind = Kind::never;
      f.message = "assertion `" + assertion.id + "` is about no lead: its `where` contradicts itself";
      add({}, std::move(f));
    }
    bool refuted = false, open = false;
    std::int64_t leads = 0;
    Finding first;
    Claim expected;
    for (const End& end : ends) {
      if (fulfils(side(), end, assertion)) continue;
      const std::vector<Cube> wrong = Study::meet(*region, end.leads);
      const Answer answer = study_.ask(wrong, end.unless);
      open = open || answer.found == Found::undecided;
      if (answer.found != Found::lead) continue;
      leads += study_.count(wrong, end.unless);
      if (refuted) continue;
      refuted = true;
      expected = claim(end);
      first = f;
      first.kind = Kind::assertion_failed;
      first.severity = Severity::error;
      if (end.kind == End::Kind::rule) first.by = {rule(end.rule).id};
      first.witness = witness(answer.lead);
      bool whole = false;
      const std::string words = study_.region_words(answer.lead, wrong, end.unless, whole);
      first.message = "assertion `" + assertion.id + "` expects " + expected_words(assertion) + ", but " + where(words) +
                      " comes to " + end_words(side(), end);
    }
    if (refuted) {
      first.leads = leads;
      add(std::move(expected), std::move(first));
    } else if (open) {
      undecided(-1, "assertion `" + assertion.id + "` is open");
    } else {
      proved_.push_back(assertion.id);
    }
  }
}

Report Examiner::tell(const Decide& decide) && {
  Report report;
  report.decided = decided_;
  report.proved = std::move(proved_);
  std::vector<std::pair<Claim, Witness>> claims;
  std::vector<std::size_t> of;
  for (std::size_t i = 0; i < findings_.size(); ++i) {
    if (!findings_[i].second.witness || findings_[i].first.policy == nullptr) continue;
    claims.push_back({findings_[i].first, *findings_[i].second.witness});
    of.push_back(i);
  }
  std::vector<bool> dropped(findings_.size(), false);
  for (const Disagreement& d : replay(decide, claims)) {
    const Finding& f = findings_[of[d.index]].second;
    dropped[of[d.index]] = true;
    report.faults.push_back("finding " + std::string(name_of(f.kind)) + " of " + (f.rule.empty() ? "the policy" : "rule `" + f.rule + "`") +
                            " is withdrawn: its witness is " + d.said + " when it is run");
  }
  for (std::size_t i = 0; i < findings_.size(); ++i) {
    if (!dropped[i]) report.findings.push_back(std::move(findings_[i].second));
  }
  // Errors first, then in the order of the rules; a finding about no rule in particular comes before.
  const auto place = [&](const Finding& f) {
    for (std::size_t r = 0; r < policy_.rules.size(); ++r) {
      if (policy_.rules[r].id == f.rule) return static_cast<std::int64_t>(r);
    }
    return std::int64_t{-1};
  };
  std::vector<std::pair<std::int64_t, Finding>> placed;
  for (Finding& f : report.findings) placed.push_back({place(f), std::move(f)});
  std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) {
    if (a.second.severity != b.second.severity) return a.second.severity < b.second.severity;
    if (a.first != b.first) return a.first < b.first;
    return a.second.kind < b.second.kind;
  });
  report.findings.clear();
  for (auto& [unused, f] : placed) report.findings.push_back(std::move(f));
  return report;
}

Report examine(const Subject& subject, const Leads* leads, const Limits& limits, const Decide& decide) {
  Examiner examiner(subject.policy, leads, limits);
  examiner.reachability();
  examiner.gap();
  examiner.constant_conditions();
  examiner.redundancy();
  examiner.overlaps();
  examiner.narrowings();
  examiner.steps();
  examiner.blanks();
  examiner.assertions();
  Report report = std::move(examiner).tell(decide);
  if (subject.document != nullptr) offer_repairs(subject, limits, report);
  return report;
}

}  // namespace leadwright::proof
