#include "base/json.h"

#include <algorithm>
#include <optional>
#include <cassert>
#include <nlohmann/json.hpp>

#include "base/decimal.h"
#include "base/text.h"

namespace leadwright::json {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The parser tells what it has read but not where. A Cursor follows it over the same text: between
// two of its events stand only white space, commas and colons, so the next token starts behind them.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {
    if (text.starts_with(byte_order_mark)) at_ = line_start_ = byte_order_mark.size();
  }

  std::int64_t line() const { return line_; }
  // In characters, as an editor counts them.
  std::int64_t column() const { return static_cast<std::int64_t>(at_ - line_start_ - continuations_) + 1; }
  std::size_t at() const { return at_; }

  void to_next_token() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != ',' && c != ':') return;
      step();
    }
  }
  void to(std::size_t offset) {
    while (at_ < offset && at_ < text_.size()) step();
  }
  void past_string() {
    step();
    while (text_[at_] != '"') {
      if (text_[at_] == '\\') step();
      step();
    }
    step();
  }
  std::string_view past_number() {
    const std::size_t start = at_;
    while (at_ < text_.size() && std::string_view("+-.0123456789eE").find(text_[at_]) != std::string_view::npos)
      step();
    return text_.substr(start, at_ - start);
  }
  void past(std::size_t length) { at_ += length; }

 private:
  void step() {
    const char c = text_[at_++];
    if (c == '\n') {
      ++line_;
      line_start_ = at_;
      continuations_ = 0;
    } else if (is_continuation(c)) {
      ++continuations_;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  std::size_t continuations_ = 0;
  std::int64_t line_ = 1;
};

std::string in_backticks(std::string message) {
  std::replace(message.begin(), message.end(), '\'', '`');
  return message;
}

// What stands at the start of `rest`, up to the next white space or punctuation, for a message.
std::string_view word(std::string_view rest) {
  constexpr std::size_t longest = 24;
  std::size_t end = 0;
  while (end < rest.size() && end < longest &&
         std::string_view(" \t\r\n,:[]{}\"").find(rest[end]) == std::string_view::npos) {
    text::next_code_point(rest, end);
  }
  return rest.substr(0, end);
}

// Receives the parser's events and grows the value. `open_` is the path from the document to where
// the next value goes; an element of it stays where it is while it is open, because only its last
// child grows.
class Builder {
 public:
  Builder(std::string_view file, std::string_view text) : file_(file), text_(text), cursor_(text) {}

  Result<Value> parse(Problems* repeated) {
    if (bytes_are_wrong()) return std::move(problems_);
    nlohmann::json::sax_parse(text_.begin(), text_.end(), this);
    if (problems_.empty() && repeated != nullptr) {
      *repeated = std::move(repeated_);
      return std::move(document_);
    }
    problems_.insert(problems_.end(), repeated_.begin(), repeated_.end());
    if (problems_.empty()) return std::move(document_);
    std::stable_sort(problems_.begin(), problems_.end(), [](const Problem& a, const Problem& b) {
      return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
    });
    return std::move(problems_);
  }

  // Where a number stands that is beyond every double, if that ended the reading.
  std::optional<std::size_t> too_large() const { return too_large_; }

  // The events; names and signatures are those of nlohmann::json_sax.
  bool null() {
    add(Kind::null);
    cursor_.past(4);
    return true;
  }
  bool boolean(bool truth) {
    add(Kind::boolean).truth = truth;
    cursor_.past(truth ? 4 : 5);
    return true;
  }
  bool number_integer(std::int64_t) { return number(); }
  bool number_unsigned(std::uint64_t) { return number(); }
  bool number_float(double, const std::string&) { return number(); }
  bool string(const std::string& content) {
    add(Kind::string).text = content;
    cursor_.past_string();
    return true;
  }
  bool binary(const nlohmann::json::binary_t&) { return false; }
  bool start_object(std::size_t) { return open(Kind::object); }
  bool start_array(std::size_t) { return open(Kind::array); }
  bool key(const std::string& name) {
    cursor_.to_next_token();
    open_.back().value->members.push_back({name, {}});
    open_.back().keys.push_back({cursor_.line(), cursor_.column()});
    cursor_.past_string();
    return true;
  }
  bool end_object() {
    refuse_repeated_keys();
    return close();
  }
  bool end_array() { return close(); }

  // `read` counts the bytes read, the one that could not be understood included.
  bool parse_error(std::size_t read, const std::string&, const nlohmann::json::exception& error) {
    const std::string what = error.what();
    const std::size_t wrong = read - 1;
    const auto part = [&](std::string_view from, std::string_view to) {
      const std::size_t start = what.find(from);
      if (start == std::string::npos) return std::string();
      const std::size_t first = start + from.size();
      return what.substr(first, what.find(to, first) - first);
    };
    const std::string unexpected = part("- unexpected ", "; expected ");
    const std::string in_text = part("- invalid string: ", "; last read");
    if (!unexpected.empty()) {
      explain_unexpected(wrong, unexpected, part("; expected ", "\n"));
    } else if (in_text == "missing closing quote") {
      cursor_.to_next_token();
      report("this text has no closing quote");
    } else if (!in_text.empty()) {
      cursor_.to(wrong);
      report(in_backticks(in_text));
    } else {
      explain_word(what);
    }
    return false;
  }

 private:
  struct KeyPlace {
    std::int64_t line;
    std::int64_t column;
  };
  struct Open {
    Value* value;
    std::vector<KeyPlace> keys;
  };

  void report(std::string message, std::string help = "", std::string pointer = "") {
    problems_.push_back({{std::string(file_), std::move(pointer), cursor_.line(), cursor_.column()},
                         std::move(message),
                         std::move(help)});
  }

  // NUL bytes and ill-formed UTF-8 are found beforehand: the parser takes a NUL for the end of the
  // text, and its messages quote what it read.
  bool bytes_are_wrong() {
    if (text_.starts_with("\xFF\xFE") || text_.starts_with("\xFE\xFF")) {
      report("the file is UTF-16", "save it as UTF-8");
      return true;
    }
    if (!text::is_utf8(text_)) {
      std::size_t at = 0;
      std::size_t start = 0;
      while (at < text_.size()) {
        start = at;
        const char32_t c = text::next_code_point(text_, at);
        if (c >= 0xDC00 && c <= 0xDFFF) break;
      }
      cursor_.to(start);
      report("a byte that is not UTF-8", "save the file as UTF-8");
      return true;
    }
    if (const std::size_t nul = text_.find('\0'); nul != std::string_view::npos) {
      cursor_.to(nul);
      report("a NUL byte, which JSON does not allow");
      return true;
    }
    cursor_.to_next_token();
    if (cursor_.at() == text_.size()) {
      report("the file is empty", "a JSON document is expected");
      return true;
    }
    cursor_ = Cursor(text_);
    return false;
  }

  void explain_unexpected(std::size_t wrong, const std::string& unexpected, std::string expected) {
    if (expected.starts_with("'[', '{'")) expected = "a value";
    if (expected.starts_with("string literal")) expected = "a key in double quotes";
    expected = in_backticks(std::move(expected));
    if (unexpected == "end of input") {
      cursor_.to(text_.size());
      return report("the document ends too early: expected " + expected);
    }
    const char c = text_[wrong];
    const bool is_sign = std::string_view(",:[]{}").find(c) != std::string_view::npos;
    const std::size_t before = text_.find_last_not_of(" \t\r\n", wrong == 0 ? 0 : wrong - 1);
    const bool after_comma = (c == ']' || c == '}') && wrong > 0 && text_[before] == ',';
    if (is_sign) {
      cursor_.to(wrong);
    } else {
      cursor_.to_next_token();
    }
    if (expected == "end of input") return report("the document goes on after its end");
    report("expected " + expected + " but found " + in_backticks(unexpected),
           after_comma ? "remove the comma before it" : "");
  }

  void explain_word(const std::string& what) {
    cursor_.to_next_token();
    const std::string_view rest = text_.substr(cursor_.at());
    const std::string found = "`" + std::string(word(rest)) + "`";
    if (what.find("number overflow") != std::string::npos) {
      too_large_ = cursor_.at();
      add(Kind::number);      // so that the pointer is that of the number
      return report(found + " is too large a number", "", pointer());
    }
    if (rest.starts_with('/')) return report("JSON has no comments", "remove the comment");
    report(found + " is no JSON value",
           "texts stand in double quotes; the only bare words are true, false and null");
  }

  Value& add(Kind kind) {
    cursor_.to_next_token();
    Value* value = &document_;
    if (!open_.empty()) {
      Value& parent = *open_.back().value;
      value = parent.is(Kind::array) ? &parent.items.emplace_back() : &parent.members.back().second;
    }
    value->kind = kind;
    value->line = cursor_.line();
    value->column = cursor_.column();
    return *value;
  }
  bool number() {
    Value& value = add(Kind::number);
    value.text = cursor_.past_number();
    return true;
  }
  bool open(Kind kind) {
    Value& value = add(kind);
    if (open_.size() == static_cast<std::size_t>(max_depth)) {
      report("nested deeper than " + std::to_string(max_depth) + " levels", "", pointer());
      return false;
    }
    open_.push_back({&value, {}});
    cursor_.past(1);
    return true;
  }
  bool close() {
    open_.pop_back();
    cursor_.to_next_token();
    cursor_.past(1);
    return true;
  }

  // Of the value that was added last.
  std::string pointer() const {
    std::string path;
    for (const Open& level : open_) {
      path += '/';
      path += level.value->is(Kind::array) ? std::to_string(level.value->items.size() - 1)
                                           : pointer_token(level.value->members.back().first);
    }
    return path;
  }

  // By sorting, so that no choice of keys makes it slow.
  void refuse_repeated_keys() {
    const std::vector<Member>& members = open_.back().value->members;
    std::vector<std::size_t> order(members.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      const int compared = members[a].first.compare(members[b].first);
      return compared != 0 ? compared < 0 : a < b;
    });
    for (std::size_t i = 1; i < order.size(); ++i) {
      const std::string& name = members[order[i]].first;
      if (name != members[order[i - 1]].first) continue;
      std::string path = pointer();
      path.resize(path.rfind('/') + 1);
      const KeyPlace place = open_.back().keys[order[i]];
      repeated_.push_back({{std::string(file_), path + pointer_token(name), place.line, place.column},
                           "the key `" + name + "` is repeated",
                           "keep one of them"});
    }
  }

  std::string_view file_;
  std::string_view text_;
  Cursor cursor_;
  Value document_;
  std::vector<Open> open_;
  Problems problems_;
  Problems repeated_;
  std::optional<std::size_t> too_large_;
};

