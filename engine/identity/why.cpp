// Why two records are linked, or why not.

#include <algorithm>

#include "identity/build.h"
#include "identity/order.h"

namespace leadwright::identity {
namespace {

struct Shown {
  Field field;
  std::string_view label;
};
constexpr Shown shown[] = {
    {Field::company, "company"}, {Field::name, "name"}, {Field::first_name, "first name"}, {Field::last_name, "last name"},
    {Field::email, "email"}, {Field::domain, "domain"}, {Field::phone, "phone"}, {Field::street, "street"}, {Field::city, "city"},
    {Field::postcode, "postcode"}, {Field::country, "country"}, {Field::birth_date, "birth date"}, {Field::account_id, "account id"},
    {Field::tax_id, "tax id"}, {Field::lei, "LEI"}, {Field::duns, "DUNS"}, {Field::external_id, "external id"}};

bool is_company(table::Role role) {
  return role == table::Role::accounts || role == table::Role::customers || role == table::Role::product_accounts;
}
bool is_person(table::Role role) { return role == table::Role::leads || role == table::Role::contacts; }

std::string label_of(const Tables& tables, Node n) {
  return std::string(table::name_of(n.role)) + ":" + std::string(trim_id(tables[n.role].at(Field::id, n.row)));
}

std::string bits_text(std::int32_t millibits) {
  const std::int32_t tenths = (millibits >= 0 ? millibits + 50 : millibits - 50) / 100;
  const std::int32_t positive = tenths < 0 ? -tenths : tenths;
  return std::string(tenths < 0 ? "-" : "") + std::to_string(positive / 10) + "." + std::to_string(positive % 10);
}

// The shortest chain of links of band `link` between two records, both ends included.
std::vector<Node> chain_between(const Graph& graph, Node from, Node to) {
  const auto less = [](Node a, Node b) { return a.role != b.role ? a.role < b.role : a.row < b.row; };
  std::vector<std::pair<Node, Node>> steps;
  for (const Link& link : graph.links) {
    if (link.band != Band::link) continue;
    steps.emplace_back(link.left, link.right);
    steps.emplace_back(link.right, link.left);
  }
  std::stable_sort(steps.begin(), steps.end(), [&](const auto& a, const auto& b) { return less(a.first, b.first); });
  std::vector<std::pair<Node, std::size_t>> queue{{from, 0}};     // with the place of the one before
  std::map<std::pair<table::Role, std::int32_t>, bool> seen{{{from.role, from.row}, true}};
  for (std::size_t at = 0; at < queue.size(); ++at) {
    const Node here = queue[at].first;
    if (here == to) {
      std::vector<Node> path;
      for (std::size_t i = at;; i = queue[i].second) {
        path.push_back(queue[i].first);
        if (i == 0) break;
      }
      std::reverse(path.begin(), path.end());
      return path;
    }
    auto next = std::lower_bound(steps.begin(), steps.end(), here, [&](const auto& step, Node n) { return less(step.first, n); });
    for (; next != steps.end() && next->first == here; ++next) {
      if (seen.try_emplace({next->second.role, next->second.row}, true).second) queue.emplace_back(next->second, at);
    }
  }
  return {};
}

}  // namespace

std::string why(const Graph& graph, const Tables& tables, const Settings& settings, Node a, Node b) {
  std::string out = label_of(tables, a) + " and " + label_of(tables, b) + "\n";
  for (const Shown& s : shown) {
    const std::string_view x = tables[a.role].at(s.field, a.row);
    const std::string_view y = tables[b.role].at(s.field, b.row);
    if (x.empty() && y.empty()) continue;
    out += "  " + std::string(s.label) + ": " + (x.empty() ? "(none)" : "`" + std::string(x) + "`") + " | " +
           (y.empty() ? "(none)" : "`" + std::string(y) + "`") + "\n";
  }
  const Link* direct = nullptr;
  for (const Link& link : graph.links) {
    if ((link.left == a && link.right == b) || (link.left == b && link.right == a)) direct = &link;
  }
  const auto verdict = [&](const Link& link) {
    for (int i = 0; i < link.evidence_count; ++i) {
      out += "  " + bits_text(link.evidence[static_cast<std::size_t>(i)].millibits) + " bits: " +
             in_words(link.evidence[static_cast<std::size_t>(i)]) + "\n";
    }
    out += "  score " + bits_text(link.score * 100) + " of 100: " + reason(link) + "\n";
  };
  if (direct != nullptr) {
    out += direct->band == Band::link ? "linked:\n" : "to be reviewed:\n";
    verdict(*direct);
    return out;
  }
  for (const Conflict& conflict : graph.conflicts) {
    const bool theirs = (conflict.left == a && conflict.right == b) || (conflict.left == b && conflict.right == a);
    if (!theirs) continue;
    out += "kept apart: " + conflict.detail + "\n";
    return out;
  }
  if (const std::vector<Node> path = chain_between(graph, a, b); path.size() > 2) {
    out += "linked through others:\n ";
    for (const Node node : path) out += " " + label_of(tables, node);
    out += "\n";
    return out;
  }
  const std::optional<Link> compared = compare_pair(tables, settings, a, b);
  if (!compared) {
    out += "not linked: a record of a company and one of a person are never one; a lead is linked to an account\n";
    return out;
  }
  out += "not linked; compared directly:\n";
  verdict(*compared);
  const std::int32_t missing = bits_of_probability(settings.auto_score) - bits_of_probability(std::clamp(compared->score, 1, 999));
  if (missing > 0) {
    out += "  " + bits_text(missing) + " bits are missing for a link; an equal domain, telephone or tax number would bring them\n";
  } else {
    out += "  another record fits better, or other records of the group speak against it\n";
  }
  return out;
}

std::optional<Link> compare_pair(const Tables& tables, const Settings& settings, Node a, Node b) {
  if (is_company(b.role) == false && is_company(a.role)) std::swap(a, b);
  const bool companies = is_company(b.role);
  if (!companies && !(is_person(a.role) && is_person(b.role))) return std::nullopt;
  if (companies && !is_company(a.role) && a.role != table::Role::leads) return std::nullopt;
  Reader reader(settings);
  const auto one = [&](Node n, bool as_company) { return reader.read(tables[n.role], as_company, {n.row}); };
  Comparison comparison;
  if (companies) {
    // The reference side is counted whole, so that the bits are those of the graph.
    const Profiles reference = reader.read(tables[b.role], true, rows_in_order(tables[b.role]));
    Profiles left = one(a, is_company(a.role));
    Profiles right = one(b, true);
    const Rarity rarity(reader, reference, a.role == b.role ? 2 : 1);
    rarity.price(left);
    rarity.price(right);
    CompanyComparer comparer(reader.words(), rarity);
    comparer.set_duplicates(a.role == b.role);
    comparison = comparer.compare(left.of[0], right.of[0]);
  } else {
    Profiles all;
    for (const table::Role role : {table::Role::contacts, table::Role::leads}) reader.read_into(tables[role], false, rows_in_order(tables[role]), all);
    const Profiles left = one(a, false);
    const Profiles right = one(b, false);
    const PersonRarity rarity(reader.words(), {&all});
    comparison = PersonComparer(reader.words(), rarity).compare(left, left.of[0], right, right.of[0]);
  }
  Link link;
  link.left = a;
  link.right = b;
  link.score = probability(comparison.bits);
  link.evidence_count = comparison.count;
  link.evidence = comparison.evidence;
  return link;
}

}  // namespace leadwright::identity
