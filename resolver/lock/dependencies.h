// What a release, or the project, needs in an environment.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "resolver/lock/request.h"
#include "resolver/standards/marker_algebra.h"

namespace whip::resolver {

// One requirement with its marker as a function of the environment; extras answered.
struct Need {
  const Requirement* requirement = nullptr;
  MarkerId marker = kAlways;
};

// Whether another requirement stands for it, whoever asks for it, the user too.
bool is_overridden(const Requirement& requirement, std::span<const PlacedRequirement> overrides);

// Of a release: with one of its extras, or without (empty); or of the user. Overrides replace what they name, markers
// included. What no environment in `within` needs is left out.
std::vector<Need> needs_of(std::span<const Requirement> requirements, std::span<const PlacedRequirement> overrides,
                           std::string_view extra, MarkerAlgebra& algebra, MarkerId within);

// The environments to solve apart, because the needs ask different things of one project in them: disjoint, together
// `within`. One if there is nothing to split.
std::vector<MarkerId> split(std::span<const Need> needs, MarkerAlgebra& algebra, MarkerId within);

// The least release of Python in the environment; nothing if there is none below all.
std::optional<Version> least_python(MarkerAlgebra& algebra, MarkerId environment);

}  // namespace whip::resolver
