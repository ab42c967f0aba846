#include "replay/world.h"

#include <algorithm>

#include "base/text.h"
#include "table/dictionary.h"

namespace leadwright::replay {
namespace {

using table::Role;
using table::State;
using table::Type;
using workspace::RoleTable;
using workspace::Workspace;

constexpr std::size_t index_of(std::int64_t value) { return static_cast<std::size_t>(value); }

constexpr int several_people = -2;

// Ids identify exactly, after trimming.
std::vector<std::string_view> trimmed_cells(const Workspace& workspace, Role role, std::string_view field) {
  const RoleTable& rows = *workspace.find(role);
  const int index = rows.field(field);
  const table::Reading reading = workspace.reading(role, index, Type::text);
  std::vector<std::string_view> cells(index_of(rows.sheet.rows()));
  rows.sheet.cells(index, 0, cells);
  for (std::string_view& cell : cells) {
    cell = text::trim(cell);
    if (!reading.empty.empty() && std::binary_search(reading.empty.begin(), reading.empty.end(), text::fold(cell))) cell = {};
  }
  return cells;
}

std::vector<Instant> instants(const Workspace& workspace, Role role, std::string_view field) {
  const RoleTable& rows = *workspace.find(role);
  const int index = rows.field(field);
  if (!rows.has_column(index)) return std::vector<Instant>(index_of(rows.sheet.rows()), no_instant);
  return workspace.measures(role, index, Type::date_time)->instants;
}

std::vector<OwnerCell> owners(const Workspace& workspace, Role role, const OwnerNames& names) {
  const RoleTable& rows = *workspace.find(role);
  if (!rows.has_column(rows.field("owner"))) return std::vector<OwnerCell>(index_of(rows.sheet.rows()));
  const auto texts = workspace.encoded(role, rows.field("owner"));
  const table::Reading reading = workspace.reading(role, rows.field("owner"), Type::text);
  std::vector<OwnerCell> by_code;
  by_code.reserve(texts->distinct.size());
  for (const std::string_view text : texts->distinct) {
    const bool empty = table::read_value(text, reading).state != State::known;
    by_code.push_back(empty ? OwnerCell{} : names.find(text));
  }
  std::vector<OwnerCell> out;
  out.reserve(texts->code.size());
  for (const std::uint32_t code : texts->code) out.push_back(by_code[code]);
  return out;
}

// Sorts by a key of 64 bits, equal keys in the order in which they stand: least significant digit
// first, leaving out the digits in which all keys agree.
struct Arrival {
  std::uint64_t key;
  std::uint32_t row;
};
void sort_by_key(std::vector<Arrival>& arrivals) {
  constexpr int digit_bits = 11;
  constexpr std::size_t digits = std::size_t{1} << digit_bits;
  std::uint64_t differing = 0;
  for (const Arrival& one : arrivals) differing |= one.key ^ arrivals[0].key;
  std::vector<Arrival> sorted(arrivals.size());
  for (int shift = 0; shift < 64; shift += digit_bits) {
    if ((differing >> shift & (digits - 1)) == 0) continue;
    std::vector<std::uint32_t> starts(digits + 1, 0);
    for (const Arrival& one : arrivals) starts[(one.key >> shift & (digits - 1)) + 1] += 1;
    for (std::size_t d = 0; d < digits; ++d) starts[d + 1] += starts[d];
    for (const Arrival& one : arrivals) sorted[starts[one.key >> shift & (digits - 1)]++] = one;
    arrivals.swap(sorted);
  }
}

// Whether no two leads have the same id; those without one do not count. Most exports are in the order of
// their ids.
bool are_distinct(const std::vector<std::string_view>& ids) {
  const auto less = [](std::string_view a, std::string_view b) { return a.size() != b.size() ? a.size() < b.size() : a < b; };
  const auto not_less = [&](std::string_view a, std::string_view b) { return !less(a, b); };
  const auto not_greater = [&](std::string_view a, std::string_view b) { return !less(b, a); };
  if (std::adjacent_find(ids.begin(), ids.end(), not_less) == ids.end()) return true;
  if (std::adjacent_find(ids.begin(), ids.end(), not_greater) == ids.end()) return true;
  table::Dictionary seen(ids.size());
  std::uint32_t next = 0;   // the code of an id that is new
  for (const std::string_view id : ids) {
    if (!id.empty() && seen.encode(id) != next++) return false;
  }
  return true;
}

// Whether a decision can depend on the leads before it: by a person's state, a clock, a followed record,
// or an id that was seen before.
bool order_matters(const policy::Policy& policy, bool distinct_ids) {
  return !policy.people.empty() || !policy.slas.empty() || policy.matching.on_duplicate == policy::OnDuplicate::follow || !distinct_ids;
}

// Rows by arrival, id and cells; those without an arrival after all others.
void set_order(const RoleTable& rows, World& world) {
  std::vector<Arrival> arrivals;
  arrivals.reserve(index_of(world.leads.rows));
  for (std::size_t row = 0; row < world.arrivals.size(); ++row) {
    const Instant at = world.arrivals[row];
    const std::uint64_t key = at == no_instant ? UINT64_MAX : static_cast<std::uint64_t>(at);
    arrivals.push_back({key, static_cast<std::uint32_t>(row)});
  }
  const auto by_key = [](const Arrival& a, const Arrival& b) { return a.key < b.key; };
  if (!std::is_sorted(arrivals.begin(), arrivals.end(), by_key)) sort_by_key(arrivals);

  const auto less = [&](const Arrival& a, const Arrival& b) {
    const int ids = world.ids[a.row].compare(world.ids[b.row]);
    if (ids != 0) return ids < 0;
    if (rows.sheet.row_cells_less(a.row, b.row)) return true;
    if (rows.sheet.row_cells_less(b.row, a.row)) return false;
    return a.row < b.row;  // equal rows are the same row but for its number
  };
  world.order.reserve(arrivals.size());
  for (auto from = arrivals.begin(); from != arrivals.end();) {
    auto to = from + 1;
    while (to != arrivals.end() && to->key == from->key) ++to;
    if (to - from > 1) std::sort(from, to, less);
    for (; from != to; ++from) world.order.push_back(from->row);
  }
}

// An id that was seen before, in the order of taking.
void set_repeated(World& world) {
  table::Dictionary ids(world.ids.size());
  std::uint32_t next = 0;   // the code of an id that is new
  for (const std::uint32_t row : world.order) {
    if (world.malformed[row] || world.ids[row].empty()) continue;
    const std::uint32_t code = ids.encode(world.ids[row]);
    world.repeated_id[row] = code < next;
    next = std::max(next, code + 1);
  }
}

// A39. Activities by the lead's id, or by its e-mail where they carry no id.
class Activities {
 public:
  Activities(const Workspace& workspace, WorldView& view) : view_(view) {
    const RoleTable* rows = workspace.find(Role::activities);
    if (rows == nullptr) return;
    const policy::Matching& matching = workspace.policy().matching;
    const std::vector<Instant> at = instants(workspace, Role::activities, "at");
    const std::vector<std::string_view> lead_ids = trimmed_cells(workspace, Role::activities, "lead_id");
    const auto emails = workspace.values(Role::activities, "email", Type::text);
    const auto kinds = workspace.values(Role::activities, "kind", Type::text);
    view.hold.push_back(emails);
    for (std::size_t row = 0; row < at.size(); ++row) {
      if (rows->sheet.malformed(static_cast<std::int64_t>(row)) || at[row] == no_instant) continue;
      latest_ = std::max(latest_, at[row]);
      const std::string& kind = (*kinds->distinct)[kinds->code[row]].text;
      const bool counted = !matching.touch_kinds_given ||
                           std::binary_search(matching.touch_kinds.begin(), matching.touch_kinds.end(), kind);
      const auto number = static_cast<std::uint32_t>(row);
      if (!lead_ids[row].empty()) {
        by_id_.push_back({lead_ids[row], at[row], number, counted});
      } else if (const std::string& email = (*emails->distinct)[emails->code[row]].text; !email.empty()) {
        by_email_.push_back({email, at[row], number, counted});
      } else {
        unknown(number);
      }
    }
    for (auto* list : {&by_id_, &by_email_}) {
      std::sort(list->begin(), list->end(), [](const Touch& a, const Touch& b) {
        return a.key != b.key ? a.key < b.key : a.at != b.at ? a.at < b.at : a.row < b.row;
      });
    }
  }

