#include <gtest/gtest.h>

#include "identity/random_world.h"

namespace leadwright::identity {
namespace {

constexpr Field strong_ids[] = {Field::tax_id, Field::lei, Field::external_id};

bool contradict(const Tables& tables, Node a, Node b) {
  for (const Field field : strong_ids) {
    const std::string_view x = tables[a.role].at(field, a.row);
    const std::string_view y = tables[b.role].at(field, b.row);
    if (!x.empty() && !y.empty() && x != y) return true;
  }
  return false;
}
std::string name(const Tables& tables, Node n) {
  return std::string(table::name_of(n.role)) + ":" + std::string(tables[n.role].at(Field::id, n.row));
}

TEST(Properties, TheOrderOfRowsOfNoTableChangesAnything) {
  for (const int size : {12, 40, 130}) {
    for (std::uint32_t seed = 1; seed <= 5; ++seed) {
      RandomWorld world(seed * 77 + static_cast<std::uint32_t>(size), size);
      const std::string first = world.answers();
      for (std::uint32_t order = 1; order <= 3; ++order) {
        world.shuffle(order);
        ASSERT_EQ(world.answers(), first) << "size " << size << ", seed " << seed << ", order " << order;
      }
    }
  }
}

TEST(Properties, NoLinkAndNoClusterHoldsIdsThatContradict) {
  std::size_t conflicts = 0;
  for (const int size : {6, 25, 90}) {
    for (std::uint32_t seed = 1; seed <= 25; ++seed) {
      RandomWorld world(seed * 31 + static_cast<std::uint32_t>(size), size);
      world.forget_decisions();              // a person may say otherwise
      const Tables& tables = world.tables();
      const Graph graph = link(tables, world.settings());
      conflicts += graph.conflicts.size();
      for (const Link& l : graph.links) {
        ASSERT_FALSE(l.band == Band::link && contradict(tables, l.left, l.right)) << name(tables, l.left) << " and " << name(tables, l.right) << ", seed " << seed;
      }
      for (const Cluster& cluster : graph.clusters) {
        for (const Node a : cluster.members) {
          for (const Node b : cluster.members) ASSERT_FALSE(contradict(tables, a, b)) << name(tables, a) << " and " << name(tables, b) << ", seed " << seed;
        }
      }
    }
  }
  EXPECT_GT(conflicts, 100U);                // the worlds are hard enough to show it
}

}  // namespace
}  // namespace leadwright::identity
