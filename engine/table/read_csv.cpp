#include "table/read_csv.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

#include "base/text.h"
#include "table/scan.h"

namespace leadwright::table {
namespace {

constexpr std::string_view delimiters = ",;\t|";

std::string_view view(const Text& text) {
  return std::string_view(text.bytes.data(), text.bytes.size()).substr(text.begin);
}

// The text of a cell as written; what follows a closing quote is kept.
std::string unquote(std::string_view as_written) {
  if (!as_written.starts_with('"')) return std::string(as_written);
  std::string out;
  for (std::size_t at = 1; at < as_written.size(); ++at) {
    if (as_written[at] == '"' && (++at == as_written.size() || as_written[at] != '"')) {
      out += as_written.substr(std::min(at, as_written.size()));
      break;
    }
    out += as_written[at];
  }
  return out;
}

// `sep=;` alone on the first line, as Excel writes it: what it names, and where the next line begins.
struct Separator {
  char delimiter = '\0';
  std::size_t end = 0;
};
Separator find_separator_line(std::string_view text) {
  const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
  std::string_view line = text.substr(0, end);
  if (line.size() > 2 && line.front() == '"' && line.back() == '"') line = line.substr(1, line.size() - 2);
  if (line.size() != 5 || text::fold(line.substr(0, 4)) != "sep=" || line[4] == '"') return {};
  const std::size_t line_break = text.substr(end).starts_with("\r\n") ? 2 : 1;
  return {line[4], std::min(end + line_break, text.size())};
}

// The delimiter that occurs most often outside quotes in the first line that is not empty, and how
// that line ends.
Dialect sniff(std::string_view text) {
  std::int64_t counts[delimiters.size()] = {};
  std::size_t at = std::min(text.find_first_not_of("\r\n"), text.size());
  const std::size_t first = at;
  bool in_quotes = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (in_quotes) {
      in_quotes = c != '"';
      continue;
    }
    if (c == '\r' || c == '\n') break;
    if (c == '"') {
      const char before = at == first ? ',' : text[at - 1];
      in_quotes = before == '"' || delimiters.find(before) != std::string_view::npos;
    }
    if (const std::size_t kind = delimiters.find(c); kind != std::string_view::npos) ++counts[kind];
  }
  const auto most = std::max_element(std::begin(counts), std::end(counts)) - std::begin(counts);
  return {delimiters[static_cast<std::size_t>(most)], text.substr(at, 1) == "\r" && text.substr(at, 2) != "\r\n"};
}

// Turns the ends of cells and rows into the rows of a table.
class Rows {
 public:
  Rows(Cells& cells, std::int64_t line) : cells_(cells), line_(line) {}

  // The rows that have ended. `open_quote`: the text ended inside quotes, in the last of them.
  void take(Marks& marks, bool open_quote) {
    std::size_t torn = 0, inner = 0;
    for (const std::uint32_t end : marks.row_ends) {
      const std::size_t torn_before = torn, inner_before = inner;
      while (torn < marks.torn.size() && marks.torn[torn] < end) ++torn;
      while (inner < marks.inner_lines.size() && marks.inner_lines[inner] < end) ++inner;
      std::optional<Damage> damage;
      if (torn != torn_before) damage = Damage::torn_cell;
      if (open_quote && end == marks.row_ends.back()) damage = Damage::open_quote;
      take_row(end, damage);
      line_ += 1 + static_cast<std::int64_t>(inner - inner_before);
    }
    marks.row_ends.clear();
    marks.torn.erase(marks.torn.begin(), marks.torn.begin() + static_cast<std::ptrdiff_t>(torn));
    marks.inner_lines.erase(marks.inner_lines.begin(),
                            marks.inner_lines.begin() + static_cast<std::ptrdiff_t>(inner));
  }

  struct Header {
    std::uint32_t first_cell = 0;
    std::int64_t line = 0;              // 0: none was found
    std::int64_t empty_rows_above = 0;
    std::optional<Damage> damage;
  };
  const Header& header() const { return header_; }

 private:
  void take_row(std::uint32_t end, std::optional<Damage> damage) {
    const std::uint32_t first = next_cell_, count = end - first;
    next_cell_ = end;
    if (header_.line == 0) {
      take_header(first, count, damage);
      return;
    }
    if (count == 1 && cells_.raw(first).empty()) return;  // an empty line
    add_row(first);
    if (!damage && count != cells_.columns && !has_only_empty_surplus(first, count)) damage = Damage::cell_count;
    if (damage) cells_.damage(cells_.rows - 1, *damage);
  }

