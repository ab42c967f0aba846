#include "disk.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "terminal.h"

namespace leadwright::native {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t piece_size = 4 << 20;

std::string because(int error) {
  std::string why = std::strerror(error);
  if (!why.empty() && why[0] >= 'A' && why[0] <= 'Z') why[0] = static_cast<char>(why[0] - 'A' + 'a');
  return why;
}

Problem at(const std::string& path, std::string message) { return {{path, "", 0, 0}, std::move(message), ""}; }

// Between its making and its end an interrupt only raises a flag, so that the writer can tidy up; a file
// size limit is an error of write() and not a death.
volatile sig_atomic_t interrupted = 0;

class Interrupts {
 public:
  Interrupts() {
    interrupted = 0;
    struct sigaction note {};
    note.sa_handler = [](int signal) { interrupted = signal; };
    for (std::size_t i = 0; i < std::size(noted); ++i) sigaction(noted[i], &note, &before_[i]);
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGXFSZ, &ignore, &before_limit_);
  }
  ~Interrupts() {
    for (std::size_t i = 0; i < std::size(noted); ++i) sigaction(noted[i], &before_[i], nullptr);
    sigaction(SIGXFSZ, &before_limit_, nullptr);
  }

 private:
  static constexpr int noted[] = {SIGINT, SIGTERM, SIGHUP};
  struct sigaction before_[std::size(noted)];
  struct sigaction before_limit_;
};

// The bytes on the disk under a path that must not exist yet.
Problems write_new(const std::string& path, std::string_view bytes) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0) return {at(path, "cannot be written: " + because(errno))};
  int error = 0;
  while (!bytes.empty() && !error && !interrupted) {
    const ssize_t written = write(file, bytes.data(), std::min(bytes.size(), piece_size));
    if (written >= 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR) error = errno;
  }
  if (!error && !interrupted && fsync(file) != 0 && errno != EINVAL) error = errno;
  if (close(file) != 0 && !error) error = errno;
  if (error) return {at(path, "cannot be written: " + because(error))};
  return {};
}

// A set of files on their way to their names.
class Replacement {
 public:
  explicit Replacement(std::string folder) : folder_(std::move(folder)) {}

  ~Replacement() {
    for (const Part& part : parts_) unlink(part.temporary.c_str());
    for (const Part& part : parts_) unlink(part.backup.c_str());
    if (made_folder_ && !complete_) rmdir(folder_.c_str());
  }

  Problems make_folder() {
    std::error_code error;
    if (fs::is_directory(folder_, error)) return {};
    if (fs::exists(folder_, error)) return {at(folder_, "is not a folder")};
    fs::create_directories(folder_, error);
    if (error) return {at(folder_, "cannot be made: " + because(error.value()))};
    made_folder_ = true;
    return {};
  }

  Problems add(const std::string& name, std::string_view bytes) {
    const std::string suffix = "." + name + "." + std::to_string(getpid());
    Part part{join(folder_, name), join(folder_, suffix + ".new"), join(folder_, suffix + ".old")};
    if (is_folder(part.path)) return {at(part.path, "is a folder, so the file cannot be written")};
    parts_.push_back(part);
    Problems problems = write_new(part.temporary, bytes);
    for (Problem& problem : problems) problem.place.file = part.path;
    return problems;
  }

  // Every file takes its name. Where one cannot, those before it get their old content back.
  Problems complete() {
    for (Part& part : parts_) part.had_backup = link(part.path.c_str(), part.backup.c_str()) == 0;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (rename(parts_[i].temporary.c_str(), parts_[i].path.c_str()) == 0) continue;
      const int error = errno;
      for (std::size_t k = 0; k < i; ++k) {
        if (parts_[k].had_backup) rename(parts_[k].backup.c_str(), parts_[k].path.c_str());
        else unlink(parts_[k].path.c_str());
      }
      return {at(parts_[i].path, "cannot be replaced: " + because(error))};
    }
    complete_ = true;
    const int folder = open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
      fsync(folder);
      close(folder);
    }
    return {};
  }

 private:
  struct Part {
    std::string path, temporary, backup;
    bool had_backup = false;
  };
  std::string folder_;
  std::vector<Part> parts_;
  bool made_folder_ = false;
  bool complete_ = false;
};

}  // namespace

