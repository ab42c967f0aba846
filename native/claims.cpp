#include "claims.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "leadwright.h"

namespace leadwright::native {

namespace {

using Record = std::map<std::string, std::string>;

std::vector<std::string> split(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + separator.size());
  }
}

// The engine's own CSV (RFC 4180, LF) as records by header.
std::vector<Record> read_csv(std::string_view text) {
  std::vector<std::vector<std::string>> lines(1);
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      cell += text[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == ',' || c == '\n')) {
      lines.back().push_back(std::move(cell));
      cell.clear();
      if (c == '\n') lines.emplace_back();
    } else {
      cell += c;
    }
  }
  lines.pop_back();
  std::vector<Record> records;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    Record record;
    for (std::size_t k = 0; k < lines[0].size() && k < lines[i].size(); ++k) record[lines[0][k]] = lines[i][k];
    records.push_back(std::move(record));
  }
  return records;
}

std::string not_understood(const std::string& claim) { return "the claim `" + claim + "` is not understood"; }

std::string written(const std::string& value) { return value.empty() ? "empty" : value; }

// One cell of a record against a claimed value.
std::string compare_cell(const Record& record, const std::string& column, const std::string& value) {
  const auto cell = record.find(column);
  if (cell == record.end()) return "there is no column `" + column + "`";
  if (written(cell->second) == written(value)) return {};
  return column + " is " + written(cell->second) + ", not " + written(value);
}

// `-> owner ana by rule hot`, `queued missing_id`, `out_of_scope`, `sla_status met`
std::string check_clause(const Record& decision, const std::vector<std::string>& words, const std::string& claim) {
  std::vector<std::pair<std::string, std::string>> cells;
  if (words.size() == 6 && words[0] == "->" && words[3] == "by" && words[4] == "rule") {
    cells = {{"outcome", "routed"}, {words[1], words[2]}, {"rule", words[5]}};
  } else if (words.size() == 3 && words[0] == "->") {
    cells = {{"outcome", "routed"}, {words[1], words[2]}};
  } else if (words.size() == 2 && words[0] == "queued") {
    cells = {{"outcome", "queued"}, {"reason", words[1]}};
  } else if (words.size() == 1 && words[0] == "out_of_scope") {
    cells = {{"outcome", "out_of_scope"}};
  } else if (words.size() >= 2) {
    std::string value = words[1];
    for (std::size_t i = 2; i < words.size(); ++i) value += " " + words[i];
    cells = {{words[0], value}};
  } else {
    return not_understood(claim);
  }
  for (const auto& [column, value] : cells) {
    if (std::string wrong = compare_cell(decision, column, value); !wrong.empty()) return wrong;
  }
  return {};
}

std::string check_lead(const std::string& claim, const Answers& answers) {
  const std::size_t space = claim.find(' ');
  if (space == std::string::npos) return not_understood(claim);
  const std::string lead = claim.substr(0, space);
  const std::optional<std::string> decisions = answers("decisions.csv");
  if (!decisions) return "there is no decisions.csv";
  const std::string key = lead[0] == '#' ? "row" : "lead_id";
  const std::string value = lead[0] == '#' ? lead.substr(1) : lead;
  for (const Record& decision : read_csv(*decisions)) {
    if (decision.at(key) != value) continue;
    for (const std::string& clause : split(claim.substr(space + 1), ", ")) {
      if (std::string wrong = check_clause(decision, split(clause, " "), claim); !wrong.empty()) return lead + ": " + wrong;
    }
    return {};
  }
  return "no row of decisions.csv is " + lead;
}

// `has reason=missing_id, row=3`, `has no ...`, `has 2 rows`
std::string check_table(const std::string& claim, const std::string& text, std::string_view rest) {
  const std::vector<Record> records = read_csv(text);
  const std::vector<std::string> words = split(rest, " ");
  if (words.size() == 3 && words[0] == "has" && (words[2] == "rows" || words[2] == "row")) {
    if (std::to_string(records.size()) == words[1]) return {};
    return "it has " + std::to_string(records.size()) + " rows";
  }
  if (!rest.starts_with("has ")) return not_understood(claim);
  rest.remove_prefix(4);
  const bool wanted = !rest.starts_with("no ");
  if (!wanted) rest.remove_prefix(3);
  std::vector<std::pair<std::string, std::string>> cells;
  for (const std::string& part : split(rest, ", ")) {
    const std::size_t equals = part.find('=');
    if (equals != std::string::npos) cells.emplace_back(part.substr(0, equals), part.substr(equals + 1));
    else if (!cells.empty()) cells.back().second += ", " + part;
  }
  if (cells.empty()) return not_understood(claim);
  const bool found = std::any_of(records.begin(), records.end(), [&](const Record& record) {
    return std::all_of(cells.begin(), cells.end(), [&](const auto& cell) {
      return compare_cell(record, cell.first, cell.second).empty();
    });
  });
  if (found == wanted) return {};
  return found ? "a row has them" : "no row has them";
}

const json::Value* at_pointer(const json::Value& document, const std::string& pointer) {
  const json::Value* value = &document;
  const std::vector<std::string> tokens = split(pointer, "/");
  for (std::size_t i = 1; i < tokens.size() && value; ++i) {
    if (value->is(json::Kind::array)) {
      std::size_t index = 0;
      const char* end = tokens[i].data() + tokens[i].size();
      const bool number = std::from_chars(tokens[i].data(), end, index).ptr == end;
      value = number && index < value->items.size() ? &value->items[index] : nullptr;
    } else {
      const auto member = std::find_if(value->members.begin(), value->members.end(), [&](const json::Member& m) {
        return json::pointer_token(m.first) == tokens[i];
      });
      value = member == value->members.end() ? nullptr : &member->second;
    }
  }
  return value;
}

