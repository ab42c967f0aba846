// Numbers and instants by row, against the reading of single values.
#include "table/measure.h"

#include <gtest/gtest.h>

#include <cmath>

namespace leadwright::table {
namespace {

// Cells built from pieces that numbers and dates are made of, so that many are nearly right.
std::vector<std::string> cells_of(const std::vector<std::string>& pieces, std::uint64_t seed, int count) {
  std::vector<std::string> cells;
  for (int i = 0; i < count; ++i) {
    std::string cell;
    for (int part = 0; part < 1 + i % 5; ++part) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      cell += pieces[static_cast<std::size_t>((seed >> 33) % pieces.size())];
    }
    cells.push_back(cell);
  }
  return cells;
}

Sheet sheet_of(const std::vector<std::string>& cells) {
  std::string csv = "before,cell\n";
  for (const std::string& cell : cells) csv += "x,\"" + cell + "\"\n";
  Reader reader("cells.csv");
  reader.append(csv);
  Result<Table> table = std::move(reader).finish();
  EXPECT_TRUE(table.ok());
  return Sheet({std::make_shared<const Table>(std::move(table).value())}, {{1}});
}

void expect_as_single_values(const std::vector<std::string>& cells, const Reading& reading, int known_at_least) {
  const Sheet sheet = sheet_of(cells);
  const int field = 0;
  const Measures measures = measure(sheet, std::span(&field, 1), {reading})[0];
  std::vector<std::uint32_t> invalid;
  int known = 0;
  for (std::size_t row = 0; row < cells.size(); ++row) {
    const Value value = read_value(cells[row], measures.reading);
    if (value.state == State::invalid) invalid.push_back(static_cast<std::uint32_t>(row));
    known += value.state == State::known;
    if (reading.type == Type::date_time) {
      ASSERT_EQ(measures.instants[row], value.state == State::known ? value.instant : no_instant) << cells[row];
    } else if (value.state != State::known) {
      ASSERT_TRUE(std::isnan(measures.numbers[row])) << cells[row];
    } else {
      const double wanted = reading.type == Type::money ? to_double(value.decimal) : value.number;
      ASSERT_EQ(measures.numbers[row], wanted) << cells[row];
      ASSERT_EQ(std::signbit(measures.numbers[row]), std::signbit(wanted)) << cells[row];
    }
  }
  EXPECT_EQ(measures.invalid, invalid);
  EXPECT_GE(known, known_at_least);
}

TEST(Measure, NumbersAreThoseOfSingleValues) {
  const std::vector<std::string> pieces = {"1", "0", "42", "999", "12345678", "007", ".", ".5", ",", "-", "+", " ", "e3", "$", "%", "x"};
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto cells = cells_of(pieces, seed, 2000);
    for (const NumberFormat format : {NumberFormat::point, NumberFormat::comma}) {
      for (const Type type : {Type::number, Type::money}) {
        Reading reading;
        reading.type = type;
        reading.number_format = format;
        expect_as_single_values(cells, reading, 300);
        reading.empty = {"-", "42", "n/a"};
        expect_as_single_values(cells, reading, 200);
      }
    }
  }
}

TEST(Measure, InstantsAreThoseOfSingleValues) {
  std::vector<std::string> cells = {"2026-03-02", "2026-02-29", "2024-02-29", "1999-01-01", "1998-12-31", "2050-12-31 23:59", "2051-01-01",
                                    "2026-03-08 02:30", "2026-03-29T02:30:00", "2026-10-25 02:30", "2026-11-01 01:30:59", "2026-03-02T24:00",
                                    "2026-03-02t09:15", "2026-03-02 09:15Z", "2026-03-02Z", "2026-13-01", "2026-00-10", "2026-01-00",
                                    "2026-03-02T09:15:30.250+01:00", "1736899200000", "15 Apr, 2021 00:03:00", "03/15/2024", "2026-3-2", "", " "};
  // Every half hour of the days about a change of the clocks, and of the years' ends.
  for (const char* day : {"2026-03-07", "2026-03-08", "2026-03-09", "2026-03-28", "2026-03-29", "2026-10-25", "2026-11-01", "2011-12-29",
                          "2011-12-30", "2011-12-31", "1999-01-01", "2050-12-31", "2018-10-28", "2007-12-09"}) {
    for (int half = 0; half < 48; ++half) {
      cells.push_back(std::string(day) + (half % 2 == 0 ? " " : "T") + (half < 20 ? "0" : "") + std::to_string(half / 2) + (half % 2 ? ":30" : ":00"));
    }
  }
  const auto odd = cells_of({"2026", "20", "-", "-03", "-02", "02", "31", " ", "T", "09", ":", "09:15", ":30", "Z", "/", "x"}, 7, 3000);
  cells.insert(cells.end(), odd.begin(), odd.end());
  for (const char* zone : {"UTC", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Pacific/Apia", "America/Caracas", "Asia/Kolkata"}) {
    Reading reading;
    reading.type = Type::date_time;
    reading.zone = *calendar::find_zone(zone);
    expect_as_single_values(cells, reading, 600);
  }
}

TEST(Measure, TheDateOrderIsSettledByTheColumn) {
  Reading reading;
  reading.type = Type::date_time;
  expect_as_single_values({"03/04/2024", "2024-01-01", "25/04/2024", "05/06/2024 10:00"}, reading, 4);
  expect_as_single_values({"03/04/2024", "04/25/2024", "x"}, reading, 2);
  expect_as_single_values({"03/04/2024", "25/04/2024", "04/25/2024"}, reading, 2);
  expect_as_single_values({"03/04/2024"}, reading, 0);
}

TEST(Measure, SeveralFieldsAreReadTogether) {
  Reader reader("two.csv");
  reader.append("a,b\n1,2026-03-02\nx\n2,y\n");
  Result<Table> table = std::move(reader).finish();
  ASSERT_TRUE(table.ok());
  const Sheet sheet({std::make_shared<const Table>(std::move(table).value())}, {{0, 1, -1}});
  Reading number, instant;
  number.type = Type::number;
  instant.type = Type::date_time;
  const int fields[] = {0, 1, 2};
  const auto measured = measure(sheet, fields, {number, instant, number});
  EXPECT_EQ(measured[0].numbers[2], 2);
  EXPECT_TRUE(std::isnan(measured[0].numbers[1]));   // a malformed row has no cells
  EXPECT_EQ(measured[1].instants[0], 1772409600000);
  EXPECT_EQ(measured[1].invalid, std::vector<std::uint32_t>{2});
  EXPECT_TRUE(std::isnan(measured[2].numbers[0]));
}

}  // namespace
}  // namespace leadwright::table
