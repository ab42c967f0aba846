// Telling: a finished dry run as CSV, JSON and words. Everything here reads and nothing decides.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "replay/replay.h"
#include "replay/world.h"
#include "workspace/workspace.h"

namespace leadwright::report {

struct Counts;   // counts.h

// A dry run with everything that it was made from.
struct DryRun {
  std::shared_ptr<const policy::Policy> policy;
  std::shared_ptr<const workspace::Workspace> workspace;
  std::shared_ptr<const replay::WorldView> view;
  std::shared_ptr<const replay::Run> run;
  std::shared_ptr<const Counts> counts;   // of the run; `with_counts` fills it

  const replay::World& world() const { return view->world; }
  const replay::Decision& decision(std::int64_t row) const { return run->decisions[static_cast<std::size_t>(row)]; }
};

DryRun with_counts(DryRun);

// ---- one decision's cells (section 11) ---------------------------------------------------------
std::string_view rule_text(const DryRun&, std::int64_t row);
std::string_view owner_text(const DryRun&, std::int64_t row);
std::string_view pool_text(const DryRun&, std::int64_t row);
std::string_view queue_text(const DryRun&, std::int64_t row);
std::string_view sla_text(const DryRun&, std::int64_t row);
std::string_view agrees_text(const DryRun&, std::int64_t row);   // yes, no or empty
std::string_view recorded_owner_text(const DryRun&, std::int64_t row);
std::string_view account_text(const DryRun&, std::int64_t row);
std::string due_text(const DryRun&, std::int64_t row);           // `never` where it is

// The names of the columns of decisions.csv.
const std::vector<std::string_view>& decision_columns();
// The cells of one row, in that order.
std::vector<std::string> decision_cells(const DryRun&, std::int64_t row);

std::string decisions_csv(const DryRun&, bool spreadsheet_safe);

// ---- the error queue (section 8) ----------------------------------------------------------------
struct ErrorRow {
  table::Role table = table::Role::leads;
  std::int64_t row = -1;               // from 0; -1: of no row
  std::string record_id;
  std::string reason, detail, field, value;
  Instant first_seen = no_instant;
  std::string owner;
};
// Every queued lead, every invalid row and cell, every conflict, every sync error, in that order.
std::vector<ErrorRow> error_queue(const DryRun&);
std::string errors_csv(const std::vector<ErrorRow>&, bool spreadsheet_safe);
std::string errors_json(const std::vector<ErrorRow>&, std::int64_t offset, std::int64_t count);
// The closed list of reasons, each with what to do about it.
struct ErrorReason {
  std::string_view name, remedy;
};
const std::vector<ErrorReason>& error_reasons();

// ---- counts -------------------------------------------------------------------------------------
std::string summary_json(const DryRun&, const std::vector<ErrorRow>&);
std::string summary_text(const DryRun&, const std::vector<ErrorRow>&, int width);
std::string rollback_csv(const DryRun&, bool spreadsheet_safe);
std::string hubspot_update_csv(const DryRun&, bool spreadsheet_safe);

// ---- one lead -----------------------------------------------------------------------------------
// `why_not` is a person (index), or -1.
std::string explain_json(const DryRun&, std::int64_t row, int why_not);
std::string explain_text(const DryRun&, std::int64_t row, int why_not, int width);

// ---- words --------------------------------------------------------------------------------------
// Breaks lines at white space so that none is longer than `width`; `indent` before every line but the first.
std::string wrapped(std::string_view text, int width, std::string_view indent);
std::string grouped(std::int64_t number);               // 12,345
std::string percent(std::int64_t part, std::int64_t whole);   // 12.3 %
std::string counted(std::int64_t number, std::string_view one, std::string_view many);  // "1 lead", "12 leads"
// `Tue 2026-05-12 09:30 (Europe/London)`
std::string local_time(Instant, calendar::ZoneId);

}  // namespace leadwright::report
