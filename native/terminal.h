// The terminal: how wide it is, whether it shows colours, and how far long work has come.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace leadwright::native {

// Columns to fit: 80, or fewer on a narrower terminal.
int terminal_width();

// Text in a colour on standard output where that is a terminal and NO_COLOR is not set.
enum class Colour { bold, green, red };
std::string painted(std::string_view, Colour);

// "reading leads.csv  45 %" on standard error while a large file is read; nothing where standard
// error is no terminal. The line is cleared at the end.
class Progress {
 public:
  Progress(std::string what, std::uint64_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void advance(std::uint64_t done);

 private:
  std::string what_;
  std::uint64_t total_;
  std::uint64_t done_ = 0;
  int shown_percent_ = -1;
  bool visible_;
};

}  // namespace leadwright::native
