#include "table/measure.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>

namespace leadwright::table {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// One to eight digits, read as one word; the bytes behind the cell may be read, and are not looked at.
std::optional<std::int64_t> read_few_digits(std::string_view cell) {
  std::uint64_t word;
  std::memcpy(&word, cell.data(), 8);
  const auto unused = static_cast<unsigned>(8 * (8 - cell.size()));
  // The digits in the high bytes, zeros before them in the low ones: bytes stand in a word from its low end on.
  word = word << unused | (((std::uint64_t{1} << unused) - 1) & 0x3030303030303030);
  const std::uint64_t high_halves = 0xF0F0F0F0F0F0F0F0;
  if ((word & high_halves) != 0x3030303030303030 || ((word + 0x0606060606060606) & high_halves) != 0x3030303030303030) return {};
  word = (word & 0x0F0F0F0F0F0F0F0F) * 2561 >> 8;                // pairs of digits, then of pairs
  word = (word & 0x00FF00FF00FF00FF) * 6553601 >> 16;
  return static_cast<std::int64_t>((word & 0x0000FFFF0000FFFF) * 42949672960001 >> 32);
}

// `-?digits` with at most 15 digits, perhaps `.digits` among them: exactly a double, or the quotient of two
// that are (base/decimal.cpp), so that the rounding is that of to_double. Behind the cell 8 bytes are readable.
std::optional<double> read_plain_number(std::string_view cell, NumberFormat format) {
  constexpr double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  if (cell.size() <= 8) {
    if (const auto digits = read_few_digits(cell)) return static_cast<double>(*digits);
  }
  const bool negative = cell.front() == '-';
  if (negative) cell.remove_prefix(1);
  if (cell.empty() || cell.size() > 16) return {};
  std::int64_t digits = 0;
  std::size_t i = 0;
  for (; i < cell.size() && is_digit(cell[i]); ++i) digits = digits * 10 + (cell[i] - '0');
  const std::size_t whole = i;
  std::size_t fraction = 0;
  if (i < cell.size()) {
    if (cell[i] != '.' || format != NumberFormat::point) return {};
    for (++i; i < cell.size() && is_digit(cell[i]); ++i) digits = digits * 10 + (cell[i] - '0');
    fraction = i - whole - 1;
    if (i < cell.size() || fraction == 0) return {};
  }
  if (whole == 0 || whole + fraction > 15) return {};
  const double size = static_cast<double>(digits) / powers[fraction];
  return negative && digits != 0 ? -size : size;
}

// Two digits; far more than any number of them where one is none.
unsigned two_digits(const char* at) {
  const unsigned tens = static_cast<unsigned char>(at[0]) - unsigned{'0'}, ones = static_cast<unsigned char>(at[1]) - unsigned{'0'};
  return tens > 9 || ones > 9 ? 1'000'000 : tens * 10 + ones;
}

// Plain instants of one zone. What a date needs is worked out once: the day on which each month begins, and
// the zone's offset on days without a transition near them.
class PlainInstants {
 public:
  explicit PlainInstants(calendar::ZoneId zone) : zone_(zone) {
    for (int month = 0; month <= static_cast<int>(months); ++month) {
      month_starts_.push_back(static_cast<std::int32_t>(days_from_date(first_year + month / 12, month % 12 + 1, 1)));
    }
    if (zone == calendar::ZoneId::utc) return;
    offsets_.assign(static_cast<std::size_t>(month_starts_.back() - month_starts_.front()), unknown);
    for (const calendar::Transition& transition : calendar::transitions(zone)) {
      const std::int64_t day = floor_div(transition.at, day_ms) - month_starts_.front();
      for (std::int64_t near = day - 2; near <= day + 2; ++near) {
        if (near >= 0 && near < static_cast<std::int64_t>(offsets_.size())) offsets_[static_cast<std::size_t>(near)] = changing;
      }
    }
  }

  // `YYYY-MM-DD`, behind it perhaps a space or `T` and `HH:MM` or `HH:MM:SS`, behind that perhaps `Z`.
  std::optional<Instant> read(std::string_view cell) {
    bool utc = zone_ == calendar::ZoneId::utc;
    if (cell.size() >= 17 && cell.back() == 'Z') {
      utc = true;
      cell.remove_suffix(1);
    }
    const char* const at = cell.data();
    const std::size_t size = cell.size();
    if ((size != 10 && size != 16 && size != 19) || at[4] != '-' || at[7] != '-') return {};
    const unsigned year = two_digits(at) * 100 + two_digits(at + 2) - first_year;
    const unsigned month = two_digits(at + 5) - 1, day = two_digits(at + 8) - 1;
    if (year >= months / 12 || month > 11) return {};
    const std::int32_t* const begins = month_starts_.data() + year * 12 + month;
    if (day >= static_cast<unsigned>(begins[1] - begins[0])) return {};
    const std::int64_t date = begins[0] + static_cast<std::int64_t>(day);
    Civil civil = date * day_ms;
    if (size > 10) {
      const unsigned hour = two_digits(at + 11), minute = two_digits(at + 14), second = size == 19 ? two_digits(at + 17) : 0;
      if ((at[10] != ' ' && at[10] != 'T') || at[13] != ':' || (size == 19 && at[16] != ':')) return {};
      if (hour > 23 || minute > 59 || second > 59) return {};
      civil += static_cast<Millis>((hour * 60 + minute) * 60 + second) * second_ms;
    }
    const Instant instant = utc ? civil : to_instant(date, civil);
    if (!in_range(instant)) return {};
    return instant;
  }

