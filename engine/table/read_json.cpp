#include "table/read_json.h"

#include <algorithm>
#include <cstring>
#include <map>

#include "base/json.h"
#include "base/text.h"

namespace leadwright::table {
namespace {

// A table has a cell for every key in every record; beyond this it would not fit where it has to.
constexpr std::uint64_t most_cells = 400'000'000;

std::string_view view(const Text& text) {
  return std::string_view(text.bytes.data(), text.bytes.size()).substr(text.begin);
}

// The next line from `at` on, without its end.
std::string_view next_line(std::string_view text, std::size_t& at) {
  const std::size_t begin = at;
  const std::size_t end = std::min(text.find('\n', at), text.size());
  at = std::min(end + 1, text.size());
  return text.substr(begin, end - begin);
}

const json::Value* results_of(const json::Value& document) {
  const json::Value* results = document.find("results");
  return results != nullptr && results->is(json::Kind::array) ? results : nullptr;
}

std::string text_of(const json::Value& value) {
  switch (value.kind) {
    case json::Kind::null: return {};
    case json::Kind::boolean: return value.truth ? "true" : "false";
    case json::Kind::number:
    case json::Kind::string: return value.text;
    case json::Kind::object: return json::canonical(value);
    case json::Kind::array: break;
  }
  std::string joined;
  for (const json::Value& item : value.items) {
    if (&item != &value.items.front()) joined += ';';
    joined += text_of(item);
  }
  return joined;
}

// Gathers records whose keys are not known beforehand, then lays them out as a table.
class Records {
 public:
  explicit Records(Cells& cells) : cells_(cells) {}

  void begin(std::int64_t line, std::size_t from, std::size_t to) {
    const auto lines = static_cast<std::uint32_t>(line - cells_.rows);
    if (cells_.line_steps.empty() || cells_.line_steps.back().lines != lines) {
      cells_.line_steps.push_back({cells_.rows, lines});
    }
    cells_.sources.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)});
    first_value_.push_back(values_.size());
    ++cells_.rows;
  }
  void put(const std::string& key, std::string_view text) {
    const auto [column, is_new] = columns_.emplace(key, static_cast<std::uint32_t>(headers_.size()));
    if (is_new) headers_.push_back(key);
    values_.push_back({column->second, text_.size(), text.size()});
    text_ += text;
  }
  void refuse(std::string reason) { faults_.push_back({cells_.rows - 1, std::move(reason)}); }

  // Keys of objects within the record are joined to its own by a point.
  void put_members(const json::Value& object, const std::string& prefix) {
    for (const json::Member& member : object.members) {
      if (member.second.is(json::Kind::object)) {
        put_members(member.second, prefix + member.first + ".");
      } else {
        put(prefix + member.first, text_of(member.second));
      }
    }
  }

  // A record of the HubSpot CRM: its properties are columns of their own name, associations the ids.
  // In the older form a property is an object with its `value`.
  void put_hubspot(const json::Value& record, const json::Value& properties) {
    for (const json::Member& member : record.members) {
      const json::Value& value = member.second;
      if (&value == &properties) {
        for (const json::Member& property : properties.members) {
          const json::Value* inner = property.second.find("value");
          put(property.first, text_of(inner != nullptr ? *inner : property.second));
        }
      } else if (member.first == "associations") {
        for (const json::Member& kind : value.members) put("associations." + kind.first, ids_of(kind.second));
      } else if (member.first != "propertiesWithHistory") {
        put(member.first, text_of(value));
      }
    }
  }

  void put_record(const json::Value& record) {
    const json::Value* properties = record.find("properties");
    if (properties != nullptr && properties->is(json::Kind::object)) {
      put_hubspot(record, *properties);
    } else {
      put_members(record, "");
    }
  }

  std::uint64_t cells() const { return static_cast<std::uint64_t>(headers_.size()) * cells_.rows; }
  std::uint64_t size() const { return cells() + text_.size(); }
  std::size_t columns() const { return headers_.size(); }

  // The first value that a record has for a key is its cell.
  std::vector<std::string> lay_out() && {
    Cells& cells = cells_;
    cells.columns = static_cast<std::uint32_t>(headers_.size());
    cells.bytes.reserve(static_cast<std::size_t>(size()) + text_padding);
    cells.starts.reserve(static_cast<std::size_t>(this->cells()) + 1);
    cells.starts.push_back(0);
    std::vector<const Value*> row(headers_.size());
    std::size_t at = 0;
    first_value_.push_back(values_.size());
    for (std::uint32_t r = 0; r < cells.rows; ++r) {
      std::fill(row.begin(), row.end(), nullptr);
      for (std::size_t i = first_value_[r]; i < first_value_[r + 1]; ++i) {
        const Value*& cell = row[values_[i].column];
        if (cell == nullptr) cell = &values_[i];
      }
      for (const Value* value : row) {
        if (value != nullptr && value->size != 0) {
          std::memcpy(cells.bytes.data() + at, text_.data() + value->begin, value->size);
          at += value->size;
        }
        cells.bytes.data()[at++] = '\n';
        cells.starts.push_back(static_cast<std::uint32_t>(at));
      }
    }
    std::memset(cells.bytes.data() + at, 0, text_padding);
    cells.bytes.set_size(at);
    for (Fault& fault : faults_) {
      cells.damage(fault.row, Damage::not_json);
      cells.faults.push_back(std::move(fault.reason));
    }
    return std::move(headers_);
  }

 private:
  struct Value { std::uint32_t column; std::size_t begin, size; };
  struct Fault { std::uint32_t row; std::string reason; };

  // `{"results": [{"id": "9001", ...}]}` as `9001`.
  static std::string ids_of(const json::Value& association) {
    const json::Value* results = results_of(association);
    if (results == nullptr) return text_of(association);
    std::string ids;
    for (const json::Value& one : results->items) {
      const json::Value* id = one.find("id");
      if (id == nullptr) continue;
      if (!ids.empty()) ids += ';';
      ids += text_of(*id);
    }
    return ids;
  }

  Cells& cells_;
  std::map<std::string, std::uint32_t> columns_;
  std::vector<std::string> headers_;
  std::vector<std::size_t> first_value_;  // of each record
  std::vector<Value> values_;
  std::string text_;
  std::vector<Fault> faults_;
};

