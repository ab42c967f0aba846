#include "identity/phone.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "identity/fold.h"
#include "identity/tables.h"

namespace leadwright::identity {
namespace {

struct Plan {
  std::string_view country, calling, trunk;
  std::string_view of_code;                 // the country that the calling code stands for, empty where several share it
};

const std::vector<Plan>& plans() {
  static const std::vector<Plan> all = [] {
    std::vector<Plan> read;
    std::string_view rest = tables::phones;
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(line.size() + 1);
      const std::size_t calling = line.find(' ') + 1;
      const std::size_t trunk = line.find(' ', calling) + 1;
      const std::size_t shortest = line.find(' ', trunk) + 1;
      Plan plan{line.substr(0, calling - 1), line.substr(calling, trunk - 1 - calling), line.substr(trunk, shortest - 1 - trunk), {}};
      if (plan.trunk == "-") plan.trunk = {};
      read.push_back(plan);
    }
    std::sort(read.begin(), read.end(), [](const Plan& a, const Plan& b) { return a.country < b.country; });
    constexpr std::string_view mainlands[] = {"AU", "FI", "GB", "IT", "NO"};       // islands share their codes
    for (Plan& plan : read) {
      const auto with_code = std::count_if(read.begin(), read.end(), [&](const Plan& p) { return p.calling == plan.calling; });
      for (const Plan& other : read) {
        const bool mainland = std::find(std::begin(mainlands), std::end(mainlands), other.country) != std::end(mainlands);
        if (other.calling == plan.calling && (with_code == 1 || mainland)) plan.of_code = other.country;
      }
    }
    return read;
  }();
  return all;
}

const Plan* plan_of_country(std::string_view country) {
  const auto& all = plans();
  const auto at = std::lower_bound(all.begin(), all.end(), country, [](const Plan& p, std::string_view c) { return p.country < c; });
  return at != all.end() && at->country == country ? &*at : nullptr;
}

// The plan of the country whose calling code, the longest of up to three digits, starts the number; of several
// countries with one code the first.
const Plan* plan_of_number(std::string_view digits) {
  static constexpr std::array<std::size_t, 4> from = {0, 0, 10, 110};       // of the codes with so many digits
  const auto place = [](std::string_view code) {
    std::size_t number = 0;
    for (const char c : code) number = number * 10 + static_cast<std::size_t>(c - '0');
    return from[code.size()] + number;
  };
  static const std::array<const Plan*, 1110> by_code = [&] {
    std::array<const Plan*, 1110> found{};
    for (const Plan& plan : plans()) {
      if (plan.calling.empty() || plan.calling.size() > 3) continue;
      const Plan*& at = found[place(plan.calling)];
      if (at == nullptr) at = &plan;
    }
    return found;
  }();
  for (std::size_t length = 3; length >= 1; --length) {
    if (const Plan* plan = by_code[place(digits.substr(0, length))]; plan != nullptr) return plan;
  }
  return nullptr;
}

}  // namespace

std::uint64_t Phone::national() const { return digits % 100000000; }

Phone read_phone(std::string_view cell, std::string_view country) {
  std::array<char, 24> buffer{};
  std::size_t length = 0;
  bool plus = false;
  for (std::size_t at = 0; at < cell.size() && length < buffer.size(); ++at) {
    const char c = cell[at];
    if (is_digit(c)) {
      buffer[length++] = c;
    } else if (c == '+' && length == 0) {
      plus = true;
    } else if (length >= 6 && (c == 'x' || c == 'X' || c == 'e' || c == 'E' || c == '#' || c == ';' || c == ',')) {
      break;   // an extension
    }
  }
  std::string_view digits(buffer.data(), length);
  if (!plus && digits.substr(0, 2) == "00") {
    plus = true;
    digits.remove_prefix(2);
  } else if (!plus && digits.substr(0, 3) == "011" && digits.size() > 11) {
    plus = true;
    digits.remove_prefix(3);
  }
  if (digits.size() < 6 || digits.size() > 15) return {};
  if (std::all_of(digits.begin(), digits.end(), [&](char c) { return c == digits[0]; })) return {};
  std::string number;
  std::string_view said;
  if (plus) {
    const Plan* const plan = plan_of_number(digits);
    const std::size_t calling = plan != nullptr ? plan->calling.size() : 0;
    if (plan != nullptr) said = plan->of_code;
    number = digits.substr(0, calling);
    digits.remove_prefix(calling);
    if (plan != nullptr && plan->trunk == "0" && digits.substr(0, 1) == "0" && cell.find("(0)") != std::string_view::npos) digits.remove_prefix(1);
    number += digits;
  } else {
    const Plan* plan = country.empty() ? nullptr : plan_of_country(country);
    std::string_view trunk = plan != nullptr ? plan->trunk : std::string_view("0");
    if (trunk == "1" && digits.size() < 11) trunk = {};
    if (!trunk.empty() && digits.substr(0, trunk.size()) == trunk && digits.size() > trunk.size() + 5) {
      digits.remove_prefix(trunk.size());
    }
    number = plan != nullptr ? std::string(plan->calling) : std::string();
    number += digits;
    plus = plan != nullptr;
  }
  Phone phone;
  for (const char c : std::string_view(number).substr(0, 18)) phone.digits = phone.digits * 10 + static_cast<std::uint64_t>(c - '0');
  phone.international = plus;
  phone.country = said;
  return phone;
}

}  // namespace leadwright::identity