 private:
  Instant to_instant(std::int64_t date, Civil civil) {
    std::int32_t& offset = offsets_[static_cast<std::size_t>(date - month_starts_.front())];
    if (offset == changing) return calendar::to_instant(zone_, civil);
    if (offset == unknown) offset = static_cast<std::int32_t>(date * day_ms - calendar::to_instant(zone_, date * day_ms));
    return civil - offset;
  }

  static constexpr unsigned first_year = 1999, months = 52 * 12;
  static constexpr std::int32_t unknown = INT32_MAX, changing = INT32_MAX - 1;
  calendar::ZoneId zone_;
  std::vector<std::int32_t> month_starts_;   // days; one more at the end
  std::vector<std::int32_t> offsets_;        // ms, by day
};

// One column while it is read.
class Column {
 public:
  Column(Reading reading, std::int64_t rows) {
    out_.reading = std::move(reading);
    is_date_ = out_.reading.type == Type::date_time;
    if (is_date_) {
      out_.instants.resize(static_cast<std::size_t>(rows));
      instants_.emplace(out_.reading.zone);
    } else {
      out_.numbers.resize(static_cast<std::size_t>(rows));
    }
    // A placeholder may look like a number: then every cell is read in full.
    plain_ = std::none_of(out_.reading.empty.begin(), out_.reading.empty.end(), [this](std::string text) {
      if (text.empty()) return false;
      text.reserve(text.size() + 8);
      return is_date_ ? instants_->read(text).has_value() : read_plain_number(text, out_.reading.number_format).has_value();
    });
  }

  void take(std::size_t from, std::span<const std::string_view> cells) {
    if (is_date_) {
      Instant* to = out_.instants.data() + from;
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string_view cell = cells[i];
        to[i] = no_instant;
        if (cell.empty()) continue;
        if (const auto plain = plain_ ? instants_->read(cell) : std::nullopt) to[i] = *plain;
        else read_in_full(from + i, cell);
      }
    } else {
      const NumberFormat format = out_.reading.number_format;
      double* to = out_.numbers.data() + from;
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string_view cell = cells[i];
        to[i] = std::numeric_limits<double>::quiet_NaN();
        if (cell.empty()) continue;
        if (const auto plain = plain_ ? read_plain_number(cell, format) : std::nullopt) to[i] = *plain;
        else read_in_full(from + i, cell);
      }
    }
  }

  Measures finish() && {
    if (is_date_ && out_.reading.date_order == DateOrder::unset && !in_full_.empty()) {
      std::vector<std::string_view> cells;
      for (const auto& [row, cell] : in_full_) cells.push_back(cell);
      out_.reading.date_order = settle_date_order(cells);
      if (out_.reading.date_order != DateOrder::unset) {
        out_.invalid.clear();
        const auto again = std::move(in_full_);
        for (const auto& [row, cell] : again) read_in_full(row, cell);
      }
    }
    return std::move(out_);
  }

 private:
  void read_in_full(std::size_t row, std::string_view cell) {
    const Value value = read_value(cell, out_.reading);
    if (value.state == State::invalid) out_.invalid.push_back(static_cast<std::uint32_t>(row));
    if (is_date_ && out_.reading.date_order == DateOrder::unset) in_full_.push_back({row, cell});
    if (value.state != State::known) return;
    if (is_date_) out_.instants[row] = value.instant;
    else out_.numbers[row] = out_.reading.type == Type::money ? to_double(value.decimal) : value.number;
  }

  Measures out_;
  std::optional<PlainInstants> instants_;
  bool is_date_ = false;
  bool plain_ = true;
  std::vector<std::pair<std::size_t, std::string_view>> in_full_;   // while the date order is open
};

}  // namespace

std::vector<Measures> measure(const Sheet& sheet, std::span<const int> fields, std::vector<Reading> readings) {
  // So many rows at a time, column by column, that their text stays in the nearest cache.
  constexpr std::int64_t block_rows = 64;
  std::vector<Column> columns;
  for (Reading& reading : readings) columns.emplace_back(std::move(reading), sheet.rows());
  std::string_view cells[block_rows];
  for (std::int64_t from = 0; from < sheet.rows(); from += block_rows) {
    const std::span<std::string_view> block(cells, static_cast<std::size_t>(std::min(block_rows, sheet.rows() - from)));
    for (std::size_t i = 0; i < fields.size(); ++i) {
      sheet.cells(fields[i], from, block);
      columns[i].take(static_cast<std::size_t>(from), block);
    }
  }
  std::vector<Measures> measured;
  for (Column& column : columns) measured.push_back(std::move(column).finish());
  return measured;
}

}  // namespace leadwright::table
