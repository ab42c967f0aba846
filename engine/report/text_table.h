// A table for a terminal: the first column takes what width is left, the others are right-aligned
// figures. Private to the room.
#pragma once

#include <string>
#include <vector>

namespace leadwright::report {

class TextTable {
 public:
  explicit TextTable(std::vector<std::string> header) { rows_.push_back(std::move(header)); }
  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  bool empty() const { return rows_.size() == 1; }
  std::string text(int width) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace leadwright::report
