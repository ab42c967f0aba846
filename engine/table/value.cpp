#include "table/value.h"

#include <algorithm>
#include <array>

namespace leadwright::table {
namespace {

constexpr std::array<std::string_view, 7> type_names = {"text",      "choice",  "number", "money",
                                                        "date_time", "boolean", "country"};

void read_choice(std::string_view cell, Value& value) {
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find(';'), cell.size());
    std::string choice = text::fold(cell.substr(0, end));
    if (!choice.empty()) value.choices.push_back(std::move(choice));
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  std::sort(value.choices.begin(), value.choices.end());
  value.choices.erase(std::unique(value.choices.begin(), value.choices.end()), value.choices.end());
  if (value.choices.empty()) value.state = State::unknown;
}

void read_number(std::string_view cell, const Reading& reading, Value& value) {
  std::optional<Decimal> decimal = read_decimal(cell, reading.number_format);
  if (!decimal) {
    value.state = State::invalid;
    value.reason = reading.number_format == NumberFormat::point ? "not a number of the form 1,234.56"
                                                                : "not a number of the form 1.234,56";
    return;
  }
  if (reading.type == Type::number) {
    value.number = to_double(*decimal);
  } else {
    value.decimal = *std::move(decimal);
  }
}

void read_boolean(std::string_view cell, Value& value) {
  const std::string folded = text::fold(cell);
  value.truth = folded == "true" || folded == "yes" || folded == "1";
  if (value.truth || folded == "false" || folded == "no" || folded == "0") return;
  value.state = State::invalid;
  value.reason = "neither true/false, yes/no nor 1/0";
}

}  // namespace

std::string_view name_of(Type type) { return type_names[static_cast<std::size_t>(type)]; }

std::optional<Type> find_type(std::string_view name) {
  const auto found = std::find(type_names.begin(), type_names.end(), name);
  if (found == type_names.end()) return std::nullopt;
  return static_cast<Type>(found - type_names.begin());
}

Value read_value(std::string_view cell, const Reading& reading) {
  const std::string_view trimmed = text::trim(cell);
  Value value;
  if (trimmed.empty()) return value;
  if (!reading.empty.empty() &&
      std::find(reading.empty.begin(), reading.empty.end(), text::fold(trimmed)) != reading.empty.end()) {
    return value;
  }
  value.state = State::known;
  switch (reading.type) {
    case Type::text: value.text = text::fold(trimmed); break;
    case Type::choice: read_choice(trimmed, value); break;
    case Type::number:
    case Type::money: read_number(trimmed, reading, value); break;
    case Type::date_time: return read_date_time(trimmed, reading.zone, reading.date_order);
    case Type::boolean: read_boolean(trimmed, value); break;
    case Type::country:
      if (const std::optional<std::string_view> code = find_country(trimmed)) {
        value.text = text::fold(*code);
        value.is_code = true;
      } else {
        value.text = text::fold(trimmed);
      }
      break;
  }
  return value;
}

}  // namespace leadwright::table
