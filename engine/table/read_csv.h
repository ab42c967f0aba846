// CSV text into cells.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "table/cells.h"
#include "table/encoding.h"
#include "table/table.h"

namespace leadwright::table {

// What the reader of a format hands to the table.
struct Content {
  std::shared_ptr<Cells> cells;
  std::vector<std::string> headers;
  std::vector<Note> notes;
  std::string encoding;
};

// The header is the first row with any text; what stands above it is skipped and noted. A header whose
// quotes do not close or are followed by text is a problem, for nothing below it can be trusted.
Result<Content> read_csv(const std::string& file, Text text);

inline Place place_in(const std::string& file, std::int64_t line = 0) { return {file, {}, line, 0}; }
Problem too_large(const std::string& file);

// Headers that are empty or repeated keep their columns; the notes say which they are.
void note_headers(const std::string& file, std::int64_t line, const std::vector<std::string>& headers,
                  std::vector<Note>& notes);

}  // namespace leadwright::table
