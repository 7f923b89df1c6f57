// A place between versions.
//     before 1.0 < [1.0, 1.0+local...] < after the locals of 1.0 < [1.0.post1.dev0, 1.0.post1, ...] < after the posts
//     of 1.0
// Every version specifier of PEP 440 is the versions between two such places, or all others; that is what makes a set
// of specifiers a few ranges of a sorted list.
#pragma once

#include <cstdint>

#include "resolver/standards/version.h"

namespace whip::resolver {

enum class CutSide : std::uint8_t {
  bottom,        // below everything; the version does not count
  before,        // just below the version
  after,         // just above it, below its locals
  after_locals,  // above the version and all its locals
  after_posts,   // above the version, its posts and the locals of all these
  top,
};

struct Cut {
  CutSide side = CutSide::bottom;
  Version version;

  // Whether `candidate` is above this place. Grows with the candidate: for a sorted list, false then true.
  bool is_below(const Version& candidate) const;
};

// [from, to), or everything outside it.
struct VersionRange {
  Cut from;
  Cut to;
  bool is_complement = false;

  bool contains(const Version& candidate) const {
    return (from.is_below(candidate) && !to.is_below(candidate)) != is_complement;
  }
};

}  // namespace whip::resolver
