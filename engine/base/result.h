// What can be wrong with a user's files, and where.
//
// A reader answers with a Result: the value, or every Problem it found, each with its Place. An
// outcome nobody wanted (no rule matched, nobody was free) is not a Problem but a value of the
// decision. A bug in the engine is an assertion. Nothing is thrown from room to room.
//
//   Result<Policy> policy = policy::read("policy.json", bytes);
//   if (!policy.ok()) for (const Problem& p : policy.problems()) show(p);
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace leadwright {

// Where something stands: a file, a JSON Pointer within it (policies), a line and column counted
// from 1 (0 where not known), and for tables the data row and the column's header.
struct Place {
  std::string file;
  std::string pointer;
  std::int64_t line = 0;
  std::int64_t column = 0;
  bool operator==(const Place&) const = default;
};

// `message` is lower case without a full stop, in the user's words, what is theirs in backticks.
// `help` says what to do, or is empty.
struct Problem {
  Place place;
  std::string message;
  std::string help;
  bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;

template <class T>
class Result {
 public:
  Result(T value) : content_(std::move(value)) {}                // NOLINT(google-explicit-constructor)
  Result(Problems problems) : content_(std::move(problems)) {}   // NOLINT(google-explicit-constructor)
  Result(Problem problem) : content_(Problems{std::move(problem)}) {}  // NOLINT

  bool ok() const { return std::holds_alternative<T>(content_); }
  const T& value() const& { return std::get<T>(content_); }
  T& value() & { return std::get<T>(content_); }
  T&& value() && { return std::get<T>(std::move(content_)); }
  const Problems& problems() const { return std::get<Problems>(content_); }

 private:
  std::variant<T, Problems> content_;
};

}  // namespace leadwright