  Instant latest() const { return latest_; }
  bool none() const { return by_id_.empty() && by_email_.empty(); }

  // The earliest counted activity at or after the arrival; `before`: there is one before it.
  Instant first(std::string_view id, std::string_view email, Instant arrival, bool& before) {
    const Instant by_id = first_of(by_id_, id, arrival, before);
    const Instant by_email = first_of(by_email_, email, arrival, before);
    if (by_id == no_instant) return by_email;
    return by_email == no_instant ? by_id : std::min(by_id, by_email);
  }

  void count_unknown() {
    for (const auto* list : {&by_id_, &by_email_}) {
      for (const Touch& touch : *list) {
        if (!touch.used) unknown(touch.row);
      }
    }
    std::sort(view_.ignored.unknown_lead_rows.begin(), view_.ignored.unknown_lead_rows.end());
  }

 private:
  struct Touch {
    std::string_view key;
    Instant at;
    std::uint32_t row;
    bool counted;
    bool used = false;
  };

  void unknown(std::uint32_t row) {
    view_.ignored.unknown_lead_activities += 1;
    view_.ignored.unknown_lead_rows.push_back(row);
  }

  static Instant first_of(std::vector<Touch>& list, std::string_view key, Instant arrival, bool& before) {
    if (key.empty() || list.empty()) return no_instant;
    Instant found = no_instant;
    for (auto at = std::lower_bound(list.begin(), list.end(), key, [](const Touch& t, std::string_view k) { return t.key < k; });
         at != list.end() && at->key == key; ++at) {
      at->used = true;
      if (!at->counted) continue;
      if (at->at < arrival) {
        before = true;
      } else if (found == no_instant) {
        found = at->at;
      }
    }
    return found;
  }

