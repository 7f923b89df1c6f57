// A set of versions of one package: intervals of ranks.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <vector>

#include "resolver/solver/ids.h"

namespace whip::resolver {

// [begin, end); `end` may be kEveryRank, beyond all ranks.
struct RankInterval {
  Rank begin = 0;
  Rank end = 0;
  bool operator==(const RankInterval&) const = default;
};
constexpr Rank kEveryRank = 0xFFFFFFFF;

class VersionSet {
 public:
  VersionSet() = default;  // empty
  VersionSet(std::initializer_list<RankInterval> intervals)
      : VersionSet(std::span(intervals.begin(), intervals.size())) {}
  // Disjoint and ascending; neighbours that touch are joined, empty ones dropped.
  explicit VersionSet(std::span<const RankInterval> intervals);
  static VersionSet all() { return {{0, kEveryRank}}; }
  static VersionSet one(Rank rank) { return {{rank, rank + 1}}; }

  std::span<const RankInterval> intervals() const { return intervals_; }
  bool empty() const { return intervals_.empty(); }
  bool contains(Rank rank) const;
  // The greatest or least rank below `count` in it.
  std::optional<Rank> highest(Rank count) const;
  std::optional<Rank> lowest(Rank count) const;

  bool is_subset_of(const VersionSet& other) const;
  bool is_disjoint_from(const VersionSet& other) const;
  VersionSet intersection(const VersionSet& other) const;
  VersionSet united(const VersionSet& other) const;
  VersionSet without(const VersionSet& other) const;
  VersionSet complement() const;
  bool operator==(const VersionSet&) const = default;

 private:
  void add(Rank begin, Rank end);

  std::vector<RankInterval> intervals_;
};

}  // namespace whip::resolver
