// What deciding costs, step by step: rules_bench WORKSPACE OUT.csv [REPEATS]
//
// Prints one JSON object of CPU milliseconds (least of the repeats): `read` the bytes of leads.csv; `end_to_end`
// from those bytes to a CSV of id and first matching rule; `decide` from loaded columns under a policy that
// is read anew; `rerun` the same after an edit of one rule, with what was classified before; `reachability`
// is proof_bench's. The same source runs under node as WebAssembly.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#endif

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "disk.h"
#include "replay/world.h"
#include "table/scan.h"

namespace {

using namespace leadwright;

#ifdef __EMSCRIPTEN__
EM_JS(double, cpu_ms, (), {
  const used = process.cpuUsage();
  return (used.user + used.system) / 1000;
});
#else
double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}
#endif

std::string read_whole(const std::string& path) {
  std::string bytes;
  const int file = open(path.c_str(), O_RDONLY);
  struct stat about {};
  if (file < 0 || fstat(file, &about) != 0) std::exit(2);
  bytes.resize(static_cast<std::size_t>(about.st_size));
  std::size_t at = 0;
  while (at < bytes.size()) {
    const ssize_t got = read(file, bytes.data() + at, bytes.size() - at);
    if (got <= 0) std::exit(2);
    at += static_cast<std::size_t>(got);
  }
  close(file);
  return bytes;
}

// One read() of the whole file into memory that was written before: the floor that end to end is compared with.
void read_only(const std::string& path) {
  static std::string bytes = read_whole(path);
  const int file = open(path.c_str(), O_RDONLY);
  if (read(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) std::exit(2);
  close(file);
}

// A file as a table: mapped, as the program does it; read where there is nothing to map with.
table::Table read_table(const std::string& path) {
  table::Reader reader("leads.csv");
  if (const auto mapped = native::map_file(path, table::text_padding)) {
    reader.take_over(table::Block<char>::taken_over(mapped->data, mapped->size, mapped->capacity, native::Mapped::release));
  } else {
    reader.append(read_whole(path));
  }
  Result<table::Table> table = std::move(reader).finish();
  if (!table.ok()) std::exit(2);
  return std::move(table).value();
}

policy::Policy read_policy(const std::string& text) {
  Result<policy::Policy> policy = policy::read("policy.json", text);
  if (!policy.ok()) std::exit(2);
  return std::move(policy).value();
}

// The columns that a policy's rules read; only those are touched.
policy::Leads columns_of(const workspace::Workspace& workspace, const policy::Policy& policy, const std::vector<Instant>& arrivals) {
  policy::Leads leads;
  leads.rows = workspace.find(table::Role::leads)->sheet.rows();
  leads.arrivals = &arrivals;
  const replay::World no_accounts;
  leads.columns = replay::columns_of(workspace, no_accounts, policy.used, replay::TextColumns::cells);
  return leads;
}

void decide(const policy::Policy& policy, const policy::Leads& leads, policy::ClassCache* cache, std::vector<std::int32_t>& rules) {
  std::vector<const policy::Condition*> conditions;
  for (const policy::Rule& rule : policy.rules) conditions.push_back(&rule.when);
  std::vector<std::uint8_t> undecidable;
  policy::Matcher(policy, conditions, leads, cache).first_of_all(rules, undecidable);
}

void write_rules(const std::string& path, const workspace::Workspace& workspace, const policy::Policy& policy,
                 const std::vector<std::int32_t>& rules) {
  const workspace::RoleTable& rows = *workspace.find(table::Role::leads);
  const int id = rows.field("id");
  std::size_t longest = 0;
  for (const policy::Rule& rule : policy.rules) longest = std::max(longest, rule.id.size());
  std::FILE* file = std::fopen(path.c_str(), "wb");
  std::fputs("lead_id,rule\n", file);
  std::string out;
  constexpr std::size_t block = 1024;
  std::string_view ids[block];
  for (std::size_t from = 0; from < rules.size(); from += block) {
    const std::span<std::string_view> here(ids, std::min(block, rules.size() - from));
    rows.sheet.cells(id, static_cast<std::int64_t>(from), here);
    std::size_t most = 0;
    for (const std::string_view one : here) most += one.size() + longest + 2;
    if (out.size() < most) out.resize(most);
    char* to = out.data();
    for (std::size_t i = 0; i < here.size(); ++i) {
      to = std::copy(here[i].begin(), here[i].end(), to);
      *to++ = ',';
      const std::int32_t rule = rules[from + i];
      if (rule >= 0) to = std::copy(policy.rules[static_cast<std::size_t>(rule)].id.begin(), policy.rules[static_cast<std::size_t>(rule)].id.end(), to);
      *to++ = '\n';
    }
    std::fwrite(out.data(), 1, static_cast<std::size_t>(to - out.data()), file);
  }
  std::fclose(file);
}

template <class Work>
double least(int repeats, const Work& work) {
  double best = 1e300;
  for (int i = 0; i < repeats; ++i) {
    const double start = cpu_ms();
    work();
    best = std::min(best, cpu_ms() - start);
  }
  return best;
}

}  // namespace

