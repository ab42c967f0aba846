// Files of the disk, read in pieces and written whole or not at all.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace leadwright::native {

// Whether something is there; a problem where that cannot be told (no permission on the way).
Result<bool> is_there(const std::string& path);
bool is_folder(const std::string& path);
// `folder/name`, or `name` where it is absolute or the folder is empty.
std::string join(const std::string& folder, const std::string& name);

// The file in pieces, with progress on a terminal. The problem carries the path.
Problems read_pieces(const std::string& path, const std::function<void(std::string_view)>& take);
// A large plain file as memory of this process, with `spare` bytes behind it that may be written; nothing where
// it is small, no plain file or cannot be mapped: then it is read in pieces. Nothing that is written there
// reaches the file. If somebody cuts the file short meanwhile, the program says so and ends (exit 2).
struct Mapped {
  char* data;
  std::size_t size, capacity;
  static void release(char* data, std::size_t capacity);
};
std::optional<Mapped> map_file(const std::string& path, std::size_t spare);
Result<std::string> read_file(const std::string& path);
std::uint64_t size_of(const std::string& path);  // 0 where not known

// One file to write. Its bytes are asked for when it is its turn, so that not all are held at once.
struct Output {
  std::string name;
  std::function<std::string()> bytes;
};

// Writes all of them into the folder, which is made where it is missing, or none: each first goes to a
// temporary file beside its place, and only when all are on the disk do they take their names. On a
// full disk, a refusal or an interrupt the temporary files are removed and the old files stay.
Problems write_files(const std::string& folder, const std::vector<Output>&);

// Standard output, with the error that buffered output would swallow (a full disk behind `>`).
Problems print(std::string_view);

}  // namespace leadwright::native
