// The ID graph told: links, clusters, conflicts, what a person should review, and subscriptions against
// opportunities.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "identity/identity.h"
#include "workspace/workspace.h"

namespace leadwright::report {

// A graph with the records that it was made from.
struct GraphView {
  std::shared_ptr<const workspace::Workspace> workspace;
  std::shared_ptr<const identity::Graph> graph;
  std::vector<std::shared_ptr<const std::vector<std::string_view>>> hold;
  identity::Tables tables;
  identity::Settings settings;
};
GraphView view_graph(std::shared_ptr<const workspace::Workspace>, std::shared_ptr<const identity::Graph>);

// links.csv, clusters.csv, conflicts.csv or drift.csv; empty for any other name.
std::string graph_csv(const GraphView&, std::string_view name);

std::string match_json(const GraphView&);
std::string match_text(const GraphView&, int width);

// A record as people name it: `accounts:A1`, or an id that one table alone has.
Result<identity::Node> find_record(const GraphView&, std::string_view name);
std::string why_json(const GraphView&, identity::Node a, identity::Node b);
std::string why_text(const GraphView&, identity::Node a, identity::Node b, int width);

std::string reconcile_json(const GraphView&);
std::string reconcile_text(const GraphView&, int width);

}  // namespace leadwright::report