// RFC 8785 sorts keys by UTF-16 code units. Bytes of UTF-8 sort the same way once U+E000 to U+FFFF
// (lead bytes EE and EF) are put behind the surrogate pairs (lead bytes F0 to F4).
bool utf16_less(std::string_view a, std::string_view b) {
  const auto rank = [](char c) {
    const int byte = static_cast<unsigned char>(c);
    return byte == 0xEE || byte == 0xEF ? byte + 0x10 : byte;
  };
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [&](char x, char y) { return rank(x) < rank(y); });
}

void append_quoted(std::string& out, std::string_view text) {
  constexpr char hex[] = "0123456789abcdef";
  out += '"';
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t plain = at;
    while (plain < text.size() && static_cast<unsigned char>(text[plain]) >= 0x20 &&
           static_cast<unsigned char>(text[plain]) < 0x80 && text[plain] != '"' && text[plain] != '\\') {
      ++plain;
    }
    out.append(text, at, plain - at);
    at = plain;
    if (at == text.size()) break;
    const char c = text[at];
    if (static_cast<unsigned char>(c) >= 0x80) {
      const char32_t point = text::next_code_point(text, at);
      text::put_code_point(out, point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point);
      continue;
    }
    ++at;
    out += '\\';
    switch (c) {
      case '"': out += '"'; break;
      case '\\': out += '\\'; break;
      case '\b': out += 'b'; break;
      case '\f': out += 'f'; break;
      case '\n': out += 'n'; break;
      case '\r': out += 'r'; break;
      case '\t': out += 't'; break;
      default:
        out += "u00";
        out += hex[c >> 4];
        out += hex[c & 15];
    }
  }
  out += '"';
}