int main(int count, char** words) {
  if (count < 3) {
    std::fprintf(stderr, "usage: rules_bench WORKSPACE OUT.csv [REPEATS]\n");
    return 2;
  }
  const std::string leads_path = std::string(words[1]) + "/leads.csv";
  const std::string text = read_whole(std::string(words[1]) + "/policy.json");
  const int repeats = count > 3 ? std::atoi(words[3]) : 3;
  std::vector<std::int32_t> rules;
  const std::vector<Instant> no_arrivals;

  read_only(leads_path);
  const double read = least(repeats, [&] { read_only(leads_path); });
  const double end_to_end = least(repeats, [&] {
    const policy::Policy policy = read_policy(text);
    const workspace::Files files = {{"leads.csv", {std::make_shared<const table::Table>(read_table(leads_path)), "1"}}};
    const auto workspace = workspace::Workspace::open(files, policy, std::make_shared<workspace::Cache>(), workspace::Needs::leads);
    if (!workspace.ok()) std::exit(2);
    const policy::Leads leads = columns_of(workspace.value(), policy, no_arrivals);
    decide(policy, leads, nullptr, rules);
    write_rules(words[2], workspace.value(), policy, rules);
  });

  const policy::Policy policy = read_policy(text);
  const workspace::Files files = {{"leads.csv", {std::make_shared<const table::Table>(read_table(leads_path)), "1"}}};
  const auto workspace = workspace::Workspace::open(files, policy, std::make_shared<workspace::Cache>(), workspace::Needs::leads);
  const policy::Leads leads = columns_of(workspace.value(), policy, no_arrivals);
  const double decide_anew = least(repeats, [&] {
    const policy::Policy fresh = read_policy(text);
    decide(fresh, columns_of(workspace.value(), fresh, no_arrivals), nullptr, rules);
  });

  // One constant of one rule changes, to and fro, so that every run has something to work out.
  std::string edited = text;
  const std::size_t at = edited.find("\"Germany\"");
  if (at != std::string::npos) edited.replace(at, 9, "\"Ireland\"");
  policy::ClassCache cache;
  decide(policy, leads, &cache, rules);
  bool other = false;
  const double rerun = least(repeats * 2, [&] {
    other = !other;
    const policy::Policy fresh = read_policy(other ? edited : text);
    decide(fresh, columns_of(workspace.value(), fresh, no_arrivals), &cache, rules);
  });

  std::printf("{\"rows\": %d, \"rules\": %d, \"read_ms\": %.1f, \"end_to_end_ms\": %.1f, \"decide_ms\": %.1f, \"rerun_ms\": %.1f}\n",
              static_cast<int>(leads.rows), static_cast<int>(policy.rules.size()), read, end_to_end, decide_anew, rerun);
  return 0;
}
