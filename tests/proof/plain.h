// The plain engine of these tests: one lead, one rule after the other, on the trees of the conditions.
// It knows no classes, so that what the proof says can be held against it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "policy/policy.h"
#include "proof/proof.h"

namespace leadwright::proof::plain {

inline policy::Policy read_policy(const std::string& text) {
  Result<policy::Policy> read = policy::read("policy.json", text);
  if (!read.ok()) {
    for (const Problem& p : read.problems()) ADD_FAILURE() << p.place.pointer << ": " << p.message << " " << p.help;
    return {};
  }
  return std::move(read.value());
}

// A lead as values, one for each field that the policy uses.
struct Lead {
  std::vector<table::Value> values;
  Instant arrival = no_instant;
};

inline Lead lead_of(const policy::Policy& p, const Witness& witness) {
  Lead lead;
  const auto cell_of = [&](const std::string& name) {
    for (const auto& [field, cell] : witness.cells) if (field == name) return cell.value_or("");
    return std::string();
  };
  table::Reading reading;
  reading.zone = p.zone;
  reading.type = table::Type::date_time;
  lead.arrival = table::read_value(cell_of("created_at"), reading).instant;
  for (const policy::Field& field : p.used) {
    reading.type = field.type;
    lead.values.push_back(table::read_value(cell_of(full_name(field)), reading));
  }
  return lead;
}

// Kleene's logic. `strict`: a field for which a negated comparison with an unknown value does not hold.
inline policy::Truth truth(const policy::Policy& p, const policy::Condition& c, const Lead& lead, int strict = -1,
                           bool negated = false) {
  using policy::Truth;
  using Kind = policy::Condition::Kind;
  const auto flip = [](Truth t) { return t == Truth::yes ? Truth::no : t == Truth::no ? Truth::yes : t; };
  switch (c.kind) {
    case Kind::opaque: return Truth::unknown;
    case Kind::negation: return flip(truth(p, c.parts[0], lead, strict, !negated));
    case Kind::reference: return truth(p, p.conditions[static_cast<std::size_t>(c.reference)].second, lead, strict, negated);
    case Kind::atom: {
      const policy::Atom& atom = p.atoms[static_cast<std::size_t>(c.atom)];
      const table::Value& value = lead.values[static_cast<std::size_t>(atom.field)];
      const bool comparison = atom.op != policy::Op::is_known && atom.op != policy::Op::is_unknown;
      if (negated && comparison && atom.field == strict && value.state != table::State::known) return Truth::yes;
      return holds(atom, p.used[static_cast<std::size_t>(atom.field)].type, value, lead.arrival) ? Truth::yes : Truth::no;
    }
    case Kind::all:
    case Kind::any: break;
  }
  Truth out = c.kind == Kind::all ? Truth::yes : Truth::no;
  for (const policy::Condition& part : c.parts) {
    const Truth t = truth(p, part, lead, strict, negated);
    if (c.kind == Kind::all ? t == Truth::no : t == Truth::yes) return t;
    if (t == Truth::unknown) out = t;
  }
  return out;
}

// Where a lead ends: "rule 2", "no_rule", "out_of_scope", "missing_evidence", "undecidable".
struct End {
  std::string what;
  int rule = -1;
};

inline End end_of(const policy::Policy& p, const Lead& lead, int from = 0, int strict = -1, bool scoped = true) {
  using policy::Truth;
  if (scoped && p.has_segment) {
    const Truth in = truth(p, p.segment, lead);
    if (in == Truth::no) return {"out_of_scope", -1};
    if (in == Truth::unknown) return {"undecidable", -1};
  }
  if (scoped && !p.evidence_routes) {
    for (int field : p.evidence) {
      if (lead.values[static_cast<std::size_t>(field)].state != table::State::known) return {"missing_evidence", -1};
    }
  }
  for (int r = from; r < static_cast<int>(p.rules.size()); ++r) {
    const Truth t = truth(p, p.rules[static_cast<std::size_t>(r)].when, lead, strict);
    if (t == Truth::yes) return {"rule", r};
    if (t == Truth::unknown) return {"undecidable", r};
  }
  return {"no_rule", -1};
}

// One lead alone: whoever of a pool is there gets it.
inline Outcome decide(const policy::Policy& p, const Lead& lead) {
  End end = end_of(p, lead);
  std::string last;
  while (end.what == "rule") {
    const policy::Rule& rule = p.rules[static_cast<std::size_t>(end.rule)];
    last = rule.id;
    for (const policy::Step& step : rule.assign) {
      if (step.kind == policy::Step::Kind::queue) return {"routed", "", rule.id, "", "", step.queue};
      if (step.kind == policy::Step::Kind::owner && p.people[static_cast<std::size_t>(step.index)].active) {
        return {"routed", "", rule.id, p.people[static_cast<std::size_t>(step.index)].id, "", ""};
      }
      if (step.kind != policy::Step::Kind::pool) continue;
      const policy::Pool& pool = p.pools[static_cast<std::size_t>(step.index)];
      for (const policy::Member& m : pool.members) {
        const policy::Person& person = p.people[static_cast<std::size_t>(m.person)];
        const bool skilled = std::all_of(pool.required_skills.begin(), pool.required_skills.end(), [&](const std::string& s) {
          return std::find(person.skills.begin(), person.skills.end(), s) != person.skills.end();
        });
        if (person.active && skilled && (!pool.working_hours || person.hours.is_open(lead.arrival))) {
          return {"routed", "", rule.id, person.id, pool.name, ""};
        }
      }
    }
    if (rule.on_no_owner == policy::OnNoOwner::hold) return {"queued", "held", rule.id, "", "", ""};
    if (rule.on_no_owner == policy::OnNoOwner::queue) return {"queued", "no_eligible_owner", rule.id, "", "", ""};
    end = end_of(p, lead, end.rule + 1, -1, false);
  }
  if (end.what == "out_of_scope") return {"out_of_scope", "", "", "", "", ""};
  if (end.what == "no_rule" && !last.empty()) return {"queued", "no_eligible_owner", last, "", "", ""};
  return {"queued", end.what, last, "", "", ""};
}

inline Decide decide_all() {
  return [](const policy::Policy& p, const std::vector<Witness>& witnesses) {
    std::vector<Outcome> out;
    for (const Witness& w : witnesses) out.push_back(decide(p, lead_of(p, w)));
    return out;
  };
}

}  // namespace leadwright::proof::plain
