// The graph under construction: what its parts share while it is built.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "identity/accounts.h"
#include "identity/cluster.h"
#include "identity/compare.h"
#include "identity/identity.h"
#include "identity/ids.h"
#include "identity/person.h"
#include "identity/profile.h"
#include "identity/rarity.h"
#include "identity/search.h"

namespace leadwright::identity {

// What persons have said of pairs of records; the later of two on one pair counts.
class Decisions {
 public:
  Decisions(const std::vector<Decision>&, const std::array<Ids, table::role_count>&, Graph&);
  bool empty() const { return told_.empty(); }
  std::optional<bool> of(Node a, Node b) const;
  const std::map<std::pair<std::pair<int, std::int32_t>, std::pair<int, std::int32_t>>, bool>& all() const { return told_; }
  // The account that a lead was told to be of, the later of several, or -1.
  std::int32_t account_of(Node lead) const;

 private:
  std::map<std::pair<std::pair<int, std::int32_t>, std::pair<int, std::int32_t>>, bool> told_;
  std::map<std::int32_t, std::vector<std::int32_t>> accounts_told_;      // by lead, in the order of the decisions
};

class Builder {
 public:
  Builder(const Tables&, const Settings&);
  Graph build();

 private:
  // Duplicates within one pool of records, however they are compared.
  struct Pool {
    std::vector<Node> nodes;                 // by record of the pool
    std::vector<PairFound> pairs;
    std::vector<std::pair<std::int32_t, std::int32_t>> namesakes;
    Grouping grouping;
  };
  void read_tables();
  void group_companies(table::Role, Pool&);
  void read_persons();
  void group_persons();
  void estimate_prior(std::vector<PairFound>&, std::int64_t records, Millibits offset, Millibits& prior) const;
  void join(Pool&, const Profiles&, const std::function<Comparison(std::int32_t, std::int32_t)>& compare);
  void link_pool(const Pool&);
  void report_conflicts(const Pool&, const Profiles&);
  // Domains of many companies among the accounts, as they are grouped so far.
  void find_shared_domains(const Profiles&, const Grouping&);
  bool is_shared(Word site) const { return site < shared_sites_.size() && shared_sites_[site]; }
  void report_cuts(const CompanySearch&, table::Role, std::span<const Profile>);
  void teach(CompanyComparer&, CompanySearch&, std::span<const Profile>) const;
  void link_companies(table::Role);
  void match_leads();
  bool link_to_account(Node, const std::vector<StrongId>&, std::int32_t account, const Comparison&);
  void make_clusters();
  Node survivor_of(const std::vector<Node>&) const;
  // The record of the account's company whose ids contradict, or none (row -1).
  Node contradicted(const std::vector<StrongId>&, std::int32_t account) const;
  bool same_company(std::int32_t account_a, std::int32_t account_b) const;   // one group of accounts

  const Records& records(table::Role r) const { return tables_[r]; }
  const Profile& account_profile(std::int32_t row) const {
    return accounts_.of[static_cast<std::size_t>(account_place_[static_cast<std::size_t>(row)])];
  }
  const std::vector<std::int32_t>& order(table::Role r) const { return orders_[static_cast<std::size_t>(r)]; }
  const Ids& ids(table::Role r) const { return ids_[static_cast<std::size_t>(r)]; }
  Link make_link(Node left, Node right, const Comparison&, Band) const;

  const Tables& tables_;
  const Settings& settings_;
  Graph graph_;
  std::array<std::vector<std::int32_t>, table::role_count> orders_;
  std::array<Ids, table::role_count> ids_;
  Reader reader_;
  std::optional<Decisions> decisions_;
  Profiles accounts_;                        // in order
  Profiles persons_;                         // contacts, then leads, each in order
  Pool account_pool_, customer_pool_, person_pool_;
  // Records with strong ids of each company, by the row that stands for its accounts: what joins it later is
  // held against them.
  struct Bearer {
    Node node;
    std::vector<StrongId> ids;
  };
  std::map<std::int32_t, std::vector<Bearer>> bearers_;
  std::vector<std::int32_t> account_place_;  // by row of accounts: its place in accounts_
  std::vector<std::int32_t> account_group_;  // by row of accounts: the row of the first of its group
  std::vector<bool> shared_sites_;           // by word
  Millibits auto_bits_ = 0, review_bits_ = 0;
};

}  // namespace leadwright::identity
