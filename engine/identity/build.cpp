#include "identity/build.h"

#include <algorithm>
#include <functional>
#include <set>
#include <tuple>
#include <span>

#include "base/text.h"
#include "identity/cut.h"
#include "identity/domain.h"
#include "identity/hash.h"
#include "identity/learn.h"
#include "identity/order.h"
#include "identity/search.h"

namespace leadwright::identity {
namespace {

constexpr Millibits certain = 20000;
constexpr Millibits duplicates_offset = 3400;      // of companies: the prices of names are cautious
constexpr std::int64_t most_companies_of_domain = 8;
constexpr std::size_t most_rows_shown = 100;
constexpr std::size_t small_table = 10000;
constexpr std::size_t most_lessons = 20000;
constexpr std::size_t ahead = 8;                    // pairs that are on their way from memory
constexpr std::size_t most_path_records = 200;      // looked through for the chain of a conflict

std::pair<int, std::int32_t> key_of(Node n) { return {static_cast<int>(n.role), n.row}; }

// The id cells of two records, for people.
std::string contradicting_ids(const Records& a, std::int32_t row_a, const Records& b, std::int32_t row_b) {
  std::string out;
  for (const Field field : {Field::tax_id, Field::lei, Field::duns, Field::external_id}) {
    const std::string_view x = a.at(field, row_a);
    const std::string_view y = b.at(field, row_b);
    if (x.empty() || y.empty() || x == y) continue;
    if (!out.empty()) out += ", ";
    out += std::string(name_of(field)) + " `" + std::string(x) + "` and `" + std::string(y) + "`";
  }
  return out;
}

bool is_switched_on(const Settings& settings, const char* rule) {
  const auto at = settings.normalise.find(rule);
  return at == settings.normalise.end() || at->second;
}

// Whether an account that bears a lead's domain may well be another company of its group: a branch ("Acme
// Germany") of the company that the lead names, the company of which the lead names a branch elsewhere or one
// with a host of its own (de.acme.com), or a host of its own in another place.
bool is_sister(const Profile& lead, const Profile& account, const Comparison& comparison) {
  const std::uint16_t named = lead.company.country;
  const std::uint16_t bears = account.company.country;
  const bool own_host = comparison.domain == Outcome::same_site;
  if (bears != 0 && named != bears && (lead.company.core != 0 || (lead.country != 0 && lead.country != bears))) return true;
  if (named != 0 && named != bears && (own_host || (account.country != 0 && account.country != named))) return true;
  return own_host && comparison.place == Outcome::differs;
}

// A sister beside which no other account comes into question is the company itself where the lead names no
// other country and neither it nor its place is elsewhere.
bool is_sister_elsewhere(const Profile& lead, const Profile& account, const Comparison& comparison) {
  const std::uint16_t bears = account.company.country;
  return lead.company.country != 0 || comparison.place == Outcome::differs || (bears != 0 && lead.country != bears);
}

// A record that is within a bit as likely either of two namesakes is neither's: never a coin toss.
void add_ambiguous(const std::vector<PairFound>& pairs, std::vector<std::pair<std::int32_t, std::int32_t>>& namesakes) {
  std::vector<std::pair<std::int32_t, std::int32_t>> ambiguous;
  std::map<std::int32_t, std::map<std::int32_t, std::size_t>> pairs_of;     // of namesakes, by the other record
  for (const auto& [a, b] : namesakes) pairs_of[a], pairs_of[b];
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (const auto at = pairs_of.find(pairs[i].a); at != pairs_of.end()) at->second[pairs[i].b] = i;
    if (const auto at = pairs_of.find(pairs[i].b); at != pairs_of.end()) at->second[pairs[i].a] = i;
  }
  for (const auto& [a, b] : namesakes) {
    const auto& of_b = pairs_of[b];
    for (const auto& [other, at_a] : pairs_of[a]) {
      const auto found = of_b.find(other);
      if (found == of_b.end()) continue;
      const Millibits gap = pairs[at_a].comparison.bits - pairs[found->second].comparison.bits;
      if (gap < 1000 && gap > -1000) ambiguous.insert(ambiguous.end(), {{other, a}, {other, b}});
    }
  }
  namesakes.insert(namesakes.end(), ambiguous.begin(), ambiguous.end());
}

}  // namespace

Decisions::Decisions(const std::vector<Decision>& decisions, const std::array<Ids, table::role_count>& ids, Graph& graph) {
  for (const Decision& d : decisions) {
    Node a{d.left_role, ids[static_cast<std::size_t>(d.left_role)].find(d.left_id)};
    Node b{d.right_role, ids[static_cast<std::size_t>(d.right_role)].find(d.right_id)};
    if (a.row < 0 || b.row < 0) {
      graph.notes.push_back("a decision names `" + (a.row < 0 ? d.left_id : d.right_id) + "`, which no record bears");
      continue;
    }
    if (key_of(b) < key_of(a)) std::swap(a, b);
    const auto [at, is_new] = told_.try_emplace({key_of(a), key_of(b)}, d.same);
    if (!is_new && at->second != d.same) {
      graph.conflicts.push_back({"decisions", a, b, {}, "told to be both same and different; the later counts", {}});
      at->second = d.same;
    }
    if (a.role == table::Role::leads && b.role == table::Role::accounts) accounts_told_[a.row].push_back(b.row);
  }
}

std::int32_t Decisions::account_of(Node lead) const {
  const auto told = accounts_told_.find(lead.row);
  if (told == accounts_told_.end()) return -1;
  const auto later = std::find_if(told->second.rbegin(), told->second.rend(), [&](std::int32_t account) { return of(lead, {table::Role::accounts, account}) == true; });
  return later == told->second.rend() ? -1 : *later;
}

std::optional<bool> Decisions::of(Node a, Node b) const {
  if (key_of(b) < key_of(a)) std::swap(a, b);
  const auto at = told_.find({key_of(a), key_of(b)});
  if (at == told_.end()) return std::nullopt;
  return at->second;
}

