#include "report/graph.h"

#include <algorithm>
#include <map>

#include "base/json.h"
#include "base/text.h"
#include "report/report.h"
#include "report/text_table.h"

namespace leadwright::report {
namespace {

using identity::Node;
using table::Role;

constexpr std::size_t shown_domains = 20;
constexpr std::size_t shown_rows = 10;
constexpr std::size_t shown_reviews = 500;  // a review queue longer than this is worked off in parts

std::string id_of(const GraphView& view, Node node) {
  if (node.row < 0) return {};
  return std::string(text::trim(view.tables[node.role].at(identity::Field::id, node.row)));
}

std::string name_of_record(const GraphView& view, Node node) {
  return std::string(table::name_of(node.role)) + ":" + id_of(view, node);
}

void put_cells(json::Writer& w, const GraphView& view, Node node) {
  w.object();
  const workspace::RoleTable* rows = view.workspace->find(node.role);
  for (std::size_t f = 0; rows != nullptr && f < rows->fields.size(); ++f) {
    const auto field = static_cast<int>(f);
    if (!rows->has_column(field)) continue;
    const std::string_view cell = rows->sheet.cell(node.row, field);
    if (!text::is_blank(cell)) w.field(rows->fields[f], cell);
  }
  w.end();
}

void put_node(json::Writer& w, const GraphView& view, std::string_view side, Node node) {
  w.field(std::string(side) + "_table", table::name_of(node.role)).field(std::string(side) + "_id", id_of(view, node));
}

struct MatchCounts {
  std::int64_t links = 0, reviews = 0;
  std::int64_t leads = 0, matched = 0, ambiguous = 0, duplicates = 0;
  std::int64_t by_kind[5] = {};
  std::map<Role, std::int64_t> clustered;   // records in clusters
};

MatchCounts count_matches(const GraphView& view) {
  MatchCounts counts;
  for (const identity::Link& link : view.graph->links) {
    (link.band == identity::Band::link ? counts.links : counts.reviews) += 1;
  }
  for (const identity::LeadMatch& lead : view.graph->leads) {
    counts.leads += 1;
    counts.ambiguous += lead.ambiguous;
    counts.matched += !lead.ambiguous && lead.account >= 0;
    if (!lead.ambiguous) counts.by_kind[static_cast<std::size_t>(lead.kind)] += 1;
    counts.duplicates += lead.duplicate_of.row >= 0;
  }
  for (const identity::Cluster& cluster : view.graph->clusters) {
    for (const Node node : cluster.members) counts.clustered[node.role] += 1;
  }
  return counts;
}

std::string path_words(const GraphView& view, const std::vector<Node>& path) {
  std::string out;
  for (const Node node : path) {
    if (!out.empty()) out += " – ";
    out += name_of_record(view, node);
  }
  return out;
}

}  // namespace

GraphView view_graph(std::shared_ptr<const workspace::Workspace> workspace, std::shared_ptr<const identity::Graph> graph) {
  GraphView view;
  view.tables = workspace->records(view.hold);
  view.settings = workspace->settings();
  view.workspace = std::move(workspace);
  view.graph = std::move(graph);
  return view;
}

std::string graph_csv(const GraphView& view, std::string_view name) {
  std::string out;
  if (name == "links.csv") identity::write_links(*view.graph, view.tables, out);
  if (name == "clusters.csv") identity::write_clusters(*view.graph, view.tables, out);
  if (name == "conflicts.csv" || name == "drift.csv") {
    const identity::Reconciliation reconciled = identity::reconcile(*view.graph, view.tables, view.settings);
    if (name == "conflicts.csv") identity::write_conflicts(*view.graph, reconciled, view.tables, out);
    else identity::write_drift(reconciled, view.tables, out);
  }
  return out;
}

std::string match_json(const GraphView& view) {
  const MatchCounts counts = count_matches(view);
  const identity::Graph& graph = *view.graph;
  json::Writer w;
  w.object();
  w.field("links", counts.links).field("reviews", counts.reviews).field("clusters", static_cast<std::int64_t>(graph.clusters.size()));
  w.field("pairs_compared", graph.pairs_compared);
  w.key("tables").array();
  for (int r = 0; r < table::role_count; ++r) {
    const auto role = static_cast<Role>(r);
    if (view.workspace->find(role) == nullptr) continue;
    const auto clustered = counts.clustered.find(role);
    w.object().field("table", table::name_of(role)).field("records", view.tables[role].count);
    w.field("in_clusters", clustered == counts.clustered.end() ? 0 : clustered->second).end();
  }
  w.end();
  w.key("leads").object().field("leads", counts.leads).field("matched", counts.matched).field("ambiguous", counts.ambiguous);
  for (int k = 1; k < 5; ++k) w.field(identity::name_of(static_cast<identity::MatchKind>(k)), counts.by_kind[k]);
  w.field("duplicates", counts.duplicates).end();

  w.key("review").array();
  std::size_t shown = 0;
  for (const identity::Link& link : graph.links) {
    if (link.band != identity::Band::review || shown == shown_reviews) continue;
    ++shown;
    w.object();
    put_node(w, view, "left", link.left);
    put_node(w, view, "right", link.right);
    w.field("score", static_cast<double>(link.score) / 1000).field("reason", identity::reason(link));
    w.key("left");
    put_cells(w, view, link.left);
    w.key("right");
    put_cells(w, view, link.right);
    w.end();
  }
  w.end();

  w.key("conflicts").array();
  for (const identity::Conflict& conflict : graph.conflicts) {
    w.object().field("kind", conflict.kind);
    put_node(w, view, "left", conflict.left);
    put_node(w, view, "right", conflict.right);
    w.field("detail", conflict.detail).key("path").array();
    for (const Node node : conflict.path) w.object().field("table", table::name_of(node.role)).field("id", id_of(view, node)).end();
    w.end().end();
  }
  w.end();

  const identity::Sensitivity sensitivity = identity::sensitivity(graph, view.tables, view.settings);
  w.key("sensitivity").object().field("several_candidates", sensitivity.several_candidates).field("ambiguous", sensitivity.ambiguous);
  w.key("changes").array();
  for (const identity::Sensitivity::Change& change : sensitivity.changes) {
    w.object().field("change", change.what).field("leads", change.leads).key("rows").array();
    for (const std::int32_t row : change.rows) w.number(std::int64_t{row} + 1);
    w.end().end();
  }
  w.end().end();

  w.key("not_compared").array();
  for (const identity::CutBlock& block : graph.cut) {
    w.object().field("key", block.key).field("example", block.example).field("records", block.records).field("pairs", block.pairs_not_compared).end();
  }
  w.end();
  w.key("shared_domains").array();
  for (const identity::SharedDomain& shared : graph.shared_domains) {
    w.object().field("domain", shared.domain).field("companies", shared.companies).key("rows").array();
    for (const std::int32_t row : shared.rows) w.number(std::int64_t{row} + 1);
    w.end().end();
  }
  w.end().key("notes").array();
  for (const std::string& note : graph.notes) w.string(note);
  w.end().end();
  return std::move(w).text();
}

std::string match_text(const GraphView& view, int width) {
  const MatchCounts counts = count_matches(view);
  const identity::Graph& graph = *view.graph;
  std::string out = "ID graph: " + counted(counts.links, "link", "links") + ", " + counted(counts.reviews, "pair", "pairs") +
                    " to review, " + counted(static_cast<std::int64_t>(graph.clusters.size()), "cluster", "clusters") + "\n";
  TextTable tables({"table", "records", "in clusters"});
  for (int r = 0; r < table::role_count; ++r) {
    const auto role = static_cast<Role>(r);
    if (view.workspace->find(role) == nullptr) continue;
    const auto clustered = counts.clustered.find(role);
    tables.row({std::string(table::name_of(role)), grouped(view.tables[role].count),
                grouped(clustered == counts.clustered.end() ? 0 : clustered->second)});
  }
  out += "\n" + tables.text(width);
  if (counts.leads > 0) {
    TextTable leads({"leads", "count", "share"});
    for (int k = 1; k < 5; ++k) {
      leads.row({"account by " + std::string(identity::name_of(static_cast<identity::MatchKind>(k))), grouped(counts.by_kind[k]),
                 percent(counts.by_kind[k], counts.leads)});
    }
    leads.row({"ambiguous", grouped(counts.ambiguous), percent(counts.ambiguous, counts.leads)});
    leads.row({"without an account", grouped(counts.leads - counts.matched - counts.ambiguous),
               percent(counts.leads - counts.matched - counts.ambiguous, counts.leads)});
    leads.row({"repeats of an earlier lead or a contact", grouped(counts.duplicates), percent(counts.duplicates, counts.leads)});
    out += "\n" + leads.text(width);
    const identity::Sensitivity sensitivity = identity::sensitivity(graph, view.tables, view.settings);
    out += "\n" + wrapped(counted(sensitivity.several_candidates, "lead has", "leads have") + " two or more candidates.", width, "") + "\n";
    for (const identity::Sensitivity::Change& change : sensitivity.changes) {
      out += wrapped("  " + change.what + ": " + counted(change.leads, "lead", "leads") + " would change owner", width, "    ") + "\n";
    }
  }
  if (!graph.conflicts.empty()) {
    out += "\nConflicts\n";
    std::size_t shown = 0;
    for (const identity::Conflict& conflict : graph.conflicts) {
      if (++shown > 20) break;
      out += wrapped("  " + name_of_record(view, conflict.left) + " and " + name_of_record(view, conflict.right) + ": " + std::string(conflict.kind) +
                         ", " + conflict.detail + (conflict.path.empty() ? "" : " (" + path_words(view, conflict.path) + ")"),
                     width, "    ") + "\n";
    }
    if (graph.conflicts.size() > 20) out += "  and " + grouped(static_cast<std::int64_t>(graph.conflicts.size()) - 20) + " more, in conflicts.csv\n";
  }
  std::size_t told = 0;
  for (const identity::SharedDomain& shared : graph.shared_domains) {
    if (++told > shown_domains) break;
    std::string rows;
    for (std::size_t i = 0; i < std::min(shared.rows.size(), shown_rows); ++i) rows += (i == 0 ? "" : ", ") + id_of(view, {Role::accounts, shared.rows[i]});
    if (shared.rows.size() > shown_rows) rows += ", …";
    out += wrapped("Shared: " + shared.domain + " is the domain of " + counted(shared.companies, "company", "companies") + " and links none (accounts " +
                       rows + ")", width, "  ") + "\n";
  }
  if (graph.shared_domains.size() > shown_domains) {
    out += "  and " + grouped(static_cast<std::int64_t>(graph.shared_domains.size() - shown_domains)) + " more shared domains\n";
  }
  for (const identity::CutBlock& block : graph.cut) {
    const std::string example = block.example.empty() ? "" : ", as `" + block.example + "`";
    out += wrapped("Not compared: " + block.key + example + ", " + counted(block.records, "record", "records") + ", " +
                       counted(block.pairs_not_compared, "pair", "pairs"), width, "  ") + "\n";
  }
  for (const std::string& note : graph.notes) out += wrapped(note, width, "  ") + "\n";
  return out;
}

Result<Node> find_record(const GraphView& view, std::string_view name) {
  const std::size_t colon = name.find(':');
  const auto role_given = colon == std::string_view::npos ? std::nullopt : table::find_role(name.substr(0, colon));
  const std::string_view id = role_given ? name.substr(colon + 1) : name;
  std::vector<Node> found;
  for (int r = 0; r < table::role_count; ++r) {
    const auto role = static_cast<Role>(r);
    if (role_given && role != *role_given) continue;
    const identity::Records& records = view.tables[role];
    for (std::int64_t row = 0; row < records.count; ++row) {
      if (text::trim(records.at(identity::Field::id, row)) != id || id.empty()) continue;
      found.push_back({role, static_cast<std::int32_t>(row)});
      break;
    }
  }
  if (found.size() == 1) return found[0];
  if (found.empty()) return Problem{{}, "there is no record `" + std::string(name) + "`", "`accounts:A1` names the record A1 of accounts"};
  std::string tables;
  for (const Node node : found) tables += (tables.empty() ? "`" : " or `") + name_of_record(view, node) + "`";
  return Problem{{}, "several tables have a record `" + std::string(name) + "`", "say " + tables};
}

std::string why_json(const GraphView& view, Node a, Node b) {
  json::Writer w;
  w.object().field("a", name_of_record(view, a)).field("b", name_of_record(view, b));
  const identity::Link* link = nullptr;
  for (const identity::Link& one : view.graph->links) {
    if ((one.left == a && one.right == b) || (one.left == b && one.right == a)) link = &one;
  }
  w.key("band");
  if (link == nullptr) w.null();
  else w.string(identity::name_of(link->band));
  w.key("score");
  if (link == nullptr) w.null();
  else w.number(static_cast<double>(link->score) / 1000);
  w.field("why", identity::why(*view.graph, view.tables, view.settings, a, b));
  w.key("left");
  put_cells(w, view, a);
  w.key("right");
  put_cells(w, view, b);
  w.end();
  return std::move(w).text();
}

std::string why_text(const GraphView& view, Node a, Node b, int) {
  std::string text = identity::why(*view.graph, view.tables, view.settings, a, b);
  if (text.empty() || text.back() != '\n') text += '\n';
  return text;
}

namespace {

struct BillingCount {
  std::int64_t subscriptions = 0;
  std::vector<std::string> ids;
};

std::map<identity::Billing, BillingCount> count_billing(const GraphView& view, const identity::Reconciliation& reconciled) {
  std::map<identity::Billing, BillingCount> counts;
  for (const identity::Reconciled& one : reconciled.subscriptions) {
    BillingCount& count = counts[one.status];
    count.subscriptions += 1;
    count.ids.push_back(id_of(view, {Role::subscriptions, one.subscription}));
  }
  return counts;
}

}  // namespace

std::string reconcile_json(const GraphView& view) {
  const identity::Reconciliation reconciled = identity::reconcile(*view.graph, view.tables, view.settings);
  json::Writer w;
  w.object().field("subscriptions", static_cast<std::int64_t>(reconciled.subscriptions.size()));
  w.key("by_status").array();
  for (const auto& [status, count] : count_billing(view, reconciled)) {
    w.object().field("status", identity::name_of(status)).field("subscriptions", count.subscriptions).key("ids").array();
    for (const std::string& id : count.ids) w.string(id);
    w.end().end();
  }
  w.end().key("rows").array();
  for (const identity::Reconciled& one : reconciled.subscriptions) {
    w.object().field("subscription_id", id_of(view, {Role::subscriptions, one.subscription}));
    w.field("opportunity_id", id_of(view, {Role::opportunities, one.opportunity}));
    w.field("account_id", id_of(view, {Role::accounts, one.account})).field("status", identity::name_of(one.status));
    w.field("currency", one.currency).field("billed", identity::format_money(one.billed)).field("sold", identity::format_money(one.sold));
    w.field("found_by", one.found_by).field("detail", one.detail).end();
  }
  w.end().key("drift_by_month").array();
  for (const identity::Drift& drift : reconciled.drift) {
    w.object().field("month", drift.month).field("currency", drift.currency).field("subscriptions", drift.subscriptions);
    w.field("billed", identity::format_money(drift.billed)).field("sold", identity::format_money(drift.sold));
    w.field("drift", identity::format_money(drift.billed - drift.sold)).end();
  }
  w.end().key("conflicts").array();
  for (const identity::BillingConflict& conflict : reconciled.conflicts) {
    w.object().field("kind", conflict.kind).key("records").array();
    for (const Node node : {conflict.a, conflict.b, conflict.c}) {
      if (node.row >= 0) w.string(name_of_record(view, node));
    }
    w.end().end();
  }
  w.end().end();
  return std::move(w).text();
}

std::string reconcile_text(const GraphView& view, int width) {
  const identity::Reconciliation reconciled = identity::reconcile(*view.graph, view.tables, view.settings);
  std::string out = counted(static_cast<std::int64_t>(reconciled.subscriptions.size()), "subscription", "subscriptions") + " against opportunities\n\n";
  TextTable statuses({"status", "subscriptions", "share"});
  for (const auto& [status, count] : count_billing(view, reconciled)) {
    statuses.row({std::string(identity::name_of(status)), grouped(count.subscriptions),
                  percent(count.subscriptions, static_cast<std::int64_t>(reconciled.subscriptions.size()))});
  }
  out += statuses.text(width);
  TextTable drift({"month", "currency", "subscriptions", "billed a year", "sold a year", "drift"});
  for (const identity::Drift& one : reconciled.drift) {
    drift.row({one.month.empty() ? "unknown" : one.month, one.currency, grouped(one.subscriptions), identity::format_money(one.billed),
               identity::format_money(one.sold), identity::format_money(one.billed - one.sold)});
  }
  if (!drift.empty()) out += "\n" + drift.text(width);
  std::map<std::string, std::int64_t> kinds;
  for (const identity::BillingConflict& conflict : reconciled.conflicts) kinds[std::string(conflict.kind)] += 1;
  TextTable conflicts({"conflict", "count"});
  for (const auto& [kind, count] : kinds) conflicts.row({kind, grouped(count)});
  if (!conflicts.empty()) out += "\n" + conflicts.text(width);
  return out;
}

}  // namespace leadwright::report
