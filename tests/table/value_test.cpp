#include "table/value.h"

#include <gtest/gtest.h>

#include <set>

#include "calendar/zone.h"
#include "table/countries.h"

namespace leadwright::table {
namespace {

constexpr calendar::ZoneId utc = calendar::ZoneId::utc;

// An instant as text, `unknown`, or the reason.
std::string date(std::string_view cell, DateOrder order = DateOrder::unset, calendar::ZoneId zone = utc) {
  const Value value = read_date_time(cell, zone, order);
  if (value.state == State::unknown) return "unknown";
  return value.state == State::known ? format_instant(value.instant) : value.reason;
}

Value value(std::string_view cell, Type type) { return read_value(cell, {.type = type, .empty = {}}); }

TEST(Dates, AreIso8601) {
  EXPECT_EQ(date("2026-03-02"), "2026-03-02T00:00:00.000Z");
  EXPECT_EQ(date("2026-03-02 09:15"), "2026-03-02T09:15:00.000Z");
  EXPECT_EQ(date("2026-03-02T09:15:30"), "2026-03-02T09:15:30.000Z");
  EXPECT_EQ(date("2026-01-12T08:03:11.1239Z"), "2026-01-12T08:03:11.123Z");
  EXPECT_EQ(date("2026-01-12T08:03:11.5+01:00"), "2026-01-12T07:03:11.500Z");
  EXPECT_EQ(date("2026-01-12 08:03-0530"), "2026-01-12T13:33:00.000Z");
  EXPECT_EQ(date("2026-01-12 08:03+02"), "2026-01-12T06:03:00.000Z");
  EXPECT_EQ(date(" 2026-01-12Z\u00a0"), "2026-01-12T00:00:00.000Z");
  for (const char* bad : {"2026-1-12", "2026-01-12T", "2026-01-12T8:00", "2026-01-12T08", "2026-01-12T08:00:", "26-01-12",
                          "2026-01-12T08:00:00.", "2026-01-12T24:00", "2026-01-12T08:60", "2026-01-12T08:00:60",
                          "2026-01-12T08:00+1", "2026-01-12T08:00+24:00", "2026-01-12T08:00+02:", "2026-01-12  08:00",
                          "2026-01-12x", "2026/01/12", "20260112", "tomorrow"}) {
    EXPECT_EQ(date(bad), "not a date") << bad;
  }
  EXPECT_EQ(date("2026-02-29"), "no such date");
  EXPECT_EQ(date("2026-13-01"), "no such date");
  EXPECT_EQ(date("2024-02-29"), "2024-02-29T00:00:00.000Z");
}

TEST(Dates, TwelveToFourteenDigitsAreEpochMilliseconds) {
  EXPECT_EQ(date("1736899200000"), "2025-01-15T00:00:00.000Z");
  EXPECT_EQ(date("915148800000"), "1999-01-01T00:00:00.000Z");
  EXPECT_EQ(date("1736899200"), "not a date");
  EXPECT_EQ(date("173689920000000"), "not a date");
  EXPECT_EQ(date("-1736899200000"), "not a date");
}

TEST(Dates, NamedMonthsAreRead) {
  EXPECT_EQ(date("15 Apr, 2021 00:03:00"), "2021-04-15T00:03:00.000Z");
  EXPECT_EQ(date("5 dec, 2021"), "2021-12-05T00:00:00.000Z");
  EXPECT_EQ(date("31 Apr, 2021 00:03:00"), "no such date");
  for (const char* bad : {"15 April, 2021", "15 Apr 2021", "15-Apr-2021", "Apr 15, 2021", "15 Apr, 21"}) {
    EXPECT_EQ(date(bad), "not a date") << bad;
  }
}

TEST(Dates, OnesWithTheYearLastNeedAnOrder) {
  EXPECT_EQ(date("03/15/2024"), "2024-03-15T00:00:00.000Z");
  EXPECT_EQ(date("15/03/2024 09:12"), "2024-03-15T09:12:00.000Z");
  EXPECT_EQ(date("22-07-2017"), "2017-07-22T00:00:00.000Z");
  EXPECT_EQ(date("20.03.2024"), "2024-03-20T00:00:00.000Z");
  EXPECT_EQ(date("05/05/2024"), "2024-05-05T00:00:00.000Z");
  EXPECT_EQ(date("3/4/2025"), "month first or day first? `date_order` can say");
  EXPECT_EQ(date("3/4/2025", DateOrder::mdy), "2025-03-04T00:00:00.000Z");
  EXPECT_EQ(date("3/4/2025", DateOrder::dmy), "2025-04-03T00:00:00.000Z");
  EXPECT_EQ(date("15/03/2024", DateOrder::mdy), "no such date");
  EXPECT_EQ(date("13/14/2024"), "no such date");
  EXPECT_EQ(date("13/13/2024"), "no such date");
  for (const char* bad : {"03/15/24", "03/15-2024", "2024/03/15", "003/15/2024"}) {
    EXPECT_EQ(date(bad), "not a date") << bad;
  }
}

TEST(Dates, TimesBehindThemHaveTwoDigitsOrAmOrPm) {
  EXPECT_EQ(date("03/15/2024 09:05"), "2024-03-15T09:05:00.000Z");
  EXPECT_EQ(date("03/15/2024 09:05:07"), "2024-03-15T09:05:07.000Z");
  EXPECT_EQ(date("03/15/2024 9:05 PM"), "2024-03-15T21:05:00.000Z");
  EXPECT_EQ(date("03/15/2024, 12:00 am"), "2024-03-15T00:00:00.000Z");
  EXPECT_EQ(date("03/15/2024 12:30PM"), "2024-03-15T12:30:00.000Z");
  for (const char* bad : {"03/15/2024 13:00 PM", "03/15/2024 0:30 AM", "03/15/2024 25:00", "03/15/2024T09:00",
                          "03/15/2024 9", "03/15/2024 9:05", "03/15/2024 09:05Z"}) {
    EXPECT_EQ(date(bad), "not a date") << bad;
  }
}

TEST(Dates, TheOrderOfAColumnIsSettledByRowsThatAgree) {
  EXPECT_EQ(settle_date_order({"03/04/2025", "15/04/2025"}), DateOrder::dmy);
  EXPECT_EQ(settle_date_order({"03/04/2025", "04/15/2025", "2026-01-01", ""}), DateOrder::mdy);
  EXPECT_EQ(settle_date_order({"04/15/2025", "15/04/2025"}), DateOrder::unset);
  EXPECT_EQ(settle_date_order({"03/04/2025", "05/05/2025", "13/14/2025"}), DateOrder::unset);
  EXPECT_EQ(settle_date_order({"31/02/2025 99:99"}), DateOrder::dmy);  // only the two parts are looked at
}

TEST(Dates, ZonelessTimesAreInTheZone) {
  const calendar::ZoneId berlin = calendar::find_zone("Europe/Berlin").value();
  EXPECT_EQ(date("2026-07-01 12:00", DateOrder::unset, berlin), "2026-07-01T10:00:00.000Z");
  EXPECT_EQ(date("2026-03-29 02:30", DateOrder::unset, berlin), "2026-03-29T01:00:00.000Z");  // a gap: the jump
  EXPECT_EQ(date("2026-10-25 02:30", DateOrder::unset, berlin), "2026-10-25T00:30:00.000Z");  // the first pass
  EXPECT_EQ(date("2026-07-01T12:00Z", DateOrder::unset, berlin), "2026-07-01T12:00:00.000Z");
}

TEST(Dates, LieInTheYears1999To2050) {
  const calendar::ZoneId tokyo = calendar::find_zone("Asia/Tokyo").value();
  const calendar::ZoneId honolulu = calendar::find_zone("Pacific/Honolulu").value();
  const std::string outside = "outside the years 1999 to 2050";
  EXPECT_EQ(date("1998-12-31T23:59:59.999Z"), outside);
  EXPECT_EQ(date("2051-01-01"), outside);
  EXPECT_EQ(date("0001-01-01"), outside);
  EXPECT_EQ(date("9999-12-31"), outside);
  EXPECT_EQ(date("99999999999999"), outside);
  EXPECT_EQ(date("1999-01-01", DateOrder::unset, tokyo), outside);
  EXPECT_EQ(date("1998-12-31 20:00", DateOrder::unset, honolulu), "1999-01-01T06:00:00.000Z");
  EXPECT_EQ(date("2051-01-01 08:59", DateOrder::unset, tokyo), "2050-12-31T23:59:00.000Z");
  EXPECT_EQ(date("2050-12-31T23:59:59.999Z"), "2050-12-31T23:59:59.999Z");
}

TEST(Values, BlankIsUnknownInEveryType) {
  for (const Type type : {Type::text, Type::choice, Type::number, Type::money, Type::date_time, Type::boolean, Type::country}) {
    EXPECT_EQ(value("", type).state, State::unknown);
    EXPECT_EQ(value(" \u00a0\t", type).state, State::unknown);
    EXPECT_EQ(find_type(name_of(type)), type);
  }
  EXPECT_FALSE(find_type("date").has_value());
}

TEST(Values, PlaceholdersAreTextUnlessTheSourceListsThem) {
  EXPECT_EQ(value("Select", Type::text).text, "select");
  const Reading reading = {.type = Type::text, .empty = {"select", "n/a"}};
  EXPECT_EQ(read_value(" SELECT ", reading).state, State::unknown);
  EXPECT_EQ(read_value("N/A", reading).state, State::unknown);
  EXPECT_EQ(read_value("Selected", reading).state, State::known);
}

TEST(Values, ChoicesAreASetOfTexts) {
  const Value choice = value("Sales; marketing ;;SALES;Ops", Type::choice);
  EXPECT_EQ(choice.choices, (std::vector<std::string>{"marketing", "ops", "sales"}));
  EXPECT_EQ(value(" ; ;", Type::choice).state, State::unknown);
}

TEST(Values, NumbersAreDoublesAndMoneyIsExact) {
  EXPECT_EQ(value("1,250.50", Type::number).number, 1250.5);
  EXPECT_EQ(value("0.1", Type::money).decimal, (Decimal{false, "1", -1}));
  EXPECT_EQ(value("about 5", Type::number).reason, "not a number of the form 1,234.56");
  const Reading comma = {.type = Type::money, .number_format = NumberFormat::comma, .empty = {}};
  EXPECT_EQ(read_value("1.250,50", comma).decimal, (Decimal{false, "12505", -1}));
  EXPECT_EQ(read_value("1,250.50", comma).reason, "not a number of the form 1.234,56");
}

TEST(Values, BooleansAreTheSixWords) {
  for (const char* yes : {"true", "YES", "1"}) EXPECT_TRUE(value(yes, Type::boolean).truth);
  for (const char* no : {"False", "no", "0"}) {
    EXPECT_FALSE(value(no, Type::boolean).truth);
    EXPECT_EQ(value(no, Type::boolean).state, State::known);
  }
  EXPECT_EQ(value("y", Type::boolean).state, State::invalid);
}

TEST(Countries, AreFoundByCodeAndEnglishName) {
  const auto code = [](std::string_view name) { return std::string(find_country(name).value_or("none")); };
  EXPECT_EQ(code("US"), "US");
  EXPECT_EQ(code("usa"), "US");
  EXPECT_EQ(code("U.S.A."), "US");
  EXPECT_EQ(code("U.S."), "US");
  EXPECT_EQ(code("United States of America"), "US");
  EXPECT_EQ(code("the United States"), "US");
  EXPECT_EQ(code(" united   states "), "US");
  EXPECT_EQ(code("UK"), "GB");
  EXPECT_EQ(code("England"), "GB");
  EXPECT_EQ(code("Great Britain"), "GB");
  EXPECT_EQ(code("Holland"), "NL");
  EXPECT_EQ(code("The Netherlands"), "NL");
  EXPECT_EQ(code("South Korea"), "KR");
  EXPECT_EQ(code("Korea, Republic of"), "KR");
  EXPECT_EQ(code("Korea, Democratic People's Republic of"), "KP");
  EXPECT_EQ(code("Russia"), "RU");
  EXPECT_EQ(code("Czech Republic"), "CZ");
  EXPECT_EQ(code("Czechia"), "CZ");
  EXPECT_EQ(code("UAE"), "AE");
  EXPECT_EQ(code("Cote d'Ivoire"), "CI");
  EXPECT_EQ(code("C\u00f4te d\u2019Ivoire"), "CI");
  EXPECT_EQ(code("Trinidad & Tobago"), "TT");
  EXPECT_EQ(code("St. Lucia"), "LC");
  EXPECT_EQ(code("Bolivia, Plurinational State of"), "BO");
  EXPECT_EQ(code("Federal Republic of Germany"), "DE");
  EXPECT_EQ(code("DEU"), "DE");
  EXPECT_EQ(code("Hong Kong SAR China"), "HK");
  EXPECT_EQ(code("Viet Nam"), "VN");
  EXPECT_EQ(code("Cura\u00e7ao"), "CW");
  EXPECT_EQ(code("Kosovo"), "XK");
  EXPECT_EQ(code("Congo"), "CG");
  EXPECT_EQ(code("Democratic Republic of the Congo"), "CD");
  EXPECT_EQ(code("Narnia"), "none");
  EXPECT_EQ(code("in."), "none");
  EXPECT_EQ(code("840"), "none");
  EXPECT_EQ(code("Philipines"), "none");
}

TEST(Countries, AreTwoHundredAndFiftyInASortedTable) {
  std::set<std::string_view> codes;
  std::string_view before;
  for (const CountryName& country : country_names) {
    EXPECT_LT(before, country.name);
    before = country.name;
    codes.insert(country.code);
  }
  EXPECT_EQ(codes.size(), 250u);  // the 249 of ISO 3166-1 and Kosovo
}

TEST(Countries, AnUnknownNameStaysText) {
  const Value narnia = value(" NARNIA ", Type::country);
  EXPECT_EQ(narnia.state, State::known);
  EXPECT_EQ(narnia.text, "narnia");
  EXPECT_FALSE(narnia.is_code);
  EXPECT_EQ(value("Deutschland", Type::country).text, "deutschland");
  EXPECT_EQ(value("Germany", Type::country).text, "de");
  EXPECT_TRUE(value("Germany", Type::country).is_code);
}

}  // namespace
}  // namespace leadwright::table
