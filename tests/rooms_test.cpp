// The rooms of engine/ stand on floors: each may include the rooms that engine/CMakeLists.txt says it
// uses, and what those use, and these come before it. This test reads the include lines, so the picture
// stays true.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "sources.h"

namespace leadwright {
namespace {

// Of every room, the rooms it may include: `room(table USES base calendar)`, lowest first.
std::map<std::string, std::set<std::string>> rooms_below() {
  std::map<std::string, std::set<std::string>> below;
  const std::string text = tests::read_file(tests::source_folder() / "engine/CMakeLists.txt");
  for (const std::string_view line : tests::lines_of(text)) {
    if (!line.starts_with("room(")) continue;
    std::vector<std::string> words(1);
    for (const char c : line.substr(std::string_view("room(").size())) {
      if (c == ')') break;
      if (c != ' ') {
        words.back() += c;
      } else if (!words.back().empty()) {
        words.emplace_back();
      }
    }
    std::set<std::string> used;
    for (std::size_t i = 2; i < words.size(); ++i) {
      EXPECT_TRUE(below.contains(words[i])) << words[0] << " uses " << words[i] << ", which stands above it";
      used.insert(words[i]);
      used.insert(below[words[i]].begin(), below[words[i]].end());
    }
    below[words[0]] = used;
  }
  return below;
}

struct Include {
  std::string from;     // a file of the repository
  std::string file;     // what it includes
  bool quoted = false;  // "file" and not <file>
};

std::vector<Include> includes_in(std::string_view folder) {
  std::vector<Include> includes;
  for (const std::string& path : tests::sources_in(folder)) {
    const std::string text = tests::read_file(tests::source_folder() / path);
    for (std::string_view line : tests::lines_of(text)) {
      constexpr std::string_view directive = "#include ";
      if (!line.starts_with(directive)) continue;
      line.remove_prefix(directive.size());
      const bool quoted = line.front() == '"';
      const std::size_t end = line.find(quoted ? '"' : '>', 1);
      includes.push_back({path, std::string(line.substr(1, end - 1)), quoted});
    }
  }
  return includes;
}

std::string first_folder(std::string_view path) {
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? "" : std::string(path.substr(0, slash));
}

std::string room_of(std::string_view source) {
  return first_folder(source.substr(std::string_view("engine/").size()));
}

TEST(Rooms, EveryFolderOfTheEngineIsARoom) {
  const auto below = rooms_below();
  for (const std::string& path : tests::sources_in("engine")) {
    const std::string room = room_of(path);
    EXPECT_TRUE(room.empty() || below.contains(room)) << path;
  }
}

TEST(Rooms, AnIncludeGoesToALowerFloor) {
  const auto below = rooms_below();
  for (const Include& include : includes_in("engine")) {
    const std::string from = room_of(include.from);
    if (!include.quoted || !below.contains(from)) continue;
    const std::string to = first_folder(include.file);
    EXPECT_TRUE(to == from || below.at(from).contains(to)) << include.from << " includes " << include.file;
  }
}

TEST(Rooms, OnlyBaseJsonKnowsTheJsonLibrary) {
  for (const Include& include : includes_in("engine")) {
    if (include.file.starts_with("nlohmann/")) {
      EXPECT_EQ(include.from, "engine/base/json.cpp");
    }
    if (include.file.starts_with("fmt/")) {
      EXPECT_TRUE(include.from.ends_with(".cpp")) << include.from << " lets fmt into a header";
    }
  }
}

TEST(Rooms, TheProgramAndTheModuleEnterByTheOneDoor) {
  const auto below = rooms_below();
  for (const char* folder : {"native", "wasm"}) {
    for (const Include& include : includes_in(folder)) {
      const std::string room = first_folder(include.file);
      EXPECT_TRUE(!below.contains(room) || room == "base")
          << include.from << " includes " << include.file << " past engine/leadwright.h";
    }
  }
}

}  // namespace
}  // namespace leadwright
