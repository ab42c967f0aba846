// JSON as it was written: every value with its place and every number with its text.
//
// Reading refuses what the grammar refuses, repeated keys (at the second key), and nesting deeper
// than `max_depth`; the text underneath is parsed by nlohmann/json's SAX interface.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace leadwright::json {

enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

struct Member;

struct Value {
  Kind kind = Kind::null;
  bool truth = false;          // boolean
  std::string text;            // string: its content; number: its text as written
  std::vector<Value> items;    // array
  std::vector<Member> members; // object, in the order written
  std::int64_t line = 0;       // where the value starts, from 1
  std::int64_t column = 0;     // in characters

  bool is(Kind k) const { return kind == k; }
  const Value* find(std::string_view key) const;
};

struct Member {
  std::string first;  // the key
  Value second;
};

inline constexpr int max_depth = 200;

// The value, or what is wrong, each problem with file, line, column and pointer. Repeated keys are
// reported together; the grammar's first error ends the reading.
Result<Value> read(std::string_view file, std::string_view text);
// The same, but repeated keys (the first of them is what `find` finds) and numbers beyond every double (read
// as 1) are only told, so that a reader can report them beside what else is wrong.
Result<Value> read(std::string_view file, std::string_view text, Problems& repeated);

// The JSON Pointer token of a key: `~` and `/` escaped.
std::string pointer_token(std::string_view key);

// The value at a JSON Pointer, or the innermost one that is there (for a key that is missing).
const Value& find_at(const Value& root, std::string_view pointer);

// The same value with sorted keys, no white space and shortest numbers (RFC 8785, JCS): what a
// policy's hash is taken over, so that spacing and the order of keys do not matter.
std::string canonical(const Value&);
// As written, for people: two spaces of indent, a newline at the end.
std::string pretty(const Value&);

// "a string", "a number", "true or false", "an array", "an object", "null"
std::string_view name_of(Kind);

// A JSON string literal with quotes. Bytes that are not UTF-8 become U+FFFD.
std::string quote(std::string_view);

// Writes JSON from front to back, keys in the order of the calls.
//
//   Writer w; w.object().key("rows").number(3).end();   w.text() == "{\n  \"rows\": 3\n}\n"
class Writer {
 public:
  // indent 0 writes everything on one line.
  explicit Writer(int indent = 2) : indent_(indent) {}
  Writer& object();
  Writer& array();
  Writer& end();
  Writer& key(std::string_view);
  Writer& string(std::string_view);
  Writer& number(std::int64_t);
  Writer& number(double);
  Writer& boolean(bool);
  Writer& null();
  Writer& raw(std::string_view json);  // a value that is JSON already
  // key + value in one call
  Writer& field(std::string_view name, std::string_view value) { return key(name).string(value); }
  Writer& field(std::string_view name, const char* value) { return key(name).string(value); }
  Writer& field(std::string_view name, std::int64_t value) { return key(name).number(value); }
  Writer& field(std::string_view name, int value) { return key(name).number(std::int64_t{value}); }
  Writer& field(std::string_view name, double value) { return key(name).number(value); }
  Writer& field(std::string_view name, bool value) { return key(name).boolean(value); }
  // The document with a final newline; every object and array must have been ended.
  std::string text() &&;

 private:
  void before_value();
  void new_line();
  struct Open { bool is_array; bool empty; };
  std::string out_;
  std::vector<Open> open_;
  int indent_;
  bool after_key_ = false;
};

}  // namespace leadwright::json
