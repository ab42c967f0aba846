// Two policies compared: every pair of ends that a lead can come to, where they differ.
#include <algorithm>
#include <map>
#include <tuple>

#include "proof/assertion.h"
#include "proof/replay_check.h"

namespace leadwright::proof {
namespace {

// Rules that pass leads on are followed from one to the next; there can be as many ways as sets of such rules.
constexpr int most_chains = 1000;

// Region less cube, as disjoint cubes.
std::vector<Cube> subtract(const std::vector<Cube>& region, const Cube& cube) {
  std::vector<Cube> out;
  for (const Cube& whole : region) {
    if (!intersect(whole, cube)) {
      out.push_back(whole);
      continue;
    }
    Cube inside = whole;      // of the columns looked at so far, what lies in the cube
    for (const Constraint& c : cube) {
      if (auto outside = intersect(inside, {{c.column, c.classes.complement()}})) out.push_back(std::move(*outside));
      inside = *intersect(inside, {c});
    }
  }
  return out;
}

struct Told {
  End end;
  std::string key;            // equal keys: equal decisions
  std::string words, rule;
  bool moves_on = false;      // the rule passes on what it finds no owner for
};

class Comparer {
 public:
  Comparer(const policy::Policy& before, const policy::Policy& after, const Leads* leads, const Limits& limits)
      : study_({&before, &after}, limits, leads), limits_(limits) {
    study_.freeze();
  }

  Difference run(const Decide& decide) {
    const Side& old_side = study_.side(0);
    const Side& new_side = study_.side(1);
    if (!old_side.complete() || !new_side.complete()) {
      open("a condition needs more than " + std::to_string(most_cubes) + " alternatives to analyse");
      return std::move(out_);
    }
    pairs({Cube{}}, study_.search().no_rows(), tell(old_side, study_.ends(old_side)), tell(new_side, study_.ends(new_side)));
    describe(decide);
    assertions();
    return std::move(out_);
  }

 private:
  struct Part {
    std::vector<Cube> region;
    Bits unless;
    Classes lead;
    Claim from, to;
  };
  struct Group {
    std::string from_rule, to_rule, from, to;
    std::vector<Part> parts;
  };

  void open(const std::string& what) {
    out_.decided = false;
    Finding f;
    f.exact = false;
    f.message = what;
    out_.assertions.push_back(std::move(f));
  }

  std::vector<Told> tell(const Side& side, std::vector<End> ends) const {
    std::vector<Told> out;
    for (End& end : ends) {
      Told s;
      if (end.kind == End::Kind::rule) {
        const Action& action = side.actions[static_cast<std::size_t>(end.rule)];
        s.key = "rule " + action.key;
        s.words = action.words;
        s.rule = side.policy->rules[static_cast<std::size_t>(end.rule)].id;
        s.moves_on = !action.ends;
      } else {
        s.key = s.words = end_words(side, end);
      }
      s.end = std::move(end);
      out.push_back(std::move(s));
    }
    return out;
  }

  // What a lead comes to that a rule passed on.
  std::vector<End> ends_after(const Side& side, int rule) const {
    std::vector<End> out;
    Bits between = study_.search().no_rows();
    for (int r = rule + 1; r < side.readable; ++r) {
      const std::size_t i = static_cast<std::size_t>(r);
      out.push_back({End::Kind::rule, r, study_.cubes(side.holds[i]), between});
      if (side.opaque[i]) {
        End end{End::Kind::undecidable, r, study_.cubes(side.may_hold[i]), between};
        for (int row : side.holds[i]) end.unless.set(row);
        out.push_back(std::move(end));
      }
      for (int row : side.may_hold[i]) between.set(row);
    }
    out.push_back({End::Kind::no_rule, -1, {Cube{}}, between});
    return out;
  }

  // Whether the rules after two rules are the same, one by one.
  bool same_after(int old_rule, int new_rule) const {
    const Side& a = study_.side(0);
    const Side& b = study_.side(1);
    if (a.readable - old_rule != b.readable - new_rule) return false;
    for (int i = old_rule + 1, j = new_rule + 1; i < a.readable; ++i, ++j) {
      const std::size_t x = static_cast<std::size_t>(i), y = static_cast<std::size_t>(j);
      if (a.actions[x].key != b.actions[y].key || a.opaque[x] != b.opaque[y] ||
          study_.cubes(a.holds[x]) != study_.cubes(b.holds[y]) || study_.cubes(a.may_hold[x]) != study_.cubes(b.may_hold[y])) {
        return false;
      }
    }
    return true;
  }