void append_canonical(std::string& out, const Value& value) {
  switch (value.kind) {
    case Kind::null: out += "null"; break;
    case Kind::boolean: out += value.truth ? "true" : "false"; break;
    case Kind::number: {
      const std::optional<Decimal> number = read_decimal(value.text);
      out += number ? format_double(to_double(*number)) : value.text;
      break;
    }
    case Kind::string: append_quoted(out, value.text); break;
    case Kind::array:
      out += '[';
      for (const Value& item : value.items) {
        if (&item != &value.items.front()) out += ',';
        append_canonical(out, item);
      }
      out += ']';
      break;
    case Kind::object: {
      std::vector<const Member*> sorted;
      for (const Member& member : value.members) sorted.push_back(&member);
      std::sort(sorted.begin(), sorted.end(),
                [](const Member* a, const Member* b) { return utf16_less(a->first, b->first); });
      out += '{';
      for (const Member* member : sorted) {
        if (member != sorted.front()) out += ',';
        append_quoted(out, member->first);
        out += ':';
        append_canonical(out, member->second);
      }
      out += '}';
      break;
    }
  }
}

void write_value(Writer& writer, const Value& value) {
  switch (value.kind) {
    case Kind::null: writer.null(); break;
    case Kind::boolean: writer.boolean(value.truth); break;
    case Kind::number: writer.raw(value.text); break;
    case Kind::string: writer.string(value.text); break;
    case Kind::array:
      writer.array();
      for (const Value& item : value.items) write_value(writer, item);
      writer.end();
      break;
    case Kind::object:
      writer.object();
      for (const Member& member : value.members) write_value(writer.key(member.first), member.second);
      writer.end();
      break;
  }
}

}  // namespace