  void take_header(std::uint32_t first, std::uint32_t count, std::optional<Damage> damage) {
    bool blank = !damage;
    for (std::uint32_t cell = first; blank && cell < first + count; ++cell) {
      blank = text::is_blank(unquote(cells_.raw(cell)));
    }
    if (blank) {
      ++header_.empty_rows_above;
      return;
    }
    header_.first_cell = first;
    header_.line = line_;
    header_.damage = damage;
    cells_.columns = count;
  }

  bool has_only_empty_surplus(std::uint32_t first, std::uint32_t count) const {
    if (count < cells_.columns) return false;
    for (std::uint32_t cell = first + cells_.columns; cell < first + count; ++cell) {
      const std::string_view surplus = cells_.raw(cell);
      if (!surplus.empty() && surplus != "\"\"") return false;
    }
    return true;
  }

  void add_row(std::uint32_t first) {
    if (cells_.rows == 0) cells_.first_cell = first;
    if (cells_.row_cells.empty() && first != cells_.row_cell(cells_.rows)) cells_.free_rows();
    if (!cells_.row_cells.empty()) cells_.row_cells.push_back(first);
    const auto lines = static_cast<std::uint32_t>(line_ - cells_.rows);
    if (cells_.line_steps.empty() || cells_.line_steps.back().lines != lines) {
      cells_.line_steps.push_back({cells_.rows, lines});
    }
    ++cells_.rows;
  }

  Cells& cells_;
  std::int64_t line_;
  std::uint32_t next_cell_ = 0;
  Header header_;
};

// Rows that hold bytes which are no UTF-8 are malformed; whether the header holds some.
bool damage_rows_without_utf8(Cells& cells, std::size_t begin, std::uint32_t header_cell) {
  const std::string_view text(cells.bytes.data(), cells.bytes.size());
  bool in_header = false;
  for (std::size_t at = begin; at < text.size();) {
    const int length = text::sequence_length(text, at);
    if (length != 0) {
      at += static_cast<std::size_t>(length);
      continue;
    }
    // The cell, then the row that the byte stands in.
    const std::uint32_t* const first = cells.starts.data();
    const auto lies_before = [](std::uint32_t place, std::uint32_t start) { return place < (start & ~doubled_flag); };
    const std::uint32_t* const after =
        std::upper_bound(first, first + cells.starts.size(), static_cast<std::uint32_t>(at), lies_before);
    std::uint32_t cell = static_cast<std::uint32_t>(after - first) - 1;
    if (cells.rows == 0 || cell < cells.first_cell) {
      in_header = in_header || cell >= header_cell;
    } else {
      cells.free_rows();
      const auto is_before = [](std::uint32_t c, std::uint32_t start) { return c < (start & ~Cells::damaged); };
      const auto row = std::upper_bound(cells.row_cells.begin(), cells.row_cells.end(), cell, is_before);
      cells.damage(static_cast<std::uint32_t>(row - cells.row_cells.begin()) - 1, Damage::not_utf8);
    }
    while (!cells.ends_row(cell)) ++cell;
    at = cells.start(cell + 1);
  }
  return in_header;
}

Problem header_problem(const std::string& file, const Rows::Header& header) {
  if (header.line == 0) return {place_in(file), "`" + file + "` has no header row", "the first row names the columns"};
  const bool open = *header.damage == Damage::open_quote;
  return {place_in(file, header.line),
          open ? "a quote in the header row never closes" : "the header row has text after a closing quote",
          "inside quotes, a quote is written twice"};
}

// Cells and rows of the text from `begin`; the first row is on `line`.
struct Indexed {
  std::shared_ptr<Cells> cells;
  Rows::Header header;
  bool windows_1252 = false;
  bool valid = true;
  bool has_nul = false;
};
Indexed index(Block<char> bytes, std::size_t begin, Dialect dialect, std::int64_t line) {
  auto cells = std::make_shared<Cells>();
  cells->bytes = std::move(bytes);
  cells->delimiter = dialect.delimiter;
  const std::size_t size = cells->bytes.size();
  Scanner scanner(cells->bytes.data(), begin, size, dialect, cells->starts);
  Utf8Check utf8(cells->bytes.data(), size);
  Rows rows(*cells, line);
  Marks marks;
  for (std::size_t from = begin; scanner.next(marks); from = scanner.at()) {
    utf8.look(from, scanner.at());
    const bool at_end = scanner.at() == size;
    if (from == begin && !at_end) {
      // The rest will have about as many cells a byte as the beginning.
      const double share = static_cast<double>(size - begin) / static_cast<double>(scanner.at() - begin);
      cells->starts.reserve(static_cast<std::size_t>(static_cast<double>(cells->starts.size()) * share * 1.05));
    }
    rows.take(marks, at_end && scanner.open_quote());
  }
  for (const std::uint32_t cell : marks.doubled) {
    const auto at = static_cast<std::uint32_t>(cells->unquoted_text.size());
    cells->unquoted_text += unquote(cells->raw(cell));
    cells->unquoted.push_back({cell, at, static_cast<std::uint32_t>(cells->unquoted_text.size()) - at});
  }
  cells->unquoted_text.append(text_padding, '\0');
  return {std::move(cells), rows.header(), utf8.is_windows_1252(), utf8.valid(), utf8.has_nul()};
}

}  // namespace