  void pairs(const std::vector<Cube>& region, const Bits& unless, const std::vector<Told>& olds,
             const std::vector<Told>& news) {
    // Most pairs end here: a row that holds all of one end's leads stands before the other.
    const auto held = [&](const Told& end) {
      std::vector<Bits> out;
      for (const Cube& cube : end.end.leads) out.push_back(study_.search().holding(cube));
      return out;
    };
    const auto blocked = [](const std::vector<Bits>& cubes, const Bits& rows) {
      return std::all_of(cubes.begin(), cubes.end(), [&](const Bits& cube) { return cube.intersects(rows); });
    };
    std::vector<std::vector<Bits>> held_of_new;
    for (const Told& n : news) held_of_new.push_back(held(n));
    for (const Told& o : olds) {
      const std::vector<Bits> held_of_old = held(o);
      if (blocked(held_of_old, o.end.unless)) continue;
      for (std::size_t j = 0; j < news.size(); ++j) {
        const Told& n = news[j];
        if (o.key == n.key && !o.moves_on) continue;
        if (blocked(held_of_old, n.end.unless) || blocked(held_of_new[j], o.end.unless)) continue;
        std::vector<Cube> both = Study::meet(region, Study::meet(o.end.leads, n.end.leads));
        if (both.empty()) continue;
        Bits blockers = unless | o.end.unless | n.end.unless;
        const Answer answer = study_.ask(both, blockers);
        if (answer.found == Found::undecided) {
          open("whether leads of " + o.words + " come to " + n.words + " is open: given up after " + steps_words(limits_));
        }
        if (answer.found != Found::lead) continue;
        if (o.key == n.key) {
          // The same steps may find nobody on both sides: what comes after them must agree as well.
          if (same_after(o.end.rule, n.end.rule)) continue;
          if (--chains_left_ < 0) {
            if (chains_left_ == -1) {
              open("what becomes of leads that rules pass on is open: given up after " + std::to_string(most_chains) +
                   " chains of such rules");
            }
            continue;
          }
          pairs(both, blockers, tell(study_.side(0), ends_after(study_.side(0), o.end.rule)),
                tell(study_.side(1), ends_after(study_.side(1), n.end.rule)));
          continue;
        }
        const auto key = std::make_pair(o.key, n.key);
        const auto [entry, added] = index_.emplace(key, groups_.size());
        if (added) groups_.push_back({o.rule, n.rule, o.words, n.words, {}});
        groups_[entry->second].parts.push_back({std::move(both), std::move(blockers), answer.lead,
                                                claim(study_.side(0), o), claim(study_.side(1), n)});
      }
    }
  }

  Claim claim(const Side& side, const Told& s) const { return {side.policy, s.end.kind, s.rule, s.moves_on, false}; }

  void describe(const Decide& decide) {
    std::vector<std::pair<Claim, Witness>> claims;
    std::vector<std::size_t> of;
    for (const Group& group : groups_) {
      Change change;
      change.from_rule = group.from_rule;
      change.to_rule = group.to_rule;
      change.from = group.from;
      change.to = group.to == group.from ? group.to + ", whose settings differ" : group.to;
      change.witness = study_.space().witness(group.parts[0].lead);
      std::vector<Cube> found;
      for (const Part& part : group.parts) {
        change.leads += study_.count(part.region, part.unless);
        std::vector<Cube> todo = part.region;
        Answer answer;
        answer.found = Found::lead;
        answer.lead = part.lead;
        while (answer.found == Found::lead && static_cast<int>(found.size()) < limits_.most_regions) {
          const Cube* within = nullptr;
          for (const Cube& cube : part.region) {
            if (within == nullptr && study_.lies_in(answer.lead, {cube})) within = &cube;
          }
          found.push_back(study_.search().widen(answer.lead, *within, Bits(part.unless).subtract(study_.impossible())));
          todo = subtract(todo, found.back());
          answer = study_.ask(todo, part.unless);
        }
        if (answer.found != Found::none) change.exact = false;
      }
      simplify(found);
      for (const Cube& cube : found) {
        const std::string words = study_.space().in_words(cube);
        change.where.push_back(words.empty() ? "every lead" : words);
      }
      for (const Claim& c : {group.parts[0].from, group.parts[0].to}) {
        claims.push_back({c, change.witness});
        of.push_back(out_.changes.size());
      }
      out_.changes.push_back(std::move(change));
    }
    std::vector<bool> dropped(out_.changes.size(), false);
    for (const Disagreement& d : replay(decide, claims)) {
      dropped[of[d.index]] = true;
      out_.faults.push_back("a change from " + out_.changes[of[d.index]].from + " to " + out_.changes[of[d.index]].to +
                            " is withdrawn: its witness is " + d.said + " when it is run");
    }
    std::vector<Change> kept;
    for (std::size_t i = 0; i < dropped.size(); ++i) if (!dropped[i]) kept.push_back(std::move(out_.changes[i]));
    out_.changes = std::move(kept);
  }