const Value* Value::find(std::string_view key) const {
  for (const Member& member : members) {
    if (member.first == key) return &member.second;
  }
  return nullptr;
}

Result<Value> read(std::string_view file, std::string_view text) { return Builder(file, text).parse(nullptr); }

Result<Value> read(std::string_view file, std::string_view text, Problems& repeated) {
  // A number beyond every double ends the parser's reading. It is told, and the rest is read as if it were 1.
  constexpr std::size_t most = 100;
  Problems too_large;
  std::string patched;
  while (true) {
    Builder builder(file, too_large.empty() ? text : std::string_view(patched));
    Result<Value> value = builder.parse(&repeated);
    const auto at = builder.too_large();
    if (value.ok()) {
      repeated.insert(repeated.end(), too_large.begin(), too_large.end());
      return value;
    }
    if (!at || too_large.size() == most) {
      Problems all = value.problems();
      all.insert(all.begin(), too_large.begin(), too_large.end());
      return all;
    }
    too_large.push_back(value.problems()[0]);
    if (patched.empty()) patched = text;
    std::size_t end = *at;
    while (end < patched.size() && std::string_view("+-.eE0123456789").find(patched[end]) != std::string_view::npos) patched[end++] = ' ';
    patched[*at] = '1';
  }
}

const Value& find_at(const Value& root, std::string_view pointer) {
  const Value* value = &root;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view token = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(token.size());
    const Value* inner = nullptr;
    if (value->is(Kind::array)) {
      for (std::size_t i = 0; i < value->items.size(); ++i) {
        if (std::to_string(i) == token) inner = &value->items[i];
      }
    } else {
      for (const auto& [key, member] : value->members) {
        if (pointer_token(key) == token) inner = &member;
      }
    }
    if (inner == nullptr) break;
    value = inner;
  }
  return *value;
}

std::string pointer_token(std::string_view key) {
  std::string token;
  for (const char c : key) {
    if (c == '~') token += "~0";
    else if (c == '/') token += "~1";
    else token += c;
  }
  return token;
}

std::string canonical(const Value& value) {
  std::string out;
  append_canonical(out, value);
  return out;
}

std::string pretty(const Value& value) {
  Writer writer;
  write_value(writer, value);
  return std::move(writer).text();
}

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::null: return "null";
    case Kind::boolean: return "true or false";
    case Kind::number: return "a number";
    case Kind::string: return "a string";
    case Kind::array: return "an array";
    case Kind::object: return "an object";
  }
  return "";
}

std::string quote(std::string_view text) {
  std::string out;
  append_quoted(out, text);
  return out;
}

void Writer::new_line() {
  if (indent_ == 0) return;
  out_ += '\n';
  out_.append(open_.size() * static_cast<std::size_t>(indent_), ' ');
}

void Writer::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (open_.empty()) return;
  assert(open_.back().is_array && "a value in an object needs a key");
  if (!open_.back().empty) out_ += ',';
  open_.back().empty = false;
  new_line();
}

Writer& Writer::object() {
  before_value();
  out_ += '{';
  open_.push_back({false, true});
  return *this;
}

Writer& Writer::array() {
  before_value();
  out_ += '[';
  open_.push_back({true, true});
  return *this;
}

Writer& Writer::end() {
  assert(!open_.empty() && !after_key_);
  const Open closed = open_.back();
  open_.pop_back();
  if (!closed.empty) new_line();
  out_ += closed.is_array ? ']' : '}';
  return *this;
}

Writer& Writer::key(std::string_view name) {
  assert(!open_.empty() && !open_.back().is_array && !after_key_);
  if (!open_.back().empty) out_ += ',';
  open_.back().empty = false;
  new_line();
  append_quoted(out_, name);
  out_ += indent_ == 0 ? ":" : ": ";
  after_key_ = true;
  return *this;
}

Writer& Writer::string(std::string_view text) {
  before_value();
  append_quoted(out_, text);
  return *this;
}

Writer& Writer::number(std::int64_t value) {
  before_value();
  out_ += std::to_string(value);
  return *this;
}

Writer& Writer::number(double value) {
  before_value();
  out_ += format_double(value);
  return *this;
}

Writer& Writer::boolean(bool value) {
  before_value();
  out_ += value ? "true" : "false";
  return *this;
}

Writer& Writer::null() {
  before_value();
  out_ += "null";
  return *this;
}

Writer& Writer::raw(std::string_view json) {
  before_value();
  out_ += json;
  return *this;
}

std::string Writer::text() && {
  assert(open_.empty() && !after_key_);
  out_ += '\n';
  return std::move(out_);
}

}  // namespace leadwright::json
