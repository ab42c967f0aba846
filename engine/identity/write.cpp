// The graph as CSV and its reasons in words.

#include <algorithm>

#include "base/csv.h"
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
                                        "exchanged", "on one side", "nickname", "missing", "told same", "names it"};
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
    out += word_for(e.compared);
    out += ' ';
    out += word_for(e.outcome);
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

}  // namespace leadwright::identity
