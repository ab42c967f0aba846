// Tables of all roles with names, domains, ids, people and money mixed up at random, and what their graph says,
// for properties that hold in every world.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "identity/identity.h"
#include "identity/rows.h"

namespace leadwright::identity {

class RandomWorld {
 public:
  RandomWorld(std::uint32_t seed, int size) : seed_(seed) {
    using table::Role;
    for (int i = 0; i < size; ++i) {
      const std::string number = std::to_string(i);
      Row account = company();
      account[Field::id] = id("A", number);
      account[Field::owner] = pick({"ana", "bo", ""});
      account[Field::parent_id] = maybe("A" + below(size));
      account[Field::created_at] = maybe("2026-01-0" + std::to_string(1 + next(9)));
      rows_[Role::accounts].push_back(account);
      for (const auto& [role, letter] : {std::pair{Role::customers, "K"}, std::pair{Role::product_accounts, "P"}}) {
        Row row = company();
        row[Field::id] = id(letter, number);
        row[Field::account_id] = next(3) == 0 ? "A" + below(size) : "";
        rows_[role].push_back(row);
      }
      for (const auto& [role, letter] : {std::pair{Role::contacts, "C"}, std::pair{Role::leads, "L"}}) {
        Row row = person();
        row[Field::id] = id(letter, number);
        row[Field::account_id] = next(6) == 0 ? "A" + below(size) : "";
        rows_[role].push_back(row);
      }
      rows_[Role::opportunities].push_back({{Field::id, "O" + number}, {Field::account_id, "A" + below(size)}, {Field::stage, pick({"Closed Won", "Open", "Closed Lost"})},
                                            {Field::amount, pick({"1200", "1200.00", "2400", "x"})}, {Field::currency, pick({"EUR", "USD"})},
                                            {Field::close_date, "2026-02-0" + std::to_string(1 + next(9))}});
      rows_[Role::subscriptions].push_back({{Field::id, "S" + number}, {Field::customer_id, "K" + below(size)}, {Field::opportunity_id, maybe("O" + below(size))},
                                            {Field::quantity, "1"}, {Field::amount, pick({"100", "1200", "2400"})}, {Field::interval, pick({"month", "year"})},
                                            {Field::currency, pick({"eur", "usd"})}, {Field::status, pick({"active", "canceled"})}, {Field::started_at, "2026-02-1" + below(9)}});
    }
    for (int i = 0; i < size / 10; ++i) {
      settings_.decisions.push_back({Role::accounts, "A" + below(size), Role::accounts, "A" + below(size), next(2) == 0});
      settings_.decisions.push_back({Role::leads, "L" + below(size), Role::accounts, "A" + below(size), next(2) == 0});
    }
    settings_.tie_breakers = {TieBreaker::exact_domain, TieBreaker::has_owner, TieBreaker::most_contacts};
  }

  // Every table in an order of its own.
  void shuffle(std::uint32_t seed) {
    seed_ = seed;
    for (auto& [role, rows] : rows_) {
      for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[next(static_cast<std::uint32_t>(i))]);
    }
  }
  void forget_decisions() { settings_.decisions.clear(); }

  const Tables& tables() {
    tables_ = tables_of(rows_, cells_);
    return tables_;
  }
  const Settings& settings() const { return settings_; }

