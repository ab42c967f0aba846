# The three packages, under the same names natively and under Emscripten: `json`, `fmt_only`,
# `gtest_main_only`. Emscripten must not see the host's include folder, so the headers reach it
# through two symlinks in the build tree.
add_library(thirdparty INTERFACE)
target_compile_definitions(thirdparty INTERFACE FMT_HEADER_ONLY=1 JSON_USE_IMPLICIT_CONVERSIONS=0)

if(EMSCRIPTEN)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/thirdparty/include)
  foreach(package nlohmann fmt)
    file(CREATE_LINK /usr/include/${package} ${CMAKE_BINARY_DIR}/thirdparty/include/${package} SYMBOLIC)
  endforeach()
  target_include_directories(thirdparty SYSTEM INTERFACE ${CMAKE_BINARY_DIR}/thirdparty/include)
else()
  find_package(nlohmann_json 3.11 REQUIRED)
  find_package(fmt 9 REQUIRED)
  target_link_libraries(thirdparty INTERFACE nlohmann_json::nlohmann_json fmt::fmt-header-only)
endif()

# GoogleTest from the distribution's sources, so that the same version is compiled for both.
add_library(googletest STATIC EXCLUDE_FROM_ALL /usr/src/googletest/googletest/src/gtest-all.cc)
target_include_directories(googletest SYSTEM PUBLIC /usr/src/googletest/googletest/include PRIVATE /usr/src/googletest/googletest)
target_compile_options(googletest PRIVATE -w)
if(EMSCRIPTEN)
  target_compile_definitions(googletest PUBLIC GTEST_HAS_PTHREAD=0)
endif()
