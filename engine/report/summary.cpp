#include <algorithm>

#include "base/json.h"
#include "base/version.h"
#include "report/counts.h"
#include "report/fairness.h"
#include "report/text_table.h"

namespace leadwright::report {
namespace {

using table::Role;

constexpr std::size_t index_of(std::int64_t value) { return static_cast<std::size_t>(value); }

void put_sla(json::Writer& w, const SlaCount& sla) {
  w.key("sla").object();
  w.field("clocks", sla.clocks).field("met", sla.met).field("breached", sla.breached).field("pending", sla.pending);
  w.field("breaches", sla.breaches).field("reassignments", sla.reassignments);
  w.field("touched_by_recorded_owner", sla.touched_by_recorded).field("touched_assumed", sla.touched_assumed);
  w.end();
}

// "1.50" as JSON writes it: 1.5
std::string shortest(std::string decimals) {
  decimals.erase(decimals.find_last_not_of('0') + 1);
  if (decimals.back() == '.') decimals.pop_back();
  return decimals;
}

void put_pool(json::Writer& w, const DryRun& dry, std::size_t index) {
  const policy::Pool& pool = dry.policy->pools[index];
  const replay::PoolCount& count = dry.run->pools[index];
  w.object().field("pool", pool.name).field("rotation", name_of(pool.rotation));
  w.field("leads", count.picks).field("nobody_eligible", count.nobody);
  w.key("jain_index");
  const std::int64_t jain = jain_index(count);
  if (jain < 0) w.null();
  else w.number(static_cast<double>(jain) / 10000);
  w.key("members").array();
  for (std::size_t m = 0; m < pool.members.size(); ++m) {
    const policy::Member& member = pool.members[m];
    const replay::MemberCount& one = count.members[m];
    w.object().field("owner", dry.policy->people[index_of(member.person)].id).field("weight", member.weight);
    w.field("served", one.served);
    w.key("entitlement").raw(shortest(leads_text(one.entitlement)));
    w.key("worst_deviation").raw(shortest(leads_text(one.worst_deviation)));
    w.field("longest_gap", one.longest_gap);
    w.field("owner_matched", dry.run->matched_owner[index_of(member.person)]);
    w.key("passed_over").object();
    for (int s = 1; s < replay::standing_count; ++s) {
      w.field(replay::name_of(static_cast<replay::Standing>(s)), one.passed_over[s]);
    }
    w.end().end();
  }
  w.end().end();
}

void put_table(json::Writer& w, const DryRun& dry, Role role) {
  const workspace::RoleTable* rows = dry.workspace->find(role);
  if (rows == nullptr) return;
  std::int64_t malformed = 0;
  for (std::int64_t row = 0; row < rows->sheet.rows(); ++row) malformed += rows->sheet.malformed(row);
  w.object().field("table", table::name_of(role)).key("files").array();
  for (const std::string& file : rows->files) w.string(file);
  w.end().field("rows", rows->sheet.rows()).field("malformed", malformed);
  const policy::Source& source = dry.policy->source(role);
  w.key("empty").object();
  if (!source.empty.empty()) {
    for (std::size_t f = 0; f < rows->fields.size(); ++f) {
      const auto field = static_cast<int>(f);
      if (!rows->has_column(field)) continue;
      const table::Reading reading = dry.workspace->reading(role, field, table::Type::text);
      if (reading.empty.empty()) continue;
      // How many cells the placeholders took.
      const auto texts = dry.workspace->encoded(role, field);
      std::vector<std::uint8_t> taken;
      for (const std::string_view text : texts->distinct) {
        taken.push_back(!text::is_blank(text) && std::binary_search(reading.empty.begin(), reading.empty.end(), text::fold(text)));
      }
      std::int64_t cells = 0;
      for (const std::uint32_t code : texts->code) cells += taken[code];
      if (cells > 0) w.field(rows->fields[f], cells);
    }
  }
  w.end().end();
}

}  // namespace

std::string summary_json(const DryRun& dry, const std::vector<ErrorRow>& errors) {
  const Counts& counts = *dry.counts;
  const policy::Policy& policy = *dry.policy;
  json::Writer w;
  w.object();
  w.field("leadwright", engine_version).field("tzdata", calendar::tzdata_version());
  w.field("policy", policy.name).field("policy_sha256", policy.hash);
  w.field("as_of", format_instant(dry.world().as_of));
  w.field("rows", counts.rows).field("routed", counts.routed).field("queued", counts.queued);
  w.field("out_of_scope", counts.out_of_scope);

  w.key("queued_by_reason").object();
  for (int r = 1; r < replay::reason_count; ++r) {
    if (counts.by_reason[r] > 0) w.field(replay::name_of(static_cast<replay::Reason>(r)), counts.by_reason[r]);
  }
  w.end();

  w.key("rules").array();
  for (std::size_t r = 0; r < policy.rules.size(); ++r) {
    w.object().field("rule", policy.rules[r].id).field("when", policy::in_words(policy.rules[r].when, policy));
    w.field("leads", counts.by_rule[r].leads);
    put_sla(w, counts.by_rule[r].sla);
    w.end();
  }
  w.end();
  w.field("followed_duplicates", counts.by_rule.back().leads);

  w.key("owners").array();
  for (std::size_t p = 0; p < policy.people.size(); ++p) {
    w.object().field("owner", policy.people[p].id).field("name", policy.people[p].name);
    w.field("active", policy.people[p].active).field("leads", counts.by_owner[p].leads);
    w.field("owner_matched", dry.run->matched_owner[p]);
    put_sla(w, counts.by_owner[p].sla);
    w.end();
  }
  w.end();

  w.key("queues").array();
  for (const auto& [queue, leads] : counts.by_queue) w.object().field("queue", queue).field("leads", leads).end();
  w.end();

  w.key("pools").array();
  for (std::size_t p = 0; p < policy.pools.size(); ++p) put_pool(w, dry, p);
  w.end();

  put_sla(w, counts.all.sla);
  w.key("sla_targets").array();
  for (std::size_t s = 0; s < policy.slas.size(); ++s) {
    w.object().field("target", policy.slas[s].name).field("within", policy.slas[s].within_text);
    w.field("leads", counts.by_sla[s].leads);
    put_sla(w, counts.by_sla[s].sla);
    w.end();
  }
  w.end();

  w.key("agreement").object().field("compared", counts.agree + counts.disagree).field("agree", counts.agree).end();
  w.key("evidence").object().field("readable_rows", counts.readable).field("routed_without", counts.evidence_warnings);
  w.key("fields").array();
  for (std::size_t i = 0; i < policy.evidence.size(); ++i) {
    w.object().field("field", policy.used[index_of(policy.evidence[i])].name).field("known", counts.evidence_known[i]).end();
  }
  w.end().end();

  w.key("matching").object();
  w.field("graph", !dry.world().matches.empty());
  for (int m = 1; m < 5; ++m) w.field(replay::name_of(static_cast<replay::MatchKind>(m)), counts.by_match[m]);
  w.field("ambiguous", counts.ambiguous).field("duplicates", counts.duplicates);
  w.end();

  w.key("hold_only_because_unknown").array();
  for (const BlankCount& blank : counts.blank) {
    w.object().field("rule", policy.rules[index_of(blank.rule)].id);
    w.field("field", policy::full_name(policy.used[index_of(blank.field)])).field("leads", blank.leads).end();
  }
  w.end();

  w.field("unknown_countries", counts.unknown_countries);
  w.key("ignored").object().field("touches_before_arrival", dry.view->ignored.touches_before_arrival);
  w.field("activities_of_unknown_leads", dry.view->ignored.unknown_lead_activities).end();

  w.key("tables").array();
  for (int r = 0; r < table::role_count; ++r) put_table(w, dry, static_cast<Role>(r));
  w.end();
  w.key("errors").object().field("total", static_cast<std::int64_t>(errors.size())).key("by_reason").object();
  std::map<std::string, std::int64_t> by_reason;
  for (const ErrorRow& error : errors) by_reason[error.reason] += 1;
  for (const auto& [reason, number] : by_reason) w.field(reason, number);
  w.end().end();
  w.end();
  return std::move(w).text();
}

namespace {

std::string kept(const SlaCount& sla) {
  return sla.clocks == 0 ? "–" : percent(sla.met, sla.met + sla.breached);
}

}  // namespace

std::string summary_text(const DryRun& dry, const std::vector<ErrorRow>& errors, int width) {
  const Counts& counts = *dry.counts;
  const policy::Policy& policy = *dry.policy;
  const Instant as_of = dry.world().as_of;
  std::string out = policy.name + (as_of == no_instant ? std::string() : ", as of " + format_instant(as_of)) + "\n\n";

  const auto line = [&](std::string_view name, std::int64_t number) {
    std::string figure = grouped(number);
    out += "  " + std::string(12 - figure.size(), ' ') + figure + "  " + std::string(name);
    if (name != "lead" && name != "leads") out += "  " + percent(number, counts.rows);
    out += "\n";
  };
  line(counts.rows == 1 ? "lead" : "leads", counts.rows);
  line("routed", counts.routed);
  line("queued", counts.queued);
  line("out of scope", counts.out_of_scope);

  TextTable rules({"rule", "leads", "SLA kept", "breached", "pending"});
  for (std::size_t r = 0; r < policy.rules.size(); ++r) {
    const GroupCount& one = counts.by_rule[r];
    const bool clock = one.sla.clocks > 0;
    rules.row({policy.rules[r].id, grouped(one.leads), kept(one.sla), clock ? grouped(one.sla.breached) : "–",
               clock ? grouped(one.sla.pending) : "–"});
  }
  if (counts.by_rule.back().leads > 0) {
    rules.row({"duplicate (follows the earlier record)", grouped(counts.by_rule.back().leads), "–", "–", "–"});
  }
  out += "\n" + rules.text(width);

  TextTable owners({"owner", "leads", "by match", "SLA kept", "breached"});
  for (std::size_t p = 0; p < policy.people.size(); ++p) {
    const GroupCount& one = counts.by_owner[p];
    if (one.leads == 0 && !policy.people[p].active) continue;
    owners.row({policy.people[p].id, grouped(one.leads), grouped(dry.run->matched_owner[p]), kept(one.sla),
                one.sla.clocks > 0 ? grouped(one.sla.breached) : "–"});
  }
  for (const auto& [queue, leads] : counts.by_queue) owners.row({"queue " + queue, grouped(leads), "–", "–", "–"});
  if (!owners.empty()) out += "\n" + owners.text(width);

  for (std::size_t p = 0; p < policy.pools.size(); ++p) {
    const replay::PoolCount& pool = dry.run->pools[p];
    if (pool.picks == 0) continue;
    TextTable members({"pool " + policy.pools[p].name, "served", "entitled", "worst off by", "longest gap"});
    for (std::size_t m = 0; m < pool.members.size(); ++m) {
      const replay::MemberCount& one = pool.members[m];
      members.row({policy.people[index_of(policy.pools[p].members[m].person)].id, grouped(one.served),
                   leads_text(one.entitlement), leads_text(one.worst_deviation), grouped(one.longest_gap)});
    }
    out += "\n" + members.text(width);
  }

  TextTable queue({"error queue", "rows"});
  std::map<std::string, std::int64_t> by_reason;
  for (const ErrorRow& error : errors) by_reason[error.reason] += 1;
  for (const auto& [reason, number] : by_reason) queue.row({reason, grouped(number)});
  if (!queue.empty()) out += "\n" + queue.text(width);

  if (counts.all.sla.clocks > 0) {
    const SlaCount& sla = counts.all.sla;
    out += "\n" + wrapped("Of " + counted(sla.clocks, "lead", "leads") + " with a clock " + grouped(sla.met) + " met it, " +
                              grouped(sla.breached) + " breached it and " + grouped(sla.pending) + " are pending. Touches: " +
                              grouped(sla.touched_by_recorded) + " by the recorded owner, " + grouped(sla.touched_assumed) +
                              " assumed at the recorded time of somebody else.",
                          width, "") +
           "\n";
  }
  for (const BlankCount& blank : counts.blank) {
    const std::string field = policy::full_name(policy.used[index_of(blank.field)]);
    out += wrapped(counted(blank.leads, "lead", "leads") + " of rule " + policy.rules[index_of(blank.rule)].id +
                       " may be there only because " + field + " is unknown (a `not` holds for a blank).",
                   width, "") +
           "\n";
  }
  return out;
}

}  // namespace leadwright::report