// `/routed is 2`
std::string check_json(const std::string& claim, const std::string& text, const std::string& rest) {
  const std::size_t is = rest.find(" is ");
  if (rest.empty() || rest[0] != '/' || is == std::string::npos) return not_understood(claim);
  const Result<json::Value> document = json::read("answer", text);
  if (!document.ok()) return "it is no JSON";
  const std::string pointer = rest.substr(0, is);
  const json::Value* value = at_pointer(document.value(), pointer);
  if (!value) return "it has no " + pointer;
  const bool plain = value->is(json::Kind::string) || value->is(json::Kind::number);
  const std::string found = plain ? value->text : json::canonical(*value);
  return found == rest.substr(is + 4) ? std::string() : pointer + " is " + found;
}

bool occurs(const std::string& words, const std::string& text) {
  // A text for people is wrapped: a line end and its indent count as one space.
  std::string unwrapped;
  for (char c : text) {
    const char plain = c == '\n' ? ' ' : c;
    if (plain != ' ' || unwrapped.empty() || unwrapped.back() != ' ') unwrapped += plain;
  }
  return unwrapped.find(words) != std::string::npos;
}

// `at /rules/0: words`, `in leads.csv:3: words`, `4 times`
std::string check_refusal(const std::string& claim, const Problems& refusal) {
  const std::vector<std::string> words = split(claim, " ");
  if (words.size() == 3 && words[2].starts_with("time")) {
    if (std::to_string(refusal.size()) == words[1]) return {};
    return "it is refused " + std::to_string(refusal.size()) + " times";
  }
  if (words.size() < 3 || (words[1] != "at" && words[1] != "in")) return not_understood(claim);
  const std::string rest = claim.substr(claim.find(words[2]));
  const std::size_t colon = rest.find(": ");
  const std::string place = rest.substr(0, colon);
  const std::string said = colon == std::string::npos ? std::string() : rest.substr(colon + 2);
  for (const Problem& problem : refusal) {
    const std::string line = problem.place.file + ":" + std::to_string(problem.place.line);
    const bool there = words[1] == "at" ? problem.place.pointer == place : problem.place.file == place || line == place;
    if (there && occurs(said, problem.message + " " + problem.help)) return {};
  }
  std::string found;
  for (const Problem& problem : refusal) found += (found.empty() ? "" : "; ") + problem_line(problem);
  return refusal.empty() ? "it is not refused" : "it is refused so: " + found;
}

std::string text_of(const json::Value& object, std::string_view key) {
  const json::Value* value = object.find(key);
  return value ? value->text : std::string();
}

// `nothing`, `no gap`, `shadowed small by big, large`
std::string check_findings(const std::string& claim, const Answers& answers) {
  const std::optional<std::string> text = answers("check.json");
  const Result<json::Value> document = json::read("check.json", text.value_or(""));
  const json::Value* findings = document.ok() ? document.value().find("findings") : nullptr;
  if (!findings) return "there is no check.json";
  const std::size_t by = claim.find(" by ");
  const std::vector<std::string> words = split(claim.substr(0, by), " ");
  if (words.size() < 2 || words.size() > 3) return not_understood(claim);
  if (words[1] == "nothing") {
    return findings->items.empty() ? std::string() : "it finds " + text_of(findings->items[0], "kind");
  }
  const bool wanted = words[1] != "no";
  const std::string kind = wanted ? words[1] : words.back();
  for (const json::Value& finding : findings->items) {
    if (text_of(finding, "kind") != kind) continue;
    if (!wanted) return "it finds: " + text_of(finding, "message");
    if (words.size() == 3 && text_of(finding, "rule") != words[2]) continue;
    if (by == std::string::npos) return {};
    std::string others;
    if (const json::Value* list = finding.find("by")) {
      for (const json::Value& rule : list->items) others += (others.empty() ? "" : ", ") + rule.text;
    }
    if (others == claim.substr(by + 4)) return {};
  }
  return wanted ? "it does not find it" : std::string();
}

}  // namespace

std::string check_claim(const std::string& claim, const Answers& answers, const Problems& refusal) {
  const std::size_t space = claim.find(' ');
  const std::string first = claim.substr(0, space);
  const std::string rest = space == std::string::npos ? std::string() : claim.substr(space + 1);
  if (first == "refused") return check_refusal(claim, refusal);
  if (!refusal.empty()) return "the workspace is refused: " + problem_line(refusal[0]);
  if (first == "finds") return check_findings(claim, answers);
  if (claim == "diff is empty" || claim == "diff is not empty") {
    const std::optional<std::string> found = answers("diff is empty");
    if (!found) return "there is no diff";
    return (*found == "yes") == (claim == "diff is empty") ? std::string() : "it is" + std::string(*found == "yes" ? "" : " not");
  }
  const bool table = first.ends_with(".csv"), document = first.ends_with(".json"), text = first.ends_with(".txt");
  if (!table && !document && !text) return check_lead(claim, answers);
  const std::optional<std::string> answer = answers(first);
  if (!answer) return "there is no " + first;
  if (table) return check_table(claim, *answer, rest);
  if (document) return check_json(claim, *answer, rest);
  if (!rest.starts_with("says ")) return not_understood(claim);
  return occurs(rest.substr(5), *answer) ? std::string() : "it does not say so";
}

}  // namespace leadwright::native
