// JSON text into cells: newline-delimited objects, a HubSpot CRM v3 response, or an array of objects.
#pragma once

#include <string>

#include "table/encoding.h"
#include "table/read_csv.h"
#include "table/table.h"

namespace leadwright::table {

// What a text is, by its beginning: `{` or `[` begins JSON, lines of JSON where the first line is an
// object of its own.
Format find_format(const Text& text);

// Columns are the keys in the order in which they first appear.
Result<Content> read_json(const std::string& file, Text text, Format format);

}  // namespace leadwright::table
