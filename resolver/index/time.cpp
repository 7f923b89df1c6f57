// Points in time as indexes write them (RFC 3339), without the C library's calendar, which asks for the machine's time
// zone.
#include <algorithm>
#include <cstdio>

#include "resolver/index/page.h"

namespace whip::resolver {
namespace {

// Days since 1970-01-01 in the Gregorian calendar; the year counted from March, so that the leap day is its last.
std::int64_t days_of(std::int64_t year, std::int64_t month, std::int64_t day) {
  const std::int64_t from_march = (month + 9) % 12;
  const std::int64_t y = year - from_march / 10;
  return 365 * y + y / 4 - y / 100 + y / 400 + (from_march * 306 + 5) / 10 + day - 1 - 719468;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  std::optional<std::int64_t> digits(std::size_t count) {
    std::int64_t value = 0;
    if (text_.size() - at_ < count) return std::nullopt;
    for (std::size_t i = 0; i < count; ++i, ++at_) {
      if (text_[at_] < '0' || text_[at_] > '9') return std::nullopt;
      value = value * 10 + (text_[at_] - '0');
    }
    return value;
  }
  bool take(std::string_view any) {
    if (at_ == text_.size() || any.find(text_[at_]) == std::string_view::npos) return false;
    ++at_;
    return true;
  }
  char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool done() const { return at_ == text_.size(); }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

constexpr std::int64_t kSecond = 1'000'000;

}  // namespace

std::optional<std::int64_t> read_time(std::string_view text) {
  Reader reader(text);
  const auto year = reader.digits(4);
  if (!year || !reader.take("-")) return std::nullopt;
  const auto month = reader.digits(2);
  if (!month || *month < 1 || *month > 12 || !reader.take("-")) return std::nullopt;
  const auto day = reader.digits(2);
  if (!day || *day < 1 || *day > 31) return std::nullopt;
  std::int64_t time = days_of(*year, *month, *day) * 86400 * kSecond;
  if (reader.done()) return time;
  if (!reader.take("Tt ")) return std::nullopt;
  const auto hour = reader.digits(2);
  if (!hour || *hour > 23 || !reader.take(":")) return std::nullopt;
  const auto minute = reader.digits(2);
  if (!minute || *minute > 59 || !reader.take(":")) return std::nullopt;
  const auto second = reader.digits(2);
  if (!second || *second > 60) return std::nullopt;
  time += (*hour * 3600 + *minute * 60 + *second) * kSecond;
  if (reader.take(".")) {
    for (std::int64_t unit = kSecond / 10; reader.next() >= '0' && reader.next() <= '9'; unit /= 10)
      time += *reader.digits(1) * unit;
  }
  if (reader.done() || reader.take("Zz")) return reader.done() ? std::optional(time) : std::nullopt;
  const bool west = reader.next() == '-';
  if (!reader.take("+-")) return std::nullopt;
  const auto hours = reader.digits(2);
  if (!hours) return std::nullopt;
  reader.take(":");
  const auto minutes = reader.digits(2);
  if (!minutes || !reader.done()) return std::nullopt;
  const std::int64_t offset = (*hours * 3600 + *minutes * 60) * kSecond;
  return west ? time + offset : time - offset;
}

std::string time_text(std::int64_t microseconds) {
  std::int64_t seconds = microseconds / kSecond;
  std::int64_t fraction = microseconds % kSecond;
  if (fraction < 0) fraction += kSecond, --seconds;
  std::int64_t days = seconds / 86400;
  std::int64_t rest = seconds % 86400;
  if (rest < 0) rest += 86400, --days;
  // The year whose first of January is not after the day: guessed too early, then put right by a few.
  std::int64_t year = days < 0 ? 1970 + days / 365 - 1 : 1970 + days / 366;
  while (days_of(year + 1, 1, 1) <= days) ++year;
  std::int64_t month = 12;
  while (days_of(year, month, 1) > days) --month;
  const std::int64_t day = days - days_of(year, month, 1) + 1;
  std::string out;
  const auto digits = [&](std::int64_t number, std::size_t count) {
    const std::size_t begin = out.size();
    out.resize(begin + count);
    for (std::size_t i = count; i-- > 0; number /= 10) out[begin + i] = static_cast<char>('0' + number % 10);
  };
  const std::size_t width = year < 0 ? 3 : 4;
  if (year < 0) out += '-', year = -year;
  year < 1000 ? digits(year, width) : void(out += std::to_string(year));
  out += '-', digits(month, 2);
  out += '-', digits(day, 2);
  out += 'T', digits(rest / 3600, 2);
  out += ':', digits(rest / 60 % 60, 2);
  out += ':', digits(rest % 60, 2);
  if (fraction != 0) out += '.', digits(fraction, 6);
  return out += 'Z';
}

}  // namespace whip::resolver