Result<bool> is_there(const std::string& path) {
  struct stat about {};
  if (stat(path.c_str(), &about) == 0) return true;
  if (errno == ENOENT || errno == ENOTDIR) return false;
  return at(path, "cannot be read: " + because(errno));
}

bool is_folder(const std::string& path) {
  struct stat about {};
  return stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode);
}

std::string join(const std::string& folder, const std::string& name) {
  if (folder.empty() || (!name.empty() && name.front() == '/')) return name;
  return folder.back() == '/' ? folder + name : folder + "/" + name;
}

std::uint64_t size_of(const std::string& path) {
  struct stat about {};
  return stat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode) ? static_cast<std::uint64_t>(about.st_size) : 0;
}

Problems read_pieces(const std::string& path, const std::function<void(std::string_view)>& take) {
  if (is_folder(path)) return {at(path, "is a folder, not a file")};
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return {at(path, errno == ENOENT ? "there is no such file" : "cannot be read: " + because(errno))};
  Progress progress("reading " + path, size_of(path));
  std::vector<char> piece(piece_size);
  int error = 0;
  while (true) {
    const ssize_t count = read(file, piece.data(), piece.size());
    if (count == 0) break;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      error = errno;
      break;
    }
    take({piece.data(), static_cast<std::size_t>(count)});
    progress.advance(static_cast<std::uint64_t>(count));
  }
  close(file);
  if (error) return {at(path, "cannot be read: " + because(error))};
  return {};
}

namespace {

// A mapped file that was cut short has no bytes to give where it is read.
void end_for_cut_file(int) {
  constexpr std::string_view message = "leadwright: a file was cut short while it was read\n";
  if (write(STDERR_FILENO, message.data(), message.size()) < 0) _exit(2);
  _exit(2);
}

}  // namespace

void Mapped::release(char* data, std::size_t capacity) { munmap(data, capacity); }

#ifdef __EMSCRIPTEN__
std::optional<Mapped> map_file(const std::string&, std::size_t) { return std::nullopt; }
#else
std::optional<Mapped> map_file(const std::string& path, std::size_t spare) {
  constexpr std::size_t worthwhile = 1 << 20;
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  std::optional<Mapped> mapped;
  struct stat about {};
  if (fstat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_size >= static_cast<off_t>(worthwhile)) {
    struct sigaction cut {};
    cut.sa_handler = end_for_cut_file;
    sigaction(SIGBUS, &cut, nullptr);
    // Memory for all of it, over whose beginning the file is laid.
    const auto size = static_cast<std::size_t>(about.st_size);
    const std::size_t page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    const std::size_t capacity = (size + spare + page - 1) / page * page;
    void* const room = mmap(nullptr, capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room != MAP_FAILED) {
      if (mmap(room, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, file, 0) == room) {
        mapped = Mapped{static_cast<char*>(room), size, capacity};
      } else {
        munmap(room, capacity);
      }
    }
  }
  close(file);
  return mapped;
}
#endif

Result<std::string> read_file(const std::string& path) {
  std::string bytes;
  Problems problems = read_pieces(path, [&](std::string_view piece) { bytes += piece; });
  if (!problems.empty()) return problems;
  return bytes;
}

Problems write_files(const std::string& folder, const std::vector<Output>& outputs) {
  Problems problems;
  int signal = 0;
  {
    Interrupts interrupts;
    Replacement replacement(folder);
    problems = replacement.make_folder();
    for (const Output& output : outputs) {
      if (!problems.empty() || interrupted) break;
      problems = replacement.add(output.name, output.bytes());
    }
    signal = interrupted;
    if (problems.empty() && !signal) problems = replacement.complete();
  }
  // Tidied up: now die of the interrupt as everybody expects.
  if (signal) raise(signal);
  return problems;
}

Problems print(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (written) return {};
  return {at("standard output", "cannot be written: " + because(errno))};
}

}  // namespace leadwright::native
