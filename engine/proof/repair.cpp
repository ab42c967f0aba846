#include "proof/repair.h"

#include <algorithm>
#include <set>

#include "proof/examine.h"

namespace leadwright::proof {
namespace {

using json::Value;

// The token's text, `~1` and `~0` undone.
std::string unescaped(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] == '~' && i + 1 < token.size()) {
      out += token[++i] == '1' ? '/' : '~';
    } else {
      out += token[i];
    }
  }
  return out;
}

// Splits "/rules/3" into its parent and its last token.
std::pair<std::string, std::string> parent_of(const std::string& pointer) {
  const std::size_t slash = pointer.rfind('/');
  return {pointer.substr(0, slash), unescaped(pointer.substr(slash + 1))};
}

Value* resolve(Value& document, const std::string& pointer) {
  Value* here = &document;
  for (std::size_t at = 0; at < pointer.size();) {
    const std::size_t end = std::min(pointer.find('/', at + 1), pointer.size());
    const std::string token = unescaped(std::string_view(pointer).substr(at + 1, end - at - 1));
    if (here->is(json::Kind::array)) {
      std::size_t index = 0;
      for (char c : token) index = index * 10 + static_cast<std::size_t>(c - '0');
      if (token.empty() || index >= here->items.size()) return nullptr;
      here = &here->items[index];
    } else {
      const auto found = std::find_if(here->members.begin(), here->members.end(),
                                      [&](const json::Member& m) { return m.first == token; });
      if (found == here->members.end()) return nullptr;
      here = &found->second;
    }
    at = end;
  }
  return here;
}

bool insert(Value& document, const std::string& pointer, Value value) {
  const auto [parent, key] = parent_of(pointer);
  Value* here = resolve(document, parent);
  if (here == nullptr) return false;
  if (!here->is(json::Kind::array)) {
    here->members.push_back({key, std::move(value)});
    return true;
  }
  std::size_t index = here->items.size();
  if (key != "-") {
    index = 0;
    for (char c : key) index = index * 10 + static_cast<std::size_t>(c - '0');
  }
  if (index > here->items.size()) return false;
  here->items.insert(here->items.begin() + static_cast<std::ptrdiff_t>(index), std::move(value));
  return true;
}

bool take_out(Value& document, const std::string& pointer, Value& taken) {
  const auto [parent, key] = parent_of(pointer);
  Value* here = resolve(document, parent);
  Value* found = resolve(document, pointer);
  if (here == nullptr || found == nullptr) return false;
  taken = *found;
  if (here->is(json::Kind::array)) here->items.erase(here->items.begin() + (found - here->items.data()));
  else std::erase_if(here->members, [k = key](const json::Member& m) { return m.first == k; });
  return true;
}

std::string rule_pointer(int r) { return "/rules/" + std::to_string(r); }

// A JSON value on one line, keys as written.
std::string one_line(const Value& value) {
  switch (value.kind) {
    case json::Kind::null: return "null";
    case json::Kind::boolean: return value.truth ? "true" : "false";
    case json::Kind::number: return value.text;
    case json::Kind::string: return json::quote(value.text);
    case json::Kind::array:
    case json::Kind::object: break;
  }
  const bool array = value.is(json::Kind::array);
  std::string out = array ? "[" : "{";
  for (const Value& item : value.items) out += (out.size() == 1 ? "" : ", ") + one_line(item);
  for (const auto& [key, member] : value.members) {
    out += (out.size() == 1 ? "" : ", ") + json::quote(key) + ": " + one_line(member);
  }
  return out + (array ? "]" : "}");
}

class Repairer {
 public:
  Repairer(const Subject& subject, const Limits& limits, Report& report)
      : policy_(subject.policy), document_(*subject.document), limits_(limits), report_(report),
        budget_(limits.most_repair_rules) {
    for (const Finding& f : report.findings) {
      if (f.kind == Kind::shadowed || f.kind == Kind::never) idle_.insert(f.rule);
    }
  }

