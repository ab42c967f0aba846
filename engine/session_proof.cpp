// A Session's questions about all possible leads.
#include <algorithm>
#include <map>

#include "proof/tell.h"
#include "session.h"

namespace leadwright {
namespace {

constexpr std::size_t index_of(std::int64_t value) { return static_cast<std::size_t>(value); }

const std::string* cell_of(const proof::Witness& witness, std::string_view name) {
  for (const auto& [field, cell] : witness.cells) {
    if (field == name && cell) return &*cell;
  }
  return nullptr;
}

// A world of one lead, read as a file would be; its account is there when one of its cells is known.
proof::Outcome decide_alone(const policy::Policy& policy, const proof::Witness& witness) {
  replay::World world;
  world.policy = &policy;
  world.leads.rows = 1;
  world.leads.arrivals = &world.arrivals;
  table::Reading reading;
  reading.zone = policy.zone;
  const auto value_of = [&](const std::string& name, table::Type type) {
    reading.type = type;
    const std::string* cell = cell_of(witness, name);
    return cell == nullptr ? table::Value{} : table::read_value(*cell, reading);
  };
  const bool has_account = std::any_of(witness.cells.begin(), witness.cells.end(), [](const auto& cell) {
    return cell.first.starts_with("account.") && cell.second;
  });
  for (const policy::Field& field : policy.used) {
    auto column = std::make_shared<policy::ValueColumn>();
    column->code = {0};
    column->distinct = std::make_shared<const std::vector<table::Value>>(1, value_of(full_name(field), field.type));
    world.leads.columns.push_back(std::move(column));
  }
  const std::string* id = cell_of(witness, "id");
  world.ids = {id == nullptr ? std::string_view("witness") : std::string_view(*id)};
  world.malformed = {0};
  world.repeated_id = {0};
  const table::Value created = value_of("created_at", table::Type::date_time);
  world.arrivals = {created.state == table::State::known ? created.instant : proof::usual_arrival};
  world.touches = {no_instant};
  world.order = {0};
  world.as_of = world.arrivals[0];   // decided at its arrival: what the morning brings is no matter of proof
  const replay::OwnerNames names(policy);
  const std::string* owner = cell_of(witness, "owner");
  world.recorded_owner = {owner == nullptr ? replay::OwnerCell{} : names.find(*owner)};
  replay::LeadMatch match;
  if (has_account) {
    match.account = 0;
    const std::string* account_owner = cell_of(witness, "account.owner");
    if (account_owner != nullptr) match.account_owner = names.find(*account_owner);
  }
  world.matches = {match};

  const replay::Decision decision = replay::run(world).decisions[0];
  proof::Outcome outcome;
  outcome.outcome = replay::name_of(decision.outcome);
  outcome.reason = replay::name_of(decision.reason);
  if (decision.rule >= 0) outcome.rule = policy.rules[index_of(decision.rule)].id;
  if (decision.owner >= 0) outcome.owner = policy.people[index_of(decision.owner)].id;
  if (decision.pool >= 0) outcome.pool = policy.pools[index_of(decision.pool)].name;
  if (decision.queue_rule >= 0) {
    outcome.queue = policy.rules[index_of(decision.queue_rule)].assign[index_of(decision.step - 1)].queue;
  }
  return outcome;
}

std::vector<proof::Outcome> decide(const policy::Policy& policy, const std::vector<proof::Witness>& witnesses) {
  std::vector<proof::Outcome> outcomes;
  for (const proof::Witness& witness : witnesses) outcomes.push_back(decide_alone(policy, witness));
  return outcomes;
}

// The leads of the loaded file, for counting; none where there is no such file.
struct Counted {
  std::shared_ptr<const workspace::Workspace> workspace;
  std::shared_ptr<const replay::WorldView> view;
  policy::Leads values;
  proof::Leads leads;
};

}  // namespace

// What proof needs of a Session: the policy with its text, and the leads of the file where one is loaded.
struct Session::Proof {
  static Result<std::unique_ptr<Counted>> count(State& state, const std::vector<const policy::Policy*>& policies) {
    if (state.files.empty()) return std::unique_ptr<Counted>();
    auto counted = std::make_unique<Counted>();
    auto opened = state.open(workspace::Needs::nothing);
    if (!opened.ok()) return opened.problems();
    if (opened.value()->find(table::Role::leads) == nullptr) return std::unique_ptr<Counted>();
    counted->workspace = opened.value();
    auto view = replay::make_world(*counted->workspace, state.graph_of(*counted->workspace, false), replay::TextColumns::cells);
    if (!view.ok()) return view.problems();
    counted->view = view.value();
    const replay::World& world = counted->view->world;
    counted->values.rows = world.leads.rows;
    counted->values.arrivals = &world.arrivals;
    counted->values.columns = replay::columns_of(*counted->workspace, world, proof::fields_of(policies), replay::TextColumns::dictionaries);
    counted->leads.values = &counted->values;
    for (std::size_t row = 0; row < world.arrivals.size(); ++row) {
      counted->leads.counted.push_back(!world.malformed[row] && !world.ids[row].empty() && !world.repeated_id[row] &&
                                       world.arrivals[row] != no_instant);
    }
    return counted;
  }