void read_lines(const std::string& file, std::string_view text, Records& records) {
  std::int64_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view whole = next_line(text, at);
    const std::string_view line = text::trim(whole);
    ++number;
    if (line.empty()) continue;
    const auto from = static_cast<std::size_t>(line.data() - text.data());
    records.begin(number, from, from + line.size());
    const Result<json::Value> value = json::read(file, line);
    if (!value.ok()) {
      const Problem& first = value.problems().front();
      records.refuse(first.message + " (column " + std::to_string(first.place.column) + " of the line)");
    } else if (!value.value().is(json::Kind::object)) {
      records.refuse("a line that is no JSON object");
    } else {
      records.put_record(value.value());
    }
  }
}

// Where the items of the array at `open`, a valid one, begin and end.
std::vector<Cells::Source> items_from(std::string_view text, std::size_t open) {
  std::vector<Cells::Source> items;
  const auto add = [&](std::size_t from, std::size_t to) {
    const std::string_view item = text::trim(text.substr(from, to - from));
    if (item.empty()) return;
    const auto begin = static_cast<std::uint32_t>(item.data() - text.data());
    items.push_back({begin, begin + static_cast<std::uint32_t>(item.size())});
  };
  int depth = 0;
  std::size_t from = open + 1;
  for (std::size_t at = open; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') {
      while (text[++at] != '"') at += text[at] == '\\';
    } else if (c == '[' || c == '{') {
      ++depth;
    } else if (depth == 1 && (c == ',' || c == ']')) {
      add(from, at);
      from = at + 1;
      if (c == ']') break;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return items;
}

// The offset of a place that json::read gave.
std::size_t offset_of(std::string_view text, std::int64_t line, std::int64_t column) {
  std::size_t at = 0;
  for (std::int64_t i = 1; i < line; ++i) next_line(text, at);
  for (std::int64_t i = 1; i < column; ++i) text::next_code_point(text, at);
  return at;
}

Result<bool> read_document(const std::string& file, std::string_view text, Records& records,
                           std::vector<Note>& notes) {
  const Result<json::Value> document = json::read(file, text);
  if (!document.ok()) return document.problems();
  const json::Value& root = document.value();
  const json::Value* items = root.is(json::Kind::array) ? &root : results_of(root);
  if (items == nullptr) {
    return Problem{{file, {}, root.line, root.column},
                   "`" + file + "` is JSON without records",
                   "give one object a line, an array of objects, or a HubSpot response with `results`"};
  }
  const std::vector<Cells::Source> sources = items_from(text, offset_of(text, items->line, items->column));
  bool has_history = false;
  for (std::size_t i = 0; i < items->items.size(); ++i) {
    const json::Value& item = items->items[i];
    records.begin(item.line, sources[i].begin, sources[i].end);
    if (!item.is(json::Kind::object)) {
      records.refuse(std::string(json::name_of(item.kind)) + " where a record is expected");
      continue;
    }
    has_history = has_history || item.find("propertiesWithHistory") != nullptr;
    records.put_record(item);
  }
  if (has_history) notes.push_back({place_in(file), "`propertiesWithHistory` was not read: only current values are"});
  if (const json::Value* paging = root.find("paging"); paging != nullptr && paging->find("next") != nullptr) {
    notes.push_back({place_in(file), "this is not the last page of the response: `paging.next` names more records"});
  }
  return true;
}

}  // namespace

