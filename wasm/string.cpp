// Emscripten 3.1.6 brings libc++ compiled for size, without any inlining: appending to a string costs
// five times what it must. These definitions are found before those of the library.
#include <string>

template class std::basic_string<char>;
