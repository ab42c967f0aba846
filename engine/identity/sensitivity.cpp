// What would change if one setting moved.

#include <algorithm>
#include <set>

#include "base/text.h"
#include "identity/build.h"
#include "identity/domain.h"
#include "identity/hash.h"
#include "identity/order.h"
#include "identity/place.h"

namespace leadwright::identity {
namespace {
constexpr std::size_t most_rows_named = 100;
constexpr std::size_t most_merges = 20;
}

Sensitivity sensitivity(const Graph& graph, const Tables& tables, const Settings& settings) {
  Sensitivity result;
  const Records& leads = tables[table::Role::leads];
  const Records& accounts = tables[table::Role::accounts];
  const auto owner = [&](std::int32_t account) { return account < 0 ? std::string() : text::fold(accounts.at(Field::owner, account)); };
  const Ids ids(accounts, rows_in_order(accounts), true);
  const std::vector<AccountFacts> facts = account_facts(tables, ids, graph.customer_account);

  std::vector<std::int32_t> several;            // leads with two candidates and more
  for (std::size_t row = 0; row < graph.leads.size(); ++row) {
    const LeadMatch& match = graph.leads[row];
    result.ambiguous += match.ambiguous;
    if (match.candidate_count > 1) several.push_back(static_cast<std::int32_t>(row));
  }
  result.several_candidates = static_cast<std::int64_t>(several.size());

  const auto add = [&](std::string what, const std::vector<std::int32_t>& rows) {
    Sensitivity::Change change;
    change.what = std::move(what);
    change.leads = static_cast<std::int64_t>(rows.size());
    change.rows.assign(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), most_rows_named)));
    result.changes.push_back(std::move(change));
  };
  const auto candidates_of = [&](const LeadMatch& match) {
    std::vector<std::int32_t> list;
    for (std::uint32_t i = 0; i < match.candidate_count; ++i) list.push_back(graph.candidates[match.candidates_at + i].account);
    return list;
  };
  struct LeadFacts {
    std::uint16_t country;
    std::uint64_t host;
  };
  std::vector<LeadFacts> lead_facts;            // of `several`
  for (const std::int32_t row : several) {
    const Mail mail = read_mail(leads.at(Field::email, row));
    lead_facts.push_back({pack_country(find_country(leads.at(Field::country, row))), mail.host.empty() ? 0 : hash(mail.host)});
  }
  const auto with_tie_breakers = [&](const std::vector<TieBreaker>& moved) {
    std::vector<std::int32_t> rows;
    for (std::size_t i = 0; i < several.size(); ++i) {
      const std::int32_t row = several[i];
      const LeadMatch& match = graph.leads[static_cast<std::size_t>(row)];
      const Choice choice = settle(candidates_of(match), facts, moved, lead_facts[i].country, lead_facts[i].host);
      if (owner(choice.account) != owner(match.account)) rows.push_back(row);
    }
    return rows;
  };
  for (std::size_t i = 0; i < settings.tie_breakers.size(); ++i) {
    std::vector<TieBreaker> without = settings.tie_breakers;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    add("without tie-breaker " + std::string(name_of(settings.tie_breakers[i])), with_tie_breakers(without));
    if (i > 0) {
      std::vector<TieBreaker> earlier = settings.tie_breakers;
      std::swap(earlier[i - 1], earlier[i]);
      add("tie-breaker " + std::string(name_of(settings.tie_breakers[i])) + " before " + std::string(name_of(settings.tie_breakers[i - 1])),
          with_tie_breakers(earlier));
    }
  }
  for (int t = 0; t <= static_cast<int>(TieBreaker::oldest); ++t) {
    const auto breaker = static_cast<TieBreaker>(t);
    if (std::find(settings.tie_breakers.begin(), settings.tie_breakers.end(), breaker) != settings.tie_breakers.end()) continue;
    std::vector<TieBreaker> more = settings.tie_breakers;
    more.push_back(breaker);
    add("with tie-breaker " + std::string(name_of(breaker)) + " at the end", with_tie_breakers(more));
  }

  // One threshold moved: only leads found by score move with it.
  std::vector<std::int32_t> best(graph.leads.size(), 0);
  std::vector<std::int32_t> best_account(graph.leads.size(), -1);
  for (const Link& link : graph.links) {
    if (link.left.role != table::Role::leads || link.right.role != table::Role::accounts) continue;
    const auto row = static_cast<std::size_t>(link.left.row);
    if (link.score <= best[row]) continue;
    best[row] = link.score;
    best_account[row] = link.right.row;
  }
  for (const std::int32_t moved : {settings.auto_score - 35, settings.auto_score + (1000 - settings.auto_score) / 2}) {
    const std::int32_t threshold = std::clamp(moved, 1, 1000);
    std::vector<std::int32_t> rows;
    for (std::size_t row = 0; row < graph.leads.size(); ++row) {
      const LeadMatch& match = graph.leads[row];
      const bool loses = threshold > settings.auto_score && match.kind == MatchKind::scored && match.account >= 0 && best[row] < threshold;
      const bool gains = threshold < settings.auto_score && match.account < 0 && !match.ambiguous && best[row] >= threshold && best_account[row] >= 0;
      if ((loses && !owner(match.account).empty()) || (gains && !owner(best_account[row]).empty())) rows.push_back(static_cast<std::int32_t>(row));
    }
    std::string text = "auto 0.";
    text += std::to_string(1000 + threshold).substr(1);
    add(threshold == 1000 ? "auto 1.000" : text, rows);
  }

  // One pair of accounts merged: the ambiguous leads between the two are settled.
  std::map<std::pair<std::int32_t, std::int32_t>, std::vector<std::int32_t>> merges;
  for (const std::int32_t row : several) {
    const LeadMatch& match = graph.leads[static_cast<std::size_t>(row)];
    if (match.candidate_count != 2) continue;
    const std::vector<std::int32_t> two = candidates_of(match);
    if (match.account < 0 || owner(two[0]) != owner(two[1])) merges[std::minmax(two[0], two[1])].push_back(row);
  }
  std::vector<std::pair<std::pair<std::int32_t, std::int32_t>, std::vector<std::int32_t>>> sorted(merges.begin(), merges.end());
  const auto id = [&](std::int32_t row) { return std::string(trim_id(accounts.at(Field::id, row))); };
  std::sort(sorted.begin(), sorted.end(), [&](const auto& x, const auto& y) {
    if (x.second.size() != y.second.size()) return x.second.size() > y.second.size();
    return std::minmax(id(x.first.first), id(x.first.second)) < std::minmax(id(y.first.first), id(y.first.second));
  });
  if (sorted.size() > most_merges) sorted.resize(most_merges);
  for (const auto& [pair, rows] : sorted) {
    std::string x = id(pair.first);
    std::string y = id(pair.second);
    if (y < x) std::swap(x, y);
    add("accounts " + x + " and " + y + " merged", rows);
  }
  return result;
}

}  // namespace leadwright::identity
