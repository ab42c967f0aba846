// Words of a command line, read by what a command says it takes.
//
// Options are `--name`, `--name VALUE` or `--name=VALUE`; `--` ends them; the other words are operands.
// What is wrong comes back as Problems, an unknown option with the nearest known one.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace leadwright::native {

struct Option {
  std::string name;                 // "--out"
  std::vector<std::string> values;  // what it takes, in the words of the help: {"DIR"}; none for a switch
  std::string says;
  bool repeats = false;             // may be given several times
};

class Arguments {
 public:
  std::vector<std::string> operands;
  std::map<std::string, std::vector<std::string>> options;  // every value given, in order

  bool has(const std::string& name) const { return options.count(name) > 0; }
  // The value given last, or the fallback.
  std::string value(const std::string& name, std::string fallback = {}) const;
  const std::vector<std::string>& values(const std::string& name) const;
};

// Exit codes, section 12.
enum Exit : int { done = 0, findings = 1, refused = 2, past_threshold = 3, fault = 4 };

struct Command {
  std::string name;
  std::vector<std::string> operands;   // "WORKSPACE"; "[DIR]" may be absent; "DIR..." is one or more
  std::string says;                    // one line
  std::string more;                    // the rest of the help, lines of at most 80 columns
  std::vector<Option> options;
  int (*run)(const Arguments&) = nullptr;
};

Result<Arguments> read_arguments(const Command&, const std::vector<std::string>& words);

// The help of one command, and of all.
std::string help(const Command&);
std::string help(const std::vector<Command>&);

// ", did you mean `run`?" or nothing.
std::string nearest_hint(std::string_view word, const std::vector<std::string>& known);

// A whole number or a decimal given as an option's value, checked: the JSON number, or a problem.
Result<std::string> number_option(const Arguments&, const std::string& name, bool whole);

}  // namespace leadwright::native
