#include "identity/cluster.h"

#include <algorithm>
#include <numeric>

namespace leadwright::identity {
namespace {
constexpr std::size_t most_cross_pairs = 400;     // scored for the average; evenly spread beyond that
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
  const auto members_of = [&](std::int32_t root) -> std::vector<std::int32_t>& {
    auto& list = members[static_cast<std::size_t>(root)];
    if (list.empty()) list.push_back(root);
    return list;
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
    bool conflict = false;
    for (std::size_t i = 0; i < left.size() && !conflict; ++i) {
      for (std::size_t j = 0; j < right.size() && !conflict; ++j) conflict = joining.contradict(left[i], right[j]);
    }
    if (conflict) {
      grouping.in_conflict.push_back(at);
      continue;
    }
    const std::size_t pairs = left.size() * right.size();
    if (pairs > 1) {
      const std::size_t step = pairs / most_cross_pairs + 1;
      std::int64_t sum = 0;
      std::int64_t count = 0;
      for (std::size_t k = 0; k < pairs; k += step) {
        sum += std::clamp(joining.compare(left[k / right.size()], right[k % right.size()]), -20000, 20000);
        ++count;
      }
      if (sum < joining.least_average * count) {
        grouping.against_average.push_back(at);
        continue;
      }
    }
    const bool swap = left.size() < right.size();
    auto& into = swap ? right : left;
    auto& from = swap ? left : right;
    parent[static_cast<std::size_t>(swap ? x : y)] = swap ? y : x;
    into.insert(into.end(), from.begin(), from.end());
    std::sort(into.begin(), into.end(), joining.before);
    from.clear();
    from.shrink_to_fit();
    grouping.joined.push_back(at);
  }
  grouping.group_of.resize(static_cast<std::size_t>(records));
  for (std::int32_t i = 0; i < records; ++i) {
    const std::int32_t root = find(i);
    const auto& list = members[static_cast<std::size_t>(root)];
    grouping.group_of[static_cast<std::size_t>(i)] = list.empty() ? root : list.front();
  }
  return grouping;
}

}  // namespace leadwright::identity
