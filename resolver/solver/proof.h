// Why there is no solution, told from the root cause on.
//
// A failure is a tree of incompatibilities that follow from each other; its leaves are plain facts (dependencies,
// missing and unusable versions), and they alone rule out every choice. Of the tree people want the leaves, in a good
// order: first those about the package over which it came to the first conflict (`a` wants c < 2, `b` wants c >= 2),
// then why `a` and `b` are wanted, and so on up to the root.
#pragma once

#include <span>
#include <vector>

#include "resolver/solver/incompatibility.h"

namespace whip::resolver {

struct Proof {
  PackageId contested;                   // what cannot be chosen
  std::vector<IncompatibilityId> facts;  // each once, those about the contested package first
};

// Of the failure of an impossible solver. `excuses`: packages without versions that only say why those who need them
// cannot be chosen; what is said of them is said of those.
Proof proof_of(const Incompatibilities& all, IncompatibilityId failure, std::span<const PackageId> excuses = {});

// What a fact is about: the package depended on, or the one whose versions are missing or unusable.
PackageId subject(const Incompatibilities& all, IncompatibilityId fact);

}  // namespace whip::resolver
