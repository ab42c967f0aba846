#include "base/json.h"

#include <gtest/gtest.h>

namespace leadwright::json {
namespace {

Value parse(std::string_view text) {
  Result<Value> result = read("p.json", text);
  EXPECT_TRUE(result.ok()) << text;
  return result.ok() ? std::move(result).value() : Value{};
}

// `line:column pointer message` of every problem.
std::vector<std::string> wrong(std::string_view text) {
  const Result<Value> result = read("p.json", text);
  std::vector<std::string> lines;
  if (result.ok()) return lines;
  for (const Problem& p : result.problems()) {
    EXPECT_EQ(p.place.file, "p.json");
    lines.push_back(std::to_string(p.place.line) + ":" + std::to_string(p.place.column) + " " +
                    (p.place.pointer.empty() ? "" : p.place.pointer + " ") + p.message);
  }
  return lines;
}

using Lines = std::vector<std::string>;

TEST(JsonRead, KeepsNumbersAsTheyWereWritten) {
  const Value value = parse("[0, -0.10, 1E+2, 123456789012345678901234567890, 0.1]");
  ASSERT_EQ(value.items.size(), 5u);
  EXPECT_EQ(value.items[0].text, "0");
  EXPECT_EQ(value.items[1].text, "-0.10");
  EXPECT_EQ(value.items[2].text, "1E+2");
  EXPECT_EQ(value.items[3].text, "123456789012345678901234567890");
  EXPECT_EQ(value.items[4].text, "0.1");
  EXPECT_EQ(parse("-12").text, "-12");
}

TEST(JsonRead, KnowsWhereEveryValueStarts) {
  const Value value =
      parse("{\n  \"a\" : [1,\t22 , {}],\r\n  \"\\\"é\\\\\": \"x\", \"b\": true, \"c\": null\n}\n");
  const auto place = [](const Value& v) { return std::pair(v.line, v.column); };
  EXPECT_EQ(place(value), std::pair(std::int64_t{1}, std::int64_t{1}));
  EXPECT_EQ(place(*value.find("a")), std::pair(std::int64_t{2}, std::int64_t{9}));
  EXPECT_EQ(place(value.find("a")->items[0]), std::pair(std::int64_t{2}, std::int64_t{10}));
  EXPECT_EQ(place(value.find("a")->items[1]), std::pair(std::int64_t{2}, std::int64_t{13}));
  EXPECT_EQ(place(value.find("a")->items[2]), std::pair(std::int64_t{2}, std::int64_t{18}));
  EXPECT_EQ(place(*value.find("\"é\\")), std::pair(std::int64_t{3}, std::int64_t{12}));
  EXPECT_EQ(place(*value.find("b")), std::pair(std::int64_t{3}, std::int64_t{22}));
  EXPECT_EQ(place(*value.find("c")), std::pair(std::int64_t{3}, std::int64_t{33}));
}

TEST(JsonRead, KeepsTheOrderOfKeys) {
  const Value value = parse(R"({"z": 1, "a": {"y": 2, "b": 3}})");
  EXPECT_EQ(value.members[0].first, "z");
  EXPECT_EQ(value.members[1].first, "a");
  EXPECT_EQ(value.members[1].second.members[0].first, "y");
  EXPECT_EQ(value.find("nothing"), nullptr);
}

TEST(JsonRead, AcceptsAByteOrderMarkAndDoesNotCountIt) {
  const Value value = parse("\xEF\xBB\xBF[1]");
  EXPECT_EQ(value.column, 1);
  EXPECT_EQ(value.items[0].column, 2);
  EXPECT_EQ(wrong("\xEF\xBB\xBF\xEF\xBB\xBF[1]").size(), 1u);
}

TEST(JsonRead, RefusesEveryRepeatedKeyAtItsSecondPlace) {
  EXPECT_EQ(wrong(R"({"a": 1, "b": {"x": 1, "x": 2}, "a": 3, "a": 4})"),
            (Lines{"1:24 /b/x the key `x` is repeated", "1:33 /a the key `a` is repeated",
                   "1:41 /a the key `a` is repeated"}));
  EXPECT_EQ(wrong("[{}, {\"k/~\": 1,\n\"k/~\": 2}]"), (Lines{"2:1 /1/k~1~0 the key `k/~` is repeated"}));
  EXPECT_EQ(wrong(R"({"a": 1, "\u0061": 2})"), (Lines{"1:10 /a the key `a` is repeated"}));
}

TEST(JsonRead, TellsRepeatedKeysTogetherWithTheErrorThatEndsTheReading) {
  EXPECT_EQ(wrong("{\"a\": {\"b\": 1, \"b\": 2},\n oops}"),
            (Lines{"1:16 /a/b the key `b` is repeated", "2:2 `oops` is no JSON value"}));
}

TEST(JsonRead, SaysWhereTheGrammarIsBroken) {
  EXPECT_EQ(wrong("[1, 2"), (Lines{"1:6 the document ends too early: expected `]`"}));
  EXPECT_EQ(wrong("[1 22]"), (Lines{"1:4 expected `]` but found number literal"}));
  EXPECT_EQ(wrong("[1,, 2]"), (Lines{"1:4 expected a value but found `,`"}));
  EXPECT_EQ(wrong("{\"a\" 1}"), (Lines{"1:6 expected `:` but found number literal"}));
  EXPECT_EQ(wrong("{a: 1}"), (Lines{"1:2 `a` is no JSON value"}));
  EXPECT_EQ(wrong("{1: 1}"), (Lines{"1:2 expected a key in double quotes but found number literal"}));
  EXPECT_EQ(wrong("{}\n {}"), (Lines{"2:2 the document goes on after its end"}));
  EXPECT_EQ(wrong("{} \"]"), (Lines{"1:4 this text has no closing quote"}));
  EXPECT_EQ(wrong("[\n  \"abc]"), (Lines{"2:3 this text has no closing quote"}));
  EXPECT_EQ(wrong("[\"é\tb\"]"), (Lines{"1:4 control character U+0009 (HT) must be escaped to \\u0009 or \\t"}));
  EXPECT_EQ(wrong("[\"\\q\"]"), (Lines{"1:4 forbidden character after backslash"}));
  EXPECT_EQ(wrong("[\"\\ud800\"]").size(), 1u);
  EXPECT_EQ(wrong("[-x]"), (Lines{"1:2 `-x` is no JSON value"}));
  EXPECT_EQ(wrong("[1.]"), (Lines{"1:2 `1.` is no JSON value"}));
  EXPECT_EQ(wrong("[1e999]"), (Lines{"1:2 /0 `1e999` is too large a number"}));
  EXPECT_EQ(wrong("[NaN]"), (Lines{"1:2 `NaN` is no JSON value"}));
  EXPECT_EQ(wrong("[nülx]"), (Lines{"1:2 `nülx` is no JSON value"}));
  EXPECT_EQ(wrong(""), (Lines{"1:1 the file is empty"}));
  EXPECT_EQ(wrong(" \n "), (Lines{"2:2 the file is empty"}));
}

TEST(JsonRead, HelpsWithTheUsualSlips) {
  const auto help = [](std::string_view text) { return read("p.json", text).problems().at(0).help; };
  EXPECT_EQ(help("[1, 2,\n]"), "remove the comma before it");
  EXPECT_EQ(help("{\"a\": 1,}"), "remove the comma before it");
  EXPECT_EQ(help("[1] ]"), "");
  EXPECT_EQ(help("// a comment\n{}"), "remove the comment");
  EXPECT_EQ(help("{'a': 1}"), "texts stand in double quotes; the only bare words are true, false and null");
}

TEST(JsonRead, RefusesBytesThatAreNoText) {
  EXPECT_EQ(wrong("[\"a\xff\"]"), (Lines{"1:4 a byte that is not UTF-8"}));
  EXPECT_EQ(wrong("[1,\n \xc3(]"), (Lines{"2:2 a byte that is not UTF-8"}));
  EXPECT_EQ(wrong(std::string_view("[1]\0[2]", 7)), (Lines{"1:4 a NUL byte, which JSON does not allow"}));
  EXPECT_EQ(wrong("\xff\xfe{\0"), (Lines{"1:1 the file is UTF-16"}));
}

TEST(JsonRead, RefusesDeepNestingAtItsPlace) {
  const std::string fits = std::string(200, '[') + std::string(200, ']');
  EXPECT_TRUE(read("p.json", fits).ok());
  std::string pointer;
  for (int i = 0; i < 200; ++i) pointer += "/0";
  EXPECT_EQ(wrong(std::string(10000, '[') + std::string(10000, ']')),
            (Lines{"1:201 " + pointer + " nested deeper than 200 levels"}));
  std::string objects;
  for (int i = 0; i < 10000; ++i) objects += "{\"a\":";
  EXPECT_EQ(wrong(objects).size(), 1u);
}

TEST(JsonRead, IsNotSlowedDownByManyKeys) {
  std::string text = "{";
  for (int i = 0; i < 100000; ++i) text += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":0";
  EXPECT_TRUE(read("p.json", text + "}").ok());
  EXPECT_EQ(wrong(text + ",\"7\":0}").size(), 1u);
}

TEST(JsonCanonical, DoesNotDependOnSpacingOrOrder) {
  EXPECT_EQ(canonical(parse(R"({"b": [1.50, true, null], "a": "x"})")), R"({"a":"x","b":[1.5,true,null]})");
  EXPECT_EQ(canonical(parse("{\"b\":[15e-1,true,null],\n\"a\":\"x\"}")), R"({"a":"x","b":[1.5,true,null]})");
}

TEST(JsonCanonical, SortsKeysByUtf16) {
  // U+1F600 is D83D DE00 in UTF-16 and so comes before U+FB33, though its UTF-8 comes after.
  EXPECT_EQ(canonical(parse("{\"\uFB33\": 1, \"\U0001F600\": 2, \"\u20AC\": 3}")),
            "{\"\u20AC\":3,\"\U0001F600\":2,\"\uFB33\":1}");
}

TEST(JsonPretty, WritesWhatWasRead) {
  EXPECT_EQ(pretty(parse(R"({"b":[1.50,{"c":[]},{}],"a":"x"})")),
            "{\n  \"b\": [\n    1.50,\n    {\n      \"c\": []\n    },\n    {}\n  ],\n  \"a\": \"x\"\n}\n");
}

TEST(JsonQuote, EscapesWhatMustBeAndNothingElse) {
  EXPECT_EQ(quote("a\"b\\c/é\U0001F600\x7f"), "\"a\\\"b\\\\c/é\U0001F600\x7f\"");
  EXPECT_EQ(quote(std::string_view("\0\b\t\n\f\r\x1f", 7)), "\"\\u0000\\b\\t\\n\\f\\r\\u001f\"");
  EXPECT_EQ(quote("a\xff\xc3"), "\"a\uFFFD\uFFFD\"");
}

TEST(JsonWriter, WritesInTheOrderOfTheCalls) {
  Writer writer;
  writer.object()
      .field("rows", 3)
      .field("name", "a\"b")
      .key("list")
      .array()
      .number(0.5)
      .boolean(false)
      .null()
      .end();
  writer.key("empty").object().end().key("raw").raw("[1]").field("yes", true).end();
  EXPECT_EQ(std::move(writer).text(),
            "{\n  \"rows\": 3,\n  \"name\": \"a\\\"b\",\n  \"list\": [\n    0.5,\n    false,\n    null\n  ],\n"
            "  \"empty\": {},\n  \"raw\": [1],\n  \"yes\": true\n}\n");
}

TEST(JsonWriter, WritesOneLineWithoutIndent) {
  Writer writer(0);
  writer.object().field("a", std::int64_t{1}).key("b").array().string("x").string("y").end().end();
  EXPECT_EQ(std::move(writer).text(), "{\"a\":1,\"b\":[\"x\",\"y\"]}\n");
}

TEST(JsonPointer, EscapesTildesAndSlashes) { EXPECT_EQ(pointer_token("a/b~c"), "a~1b~0c"); }

}  // namespace
}  // namespace leadwright::json