Builder::Builder(const Tables& tables, const Settings& settings) : tables_(tables), settings_(settings), reader_(settings) {
  auto_bits_ = bits_of_probability(settings.auto_score);
  review_bits_ = bits_of_probability(std::min(settings.review_score, settings.auto_score));
}

void Builder::read_tables() {
  const bool salesforce = is_switched_on(settings_, "salesforce_ids");
  for (int r = 0; r < table::role_count; ++r) {
    const auto role = static_cast<table::Role>(r);
    orders_[static_cast<std::size_t>(r)] = rows_in_order(records(role));
    ids_[static_cast<std::size_t>(r)] = Ids(records(role), order(role), salesforce);
  }
  decisions_.emplace(settings_.decisions, ids_, graph_);
}

// The prior of a table's pairs, estimated from the table itself: expected duplicates among all pairs
// (expectation-maximisation with the field weights held; a few rounds settle it).
void Builder::estimate_prior(std::vector<PairFound>& pairs, std::int64_t records, Millibits offset, Millibits& prior) const {
  const Millibits start = prior;
  for (int round = 0; round < 4; ++round) {
    std::int64_t expected = 20000;                  // thousandths; a few made-up duplicates
    for (const PairFound& pair : pairs) expected += probability(pair.comparison.bits);
    const auto n = static_cast<std::uint64_t>(std::max<std::int64_t>(records, 2));
    const Millibits estimate = offset + log2_millibits(static_cast<std::uint64_t>(expected) * 2) - log2_millibits(1000) - 2 * log2_millibits(n);
    const Millibits next = std::clamp(estimate, start - 5000, start + 4000);
    for (PairFound& pair : pairs) {
      pair.comparison.bits += next - prior;
      pair.comparison.evidence[0].millibits = next;
    }
    prior = next;
  }
}

