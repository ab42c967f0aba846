// What must not matter to the replay: the order of rows, and what comes after an instant.
#include <gtest/gtest.h>

#include <map>

#include "base/csv.h"
#include "base/instant.h"
#include "leadwright.h"

namespace leadwright {
namespace {

class Draws {
 public:
  explicit Draws(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}
  std::int64_t below(std::int64_t count) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::int64_t>((state_ >> 33) % static_cast<std::uint64_t>(count));
  }

 private:
  std::uint64_t state_;
};

// A policy in which every lead leans on those before it: caps, capacity, hours, holding, moving on.
std::string policy_as_of(Instant as_of) {
  return R"({"leadwright": 1, "name": "leaning", "time_zone": "Europe/Berlin",
  "calendars": {"day": {"time_zone": "Europe/Berlin", "weekly": {"mon": [["09:00", "17:00"]], "tue": [["09:00", "17:00"]],
    "wed": [["09:00", "17:00"]], "thu": [["09:00", "17:00"]], "fri": [["22:00", "04:00"]]}}},
  "people": {"a": {"calendar": "day", "cap": {"per": "day", "max": 3}, "manager": "c"}, "b": {"capacity": 4, "manager": "c"},
             "c": {"calendar": "day", "away": [["2026-05-06T00:00", "2026-05-09T00:00"]]}},
  "pools": {"fair": {"members": [{"owner": "a", "weight": 2}, {"owner": "b"}, {"owner": "c"}], "availability": "working_hours"},
            "few": {"members": [{"owner": "a"}, {"owner": "c"}], "rotation": "longest_waiting", "availability": "working_hours"}},
  "sla": {"hot": {"start": "created", "stop": "first_touch", "within": "90m", "clock": "business", "calendar": "owner",
          "on_breach": {"reassign": true, "times": 2, "escalate_to": "manager"}}},
  "rules": [{"id": "wait", "when": {"field": "source", "op": "is", "value": "web"}, "sla": "hot", "on_no_owner": "hold", "assign": [{"pool": "few"}]},
            {"id": "rest", "when": {"all": []}, "sla": "hot", "on_no_owner": "queue", "assign": [{"pool": "fair"}]}],
  "as_of": ")" + format_instant(as_of) + "\"}";
}

struct Lead {
  std::string id;
  Instant arrival;
  Instant touch;
  std::string source;
};

constexpr Instant start = 1777852800000;   // 2026-05-04T00:00:00Z, a Monday

std::vector<Lead> leads_of(std::uint64_t seed) {
  Draws draws(seed);
  std::vector<Lead> leads;
  for (int i = 0; i < 120; ++i) {
    Lead lead;
    lead.id = "L" + std::to_string(i);
    lead.arrival = start + draws.below(8 * 24 * 4) * 15 * minute_ms;
    const std::int64_t after = draws.below(300);
    lead.touch = after < 200 ? lead.arrival + after * 10 * minute_ms : no_instant;
    lead.source = draws.below(3) == 0 ? "web" : "fair";
    leads.push_back(lead);
  }
  return leads;
}

std::map<std::string, std::string> decide(const std::vector<Lead>& leads, Instant as_of) {
  std::string text = "id,created_at,first_touch_at,source\n";
  csv::Row line(text);
  for (const Lead& lead : leads) line.cell(lead.id).instant(lead.arrival).instant(lead.touch).cell(lead.source).end();
  Session session;
  session.begin_file("leads.csv");
  session.append(text);
  EXPECT_TRUE(session.finish_file().empty());
  EXPECT_TRUE(session.set_policy("policy.json", policy_as_of(as_of)).empty());
  EXPECT_TRUE(session.run().empty());
  std::map<std::string, std::string> decisions;
  const std::string answer = session.output("decisions.csv");
  for (std::size_t at = answer.find('\n') + 1; at < answer.size();) {
    const std::size_t end = answer.find('\n', at);
    const std::string row = answer.substr(at, end - at);
    const std::size_t id_at = row.find(',') + 1;
    const std::size_t rest = row.find(',', id_at);
    decisions[row.substr(id_at, rest - id_at)] = row.substr(rest + 1);
    at = end + 1;
  }
  return decisions;
}

// The n-th cell of what decide() keeps of a row (from `outcome`).
std::string cell(const std::string& row, int n) {
  std::size_t at = 0;
  for (; n > 0; --n) at = row.find(',', at) + 1;
  return row.substr(at, row.find(',', at) - at);
}
constexpr int owner_cell = 4, due_cell = 11, assigned_cell = 16, rule_cell = 2, reassignments_cell = 15;

TEST(Replay, ShufflingTheRowsChangesNoDecision) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    std::vector<Lead> leads = leads_of(seed);
    const auto before = decide(leads, start + 20 * day_ms);
    Draws draws(seed + 1000);
    for (std::size_t i = leads.size(); i > 1; --i) std::swap(leads[i - 1], leads[static_cast<std::size_t>(draws.below(static_cast<std::int64_t>(i)))]);
    EXPECT_EQ(decide(leads, start + 20 * day_ms), before) << "seed " << seed;
  }
}

TEST(Replay, CuttingTheInputLeavesEarlierDecisionsAsTheyWere) {
  std::int64_t compared = 0;
  std::int64_t moved = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const std::vector<Lead> leads = leads_of(seed);
    const auto whole = decide(leads, start + 20 * day_ms);
    for (int day = 1; day < 8; ++day) {
      const Instant cut = start + day * day_ms + 11 * hour_ms;
      std::vector<Lead> earlier;
      for (const Lead& lead : leads) {
        if (lead.arrival <= cut) earlier.push_back(lead);
      }
      for (const auto& [id, row] : decide(earlier, cut)) {
        const std::string& full = whole.at(id);
        EXPECT_EQ(cell(row, rule_cell), cell(full, rule_cell)) << id;
        const std::string assigned = cell(full, assigned_cell);
        moved += cell(full, reassignments_cell) != "0";
        if (assigned.empty() || assigned > format_instant(cut)) continue;
        // Whoever has it at the end had it at the cut.
        EXPECT_EQ(cell(row, owner_cell), cell(full, owner_cell)) << "seed " << seed << " day " << day << " " << id;
        EXPECT_EQ(cell(row, due_cell), cell(full, due_cell)) << id;
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 2000);
  EXPECT_GT(moved, 100);
}

}  // namespace
}  // namespace leadwright