  WorldView& view_;
  std::vector<Touch> by_id_, by_email_;
  Instant latest_ = no_instant;
};

void set_touches(const Workspace& workspace, WorldView& view, const std::vector<Instant>& recorded, Activities& activities) {
  World& world = view.world;
  world.touches.assign(index_of(world.leads.rows), no_instant);
  const bool any_recorded = std::any_of(recorded.begin(), recorded.end(), [](Instant at) { return at != no_instant; });
  if (!any_recorded && activities.none()) return;
  const auto emails = activities.none() ? nullptr : workspace.values(Role::leads, "email", Type::text);
  for (const std::uint32_t row : world.order) {
    const Instant arrival = world.arrivals[row];
    if (world.malformed[row] || world.ids[row].empty() || world.repeated_id[row] || arrival == no_instant) continue;
    bool before = recorded[row] != no_instant && recorded[row] < arrival;
    Instant touch = no_instant;
    if (emails != nullptr) {
      touch = activities.first(world.ids[row], (*emails->distinct)[emails->code[row]].text, arrival, before);
    }
    if (recorded[row] != no_instant && recorded[row] >= arrival) touch = recorded[row];
    if (before) {
      view.ignored.touches_before_arrival += 1;
      view.ignored.touched_before.push_back(row);
    }
    if (touch != no_instant && touch <= world.as_of) world.touches[row] = touch;
  }
  std::sort(view.ignored.touched_before.begin(), view.ignored.touched_before.end());
}

// The owner of an account's opportunity: of those that are open (neither won nor lost), the latest
// created, then the greatest id.
std::vector<OwnerCell> opportunity_owners(const Workspace& workspace, const OwnerNames& names,
                                          const std::vector<std::string_view>& account_ids) {
  std::vector<OwnerCell> by_account(account_ids.size());
  if (workspace.find(Role::opportunities) == nullptr || account_ids.empty()) return by_account;
  std::map<std::string_view, std::size_t> account_of;
  for (std::size_t i = 0; i < account_ids.size(); ++i) {
    if (!account_ids[i].empty()) account_of.emplace(account_ids[i], i);
  }
  const std::vector<std::string_view> accounts = trimmed_cells(workspace, Role::opportunities, "account_id");
  const std::vector<std::string_view> ids = trimmed_cells(workspace, Role::opportunities, "id");
  const std::vector<Instant> created = instants(workspace, Role::opportunities, "created_at");
  const auto stages = workspace.values(Role::opportunities, "stage", Type::text);
  const std::vector<OwnerCell> owner = owners(workspace, Role::opportunities, names);
  std::vector<std::int64_t> best(account_ids.size(), -1);
  for (std::size_t row = 0; row < accounts.size(); ++row) {
    const auto found = account_of.find(accounts[row]);
    if (found == account_of.end()) continue;
    const std::string& stage = (*stages->distinct)[stages->code[row]].text;
    const bool closed = stage.find("closed") != std::string::npos || stage == "won" || stage == "lost";
    if (closed || owner[row].state == OwnerCell::State::absent) continue;
    std::int64_t& current = best[found->second];
    const auto better = [&](std::size_t a, std::size_t b) {
      return created[a] != created[b] ? created[a] > created[b] : ids[a] != ids[b] ? ids[a] > ids[b] : false;
    };
    if (current < 0 || better(row, index_of(current))) current = static_cast<std::int64_t>(row);
  }
  for (std::size_t i = 0; i < best.size(); ++i) {
    if (best[i] >= 0) by_account[i] = owner[index_of(best[i])];
  }
  return by_account;
}

void set_matches(const Workspace& workspace, const identity::Graph& graph, const OwnerNames& names, WorldView& view) {
  World& world = view.world;
  world.matches.assign(index_of(world.leads.rows), {});
  std::vector<OwnerCell> account_owner;
  std::vector<std::string_view> account_ids;
  if (workspace.find(Role::accounts) != nullptr) {
    account_owner = owners(workspace, Role::accounts, names);
    account_ids = trimmed_cells(workspace, Role::accounts, "id");
  }
  const std::vector<OwnerCell> opportunity_owner = opportunity_owners(workspace, names, account_ids);
  std::vector<OwnerCell> contact_owner;
  std::map<std::string, std::int64_t> contact_by_email;
  if (workspace.find(Role::contacts) != nullptr) {
    contact_owner = owners(workspace, Role::contacts, names);
    const auto emails = workspace.values(Role::contacts, "email", Type::text);
    const std::vector<std::string_view> ids = trimmed_cells(workspace, Role::contacts, "id");
    for (std::size_t row = 0; row < emails->code.size(); ++row) {
      const std::string& email = (*emails->distinct)[emails->code[row]].text;
      if (email.empty()) continue;
      const auto [at, added] = contact_by_email.emplace(email, static_cast<std::int64_t>(row));
      if (!added && ids[row] < ids[index_of(at->second)]) at->second = static_cast<std::int64_t>(row);
    }
  }
  const auto emails = workspace.values(Role::leads, "email", Type::text);
  for (std::size_t row = 0; row < world.matches.size(); ++row) {
    if (world.malformed[row]) continue;
    const identity::LeadMatch& found = graph.leads[row];
    LeadMatch& match = world.matches[row];
    match.kind = static_cast<MatchKind>(found.kind);
    match.ambiguous = found.ambiguous;
    if (!found.ambiguous && found.account >= 0) {
      match.account = found.account;
      match.account_owner = account_owner[index_of(found.account)];
      match.opportunity_owner = opportunity_owner[index_of(found.account)];
    } else {
      match.kind = MatchKind::none;
    }
    if (found.duplicate_of.row >= 0) {
      (found.duplicate_of.role == Role::contacts ? match.duplicate_of_contact : match.duplicate_of_lead) = found.duplicate_of.row;
    }
    std::int64_t contact = match.duplicate_of_contact;
    if (contact < 0 && !contact_by_email.empty()) {
      const auto known = contact_by_email.find((*emails->distinct)[emails->code[row]].text);
      if (known != contact_by_email.end()) contact = known->second;
    }
    if (contact >= 0) match.contact_owner = contact_owner[index_of(contact)];
  }
}

}  // namespace

OwnerNames::OwnerNames(const policy::Policy& policy) {
  const auto add = [](Names& names, const std::string& text, int person) {
    const std::string folded = text::fold(text);
    if (folded.empty()) return;
    const auto [at, added] = names.emplace(folded, person);
    if (!added) at->second = several_people;
  };
  for (std::size_t i = 0; i < policy.people.size(); ++i) {
    const policy::Person& person = policy.people[i];
    add(by_id_, person.id, static_cast<int>(i));
    add(by_email_, person.email, static_cast<int>(i));
    add(by_name_, person.name, static_cast<int>(i));
  }
}

OwnerCell OwnerNames::find(std::string_view cell) const {
  const std::string folded = text::fold(cell);
  if (folded.empty()) return {};
  for (const Names* names : {&by_id_, &by_email_, &by_name_}) {
    const auto found = names->find(folded);
    if (found == names->end()) continue;
    if (found->second == several_people) return {OwnerCell::State::unknown, -1};
    return {OwnerCell::State::person, found->second};
  }
  return {OwnerCell::State::unknown, -1};
}

std::vector<std::shared_ptr<const policy::ValueColumn>> columns_of(const Workspace& workspace, const World& world,
                                                                   const std::vector<policy::Field>& fields, TextColumns text) {
  std::vector<std::shared_ptr<const policy::ValueColumn>> columns;
  for (const policy::Field& field : fields) {
    if (!field.of_account) {
      const int index = workspace.find(Role::leads)->field(field.name);
      const bool in_place = text == TextColumns::cells && field.type != Type::choice && field.type != Type::boolean;
      columns.push_back(in_place ? workspace.cells(Role::leads, index, field.type)
                                 : workspace.values(Role::leads, index, field.type));
      continue;
    }
    auto column = std::make_shared<policy::ValueColumn>();
    auto distinct = std::make_shared<std::vector<table::Value>>();
    std::shared_ptr<const policy::ValueColumn> of_accounts;
    if (workspace.find(Role::accounts) != nullptr && workspace.find(Role::accounts)->field(field.name) >= 0) {
      of_accounts = workspace.values(Role::accounts, field.name, field.type);
      *distinct = *of_accounts->distinct;
    }
    const auto unknown = static_cast<std::uint32_t>(distinct->size());
    distinct->push_back({});
    column->code.assign(index_of(world.leads.rows), unknown);
    if (of_accounts != nullptr && !world.matches.empty()) {
      for (std::size_t row = 0; row < column->code.size(); ++row) {
        const std::int64_t account = world.matches[row].account;
        if (account >= 0) column->code[row] = of_accounts->code[index_of(account)];
      }
    }
    column->distinct = std::move(distinct);
    columns.push_back(std::move(column));
  }
  return columns;
}

std::shared_ptr<const identity::Graph> make_graph(const Workspace& workspace, bool always) {
  const bool asked = always || workspace.find(Role::accounts) != nullptr || workspace.find(Role::contacts) != nullptr ||
                     workspace.policy().matching.on_duplicate != policy::OnDuplicate::route;
  if (!asked) return nullptr;
  std::vector<std::shared_ptr<const std::vector<std::string_view>>> hold;
  const identity::Tables tables = workspace.records(hold);
  return std::make_shared<identity::Graph>(identity::link(tables, workspace.settings()));
}

std::optional<Problem> wrong_as_of(const Workspace& workspace) {
  const Instant as_of = workspace.policy().as_of;
  if (as_of == no_instant || workspace.find(Role::leads) == nullptr) return {};
  const std::vector<Instant> arrivals = instants(workspace, Role::leads, "created_at");
  const Instant last = arrivals.empty() ? no_instant : *std::max_element(arrivals.begin(), arrivals.end());
  if (last == no_instant || as_of >= last) return {};
  return Problem{{"policy.json", "/as_of", 0, 0}, "`as_of` is before the last lead's arrival, " + format_instant(last),
                 "leave out later leads, or move `as_of`"};
}

Result<std::shared_ptr<const WorldView>> make_world(const Workspace& workspace,
                                                    std::shared_ptr<const identity::Graph> graph, TextColumns text) {
  const auto made = std::make_shared<WorldView>();
  WorldView& view = *made;
  World& world = view.world;
  const policy::Policy& policy = workspace.policy();
  const RoleTable& rows = *workspace.find(Role::leads);
  const OwnerNames names(policy);
  world.policy = &policy;
  world.leads.rows = rows.sheet.rows();
  const auto count = index_of(world.leads.rows);
  world.malformed.resize(count);
  for (std::size_t row = 0; row < count; ++row) world.malformed[row] = rows.sheet.malformed(static_cast<std::int64_t>(row));
  world.ids = trimmed_cells(workspace, Role::leads, "id");
  world.arrivals = instants(workspace, Role::leads, "created_at");
  const std::vector<Instant> recorded = instants(workspace, Role::leads, "first_touch_at");
  for (std::size_t row = 0; row < count; ++row) {
    if (world.malformed[row]) world.arrivals[row] = no_instant;
  }
  world.recorded_owner = owners(workspace, Role::leads, names);
  const bool distinct_ids = are_distinct(world.ids);
  if (order_matters(policy, distinct_ids)) {
    set_order(rows, world);
  } else {
    world.order.resize(count);
    for (std::size_t row = 0; row < count; ++row) world.order[row] = static_cast<std::uint32_t>(row);
  }
  world.repeated_id.assign(count, 0);
  if (!distinct_ids) set_repeated(world);

  Activities activities(workspace, view);
  Instant latest = activities.latest();
  for (std::size_t row = 0; row < count; ++row) {
    if (!world.malformed[row]) latest = std::max({latest, world.arrivals[row], recorded[row]});
  }
  world.as_of = policy.as_of != no_instant ? policy.as_of : latest;
  if (const auto problem = wrong_as_of(workspace)) return *problem;
  set_touches(workspace, view, recorded, activities);
  activities.count_unknown();
  if (graph != nullptr) set_matches(workspace, *graph, names, view);
  view.graph = std::move(graph);
  world.leads.columns = columns_of(workspace, world, policy.used, text);
  world.leads.arrivals = &world.arrivals;
  return std::shared_ptr<const WorldView>(made);
}

}  // namespace leadwright::replay
