#include "resolver/standards/version_interval.h"

#include <algorithm>

namespace whip::resolver {
namespace {

bool starts_before(const VersionInterval& left, const VersionInterval& right) {
  if (!left.lower || !right.lower) return !left.lower && right.lower;
  if (*left.lower != *right.lower) return *left.lower < *right.lower;
  return left.includes_lower && !right.includes_lower;
}

bool ends_before(const VersionInterval& left, const VersionInterval& right) {
  if (!left.upper || !right.upper) return left.upper && !right.upper;
  if (*left.upper != *right.upper) return *left.upper < *right.upper;
  return !left.includes_upper && right.includes_upper;
}

// Whether nothing lies between the two, of which `left` starts first.
bool touches(const VersionInterval& left, const VersionInterval& right) {
  if (!left.upper || !right.lower) return true;
  if (*left.upper != *right.lower) return *right.lower < *left.upper;
  return left.includes_upper || right.includes_lower;
}

// 1.2 -> 1.3, as the end of `==1.2.*`.
Version next_release(const Version& version, std::size_t size) {
  VersionParts parts;
  for (std::size_t i = 0; i < size; ++i) parts.release.push_back(version.release(i));
  ++parts.release.back();
  return Version(std::move(parts));
}

VersionInterval from(Version version, bool includes) {
  return {.lower = std::move(version), .upper = std::nullopt, .includes_lower = includes, .includes_upper = false};
}

VersionInterval up_to(Version version, bool includes) {
  return {.lower = std::nullopt, .upper = std::move(version), .includes_lower = true, .includes_upper = includes};
}

// `3.10.*` if the gap is [3.10, 3.11), `3.10.1` if it is that one release.
std::optional<std::string> gap_text(const VersionInterval& left, const VersionInterval& right) {
  const Version& begin = *left.upper;
  const Version& end = *right.lower;
  if (begin == end) return begin.text();
  if (left.includes_upper || !right.includes_lower) return std::nullopt;
  const std::size_t size = std::max(begin.release_size(), end.release_size());
  if (next_release(begin, size) != end) return std::nullopt;
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text += std::to_string(begin.release(i)) + ".";
  return text + "*";
}

}  // namespace

bool VersionInterval::contains(const Version& version) const {
  if (lower && (version < *lower || (version == *lower && !includes_lower))) return false;
  return !upper || version < *upper || (version == *upper && includes_upper);
}

bool VersionInterval::empty() const {
  if (!lower || !upper) return false;
  return *lower > *upper || (*lower == *upper && !(includes_lower && includes_upper));
}

Version trimmed_release(const Version& version) {
  VersionParts parts;
  for (std::size_t i = 0; i < version.release_size(); ++i) parts.release.push_back(version.release(i));
  while (parts.release.size() > 1 && parts.release.back() == 0) parts.release.pop_back();
  return Version(std::move(parts));
}

VersionIntervals release_intervals(const Specifier& specifier) {
  const Version version = trimmed_release(specifier.version);
  const std::size_t size = specifier.version.release_size();
  const auto between = [&](Version upper) { return VersionInterval{version, trimmed_release(upper), true, false}; };
  const bool is_zero = version == Version();  // no release is below it
  switch (specifier.op) {
    case Operator::less:
      return is_zero ? VersionIntervals{} : VersionIntervals{up_to(version, false)};
    case Operator::less_equal:
      return {up_to(version, true)};
    case Operator::greater_equal:
      return {is_zero ? VersionInterval{} : from(version, true)};
    case Operator::greater:
      return {from(version, false)};
    case Operator::compatible:
      return {between(next_release(specifier.version, size - 1))};
    case Operator::identical:
      if (!Version::read(specifier.identity)) return {};
      return {{version, version, true, true}};
    case Operator::equal:
    case Operator::not_equal: {
      const VersionInterval equal = specifier.is_wildcard ? between(next_release(specifier.version, size))
                                                          : VersionInterval{version, version, true, true};
      return specifier.op == Operator::equal ? VersionIntervals{equal} : complement({equal});
    }
  }
  return {};
}

VersionIntervals release_intervals(const Specifiers& specifiers) {
  VersionIntervals intervals{VersionInterval{}};
  for (const Specifier& specifier : specifiers.all) intervals = intersection(intervals, release_intervals(specifier));
  return intervals;
}

VersionIntervals complement(const VersionIntervals& intervals) {
  VersionIntervals found;
  VersionInterval next;  // from where the last one ended
  for (const VersionInterval& interval : intervals) {
    if (interval.lower) {
      next.upper = interval.lower;
      next.includes_upper = !interval.includes_lower;
      found.push_back(next);
    }
    if (!interval.upper) return found;
    next = from(*interval.upper, !interval.includes_upper);
  }
  found.push_back(next);
  return found;
}

VersionIntervals intersection(const VersionIntervals& left, const VersionIntervals& right) {
  VersionIntervals found;
  for (std::size_t i = 0, j = 0; i < left.size() && j < right.size();) {
    const VersionInterval& later = starts_before(left[i], right[j]) ? right[j] : left[i];
    const bool left_ends = ends_before(left[i], right[j]);
    const VersionInterval& sooner = left_ends ? left[i] : right[j];
    const VersionInterval both{later.lower, sooner.upper, later.includes_lower, sooner.includes_upper};
    if (!both.empty()) found.push_back(both);
    left_ends ? ++i : ++j;
  }
  return found;
}

VersionIntervals united(const VersionIntervals& left, const VersionIntervals& right) {
  VersionIntervals all = left;
  all.insert(all.end(), right.begin(), right.end());
  std::ranges::stable_sort(all, starts_before);
  VersionIntervals found;
  for (const VersionInterval& interval : all) {
    if (found.empty() || !touches(found.back(), interval)) {
      found.push_back(interval);
    } else if (ends_before(found.back(), interval)) {
      found.back().upper = interval.upper;
      found.back().includes_upper = interval.includes_upper;
    }
  }
  return found;
}

std::string text_of(const VersionIntervals& intervals) {
  std::string text;
  const auto add = [&](std::string_view op, const std::string& version) {
    if (!text.empty()) text += ',';
    text += op;
    text += version;
  };
  if (intervals.empty()) return "<0";
  const VersionInterval& first = intervals.front();
  const VersionInterval& last = intervals.back();
  if (intervals.size() == 1 && first.lower && first.upper && *first.lower == *first.upper) {
    return "==" + first.lower->text();
  }
  if (first.lower) add(first.includes_lower ? ">=" : ">", first.lower->text());
  for (std::size_t i = 1; i < intervals.size(); ++i) {
    if (const auto gap = gap_text(intervals[i - 1], intervals[i])) add("!=", *gap);
  }
  if (last.upper) add(last.includes_upper ? "<=" : "<", last.upper->text());
  return text;
}

}  // namespace whip::resolver
