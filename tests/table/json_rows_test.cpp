#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "table/table.h"

namespace leadwright::table {
namespace {

using Lines = std::vector<std::string>;

Result<Table> read(std::string_view bytes) {
  Reader reader("leads.json");
  reader.append(bytes);
  return std::move(reader).finish();
}

Table table_of(std::string_view bytes) {
  Result<Table> table = read(bytes);
  if (!table.ok()) ADD_FAILURE() << table.problems().front().message;
  return std::move(table).value();
}

Lines rows_of(const Table& table) {
  Lines rows;
  for (std::int64_t row = 0; row < table.rows(); ++row) {
    std::string text;
    if (table.malformed(row)) {
      text = "<" + table.malformed_reason(row) + ">";
    } else {
      for (int column = 0; column < table.columns(); ++column) {
        if (column != 0) text += '|';
        text += table.cell(row, column);
      }
    }
    rows.push_back(text);
  }
  return rows;
}

TEST(JsonLines, ColumnsAreTheKeysInTheOrderInWhichTheyAppear) {
  const Table table = table_of("{\"id\": \"1\", \"n\": 2.50}\n\n{\"x\": true, \"id\": null}\r\n{\"n\": \"\"}\n");
  EXPECT_EQ(table.format(), Format::ndjson);
  EXPECT_EQ(table.headers(), (Lines{"id", "n", "x"}));
  EXPECT_EQ(rows_of(table), (Lines{"1|2.50|", "||true", "||"}));
  EXPECT_EQ(table.line(1), 3);
  EXPECT_EQ(table.source(1), "{\"x\": true, \"id\": null}");
}

TEST(JsonLines, ObjectsWithinAreJoinedByAPointAndArraysByASemicolon) {
  const Table table = table_of(R"({"id":"cus_1","metadata":{"hubspot_company_id":"9"},"tags":["a","b"],"x":[{"k":1}],"e":{}})");
  EXPECT_EQ(table.headers(), (Lines{"id", "metadata.hubspot_company_id", "tags", "x"}));
  EXPECT_EQ(rows_of(table), (Lines{"cus_1|9|a;b|{\"k\":1}"}));
}

TEST(JsonLines, TextIsKeptAsItIs) {
  const Table table = table_of("{\"a\": \"\\\"quoted\\\"\", \"b\": \"line\\nbreak\\r\", \"c\": \"\\u00fc\"}\n");
  EXPECT_EQ(table.cell(0, 0), "\"quoted\"");
  EXPECT_EQ(table.cell(0, 1), "line\nbreak\r");
  EXPECT_EQ(table.cell(0, 2), "\u00fc");
}

TEST(JsonLines, ALineThatIsNoObjectIsAMalformedRow) {
  const Table table = table_of("{\"id\": \"1\"}\n{\"id\": \n[1]\n{\"id\": \"2\"}\n{\"id\": 1, \"id\": 2}\n");
  const Lines rows = rows_of(table);
  ASSERT_EQ(rows.size(), 5u);
  EXPECT_EQ(rows[0], "1");
  EXPECT_TRUE(table.malformed(1));
  EXPECT_EQ(rows[2], "<a line that is no JSON object>");
  EXPECT_EQ(rows[3], "2");
  EXPECT_NE(rows[4].find("id"), std::string::npos);
  EXPECT_TRUE(table.malformed(4));
  EXPECT_EQ(table.source(2), "[1]");
  EXPECT_EQ(table.line(4), 5);
}

TEST(HubspotResponse, PropertiesAreColumnsAndAssociationsIds) {
  const Table table = table_of(R"({
 "results": [
  {"id": "151", "properties": {"email": "a@x.com", "country": null}, "createdAt": "2026-01-12T08:03:11.120Z",
   "propertiesWithHistory": {"email": []}, "archived": false,
   "associations": {"companies": {"results": [{"id": "9001", "type": "t"}, {"id": "9002"}]}}},
  {"id": "152", "properties": {"lastname": "Li, \"Bo\""}},
  7
 ],
 "paging": {"next": {"after": "2"}}
})");
  EXPECT_EQ(table.format(), Format::hubspot);
  EXPECT_EQ(table.headers(), (Lines{"id", "email", "country", "createdAt", "archived", "associations.companies", "lastname"}));
  EXPECT_EQ(rows_of(table), (Lines{"151|a@x.com||2026-01-12T08:03:11.120Z|false|9001;9002|", "152||||||Li, \"Bo\"",
                                   "<a number where a record is expected>"}));
  EXPECT_EQ(table.line(0), 3);
  EXPECT_EQ(table.source(1), "{\"id\": \"152\", \"properties\": {\"lastname\": \"Li, \\\"Bo\\\"\"}}");
  EXPECT_EQ(table.source(2), "7");
  EXPECT_EQ(table.notes().size(), 2u);
}

TEST(HubspotResponse, TheOlderShapeAndAnArrayOfRecordsAreRead) {
  EXPECT_EQ(rows_of(table_of(R"([{"vid": 5, "properties": {"email": {"value": "a@x.com", "versions": []}}}])")),
            (Lines{"5|a@x.com"}));
  EXPECT_EQ(rows_of(table_of("[\n{\"id\": 1},\n{\"id\": 2}\n]")), (Lines{"1", "2"}));
  EXPECT_EQ(table_of("{\"results\": []}").rows(), 0);
}

TEST(HubspotResponse, WhatIsNoResponseIsRefusedWithItsPlace) {
  const auto message = [](std::string_view bytes) {
    const Result<Table> table = read(bytes);
    return table.ok() ? std::string("read") : table.problems().front().message;
  };
  EXPECT_EQ(message("{\n\"rows\": []\n}"), "`leads.json` is JSON without records");
  const Result<Table> broken = read("{\n\"results\": [{]\n}");
  ASSERT_FALSE(broken.ok());
  EXPECT_EQ(broken.problems().front().place.line, 2);
}

TEST(HubspotResponse, AHeaderInBracketsIsNotJson) {
  EXPECT_EQ(table_of("[Name],Email\na,b\n").format(), Format::csv);
  EXPECT_EQ(table_of("{Name},Email\na,b\n").format(), Format::csv);
}

TEST(JsonLines, RecordsWithoutCommonKeysDoNotFillTheMemory) {
  std::string many;
  for (int i = 0; i < 30000; ++i) many += "{\"key" + std::to_string(i) + "\": 1}\n";
  const Result<Table> table = read(many);
  ASSERT_FALSE(table.ok());
  EXPECT_EQ(table.problems().front().message, "the 30000 records of `leads.json` have 30000 different keys: too large a table");
}

TEST(JsonLines, ByteOrderMarksAndUtf16AreRead) {
  EXPECT_EQ(rows_of(table_of("\xEF\xBB\xBF{\"id\": \"1\"}\n{\"id\": \"2\"}\n")), (Lines{"1", "2"}));
  std::string wide = "\xFF\xFE";
  for (const char c : std::string("{\"id\": \"1\"}")) wide += {c, '\0'};
  EXPECT_EQ(rows_of(table_of(wide)), (Lines{"1"}));
}

}  // namespace
}  // namespace leadwright::table
