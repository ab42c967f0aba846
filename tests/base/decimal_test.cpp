#include "base/decimal.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace leadwright {
namespace {

std::string read(std::string_view text, NumberFormat format = NumberFormat::point) {
  const std::optional<Decimal> decimal = read_decimal(text, format);
  return decimal ? format_decimal(*decimal) : "invalid";
}
double number(std::string_view text) { return to_double(read_decimal(text).value()); }

TEST(Decimal, ReadsDigitsPointAndExponent) {
  EXPECT_EQ(read("0"), "0");
  EXPECT_EQ(read("-0.00"), "0");
  EXPECT_EQ(read("007"), "7");
  EXPECT_EQ(read(".5"), "0.5");
  EXPECT_EQ(read("5."), "5");
  EXPECT_EQ(read("+1.250"), "1.25");
  EXPECT_EQ(read("1.5e3"), "1500");
  EXPECT_EQ(read("15E-1"), "1.5");
  EXPECT_EQ(read("1e+2"), "100");
  EXPECT_EQ(read("1 e2"), "100");
  EXPECT_EQ(read(" 12 "), "12");
  for (const char* bad : {"", ".", "-", "e5", "1e", "1e+", "--1", "1.2.3", "0x10", "1e 5", "(500)", "5-", "\u0661"}) {
    EXPECT_EQ(read(bad), "invalid") << bad;
  }
}

TEST(Decimal, ThousandsSeparatorsAreOfOneKindBeforeGroupsOfThree) {
  for (const char* text : {"1,234,567.5", "1'234'567.5", "1\u2019234\u2019567.5", "1 234 567.5", "1\u00a0234\u00a0567.5",
                           "1\u202f234\u202f567.5", "1234567.5"}) {
    EXPECT_EQ(read(text), "1234567.5") << text;
  }
  EXPECT_EQ(read("0,123"), "123");
  for (const char* bad : {"12,34", "1,00,000", "1.234,56", "1234,567", "1,2345", "1,234 567", "1,", ",123", "1,,234",
                          "1,234,56", "1  234", "1,234.5,6", "1 234 .5", "1 .5"}) {
    EXPECT_EQ(read(bad), "invalid") << bad;
  }
}

TEST(Decimal, TheCommaFormatSwapsTheTwoSigns) {
  EXPECT_EQ(read("1.234.567,5", NumberFormat::comma), "1234567.5");
  EXPECT_EQ(read("1.234", NumberFormat::comma), "1234");
  EXPECT_EQ(read("1,5 \u20ac", NumberFormat::comma), "1.5");
  EXPECT_EQ(read("1'234,5", NumberFormat::comma), "1234.5");
  EXPECT_EQ(read("1,234.5", NumberFormat::comma), "invalid");
}

TEST(Decimal, OneCurrencyMayStandBeforeOrAfter) {
  for (const char* text : {"$5", "$ 5", "USD5", "EUR 5", "5 EUR", "5\u20ac", "5\u00a0\u20ac", "\u20b95", "5 $", "$ +5"}) {
    EXPECT_EQ(read(text), "5") << text;
  }
  for (const char* text : {"-$5", "$-5", "$ - 5", "- $ 5", "-5 USD", "-USD5"}) EXPECT_EQ(read(text), "-5") << text;
  EXPECT_EQ(read("$22,700.00"), "22700");
  EXPECT_EQ(read("1 234 USD"), "1234");
  EXPECT_EQ(read("1,234 USD"), "1234");
  EXPECT_EQ(read("5EUR"), "5");
  EXPECT_EQ(read("5e2EUR"), "500");
  for (const char* bad : {"$5 USD", "-$-5", "$$5", "5 XYZ", "usd 5", "$", "kr 5", "5 USD EUR"}) {
    EXPECT_EQ(read(bad), "invalid") << bad;
  }
}

TEST(Decimal, PercentDividesByAHundredExactly) {
  EXPECT_EQ(read("7%"), "0.07");
  EXPECT_EQ(read("12.5 %"), "0.125");
  EXPECT_EQ(read("-100%"), "-1");
  EXPECT_EQ(read("$5%"), "invalid");
  EXPECT_EQ(read("5%%"), "invalid");
  EXPECT_EQ(read("%5"), "invalid");
  EXPECT_EQ(number("7%"), 0.07);
}

TEST(Decimal, EqualNumbersAreEqualMembers) {
  EXPECT_EQ(read_decimal("1,250.00"), read_decimal("1.25e3"));
  EXPECT_EQ(read_decimal("0%"), read_decimal("-0"));
}

TEST(Decimal, NumbersBeyondTheFiniteDoublesAreInvalid) {
  EXPECT_EQ(read("1.7976931348623157e308"), "1.7976931348623157e308");
  EXPECT_EQ(read("1.7976931348623158e308"), "1.7976931348623158e308");  // rounds down to the largest double
  EXPECT_EQ(read("1.797693134862315808e308"), "invalid");
  EXPECT_EQ(read("-1e309"), "invalid");
  EXPECT_EQ(read("1e99999999999999999999"), "invalid");
  EXPECT_EQ(read("0e99999999999999999999"), "0");
  EXPECT_EQ(number("1e-400"), 0.0);
  EXPECT_EQ(number("1e-99999999999999999999"), 0.0);
  EXPECT_EQ(number("4.9e-324"), 4.9406564584124654e-324);
}

TEST(Decimal, IsRoundedToADoubleOnce) {
  EXPECT_EQ(number("0.1"), 0.1);
  EXPECT_EQ(number("9007199254740993"), 9007199254740992.0);        // half way: to the even one
  EXPECT_EQ(number("9007199254740993.00000000000000000001"), 9007199254740994.0);
  EXPECT_EQ(number("123456789012345678"), 123456789012345678.0);
  EXPECT_EQ(number("1e22"), 1e22);
  EXPECT_EQ(number("1e23"), 1e23);
  EXPECT_EQ(number("3.3e-5"), 3.3e-5);
  EXPECT_EQ(number("2.2250738585072012e-308"), 2.2250738585072012e-308);
  // Half way between two doubles but for a digit far out.
  const std::string half = "9007199254740993" + std::string(1000, '0');
  EXPECT_EQ(to_double(*read_decimal(half + "e-1000")), 9007199254740992.0);
  EXPECT_EQ(to_double(*read_decimal(half + "1e-1001")), 9007199254740994.0);
}

TEST(Decimal, ComparesExactly) {
  const auto order = [](std::string_view a, std::string_view b) {
    const int c = compare(*read_decimal(a), *read_decimal(b));
    return c < 0 ? -1 : c > 0 ? 1 : 0;
  };
  EXPECT_EQ(order("0.1", "0.10"), 0);
  EXPECT_EQ(order("9007199254740993", "9007199254740992"), 1);
  EXPECT_EQ(order("-2", "-10"), 1);
  EXPECT_EQ(order("-1", "0"), -1);
  EXPECT_EQ(order("0", "1e-300"), -1);
  EXPECT_EQ(order("99", "100"), -1);
  EXPECT_EQ(order("1.5", "1.25"), 1);
  EXPECT_EQ(order("12", "120"), -1);
}

TEST(Decimal, AddsExactly) {
  const auto sum = [](std::string_view a, std::string_view b) {
    return format_decimal(add(*read_decimal(a), *read_decimal(b)));
  };
  EXPECT_EQ(sum("0.1", "0.2"), "0.3");
  EXPECT_EQ(sum("999.99", "0.01"), "1000");
  EXPECT_EQ(sum("5", "-5"), "0");
  EXPECT_EQ(sum("-5", "3.5"), "-1.5");
  EXPECT_EQ(sum("3.5", "-5"), "-1.5");
  EXPECT_EQ(sum("100", "-0.01"), "99.99");
  EXPECT_EQ(sum("0", "7"), "7");
  EXPECT_EQ(sum("1e20", "1e-5"), "100000000000000000000.00001");
  EXPECT_EQ(sum("1e300", "1e-99999999999"), "1e300");
  EXPECT_EQ(format_decimal(negate(*read_decimal("2"))), "-2");
  EXPECT_EQ(format_decimal(negate({})), "0");
}

TEST(Decimal, SumsAgreeWithIntegers) {
  std::uint64_t state = 7;
  const auto next = [&] {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::int64_t>(state >> 40) - (1 << 23);
  };
  for (int i = 0; i < 20000; ++i) {
    const std::int64_t a = next(), b = next() % 1000;
    const Decimal sum = add(*read_decimal(std::to_string(a)), *read_decimal(std::to_string(b)));
    ASSERT_EQ(format_decimal(sum), std::to_string(a + b)) << a << " + " << b;
    const int order = compare(*read_decimal(std::to_string(a)), *read_decimal(std::to_string(b)));
    ASSERT_EQ(order < 0, a < b);
    ASSERT_EQ(order == 0, a == b);
  }
}

TEST(Decimal, IsWrittenPlainlyWhereThatIsShort) {
  EXPECT_EQ(read("1250000"), "1250000");
  EXPECT_EQ(read("-0.05"), "-0.05");
  EXPECT_EQ(read("1.5e30"), "1.5e30");
  EXPECT_EQ(read("1e-30"), "1e-30");
  EXPECT_EQ(read("123456789012345678901.25"), "123456789012345678901.25");
}

TEST(Doubles, AreWrittenShortestAndAsJavaScriptDoes) {
  EXPECT_EQ(format_double(1250000), "1250000");
  EXPECT_EQ(format_double(0.1), "0.1");
  EXPECT_EQ(format_double(-2.5), "-2.5");
  EXPECT_EQ(format_double(1e30), "1e+30");
  EXPECT_EQ(format_double(1e21), "1e+21");
  EXPECT_EQ(format_double(1e20), "100000000000000000000");
  EXPECT_EQ(format_double(123456789012345678901.0), "123456789012345680000");
  EXPECT_EQ(format_double(1e-6), "0.000001");
  EXPECT_EQ(format_double(1.5e-7), "1.5e-7");
  EXPECT_EQ(format_double(0), "0");
  EXPECT_EQ(format_double(-0.0), "0");
  EXPECT_EQ(format_double(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(format_double(std::numeric_limits<double>::max()), "1.7976931348623157e+308");
  EXPECT_EQ(format_double(5e-324), "5e-324");
}

TEST(Doubles, AreReadBackAsTheyWereWritten) {
  std::uint64_t state = 3;
  for (int i = 0; i < 50000; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    double value;
    std::memcpy(&value, &state, sizeof value);
    if (!std::isfinite(value)) continue;
    ASSERT_EQ(number(format_double(value)), value);
  }
}

}  // namespace
}  // namespace leadwright
