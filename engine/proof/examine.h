// The findings of one policy, one method a kind. Private to the room; `examine` in proof.h is the door.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "proof/replay_check.h"

namespace leadwright::proof {

class Examiner {
 public:
  Examiner(const policy::Policy&, const Leads*, const Limits&);

  // In this order: later ones ask only about rules that decide.
  void reachability();          // shadowed, never; what decides
  void gap();
  void constant_conditions();   // never, always
  void redundancy();
  void overlaps();
  void narrowings();            // overlap, of severity warning
  void steps();                 // unreachable_step, no_cover, unreachable_sla
  void blanks();
  void assertions();

  Report tell(const Decide&) &&;

  // For repairs: rules that decide, and whether leads fall through.
  int rows() const { return study_.search().rows(); }
  std::int64_t nodes() const { return study_.search().nodes(); }
  bool decides(int rule) const { return live_[static_cast<std::size_t>(rule)]; }
  const std::vector<std::string>& proved() const { return proved_; }
  const std::vector<std::pair<Claim, Finding>>& findings() const { return findings_; }

 private:
  struct Strict {                // rows of rules under the strict reading of one field
    int field;
    std::vector<std::vector<int>> rows;   // by rule
    std::vector<bool> differs;
  };

  const policy::Rule& rule(int r) const { return policy_.rules[static_cast<std::size_t>(r)]; }
  const Action& action(int r) const { return side().actions[static_cast<std::size_t>(r)]; }
  const Side& side() const { return study_.side(); }
  const std::vector<int>& holds(int r) const { return side().holds[static_cast<std::size_t>(r)]; }
  int rules() const { return side().readable; }
  Bits before(int r) const { return side().outside | side().before[static_cast<std::size_t>(r)]; }
  Found changes_without(int r, const std::vector<Cube>& region, Bits blockers, bool undecidable) const;
  Claim claim(int r) const;
  Claim claim(const End&) const;
  Finding finding(Kind, Severity, int r) const;
  void add(Claim, Finding);
  void undecided(int r, const std::string& what);
  Witness witness(const Classes& lead) const { return study_.space().witness(lead); }
  std::vector<std::string> ids(const std::vector<int>& of) const;
  // Rules whose rows are among these; and a smallest set of them that still leaves the region empty.
  std::vector<int> rules_of(const Bits& rows, int before_rule) const;
  std::vector<int> smallest(const std::vector<Cube>& region, const Bits& always, std::vector<int> rules) const;
  Bits rows_of(const std::vector<int>& rules) const;   // where some of them may hold
  Bits held_by(int r) const;                           // where the rule surely holds

  const policy::Policy& policy_;
  Study study_;
  Coverage coverage_;
  std::vector<bool> live_;               // by rule: it decides some lead
  std::vector<bool> takes_;              // ... or leaves some undecidable
  std::vector<Classes> leads_of_;        // by rule: a lead that it decides
  std::vector<Strict> strict_;
  std::vector<std::pair<Claim, Finding>> findings_;
  std::vector<std::string> proved_;
  bool decided_ = true;
};

}  // namespace leadwright::proof
