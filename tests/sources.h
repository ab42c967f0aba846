// The project's own sources, for the tests that read them.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "files.h"

namespace leadwright::tests {

// Every .h and .cpp file below a folder of the repository, as paths from the repository's root.
inline std::vector<std::string> sources_in(std::string_view folder) {
  namespace fs = std::filesystem;
  std::vector<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(source_folder() / folder)) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".h" && extension != ".cpp") continue;
    paths.push_back(entry.path().lexically_relative(source_folder()).generic_string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

inline std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace leadwright::tests
