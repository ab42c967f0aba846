# Emscripten as installed: its own toolchain file lies beside its em++.
find_program(EMSCRIPTEN_COMPILER em++ REQUIRED)
file(REAL_PATH ${EMSCRIPTEN_COMPILER} emscripten_compiler)
cmake_path(GET emscripten_compiler PARENT_PATH emscripten_folder)

# Not what `emcmake` would say: it passes node a flag that node 20 has dropped.
find_program(NODE node REQUIRED)
set(CMAKE_CROSSCOMPILING_EMULATOR ${NODE})

include(${emscripten_folder}/cmake/Modules/Platform/Emscripten.cmake)
