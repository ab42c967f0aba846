#include "policy/reading.h"

#include <algorithm>

namespace leadwright::policy {
namespace {

constexpr std::int64_t largest_integer = 1'000'000'000'000;  // weights, caps, capacities: far beyond any use

std::string shown(const json::Value& value) {
  switch (value.kind) {
    case json::Kind::string: return value.text.size() <= 60 ? "the text `" + value.text + "`" : "a long text";
    case json::Kind::number: return "`" + value.text.substr(0, 60) + "`";
    case json::Kind::boolean: return value.truth ? "`true`" : "`false`";
    default: return std::string(json::name_of(value.kind));
  }
}

}  // namespace

std::string join(std::string_view pointer, std::string_view key) {
  return std::string(pointer) + "/" + json::pointer_token(key);
}
std::string join(std::string_view pointer, std::size_t index) {
  return std::string(pointer) + "/" + std::to_string(index);
}

std::string any_of(const std::vector<std::string_view>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) out += i + 1 == words.size() ? " or " : ", ";
    out += '`';
    out += words[i];
    out += '`';
  }
  return out;
}

std::string Reading::did_you_mean(std::string_view misspelt, const std::vector<std::string_view>& names) {
  if (names.size() > comparisons_left_) return {};
  comparisons_left_ -= names.size();
  const std::string_view near = text::nearest(misspelt, names);
  return near.empty() ? std::string() : "did you mean `" + std::string(near) + "`?";
}

void Reading::problem(const json::Value& at, std::string pointer, std::string message, std::string help) {
  problems_.push_back({{file_, std::move(pointer), at.line, at.column}, std::move(message), std::move(help)});
}

bool Reading::object(const json::Value& value, const std::string& pointer) {
  if (value.is(json::Kind::object)) return true;
  problem(value, pointer, "an object is needed here, not " + shown(value));
  return false;
}

bool Reading::array(const json::Value& value, const std::string& pointer) {
  if (value.is(json::Kind::array)) return true;
  problem(value, pointer, "an array is needed here, not " + shown(value));
  return false;
}

std::optional<std::string> Reading::string(const json::Value& value, const std::string& pointer) {
  if (value.is(json::Kind::string)) return value.text;
  problem(value, pointer, "a text is needed here, not " + shown(value));
  return {};
}

std::optional<std::string> Reading::filled_string(const json::Value& value, const std::string& pointer) {
  auto content = string(value, pointer);
  if (content && text::is_blank(*content)) {
    problem(value, pointer, "a text that is not blank is needed here");
    return {};
  }
  return content;
}

std::optional<bool> Reading::boolean(const json::Value& value, const std::string& pointer) {
  if (value.is(json::Kind::boolean)) return value.truth;
  problem(value, pointer, "`true` or `false` is needed here, not " + shown(value));
  return {};
}

std::optional<std::int64_t> Reading::integer(const json::Value& value, const std::string& pointer,
                                             std::int64_t least) {
  const std::string wanted = least == 1   ? "a positive integer is needed here"
                             : least == 0 ? "an integer of 0 or more is needed here"
                                          : "an integer is needed here";
  if (!value.is(json::Kind::number)) {
    problem(value, pointer, wanted + ", not " + shown(value));
    return {};
  }
  const auto decimal = read_decimal(value.text);
  std::int64_t integer = 0;
  bool whole = decimal && decimal->exponent >= 0 &&
               static_cast<std::int64_t>(decimal->digits.size()) + decimal->exponent <= 18;
  if (whole) {
    for (const char digit : decimal->digits) integer = integer * 10 + (digit - '0');
    for (std::int64_t i = 0; i < decimal->exponent; ++i) integer *= 10;
    if (decimal->negative) integer = -integer;
  }
  const bool huge = decimal && decimal->exponent >= 0 && !decimal->negative && (!whole || integer > largest_integer);
  if (huge) {
    problem(value, pointer, wanted + " of at most 1000000000000, not " + shown(value));
    return {};
  }
  if (!whole || integer < least) {
    problem(value, pointer, wanted + ", not " + shown(value));
    return {};
  }
  return integer;
}

std::optional<Decimal> Reading::number(const json::Value& value, const std::string& pointer) {
  if (!value.is(json::Kind::number)) {
    problem(value, pointer, "a number is needed here, not " + shown(value));
    return {};
  }
  auto decimal = read_decimal(value.text);
  if (!decimal) problem(value, pointer, "the number " + shown(value) + " is beyond what can be compared");
  return decimal;
}

std::optional<int> Reading::word(const json::Value& value, const std::string& pointer,
                                 const std::vector<std::string_view>& words) {
  if (value.is(json::Kind::string)) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i] == value.text) return static_cast<int>(i);
    }
    problem(value, pointer, any_of(words) + " is needed here, not `" + value.text + "`", did_you_mean(value.text, words));
    return {};
  }
  problem(value, pointer, any_of(words) + " is needed here, not " + shown(value));
  return {};
}

std::optional<int> Reading::name(const json::Value& value, const std::string& pointer, std::string_view what,
                                 const std::vector<std::string_view>& existing) {
  const auto content = string(value, pointer);
  if (!content) return {};
  const auto found = std::find(existing.begin(), existing.end(), *content);
  if (found != existing.end()) return static_cast<int>(found - existing.begin());
  std::string help = did_you_mean(*content, existing);
  if (help.empty()) {
    if (existing.empty()) {
      help = "the policy has no " + std::string(what);
    } else if (existing.size() <= 12) {
      help = "there is " + any_of(existing);
    }
  }
  problem(value, pointer, "there is no " + std::string(what) + " `" + value.text + "`", help);
  return {};
}

std::optional<calendar::ZoneId> Reading::zone(const json::Value& value, const std::string& pointer) {
  const auto content = string(value, pointer);
  if (!content) return {};
  const auto zone = calendar::find_zone(*content);
  if (!zone) {
    problem(value, pointer, "there is no time zone `" + *content + "` in the IANA database",
            did_you_mean(*content, calendar::zone_names()));
  }
  return zone;
}

void Reading::keys(const json::Value& object, const std::string& pointer,
                   const std::vector<std::string_view>& allowed, const std::vector<std::string_view>& required) {
  for (const auto& [key, value] : object.members) {
    if (std::find(allowed.begin(), allowed.end(), key) != allowed.end()) continue;
    std::string help = did_you_mean(key, allowed);
    if (help.empty()) help = "allowed: " + any_of(allowed);
    problem(value, join(pointer, key), "unknown key `" + key + "`", help);
  }
  for (const std::string_view key : required) {
    if (object.find(key) == nullptr) {
      problem(object, join(pointer, key), "the key `" + std::string(key) + "` is missing");
    }
  }
}

Problems Reading::take() && {
  std::stable_sort(problems_.begin(), problems_.end(), [](const Problem& a, const Problem& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  });
  return std::move(problems_);
}

}  // namespace leadwright::policy
