#include "resolver/standards/version_cut.h"

#include <algorithm>

namespace whip::resolver {
namespace {

// The same epoch and release, zeros at the end aside, and the same pre-release.
bool is_same_family(const Version& left, const Version& right) {
  if (left.epoch() != right.epoch() || left.pre() != right.pre()) return false;
  const std::size_t size = std::max(left.release_size(), right.release_size());
  for (std::size_t i = 0; i < size; ++i) {
    if (left.release(i) != right.release(i)) return false;
  }
  return true;
}

}  // namespace

bool Cut::is_below(const Version& candidate) const {
  switch (side) {
    case CutSide::bottom:
      return true;
    case CutSide::top:
      return false;
    case CutSide::before:
      return candidate >= version;
    case CutSide::after:
      return candidate > version;
    case CutSide::after_locals:
      if (candidate <= version) return false;
      return !candidate.is_local() || candidate.without_local() != version;
    case CutSide::after_posts:
      return candidate > version && !is_same_family(candidate, version);
  }
  return false;
}

}  // namespace whip::resolver
