#include "leadwright.h"

#include <algorithm>

#include "base/csv.h"
#include "base/json.h"
#include "base/text.h"
#include "base/version.h"
#include "calendar/vectors.h"
#include "calendar/zone.h"
#include "session.h"
#include "table/scan.h"

namespace leadwright {

std::string_view version() { return engine_version; }
std::string_view tzdata_version() { return calendar::tzdata_version(); }
std::string policy_schema() { return policy::schema(); }

std::string problem_line(const Problem& problem) {
  std::string line = problem.place.file;
  if (problem.place.line > 0) {
    line += ":" + std::to_string(problem.place.line);
    if (problem.place.column > 0) line += ":" + std::to_string(problem.place.column);
  }
  if (!line.empty()) line += ": ";
  line += problem.message;
  if (!problem.place.pointer.empty()) line += " at " + problem.place.pointer;
  if (!problem.help.empty()) line += " (" + problem.help + ")";
  return line;
}

std::string problems_json(const Problems& problems) {
  json::Writer w;
  w.object().key("problems").array();
  for (const Problem& problem : problems) {
    w.object().field("file", problem.place.file).field("line", problem.place.line).field("column", problem.place.column);
    w.field("pointer", problem.place.pointer).field("message", problem.message).field("help", problem.help).end();
  }
  w.end().end();
  return std::move(w).text();
}

Session::Session() : state_(std::make_unique<State>()) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

// ---- files ---------------------------------------------------------------------------------------

void Session::begin_file(std::string_view name, std::uint64_t size_hint) {
  state_->reading.emplace(std::string(name));
  state_->reading_name = name;
  if (size_hint > 0) state_->reading->reserve(size_hint);
}

void Session::append(std::string_view bytes) {
  if (state_->reading) state_->reading->append(bytes);
}

void Session::give(Given given) {
  static_assert(spare_bytes == table::text_padding);
  auto bytes = table::Block<char>::taken_over(given.data, given.size, given.capacity, given.release);
  if (state_->reading) state_->reading->take_over(std::move(bytes));
}

Problems Session::finish_file() {
  if (!state_->reading) return {{{}, "no file was begun", ""}};
  Result<table::Table> table = std::move(*state_->reading).finish();
  state_->reading.reset();
  if (!table.ok()) return table.problems();
  state_->loads += 1;
  state_->files[state_->reading_name] = {std::make_shared<const table::Table>(std::move(table).value()),
                                         std::to_string(state_->loads)};
  state_->cache->clear();
  return {};
}

void Session::remove_file(std::string_view name) {
  state_->files.erase(std::string(name));
  state_->cache->clear();
}

std::vector<WantedFile> Session::wanted_files(std::string_view policy_text) {
  std::vector<WantedFile> wanted;
  const Result<json::Value> root = json::read("policy.json", policy_text);
  const json::Value* sources = root.ok() ? root.value().find("sources") : nullptr;
  for (int r = 0; r < table::role_count; ++r) {
    const auto role = static_cast<table::Role>(r);
    WantedFile file{std::string(table::name_of(role)), {}, false};
    const json::Value* source = sources == nullptr ? nullptr : sources->find(file.role);
    const json::Value* given = source == nullptr ? nullptr : source->find("file");
    if (given != nullptr && given->is(json::Kind::string)) file.names.push_back(given->text);
    if (given != nullptr && given->is(json::Kind::array)) {
      for (const json::Value& item : given->items) {
        if (item.is(json::Kind::string)) file.names.push_back(item.text);
      }
    }
    file.listed = !file.names.empty();
    if (!file.listed) file.names = workspace::default_files(role);
    wanted.push_back(std::move(file));
  }
  return wanted;
}

// ---- policy --------------------------------------------------------------------------------------

Problems Session::set_policy(std::string_view file, std::string_view text) {
  policy::Policy as_far_as_read;
  Result<policy::Policy> policy = policy::read(file, text, &as_far_as_read);
  if (!policy.ok()) {
    state_->refused = std::make_shared<const policy::Policy>(std::move(as_far_as_read));
    state_->refused_file = file;
    state_->refused_text = text;
    Problems problems = policy.problems();
    const Problems of_columns = refused_columns();
    problems.insert(problems.end(), of_columns.begin(), of_columns.end());
    return problems;
  }
  state_->refused.reset();
  state_->policy = std::make_shared<const policy::Policy>(std::move(policy).value());
  state_->policy_file = file;
  state_->policy_text = text;
  return {};
}

Problems Session::refused_columns() const {
  if (state_->refused == nullptr) return {};
  auto opened = workspace::Workspace::open(state_->files, *state_->refused, std::make_shared<workspace::Cache>(), workspace::Needs::nothing);
  Problems problems = opened.ok() ? Problems{} : opened.problems();
  if (opened.ok()) {
    if (const auto problem = replay::wrong_as_of(opened.value())) problems.push_back(*problem);
  }
  return State::in_policy(std::move(problems), state_->refused_file, state_->refused_text);
}

bool Session::has_policy() const { return state_->policy != nullptr; }

std::string Session::propose_policy() const { return report::propose_policy(state_->files); }

std::string Session::files_json() const {
  if (state_->policy != nullptr) {
    const auto opened = state_->open(workspace::Needs::named_files);
    if (opened.ok()) return report::files_json(state_->files, opened.value().get());
  }
  return report::files_json(state_->files, nullptr);
}

// ---- the dry run ---------------------------------------------------------------------------------

// Problems that the tables show in the policy get the policy's name and the line of their pointer.
Problems Session::State::in_policy(Problems problems) const { return in_policy(std::move(problems), policy_file, policy_text); }

Problems Session::State::in_policy(Problems problems, std::string_view file, std::string_view text) {
  const Result<json::Value> root = json::read(file, text);
  for (Problem& problem : problems) {
    if (problem.place.file != "policy.json") continue;
    problem.place.file = file;
    if (problem.place.line > 0 || problem.place.pointer.empty() || !root.ok()) continue;
    const json::Value& at = json::find_at(root.value(), problem.place.pointer);
    problem.place.line = at.line;
    problem.place.column = at.column;
  }
  return problems;
}

Result<std::shared_ptr<const workspace::Workspace>> Session::State::open(workspace::Needs needs) const {
  auto opened = workspace::Workspace::open(files, *policy, cache, needs);
  if (!opened.ok()) {
    return in_policy(opened.problems());
  }
  return std::make_shared<const workspace::Workspace>(std::move(opened).value());
}

std::shared_ptr<const identity::Graph> Session::State::graph_of(const workspace::Workspace& workspace, bool always) {
  // Everything the graph depends on: the files, how they are read, and the settings.
  std::string key = workspace.policy().graph_key;
  for (const auto& [name, file] : files) key += name + ":" + file.id + ";";
  if (key != graph_key || (always && graph == nullptr)) {
    graph = replay::make_graph(workspace, always);
    graph_key = key;
  }
  return graph;
}

Result<report::DryRun> Session::State::decide(std::shared_ptr<const policy::Policy> which, replay::TextColumns text) {
  report::DryRun made;
  made.policy = which;
  auto opened = workspace::Workspace::open(files, *which, cache, workspace::Needs::leads);
  if (!opened.ok()) return opened.problems();
  made.workspace = std::make_shared<const workspace::Workspace>(std::move(opened).value());
  auto view = replay::make_world(*made.workspace, graph_of(*made.workspace, false), text);
  if (!view.ok()) return view.problems();
  made.view = view.value();
  replay::Options options;
  cache->classes.next_run();
  options.cache = &cache->classes;
  made.run = std::make_shared<const replay::Run>(replay::run(made.view->world, options));
  return made;
}

Problems Session::run() {
  State& state = *state_;
  if (state.policy == nullptr) return {state.no_policy()};
  Result<report::DryRun> made = state.decide(state.policy);
  if (!made.ok()) {
    return state.in_policy(made.problems());
  }
  state.dry = report::with_counts(std::move(made).value());
  state.errors = report::error_queue(*state.dry);
  return {};
}

bool Session::has_run() const { return state_->dry.has_value(); }

std::vector<std::string> Session::outputs() const {
  std::vector<std::string> names;
  if (!state_->dry) return names;
  names = {"decisions.csv", "errors.csv"};
  if (state_->dry->view->graph != nullptr) names.insert(names.end(), {"links.csv", "clusters.csv", "conflicts.csv"});
  if (state_->dry->workspace->find(table::Role::subscriptions) != nullptr && state_->dry->view->graph != nullptr) names.push_back("drift.csv");
  names.push_back("summary.json");
  if (!state_->policy->people.empty()) names.insert(names.end(), {"hubspot_update.csv", "rollback.csv"});
  return names;
}

std::string Session::output(std::string_view name, bool safe) const {
  if (name == "links.csv" || name == "clusters.csv" || name == "conflicts.csv" || name == "drift.csv") {
    const auto view = state_->view();
    if (!view.ok()) return {};
    const std::string text = report::graph_csv(view.value(), name);
    return safe ? csv::made_safe(text) : text;
  }
  if (!state_->dry) return {};
  const report::DryRun& dry = *state_->dry;
  if (name == "decisions.csv") return report::decisions_csv(dry, safe);
  if (name == "errors.csv") return report::errors_csv(state_->errors, safe);
  if (name == "summary.json") return report::summary_json(dry, state_->errors);
  if (name == "hubspot_update.csv") return report::hubspot_update_csv(dry, safe);
  if (name == "rollback.csv") return report::rollback_csv(dry, safe);
  return {};
}

std::string Session::summary_text(int width) const {
  return state_->dry ? report::summary_text(*state_->dry, state_->errors, width) : std::string();
}

Result<std::vector<std::uint32_t>> Session::select(std::string_view query_json) const {
  if (!state_->dry) return Problem{{}, "nothing has been run", ""};
  return report::select(*state_->dry, query_json);
}

std::string Session::rows_json(const std::vector<std::uint32_t>& rows) const {
  return state_->dry ? report::rows_json(*state_->dry, rows) : "{\"rows\": []}\n";
}

std::string Session::errors_json(std::int64_t offset, std::int64_t count) const {
  return report::errors_json(state_->errors, offset, count);
}

namespace {

// The row of a lead: the first with that id, or `#12`.
Result<std::int64_t> find_lead(const report::DryRun& dry, std::string_view lead) {
  const replay::World& world = dry.world();
  if (lead.size() > 1 && lead[0] == '#') {
    std::int64_t row = 0;
    bool digits = lead.size() < 12;
    for (const char c : lead.substr(1)) {
      digits &= c >= '0' && c <= '9';
      row = row * 10 + (c - '0');
    }
    if (digits && row >= 1 && row <= world.leads.rows) return row - 1;
    return Problem{{}, "there is no row `" + std::string(lead) + "`", "rows are `#1` to `#" + std::to_string(world.leads.rows) + "`"};
  }
  const std::string_view id = text::trim(lead);
  for (std::size_t row = 0; row < world.ids.size(); ++row) {
    if (!id.empty() && world.ids[row] == id) return static_cast<std::int64_t>(row);
  }
  std::vector<std::string_view> near;
  for (const std::string_view one : world.ids) {
    if (near.size() < 20000 && !one.empty()) near.push_back(one);
  }
  const std::string_view nearest = text::nearest(lead, near);
  return Problem{{}, "there is no lead `" + std::string(lead) + "`",
                 nearest.empty() ? "`#12` names a row" : "did you mean `" + std::string(nearest) + "`?"};
}

Result<int> find_person(const policy::Policy& policy, std::string_view name) {
  if (name.empty()) return -1;
  const replay::OwnerCell found = replay::OwnerNames(policy).find(name);
  if (found.state == replay::OwnerCell::State::person) return found.person;
  std::vector<std::string_view> ids;
  for (const policy::Person& person : policy.people) ids.push_back(person.id);
  const std::string_view nearest = text::nearest(name, ids);
  return Problem{{}, "there is no person `" + std::string(name) + "` in the policy",
                 nearest.empty() ? std::string() : "did you mean `" + std::string(nearest) + "`?"};
}

}  // namespace

Result<std::string> Session::explain_json(std::string_view lead, std::string_view why_not) const {
  if (!state_->dry) return Problem{{}, "nothing has been run", ""};
  const auto row = find_lead(*state_->dry, lead);
  if (!row.ok()) return row.problems();
  const auto person = find_person(*state_->dry->policy, why_not);
  if (!person.ok()) return person.problems();
  return report::explain_json(*state_->dry, row.value(), person.value());
}

Result<std::string> Session::explain_text(std::string_view lead, std::string_view why_not, int width) const {
  if (!state_->dry) return Problem{{}, "nothing has been run", ""};
  const auto row = find_lead(*state_->dry, lead);
  if (!row.ok()) return row.problems();
  const auto person = find_person(*state_->dry->policy, why_not);
  if (!person.ok()) return person.problems();
  return report::explain_text(*state_->dry, row.value(), person.value(), width);
}

// ---- business time -------------------------------------------------------------------------------

Result<std::string> Session::clock_vectors(std::string_view file, std::string_view text) {
  const Result<json::Value> root = json::read(file, text);
  if (!root.ok()) return root.problems();
  return calendar::answer_vectors(file, root.value());
}

}  // namespace leadwright