  void offer() {
    for (Finding& f : report_.findings) {
      if (f.kind == Kind::gap) close(f);
      if (f.kind == Kind::shadowed) revive(f);
      if (f.kind == Kind::redundant || (f.kind == Kind::never && !f.rule.empty())) leave_out(f);
    }
  }

  // All rules that can be left out together. Of two rules that could each go, the later goes.
  void shorten() {
    budget_ = limits_.most_repair_rules;
    std::set<int> out;
    for (const std::string& id : idle_) if (!id.empty()) out.insert(index_of(id));
    std::optional<policy::Policy> shorter;
    while (true) {
      std::optional<policy::Policy> next = out.empty() ? policy_ : patched(removing(out));
      if (!next) break;
      shorter = std::move(next);
      Examiner examiner(*shorter, nullptr, limits_);
      examiner.reachability();
      examiner.redundancy();
      std::string last;
      for (const auto& [unused, f] : examiner.findings()) if (f.kind == Kind::redundant) last = f.rule;
      if (last.empty()) break;
      out.insert(index_of(last));
    }
    if (!shorter || policy_.rules.size() - shorter->rules.size() < 2) return;
    Limits limits = limits_;
    limits.most_regions = 1;
    if (!compare({policy_}, {*shorter}, nullptr, limits, {}).equal()) return;
    std::set<std::string> kept;
    for (const policy::Rule& rule : shorter->rules) kept.insert(rule.id);
    out.clear();
    for (const policy::Rule& rule : policy_.rules) {
      if (kept.count(rule.id) != 0) continue;
      report_.removable.push_back(rule.id);
      out.insert(index_of(rule.id));
    }
    report_.shorter = patch_text(removing(out));
  }

 private:
  int index_of(const std::string& id) const {
    for (std::size_t r = 0; r < policy_.rules.size(); ++r) if (policy_.rules[r].id == id) return static_cast<int>(r);
    return -1;
  }

  static std::vector<Edit> removing(const std::set<int>& rules) {
    std::vector<Edit> edits;
    for (auto r = rules.rbegin(); r != rules.rend(); ++r) edits.push_back({"remove", rule_pointer(*r), "", ""});
    return edits;
  }

  // The patched policy; nothing where it has problems or the work is used up.
  std::optional<policy::Policy> patched(const std::vector<Edit>& edits) {
    budget_ -= static_cast<std::int64_t>(policy_.rules.size());
    if (budget_ < 0) return {};
    Value document = document_;
    if (!apply_patch(document, edits)) return {};
    Result<policy::Policy> read = policy::read("policy.json", json::pretty(document));
    if (!read.ok()) return {};
    return std::move(read.value());
  }

  void close(Finding& f) {
    std::string queue = "unmatched";
    for (const policy::Rule& rule : policy_.rules) {
      for (const policy::Step& step : rule.assign) {
        if (step.kind == policy::Step::Kind::queue) queue = step.queue;
      }
    }
    std::string id = "rest";
    for (int n = 2; index_of(id) >= 0; ++n) id = "rest-" + std::to_string(n);
    const std::vector<Edit> edits = {{"add", "/rules/-", "",
                                      "{\"id\": " + json::quote(id) + ", \"when\": {\"all\": []}, \"assign\": [{\"queue\": " +
                                          json::quote(queue) + "}]}"}};
    const auto after = patched(edits);
    if (!after) return;
    Examiner examiner(*after, nullptr, limits_);
    examiner.reachability();
    examiner.gap();
    for (const auto& [unused, left] : examiner.findings()) {
      if (left.kind == Kind::gap || left.kind == Kind::undecided) return;
    }
    f.patch = patch_text(edits);
    f.patch_says = "add the catch-all `" + id + "` to queue " + queue + " as the last rule: no lead falls through";
  }