Format find_format(const Text& text) {
  const std::string_view trimmed = text::trim(view(text));
  if (trimmed.empty() || (trimmed[0] != '{' && trimmed[0] != '[')) return Format::csv;
  const std::size_t second = trimmed.find_first_not_of(" \t\r\n", 1);
  const char next = second == std::string_view::npos ? '\0' : trimmed[second];
  if (trimmed[0] == '[') return next == '{' || next == ']' ? Format::hubspot : Format::csv;
  if (next != '"' && next != '}') return Format::csv;

  std::size_t at = 0;
  const std::string_view first = text::trim(next_line(trimmed, at));
  if (!first.ends_with('}')) {
    // One document over several lines, or lines of which the first is torn.
    const std::string_view second_line = text::trim(next_line(trimmed, at));
    const bool lines = second_line.starts_with('{') && second_line.ends_with('}') && json::read("", second_line).ok() &&
                       !json::read("", trimmed).ok();
    return lines ? Format::ndjson : Format::hubspot;
  }
  if (text::trim(trimmed.substr(at)).starts_with('{')) return Format::ndjson;
  const Result<json::Value> alone = json::read("", first);
  return alone.ok() && results_of(alone.value()) == nullptr ? Format::ndjson : Format::hubspot;
}

Result<Content> read_json(const std::string& file, Text text, Format format) {
  Content content;
  Utf8Check utf8(text.bytes.data(), text.bytes.size());
  utf8.look(text.begin, text.bytes.size());
  if (utf8.is_windows_1252() && text.encoding == "UTF-8") {
    text.bytes = padded(text::from_windows_1252(view(text)));
    text.encoding = "Windows-1252";
    content.notes.push_back({place_in(file), "the file is not valid UTF-8 and was read as Windows-1252"});
    if (text.bytes.size() > largest_text) return too_large(file);
  }
  content.cells = std::make_shared<Cells>();
  Cells& cells = *content.cells;
  cells.delimiter = '\0';
  cells.quotes = false;
  Records records(cells);
  if (format == Format::ndjson) {
    read_lines(file, view(text), records);
  } else if (const Result<bool> read = read_document(file, view(text), records, content.notes); !read.ok()) {
    return read.problems();
  }
  if (records.cells() > most_cells || records.size() > largest_text) {
    return Problem{place_in(file),
                   "the " + std::to_string(cells.rows) + " records of `" + file + "` have " +
                       std::to_string(records.columns()) + " different keys: too large a table",
                   "leave out keys that are not needed, or cut the file"};
  }
  content.headers = std::move(records).lay_out();
  content.encoding = std::move(text.encoding);
  for (Cells::Source& source : cells.sources) {
    source.begin += static_cast<std::uint32_t>(text.begin);
    source.end += static_cast<std::uint32_t>(text.begin);
  }
  cells.source_text = std::move(text.bytes);
  return content;
}

}  // namespace leadwright::table
