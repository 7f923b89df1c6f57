// Intervals of releases: what `requires-python` and markers allow, seen without pre-releases.
//     >=3.9,<4,!=3.10.*      [3.9, 3.10) [3.11, 4)
// Here a pre-release of Python lies where the plain order of versions puts it: 3.14.0rc1 is below 3.14, and so is
// outside
// `>=3.14` and inside `<3.14`, unlike with specifiers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "resolver/standards/specifier.h"
#include "resolver/standards/version.h"

namespace whip::resolver {

struct VersionInterval {
  std::optional<Version> lower;  // none: unbounded
  std::optional<Version> upper;
  bool includes_lower = true;
  bool includes_upper = false;

  bool contains(const Version& version) const;
  bool empty() const;
  bool operator==(const VersionInterval&) const = default;
};

// Disjoint, not touching, ascending.
using VersionIntervals = std::vector<VersionInterval>;

// The release numbers without zeros at the end: 3.12 of 3.12.0rc1.
Version trimmed_release(const Version& version);
VersionIntervals release_intervals(const Specifier& specifier);
VersionIntervals release_intervals(const Specifiers& specifiers);
VersionIntervals complement(const VersionIntervals& intervals);
VersionIntervals intersection(const VersionIntervals& left, const VersionIntervals& right);
VersionIntervals united(const VersionIntervals& left, const VersionIntervals& right);
// As specifiers: `>=3.9,<4`. What lies between the intervals is written as `!=3.10.*` or `!=3.10.1`, or left out where
// neither can say it.
std::string text_of(const VersionIntervals& intervals);

}  // namespace whip::resolver