  // Whether the rule decides after the edits, and all that decided before still do.
  bool revives(const std::vector<Edit>& edits, const std::string& id) {
    const auto after = patched(edits);
    if (!after) return false;
    Examiner examiner(*after, nullptr, limits_);
    examiner.reachability();
    for (std::size_t r = 0; r < after->rules.size(); ++r) {
      const std::string& other = after->rules[r].id;
      if ((other == id || idle_.count(other) == 0) && !examiner.decides(static_cast<int>(r))) return false;
    }
    return true;
  }

  void revive(Finding& f) {
    const int r = index_of(f.rule);
    std::vector<int> takers;
    for (const std::string& id : f.by) takers.push_back(index_of(id));
    if (r < 0 || takers.empty()) return;
    const int first = *std::min_element(takers.begin(), takers.end());

    const std::vector<Edit> move = {{"move", rule_pointer(first), rule_pointer(r), ""}};
    if (revives(move, f.rule)) {
      f.patch = patch_text(move);
      f.patch_says = "move rule `" + f.rule + "` before `" + policy_.rules[static_cast<std::size_t>(first)].id +
                     "`: it decides, and every other rule still does";
      return;
    }
    std::vector<Edit> cut;
    const Value& mine = *document_.find("rules")->items[static_cast<std::size_t>(r)].find("when");
    for (int taker : takers) {
      const Value& theirs = *document_.find("rules")->items[static_cast<std::size_t>(taker)].find("when");
      cut.push_back({"replace", rule_pointer(taker) + "/when", "",
                     "{\"all\": [" + one_line(theirs) + ", {\"not\": " + one_line(mine) + "}]}"});
    }
    if (revives(cut, f.rule)) {
      f.patch = patch_text(cut);
      f.patch_says = "leave the leads of rule `" + f.rule + "` out of the rules that take them: it decides, and every other rule still does";
      return;
    }
    leave_out(f);
  }

  void leave_out(Finding& f) {
    const int r = index_of(f.rule);
    if (r < 0 || policy_.rules.size() < 2) return;
    const std::vector<Edit> edits = {{"remove", rule_pointer(r), "", ""}};
    const auto after = patched(edits);
    if (!after) return;
    Limits limits = limits_;
    limits.most_regions = 1;
    if (!compare({policy_}, {*after}, nullptr, limits, {}).equal()) return;
    f.patch = patch_text(edits);
    f.patch_says = "remove rule `" + f.rule + "`: no decision changes";
  }

  const policy::Policy& policy_;
  const Value& document_;
  Limits limits_;
  Report& report_;
  std::int64_t budget_;
  std::set<std::string> idle_;      // rules that never decide
};

}  // namespace

std::string patch_text(const std::vector<Edit>& edits) {
  std::string out = "[";
  for (const Edit& e : edits) {
    out += (out.size() == 1 ? "" : ", ") + ("{\"op\": " + json::quote(e.op));
    if (!e.from.empty()) out += ", \"from\": " + json::quote(e.from);
    out += ", \"path\": " + json::quote(e.path);
    if (!e.value.empty()) out += ", \"value\": " + e.value;
    out += "}";
  }
  return out + "]";
}

bool apply_patch(Value& document, const std::vector<Edit>& edits) {
  for (const Edit& e : edits) {
    Value value;
    if (!e.value.empty()) {
      Result<Value> read = json::read("patch", e.value);
      if (!read.ok()) return false;
      value = std::move(read.value());
    }
    if (e.op == "add") {
      if (!insert(document, e.path, std::move(value))) return false;
    } else if (e.op == "replace") {
      Value* here = resolve(document, e.path);
      if (here == nullptr) return false;
      *here = std::move(value);
    } else if (e.op == "remove") {
      Value taken;
      if (!take_out(document, e.path, taken)) return false;
    } else if (e.op == "move") {
      Value taken;
      if (!take_out(document, e.from, taken) || !insert(document, e.path, std::move(taken))) return false;
    } else {
      return false;
    }
  }
  return true;
}

void offer_repairs(const Subject& subject, const Limits& limits, Report& report) {
  Repairer repairer(subject, limits, report);
  repairer.offer();
  repairer.shorten();
}

}  // namespace leadwright::proof