  struct Checked {
    proof::Report report;
    json::Value document;
  };
  static Result<Checked> check(State& state) {
    if (state.policy == nullptr) return state.no_policy();
    auto counted = count(state, {state.policy.get()});
    if (!counted.ok()) return counted.problems();
    Checked checked;
    checked.document = json::read(state.policy_file, state.policy_text).value();
    checked.report = proof::examine({*state.policy, &checked.document},
                                    counted.value() == nullptr ? nullptr : &counted.value()->leads, {}, decide);
    state.proof_has_errors = std::any_of(checked.report.findings.begin(), checked.report.findings.end(),
                                         [](const proof::Finding& f) { return f.severity == proof::Severity::error; });
    state.proof_faults = checked.report.faults;
    return checked;
  }

  // Where a lead ends, for telling two dry runs apart.
  static std::string place(const report::DryRun& dry, std::int64_t row) {
    const replay::Decision& decision = dry.decision(row);
    if (decision.owner >= 0) return std::string(report::owner_text(dry, row));
    if (decision.queue_rule >= 0) return "queue " + std::string(report::queue_text(dry, row));
    if (decision.outcome == replay::Outcome::out_of_scope) return "out of scope";
    return "queued: " + std::string(replay::name_of(decision.reason));
  }

  // The leads of the file that the two policies give to different owners, most first. None where one of
  // them cannot run on the file: that is a matter of the dry run.
  static std::vector<proof::Move> moves(State& state, std::shared_ptr<const policy::Policy> before) {
    const Result<report::DryRun> was = state.decide(std::move(before));
    const Result<report::DryRun> is = state.decide(state.policy);
    std::vector<proof::Move> out;
    if (!was.ok() || !is.ok() || was.value().run->decisions.size() != is.value().run->decisions.size()) return out;
    std::map<std::pair<std::string, std::string>, std::vector<std::int64_t>> by_places;
    for (std::int64_t row = 0; row < is.value().world().leads.rows; ++row) {
      std::string from = place(was.value(), row);
      std::string to = place(is.value(), row);
      if (from != to) by_places[{std::move(from), std::move(to)}].push_back(row);
    }
    for (auto& [places, rows] : by_places) out.push_back({places.first, places.second, std::move(rows)});
    std::stable_sort(out.begin(), out.end(), [](const proof::Move& a, const proof::Move& b) { return a.rows.size() > b.rows.size(); });
    return out;
  }

  static Result<proof::Difference> diff(State& state, std::string_view old_file, std::string_view old_text) {
    if (state.policy == nullptr) return state.no_policy();
    const Result<policy::Policy> before = policy::read(old_file, old_text);
    if (!before.ok()) return before.problems();
    auto counted = count(state, {&before.value(), state.policy.get()});
    if (!counted.ok()) return counted.problems();
    const json::Value old_document = json::read(old_file, old_text).value();
    const json::Value document = json::read(state.policy_file, state.policy_text).value();
    proof::Difference difference =
        proof::compare({before.value(), &old_document}, {*state.policy, &document},
                       counted.value() == nullptr ? nullptr : &counted.value()->leads, {}, decide);
    if (counted.value() != nullptr) {
      difference.moves = moves(state, std::make_shared<const policy::Policy>(before.value()));
    }
    state.diff_is_empty = difference.equal();
    state.proof_faults = difference.faults;
    return difference;
  }
};

Result<std::string> Session::check_json() {
  auto checked = Proof::check(*state_);
  if (!checked.ok()) return checked.problems();
  return proof::to_json(checked.value().report);
}

Result<std::string> Session::check_text(int width) {
  auto checked = Proof::check(*state_);
  if (!checked.ok()) return checked.problems();
  return proof::to_text(checked.value().report, width);
}

Result<std::string> Session::check_github() {
  auto checked = Proof::check(*state_);
  if (!checked.ok()) return checked.problems();
  return proof::to_github(checked.value().report, state_->policy_file, checked.value().document);
}

Result<std::string> Session::diff_json(std::string_view old_file, std::string_view old_text) {
  auto difference = Proof::diff(*state_, old_file, old_text);
  if (!difference.ok()) return difference.problems();
  return proof::to_json(difference.value());
}

Result<std::string> Session::diff_text(std::string_view old_file, std::string_view old_text, int width) {
  auto difference = Proof::diff(*state_, old_file, old_text);
  if (!difference.ok()) return difference.problems();
  return proof::to_text(difference.value(), width);
}

Result<std::string> Session::diff_github(std::string_view old_file, std::string_view old_text) {
  auto difference = Proof::diff(*state_, old_file, old_text);
  if (!difference.ok()) return difference.problems();
  return proof::to_github(difference.value(), state_->policy_file);
}

bool Session::proof_has_errors() const { return state_->proof_has_errors; }
bool Session::diff_is_empty() const { return state_->diff_is_empty; }
const std::vector<std::string>& Session::proof_faults() const { return state_->proof_faults; }

}  // namespace leadwright
