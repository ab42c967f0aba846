// The rooms of engine/ stand on floors, and an include goes to a lower floor only. This test reads the
// include lines, so the picture stays true.
#include <gtest/gtest.h>

#include <map>

#include "sources.h"

namespace leadwright {
namespace {

const std::map<std::string, int> floor_of = {
    {"base", 0},                                        // speaks: problems, instants, text, numbers, JSON
    {"calendar", 1},                                    // which minutes count
    {"table", 2},                                       // reads bytes into values; times need a zone
    {"identity", 3}, {"policy", 3},                     // who is it, where does it go: siblings
    {"assignment", 4},                                  // who of a pool takes it
    {"workspace", 4},                                   // the tables under a policy: fields, values, records
    {"replay", 5},                                      // runs the events in time order
    {"proof", 6},                                       // claims, each with a witness
    {"report", 7},                                      // tells
};

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

TEST(Rooms, EveryFolderOfTheEngineIsARoomOfThePicture) {
  for (const std::string& path : tests::sources_in("engine")) {
    const std::string room = room_of(path);
    EXPECT_TRUE(room.empty() || floor_of.contains(room)) << path;
  }
}

TEST(Rooms, AnIncludeGoesToALowerFloor) {
  for (const Include& include : includes_in("engine")) {
    const std::string from = room_of(include.from);
    if (!include.quoted || from.empty()) continue;
    const std::string to = first_folder(include.file);
    ASSERT_TRUE(floor_of.contains(to)) << include.from << " includes " << include.file
                                       << ": write the room's name";
    EXPECT_TRUE(to == from || floor_of.at(to) < floor_of.at(from)) << include.from << " includes " << include.file;
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
  for (const char* folder : {"native", "wasm"}) {
    for (const Include& include : includes_in(folder)) {
      const std::string room = first_folder(include.file);
      EXPECT_TRUE(!floor_of.contains(room) || room == "base")
          << include.from << " includes " << include.file << " past engine/leadwright.h";
    }
  }
}

}  // namespace
}  // namespace leadwright
