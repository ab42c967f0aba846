set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Answers are equal to the byte on every platform, so a multiplication and an addition are never fused.
add_compile_options(-Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -ffp-contract=off)
# Designated initialisers name what differs from the default.
add_compile_options(-Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  add_compile_options(-Wno-restrict)   # wrong for string concatenation in g++ 12 (GCC bug 105329)
endif()

if(EMSCRIPTEN)
  # JavaScript exceptions (-fexceptions) are the other model; the tests pass under both.
  set(LEADWRIGHT_EXCEPTIONS -fwasm-exceptions CACHE STRING "exception model of the module")
  # A third smaller than -O3 and as fast, once functions are inlined: by itself em++ 3.1.6 forbids
  # inlining under -Os, and then the engine is four times slower.
  set(CMAKE_CXX_FLAGS_RELEASE "-Os -finline-functions")
  # SSE2 intrinsics, which x86 has anyway, become WebAssembly SIMD.
  add_compile_options(${LEADWRIGHT_EXCEPTIONS} -msimd128 -msse2)
  add_link_options(${LEADWRIGHT_EXCEPTIONS} -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=4GB)
  # Its JavaScript parser is Debian's, in a folder that only Debian's own node searches.
  set_property(GLOBAL PROPERTY RULE_LAUNCH_LINK "${CMAKE_COMMAND} -E env NODE_PATH=/usr/share/nodejs")
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
mark_as_advanced(CCACHE)
