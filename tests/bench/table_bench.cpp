// What reading a table costs, beside the cost of reading the file's bytes: read() of a generated file of
// leads, the table's own work, the codes of all columns. CPU time, best of several runs, as ratios.
//
//   table_bench [million rows, default 1] [file to keep]
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <numeric>
#include <string>
#include <vector>

#include "table/table.h"

namespace {

using namespace leadwright;

// CPU time of the process; WebAssembly has wall time alone.
double cpu_ms() {
#ifdef __EMSCRIPTEN__
  const clockid_t kind = CLOCK_MONOTONIC;
#else
  const clockid_t kind = CLOCK_PROCESS_CPUTIME_ID;
#endif
  timespec now{};
  clock_gettime(kind, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// A small generator of our own, so that every machine measures the same bytes.
class Random {
 public:
  std::uint32_t below(std::uint32_t n) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::uint32_t>((state_ >> 33) * n >> 31);
  }
  template <std::size_t n>
  const char* one_of(const char* const (&list)[n]) { return list[below(n)]; }

 private:
  std::uint64_t state_ = 42;
};

// Twelve columns as in a HubSpot export; a quarter of the lines have a quoted field.
std::string leads(std::int64_t rows) {
  constexpr const char* first[] = {"Ana", "Bo", "Chen", "Dana", "Eli", "Fatima", "Goran", "Hana", "Ivo", "J\u00f6rg"};
  constexpr const char* last[] = {"Ruiz", "Li", "Smith", "Okafor", "M\u00fcller", "Rossi", "Novak", "Sato"};
  constexpr const char* words[] = {"Nova", "Ridge", "Arctic", "Summit", "Harbor", "Pioneer", "Cobalt", "Meridian"};
  constexpr const char* forms[] = {"Inc", "GmbH", "Ltd", "S.A.", "AB", "LLC"};
  constexpr const char* countries[] = {"United States", "Germany", "France", "Spain", "Japan", "Brazil", "India", "Norway"};
  constexpr const char* industries[] = {"Software", "Banking", "Retail", "Healthcare", "Logistics", "Energy"};
  constexpr const char* titles[] = {"VP Sales", "Head of Revenue Operations", "CTO", "Marketing Manager", "Buyer"};
  constexpr const char* sources[] = {"Organic Search", "Paid Search", "Referral", "Event", "Direct Traffic"};
  Random random;
  std::string out =
      "Record ID,First Name,Last Name,Email,Company Name,Country/Region,Number of Employees,Annual Revenue,"
      "Industry,Job Title,Original Source,Create Date\n";
  const auto put = [&](const std::string& cell) { out += cell + ","; };
  const auto put_number = [&](std::uint32_t least, std::uint32_t below) { out += std::to_string(least + random.below(below)); };
  for (std::int64_t i = 0; i < rows; ++i) {
    put(std::to_string(1000000000 + i * 7));
    put(random.one_of(first));
    put(random.one_of(last));
    put("user" + std::to_string(i) + "@" + std::to_string(random.below(90000)) + ".example.com");
    std::string company = random.one_of(words);
    company += std::string(" ") + random.one_of(words);
    company += " " + std::to_string(random.below(50000));
    const std::string form = random.one_of(forms);
    put(random.below(4) == 0 ? "\"" + company + ", " + form + "\"" : company + " " + form);
    put(random.one_of(countries));
    put(std::to_string(random.below(20000)));
    put(std::to_string(random.below(90000000)));
    put(random.one_of(industries));
    put(random.one_of(titles));
    put(random.one_of(sources));
    out += "2026-0";
    put_number(1, 6);
    out += "-";
    put_number(10, 18);
    out += " ";
    put_number(10, 13);
    out += ":";
    put_number(10, 50);
    out += "\n";
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  const double millions = argc > 1 ? std::atof(argv[1]) : 1;
  const std::string path = argc > 2 ? argv[2] : "table_bench.csv";
  const std::string text = leads(static_cast<std::int64_t>(millions * 1e6));
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr || std::fwrite(text.data(), 1, text.size(), file) != text.size()) return 1;
  std::fclose(file);

  double best_read = 1e300, best_table = 1e300, best_encode = 1e300;
  std::size_t distinct = 0;
  for (int run = 0; run < 5; ++run) {
    const double start = cpu_ms();
    table::Reader reader("leads.csv");
    reader.reserve(text.size());
    const int fd = open(path.c_str(), O_RDONLY);
    if (fd < 0) return 1;
    for (;;) {
      const std::span<char> room = reader.room(1 << 20);
      const ssize_t got = ::read(fd, room.data(), room.size());
      if (got <= 0) break;
      reader.wrote(static_cast<std::size_t>(got));
    }
    close(fd);
    const double read = cpu_ms();
    Result<table::Table> table = std::move(reader).finish();
    if (!table.ok()) return 1;
    const double done = cpu_ms();
    std::vector<int> columns(static_cast<std::size_t>(table.value().columns()));
    std::iota(columns.begin(), columns.end(), 0);
    const auto encoded = table.value().encode(columns);
    const double codes = cpu_ms();
    distinct = 0;
    for (const auto& column : encoded) distinct += column.distinct.size();
    best_read = std::min(best_read, read - start);
    best_table = std::min(best_table, done - read);
    best_encode = std::min(best_encode, codes - done);
    if (run == 4) {
      for (int column = 0; column < table.value().columns(); ++column) {
        const double before = cpu_ms();
        const auto alone = table.value().encode(column);
        const double ns = (cpu_ms() - before) * 1e6 / static_cast<double>(table.value().rows());
        std::printf("  %-22s %8zu distinct %6.1f ns a cell\n", table.value().headers()[column].c_str(),
                    alone.distinct.size(), ns);
      }
    }
  }
  std::printf("%.1f MB: read() %.1f ms; table %.1f ms (%.2f of read); codes of all columns %.1f ms (%.2f), %zu distinct\n",
              static_cast<double>(text.size()) / 1e6, best_read, best_table, best_table / best_read, best_encode,
              best_encode / best_read, distinct);
  if (argc <= 2) std::remove(path.c_str());
  return 0;
}