  // All that is told of the graph, without row numbers.
  std::string answers() {
    const Tables& all = tables();
    const Graph graph = link(all, settings_);
    const Reconciliation billing = reconcile(graph, all, settings_);
    std::string out;
    write_links(graph, all, out);
    write_clusters(graph, all, out);
    write_conflicts(graph, billing, all, out);
    std::string drift;
    write_drift(billing, all, drift);
    std::vector<std::string> lines = lines_of(drift);                       // in the order of rows
    write_drift_by_month(billing, out);
    const auto account = [&](std::int32_t row) { return row < 0 ? std::string("-") : std::string(all[table::Role::accounts].at(Field::id, row)); };
    for (std::size_t row = 0; row < graph.leads.size(); ++row) {
      const LeadMatch& m = graph.leads[row];
      std::vector<std::string> candidates;
      for (std::uint32_t k = 0; k < m.candidate_count; ++k) candidates.push_back(account(graph.candidates[m.candidates_at + k].account));
      std::sort(candidates.begin(), candidates.end());
      std::string line = std::string(all[table::Role::leads].at(Field::id, static_cast<std::int64_t>(row))) + " " + account(m.account) + " " +
                         std::string(name_of(m.kind)) + (m.ambiguous ? " ambiguous" : "") + " " + std::to_string(m.settled_by);
      for (const std::string& c : candidates) line += " " + c;
      if (m.duplicate_of.row >= 0) line += " repeats " + std::string(all[m.duplicate_of.role].at(Field::id, m.duplicate_of.row));
      lines.push_back(line);
    }
    std::sort(lines.begin(), lines.end());
    for (const std::string& line : lines) out += line + "\n";
    for (const CutBlock& cut : graph.cut) out += cut.key + " " + cut.example + " " + std::to_string(cut.records) + " " + std::to_string(cut.pairs_not_compared) + "\n";
    for (const SharedDomain& shared : graph.shared_domains) {
      out += shared.domain + " " + std::to_string(shared.companies);
      for (const std::int32_t row : shared.rows) out += " " + account(row);
      out += "\n";
    }
    for (const std::string& note : graph.notes) out += note + "\n";
    const Sensitivity sensitive = sensitivity(graph, all, settings_);
    for (const Sensitivity::Change& change : sensitive.changes) out += change.what + " " + std::to_string(change.leads) + "\n";
    return out + std::to_string(graph.pairs_compared) + "\n";
  }

 private:
  std::uint32_t next(std::uint32_t n) {
    seed_ = seed_ * 1664525U + 1013904223U;
    return (seed_ >> 9) % n;
  }
  std::string below(int n) { return std::to_string(next(static_cast<std::uint32_t>(n))); }
  std::string maybe(const std::string& text) { return next(2) == 0 ? text : std::string(); }
  std::string pick(const std::vector<std::string>& texts) { return texts[next(static_cast<std::uint32_t>(texts.size()))]; }
  std::string id(const std::string& letter, const std::string& number) { return next(40) == 0 ? "" : letter + number; }
  std::string strong(const std::string& prefix) { return next(3) == 0 ? prefix + std::to_string(100000 + next(5)) : std::string(); }
  void put_ids(Row& row) {
    row[Field::tax_id] = strong("DE1");
    row[Field::lei] = strong("LEI5");
    row[Field::external_id] = next(4) == 0 ? "SSN=98765" + std::to_string(next(4)) : "";
  }
  Row company() {
    Row row = {{Field::name, pick({"Zantrex Energy", "Zantrex Energy GmbH", "Zantrx Energy", "Zantrex Energy Germany", "Quorbin Foods", "Quorbin", "Miltro Labs Inc",
                                   "Miltro Lab", "Pelvar Media", "n/a", "", "Tordash", "Wexlin Studios", "Harvok Shipping AS", "Delmoor", "Sarquil Pharma"})},
               {Field::domain, pick({"zantrex.de", "https://www.quorbin.com/", "miltro.io", "fernagency.example", "gmail.com", "", ""})},
               {Field::email, pick({"", "billing@quorbin.com", "ap@ledger.example"})},
               {Field::phone, maybe("+4930123456" + std::to_string(next(4)))},
               {Field::city, pick({"Berlin", "Köln", ""})},
               {Field::country, pick({"DE", "Germany", "US", ""})}};
    put_ids(row);
    return row;
  }
  Row person() {
    Row row = {{Field::first_name, pick({"Ann", "Anna", "Bob", "Robert", "Carla"})},
               {Field::last_name, pick({"Kuhn", "Kuhnen", "Marsh"})},
               {Field::company, pick({"Zantrex Energy", "Quorbin", "Miltro Labs", "Pelvar Media", ""})},
               {Field::email, pick({"", "ann.kuhn@", "bob@", "info@"})},
               {Field::birth_date, maybe("1980-01-0" + std::to_string(1 + next(3)))},
               {Field::created_at, maybe("2026-03-0" + std::to_string(1 + next(9)) + "T09:00:00Z")}};
    if (!row[Field::email].empty()) row[Field::email] += pick({"zantrex.de", "quorbin.com", "gmail.com", "fernagency.example"});
    put_ids(row);
    return row;
  }
  static std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      lines.push_back(text.substr(at, end - at));
      at = end + 1;
    }
    return lines;
  }

  std::uint32_t seed_;
  std::map<table::Role, std::vector<Row>> rows_;
  Settings settings_;
  Tables tables_;
  std::deque<std::vector<std::string_view>> cells_;
};

}  // namespace leadwright::identity
