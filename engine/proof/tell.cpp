#include "proof/tell.h"

#include <algorithm>

namespace leadwright::proof {
namespace {

void put(json::Writer& w, const std::optional<Witness>& witness) {
  w.key("witness");
  if (!witness) {
    w.null();
    return;
  }
  w.object();
  for (const auto& [field, cell] : witness->cells) {
    w.key(field);
    if (cell) w.string(*cell);
    else w.null();
  }
  w.end();
}

void put(json::Writer& w, const Finding& f) {
  w.object().field("kind", name_of(f.kind)).field("severity", name_of(f.severity));
  w.key("rule");
  if (f.rule.empty()) w.null();
  else w.string(f.rule);
  w.key("by").array();
  for (const std::string& id : f.by) w.string(id);
  w.end();
  put(w, f.witness);
  w.field("leads", f.leads).field("exact", f.exact).field("message", f.message).field("pointer", f.pointer);
  if (!f.patch.empty()) w.field("patch_says", f.patch_says).key("patch").raw(f.patch);
  w.end();
}

void put_names(json::Writer& w, std::string_view key, const std::vector<std::string>& names) {
  w.key(key).array();
  for (const std::string& name : names) w.string(name);
  w.end();
}

void put_rule(json::Writer& w, std::string_view key, const std::string& rule, const std::string& words) {
  w.key(key).object().key("rule");
  if (rule.empty()) w.null();
  else w.string(rule);
  w.field("decision", words).end();
}

// Words broken into lines of at most `width` columns, each after the first indented.
std::string wrapped(const std::string& words, std::size_t indent, int width) {
  std::string out(indent, ' ');
  std::size_t column = indent;
  bool first = true;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    // Columns of a terminal: bytes that begin a code point.
    std::size_t length = 0;
    for (std::size_t i = at; i < end; ++i) length += (static_cast<unsigned char>(words[i]) & 0xC0U) != 0x80U;
    if (!first && column + 1 + length > static_cast<std::size_t>(std::max(width, 20))) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
      first = true;
    }
    if (!first) out += " ", ++column;
    out.append(words, at, end - at);
    column += length;
    first = false;
    at = end + 1;
  }
  return out + "\n";
}

std::string in_words(const Witness& witness) {
  std::string out;
  for (const auto& [field, cell] : witness.cells) {
    if (field == "id" && cell == "witness") continue;
    out += (out.empty() ? "" : ", ") + field + " " + (cell ? "\"" + *cell + "\"" : "blank");
  }
  return out;
}

std::string leads_words(std::int64_t leads) {
  return std::to_string(leads) + (leads == 1 ? " lead" : " leads") + " of the file";
}

std::string told(const Finding& f, int width) {
  std::string out = wrapped(std::string(name_of(f.severity)) + " " + std::string(name_of(f.kind)) + ": " + f.message, 0, width);
  if (f.witness) out += wrapped("witness: " + in_words(*f.witness), 2, width);
  if (f.leads > 0) out += wrapped(leads_words(f.leads), 2, width);
  if (!f.pointer.empty()) out += wrapped("at " + f.pointer, 2, width);
  if (!f.patch.empty()) out += wrapped("repair: " + f.patch_says, 2, width);
  return out;
}

std::string counted(std::int64_t n, const char* one, const char* many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}

// What a workflow command may not hold as it is.
std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (char c : text) {
    if (c == '%') out += "%25";
    else if (c == '\r') out += "%0D";
    else if (c == '\n') out += "%0A";
    else if (property && c == ':') out += "%3A";
    else if (property && c == ',') out += "%2C";
    else out += c;
  }
  return out;
}

// The nearest value on the way to a pointer.
const json::Value* value_at(const json::Value& document, std::string_view pointer) {
  const json::Value* here = &document;
  for (std::size_t at = 0; at < pointer.size();) {
    const std::size_t end = std::min(pointer.find('/', at + 1), pointer.size());
    const std::string_view token = pointer.substr(at + 1, end - at - 1);
    const json::Value* next = nullptr;
    if (here->is(json::Kind::array)) {
      std::size_t index = 0;
      bool digits = !token.empty();
      for (char c : token) {
        digits = digits && c >= '0' && c <= '9';
        index = index * 10 + static_cast<std::size_t>(c - '0');
      }
      if (digits && index < here->items.size()) next = &here->items[index];
    } else {
      for (const auto& [key, member] : here->members) if (json::pointer_token(key) == token) next = &member;
    }
    if (next == nullptr) break;
    here = next;
    at = end;
  }
  return here;
}

std::string annotation(std::string_view level, std::string_view file, std::int64_t line, std::string_view title,
                       const std::string& message) {
  std::string out = "::" + std::string(level) + " file=" + escaped(file, true);
  if (line > 0) out += ",line=" + std::to_string(line);
  return out + ",title=" + escaped(title, true) + "::" + escaped(message, false) + "\n";
}

std::string_view level_of(Severity severity) {
  return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "notice";
}

}  // namespace

std::string to_json(const Report& report) {
  json::Writer w;
  w.object().key("findings").array();
  for (const Finding& f : report.findings) put(w, f);
  w.end();
  put_names(w, "proved", report.proved);
  if (!report.shorter.empty()) {
    w.key("shorter").object();
    put_names(w, "removes", report.removable);
    w.key("patch").raw(report.shorter).end();
  }
  if (!report.faults.empty()) put_names(w, "faults", report.faults);
  w.field("decided", report.decided).end();
  return std::move(w).text();
}

