// The engine's version, the project's in CMakeLists.txt (tests/base/version_test.cpp compares them).
#pragma once

#include <string_view>

namespace leadwright {
inline constexpr std::string_view engine_version = "0.1.0";
}
