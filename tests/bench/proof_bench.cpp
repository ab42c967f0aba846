// How long proofs take, on policies as RevOps teams write them: territories, employee and revenue bands,
// industries in and not in, title words, e-mail suffixes, named accounts, date ranges, blanks, 8 % with an
// OR across fields; the last rule a catch-all.
//
//   proof_bench [rules...]      default 10 100 500 2000; the n-th policy has seed n
//
// Prints CPU time of reading, of reachability alone, of all findings, of all findings with repairs, and of
// the proof that the policy equals itself; and what was found, and what was not decided.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "policy/policy.h"
#include "proof/examine.h"
#include "proof/proof.h"

namespace {

using namespace leadwright;

struct Random {
  std::uint64_t state;
  int below(int n) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<int>((state >> 33) % static_cast<std::uint64_t>(n));
  }
};

double cpu_ms() { return static_cast<double>(std::clock()) * 1000.0 / CLOCKS_PER_SEC; }

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

// Some of a list, as a JSON array.
std::string some(Random& random, const std::vector<std::string>& of, int least, int most) {
  std::vector<std::string> left = of;
  const int n = least + random.below(most - least + 1);
  std::string out = "[";
  for (int i = 0; i < n && !left.empty(); ++i) {
    const int k = random.below(static_cast<int>(left.size()));
    out += (i == 0 ? "" : ", ") + quoted(left[static_cast<std::size_t>(k)]);
    left.erase(left.begin() + k);
  }
  return out + "]";
}

std::string atom(const std::string& field, const std::string& op, const std::string& value) {
  return "{\"field\": " + quoted(field) + ", \"op\": " + quoted(op) + (value.empty() ? "" : ", \"value\": " + value) + "}";
}

std::string one_test(Random& random, int field) {
  static const std::vector<std::string> countries = {"US", "CA", "MX", "BR", "GB", "IE", "DE", "AT", "CH", "FR", "BE", "NL", "ES",
                                                     "PT", "IT", "SE", "NO", "DK", "FI", "PL", "CZ", "IN", "SG", "JP", "AU", "NZ"};
  static const std::vector<std::string> states = {"CA", "NY", "TX", "FL", "WA", "OR", "IL", "MA", "CO", "GA", "AZ", "NV", "NC", "VA", "OH", "MI"};
  static const std::vector<std::string> industries = {"Software", "Retail", "Banking", "Insurance", "Healthcare", "Manufacturing",
                                                      "Education", "Government", "Energy", "Media", "Logistics", "Telecom"};
  static const std::vector<std::string> titles = {"vp", "vice president", "president", "chief", "cto", "cio", "ceo", "cfo", "head",
                                                  "director", "manager", "sales", "marketing", "engineer", "developer", "analyst",
                                                  "intern", "student", "founder", "owner", "operations", "it", "security", "data"};
  static const std::vector<std::string> suffixes = {".edu", ".gov", ".mil", ".org", "@gmail.com", "@yahoo.com", ".de", ".co.uk", ".fr", ".io"};
  static const std::vector<std::string> sources = {"Web", "Webinar", "Event", "Referral", "Ads", "Partner", "Outbound", "Trial"};
  static const std::vector<std::string> stages = {"lead", "mql", "sql", "opportunity", "customer"};
  static const std::vector<int> bands = {10, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000};
  const auto band = [&](int scale) {
    const int low = random.below(9), high = low + 1 + random.below(9 - low);
    return std::to_string(bands[static_cast<std::size_t>(low)] * scale) + ", " + std::to_string(bands[static_cast<std::size_t>(high)] * scale);
  };
  switch (field) {
    case 0: return atom("country", "is_any_of", some(random, countries, 1, 8));
    case 1: return atom("state", "is_any_of", some(random, states, 1, 5));
    case 2: return atom("employees", "between", "[" + band(1) + "]");
    case 3: {
      const bool least = random.below(2) == 0;
      return atom("revenue", least ? "gte" : "lt", std::to_string(bands[static_cast<std::size_t>(random.below(10))] * 10000));
    }
    case 4: {
      const std::string in = atom("industry", "is_any_of", some(random, industries, 1, 4));
      return random.below(3) == 0 ? "{\"not\": " + in + "}" : in;
    }
    case 5: {
      const std::string in = atom("title", "contains_any_of", some(random, titles, 1, 4));
      return random.below(5) == 0 ? "{\"not\": " + in + "}" : in;
    }
    case 6: return atom("email", "ends_with", quoted(suffixes[static_cast<std::size_t>(random.below(10))]));
    case 7: return "{\"field\": \"company\", \"op\": \"is_any_of\", \"list\": \"named-" + std::to_string(random.below(12)) + "\"}";
    case 8: {
      const int month = 1 + random.below(11);
      const auto day = [](int m) { return std::string("\"2026-") + (m < 10 ? "0" : "") + std::to_string(m) + "-01\""; };
      return random.below(3) == 0 ? atom("first_touch_at", "within_last", "{\"days\": " + std::to_string(10 * (1 + random.below(9))) + "}")
                                  : atom("created_at", "between", "[" + day(month) + ", " + day(month + 1) + "]");
    }
    case 9: return atom("source", "is_any_of", some(random, sources, 1, 3));
    case 10: return atom("lifecycle_stage", "is", quoted(stages[static_cast<std::size_t>(random.below(5))]));
    default: {
      const bool phone = random.below(2) == 0, known = random.below(3) == 0;
      return atom(phone ? "phone" : "state", known ? "is_known" : "is_unknown", "");
    }
  }
}

