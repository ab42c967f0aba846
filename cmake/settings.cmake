# What every target is compiled with. Answers are equal to the byte on every platform, so
# multiplications and additions are never fused (-ffp-contract=off).
add_compile_options(-Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -ffp-contract=off)

if(EMSCRIPTEN)
  set(LEADWRIGHT_EXCEPTIONS -fwasm-exceptions CACHE STRING "exception model of the module")
  add_compile_options(${LEADWRIGHT_EXCEPTIONS} -msimd128)
  add_link_options(${LEADWRIGHT_EXCEPTIONS} -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=4GB)
endif()
