// What a Session holds; for the files that implement its questions, and nobody else.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "leadwright.h"
#include "report/graph.h"
#include "report/page.h"
#include "report/report.h"

namespace leadwright {

struct Session::State {
  workspace::Files files;
  std::int64_t loads = 0;                       // so far: gives every load an id
  std::optional<table::Reader> reading;
  std::string reading_name;

  std::shared_ptr<const policy::Policy> policy;
  std::string policy_file, policy_text;
  // A policy that was refused, as far as it could be read: what it says of its files is checked all the same.
  std::shared_ptr<const policy::Policy> refused;
  std::string refused_file, refused_text;
  std::shared_ptr<workspace::Cache> cache = std::make_shared<workspace::Cache>();

  std::shared_ptr<const identity::Graph> graph; // of `graph_key`
  std::string graph_key;

  std::optional<report::DryRun> dry;
  std::vector<report::ErrorRow> errors;

  bool proof_has_errors = false;
  bool diff_is_empty = false;
  std::vector<std::string> proof_faults;

  Problem no_policy() const { return {{}, "there is no policy", "give one first"}; }
  Problems in_policy(Problems) const;
  static Problems in_policy(Problems, std::string_view file, std::string_view text);
  // The tables under the policy in force.
  Result<std::shared_ptr<const workspace::Workspace>> open(workspace::Needs) const;
  Result<report::GraphView> view();
  // The ID graph of a workspace, worked out once for the same files, sources and matching settings.
  std::shared_ptr<const identity::Graph> graph_of(const workspace::Workspace&, bool always);
  // A dry run of any policy over the loaded files; the one in force is run().
  Result<report::DryRun> decide(std::shared_ptr<const policy::Policy>, replay::TextColumns = replay::TextColumns::cells);
  // A forecast, told as JSON or in words (session_forecast.cpp).
  Result<std::string> forecast(std::string_view options, int width, bool as_json);
};

}  // namespace leadwright