void note_headers(const std::string& file, std::int64_t line, const std::vector<std::string>& headers,
                  std::vector<Note>& notes) {
  std::map<std::string_view, std::vector<std::size_t>> columns;
  for (std::size_t i = 0; i < headers.size(); ++i) columns[headers[i]].push_back(i + 1);
  constexpr std::size_t most = 10;
  std::size_t repeated = 0;
  for (const auto& [header, at] : columns) {
    if (at.size() == 1 && !header.empty()) continue;
    if (!header.empty() && ++repeated > most) continue;
    std::string which;
    for (std::size_t i = 0; i < at.size() && i < most; ++i) which += (i == 0 ? "" : ", ") + std::to_string(at[i]);
    if (at.size() > most) which += " and " + std::to_string(at.size() - most) + " more";
    const std::string noun = at.size() == 1 ? "column " : "columns ";
    notes.push_back({place_in(file, line),
                     noun + which + (header.empty() ? (at.size() == 1 ? " has no header" : " have no header")
                                                    : " are all headed `" + std::string(header) + "`")});
  }
  if (repeated > most) {
    notes.push_back({place_in(file, line), std::to_string(repeated - most) + " more headers are repeated"});
  }
}

Problem too_large(const std::string& file) {
  return {place_in(file), "`" + file + "` is larger than 2 GB", "cut it into several files and list them in `sources`"};
}

Result<Content> read_csv(const std::string& file, Text text) {
  const Separator separator = find_separator_line(view(text));
  const std::size_t begin = text.begin + separator.end;
  const std::int64_t line = separator.end == 0 ? 1 : 2;
  Dialect dialect = sniff(view(text).substr(separator.end));
  if (separator.end != 0) dialect.delimiter = separator.delimiter;

  Indexed found = index(std::move(text.bytes), begin, dialect, line);
  if (found.windows_1252 && text.encoding == "UTF-8") {
    const std::string_view bytes(found.cells->bytes.data(), found.cells->bytes.size());
    text.bytes = padded(text::from_windows_1252(bytes));
    text.encoding = "Windows-1252";
    if (text.bytes.size() > largest_text) return too_large(file);
    found = index(std::move(text.bytes), begin, dialect, line);
  }
  const Rows::Header& header = found.header;
  if (header.line == 0 || header.damage) return header_problem(file, header);

  Content content;
  content.cells = std::move(found.cells);
  content.encoding = std::move(text.encoding);
  Cells& cells = *content.cells;
  const auto note = [&](std::int64_t at, std::string what) {
    content.notes.push_back({place_in(file, at), std::move(what)});
  };
  if (content.encoding == "Windows-1252") note(0, "the file is not valid UTF-8 and was read as Windows-1252");
  if (!found.valid && damage_rows_without_utf8(cells, begin, header.first_cell)) {
    note(header.line, "the header row has bytes that are no UTF-8");
  }
  cells.sort_damages();
  if (found.has_nul) note(0, "the file holds NUL bytes, which were kept");
  if (header.empty_rows_above != 0) {
    const bool one = header.empty_rows_above == 1;
    note(header.line, (one ? "one empty row" : std::to_string(header.empty_rows_above) + " empty rows") +
                          " above the header " + (one ? "was" : "were") + " skipped");
  }
  content.headers.reserve(cells.columns);
  for (std::uint32_t i = 0; i < cells.columns; ++i) {
    content.headers.emplace_back(text::trim(unquote(cells.raw(header.first_cell + i))));
  }
  note_headers(file, header.line, content.headers, content.notes);
  return content;
}

}  // namespace leadwright::table
