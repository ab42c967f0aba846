// The graph as CSV and its reasons in words.

#include <algorithm>

#include "base/csv.h"
#include "identity/accounts.h"
#include "identity/identity.h"
#include "identity/ids.h"

namespace leadwright::identity {
namespace {

std::string_view word_for(Compared c) {
  constexpr std::string_view words[] = {"prior", "name", "domain", "phone", "place", "first name", "mail", "birth date", "id", "street", "decision", "form"};
  return words[static_cast<std::size_t>(c)];
}

std::string_view word_for(Outcome o) {
  constexpr std::string_view words[] = {"", "same", "misspelt", "shorter", "longer", "other business", "in part", "initials", "alias", "differs",
                                        "same host", "same domain", "same label", "spells the name", "country", "city", "postcode", "street", "near",
                                        "exchanged", "on one side", "nickname", "missing", "told same", "names it", "alone"};
  return words[static_cast<std::size_t>(o)];
}

// A tenth of a bit is enough for people.
void put_bits(std::int32_t millibits, std::string& out) {
  std::int32_t tenths = (millibits >= 0 ? millibits + 50 : millibits - 50) / 100;
  if (tenths < 0) {
    out += '-';
    tenths = -tenths;
  }
  out += std::to_string(tenths / 10);
  out += '.';
  out += static_cast<char>('0' + tenths % 10);
}

void put_score(std::int32_t thousandths, std::string& out) {
  const char digits[] = {static_cast<char>('0' + thousandths / 1000), '.', static_cast<char>('0' + thousandths / 100 % 10),
                         static_cast<char>('0' + thousandths / 10 % 10), static_cast<char>('0' + thousandths % 10)};
  out.append(digits, 5);
}

}  // namespace

std::string in_words(const Evidence& e) {
  std::string words(word_for(e.compared));
  if (e.outcome != Outcome::none) words += ' ';
  words += word_for(e.outcome);
  return words;
}

std::string reason(const Link& link) {
  std::string out;
  std::int32_t sum = 0;
  std::string prior;
  for (int i = 0; i < link.evidence_count; ++i) {
    const Evidence& e = link.evidence[static_cast<std::size_t>(i)];
    sum += e.millibits;
    if (e.compared == Compared::prior) {
      prior = " prior ";
      put_bits(e.millibits, prior);
      continue;
    }
    if (!out.empty()) out += ' ';
    out += e.millibits < 0 ? '-' : '+';
    out += in_words(e);
    out += " (";
    put_bits(e.millibits, out);
    out += ')';
  }
  out += prior;
  out += " = ";
  put_bits(sum, out);
  return out;
}

void write_links(const Graph& graph, const Tables& tables, std::string& out) {
  out += "left_table,left_id,right_table,right_id,score,band,reason\n";
  const auto put_node = [&](Node n) {
    out += table::name_of(n.role);
    out += ',';
    csv::put_cell(out, trim_id(tables[n.role].at(Field::id, n.row)));
    out += ',';
  };
  for (const Link& link : graph.links) {
    put_node(link.left);
    put_node(link.right);
    put_score(link.score, out);
    out += ',';
    out += name_of(link.band);
    out += ',';
    csv::put_cell(out, reason(link));
    out += '\n';
  }
}

void write_clusters(const Graph& graph, const Tables& tables, std::string& out) {
  out += "table,id,cluster\n";
  for (const Cluster& cluster : graph.clusters) {
    std::string name(table::name_of(cluster.survivor.role));
    name += ':';
    name += trim_id(tables[cluster.survivor.role].at(Field::id, cluster.survivor.row));
    for (const Node node : cluster.members) {
      out += table::name_of(node.role);
      out += ',';
      csv::put_cell(out, trim_id(tables[node.role].at(Field::id, node.row)));
      out += ',';
      csv::put_cell(out, name);
      out += '\n';
    }
  }
}

namespace {

// `table,id` or two empty cells.
void put_node(const Tables& tables, Node node, csv::Row& row) {
  if (node.row < 0) {
    row.empty().empty();
    return;
  }
  row.cell(table::name_of(node.role)).cell(trim_id(tables[node.role].at(Field::id, node.row)));
}

std::string_view id_of(const Tables& tables, table::Role role, std::int32_t row) {
  return row < 0 ? std::string_view{} : trim_id(tables[role].at(Field::id, row));
}

}  // namespace

void write_conflicts(const Graph& graph, const Reconciliation& reconciliation, const Tables& tables, std::string& out) {
  out += "kind,table_a,id_a,table_b,id_b,table_c,id_c,detail,path\n";
  for (const Conflict& conflict : graph.conflicts) {
    csv::Row row(out);
    row.cell(conflict.kind);
    put_node(tables, conflict.left, row);
    put_node(tables, conflict.right, row);
    put_node(tables, conflict.rival, row);
    std::string path;
    for (const Node node : conflict.path) {
      if (!path.empty()) path += " > ";
      path += table::name_of(node.role);
      path += ':';
      path += id_of(tables, node.role, node.row);
    }
    row.cell(conflict.detail).cell(path).end();
  }
  for (const BillingConflict& conflict : reconciliation.conflicts) {
    csv::Row row(out);
    row.cell(conflict.kind);
    put_node(tables, conflict.a, row);
    put_node(tables, conflict.b, row);
    put_node(tables, conflict.c, row);
    row.empty().empty().end();
  }
}

void write_drift(const Reconciliation& reconciliation, const Tables& tables, std::string& out) {
  out += "subscription_id,customer_id,account_id,opportunity_id,status,currency,billed,sold,difference,month,found_by,detail\n";
  for (const Reconciled& r : reconciliation.subscriptions) {
    const bool both = r.billed != no_money && r.sold != no_money && r.status != Billing::currency_mismatch;
    const std::string_view started = tables[table::Role::subscriptions].at(Field::started_at, r.subscription);
    csv::Row row(out);
    row.cell(id_of(tables, table::Role::subscriptions, r.subscription)).cell(id_of(tables, table::Role::customers, r.customer));
    row.cell(id_of(tables, table::Role::accounts, r.account)).cell(id_of(tables, table::Role::opportunities, r.opportunity));
    row.cell(name_of(r.status)).cell(r.currency).cell(format_money(r.billed)).cell(format_money(r.sold));
    row.cell(both ? format_money(r.billed - r.sold) : std::string()).cell(sortable_time(started).substr(0, 7)).cell(r.found_by).cell(r.detail).end();
  }
}

void write_drift_by_month(const Reconciliation& reconciliation, std::string& out) {
  out += "month,currency,subscriptions,billed,sold,difference\n";
  for (const Drift& d : reconciliation.drift) {
    csv::Row(out).cell(d.month).cell(d.currency).cell(d.subscriptions).cell(format_money(d.billed)).cell(format_money(d.sold)).cell(format_money(d.billed - d.sold)).end();
  }
}

}  // namespace leadwright::identity
