// What a release, or the project, needs in an environment.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
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

// The same again and again: the answers are kept for as long as the requirements stay where they are.
class Needs {
 public:
  Needs(std::span<const PlacedRequirement> overrides, MarkerAlgebra& algebra)
      : overrides_(overrides), algebra_(algebra) {}
  std::vector<Need> of(const std::vector<Requirement>& requirements, const std::string& extra, MarkerId within);
  // The environments to solve apart, because the needs ask different things of one project in them: disjoint, together
  // `within`. One if there is nothing to split.
  std::vector<MarkerId> split(std::span<const Need> needs, MarkerId within);

 private:
  std::span<const PlacedRequirement> overrides_;
  MarkerAlgebra& algebra_;
  const std::optional<Version>& least(MarkerId environment);

  std::map<std::pair<const void*, std::string>, std::vector<Need>> anywhere_;
  std::unordered_map<std::uint32_t, std::optional<Version>> least_;  // Python, by marker
};

// The least release of Python in the environment; nothing if there is none below all.
std::optional<Version> least_python(MarkerAlgebra& algebra, MarkerId environment);

}  // namespace whip::resolver
