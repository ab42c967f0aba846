#include "arguments.h"

#include <algorithm>

#include "base/text.h"

namespace leadwright::native {

namespace {

Problem usage(std::string message, const Command& command) {
  return {{}, std::move(message), "`leadwright " + command.name + " --help` shows what it takes"};
}

bool optional_operand(const std::string& operand) { return operand.front() == '['; }
bool repeated_operand(const std::string& operand) { return operand.ends_with("..."); }

const Option* find_option(const Command& command, std::string_view name) {
  for (const Option& option : command.options)
    if (option.name == name) return &option;
  return nullptr;
}

std::string usage_line(const Command& command) {
  std::string line = "leadwright " + command.name;
  for (const std::string& operand : command.operands) line += " " + operand;
  return line;
}

std::string left_of(const Option& option) {
  std::string text = option.name;
  for (const std::string& value : option.values) text += " " + value;
  return text;
}

// Two columns, the left as wide as its longest text.
std::string two_columns(const std::vector<std::pair<std::string, std::string>>& lines) {
  std::size_t width = 0;
  for (const auto& [left, right] : lines) width = std::max(width, left.size());
  std::string text;
  for (const auto& [left, right] : lines)
    text += "  " + left + std::string(width - left.size() + 2, ' ') + right + "\n";
  return text;
}

}  // namespace

std::string Arguments::value(const std::string& name, std::string fallback) const {
  const auto found = options.find(name);
  return found == options.end() || found->second.empty() ? fallback : found->second.back();
}

const std::vector<std::string>& Arguments::values(const std::string& name) const {
  static const std::vector<std::string> none;
  const auto found = options.find(name);
  return found == options.end() ? none : found->second;
}

std::string nearest_hint(std::string_view word, const std::vector<std::string>& known) {
  const std::vector<std::string_view> names(known.begin(), known.end());
  const std::string_view near = text::nearest(word, names);
  return near.empty() ? std::string() : ", did you mean `" + std::string(near) + "`?";
}

Result<Arguments> read_arguments(const Command& command, const std::vector<std::string>& words) {
  Arguments read;
  Problems problems;
  bool options_ended = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (options_ended || word.size() < 2 || word.front() != '-') {
      read.operands.push_back(word);
      continue;
    }
    if (word == "--") {
      options_ended = true;
      continue;
    }
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const Option* option = find_option(command, name);
    if (!option) {
      std::vector<std::string> names;
      for (const Option& known : command.options) names.push_back(known.name);
      problems.push_back(usage("unknown option `" + name + "`" + nearest_hint(name, names), command));
      continue;
    }
    if (read.has(name) && !option->repeats) {
      problems.push_back(usage("`" + name + "` is given twice", command));
    }
    std::vector<std::string>& values = read.options[name];
    std::size_t wanted = option->values.size();
    if (equals != std::string::npos) {
      if (wanted == 0) {
        problems.push_back(usage("`" + name + "` takes no value", command));
        continue;
      }
      values.push_back(word.substr(equals + 1));
      --wanted;
    }
    for (; wanted > 0 && i + 1 < words.size(); --wanted) values.push_back(words[++i]);
    if (wanted > 0) problems.push_back(usage("`" + name + "` needs " + left_of(*option).substr(name.size() + 1), command));
  }

  std::size_t least = 0;
  bool unbounded = false;
  for (const std::string& operand : command.operands) {
    if (!optional_operand(operand)) ++least;
    if (repeated_operand(operand)) unbounded = true;
  }
  // After a misspelt option the values that were meant for it look like operands.
  if (!problems.empty()) return problems;
  if (read.operands.size() < least) {
    problems.push_back(usage("`leadwright " + command.name + "` needs " + command.operands[read.operands.size()], command));
  } else if (!unbounded && read.operands.size() > command.operands.size()) {
    problems.push_back(usage("`" + read.operands[command.operands.size()] + "` is one argument too many", command));
  }
  if (!problems.empty()) return problems;
  return read;
}

std::string help(const Command& command) {
  std::string text = usage_line(command) + (command.options.empty() ? "" : " [options]") + "\n\n" + command.says + "\n";
  if (!command.more.empty()) text += "\n" + command.more;
  if (!command.options.empty()) {
    std::vector<std::pair<std::string, std::string>> lines;
    for (const Option& option : command.options) lines.emplace_back(left_of(option), option.says);
    text += "\n" + two_columns(lines);
  }
  return text;
}

std::string help(const std::vector<Command>& commands) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (const Command& command : commands) lines.emplace_back(command.name, command.says);
  return "leadwright COMMAND [...]: proves lead routing before it is switched on\n\n" + two_columns(lines) +
         "\n`leadwright COMMAND --help` shows one command, `leadwright --version` the\n"
         "versions of the engine and of its time zones.\n\n"
         "Exit: 0 done; 1 findings or differences; 2 bad usage or input that cannot be\n"
         "read or is invalid; 3 a threshold is past; 4 an internal fault.\n";
}

Result<std::string> number_option(const Arguments& arguments, const std::string& name, bool whole) {
  const std::string text = arguments.value(name);
  const std::size_t point = text.find('.');
  const std::string digits = point == std::string::npos ? text : text.substr(0, point) + text.substr(point + 1);
  const bool numeric = !digits.empty() && digits.size() <= 15 && digits.find_first_not_of("0123456789") == std::string::npos;
  const bool fraction_ok = point == std::string::npos || (!whole && point > 0 && point + 1 < text.size());
  const bool leading_zero = text.size() > 1 && text[0] == '0' && text[1] != '.';
  if (numeric && fraction_ok && !leading_zero) return text;
  return Problem{{}, "`" + name + "` takes " + (whole ? "a whole number" : "a number") + ", not `" + text + "`", ""};
}

}  // namespace leadwright::native