std::string to_text(const Report& report, int width) {
  std::string out;
  std::int64_t errors = 0, warnings = 0, infos = 0;
  constexpr std::int64_t infos_shown = 10;
  for (const Finding& f : report.findings) {
    if (f.severity == Severity::error) ++errors;
    if (f.severity == Severity::warning) ++warnings;
    if (f.severity == Severity::info && ++infos > infos_shown) continue;
    out += told(f, width);
  }
  if (infos > infos_shown) out += "and " + counted(infos - infos_shown, "info", "infos") + " more\n";
  for (const std::string& fault : report.faults) out += wrapped("internal fault: " + fault, 0, width);
  if (!report.removable.empty()) {
    std::string names;
    for (const std::string& id : report.removable) names += (names.empty() ? "`" : ", `") + id + "`";
    out += wrapped("shorter: without " + names + " every lead is decided alike", 0, width);
  }
  if (!report.proved.empty()) {
    out += counted(static_cast<std::int64_t>(report.proved.size()), "assertion holds", "assertions hold") + " for every lead\n";
  }
  out += counted(errors, "error", "errors") + ", " + counted(warnings, "warning", "warnings") + ", " +
         counted(infos, "info", "infos");
  out += report.decided ? "; decided for every possible lead\n" : "; not everything could be decided\n";
  return out;
}

std::string to_github(const Report& report, std::string_view file, const json::Value& document) {
  std::string out;
  for (const Finding& f : report.findings) {
    const json::Value* value = value_at(document, f.pointer);
    std::string message = f.message;
    if (f.witness) message += "\nwitness: " + in_words(*f.witness);
    if (!f.patch.empty()) message += "\nrepair: " + f.patch_says;
    out += annotation(level_of(f.severity), file, value->line, name_of(f.kind), message);
  }
  for (const std::string& fault : report.faults) out += annotation("error", file, 0, "internal fault", fault);
  return out;
}

std::string to_json(const Difference& difference) {
  json::Writer w;
  w.object().field("equal", difference.equal()).key("changes").array();
  for (const Change& change : difference.changes) {
    w.object();
    put_rule(w, "from", change.from_rule, change.from);
    put_rule(w, "to", change.to_rule, change.to);
    put_names(w, "where", change.where);
    put(w, change.witness);
    w.field("leads", change.leads).field("exact", change.exact).end();
  }
  w.end();
  put_names(w, "settings", difference.settings);
  w.key("findings").array();
  for (const Finding& f : difference.assertions) put(w, f);
  w.end();
  put_names(w, "proved", difference.proved);
  if (!difference.moves.empty()) {
    w.key("moves").array();
    for (const Move& move : difference.moves) {
      w.object().field("from", move.from).field("to", move.to).field("leads", static_cast<std::int64_t>(move.rows.size()));
      w.key("rows").array();
      for (const std::int64_t row : move.rows) w.number(row + 1);
      w.end().end();
    }
    w.end();
  }
  if (!difference.faults.empty()) put_names(w, "faults", difference.faults);
  w.field("decided", difference.decided).end();
  return std::move(w).text();
}

std::string to_text(const Difference& difference, int width) {
  std::string out;
  for (const Change& change : difference.changes) {
    out += wrapped(change.from + " -> " + change.to, 0, width);
    for (const std::string& where : change.where) out += wrapped("where " + where, 2, width);
    if (!change.exact) out += "  and elsewhere\n";
    out += wrapped("witness: " + in_words(change.witness), 2, width);
    if (change.leads > 0) out += wrapped(leads_words(change.leads), 2, width);
  }
  if (!difference.moves.empty()) out += "leads of the file that move\n";
  for (const Move& move : difference.moves) {
    out += wrapped(move.from + " -> " + move.to + ": " + counted(static_cast<std::int64_t>(move.rows.size()), "lead", "leads"), 2, width);
  }
  for (const std::string& pointer : difference.settings) out += "settings differ at " + pointer + "\n";
  for (const Finding& f : difference.assertions) out += told(f, width);
  for (const std::string& fault : difference.faults) out += wrapped("internal fault: " + fault, 0, width);
  if (difference.equal()) {
    out += "no lead is decided otherwise, which is proved for every possible lead\n";
  } else {
    out += counted(static_cast<std::int64_t>(difference.changes.size()), "change", "changes");
    out += difference.decided ? " by rules; nothing else changes by them, for every possible lead\n" : "; not everything could be decided\n";
  }
  return out;
}

std::string to_github(const Difference& difference, std::string_view file) {
  std::string out;
  for (const Change& change : difference.changes) {
    std::string message = change.from + " -> " + change.to;
    for (const std::string& where : change.where) message += "\nwhere " + where;
    message += "\nwitness: " + in_words(change.witness);
    out += annotation("notice", file, 0, "leads move", message);
  }
  for (const std::string& pointer : difference.settings) out += annotation("notice", file, 0, "settings differ", pointer);
  for (const Finding& f : difference.assertions) out += annotation(level_of(f.severity), file, 0, name_of(f.kind), f.message);
  for (const std::string& fault : difference.faults) out += annotation("error", file, 0, "internal fault", fault);
  return out;
}

}  // namespace leadwright::proof
