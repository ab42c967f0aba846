// A forecast of the recorded policy at the recorded volume tells the record again: its own share of breached leads
// lies in the band, where people work on all their leads at once and where leads wait for room.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/instant.h"
#include "base/json.h"
#include "forecast/random.h"
#include "leadwright.h"

namespace leadwright {
namespace {

constexpr Instant monday = 1777852800000;   // 2026-05-04T00:00:00Z

class Draws {
 public:
  explicit Draws(std::uint32_t record) : record_(record) {}
  Millis exponential_of(double mean_ms) {
    return static_cast<Millis>(forecast::exponential(forecast::philox({number_++, 0, 0, record_}, 20261125)[0]) * mean_ms);
  }

 private:
  std::uint32_t record_;
  std::uint32_t number_ = 0;
};

struct Told {
  double record, rate, low, high;
};

Told forecast_of(const std::string& policy, const std::string& csv, const std::string& options) {
  Session session;
  session.begin_file("leads.csv");
  session.append(csv);
  EXPECT_TRUE(session.finish_file().empty());
  const Problems problems = session.set_policy("policy.json", policy);
  EXPECT_TRUE(problems.empty()) << problems_json(problems);
  const Result<std::string> answer = session.forecast_json(options);
  if (!answer.ok()) {
    ADD_FAILURE() << problems_json(answer.problems());
    return {};
  }
  const Result<json::Value> root = json::read("forecast", answer.value());
  const auto number = [&](const char* part, const char* key) {
    return std::stod(root.value().find(part)->find(key)->text);
  };
  return {number("record", "rate"), number("breaches", "rate"), number("breaches", "low"), number("breaches", "high")};
}

void expect_record_in_band(const Told& told) {
  EXPECT_LE(told.low, told.record);
  EXPECT_GE(told.high, told.record);
}

std::string lead(int number, const std::string& owner, Instant arrival, Instant touch, Instant end) {
  return "L" + std::to_string(number) + "," + format_instant(arrival) + "," + owner + "," +
         (touch < end ? format_instant(touch) : "") + "\n";
}

const std::string header = "id,created_at,owner,first_touch_at\n";

// ---- one line, exponential arrivals and service: M/M/1 and M/M/2 -------------------------------------

std::string line_policy(int people) {
  const std::string persons = people == 1 ? R"("ana": {"capacity": 1})" : R"("ana": {"capacity": 1}, "bo": {"capacity": 1})";
  const std::string members = people == 1 ? R"({"owner": "ana"})" : R"({"owner": "ana"}, {"owner": "bo"})";
  return R"({"leadwright": 1, "name": "line", "time_zone": "UTC", "people": {)" + persons +
         R"(}, "pools": {"sdr": {"members": [)" + members + R"(]}},
    "sla": {"hot": {"start": "created", "stop": "first_touch", "within": "1h", "clock": "elapsed"}},
    "rules": [{"id": "all", "when": {"all": []}, "sla": "hot", "on_no_owner": "hold", "assign": [{"pool": "sdr"}]}]})";
}

std::string line_record(std::uint32_t record, int people, double per_hour) {
  Draws arrivals(2 * record), services(2 * record + 1);
  const Instant end = monday + 120 * day_ms;
  Instant at = monday;
  std::vector<Instant> free(static_cast<std::size_t>(people), monday);
  std::string csv = header;
  for (int n = 0;; ++n) {
    at += arrivals.exponential_of(hour_ms / per_hour);
    if (at >= end) return csv;
    const auto first = std::min_element(free.begin(), free.end());
    *first = std::max(*first, at) + services.exponential_of(hour_ms);
    csv += lead(n, first == free.begin() ? "ana" : "bo", at, *first, end);
  }
}

TEST(ForecastOfRecord, ALineBehindOnePersonIsTheRecordsOwn) {
  for (std::uint32_t record = 0; record < 4; ++record) {
    SCOPED_TRACE(record);
    expect_record_in_band(forecast_of(line_policy(1), line_record(record, 1, 0.4), R"({"runs": 60})"));
    expect_record_in_band(forecast_of(line_policy(1), line_record(record, 1, 0.6), R"({"runs": 60})"));
  }
}

TEST(ForecastOfRecord, ALineBehindTwoPeopleIsTheRecordsOwn) {
  for (std::uint32_t record = 0; record < 4; ++record) {
    SCOPED_TRACE(record);
    expect_record_in_band(forecast_of(line_policy(2), line_record(record, 2, 1.2), R"({"runs": 60})"));
  }
}

