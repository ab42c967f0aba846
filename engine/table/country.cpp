#include <algorithm>

#include "base/text.h"
#include "table/countries.h"
#include "table/value.h"

namespace leadwright::table {
namespace {

std::optional<std::string_view> look_up(std::string_view key) {
  const auto before = [](const CountryName& country, std::string_view name) { return country.name < name; };
  const auto found = std::lower_bound(std::begin(country_names), std::end(country_names), key, before);
  if (found == std::end(country_names) || found->name != key) return std::nullopt;
  return std::string_view(found->code, 2);
}

// Codes and short forms (`UK`, `U.S.`) as they are; names by their letters alone.
std::optional<std::string_view> look_up_name(std::string_view folded) {
  if (const auto code = look_up(folded)) return code;
  const std::string letters = text::squash(folded);
  return letters.size() >= 4 ? look_up(letters) : std::nullopt;
}

}  // namespace

std::optional<std::string_view> find_country(std::string_view name_or_code) {
  const std::string folded = text::fold(name_or_code);
  if (const auto code = look_up_name(folded)) return code;
  constexpr std::string_view article = "the ";
  return folded.starts_with(article) ? look_up_name(std::string_view(folded).substr(article.size())) : std::nullopt;
}

}  // namespace leadwright::table
