#include "resolver/solver/version_set.h"

#include <algorithm>

namespace whip::resolver {

VersionSet::VersionSet(std::span<const RankInterval> intervals) {
  intervals_.reserve(intervals.size());
  for (const RankInterval& interval : intervals) add(interval.begin, interval.end);
}

void VersionSet::add(Rank begin, Rank end) {
  if (begin >= end) return;
  if (!intervals_.empty() && intervals_.back().end >= begin) {
    intervals_.back().end = std::max(intervals_.back().end, end);
  } else {
    intervals_.push_back({begin, end});
  }
}

bool VersionSet::contains(Rank rank) const {
  const auto after = std::ranges::upper_bound(intervals_, rank, {}, &RankInterval::begin);
  return after != intervals_.begin() && rank < std::prev(after)->end;
}

std::optional<Rank> VersionSet::highest(Rank count) const {
  for (auto interval = intervals_.rbegin(); interval != intervals_.rend(); ++interval) {
    if (interval->begin < count) return std::min(interval->end, count) - 1;
  }
  return std::nullopt;
}

std::optional<Rank> VersionSet::lowest(Rank count) const {
  if (empty() || intervals_.front().begin >= count) return std::nullopt;
  return intervals_.front().begin;
}

bool VersionSet::is_subset_of(const VersionSet& other) const {
  std::size_t j = 0;
  for (const RankInterval& interval : intervals_) {
    while (j < other.intervals_.size() && other.intervals_[j].end < interval.end) ++j;
    if (j == other.intervals_.size() || other.intervals_[j].begin > interval.begin) return false;
  }
  return true;
}

bool VersionSet::is_disjoint_from(const VersionSet& other) const {
  for (std::size_t i = 0, j = 0; i < intervals_.size() && j < other.intervals_.size();) {
    const RankInterval& left = intervals_[i];
    const RankInterval& right = other.intervals_[j];
    if (std::max(left.begin, right.begin) < std::min(left.end, right.end)) return false;
    left.end < right.end ? ++i : ++j;
  }
  return true;
}

VersionSet VersionSet::intersection(const VersionSet& other) const {
  VersionSet both;
  for (std::size_t i = 0, j = 0; i < intervals_.size() && j < other.intervals_.size();) {
    const RankInterval& left = intervals_[i];
    const RankInterval& right = other.intervals_[j];
    both.add(std::max(left.begin, right.begin), std::min(left.end, right.end));
    left.end < right.end ? ++i : ++j;
  }
  return both;
}

VersionSet VersionSet::united(const VersionSet& other) const {
  VersionSet any;
  for (std::size_t i = 0, j = 0; i < intervals_.size() || j < other.intervals_.size();) {
    const bool is_left =
        j == other.intervals_.size() || (i < intervals_.size() && intervals_[i].begin <= other.intervals_[j].begin);
    const RankInterval& next = is_left ? intervals_[i++] : other.intervals_[j++];
    any.add(next.begin, next.end);
  }
  return any;
}

VersionSet VersionSet::complement() const {
  VersionSet rest;
  Rank begin = 0;
  for (const RankInterval& interval : intervals_) {
    rest.add(begin, interval.begin);
    begin = interval.end;
  }
  rest.add(begin, kEveryRank);
  return rest;
}

VersionSet VersionSet::without(const VersionSet& other) const { return intersection(other.complement()); }

}  // namespace whip::resolver