void Builder::join(Pool& pool, const Profiles& profiles, const std::function<Comparison(std::int32_t, std::int32_t)>& compare) {
  std::vector<Edge> edges;
  Joining joining;
  // A decision stands before all evidence.
  const bool told = !decisions_->empty();
  if (told) {
    std::map<std::pair<int, std::int32_t>, std::int32_t> place;
    for (std::size_t i = 0; i < pool.nodes.size(); ++i) place[key_of(pool.nodes[i])] = static_cast<std::int32_t>(i);
    for (const auto& [pair, same] : decisions_->all()) {
      const auto a = place.find(pair.first);
      const auto b = place.find(pair.second);
      if (a == place.end() || b == place.end()) continue;
      const auto [low, high] = std::minmax(a->second, b->second);
      Comparison comparison;
      comparison.add(Compared::decision, same ? Outcome::told_same : Outcome::differs, same ? certain : -certain);
      std::erase_if(pool.pairs, [&, x = low, y = high](const PairFound& p) { return p.a == x && p.b == y; });
      same ? pool.pairs.push_back({low, high, comparison}) : static_cast<void>(joining.told_apart.emplace_back(low, high));
    }
    std::sort(pool.pairs.begin(), pool.pairs.end(), [](const PairFound& x, const PairFound& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
  }
  for (const PairFound& pair : pool.pairs) edges.push_back({pair.a, pair.b, pair.comparison.bits});
  for (const auto& [a, b] : pool.namesakes) {
    if (!told || decisions_->of(pool.nodes[static_cast<std::size_t>(a)], pool.nodes[static_cast<std::size_t>(b)]) != true) joining.namesakes.emplace_back(a, b);
  }
  joining.least = auto_bits_;
  joining.least_average = 0;
  // Two short forms of one company's name need not be like each other; two persons of one home are not one.
  if (&profiles != &persons_) joining.least_of_pair = -8000;
  joining.before = [](std::int32_t a, std::int32_t b) { return a < b; };
  joining.compare = [&](std::int32_t a, std::int32_t b) {
    if (told) {
      const auto said = decisions_->of(pool.nodes[static_cast<std::size_t>(a)], pool.nodes[static_cast<std::size_t>(b)]);
      if (said) return *said ? certain : -certain;
    }
    return compare(std::min(a, b), std::max(a, b)).bits;
  };
  joining.ids = [&](std::int32_t a) {
    const Profile& p = profiles.of[static_cast<std::size_t>(a)];
    std::uint64_t h = 0;
    for (std::uint32_t i = 0; i < p.ids_count; ++i) {
      const StrongId& id = profiles.ids[p.ids_at + i];
      if (id.kind != 0) h += mix(id.kind, id.value);
    }
    return h;
  };
  joining.contradict = [&](std::int32_t a, std::int32_t b) {
    if (told && decisions_->of(pool.nodes[static_cast<std::size_t>(a)], pool.nodes[static_cast<std::size_t>(b)]) == true) return false;
    return compare_ids(reader_.words(), profiles, profiles.of[static_cast<std::size_t>(a)], profiles, profiles.of[static_cast<std::size_t>(b)]).contradict;
  };
  pool.grouping = group(static_cast<std::int32_t>(pool.nodes.size()), edges, joining);
}

// Each edge that contradicting ids stopped, with the two records whose ids contradict and the shortest chain
// of links between them.
void Builder::report_conflicts(const Pool& pool, const Profiles& profiles) {
  if (pool.grouping.in_conflict.empty()) return;
  std::map<std::int32_t, std::vector<std::int32_t>> links;       // of records in groups, by record
  std::map<std::int32_t, std::vector<std::int32_t>> members;
  for (const std::size_t i : pool.grouping.joined) {
    links[pool.pairs[i].a].push_back(pool.pairs[i].b);
    links[pool.pairs[i].b].push_back(pool.pairs[i].a);
  }
  for (std::size_t i = 0; i < pool.nodes.size(); ++i) members[pool.grouping.group_of[i]].push_back(static_cast<std::int32_t>(i));
  const auto group_of = [&](std::int32_t x) { return pool.grouping.group_of[static_cast<std::size_t>(x)]; };
  const auto profile = [&](std::int32_t x) -> const Profile& { return profiles.of[static_cast<std::size_t>(x)]; };
  // The chain from a record to the nearest of its group for which `stop` holds, that one first.
  const auto chain = [&](std::int32_t from, const auto& stop) {
    std::map<std::int32_t, std::int32_t> before{{from, -1}};
    std::vector<std::int32_t> queue{from};
    for (std::size_t at = 0; at < queue.size() && at < most_path_records; ++at) {
      if (stop(queue[at])) {
        std::vector<std::int32_t> path;
        for (std::int32_t x = queue[at]; x >= 0; x = before[x]) path.push_back(x);
        return path;
      }
      for (const std::int32_t next : links[queue[at]]) {
        if (before.try_emplace(next, queue[at]).second) queue.push_back(next);
      }
    }
    return std::vector<std::int32_t>{};
  };
  std::set<std::pair<std::int32_t, std::int32_t>> told;
  for (const std::size_t i : pool.grouping.in_conflict) {
    const std::int32_t a = pool.pairs[i].a;
    const std::int32_t b = pool.pairs[i].b;
    std::vector<std::int32_t> right;
    const auto left = chain(a, [&](std::int32_t x) {
      right = chain(b, [&](std::int32_t y) {
        const auto said = decisions_->of(pool.nodes[static_cast<std::size_t>(x)], pool.nodes[static_cast<std::size_t>(y)]);
        return said ? !*said : compare_ids(reader_.words(), profiles, profile(x), profiles, profile(y)).contradict;
      });
      return !right.empty();
    });
    if (left.empty() || right.empty()) continue;
    const std::int32_t x = left.front();
    const std::int32_t y = right.front();
    if (!told.insert(std::minmax(x, y)).second || group_of(x) == group_of(y)) continue;
    Conflict conflict;
    conflict.left = pool.nodes[static_cast<std::size_t>(x)];
    conflict.right = pool.nodes[static_cast<std::size_t>(y)];
    const bool decided = decisions_->of(conflict.left, conflict.right).has_value();
    conflict.kind = decided ? "decisions" : "strong_ids";
    conflict.detail = decided ? "told to be different" : contradicting_ids(records(conflict.left.role), conflict.left.row, records(conflict.right.role), conflict.right.row);
    for (const std::int32_t r : left) conflict.path.push_back(pool.nodes[static_cast<std::size_t>(r)]);
    for (auto r = right.rbegin(); r != right.rend(); ++r) conflict.path.push_back(pool.nodes[static_cast<std::size_t>(*r)]);
    graph_.conflicts.push_back(std::move(conflict));
  }
}

void Builder::group_companies(table::Role role, Pool& pool) {
  Profiles other;
  Profiles& profiles = role == table::Role::accounts ? accounts_ : other;
  profiles = reader_.read(records(role), true, order(role));
  for (const std::int32_t row : order(role)) pool.nodes.push_back({role, row});
  // A small file is full of its own duplicates: until they are found, records of one name count as one company.
  std::vector<std::int32_t> of_name(profiles.of.size());
  std::map<std::uint64_t, std::int32_t> first_of_name;
  const bool small = profiles.of.size() <= small_table;
  for (std::size_t i = 0; i < of_name.size(); ++i) {
    const std::uint64_t core = profiles.of[i].company.core;
    of_name[i] = core == 0 || !small ? static_cast<std::int32_t>(i) : first_of_name.try_emplace(core, static_cast<std::int32_t>(i)).first->second;
  }
  Rarity rarity(reader_, profiles, 2, &of_name);
  rarity.price(profiles);
  Weights weights = weights_of_duplicates();
  std::vector<CutKey> cut;
  const table::Block<RowPair> pairs = company_pairs(profiles, reader_.words(), rarity, cut);
  for (const CutKey& key : cut) {
    const Node first = pool.nodes[static_cast<std::size_t>(key.first)];
    graph_.cut.push_back(cut_block("", key.kind, records(role), first, key.records, pairs_left_out(key.kind, key.records)));
  }
  for (int round = 0; round < 2; ++round) {        // the second round counts what the first found as one company
    CompanyComparer comparer(reader_.words(), rarity, weights);
    comparer.set_duplicates(true);
    comparer.set_shared_sites(&shared_sites_);
    Millibits prior = rarity.prior() + duplicates_offset;
    comparer.set_prior(prior);
    pool.pairs = duplicate_companies(profiles, pairs, comparer, review_bits_ - 5000);
    graph_.pairs_compared += static_cast<std::int64_t>(pairs.size());
    estimate_prior(pool.pairs, static_cast<std::int64_t>(profiles.of.size()), duplicates_offset, prior);
    comparer.set_prior(prior);
    join(pool, profiles, [&](std::int32_t a, std::int32_t b) {
      return comparer.compare(profiles.of[static_cast<std::size_t>(a)], profiles.of[static_cast<std::size_t>(b)]);
    });
    if (role == table::Role::accounts) find_shared_domains(profiles, pool.grouping);
    if (round == 0) {
      Learning learning;
      for (const PairFound& pair : pool.pairs) {
        learning.see(pair.comparison, profiles.of[static_cast<std::size_t>(pair.a)], profiles.of[static_cast<std::size_t>(pair.b)]);
      }
      weights = learning.weights(weights);
      rarity = Rarity(reader_, profiles, 2, &pool.grouping.group_of);
      rarity.price(profiles);
    } else {
      report_conflicts(pool, profiles);
    }
  }
}

void Builder::find_shared_domains(const Profiles& profiles, const Grouping& grouping) {
  struct Use {
    Word site;
    std::uint64_t company;                 // its name, so that a company's branches are one; without a name the group
    std::int32_t at;                       // in profiles
  };
  std::vector<Use> uses;
  for (std::size_t i = 0; i < profiles.of.size(); ++i) {
    const std::int32_t head = grouping.group_of[i];
    const std::uint64_t core = profiles.of[static_cast<std::size_t>(head)].company.core;
    for (std::size_t s = 0; s < 2; ++s) {
      const Word site = profiles.of[i].site[s];
      if (site != 0 && (s == 0 || site != profiles.of[i].site[0])) uses.push_back({site, core != 0 ? core : static_cast<std::uint64_t>(head), static_cast<std::int32_t>(i)});
    }
  }
  std::sort(uses.begin(), uses.end(), [](const Use& a, const Use& b) { return std::tie(a.site, a.company, a.at) < std::tie(b.site, b.company, b.at); });
  shared_sites_.assign(reader_.words().size(), false);
  graph_.shared_domains.clear();
  for (std::size_t from = 0, to = 0; from < uses.size(); from = to) {
    SharedDomain domain;
    for (; to < uses.size() && uses[to].site == uses[from].site; ++to) {
      domain.companies += to == from || uses[to].company != uses[to - 1].company;
      domain.rows.push_back(uses[to].at);
    }
    if (domain.companies <= most_companies_of_domain) continue;
    shared_sites_[uses[from].site] = true;
    domain.domain = reader_.words().text(uses[from].site);
    std::sort(domain.rows.begin(), domain.rows.end());
    if (domain.rows.size() > most_rows_shown) domain.rows.resize(most_rows_shown);
    for (std::int32_t& row : domain.rows) row = profiles.row[static_cast<std::size_t>(row)];
    graph_.shared_domains.push_back(std::move(domain));
  }
  std::sort(graph_.shared_domains.begin(), graph_.shared_domains.end(), [](const SharedDomain& a, const SharedDomain& b) {
    return a.companies != b.companies ? a.companies > b.companies : a.domain < b.domain;
  });
}

Link Builder::make_link(Node left, Node right, const Comparison& comparison, Band band) const {
  Link link;
  link.left = left;
  link.right = right;
  link.score = probability(comparison.bits);
  link.band = band;
  link.evidence_count = comparison.count;
  link.evidence = comparison.evidence;
  return link;
}

void Builder::link_pool(const Pool& pool) {
  const auto add = [&](std::size_t i, Band band) {
    const PairFound& pair = pool.pairs[i];
    graph_.links.push_back(make_link(pool.nodes[static_cast<std::size_t>(pair.b)], pool.nodes[static_cast<std::size_t>(pair.a)], pair.comparison, band));
  };
  std::vector<Band> bands(pool.pairs.size(), Band::review);
  for (const std::size_t i : pool.grouping.joined) bands[i] = Band::link;
  for (std::size_t i = 0; i < pool.pairs.size(); ++i) {
    if (bands[i] == Band::link || pool.pairs[i].comparison.bits >= review_bits_) add(i, bands[i]);
  }
}

// Prices of disagreement for a search, from at most `most_lessons` of its records, evenly spread.
void Builder::teach(CompanyComparer& comparer, CompanySearch& search, std::span<const Profile> profiles) const {
  // The more accounts, the more of them bear names that strangers bear too: past 2^13 each doubling costs.
  const Millibits crowd = std::max(-comparer.prior() - 13000, 0) / 32;
  comparer.set_prior(comparer.prior() + comparer.weights().listed - crowd);
  Learning learning;
  std::vector<Found> found;
  const std::size_t step = profiles.size() / most_lessons + 1;
  for (std::size_t i = 0; i < profiles.size(); i += step) {
    search.find(profiles[i], auto_bits_, found);
    if (!found.empty()) learning.see(found[0].comparison, profiles[i], accounts_.of[static_cast<std::size_t>(found[0].row)]);
  }
  comparer.set_weights(learning.weights(comparer.weights()));
  search.forget_cuts();
}

void Builder::report_cuts(const CompanySearch& search, table::Role role, std::span<const Profile> profiles) {
  for (int k = 0; k < key_kinds; ++k) {
    const CompanySearch::Cut& cut = search.cut(static_cast<KeyKind>(k));
    if (cut.pairs == 0) continue;
    const Node first{role, order(role)[static_cast<std::size_t>(cut.first - profiles.data())]};
    graph_.cut.push_back(cut_block(std::string(table::name_of(role)) + " against accounts by ", static_cast<KeyKind>(k), records(role), first, cut.searches, cut.pairs));
  }
}

// A link to a company whose ids contradict the record's is a conflict and goes to review.
bool Builder::link_to_account(Node node, const std::vector<StrongId>& strong_ids, std::int32_t account, const Comparison& comparison) {
  const Node to{table::Role::accounts, account};
  const Node opposed = strong_ids.empty() || decisions_->of(node, to) == true ? Node{} : contradicted(strong_ids, account);
  graph_.links.push_back(make_link(node, to, comparison, opposed.row < 0 ? Band::link : Band::review));
  if (opposed.row < 0) return true;
  Conflict conflict{"strong_ids", node, opposed, {}, contradicting_ids(records(node.role), node.row, records(opposed.role), opposed.row), {node}};
  if (!(opposed == to)) conflict.path.push_back(to);
  conflict.path.push_back(opposed);
  graph_.conflicts.push_back(std::move(conflict));
  return false;
}

// Customers and product accounts: each to the account that its own id names, else to the best by evidence.
void Builder::link_companies(table::Role role) {
  const Records& rows = records(role);
  if (role == table::Role::customers) graph_.customer_account.assign(static_cast<std::size_t>(rows.count), -1);
  if (rows.count == 0 || accounts_.of.empty()) return;
  Profiles profiles = reader_.read(rows, true, order(role));
  const Rarity counted(reader_, accounts_, 1, &account_pool_.grouping.group_of);
  counted.price(accounts_);
  counted.price(profiles);
  CompanyComparer comparer(reader_.words(), counted);
  comparer.set_shared_sites(&shared_sites_);
  CompanySearch search(accounts_, reader_.words(), counted, comparer);
  teach(comparer, search, profiles.of);
  std::vector<Found> found;
  for (std::size_t i = 0; i < profiles.of.size(); ++i) {
    const Profile& profile = profiles.of[i];
    const Node node{role, profiles.row[i]};
    const auto first_id = profiles.ids.begin() + profile.ids_at;
    const std::vector<StrongId> strong_ids(first_id, first_id + profile.ids_count);
    const auto add_link = [&](std::int32_t account, const Comparison& comparison) {
      if (!link_to_account(node, strong_ids, account, comparison)) return false;
      if (!strong_ids.empty()) bearers_[account_group_[static_cast<std::size_t>(account)]].push_back({node, strong_ids});
      return true;
    };
    search.find(profile, review_bits_, found);
    std::erase_if(found, [&](const Found& f) {
      const Node account{table::Role::accounts, accounts_.row[static_cast<std::size_t>(f.row)]};
      return decisions_->of(node, account) == false ||
             compare_ids(reader_.words(), profiles, profile, accounts_, accounts_.of[static_cast<std::size_t>(f.row)]).contradict;
    });
    const auto account_row = [&](const Found& f) { return accounts_.row[static_cast<std::size_t>(f.row)]; };
    const bool clear = !found.empty() && found[0].comparison.bits >= auto_bits_ &&
                       (found.size() < 2 || found[0].comparison.bits - found[1].comparison.bits >= 1000 || same_company(account_row(found[0]), account_row(found[1])));
    const std::int32_t named = ids(table::Role::accounts).find(rows.at(Field::account_id, node.row));
    std::int32_t chosen = -1;
    if (named >= 0) {
      // The id counts unless the evidence is clear for another company and against this one.
      const Millibits of_named = comparer.compare(profile, account_profile(named)).bits;
      const bool wrong = clear && !same_company(account_row(found[0]), named) && of_named < 0 && found[0].comparison.bits - of_named > 12000;
      Comparison comparison;
      comparison.add(Compared::ids, Outcome::key, certain);
      if (wrong) {
        const Node rival{table::Role::accounts, account_row(found[0])};
        graph_.conflicts.push_back({"wrong_account_id", node, {table::Role::accounts, named}, rival,
                                    "carries the id of another account than its name and domain fit", {node, rival}});
      } else {
        chosen = named;
        add_link(named, comparison);
      }
    }
    if (chosen < 0 && clear) {
      if (add_link(account_row(found[0]), found[0].comparison)) chosen = account_row(found[0]);
    } else if (chosen < 0) {
      for (std::size_t k = 0; k < std::min<std::size_t>(found.size(), 3); ++k) {
        graph_.links.push_back(make_link(node, {table::Role::accounts, account_row(found[k])}, found[k].comparison, Band::review));
      }
    }
    if (role == table::Role::customers) graph_.customer_account[static_cast<std::size_t>(node.row)] = chosen;
  }
  graph_.pairs_compared += search.compared();
  report_cuts(search, role, profiles.of);
}

Node Builder::contradicted(const std::vector<StrongId>& ids, std::int32_t account) const {
  const auto group = bearers_.find(account_group_[static_cast<std::size_t>(account)]);
  if (ids.empty() || group == bearers_.end()) return {};
  for (const Bearer& bearer : group->second) {
    for (const StrongId& id : ids) {
      bool kind = false;
      bool value = false;
      for (const StrongId& other : bearer.ids) {
        kind = kind || other.kind == id.kind;
        value = value || (other.kind == id.kind && other.value == id.value);
      }
      if (id.kind != 0 && kind && !value) return bearer.node;
    }
  }
  return {};
}

bool Builder::same_company(std::int32_t a, std::int32_t b) const {
  return account_group_[static_cast<std::size_t>(a)] == account_group_[static_cast<std::size_t>(b)];
}

void Builder::match_leads() {
  const Records& rows = records(table::Role::leads);
  graph_.leads.assign(static_cast<std::size_t>(rows.count), {});
  if (rows.count == 0 || accounts_.of.empty()) return;
  const Rarity rarity(reader_, accounts_, 1, &account_pool_.grouping.group_of);
  rarity.price(accounts_);
  rarity.price(persons_);
  CompanyComparer comparer(reader_.words(), rarity);
  comparer.set_shared_sites(&shared_sites_);
  CompanySearch search(accounts_, reader_.words(), rarity, comparer);
  const std::span<const Profile> profiles = std::span<const Profile>(persons_.of).subspan(persons_.of.size() - static_cast<std::size_t>(rows.count));
  teach(comparer, search, profiles);
  const std::vector<AccountFacts> facts = account_facts(tables_, ids(table::Role::accounts), graph_.customer_account);

  // Accounts by their website's host and registrable domain.
  std::vector<std::pair<Word, std::int32_t>> by_host;
  std::vector<std::pair<Word, std::int32_t>> by_site;
  for (std::size_t i = 0; i < accounts_.of.size(); ++i) {
    if (accounts_.of[i].web_host == 0) continue;
    by_host.emplace_back(accounts_.of[i].web_host, static_cast<std::int32_t>(i));
    by_site.emplace_back(accounts_.of[i].web_site, static_cast<std::int32_t>(i));
  }
  std::sort(by_host.begin(), by_host.end());
  std::sort(by_site.begin(), by_site.end());
  // Accounts of the contacts with a mail address.
  std::vector<std::pair<std::uint64_t, std::int32_t>> by_mail;
  const Records& contacts = records(table::Role::contacts);
  if (contacts.has(Field::account_id) && contacts.has(Field::email)) {
    const bool tags = is_switched_on(settings_, "plus_tags");
    const bool dots = is_switched_on(settings_, "gmail_dots");
    for (std::int64_t row = 0; row < contacts.count; ++row) {
      const std::int32_t account = ids(table::Role::accounts).find(contacts.at(Field::account_id, row));
      const Mail mail = read_mail(contacts.at(Field::email, row), tags, dots);
      if (account >= 0 && !mail.address.empty()) by_mail.emplace_back(hash(mail.address), account);
    }
    std::sort(by_mail.begin(), by_mail.end());
    by_mail.erase(std::unique(by_mail.begin(), by_mail.end()), by_mail.end());
  }

  const auto account_node = [&](std::int32_t row) { return Node{table::Role::accounts, row}; };
  const bool told = !decisions_->empty();
  std::vector<Found> found;
  for (std::size_t i = 0; i < profiles.size(); ++i) {
    const Profile& profile = profiles[i];
    const Node node{table::Role::leads, order(table::Role::leads)[i]};
    LeadMatch& match = graph_.leads[static_cast<std::size_t>(node.row)];
    const auto first_id = persons_.ids.begin() + profile.ids_at;
    const std::vector<StrongId> strong_ids(first_id, first_id + profile.ids_count);
    const auto refused = [&](std::int32_t account) { return told && decisions_->of(node, account_node(account)) == false; };
    const auto choose = [&](MatchKind kind, std::vector<std::int32_t> accounts, const std::vector<std::int32_t>* scores) {
      match.kind = kind;
      match.candidates_at = static_cast<std::uint32_t>(graph_.candidates.size());
      match.candidate_count = static_cast<std::uint32_t>(accounts.size());
      for (std::size_t k = 0; k < accounts.size(); ++k) graph_.candidates.push_back({accounts[k], scores != nullptr ? (*scores)[k] : 1000});
      const std::uint64_t lead_host = profile.mail_host != 0 ? reader_.words().hash_of(profile.mail_host) : 0;
      const Choice choice = settle(std::move(accounts), facts, settings_.tie_breakers, profile.country, lead_host);
      match.account = choice.account;
      match.settled_by = static_cast<std::int8_t>(choice.settled_by);
      match.ambiguous = choice.account < 0;
      if (match.ambiguous) match.kind = MatchKind::none;
    };

    // What keys settle.
    if (const std::int32_t named = ids(table::Role::accounts).find(rows.at(Field::account_id, node.row)); named >= 0) {
      choose(MatchKind::account_id, {named}, nullptr);
      Comparison comparison;
      comparison.add(Compared::ids, Outcome::key, certain);
      link_to_account(node, strong_ids, named, comparison);
      continue;
    }
    const std::int32_t told_account = told ? decisions_->account_of(node) : -1;
    if (told_account >= 0) {
      choose(MatchKind::scored, {told_account}, nullptr);
      Comparison comparison;
      comparison.add(Compared::decision, Outcome::told_same, certain);
      link_to_account(node, strong_ids, told_account, comparison);
      continue;
    }
    const auto accounts_with = [&](Word host, Word site) {
      std::vector<std::int32_t> accounts;
      if (is_shared(site)) return accounts;
      const auto collect = [&](const std::vector<std::pair<Word, std::int32_t>>& by, Word w) {
        for (auto at = std::lower_bound(by.begin(), by.end(), std::pair<Word, std::int32_t>{w, 0}); at != by.end() && at->first == w; ++at) {
          const std::int32_t account = accounts_.row[static_cast<std::size_t>(at->second)];
          if (!refused(account)) accounts.push_back(account);
        }
      };
      if (host != 0) collect(by_host, host);
      if (host != 0 && accounts.empty()) collect(by_site, site);
      return accounts;
    };
    const std::vector<std::int32_t> of_domain = accounts_with(profile.mail_host, profile.mail_site);
    if (of_domain.size() == 1) {
      choose(MatchKind::domain, of_domain, nullptr);
      const Profile& account = account_profile(of_domain[0]);
      Comparison comparison = comparer.compare(profile, account);
      if (!is_sister(profile, account, comparison)) {
        comparison.bits = std::max(comparison.bits, auto_bits_);
        link_to_account(node, strong_ids, of_domain[0], comparison);
        continue;
      }
      // The domain decides the lead. The graph links it to the sister that the evidence is clearly for, and
      // leaves the one of the domain to a reviewer.
      search.find(profile, review_bits_, found);
      std::erase_if(found, [&](const Found& f) { return accounts_.row[static_cast<std::size_t>(f.row)] == of_domain[0]; });
      if (!found.empty() && found[0].comparison.bits >= auto_bits_ && (found.size() < 2 || found[0].comparison.bits - found[1].comparison.bits >= 1000) &&
          !is_sister(profile, accounts_.of[static_cast<std::size_t>(found[0].row)], found[0].comparison) &&
          !refused(accounts_.row[static_cast<std::size_t>(found[0].row)])) {
        link_to_account(node, strong_ids, accounts_.row[static_cast<std::size_t>(found[0].row)], found[0].comparison);
      } else if (found.empty() && comparison.bits >= auto_bits_ && !is_sister_elsewhere(profile, account, comparison)) {
        link_to_account(node, strong_ids, of_domain[0], comparison);
        continue;
      }
      graph_.links.push_back(make_link(node, account_node(of_domain[0]), comparison, Band::review));
      continue;
    }
    search.find(profile, review_bits_, found);
    if (told || !strong_ids.empty()) {
      std::erase_if(found, [&](const Found& f) {
        const std::int32_t account = accounts_.row[static_cast<std::size_t>(f.row)];
        return refused(account) || (!strong_ids.empty() && contradicted(strong_ids, account).row >= 0);
      });
    }
    const auto account_row = [&](const Found& f) { return accounts_.row[static_cast<std::size_t>(f.row)]; };

    std::vector<std::int32_t> of_mail;
    if (of_domain.empty() && profile.mail != 0) {
      for (auto at = std::lower_bound(by_mail.begin(), by_mail.end(), std::pair<std::uint64_t, std::int32_t>{profile.mail, 0});
           at != by_mail.end() && at->first == profile.mail; ++at) {
        if (!refused(at->second)) of_mail.push_back(at->second);
      }
    }
    // Scored candidates: those less than a bit behind the best.
    std::vector<std::int32_t> of_score;
    std::vector<std::int32_t> scores;
    bool one_company = true;
    for (const Found& f : found) {
      if (f.comparison.bits < auto_bits_ || found[0].comparison.bits - f.comparison.bits >= 1000) break;
      of_score.push_back(account_row(f));
      scores.push_back(probability(f.comparison.bits));
      one_company = one_company && same_company(of_score[0], of_score.back());
    }
    if (of_domain.size() > 1) {
      choose(MatchKind::domain, of_domain, nullptr);
    } else if (!of_mail.empty()) {
      choose(MatchKind::email, of_mail, nullptr);
    } else if (!of_score.empty()) {
      choose(MatchKind::scored, of_score, &scores);
    } else if (const std::vector<std::int32_t> of_website = accounts_with(profile.web_host, profile.web_site); of_website.size() == 1) {
      // The lead's own `domain` decides it; what the graph links stays a matter of all the evidence.
      choose(MatchKind::domain, of_website, nullptr);
      const Comparison comparison = comparer.compare(profile, account_profile(of_website[0]));
      graph_.links.push_back(make_link(node, account_node(of_website[0]), comparison, Band::review));
      continue;
    }
    // The link of the graph: the account that was chosen, else the best of one company by evidence.
    if (match.account >= 0) {
      Comparison comparison = comparer.compare(profile, account_profile(match.account));
      comparison.bits = std::max(comparison.bits, auto_bits_);
      link_to_account(node, strong_ids, match.account, comparison);
    } else if (!of_score.empty() && one_company && of_mail.empty()) {
      link_to_account(node, strong_ids, of_score[0], found[0].comparison);
    } else {
      for (std::size_t k = 0; k < std::min<std::size_t>(found.size(), 3); ++k) {
        graph_.links.push_back(make_link(node, account_node(account_row(found[k])), found[k].comparison, Band::review));
      }
    }
  }
  graph_.pairs_compared += search.compared();
  report_cuts(search, table::Role::leads, profiles);
}

void Builder::read_persons() {
  persons_.of.reserve(static_cast<std::size_t>(records(table::Role::contacts).count + records(table::Role::leads).count));
  for (const table::Role role : {table::Role::contacts, table::Role::leads}) {
    reader_.read_into(records(role), false, order(role), persons_);
    for (const std::int32_t row : order(role)) person_pool_.nodes.push_back({role, row});
  }
}

void Builder::group_persons() {
  const Profiles& persons = persons_;
  if (persons.of.empty()) return;
  const PersonRarity rarity(reader_.words(), {&persons});
  PersonComparer comparer(reader_.words(), rarity);
  Blocks blocks(40);
  const bool bare_names = persons.of.size() <= small_table;
  std::vector<std::uint64_t> keys;
  for (std::size_t i = 0; i < persons.of.size(); ++i) {
    keys.clear();
    person_keys(persons, persons.of[i], reader_.words(), bare_names, keys);
    for (const std::uint64_t key : keys) blocks.add(key, static_cast<std::int32_t>(i));
  }
  blocks.build();
  for (const Blocks::Block& block : blocks.all()) {
    const std::int64_t n = block.size();
    if (n <= blocks.most_rows()) continue;
    const Node first = person_pool_.nodes[static_cast<std::size_t>(blocks.rows()[static_cast<std::size_t>(block.from)])];
    const KeyKind kind = kind_of_key(block.key);
    graph_.cut.push_back(cut_block("persons by ", kind, records(first.role), first, n, pairs_left_out(kind, n)));
  }
  const auto compare = [&](std::int32_t a, std::int32_t b) {
    return comparer.compare(persons, persons.of[static_cast<std::size_t>(a)], persons, persons.of[static_cast<std::size_t>(b)]);
  };
  const table::Block<RowPair> pairs = pairs_of(blocks);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (i + ahead < pairs.size()) prefetch(persons.of[static_cast<std::size_t>(second_of(pairs[i + ahead]))]);
    const std::int32_t a = first_of(pairs[i]);
    const std::int32_t b = second_of(pairs[i]);
    const Comparison comparison = compare(a, b);
    ++graph_.pairs_compared;
    if (comparison.namesakes) person_pool_.namesakes.emplace_back(a, b);
    if (comparison.bits >= review_bits_ - 5000) person_pool_.pairs.push_back({a, b, comparison});
  }
  Millibits prior = rarity.prior();
  estimate_prior(person_pool_.pairs, static_cast<std::int64_t>(persons.of.size()), 1000, prior);
  comparer.set_prior(prior);
  if (!person_pool_.namesakes.empty()) add_ambiguous(person_pool_.pairs, person_pool_.namesakes);
  join(person_pool_, persons, compare);
  link_pool(person_pool_);
  report_conflicts(person_pool_, persons);

  // A lead of a group with a contact repeats the contact; else it repeats the group's earliest lead.
  const Records& leads = records(table::Role::leads);
  std::map<std::int32_t, std::vector<std::int32_t>> groups;
  for (std::size_t i = 0; i < person_pool_.nodes.size(); ++i) {
    const std::int32_t head = person_pool_.grouping.group_of[i];
    if (head != static_cast<std::int32_t>(i)) groups[head].push_back(static_cast<std::int32_t>(i));
  }
  for (auto& [head, others] : groups) {
    others.insert(others.begin(), head);
    Node first = person_pool_.nodes[static_cast<std::size_t>(head)];
    if (first.role != table::Role::contacts) {
      std::string earliest;
      for (const std::int32_t i : others) {
        const Node node = person_pool_.nodes[static_cast<std::size_t>(i)];
        std::string time = sortable_time(leads.at(Field::created_at, node.row));
        if (time.empty()) time = "~";                       // unknown: after all others
        if (!earliest.empty() && !(time < earliest)) continue;
        earliest = std::move(time);
        first = node;
      }
    }
    for (const std::int32_t i : others) {
      const Node node = person_pool_.nodes[static_cast<std::size_t>(i)];
      if (node.role == table::Role::leads && !(node == first)) graph_.leads[static_cast<std::size_t>(node.row)].duplicate_of = first;
    }
  }
}

Node Builder::survivor_of(const std::vector<Node>& members) const {
  Node best = members[0];
  std::string best_time;
  std::int64_t best_filled = -1;
  for (const Node node : members) {
    if (node.role != members[0].role) continue;             // accounts before customers, contacts before leads
    const Records& rows = records(node.role);
    if (settings_.survivor == Survivor::most_complete) {
      std::int64_t filled = 0;
      for (const auto& column : rows.columns) filled += !column.empty() && !text::is_blank(column[static_cast<std::size_t>(node.row)]);
      if (filled > best_filled) {
        best_filled = filled;
        best = node;
      }
      continue;
    }
    const std::string time = sortable_time(rows.at(Field::created_at, node.row));
    if (time.empty()) continue;
    if (best_time.empty() || (settings_.survivor == Survivor::oldest ? time < best_time : time > best_time)) {
      best_time = time;
      best = node;
    }
  }
  return best;
}

void Builder::make_clusters() {
  const auto rank = [](Node n) { return static_cast<int>(n.role == table::Role::contacts ? -1 : static_cast<int>(n.role)); };
  // Companies: groups of accounts with the customers and product accounts linked to them.
  std::map<std::int32_t, std::vector<Node>> companies;
  for (std::size_t i = 0; i < account_pool_.nodes.size(); ++i) {
    companies[account_pool_.grouping.group_of[i]].push_back(account_pool_.nodes[i]);
  }
  std::vector<std::int32_t> place(account_pool_.nodes.size());
  for (std::size_t i = 0; i < account_pool_.nodes.size(); ++i) place[static_cast<std::size_t>(account_pool_.nodes[i].row)] = account_pool_.grouping.group_of[i];
  for (const Link& link : graph_.links) {
    if (link.band != Band::link || link.right.role != table::Role::accounts) continue;
    if (link.left.role != table::Role::customers && link.left.role != table::Role::product_accounts) continue;
    companies[place[static_cast<std::size_t>(link.right.row)]].push_back(link.left);
  }
  graph_.account_cluster.assign(static_cast<std::size_t>(records(table::Role::accounts).count), -1);
  const auto add = [&](std::vector<Node> members) {
    if (members.size() < 2) return;
    std::stable_sort(members.begin(), members.end(), [&](Node a, Node b) {
      if (a.role != b.role) return rank(a) < rank(b);
      const int by_id = records(a.role).at(Field::id, a.row).compare(records(b.role).at(Field::id, b.row));
      return by_id < 0;
    });
    for (const Node node : members) {
      if (node.role == table::Role::accounts) graph_.account_cluster[static_cast<std::size_t>(node.row)] = static_cast<std::int32_t>(graph_.clusters.size());
    }
    graph_.clusters.push_back({members, survivor_of(members)});
  };
  for (auto& [head, members] : companies) add(std::move(members));
  const auto add_pool = [&](const Pool& pool) {
    std::map<std::int32_t, std::vector<Node>> groups;
    for (std::size_t i = 0; i < pool.nodes.size(); ++i) groups[pool.grouping.group_of[i]].push_back(pool.nodes[i]);
    for (auto& [head, members] : groups) add(std::move(members));
  };
  if (!customer_pool_.nodes.empty()) add_pool(customer_pool_);
  if (!person_pool_.nodes.empty()) add_pool(person_pool_);
}

Graph Builder::build() {
  read_tables();
  group_companies(table::Role::accounts, account_pool_);
  link_pool(account_pool_);
  account_place_.resize(accounts_.row.size());
  for (std::size_t i = 0; i < accounts_.row.size(); ++i) account_place_[static_cast<std::size_t>(accounts_.row[i])] = static_cast<std::int32_t>(i);
  account_group_.resize(static_cast<std::size_t>(records(table::Role::accounts).count));
  for (std::size_t i = 0; i < account_pool_.nodes.size(); ++i) {
    account_group_[static_cast<std::size_t>(account_pool_.nodes[i].row)] =
        account_pool_.nodes[static_cast<std::size_t>(account_pool_.grouping.group_of[i])].row;
  }
  for (std::size_t i = 0; i < accounts_.of.size(); ++i) {
    const Profile& p = accounts_.of[i];
    if (p.ids_count == 0) continue;
    const auto from = accounts_.ids.begin() + p.ids_at;
    bearers_[account_group_[static_cast<std::size_t>(accounts_.row[i])]].push_back({account_pool_.nodes[i], {from, from + p.ids_count}});
  }
  if (accounts_.of.empty() && records(table::Role::customers).count > 0) {
    group_companies(table::Role::customers, customer_pool_);
    link_pool(customer_pool_);
  }
  link_companies(table::Role::customers);
  link_companies(table::Role::product_accounts);
  read_persons();
  match_leads();
  group_persons();
  make_clusters();
  settle_cut_blocks(graph_.cut);
  for (const std::string& id : reader_.damaged) graph_.notes.push_back("damaged by a spreadsheet: " + id);
  return std::move(graph_);
}

Graph link(const Tables& tables, const Settings& settings) { return Builder(tables, settings).build(); }

}  // namespace leadwright::identity
