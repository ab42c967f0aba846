#include "base/text.h"

#include <gtest/gtest.h>

#include "base/tables.h"

namespace leadwright::text {
namespace {

TEST(Text, WhiteSpaceIsUnicodeWhiteSpace) {
  EXPECT_EQ(trim("  a b \t\r\n"), "a b");
  EXPECT_EQ(trim("\u00a0\u2003x\u3000\u0085"), "x");
  EXPECT_EQ(trim("\u200b"), "\u200b");  // ZERO WIDTH SPACE is not White_Space
  EXPECT_EQ(trim("\x1c"), "\x1c");
  EXPECT_TRUE(is_blank(""));
  EXPECT_TRUE(is_blank(" \u202f\u1680"));
  EXPECT_FALSE(is_blank("."));
}

TEST(Text, FoldingIsSimpleAndNothingIsNormalised) {
  EXPECT_EQ(fold("  ACME\u00a0 Ltd "), "acme ltd");
  EXPECT_EQ(fold("A \t\n B"), "a b");
  EXPECT_EQ(fold("STRA\u00dfE"), "stra\u00dfe");
  EXPECT_EQ(fold("\u1e9e"), "\u00df");                    // capital sharp s
  EXPECT_EQ(fold("\u00c4\u00d6\u00dc \u0410"), "\u00e4\u00f6\u00fc \u0430");
  EXPECT_EQ(fold("\u0130"), "\u0130");                    // only a full and a Turkic folding
  EXPECT_EQ(fold("\u212a\u017f"), "ks");                  // KELVIN SIGN, LONG S
  EXPECT_EQ(fold("\u03a3\u03c2"), "\u03c3\u03c3");        // both sigmas
  EXPECT_EQ(fold("e\u0301"), "e\u0301");                  // combining acute stays apart
  EXPECT_EQ(fold("\U00010400"), "\U00010428");            // Deseret
  EXPECT_EQ(fold(""), "");
}

TEST(Text, FoldingIsTheSameWhereverALetterStands) {
  // Every mix of these at every length about a word of eight bytes, against letter by letter.
  const std::vector<std::string> letters = {"A", "z", " ", "  ", "\t", "@", "[", "\x01", "\u00c4", "\u00a0"};
  std::uint64_t state = 1;
  for (int i = 0; i < 20000; ++i) {
    std::string text, wanted;
    bool gap = false;
    for (int length = i % 23; length >= 0; --length) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      const std::string& letter = letters[static_cast<std::size_t>((state >> 33) % (i % 3 == 0 ? 10 : i % 3 == 1 ? 8 : 3))];
      text += letter;
      if (is_blank(letter)) {
        gap = !wanted.empty();
        continue;
      }
      wanted += (gap ? " " : "") + fold(letter);
      gap = false;
    }
    ASSERT_EQ(fold(text), wanted) << text;
    ASSERT_EQ(trim(text), trim_white(text));
  }
}

TEST(Text, FoldingTwiceChangesNothing) {
  for (char32_t c = 1; c < 0x11000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string letter;
    put_code_point(letter, c);
    const std::string folded = fold(letter);
    ASSERT_EQ(fold(folded), folded) << std::hex << static_cast<unsigned>(c);
  }
}

TEST(Text, BytesThatAreNoUtf8AreKept) {
  EXPECT_EQ(fold("A\xFF" "B\xC3"), "a\xFF" "b\xC3");
  EXPECT_EQ(trim(" \xE2\x80"), "\xE2\x80");
  EXPECT_EQ(squash("\xFF-A"), "\xFF" "a");
}

TEST(Text, SquashingLeavesLettersMarksAndDigits) {
  EXPECT_EQ(squash("E-mail Address"), "emailaddress");
  EXPECT_EQ(squash("first_name"), "firstname");
  EXPECT_EQ(squash("Created (UTC)"), "createdutc");
  EXPECT_EQ(squash("T\u00e9l\u00e9phone \u2116 2"), "t\u00e9l\u00e9phone2");
  EXPECT_EQ(squash("\u0928\u093e\u092e"), "\u0928\u093e\u092e");  // a vowel sign is a mark
  EXPECT_EQ(squash("\u260e"), "");
}

TEST(Text, CodePointsAreReadAndWrittenAlike) {
  const std::string text = "a\u00e9\u20ac\U0001f600\xFF\xED\xA0\x80";
  std::string again;
  for (std::size_t at = 0; at < text.size();) put_code_point(again, next_code_point(text, at));
  EXPECT_EQ(again, text);
}

TEST(Text, Utf8IsWhatUnicodeCallsWellFormed) {
  EXPECT_TRUE(is_utf8("plain, \u00e9, \u20ac and \U0010FFFF"));
  for (const std::string_view bad : {"\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                                     "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\x80", "\xE2\x82", "\xFF"}) {
    EXPECT_FALSE(is_utf8(bad));
    EXPECT_FALSE(is_utf8("long enough to be read eight at a time" + std::string(bad)));
  }
}

TEST(Text, Windows1252IsReadAsTheWebReadsIt) {
  EXPECT_EQ(from_windows_1252("M\xFCller \x80\x99\x81"), "M\u00fcller \u20ac\u2122\u0081");
}

TEST(Text, Utf16IsReadWithItsSurrogates) {
  EXPECT_EQ(from_utf16(std::string_view("\xFF\xFE" "a\0\x3D\xD8\x00\xDE", 8), true), "a\U0001F600");
  EXPECT_EQ(from_utf16(std::string_view("\xFE\xFF\0a\xD8\x3D\xDE\x00", 8), false), "a\U0001F600");
  EXPECT_FALSE(is_utf8(from_utf16(std::string_view("\x3D\xD8" "a\0", 4), true)));
  EXPECT_EQ(from_utf16(std::string_view("a\0\n", 3), true), "a\n");
}

TEST(Text, TheNearestNameIsFound) {
  const std::vector<std::string_view> names = {"company", "country", "county", "email", "id"};
  EXPECT_EQ(nearest("contry", names), "country");
  EXPECT_EQ(nearest("Emial", names), "email");    // two letters that changed places are one step
  EXPECT_EQ(nearest("COUNTRY", names), "country");
  EXPECT_EQ(nearest("di", names), "id");
  EXPECT_EQ(nearest("revenue", names), "");
  EXPECT_EQ(nearest("counry", names), "country"); // both are one step away: the first in the list
  EXPECT_EQ(nearest("", names), "");
  EXPECT_EQ(nearest(std::string(10'000'000, 'x'), names), "");
}

TEST(Tables, AreSortedAsTheirReadersNeed) {
  for (std::size_t i = 1; i < std::size(tables::fold_ranges); ++i) {
    EXPECT_LT(tables::fold_ranges[i - 1].last, tables::fold_ranges[i].first);
  }
  for (std::size_t i = 1; i < std::size(tables::no_word_ranges); ++i) {
    EXPECT_LT(tables::no_word_ranges[i - 1].last, tables::no_word_ranges[i].first);
  }
  for (std::size_t i = 1; i < std::size(tables::currency_codes); ++i) {
    EXPECT_LT(std::string_view(tables::currency_codes[i - 1]), std::string_view(tables::currency_codes[i]));
  }
}

}  // namespace
}  // namespace leadwright::text
