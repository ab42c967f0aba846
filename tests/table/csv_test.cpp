#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "table/table.h"

namespace leadwright::table {
namespace {

Result<Table> read(std::string_view bytes, std::size_t piece = 1 << 20) {
  Reader reader("leads.csv");
  for (std::size_t at = 0; at < bytes.size(); at += piece) reader.append(bytes.substr(at, piece));
  return std::move(reader).finish();
}

Table table_of(std::string_view bytes) {
  Result<Table> table = read(bytes);
  if (!table.ok()) ADD_FAILURE() << table.problems().front().message;
  return std::move(table).value();
}

// Rows as text: cells joined by `|`, a malformed row as its reason in angle brackets.
std::vector<std::string> rows_of(const Table& table) {
  std::vector<std::string> rows;
  for (std::int64_t row = 0; row < table.rows(); ++row) {
    std::string text;
    if (table.malformed(row)) {
      text = "<" + table.malformed_reason(row) + ">";
    } else {
      for (int column = 0; column < table.columns(); ++column) {
        text += (column == 0 ? "" : "|") + std::string(table.cell(row, column));
      }
    }
    rows.push_back(text);
  }
  return rows;
}

using Lines = std::vector<std::string>;

bool has_note(const Table& table, std::string_view part) {
  for (const Note& note : table.notes()) {
    if (note.text.find(part) != std::string::npos) return true;
  }
  return false;
}

TEST(Csv, ReadsHeadersAndCells) {
  const Table table = table_of("id, name ,city\n1,Ana,Oslo\n2,Bo,Lima\n");
  EXPECT_EQ(table.headers(), (Lines{"id", "name", "city"}));
  EXPECT_EQ(rows_of(table), (Lines{"1|Ana|Oslo", "2|Bo|Lima"}));
  EXPECT_EQ(table.encoding(), "UTF-8");
  EXPECT_EQ(table.format(), Format::csv);
}

TEST(Csv, RowsEndWithLineFeedOrBothOrCarriageReturn) {
  const Lines expected = {"1|2", "3|4"};
  EXPECT_EQ(rows_of(table_of("a,b\n1,2\n3,4\n")), expected);
  EXPECT_EQ(rows_of(table_of("a,b\r\n1,2\r\n3,4\r\n")), expected);
  EXPECT_EQ(rows_of(table_of("a,b\r1,2\r3,4\r")), expected);
  EXPECT_EQ(rows_of(table_of("a,b\n1,2\r\n3,4")), expected);
  EXPECT_EQ(rows_of(table_of("a,b\r1,2\n3,4\r\n")), expected);
  EXPECT_EQ(rows_of(table_of("a,b\r\n\"1\",\"2\"\r\n\"3\",\"4\"\r\n")), expected);
  EXPECT_EQ(rows_of(table_of("a,b\r\"1\",\"2\"\r\"3\",\"4\"")), expected);
}

TEST(Csv, ACarriageReturnInsideAFileOfLineFeedsIsText) {
  EXPECT_EQ(rows_of(table_of("a,b\n1\r1,2\n")), (Lines{"1\r1|2"}));
}

TEST(Csv, QuotesKeepDelimitersLineBreaksAndQuotes) {
  EXPECT_EQ(rows_of(table_of("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n\"two\r\nlines\",\"\"\n")),
            (Lines{"x, y|say \"hi\"", "two\r\nlines|"}));
}

TEST(Csv, AQuoteInsideAnUnquotedCellIsAnOrdinaryCharacter) {
  EXPECT_EQ(rows_of(table_of("a,b\n5\" pipe,7\"\nx,y\n")), (Lines{"5\" pipe|7\"", "x|y"}));
  EXPECT_EQ(rows_of(table_of("a,b\n \"x\",y\n")), (Lines{" \"x\"|y"}));
}

TEST(Csv, SurplusCellsThatAreEmptyAreDropped) {
  EXPECT_EQ(rows_of(table_of("a,b\n1,2,,\n3,4,\"\"\n5,6, \n")),
            (Lines{"1|2", "3|4", "<3 cells where the header has 2>"}));
}

TEST(Csv, ARaggedRowHarmsNoOther) {
  const Table table = table_of("a,b\n1,2\n3\n4,5,6\n7,8\n");
  EXPECT_EQ(rows_of(table),
            (Lines{"1|2", "<1 cell where the header has 2>", "<3 cells where the header has 2>", "7|8"}));
  EXPECT_EQ(table.source(2), "4,5,6");
  EXPECT_EQ(table.line(3), 5);
  EXPECT_EQ(table.cell(1, 0), "");
}

TEST(Csv, AQuoteThatNeverClosesMakesOneMalformedRowOfTheRest) {
  const Table table = table_of("a,b\n1,2\n3,\"4\n5,6\n7,8\n");
  EXPECT_EQ(rows_of(table), (Lines{"1|2", "<a quote that never closes>"}));
  EXPECT_EQ(table.source(1), "3,\"4\n5,6\n7,8\n");
}

TEST(Csv, TextAfterAClosingQuoteMakesTheRowMalformed) {
  EXPECT_EQ(rows_of(table_of("a,b\n\"x\"y,1\n\"x\" ,1\n2,3\n")),
            (Lines{"<text after a closing quote>", "<text after a closing quote>", "2|3"}));
}

TEST(Csv, EmptyLinesAreNoRows) {
  const Table table = table_of("a,b\n\n1,2\n\r\n\n3,4\n\n");
  EXPECT_EQ(rows_of(table), (Lines{"1|2", "3|4"}));
  EXPECT_EQ(table.line(0), 3);
  EXPECT_EQ(table.line(1), 6);
}

TEST(Csv, ARowOfEmptyCellsIsARow) { EXPECT_EQ(rows_of(table_of("a,b\n,\n1,2\n")), (Lines{"|", "1|2"})); }

TEST(Csv, OneColumnHasNoRowForAnEmptyLineButOneForEmptyQuotes) {
  EXPECT_EQ(rows_of(table_of("a\n1\n\n\"\"\n2\n")), (Lines{"1", "", "2"}));
}

TEST(Csv, EmptyRowsAboveTheHeaderAreSkippedAndNoted) {
  const Table table = table_of("\n,,,,\nid,name\n1,Ana\n");
  EXPECT_EQ(table.headers(), (Lines{"id", "name"}));
  EXPECT_EQ(rows_of(table), (Lines{"1|Ana"}));
  EXPECT_TRUE(has_note(table, "2 empty rows above the header were skipped"));
}

TEST(Csv, TheDelimiterIsTheOneThatTheFirstLineHasMostOftenOutsideQuotes) {
  EXPECT_EQ(table_of("a;b;c,d\n1;2;3\n").delimiter(), ';');
  EXPECT_EQ(table_of("a\tb\n1\t2\n").delimiter(), '\t');
  EXPECT_EQ(table_of("a|b\n1|2\n").delimiter(), '|');
  EXPECT_EQ(table_of("\"x;y;z\",b\n1,2\n").delimiter(), ',');
  EXPECT_EQ(table_of("a\n1;2\n").delimiter(), ',');
  EXPECT_EQ(table_of("a,b;c\n").delimiter(), ',');
}

TEST(Csv, ALineThatNamesTheSeparatorIsHonoured) {
  const Table table = table_of("sep=;\r\na,x;b\r\n1;2\r\n");
  EXPECT_EQ(table.headers(), (Lines{"a,x", "b"}));
  EXPECT_EQ(rows_of(table), (Lines{"1|2"}));
  EXPECT_EQ(table.line(0), 3);
  EXPECT_EQ(table_of("\"SEP=|\"\na|b\n").delimiter(), '|');
}

TEST(Csv, HeadersThatAreEmptyOrRepeatedKeepTheirColumnsAndAreNoted) {
  const Table table = table_of("Name,Email,Name,\na,b,c,\n");
  EXPECT_EQ(table.headers(), (Lines{"Name", "Email", "Name", ""}));
  EXPECT_TRUE(has_note(table, "columns 1, 3 are all headed `Name`"));
  EXPECT_TRUE(has_note(table, "column 4 has no header"));
}

TEST(Csv, AHeaderInQuotesMayHoldLineBreaks) {
  const Table table = table_of("\"Lead\nid\",\"say \"\"x\"\"\"\n1,2\n");
  EXPECT_EQ(table.headers(), (Lines{"Lead\nid", "say \"x\""}));
  EXPECT_EQ(table.line(0), 3);
}

TEST(Csv, ByteOrderMarksAreRemoved) {
  const Table table = table_of("\xEF\xBB\xBFid,n\n1,2\n");
  EXPECT_EQ(table.headers().front(), "id");
  EXPECT_EQ(table.encoding(), "UTF-8 with BOM");
}

TEST(Csv, Utf16IsReadByItsByteOrderMark) {
  const std::u16string text = u"\uFEFFid,n\n1,\u00FC\U0001F600\n";
  std::string little, big;
  for (const char16_t c : text) {
    little += {static_cast<char>(c & 0xFF), static_cast<char>(c >> 8)};
    big += {static_cast<char>(c >> 8), static_cast<char>(c & 0xFF)};
  }
  EXPECT_EQ(rows_of(table_of(little)), (Lines{"1|\u00FC\U0001F600"}));
  EXPECT_EQ(rows_of(table_of(big)), (Lines{"1|\u00FC\U0001F600"}));
  EXPECT_EQ(table_of(little).encoding(), "UTF-16LE");
  EXPECT_EQ(table_of(big).encoding(), "UTF-16BE");
}

TEST(Csv, AFileThatIsNoUtf8IsWindows1252WhereThatExplainsMoreOfIt) {
  const Table table = table_of("id,n\n1,M\xFCller\n2,\x80 5\n3,\xC9t\xE9\n");
  EXPECT_EQ(table.encoding(), "Windows-1252");
  EXPECT_EQ(rows_of(table), (Lines{"1|M\u00FCller", "2|\u20AC 5", "3|\u00C9t\u00E9"}));
  EXPECT_TRUE(has_note(table, "Windows-1252"));
}

TEST(Csv, DamagedLettersInAUtf8FileMakeTheirRowsMalformed) {
  const Table table = table_of("id,n\n1,M\u00FCller\n2,J\u00F6rg\n3,x\xFFy\n4,z\n");
  EXPECT_EQ(table.encoding(), "UTF-8");
  EXPECT_EQ(rows_of(table), (Lines{"1|M\u00FCller", "2|J\u00F6rg", "<bytes that are no UTF-8>", "4|z"}));
  EXPECT_EQ(table.source(2), "3,x\xFFy");
}

TEST(Csv, NulBytesAreKeptAndNoted) {
  const std::string text("a,b\n1,x\0y\n", 11);
  const Table table = table_of(text);
  EXPECT_EQ(table.cell(0, 1), std::string_view("x\0y", 3));
  EXPECT_TRUE(has_note(table, "NUL"));
}

TEST(Csv, AHeaderAloneIsATableWithoutRows) {
  const Table table = table_of("a,b");
  EXPECT_EQ(table.columns(), 2);
  EXPECT_EQ(table.rows(), 0);
}

TEST(Csv, WhatIsNoTableIsRefusedWithTheReason) {
  const auto message = [](std::string_view bytes) {
    const Result<Table> table = read(bytes);
    return table.ok() ? std::string("read") : table.problems().front().message;
  };
  EXPECT_EQ(message(""), "`leads.csv` is empty");
  EXPECT_EQ(message("\n\n ,\n"), "`leads.csv` has no header row");
  EXPECT_EQ(message("\xEF\xBB\xBF"), "`leads.csv` has no header row");
  EXPECT_EQ(message("id,\"name\n1,2\n"), "a quote in the header row never closes");
  EXPECT_EQ(message("id,\"name\"x\n1,2\n"), "the header row has text after a closing quote");
  EXPECT_EQ(message("PK\x03\x04 and so on"), "`leads.csv` is a ZIP archive or an Excel workbook");
}

TEST(Csv, BytesMayComeInAnyPieces) {
  const std::string text = "id,n\n1,\"a \"\"b\"\"\nc\"\n2,\u00FC\n";
  const Lines expected = rows_of(table_of(text));
  for (std::size_t piece = 1; piece < text.size(); ++piece) {
    Result<Table> table = read(text, piece);
    ASSERT_TRUE(table.ok());
    EXPECT_EQ(rows_of(table.value()), expected) << piece;
  }
}

TEST(Csv, AMillionColumnsAndACellOfTenMegabytesAreRead) {
  constexpr int columns = 1'000'000;
  std::string wide;
  for (int i = 0; i < columns; ++i) wide += (i == 0 ? "c" : ",c") + std::to_string(i);
  wide += '\n' + std::string(columns - 1, ',') + "last\n";
  const Table table = table_of(wide);
  EXPECT_EQ(table.columns(), columns);
  EXPECT_EQ(table.rows(), 1);
  EXPECT_EQ(table.cell(0, columns - 1), "last");

  const std::string large(10'000'000, 'x');
  const Table tall = table_of("a,b\n1,\"" + large + "\"\n2,y\n");
  EXPECT_EQ(tall.cell(0, 1), large);
  EXPECT_EQ(tall.cell(1, 1), "y");
}

TEST(Csv, ACodeStandsForEachDistinctTextInOrderOfAppearance) {
  const Table table = table_of("a,b\nx,1\n\"x\",2\ny\nz,3\nx,4\n");
  const Table::Encoded encoded = table.encode(0);
  EXPECT_EQ(encoded.distinct, (std::vector<std::string_view>{"x", "", "z"}));
  EXPECT_EQ(encoded.code, (std::vector<std::uint32_t>{0, 0, 1, 2, 0}));
}

// The same rules, one character after the other, as a person would write them down.
struct Plain {
  std::vector<std::string> rows;
  std::vector<std::string> headers;
};
std::optional<Plain> read_plainly(std::string_view text, char delimiter) {
  Plain plain;
  struct Cell { std::string written, text; };
  std::vector<Cell> cells(1);
  enum { start, unquoted, quoted, after_quote, torn } state = start;
  bool row_torn = false, has_header = false, refused = false;
  const auto end_row = [&](bool open_quote) {
    const bool empty_line = cells.size() == 1 && cells[0].written.empty();
    bool blank = !row_torn && !open_quote;
    for (const Cell& cell : cells) blank = blank && cell.text.find_first_not_of(' ') == std::string::npos;
    if (!has_header) {
      if (!blank) {
        has_header = true;
        refused = row_torn || open_quote;
        for (const Cell& cell : cells) plain.headers.push_back(cell.text);
      }
    } else if (!empty_line) {
      const std::size_t count = cells.size();
      while (cells.size() > plain.headers.size() && (cells.back().written.empty() || cells.back().written == "\"\"")) {
        cells.pop_back();
      }
      std::string row;
      if (open_quote) {
        row = "<a quote that never closes>";
      } else if (row_torn) {
        row = "<text after a closing quote>";
      } else if (cells.size() != plain.headers.size()) {
        row = "<" + std::to_string(count) + (count == 1 ? " cell" : " cells") + " where the header has " +
              std::to_string(plain.headers.size()) + ">";
      } else {
        for (std::size_t i = 0; i < cells.size(); ++i) row += (i == 0 ? "" : "|") + cells[i].text;
      }
      plain.rows.push_back(row);
    }
    cells.assign(1, {});
    row_torn = false;
    state = start;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (state == quoted) {
      cells.back().written += c;
      if (c == '"') state = after_quote;
      else cells.back().text += c;
    } else if (c == '\n' || (c == '\r' && text.substr(at, 2) == "\r\n")) {
      if (c == '\r') ++at;
      end_row(false);
    } else if (c == delimiter) {
      cells.push_back({});
      state = start;
    } else {
      cells.back().written += c;
      if (c == '"' && state == start) {
        state = quoted;
      } else if (c == '"' && state == after_quote) {
        cells.back().text += c;
        state = quoted;
      } else {
        row_torn = row_torn || state == after_quote;
        if (state == start) state = unquoted;
        if (state == after_quote) state = torn;
        cells.back().text += c;
      }
    }
  }
  if (cells.size() > 1 || !cells[0].written.empty()) end_row(state == quoted);
  if (!has_header || refused) return std::nullopt;
  return plain;
}

TEST(Csv, AgreesWithAPlainReaderOnAnyText) {
  std::uint64_t state = 1;
  const auto below = [&](std::uint32_t n) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::uint32_t>((state >> 33) * n >> 31);
  };
  // Pieces that meet at every alignment; the later lists have more quotes and line breaks.
  const std::vector<std::vector<std::string>> pieces = {
      {"a", "bc", ",", ",", "\n", "\r\n", "\"x\"", "\"y, z\"", "\"p\"\"q\"", "long text without anything", "\"\""},
      {"a", ",", ",", "\"", "\"\"", "\n", "x", "\r\n"},
      {"\"", ",", "\n", "a"},
      {"\"line\nbreak\"", ",", "\n", "\"\"\"\"", "text", "5\" pipe"}};
  for (int round = 0; round < 4000; ++round) {
    const auto& list = pieces[below(static_cast<std::uint32_t>(pieces.size()))];
    std::string text = below(2) == 0 ? "h1,h2\n" : "h1,h2,h3\r\n";
    const std::uint32_t length = 1 + below(120);
    for (std::uint32_t i = 0; i < length; ++i) text += list[below(static_cast<std::uint32_t>(list.size()))];
    const std::optional<Plain> plain = read_plainly(text, ',');
    const Result<Table> table = read(text);
    ASSERT_EQ(table.ok(), plain.has_value()) << text;
    if (!plain) continue;
    ASSERT_EQ(rows_of(table.value()), plain->rows) << text;
  }
}

}  // namespace
}  // namespace leadwright::table
