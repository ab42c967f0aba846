// The engine gives the same bytes everywhere, so it does without what differs between platforms, runs
// or machines. This test holds the list of words, each with what to write in its place.
#include <gtest/gtest.h>

#include "sources.h"

namespace leadwright {
namespace {

struct Forbidden {
  std::string_view word;
  std::string_view instead;
  std::string_view except_in = {};  // the one file that makes it safe for the others
};

const Forbidden engine_words[] = {
    // Answers would depend on the clock, the machine or the run.
    {"system_clock", "an Instant that is passed in"},
    {"steady_clock", "an Instant that is passed in"},
    {"high_resolution_clock", "an Instant that is passed in"},
    {"time_t", "Instant"},
    {"localtime", "calendar/zone.h"},
    {"gmtime", "base/instant.h"},
    {"mktime", "base/instant.h"},
    {"strftime", "format_instant"},
    {"__DATE__", "nothing"},
    {"__TIME__", "nothing"},
    {"getenv", "an argument"},
    {"<random>", "a counter-based generator with its seed in the output"},
    {"random_device", "a counter-based generator with its seed in the output"},
    {"mt19937", "a counter-based generator with its seed in the output"},
    {"rand", "a counter-based generator with its seed in the output"},
    {"std::shuffle", "a counter-based generator with its seed in the output"},
    {"setlocale", "base/text.h"},
    {"<locale>", "base/text.h"},
    {"std::tolower", "text::fold"},
    {"std::toupper", "text::fold"},
    {"std::isalpha", "base/text.h"},
    {"std::isspace", "text::trim"},
    {"this_thread", "nothing"},
    {"std::thread", "nothing"},
    {"std::async", "nothing"},
    // Bytes and values in, values and bytes out.
    {"<iostream>", "a value that the caller prints"},
    {"<fstream>", "bytes that are passed in"},
    {"<filesystem>", "bytes that are passed in"},
    {"std::cout", "a value that the caller prints"},
    {"std::cerr", "a value that the caller prints"},
    {"printf", "a value that the caller prints"},
    {"fprintf", "a value that the caller prints"},
    {"fopen", "bytes that are passed in"},
    {"throw", "Result, or an alternative of the outcome", "engine/table/block.h"},
    // The order of a hash table is nobody's promise, and colliding keys make it quadratic.
    {"unordered_map", "std::map or a sorted vector"},
    {"unordered_set", "std::set or a sorted vector"},
    {"std::hash", "base/digest.h, or a sort"},
    // Widths and last bits differ.
    {"long", "std::int64_t"},
    {"std::exp", "integers, or a series of our own"},
    {"std::log", "integers, or a series of our own"},
    {"std::log2", "integers, or a series of our own"},
    {"std::log10", "integers, or a series of our own"},
    {"std::pow", "integers, or a series of our own"},
    {"std::stod", "read_decimal"},
    {"strtod", "read_decimal", "engine/base/decimal.cpp"},
    {"std::fma", "a multiplication and an addition"},
    // Emscripten 3.1.6 lacks it, or it overflows the stack on long input.
    {"<regex>", "a loop over the characters"},
    {"<format>", "base/json.h, or fmt in a .cpp file"},
    {"<ranges>", "a loop"},
    {"std::ranges", "std::sort with a comparator, a loop"},
    {"std::views", "a loop"},
    {"bit_cast", "std::memcpy"},
    {"source_location", "nothing"},
    {"jthread", "nothing"},
    {"std::expected", "Result"},
};

// Words of unfinished work and files that would be named after nothing.
const Forbidden unfinished_words[] = {
    {"TODO", "do it, or say in the room's README that it is not done"},
    {"FIXME", "fix it"},
    {"HACK", "say why it is right"},
};

const std::string_view empty_names[] = {"common", "util", "utils", "core", "shared", "helper", "helpers", "misc"};

bool is_word_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// The code with its comments and the content of its literals blanked out; lines stay where they are.
std::string without_prose(std::string_view code) {
  std::string out(code);
  const auto blank = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < std::min(to, out.size()); ++i) {
      if (out[i] != '\n') out[i] = ' ';
    }
    return to;
  };
  const auto end_of = [&](std::string_view closing, std::size_t from) {
    const std::size_t at = code.find(closing, from);
    return at == std::string_view::npos ? code.size() : at + closing.size();
  };
  std::size_t at = 0;
  while (at < code.size()) {
    const std::string_view rest = code.substr(at);
    const bool after_word = at > 0 && is_word_character(code[at - 1]);
    if (rest.starts_with("//")) {
      at = blank(at, end_of("\n", at) - 1);
      ++at;
    } else if (rest.starts_with("/*")) {
      at = blank(at, end_of("*/", at));
    } else if (rest.starts_with("R\"") && !after_word) {
      const std::string delimiter(code.substr(at + 2, code.find('(', at) - at - 2));
      at = blank(at, end_of(")" + delimiter + "\"", at));
    } else if (rest[0] == '"' || (rest[0] == '\'' && !after_word)) {
      std::size_t end = at + 1;
      while (end < code.size() && code[end] != rest[0]) end += code[end] == '\\' ? 2 : 1;
      at = blank(at, end + 1);
    } else {
      ++at;
    }
  }
  return out;
}

bool holds_word(std::string_view line, std::string_view word) {
  for (std::size_t at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool starts = at == 0 || !is_word_character(line[at - 1]) || !is_word_character(word.front());
    const bool ends = end == line.size() || !is_word_character(line[end]) || !is_word_character(word.back());
    if (starts && ends) return true;
  }
  return false;
}

template <std::size_t n>
void expect_none_of(const Forbidden (&list)[n], const std::string& path, std::string_view text) {
  int number = 0;
  for (const std::string_view line : tests::lines_of(text)) {
    ++number;
    for (const Forbidden& forbidden : list) {
      if (path == forbidden.except_in) continue;
      EXPECT_FALSE(holds_word(line, forbidden.word))
          << path << ":" << number << ": instead of `" << forbidden.word << "` write " << forbidden.instead;
    }
  }
}

TEST(Purity, TheEngineDoesWithoutWhatDiffersBetweenPlatforms) {
  for (const std::string& path : tests::sources_in("engine")) {
    expect_none_of(engine_words, path, without_prose(tests::read_file(tests::source_folder() / path)));
  }
}

TEST(Purity, NothingIsLeftForLater) {
  for (const char* folder : {"engine", "native", "wasm"}) {
    for (const std::string& path : tests::sources_in(folder)) {
      expect_none_of(unfinished_words, path, tests::read_file(tests::source_folder() / path));
    }
  }
}

TEST(Purity, NoFileIsNamedAfterNothing) {
  for (const char* folder : {"engine", "native", "wasm", "tests"}) {
    for (const std::string& path : tests::sources_in(folder)) {
      for (const std::filesystem::path& part : std::filesystem::path(path)) {
        for (const std::string_view name : empty_names) EXPECT_NE(part.stem().string(), name) << path;
      }
    }
  }
}

TEST(Purity, ProseAndLiteralsMayUseAnyWord) {
  EXPECT_EQ(without_prose("a; // long\nb"), "a;        \nb");
  EXPECT_EQ(without_prose("x = \"lo\\\"ng\" + 1'000 + 'l' + R\"j(long\n\")j\";"),
            "x =          + 1'000 +     +         \n    ;");
  EXPECT_TRUE(holds_word("unsigned long x;", "long"));
  EXPECT_FALSE(holds_word("longest longer a_long", "long"));
  EXPECT_TRUE(holds_word("#include <regex>", "<regex>"));
}

}  // namespace
}  // namespace leadwright
