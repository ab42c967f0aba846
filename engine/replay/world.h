// From tables to what is replayed: the order of taking, repeated ids, arrivals, first touches, owners
// and accounts of every lead.
#pragma once

#include <memory>
#include <optional>

#include "replay/replay.h"
#include "workspace/workspace.h"

namespace leadwright::replay {

// What was noticed on the way and belongs in the report; never an error.
struct Ignored {
  std::int64_t touches_before_arrival = 0;   // leads with one
  std::vector<std::uint32_t> touched_before; // those rows
  std::int64_t unknown_lead_activities = 0;  // activities tied to no lead
  std::vector<std::uint32_t> unknown_lead_rows;
};

// The world and what its views point into; it stays where it is made.
struct WorldView {
  WorldView() = default;
  WorldView(const WorldView&) = delete;
  WorldView& operator=(const WorldView&) = delete;

  World world;
  Ignored ignored;
  std::shared_ptr<const identity::Graph> graph;   // null: no table that could match
  std::vector<std::shared_ptr<const void>> hold;  // what the views point into
};

// A dry run reads text where it lies; who asks for values again and again wants dictionaries.
enum class TextColumns : std::uint8_t { cells, dictionaries };

// An `as_of` that lies before the last arrival, whatever becomes of that lead.
std::optional<Problem> wrong_as_of(const workspace::Workspace&);

// Fails where `as_of` is wrong. `graph` may be given when it is known already.
Result<std::shared_ptr<const WorldView>> make_world(const workspace::Workspace&, std::shared_ptr<const identity::Graph> graph,
                                                    TextColumns = TextColumns::cells);

// One column a field, by row of the leads; `account.*` is unknown for a lead without an account.
std::vector<std::shared_ptr<const policy::ValueColumn>> columns_of(const workspace::Workspace&, const World&,
                                                                   const std::vector<policy::Field>&, TextColumns);

// The graph of a workspace, or null where it holds nothing but leads that no rule asks to compare.
std::shared_ptr<const identity::Graph> make_graph(const workspace::Workspace&, bool always);

// A22: the person that an owner cell means.
class OwnerNames {
 public:
  explicit OwnerNames(const policy::Policy&);
  OwnerCell find(std::string_view cell) const;

 private:
  using Names = std::map<std::string, int>;   // -2: several people
  Names by_id_, by_email_, by_name_;
};

}  // namespace leadwright::replay
