// Published suites of CSV and UTF-8 (LEADWRIGHT_DATA, folder suites). Where they are absent the tests say so.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "base/json.h"
#include "base/text.h"
#include "files.h"
#include "table/table.h"
#include "table/value.h"

namespace leadwright::table {
namespace {

namespace fs = std::filesystem;

bool is_here(const char* folder) {
  const bool here = fs::exists(tests::outside_data() / folder);
  if (!here) std::cout << "did not run: no " << folder << " in LEADWRIGHT_DATA\n";
  return here;
}

Table read(const std::string& name, std::string_view bytes) {
  Reader reader(name);
  reader.append(bytes);
  Result<Table> table = std::move(reader).finish();
  if (!table.ok()) ADD_FAILURE() << name << ": " << table.problems().front().message;
  return std::move(table).value();
}

std::string in_quotes(std::string_view cell) {
  std::string out = "\"";
  for (const char c : cell) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + '"';
}

TEST(CsvSpectrum, EveryFileReadsAsItsTwin) {
  if (!is_here("suites/csv-spectrum")) return;
  // The twin says CRLF inside quotes, the file of this commit has LF; the twin has another phone number.
  const std::set<std::string> other_twin = {"newlines_crlf", "location_coordinates"};
  int files = 0;
  for (const auto& entry : fs::directory_iterator(tests::outside_data() / "suites/csv-spectrum/csvs")) {
    const std::string name = entry.path().stem().string();
    ++files;
    const Table table = read(name, tests::read_file(entry.path()));
    if (other_twin.contains(name)) continue;
    const std::string twin = tests::read_file(tests::outside_data() / "suites/csv-spectrum/json" / (name + ".json"));
    const json::Value rows = json::read(name, twin).value();
    ASSERT_EQ(table.rows(), static_cast<std::int64_t>(rows.items.size())) << name;
    for (std::int64_t row = 0; row < table.rows(); ++row) {
      const auto& members = rows.items[static_cast<std::size_t>(row)].members;
      ASSERT_EQ(table.columns(), static_cast<int>(members.size())) << name;
      for (int column = 0; column < table.columns(); ++column) {
        const json::Member& cell = members[static_cast<std::size_t>(column)];
        EXPECT_EQ(table.headers()[static_cast<std::size_t>(column)], cell.first) << name;
        EXPECT_EQ(table.cell(row, column), cell.second.text) << name;
      }
    }
  }
  EXPECT_EQ(files, 12);
  const Table location = read("location", tests::read_file(tests::outside_data() /
                                                           "suites/csv-spectrum/csvs/location_coordinates.csv"));
  EXPECT_EQ(location.cell(0, 1), "37\uFFFD36'37.8\"N 121\uFFFD2'17.9\"W");
}

TEST(DuckdbRejects, EveryBadRecordIsFoundAndNoOther) {
  if (!is_here("suites/duckdb-rejects")) return;
  const fs::path folder = tests::outside_data() / "suites/duckdb-rejects";
  const json::Value runs = json::read("expected", tests::read_file(folder / "expected.json")).value();
  EXPECT_EQ(runs.items.size(), 27u);
  for (const json::Value& run : runs.items) {
    const std::string name = run.find("file")->text;
    const Table table = read(name, tests::read_file(folder / name));
    std::map<std::int64_t, std::set<std::string>> expected;      // by line
    std::set<std::pair<std::int64_t, int>> miscast;              // by line and column
    for (const json::Value& reject : run.find("rejects")->items) {
      const std::int64_t line = std::stoll(reject.find("line")->text);
      const std::string kind = reject.find("cls")->text;
      if (kind == "CAST") miscast.insert({line, std::stoi(reject.find("column")->text) - 1});
      else if (kind != "LINE SIZE OVER MAXIMUM") expected[line].insert(kind);
    }
    for (std::int64_t row = 0; row < table.rows(); ++row) {
      const std::int64_t line = table.line(row);
      EXPECT_EQ(table.malformed(row), expected.contains(line)) << name << " line " << line;
      if (table.malformed(row)) {
        const std::string reason = table.malformed_reason(row);
        const std::string kind = reason == "text after a closing quote" ? "UNQUOTED VALUE"
                                 : reason == "bytes that are no UTF-8"  ? "INVALID ENCODING"
                                 : std::stoi(reason) < table.columns()  ? "MISSING COLUMNS"
                                                                        : "TOO MANY COLUMNS";
        EXPECT_TRUE(expected[line].contains(kind)) << name << " line " << line << ": " << reason;
        continue;
      }
      for (int column = 0; column < table.columns(); ++column) {
        const std::string type = run.find("columns")->items[static_cast<std::size_t>(column)].items[1].text;
        if (type != "INTEGER" && type != "DECIMAL" && type != "DATE" && type != "TIMESTAMP") continue;
        const Reading reading = {.type = type == "INTEGER" || type == "DECIMAL" ? Type::number : Type::date_time, .empty = {}};
        const bool invalid = read_value(table.cell(row, column), reading).state == State::invalid;
        EXPECT_EQ(invalid, miscast.contains({line, column})) << name << " line " << line << " column " << column;
      }
    }
  }
}

std::string from_hex(std::string_view hex) {
  std::string bytes, digits;
  for (const char c : hex) {
    if (c == ' ') continue;
    digits += c;
    if (digits.size() == 2) {
      bytes += static_cast<char>(std::stoi(digits, nullptr, 16));
      digits.clear();
    }
  }
  return bytes;
}

TEST(Utf8Tests, VerdictsAgreeOnAllLines) {
  if (!is_here("suites/utf8tests")) return;
  std::istringstream file(tests::read_file(tests::outside_data() / "suites/utf8tests/utf8tests.txt"));
  int lines = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t kind = line.find(':') + 1, content = line.find(':', kind) + 1;
    const std::string_view what = text::trim(std::string_view(line).substr(kind, content - kind - 1));
    const std::string rest = line.substr(content);
    ++lines;
    if (what == "valid") EXPECT_TRUE(text::is_utf8(rest)) << line;
    else if (what == "valid hex") EXPECT_TRUE(text::is_utf8(from_hex(rest))) << line;
    else EXPECT_FALSE(text::is_utf8(from_hex(rest.substr(0, rest.find(':'))))) << line;
  }
  EXPECT_GE(lines, 216);
}

TEST(KuhnUtf8, LinesWithInvalidBytesAreMalformedAndTheOthersSurvive) {
  if (!is_here("suites/kuhn-utf8")) return;
  std::istringstream file(tests::read_file(tests::outside_data() / "suites/kuhn-utf8/UTF-8-test.txt"));
  std::vector<std::string> lines;
  std::string csv = "text\n";
  for (std::string line; std::getline(file, line);) {
    lines.push_back(line);
    csv += in_quotes(line) + "\n";
  }
  const Table table = read("kuhn.csv", csv);
  EXPECT_EQ(table.encoding(), "UTF-8");
  ASSERT_EQ(table.rows(), static_cast<std::int64_t>(lines.size()));
  int malformed = 0;
  for (std::int64_t row = 0; row < table.rows(); ++row) {
    const std::string& line = lines[static_cast<std::size_t>(row)];
    EXPECT_EQ(table.malformed(row), !text::is_utf8(line)) << row;
    if (table.malformed(row)) {
      ++malformed;
      EXPECT_EQ(table.line(row), row + 2);
      EXPECT_EQ(table.source(row), in_quotes(line));
      EXPECT_EQ(table.malformed_reason(row), "bytes that are no UTF-8");
    } else {
      EXPECT_EQ(table.cell(row, 0), line);
    }
  }
  EXPECT_GT(malformed, 50);
}

TEST(NaughtyStrings, ComeOutAsTheyWentIn) {
  if (!is_here("suites/blns")) return;
  const json::Value strings = json::read("blns", tests::read_file(tests::outside_data() / "suites/blns/blns.json")).value();
  ASSERT_EQ(strings.items.size(), 515u);
  std::string csv = "id,text\n", lines;
  for (std::size_t i = 0; i < strings.items.size(); ++i) {
    const std::string& text = strings.items[i].text;
    const bool plain = text.find_first_of("\",\r\n") == std::string::npos;
    csv += std::to_string(i) + "," + (plain ? text : in_quotes(text)) + "\n";
    lines += "{\"text\": " + json::quote(text) + "}\n";
  }
  const Table table = read("blns.csv", csv), records = read("blns.ndjson", lines);
  ASSERT_EQ(table.rows(), 515);
  ASSERT_EQ(records.rows(), 515);
  for (std::int64_t row = 0; row < table.rows(); ++row) {
    const std::string& text = strings.items[static_cast<std::size_t>(row)].text;
    EXPECT_EQ(table.cell(row, 1), text);
    EXPECT_EQ(records.cell(row, 0), text);
    for (const Type type : {Type::text, Type::choice, Type::number, Type::date_time, Type::boolean, Type::country}) {
      read_value(text, {.type = type, .empty = {}});
    }
  }
}

}  // namespace
}  // namespace leadwright::table
