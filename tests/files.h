// Files for tests. Fixtures lie in the repository; published suites and real exports lie outside it
// (LEADWRIGHT_DATA, by default ../shared/data), and a test that needs them says so where they are absent.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace leadwright::tests {

inline std::filesystem::path source_folder() { return LEADWRIGHT_SOURCE_FOLDER; }

inline std::filesystem::path outside_data() {
  const char* named = std::getenv("LEADWRIGHT_DATA");
  return named != nullptr ? std::filesystem::path(named) : source_folder() / "../shared/data";
}

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace leadwright::tests

// In a test: where the data set is absent the test is skipped and says so.
#define LEADWRIGHT_NEEDS_DATA(folder)                                    \
  if (!std::filesystem::exists(leadwright::tests::outside_data() / (folder))) \
  GTEST_SKIP() << "did not run: no " << (folder) << " in LEADWRIGHT_DATA"