  void assertions() {
    const policy::Policy& after = *study_.side(1).policy;
    for (const policy::Assertion& assertion : after.assertions) {
      if (!assertion.same_as_before) continue;
      const auto region = cubes_of(study_.space(), after, 1, assertion.where, {Asked::holds});
      bool refuted = !region;
      if (!region) open("assertion `" + assertion.id + "` needs more than " + std::to_string(most_cubes) + " alternatives");
      for (std::size_t g = 0; g < groups_.size() && !refuted; ++g) {
        for (const Part& part : groups_[g].parts) {
          const std::vector<Cube> wrong = Study::meet(*region, part.region);
          const Answer answer = study_.ask(wrong, part.unless);
          if (answer.found != Found::lead) continue;
          bool whole = false;
          const std::string words = study_.region_words(answer.lead, wrong, part.unless, whole);
          Finding f;
          f.kind = Kind::assertion_failed;
          f.severity = Severity::error;
          f.pointer = assertion.pointer;
          if (!groups_[g].to_rule.empty()) f.by = {groups_[g].to_rule};
          f.witness = study_.space().witness(answer.lead);
          f.leads = study_.count(wrong, part.unless);
          f.message = "assertion `" + assertion.id + "` expects the same as before, but a lead" +
                      (words.empty() ? "" : " where " + words) + " moves from " + groups_[g].from + " to " + groups_[g].to;
          out_.assertions.push_back(std::move(f));
          refuted = true;
          break;
        }
      }
      if (!refuted && out_.decided) out_.proved.push_back(assertion.id);
    }
  }

  Study study_;
  Limits limits_;
  std::map<std::pair<std::string, std::string>, std::size_t> index_;
  std::vector<Group> groups_;
  int chains_left_ = most_chains;
  Difference out_;
};

// What bears on decisions and is no matter of rules, by pointer.
std::vector<std::string> settings(const Subject& before, const Subject& after) {
  std::vector<std::string> out;
  if (before.document != nullptr && after.document != nullptr) {
    for (const char* key : {"time_zone", "sources", "fields", "matching", "as_of"}) {
      const json::Value* a = before.document->find(key);
      const json::Value* b = after.document->find(key);
      if ((a == nullptr) != (b == nullptr) || (a != nullptr && json::canonical(*a) != json::canonical(*b))) {
        out.push_back(std::string("/") + key);
      }
    }
  }
  // People found as the owner of a record are found by who is listed.
  const auto asks_records = [](const policy::Policy& p) {
    return std::any_of(p.rules.begin(), p.rules.end(), [](const policy::Rule& rule) {
      return std::any_of(rule.assign.begin(), rule.assign.end(), [](const policy::Step& step) {
        using enum policy::Step::Kind;
        return step.kind == account_owner || step.kind == contact_owner || step.kind == opportunity_owner ||
               step.kind == current_owner;
      });
    });
  };
  if (asks_records(before.policy) || asks_records(after.policy)) {
    const auto people = [](const policy::Policy& p) {
      std::vector<std::tuple<std::string, std::string, std::string, bool>> all;
      for (const policy::Person& person : p.people) all.emplace_back(person.id, person.email, person.name, person.active);
      std::sort(all.begin(), all.end());
      return all;
    };
    if (people(before.policy) != people(after.policy)) out.push_back("/people");
  }
  return out;
}

}  // namespace

Difference compare(const Subject& before, const Subject& after, const Leads* leads, const Limits& limits,
                   const Decide& decide) {
  Difference out = Comparer(before.policy, after.policy, leads, limits).run(decide);
  out.settings = settings(before, after);
  return out;
}

}  // namespace leadwright::proof
