#include "identity/cluster.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace leadwright::identity {
namespace {
// Cross pairs that are scored for the average, evenly spread: many between small groups, a few between large
// ones, so that a million equal records cost a million times a few.
constexpr std::size_t many_pairs = 400;
constexpr std::size_t few_pairs = 24;
constexpr std::size_t most_id_pairs = 1000000;    // groups with more different ids than that are left apart
}

Grouping group(std::int32_t records, const std::vector<Edge>& edges, const Joining& joining) {
  Grouping grouping;
  std::vector<std::int32_t> parent(static_cast<std::size_t>(records));
  std::iota(parent.begin(), parent.end(), 0);
  std::vector<std::vector<std::int32_t>> members(static_cast<std::size_t>(records));
  const auto find = [&](std::int32_t x) {
    while (parent[static_cast<std::size_t>(x)] != x) {
      parent[static_cast<std::size_t>(x)] = parent[static_cast<std::size_t>(parent[static_cast<std::size_t>(x)])];
      x = parent[static_cast<std::size_t>(x)];
    }
    return x;
  };
  std::vector<std::int32_t> head(parent);                                // the first record of each group
  // Of each group one record for each set of strong ids in it.
  std::vector<std::vector<std::int32_t>> bearers(static_cast<std::size_t>(records));
  std::vector<std::uint64_t> id_hash(static_cast<std::size_t>(records));
  for (std::int32_t i = 0; i < records; ++i) {
    id_hash[static_cast<std::size_t>(i)] = joining.ids(i);
    if (id_hash[static_cast<std::size_t>(i)] != 0) bearers[static_cast<std::size_t>(i)].push_back(i);
  }
  const auto members_of = [&](std::int32_t root) -> std::vector<std::int32_t>& {
    auto& list = members[static_cast<std::size_t>(root)];
    if (list.empty()) list.push_back(root);
    return list;
  };
  // Of each record those that may not be in its group.
  std::map<std::int32_t, std::vector<std::int32_t>> told_apart;
  std::map<std::int32_t, std::vector<std::int32_t>> namesakes;
  for (const auto& [a, b] : joining.told_apart) {
    told_apart[a].push_back(b);
    told_apart[b].push_back(a);
  }
  for (const auto& [a, b] : joining.namesakes) {
    namesakes[a].push_back(b);
    namesakes[b].push_back(a);
  }
  const auto holds_any_of = [&](std::int32_t root, const std::vector<std::int32_t>& records_of, const auto& apart) {
    return !apart.empty() && std::any_of(records_of.begin(), records_of.end(), [&](std::int32_t record) {
      const auto others = apart.find(record);
      return others != apart.end() && std::any_of(others->second.begin(), others->second.end(), [&](std::int32_t other) { return find(other) == root; });
    });
  };
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    if (edges[i].bits >= joining.least) order.push_back(i);
  }
  const auto least_of = [&](const Edge& e) { return joining.before(e.b, e.a) ? e.b : e.a; };
  const auto other_of = [&](const Edge& e) { return joining.before(e.b, e.a) ? e.a : e.b; };
  std::sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
    const Edge& p = edges[x];
    const Edge& q = edges[y];
    if (p.bits != q.bits) return p.bits > q.bits;
    if (least_of(p) != least_of(q)) return joining.before(least_of(p), least_of(q));
    return other_of(p) != other_of(q) && joining.before(other_of(p), other_of(q));
  });
  for (const std::size_t at : order) {
    const std::int32_t x = find(edges[at].a);
    const std::int32_t y = find(edges[at].b);
    if (x == y) {
      grouping.joined.push_back(at);
      continue;
    }
    auto& left = members_of(x);
    auto& right = members_of(y);
    const auto& ids_left = bearers[static_cast<std::size_t>(x)];
    const auto& ids_right = bearers[static_cast<std::size_t>(y)];
    bool conflict = ids_left.size() * ids_right.size() > most_id_pairs;
    for (std::size_t i = 0; i < ids_left.size() && !conflict; ++i) {
      for (std::size_t j = 0; j < ids_right.size() && !conflict; ++j) conflict = joining.contradict(ids_left[i], ids_right[j]);
    }
    const std::int32_t larger = left.size() < right.size() ? y : x;
    const auto& smaller = left.size() < right.size() ? left : right;
    if (conflict || holds_any_of(larger, smaller, told_apart)) {
      grouping.in_conflict.push_back(at);
      continue;
    }
    if (holds_any_of(larger, smaller, namesakes)) {
      grouping.against_average.push_back(at);
      continue;
    }
    const std::size_t pairs = left.size() * right.size();
    if (pairs > 1) {
      const std::size_t step = pairs <= 10 * many_pairs ? pairs / many_pairs + 1 : pairs / few_pairs + 1;
      std::int64_t sum = 0;
      std::int64_t count = 0;
      for (std::size_t k = 0; k < pairs; k += step) {
        sum += std::clamp(joining.compare(left[k / right.size()], right[k % right.size()]), joining.least_of_pair, 20000);
        ++count;
      }
      if (sum < joining.least_average * count) {
        grouping.against_average.push_back(at);
        continue;
      }
    }
    const bool swap = left.size() < right.size();
    const std::int32_t kept = swap ? y : x;
    const std::int32_t gone = swap ? x : y;
    auto& into = swap ? right : left;
    auto& from = swap ? left : right;
    parent[static_cast<std::size_t>(gone)] = kept;
    if (joining.before(head[static_cast<std::size_t>(gone)], head[static_cast<std::size_t>(kept)])) {
      head[static_cast<std::size_t>(kept)] = head[static_cast<std::size_t>(gone)];
    }
    into.insert(into.end(), from.begin(), from.end());
    from = {};
    auto& ids_into = bearers[static_cast<std::size_t>(kept)];
    for (const std::int32_t bearer : bearers[static_cast<std::size_t>(gone)]) {
      const bool known = std::any_of(ids_into.begin(), ids_into.end(), [&](std::int32_t other) {
        return id_hash[static_cast<std::size_t>(other)] == id_hash[static_cast<std::size_t>(bearer)];
      });
      if (!known) ids_into.push_back(bearer);
    }
    bearers[static_cast<std::size_t>(gone)] = {};
    grouping.joined.push_back(at);
  }
  grouping.group_of.resize(static_cast<std::size_t>(records));
  for (std::int32_t i = 0; i < records; ++i) {
    grouping.group_of[static_cast<std::size_t>(i)] = head[static_cast<std::size_t>(find(i))];
  }
  return grouping;
}

}  // namespace leadwright::identity
