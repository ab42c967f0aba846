#include "table/sheet.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <list>
#include <map>
#include <string>

#include "table/dictionary.h"

namespace leadwright::table {
namespace {

std::shared_ptr<const Table> table_of(std::string file, std::string_view bytes) {
  Reader reader(std::move(file));
  reader.append(bytes);
  return std::make_shared<const Table>(std::move(reader).finish().value());
}

TEST(Sheet, CountsRowsOnThroughItsFiles) {
  const Sheet sheet({table_of("q1.csv", "id,name\n1,Ana\n\n2,Bo\n"), table_of("q2.csv", "name,id\nCy,3\nx\n")},
                    {{0, 1, -1}, {1, 0, -1}});
  ASSERT_EQ(sheet.rows(), 4);
  EXPECT_EQ(sheet.fields(), 3);
  EXPECT_EQ(sheet.cell(1, 0), "2");
  EXPECT_EQ(sheet.cell(2, 0), "3");
  EXPECT_EQ(sheet.cell(2, 1), "Cy");
  EXPECT_EQ(sheet.cell(2, 2), "");
  EXPECT_TRUE(sheet.malformed(3));
  EXPECT_EQ(sheet.malformed_reason(3), "1 cell where the header has 2");
  EXPECT_EQ(sheet.source(3), "x");
  EXPECT_EQ(sheet.place(1).file, "q1.csv");
  EXPECT_EQ(sheet.place(1).line, 4);
  EXPECT_EQ(sheet.place(2).file, "q2.csv");
  EXPECT_EQ(sheet.place(2).line, 2);
}

TEST(Sheet, OneDictionaryServesAllFiles) {
  const Sheet sheet({table_of("q1.csv", "c\nUS\nDE\n"), table_of("q2.csv", "c\nDE\n\"FR\"\nUS\n")}, {{0, -1}, {0, -1}});
  const Table::Encoded encoded = sheet.encode(0);
  EXPECT_EQ(encoded.distinct, (std::vector<std::string_view>{"US", "DE", "FR"}));
  EXPECT_EQ(encoded.code, (std::vector<std::uint32_t>{0, 1, 1, 2, 0}));
  EXPECT_EQ(sheet.encode(1).code, (std::vector<std::uint32_t>(5, 0)));
  EXPECT_EQ(sheet.encode(1).distinct, (std::vector<std::string_view>{""}));
}

TEST(Sheet, RowsAreOrderedByTheBytesOfTheirCells) {
  const Sheet sheet({table_of("q.csv", "a,b\nx,2\nx,1\n\xC3\xA9,0\nxa,0\nz\nx,1\n")}, {{0}});
  EXPECT_TRUE(sheet.row_cells_less(1, 0));
  EXPECT_FALSE(sheet.row_cells_less(0, 1));
  EXPECT_TRUE(sheet.row_cells_less(0, 2));   // bytes above 0x7F are large
  EXPECT_TRUE(sheet.row_cells_less(0, 3));   // a cell before its continuation
  EXPECT_TRUE(sheet.row_cells_less(4, 1));   // malformed rows first
  EXPECT_FALSE(sheet.row_cells_less(1, 5));
  EXPECT_FALSE(sheet.row_cells_less(5, 1));
}

TEST(Sheet, AnEmptyOneHasNoRows) { EXPECT_EQ(Sheet().rows(), 0); }

// Texts with 24 readable bytes behind each, as a dictionary wants them.
class Texts {
 public:
  std::string_view add(std::string text) {
    const std::size_t size = text.size();
    texts_.push_back(std::move(text) + std::string(24, '?'));
    return std::string_view(texts_.back()).substr(0, size);
  }

 private:
  std::list<std::string> texts_;
};

TEST(Dictionary, AgreesWithAMap) {
  Texts texts;
  std::vector<std::string_view> list;
  std::uint64_t state = 5;
  for (int i = 0; i < 60000; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    std::string text(state >> 59, static_cast<char>('a' + (state >> 40) % 3));
    if ((state >> 32) % 4 != 0) text += std::to_string((state >> 33) % 20000);
    if ((state >> 32) % 7 == 0) text += std::string(1, '\0');
    list.push_back(texts.add(text));
  }
  Dictionary dictionary(list.size());
  std::vector<std::uint32_t> codes(list.size());
  const std::size_t half = list.size() / 2;   // one by one, then together
  for (std::size_t i = 0; i < half; ++i) codes[i] = dictionary.encode(list[i]);
  dictionary.encode(std::span(list).subspan(half), codes.data() + half);
  std::map<std::string_view, std::uint32_t> expected;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto code = expected.emplace(list[i], static_cast<std::uint32_t>(expected.size())).first->second;
    ASSERT_EQ(codes[i], code) << list[i];
  }
  EXPECT_EQ(std::move(dictionary).take_texts().size(), expected.size());
}

// Twenty-three bytes that the hash cannot tell apart, as somebody makes them who has read dictionary.cpp.
TEST(Dictionary, TextsMadeToCollideCostNoMoreThanAMap) {
  constexpr std::uint64_t k1 = 0x9E3779B97F4A7C15;
  Texts texts;
  std::vector<std::string_view> list;
  std::uint64_t state = 9;
  while (list.size() < 50000) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    const std::uint64_t low = state ^ state >> 31, product = low * k1;
    const std::uint64_t middle = 0x5A5A5A5A5A5A5A5A ^ product ^ product >> 32;
    std::string text;
    for (int i = 0; i < 8; ++i) text += static_cast<char>(low >> 8 * i);
    for (int i = 0; i < 8; ++i) text += static_cast<char>(middle >> 8 * i);
    list.push_back(texts.add(text + "seven.."));
  }
  Dictionary dictionary(list.size());
  std::vector<std::uint32_t> codes(list.size()), again(list.size());
  dictionary.encode(list, codes.data());
  dictionary.encode(list, again.data());
  for (std::size_t i = 0; i < list.size(); ++i) ASSERT_EQ(codes[i], i);
  EXPECT_EQ(codes, again);
}

}  // namespace
}  // namespace leadwright::table
