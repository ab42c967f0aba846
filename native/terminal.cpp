#include "terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace leadwright::native {

namespace {

// Below this a file is read faster than a line can be noticed.
constexpr std::uint64_t large_file = 16 << 20;

bool colours() {
  const char* no_color = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) && (!no_color || !*no_color);
}

}  // namespace

int terminal_width() {
  winsize size{};
  if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return std::clamp<int>(size.ws_col, 40, 80);
  }
  return 80;
}

std::string painted(std::string_view text, Colour colour) {
  if (!colours()) return std::string(text);
  const char* code = colour == Colour::green ? "\033[32m" : colour == Colour::red ? "\033[31m" : "\033[1m";
  return code + std::string(text) + "\033[0m";
}

Progress::Progress(std::string what, std::uint64_t total)
    : what_(std::move(what)), total_(total), visible_(total >= large_file && isatty(STDERR_FILENO)) {}

void Progress::advance(std::uint64_t done) {
  done_ += done;
  if (!visible_) return;
  const int percent = static_cast<int>(std::min<std::uint64_t>(100, done_ * 100 / total_));
  if (percent == shown_percent_) return;
  shown_percent_ = percent;
  std::fprintf(stderr, "\r%s  %d %%", what_.c_str(), percent);
  std::fflush(stderr);
}

Progress::~Progress() {
  if (shown_percent_ >= 0) std::fprintf(stderr, "\r%*s\r", static_cast<int>(what_.size()) + 8, "");
}

}  // namespace leadwright::native
