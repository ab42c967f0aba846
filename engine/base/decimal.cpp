#include "base/decimal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/tables.h"
#include "base/text.h"

namespace leadwright {
namespace {

// Exponents beyond this say no more than "far outside every double"; written ones are cut to it.
constexpr std::int64_t exponent_limit = 1'000'000'000'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads a number from front to back; every `take_` moves on only where it succeeds.
class NumberText {
 public:
  explicit NumberText(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  void skip_space() {
    std::size_t at = 0;
    while (at < rest_.size()) {
      std::size_t next = at;
      text::next_code_point(rest_, next);
      if (!text::is_blank(rest_.substr(at, next - at))) break;
      at = next;
    }
    rest_.remove_prefix(at);
  }
  bool take(std::string_view token) {
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }
  // `+` or `-`; whether it was a minus goes to `negative`.
  bool take_sign(bool& negative) {
    if (rest_.empty() || (rest_[0] != '+' && rest_[0] != '-')) return false;
    negative = rest_[0] == '-';
    rest_.remove_prefix(1);
    return true;
  }
  std::string_view take_digits() {
    std::size_t n = 0;
    while (n < rest_.size() && is_digit(rest_[n])) ++n;
    const std::string_view digits = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return digits;
  }
  bool take_currency() {
    if (rest_.empty()) return false;
    std::size_t next = 0;
    const char32_t sign = text::next_code_point(rest_, next);
    const bool is_sign = sign == '$' || std::any_of(std::begin(tables::currency_sign_ranges),
                                                    std::end(tables::currency_sign_ranges), [&](const auto& range) {
                                                      return sign >= range.first && sign <= range.last;
                                                    });
    if (is_sign) {
      rest_.remove_prefix(next);
      return true;
    }
    const std::string_view code = rest_.substr(0, 3);
    const bool is_code = std::binary_search(std::begin(tables::currency_codes), std::end(tables::currency_codes), code,
                                            [](std::string_view a, std::string_view b) { return a < b; });
    if (is_code) rest_.remove_prefix(3);
    return is_code;
  }
  // `e`, an optional sign and digits, all or nothing.
  bool take_exponent(std::int64_t& exponent) {
    if (rest_.empty() || (rest_[0] != 'e' && rest_[0] != 'E')) return false;
    NumberText ahead(rest_.substr(1));
    bool negative = false;
    ahead.take_sign(negative);
    const std::string_view digits = ahead.take_digits();
    if (digits.empty()) return false;
    exponent = 0;
    for (const char c : digits) exponent = std::min(exponent_limit, exponent * 10 + (c - '0'));
    if (negative) exponent = -exponent;
    rest_ = ahead.rest_;
    return true;
  }
  bool next_is_digit() const { return !rest_.empty() && is_digit(rest_[0]); }

 private:
  std::string_view rest_;
};

// The digits before the point: plain, or one to three and then groups of three, each after the same
// separator. False where a separator is not followed by exactly three digits.
bool take_whole(NumberText& text, NumberFormat format, std::string& digits) {
  const std::string_view first = text.take_digits();
  digits += first;
  if (first.empty() || first.size() > 3) return true;
  const std::string_view separators[] = {format == NumberFormat::point ? "," : ".", "'", "\u2019",
                                         " ", "\u00a0", "\u202f"};
  for (const std::string_view separator : separators) {
    NumberText ahead = text;
    if (!ahead.take(separator)) continue;
    if (!ahead.next_is_digit()) return true;  // not a separator: white space before what follows, or an error there
    while (text.take(separator)) {
      if (!text.next_is_digit()) {  // the space before an exponent, a currency or `%`, but not before the point
        NumberText after = text;
        return text::is_blank(separator) && !after.take(format == NumberFormat::point ? "." : ",");
      }
      const std::string_view group = text.take_digits();
      if (group.size() != 3) return false;
      digits += group;
    }
    return true;
  }
  return true;
}

Decimal normalised(bool negative, std::string digits, std::int64_t exponent) {
  const std::size_t first = digits.find_first_not_of('0');
  if (first == std::string::npos) return {};
  const std::size_t last = digits.find_last_not_of('0');
  exponent += static_cast<std::int64_t>(digits.size() - 1 - last);
  digits.erase(last + 1);
  digits.erase(0, first);
  return {negative, std::move(digits), exponent};
}

// The power of ten of the first digit: 0 for 1 to 9.99...
std::int64_t magnitude(const Decimal& d) { return static_cast<std::int64_t>(d.digits.size()) - 1 + d.exponent; }

// < 0, 0, > 0 for the absolute values; neither is zero.
int compare_size(const Decimal& a, const Decimal& b) {
  if (magnitude(a) != magnitude(b)) return magnitude(a) < magnitude(b) ? -1 : 1;
  return a.digits.compare(b.digits);  // no zeros at the end: the longer of two equal beginnings is larger
}

// Further apart than this many places, the smaller of two numbers does not change their sum.
constexpr std::int64_t sum_places = 10'000;

// The digits written out down to 10^exponent.
std::string digits_down_to(const Decimal& d, std::int64_t exponent) {
  return d.digits + std::string(static_cast<std::size_t>(d.exponent - exponent), '0');
}

// The digits as a person writes them: plain below 10^21 and with less than `zeros` zeros after the
// point, else with an exponent, which `plus` precedes where it is positive.
std::string lay_out(const Decimal& d, std::int64_t zeros, std::string_view plus) {
  if (d.digits.empty()) return "0";
  const std::string_view digits = d.digits;
  const auto count = static_cast<std::int64_t>(digits.size());
  const std::int64_t size = magnitude(d);
  std::string out = d.negative ? "-" : "";
  if (size >= 0 && size < 21) {
    out.append(digits.substr(0, static_cast<std::size_t>(size + 1)));
    if (count <= size) out.append(static_cast<std::size_t>(size + 1 - count), '0');
    if (count > size + 1) out.append(".").append(digits.substr(static_cast<std::size_t>(size + 1)));
  } else if (size < 0 && -size <= zeros) {
    out.append("0.").append(static_cast<std::size_t>(-size - 1), '0').append(digits);
  } else {
    out.append(digits.substr(0, 1));
    if (count > 1) out.append(".").append(digits.substr(1));
    out.append("e").append(size < 0 ? "" : plus).append(std::to_string(size));
  }
  return out;
}

}  // namespace

std::optional<Decimal> read_decimal(std::string_view cell, NumberFormat format) {
  NumberText text(text::trim(cell));
  bool negative = false;
  bool has_sign = text.take_sign(negative);
  text.skip_space();
  bool has_currency = text.take_currency();
  if (has_currency) {
    text.skip_space();
    if (!has_sign) has_sign = text.take_sign(negative);
    text.skip_space();
  }

  std::string digits;
  if (!take_whole(text, format, digits)) return std::nullopt;
  std::int64_t exponent = 0;
  if (text.take(format == NumberFormat::point ? "." : ",")) {
    const std::string_view fraction = text.take_digits();
    digits += fraction;
    exponent -= static_cast<std::int64_t>(fraction.size());
  }
  if (digits.empty()) return std::nullopt;
  text.skip_space();
  if (std::int64_t written = 0; text.take_exponent(written)) exponent += written;

  text.skip_space();
  if (text.take("%")) {
    if (has_currency) return std::nullopt;
    exponent -= 2;
  } else if (!has_currency) {
    text.take_currency();
  }
  if (!text.at_end()) return std::nullopt;

  Decimal d = normalised(negative, std::move(digits), exponent);
  // 1.797...e308 is the largest double: only there does the exact rounding decide.
  const std::int64_t size = magnitude(d);
  if (size > 308 || (size == 308 && std::isinf(to_double(d)))) return std::nullopt;
  return d;
}

double to_double(const Decimal& d) {
  if (d.digits.empty()) return 0.0;
  // Up to 15 digits and a power of ten that is itself exact: one correctly rounded operation.
  constexpr double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                               1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  if (d.digits.size() <= 15 && d.exponent >= -22 && d.exponent <= 22) {
    std::int64_t whole = 0;
    for (const char c : d.digits) whole = whole * 10 + (c - '0');
    const double size = d.exponent < 0 ? static_cast<double>(whole) / powers[-d.exponent]
                                       : static_cast<double>(whole) * powers[d.exponent];
    return d.negative ? -size : size;
  }
  // strtod rounds correctly, and reads digits and an exponent alike in every locale. No more than 767
  // digits decide a rounding; of those after them it only matters that they are not all zero.
  constexpr std::size_t deciding = 800;
  std::string text = d.negative ? "-" : "";
  text.append(d.digits, 0, deciding);
  std::int64_t exponent = d.exponent;
  if (d.digits.size() > deciding) {
    text += '1';
    exponent += static_cast<std::int64_t>(d.digits.size() - deciding - 1);
  }
  text += 'e';
  text += std::to_string(std::clamp<std::int64_t>(exponent, -100'000, 100'000));
  return std::strtod(text.c_str(), nullptr);
}

int compare(const Decimal& a, const Decimal& b) {
  const auto side = [](const Decimal& d) { return d.digits.empty() ? 0 : d.negative ? -1 : 1; };
  if (side(a) != side(b)) return side(a) < side(b) ? -1 : 1;
  if (side(a) == 0) return 0;
  return side(a) * compare_size(a, b);
}

Decimal add(const Decimal& a, const Decimal& b) {
  if (a.digits.empty()) return b;
  if (b.digits.empty()) return a;
  const Decimal& large = compare_size(a, b) < 0 ? b : a;
  const Decimal& small = compare_size(a, b) < 0 ? a : b;
  const std::int64_t exponent = std::min(a.exponent, b.exponent);
  if (magnitude(large) - exponent > sum_places) return large;

  std::string sum = digits_down_to(large, exponent);
  const std::string other = digits_down_to(small, exponent);
  const int sign = large.negative == small.negative ? 1 : -1;
  int carry = 0;
  for (std::size_t i = 0; i < sum.size(); ++i) {
    if (i >= other.size() && carry == 0) break;
    char& digit = sum[sum.size() - 1 - i];
    int value = (digit - '0') + carry;
    if (i < other.size()) value += sign * (other[other.size() - 1 - i] - '0');
    carry = value < 0 ? -1 : value > 9 ? 1 : 0;
    digit = static_cast<char>('0' + value - 10 * carry);
  }
  if (carry == 1) sum.insert(sum.begin(), '1');
  return normalised(large.negative, std::move(sum), exponent);
}

Decimal negate(Decimal d) {
  if (!d.digits.empty()) d.negative = !d.negative;
  return d;
}

std::string format_decimal(const Decimal& d) { return lay_out(d, 20, ""); }

std::string format_double(double value) {
  // fmt finds the shortest digits; they are laid out as JavaScript does (ECMA-262, Number::toString),
  // so that a page shows what the program prints.
  const std::string shortest = fmt::format("{}", value);
  const std::optional<Decimal> d = read_decimal(shortest);
  return d ? lay_out(*d, 6, "+") : shortest;
}

}  // namespace leadwright
