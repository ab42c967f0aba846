# `thirdparty` is nlohmann/json and fmt, header only; `googletest` is GoogleTest with its main().
# Both have the same names natively and under Emscripten.
add_library(thirdparty INTERFACE)
target_compile_definitions(thirdparty INTERFACE FMT_HEADER_ONLY=1 JSON_USE_IMPLICIT_CONVERSIONS=0)

if(EMSCRIPTEN)
  # Emscripten must not see the host's include folder (its libc headers would hide Emscripten's), so
  # the two packages reach it through links in the build tree.
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

# From the distribution's sources, so that both platforms run the same version.
set(GOOGLETEST_FOLDER /usr/src/googletest/googletest CACHE PATH "sources of GoogleTest")
add_library(googletest STATIC EXCLUDE_FROM_ALL ${GOOGLETEST_FOLDER}/src/gtest-all.cc ${GOOGLETEST_FOLDER}/src/gtest_main.cc)
target_include_directories(googletest SYSTEM PUBLIC ${GOOGLETEST_FOLDER}/include PRIVATE ${GOOGLETEST_FOLDER})
target_compile_options(googletest PRIVATE -w)
if(EMSCRIPTEN)
  target_compile_definitions(googletest PUBLIC GTEST_HAS_PTHREAD=0)
endif()
