// Which encoding a file is in, and its text in UTF-8.
//
// A byte order mark says it. Without one the file is UTF-8 where it is valid. Where it is not, the two
// readings are weighed. For Windows-1252: each byte that cannot be UTF-8. Against it: each valid sequence
// of two bytes, and ten times each of three or four (chance makes them seldom from Windows-1252 letters),
// each byte that Windows-1252 does not define, and each FF FF (no word has `ÿÿ`; overwritten bytes read so).
// If the first is more, the whole file is Windows-1252. Else it is UTF-8 with damaged rows: those rows are
// malformed ("bytes that are no UTF-8"), the others survive unchanged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "table/block.h"

namespace leadwright::table {

struct Text {
  Block<char> bytes;         // padded (scan.h)
  std::size_t begin = 0;     // behind the byte order mark
  std::string encoding = "UTF-8";
};

// Decodes UTF-16 and steps over byte order marks; other text is left as it is.
Text decode(Block<char> bytes);
// A block of this text with its padding (scan.h) behind.
Block<char> padded(std::string_view text);

// Looks through text once, in pieces, for bytes that are no UTF-8.
class Utf8Check {
 public:
  Utf8Check(const char* text, std::size_t size) : text_(text), size_(size) {}

  // The text up to `end`, which must grow from call to call.
  void look(std::size_t begin, std::size_t end);

  bool valid() const { return stray_ == 0; }
  bool has_nul() const { return has_nul_; }
  bool is_windows_1252() const { return stray_ > against_; }

 private:
  void look_at_high(std::size_t at);

  const char* text_;
  std::size_t size_;
  std::size_t seen_ = 0;      // sequences that begin before this have been looked at
  std::int64_t stray_ = 0;
  std::int64_t against_ = 0;
  bool has_nul_ = false;
};

}  // namespace leadwright::table
