// The ID graph: which records are one company, one person, and which account a lead belongs to.
//
// Records of all tables are nodes. Links come from keys (CRM ids that other systems carry, mail
// addresses, domains) and from scored comparison; each link has the reason in bits of evidence, a score
// in [0, 1000] thousandths, and a band: `link`, `review`, or it is not there. Nothing is trained on
// labels; what a word or a value is worth is counted in the user's own files. `matching-design` in the
// room's README tells how, with the sources of the formulas.
//
//   Tables tables;  tables[table::Role::leads].columns[...] = cells;  ...
//   Graph graph = link(tables, settings);
//   graph.leads[row].account       // the row of `accounts`, or none
//
// PROMISES: the same bytes for any order of rows, on every platform. No automatic link joins two records
// whose strong ids (tax number, LEI, DUNS, social security, passport, licence) contradict each other.
// A lead with several equal accounts is ambiguous, never the first row. A block of more records than are
// compared is counted in `Graph::cut`.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/instant.h"
#include "table/columns.h"

namespace leadwright::identity {

// ---- what goes in --------------------------------------------------------------------------------

// The fields that the graph reads. `name` is the company's name in accounts, customers and product
// accounts, the person's full name in leads and contacts, and the deal's name in opportunities.
enum class Field : std::uint8_t {
  id, name, company, first_name, last_name, email, domain, phone, street, city, state, postcode, country,
  birth_date, account_id, customer_id, opportunity_id, parent_id, tax_id, lei, duns, external_id, owner,
  created_at, amount, quantity, unit_amount, currency, interval, term_months, status, stage, started_at,
  close_date, alias
};
inline constexpr int field_count = 35;
std::string_view name_of(Field);
std::optional<Field> find_field(std::string_view name);

// The columns of a file that the graph reads, by built-in names (text::squash): the standard fields of the
// contract and the evidence beyond them (street, tax_id, date of birth, ...). A field that the policy's
// `columns` names is the caller's business: it wins over these.
struct EvidenceColumn {
  Field field;
  int column;
};
std::vector<EvidenceColumn> evidence_columns(table::Role, const std::vector<std::string>& headers);

// The records of one role, column by column. A field without a column is an empty span; otherwise it has
// `count` cells. The cells' text must live as long as the call.
struct Records {
  std::int64_t count = 0;
  std::array<std::span<const std::string_view>, field_count> columns{};
  bool has(Field f) const { return !columns[static_cast<std::size_t>(f)].empty(); }
  std::string_view at(Field f, std::int64_t row) const {
    const auto& column = columns[static_cast<std::size_t>(f)];
    return column.empty() ? std::string_view{} : column[static_cast<std::size_t>(row)];
  }
};
struct Tables {
  std::array<Records, table::role_count> roles{};
  Records& operator[](table::Role r) { return roles[static_cast<std::size_t>(r)]; }
  const Records& operator[](table::Role r) const { return roles[static_cast<std::size_t>(r)]; }
};

// A record: a row (from 0) of a role's table.
struct Node {
  table::Role role = table::Role::leads;
  std::int32_t row = -1;
  bool operator==(const Node&) const = default;
};

enum class TieBreaker : std::uint8_t {
  exact_domain, same_country, has_open_opportunity, customer, has_owner, most_contacts, oldest
};
std::string_view name_of(TieBreaker);
std::optional<TieBreaker> find_tie_breaker(std::string_view);

enum class Survivor : std::uint8_t { oldest, newest, most_complete };
std::string_view name_of(Survivor);
std::optional<Survivor> find_survivor(std::string_view);

// What a person has said of two records (`matching.decisions`: {"left": {"table", "id"}, "right": {...},
// "same": true | false}). The later of two contradictory ones counts and both are reported.
struct Decision {
  table::Role left_role = table::Role::accounts;
  std::string left_id;
  table::Role right_role = table::Role::accounts;
  std::string right_id;
  bool same = true;
};

// `policy.matching`. JSON keys in brackets.
struct Settings {
  std::int32_t auto_score = 985;                  // [auto] in thousandths
  std::int32_t review_score = 330;                // [review]
  std::vector<TieBreaker> tie_breakers;           // [tie_breakers]
  std::vector<Decision> decisions;                // [decisions]
  std::map<std::string, bool> normalise;          // [normalise] rule -> on; absent rules are on
  Survivor survivor = Survivor::oldest;           // [survivor]
  Decimal amount_tolerance{false, "5", -3};       // [amount_tolerance] of reconcile, a share: 0.005
};
// The rules that `normalise` may switch, with one line each on what they do.
struct NormaliseRule {
  std::string_view name;
  std::string_view does;
};
std::span<const NormaliseRule> normalise_rules();

// ---- what comes out ------------------------------------------------------------------------------

enum class Band : std::uint8_t { link, review };
std::string_view name_of(Band);

// One line of a link's reason: what was compared, how it came out, and what that is worth.
enum class Compared : std::uint8_t {
  prior, name, domain, phone, place, person, mail, birth_date, ids, street, decision, form
};
enum class Outcome : std::uint8_t {
  none, same, spelling, shorter, longer, other_business, partly, initials, alias, differs, same_host, same_site,
  same_label, label_is_name, country, city, postcode, street, near, swapped, only, nickname, missing, told_same, key, alone
};
struct Evidence {
  Compared compared = Compared::prior;
  Outcome outcome = Outcome::none;
  std::int32_t millibits = 0;
};

struct Link {
  Node left, right;                   // left is the dependent record: the lead, the customer, the later duplicate
  std::int32_t score = 0;             // thousandths
  Band band = Band::review;
  std::uint8_t evidence_count = 0;
  std::array<Evidence, 8> evidence{};
};
// `+name same (17.9) +domain same host (15.0) -country differs (-3.1) prior -17.6 = 26.1`
std::string reason(const Link&);
// One line of it: `domain same host`.
std::string in_words(const Evidence&);

// By what a lead's account was found.
enum class MatchKind : std::uint8_t { none, account_id, email, domain, scored };
std::string_view name_of(MatchKind);

struct Candidate {
  std::int32_t account = -1;
  std::int32_t score = 0;
};

struct LeadMatch {
  std::int32_t account = -1;              // row of accounts; -1: none
  MatchKind kind = MatchKind::none;
  bool ambiguous = false;                 // several accounts and no tie-breaker settled it
  std::int8_t settled_by = -1;            // place in Settings::tie_breakers of the one that left a single account
  std::uint32_t candidates_at = 0;        // in Graph::candidates
  std::uint32_t candidate_count = 0;      // the accounts that were in question
  Node duplicate_of;                      // an earlier lead or a contact; row -1: none
};

struct Cluster {
  std::vector<Node> members;              // by role, then id (bytes), then row
  Node survivor;
};

// Two records that evidence would join and ids keep apart.
struct Conflict {
  std::string_view kind;                  // `strong_ids`, `wrong_account_id`, `decisions`
  Node left, right;
  Node rival;                             // wrong_account_id: the account that the evidence is for
  std::string detail;                     // the two ids
  std::vector<Node> path;                 // the shortest chain of links that would have joined them
};

// A block of equal keys that was too large to compare, or all such keys of a kind in a search.
struct CutBlock {
  std::string key;                        // kind of key
  std::string example;                    // the cell of the first record that bears it
  std::int64_t records = 0;               // that bear it, or that were sought with it
  std::int64_t pairs_not_compared = 0;
};

// A domain of more than eight companies among the accounts (an agency's, an accountant's, a billing proxy's):
// it says which of them nobody is, so it links none.
struct SharedDomain {
  std::string domain;
  std::int64_t companies = 0;
  std::vector<std::int32_t> rows;         // of accounts, by id, the first hundred
};

struct Graph {
  std::vector<Link> links;                // by left (role, id, row), then band, then score falling, then right
  std::vector<Cluster> clusters;          // of two records and more
  std::vector<Conflict> conflicts;
  std::vector<CutBlock> cut;
  std::vector<LeadMatch> leads;           // by row of leads
  std::vector<Candidate> candidates;
  std::vector<std::int32_t> customer_account;   // by row of customers: row of accounts or -1
  std::vector<std::int32_t> account_cluster;    // by row of accounts: place in clusters or -1
  std::vector<SharedDomain> shared_domains;     // most companies first, then by domain
  std::vector<std::string> notes;               // damaged ids and other things the user should know
  std::int64_t pairs_compared = 0;
};

Graph link(const Tables&, const Settings&);

// Why two records are linked, or why not and what is missing, in words: the evidence line by line with
// both values, as `match --why` prints it.
std::string why(const Graph&, const Tables&, const Settings&, Node a, Node b);
// Any two records compared, whatever the graph holds; nothing where a company is set beside a contact.
std::optional<Link> compare_pair(const Tables&, const Settings&, Node a, Node b);

// ---- sensitivity ---------------------------------------------------------------------------------

struct Sensitivity {
  std::int64_t several_candidates = 0;    // leads with two or more
  std::int64_t ambiguous = 0;
  struct Change {                         // one setting moved
    std::string what;                     // "without tie-breaker oldest", "auto 0.95", "accounts A1 and A2 merged"
    std::int64_t leads = 0;               // whose account has another owner then
    std::vector<std::int32_t> rows;       // the first hundred
  };
  std::vector<Change> changes;
};
Sensitivity sensitivity(const Graph&, const Tables&, const Settings&);

// ---- subscriptions against opportunities -----------------------------------------------------------

enum class Billing : std::uint8_t {
  ok, amount_drift, interval_mixup, currency_mismatch, no_opportunity, canceled_but_won, two_accounts, unreadable
};
std::string_view name_of(Billing);

// Money as a count of ten-thousandths, so that sums and comparisons are exact.
using Money = std::int64_t;
inline constexpr Money money_unit = 10000;
inline constexpr Money no_money = INT64_MIN;
// Plain text with at least two decimals: `1250.00`, `0.3333`; empty for no_money.
std::string format_money(Money);

// One subscription and the opportunity it bills. Both amounts are of one year: quantity times price (a
// price column named unit_amount is in hundredths, as Stripe writes it) times the periods of a year, and
// the opportunity's amount over its term.
struct Reconciled {
  std::int32_t subscription = -1;         // row
  std::int32_t customer = -1;             // row, -1: none
  std::int32_t opportunity = -1;          // row, -1: none
  std::int32_t account = -1;              // row of the customer's account
  Billing status = Billing::no_opportunity;
  std::string_view found_by;              // `opportunity_id`, `amount`, `date`, or empty
  std::string currency;                   // of the subscription, upper case
  Money billed = no_money;
  Money sold = no_money;
  std::string detail;                     // what is wrong, in words, with both values
};
struct BillingConflict {
  std::string_view kind;                  // customer_two_accounts, won_without_subscription, two_customers_one_account
  Node a, b, c;
};
struct Drift {                            // by month of the subscription's start and by currency
  std::string month;                      // `2026-03`, or empty
  std::string currency;
  std::int64_t subscriptions = 0;         // that bill another amount than was sold
  Money billed = 0;
  Money sold = 0;
};
struct Reconciliation {
  std::vector<Reconciled> subscriptions;  // by row
  std::vector<BillingConflict> conflicts;
  std::vector<Drift> drift;               // by month, then currency
};
Reconciliation reconcile(const Graph&, const Tables&, const Settings&);

// ---- files ---------------------------------------------------------------------------------------

// left_table,left_id,right_table,right_id,score,band,reason
void write_links(const Graph&, const Tables&, std::string& out);
// table,id,cluster: every record that is in a cluster; the cluster is named by its survivor, `accounts:A1`
void write_clusters(const Graph&, const Tables&, std::string& out);
// kind,table_a,id_a,table_b,id_b,table_c,id_c,detail,path: ids that contradict each other, and where billing and CRM do
void write_conflicts(const Graph&, const Reconciliation&, const Tables&, std::string& out);
// subscription_id,customer_id,account_id,opportunity_id,status,currency,billed,sold,difference,month,found_by,detail
void write_drift(const Reconciliation&, const Tables&, std::string& out);
// month,currency,subscriptions,billed,sold,difference
void write_drift_by_month(const Reconciliation&, std::string& out);

}  // namespace leadwright::identity