std::string policy_text(int rules, std::uint64_t seed) {
  Random random{seed};
  std::string text = R"({"leadwright": 1, "name": "bench", "time_zone": "UTC", "people": {)";
  for (int i = 0; i < 40; ++i) text += (i == 0 ? "" : ", ") + quoted("p" + std::to_string(i)) + ": {\"name\": " + quoted("P" + std::to_string(i)) + "}";
  text += "}, \"pools\": {";
  for (int i = 0; i < 20; ++i) {
    text += (i == 0 ? "" : ", ") + quoted("pool-" + std::to_string(i)) + ": {\"members\": [{\"owner\": \"p" + std::to_string(2 * i) +
            "\"}, {\"owner\": \"p" + std::to_string(2 * i + 1) + "\"}]}";
  }
  text += "}, \"lists\": {";
  for (int i = 0; i < 12; ++i) {
    text += (i == 0 ? "" : ", ") + quoted("named-" + std::to_string(i)) + ": [";
    for (int k = 0; k < 84; ++k) text += (k == 0 ? "" : ", ") + quoted("Account " + std::to_string(i * 70 + k));
    text += "]";
  }
  text += "}, \"rules\": [";
  for (int r = 0; r + 1 < rules; ++r) {
    const int tests = 2 + random.below(4);
    std::string when;
    std::vector<bool> used(12, false);
    for (int t = 0; t < tests; ++t) {
      const int field = random.below(12);
      if (used[static_cast<std::size_t>(field)]) continue;
      used[static_cast<std::size_t>(field)] = true;
      when += (when.empty() ? "" : ", ") + one_test(random, field);
    }
    if (random.below(100) < 8) {
      // One call a statement: the order in which arguments are worked out is the compiler's.
      const int first_field = random.below(6), second_field = 6 + random.below(6);
      const std::string first = one_test(random, first_field);
      when += ", {\"any\": [" + first + ", " + one_test(random, second_field) + "]}";
    }
    text += "{\"id\": \"r" + std::to_string(r) + "\", \"when\": {\"all\": [" + when + "]}, \"assign\": [{\"pool\": \"pool-" +
            std::to_string(random.below(20)) + "\"}]}, ";
  }
  return text + R"({"id": "rest", "when": {"all": []}, "assign": [{"queue": "rest"}]}]})";
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<int> sizes;
  for (int i = 1; i < argc; ++i) sizes.push_back(std::atoi(argv[i]));
  if (sizes.empty()) sizes = {10, 100, 500, 2000};
  std::printf("%6s %6s %9s %9s %9s %12s %9s %9s %9s %9s %10s\n", "rules", "rows", "read ms", "reach ms", "all ms", "repairs ms",
              "equal ms", "shadowed", "never", "overlaps", "undecided");
  std::uint64_t seed = 0;
  for (int rules : sizes) {
    const std::string text = policy_text(rules, ++seed);
    const double t0 = cpu_ms();
    const Result<policy::Policy> read = policy::read("policy.json", text);
    if (!read.ok()) {
      for (const Problem& p : read.problems()) std::printf("%s %s\n", p.place.pointer.c_str(), p.message.c_str());
      return 1;
    }
    const policy::Policy& p = read.value();
    const double t1 = cpu_ms();
    proof::Examiner reach(p, nullptr, {});
    reach.reachability();
    const double t2 = cpu_ms();
    const proof::Report report = proof::examine({p}, nullptr, {}, {});
    const double t3 = cpu_ms();
    const Result<json::Value> document = json::read("policy.json", text);
    proof::examine({p, &document.value()}, nullptr, {}, {});
    const double t4 = cpu_ms();
    const Result<policy::Policy> other = policy::read("policy.json", text);
    const double t5 = cpu_ms();
    const bool equal = proof::compare({p}, {other.value()}, nullptr, {}, {}).equal();
    const double t6 = cpu_ms();
    int shadowed = 0, never = 0, overlaps = 0, undecided = 0;
    for (const proof::Finding& f : report.findings) {
      shadowed += f.kind == proof::Kind::shadowed;
      never += f.kind == proof::Kind::never;
      overlaps += f.kind == proof::Kind::overlap;
      undecided += f.kind == proof::Kind::undecided;
    }
    std::printf("%6d %6d %9.1f %9.1f %9.1f %12.1f %9.1f %9d %9d %9d %10d%s\n", rules, reach.rows(), t1 - t0, t2 - t1, t3 - t2,
                t4 - t3, t6 - t5, shadowed, never, overlaps, undecided, equal ? "" : "  NOT EQUAL");
  }
  return 0;
}
