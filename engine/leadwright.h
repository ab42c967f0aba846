// Leadwright: the one door of the engine.
//
// A Session holds files and a policy, bytes in, and answers questions about them, bytes out. Files stay
// loaded when the policy changes, and what did not change is not worked out again. A Session has no
// clock, opens no file and prints nothing: `native/` gives it files, `wasm/` gives it what was dropped.
//
//   Session session;
//   session.begin_file("leads.csv"); session.append(bytes); session.finish_file();
//   session.set_policy("policy.json", text);
//   if (session.run().empty()) save(session.output("decisions.csv"));
//
// Answers are JSON texts (UTF-8, fixed key order, a newline at the end) or CSV, the same bytes
// everywhere. What is wrong with the user's files comes back as Problems, never as an exception;
// the outcome of a lead is a value. Where a function returns Result<std::string>, the text is the
// JSON document that `leadwright COMMAND --json` prints, unless it says otherwise.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace leadwright {

std::string_view version();                    // "0.1.0"
std::string_view tzdata_version();             // "2026f"
std::string policy_schema();                   // JSON Schema 2020-12

// A problem as a line for standard error: `file:line:column: message (help)`, with the JSON Pointer
// where one is known; and several as `{"problems": [{file, line, column, pointer, message, help}]}`.
std::string problem_line(const Problem&);
std::string problems_json(const Problems&);

// One file the policy may want: what role it would have, and the names under which it is looked for.
struct WantedFile {
  std::string role;
  std::vector<std::string> names;   // all of them when `listed`, else the first that is there
  bool listed = false;              // named by policy.sources: each must be there
};

class Session {
 public:
  Session();
  ~Session();
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;

  // ---- files -------------------------------------------------------------------------------
  // A file in pieces. A file that cannot be read leaves what was loaded as it was. A file of the same
  // name replaces the earlier one when it has been read.
  void begin_file(std::string_view name, std::uint64_t size_hint = 0);
  void append(std::string_view bytes);
  // Instead of pieces: the whole file in memory that the session takes over and releases when the file is
  // gone. What lies behind `size` up to `capacity` is written to; with `spare_bytes` there, nothing is copied.
  struct Given {
    char* data;
    std::size_t size, capacity;
    void (*release)(char* data, std::size_t capacity);
  };
  static constexpr std::size_t spare_bytes = 128;
  void give(Given);
  Problems finish_file();
  void remove_file(std::string_view name);

  // The files that a policy's text asks for; the defaults of section 1 where it cannot be read.
  static std::vector<WantedFile> wanted_files(std::string_view policy_text);

  // ---- policy ------------------------------------------------------------------------------
  // All problems at once; the earlier policy stays in force when there is any.
  Problems set_policy(std::string_view file, std::string_view text);
  bool has_policy() const;
  // Of a policy that was refused: what the loaded files lack of the columns that it names. set_policy tells it
  // of the files that were there; who loads files afterwards asks again.
  Problems refused_columns() const;
  // A policy written for the loaded leads: their columns, their owners as people, one rule to a queue.
  std::string propose_policy() const;

  // {"files": [{name, role, rows, malformed, encoding, delimiter, notes, columns: [{header, field, by,
  //  samples, filled, distinct}]}]}: how each file was understood under the policy in force.
  std::string files_json() const;

  // ---- the dry run -------------------------------------------------------------------------
  // Decides every lead. Empty when done; else why the workspace cannot be run (an earlier run stays).
  Problems run();
  bool has_run() const;

  // Names of the files of the run that apply, in the order of section 11.
  std::vector<std::string> outputs() const;
  std::string output(std::string_view name, bool spreadsheet_safe = false) const;
  std::string summary_json() const { return output("summary.json"); }
  std::string summary_text(int width = 80) const;          // for a terminal

  // Rows of decisions.csv for a table on a page. `query` is JSON:
  //   {"where": {"outcome": "queued", "rule": "...", "owner": "...", "queue": "...", "reason": "...",
  //              "sla_status": "...", "pool": "...", "agrees": "..."}, "search": "text in id or cells",
  //    "sort": "created_at", "descending": false}
  // Answers row indices (0-based). Unknown keys are problems.
  Result<std::vector<std::uint32_t>> select(std::string_view query_json) const;
  // {"rows": [{every column of decisions.csv, and "lead": {header: cell}}]} of these rows.
  std::string rows_json(const std::vector<std::uint32_t>& rows) const;
  // errors.csv as {"total": n, "rows": [...]}, from `offset`.
  std::string errors_json(std::int64_t offset, std::int64_t count) const;

  // The whole story of one lead (the first row with that id; `#12` means row 12). JSON or plain words.
  // `why_not`: a person's id, e-mail or name, or empty.
  Result<std::string> explain_json(std::string_view lead, std::string_view why_not = {}) const;
  Result<std::string> explain_text(std::string_view lead, std::string_view why_not = {}, int width = 80) const;

  // ---- the ID graph ------------------------------------------------------------------------
  Result<std::string> match_json();                        // summary, review queue, conflicts, sensitivity
  Result<std::string> match_text(int width = 80);
  Result<std::string> why_json(std::string_view a, std::string_view b);   // `accounts:A1` or an id that one table has
  Result<std::string> why_text(std::string_view a, std::string_view b, int width = 80);
  Result<std::string> reconcile_json();
  Result<std::string> reconcile_text(int width = 80);

  // ---- proof -------------------------------------------------------------------------------
  // Findings of section 9 for the policy in force, with the leads that are loaded (none is fine).
  Result<std::string> check_json();
  Result<std::string> check_text(int width = 80);
  Result<std::string> check_github();                      // workflow annotations
  // Against another policy; the one in force is the new one.
  Result<std::string> diff_json(std::string_view old_file, std::string_view old_text);
  Result<std::string> diff_text(std::string_view old_file, std::string_view old_text, int width = 80);
  Result<std::string> diff_github(std::string_view old_file, std::string_view old_text);
  bool proof_has_errors() const;                           // of the last check: a finding of severity error
  bool diff_is_empty() const;                              // of the last diff: proved equal
  // Of the last check or diff: witnesses that the engine decides otherwise. A bug of Leadwright (exit 4).
  const std::vector<std::string>& proof_faults() const;

  // ---- forecast ----------------------------------------------------------------------------
  // `options` is JSON: {"runs": 200, "seed": 1, "volume": 1.0, "days": 28, "without": ["ana"], "against": text}.
  // With `volume` or `without` it is compared with the recorded volume and everybody there; with `against`,
  // the text of another policy, with that one. The pairs of runs meet the same leads with the same luck.
  Result<std::string> forecast_json(std::string_view options);
  Result<std::string> forecast_text(std::string_view options, int width = 80);

  // ---- business time -----------------------------------------------------------------------
  // `question` is JSON: {"op": "due"|"elapsed"|"next_open"|"is_open", "calendar": name, "at": instant,
  // "to": instant, "within": "15m"}; needs a policy. `owner:ana` is a person's hours less `away`. Instants
  // without a zone are the calendar's. Answers {op, calendar, time_zone, at, answer, local}.
  Result<std::string> clock_json(std::string_view question) const;
  // A file of clock vectors; needs nothing.
  static Result<std::string> clock_vectors(std::string_view file, std::string_view text);

 private:
  struct State;
  struct Proof;
  std::unique_ptr<State> state_;
};

}  // namespace leadwright
