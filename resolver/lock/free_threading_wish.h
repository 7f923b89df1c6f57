// `--prefer-free-threaded`: which versions of a project to try first, so that the newest one that runs without the GIL
// is chosen. A wish, not a condition: where no such version fits, the choice is as without it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "resolver/solver/ids.h"
#include "resolver/standards/marker.h"
#include "resolver/standards/wheel_tag.h"

namespace whip::resolver {

struct Release;
struct Releases;

struct FreeThreadingWish {
  std::uint32_t minor = 0;         // CPython 3.`minor`t
  std::vector<Platform> machines;  // all of them are to be served
};

// For all machines of the environments that are required, or for those that an audit asks about by default if none is.
FreeThreadingWish wish_for(std::uint32_t minor, const std::vector<Marker>& required);

// Whether there is something to install on all machines.
bool is_granted(const FreeThreadingWish& wish, const Releases& releases, const Release& release);

// The ranks to try first, in this order: those of `preferred` that grant the wish, all others that do, newest first (or
// oldest), then what is left of `preferred`.
std::vector<Rank> wished_first(const FreeThreadingWish& wish, const Releases& releases,
                               const std::vector<Rank>& preferred, bool lowest);

}  // namespace whip::resolver