// Sojourns of M/M/1 are exponential with mean 1 / (mu - lambda): exp(-0.2) at twice 0.4 an hour.
TEST(ForecastOfRecord, TwiceTheVolumeWaitsAsTheClosedFormSays) {
  for (std::uint32_t record = 0; record < 4; ++record) {
    SCOPED_TRACE(record);
    const Told told = forecast_of(line_policy(1), line_record(record, 1, 0.4), R"({"runs": 60, "volume": 2})");
    EXPECT_LE(told.low, 0.8187);
    EXPECT_GE(told.high, 0.8187);
  }
}

// ana has room for one. L2 is released at 11:00 and takes half an hour from then; L3 was touched while it was held and
// counts from its arrival; L4 is cut off; L5 is held to the end and was on no desk.
TEST(ForecastOfRecord, TheWaitOfAHeldLeadIsNoDelayOfItsOwner) {
  Session session;
  session.begin_file("leads.csv");
  session.append(header +
                 "L1,2026-05-04T10:00:00Z,ana,2026-05-04T11:00:00Z\n"
                 "L2,2026-05-04T10:10:00Z,ana,2026-05-04T11:30:00Z\n"
                 "L3,2026-05-04T10:20:00Z,ana,2026-05-04T10:50:00Z\n"
                 "L4,2026-05-04T12:00:00Z,ana,\n"
                 "L5,2026-05-04T12:10:00Z,ana,\n");
  ASSERT_TRUE(session.finish_file().empty());
  ASSERT_TRUE(session.set_policy("policy.json", line_policy(1)).empty());
  const Result<std::string> answer = session.forecast_json(R"({"runs": 1})");
  ASSERT_TRUE(answer.ok()) << problems_json(answer.problems());
  const json::Value root = json::read("forecast", answer.value()).value();
  EXPECT_EQ(json::canonical(root.find("delays")->items[0]),
            R"({"delays_of":"own","median_ms":1800000,"owner":"ana","touched":3,"untouched":1})");
}

// ---- independent delays in office hours, leads around the clock --------------------------------------

const std::string office_policy = R"({"leadwright": 1, "name": "office", "time_zone": "UTC",
    "calendars": {"office": {"time_zone": "UTC", "weekly": {"mon": [["09:00", "17:00"]], "tue": [["09:00", "17:00"]],
      "wed": [["09:00", "17:00"]], "thu": [["09:00", "17:00"]], "fri": [["09:00", "17:00"]]}}},
    "people": {"ana": {"calendar": "office"}, "bo": {"calendar": "office"}, "cy": {"calendar": "office"}},
    "pools": {"sdr": {"members": [{"owner": "ana"}, {"owner": "bo"}, {"owner": "cy"}]}},
    "sla": {"hot": {"start": "created", "stop": "first_touch", "within": "15m", "clock": "business", "calendar": "owner"}},
    "rules": [{"id": "all", "when": {"all": []}, "sla": "hot", "assign": [{"pool": "sdr"}]}]})";

// The instant after so much open time, weekdays from nine to five.
Instant after_open(Instant from, Millis length) {
  while (true) {
    const std::int64_t day = (from - monday) / day_ms;
    const Instant open = monday + day * day_ms + 9 * hour_ms;
    const Instant close = open + 8 * hour_ms;
    if (day % 7 < 5 && from < close) {
      from = std::max(from, open);
      if (from + length <= close) return from + length;
      length -= close - from;
    }
    from = monday + (day + 1) * day_ms;
  }
}

std::string office_record(std::uint32_t record) {
  Draws arrivals(2 * record), delays(2 * record + 1);
  const Instant end = monday + 56 * day_ms;
  Instant at = monday;
  std::string csv = header;
  for (int n = 0;; ++n) {
    at += arrivals.exponential_of(20.0 * minute_ms);
    if (at >= end) return csv;
    const char* const owners[] = {"ana", "bo", "cy"};
    csv += lead(n, owners[n % 3], at, after_open(at, delays.exponential_of(10.0 * minute_ms)), end);
  }
}

TEST(ForecastOfRecord, IndependentDelaysDoNotQueueAtOpening) {
  for (std::uint32_t record = 0; record < 4; ++record) {
    SCOPED_TRACE(record);
    const std::string csv = office_record(record);
    const Told told = forecast_of(office_policy, csv, R"({"runs": 40})");
    expect_record_in_band(told);
    EXPECT_NEAR(forecast_of(office_policy, csv, R"({"runs": 40, "volume": 3})").rate, told.rate, 0.01);
  }
}

}  // namespace
}  // namespace leadwright
