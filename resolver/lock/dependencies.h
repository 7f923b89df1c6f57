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

bool has_upper_bound(const Requirement& requirement);

// Whether another requirement stands for it, whoever asks for it, the user too.
bool is_overridden(const Requirement& requirement, std::span<const PlacedRequirement> overrides);

// Of a release: with one of its extras, or without (empty); or of the user. Overrides replace what they name, markers
// included. What no environment in `within` needs is left out, and so is the project itself, which is there; of its
// extras that are asked for stands what they need. A version of it that it is not stays.
std::vector<Need> needs_of(std::span<const Requirement> requirements, const ResolveRequest& request,
                           std::string_view extra, MarkerAlgebra& algebra, MarkerId within);

// A part of the environments, solved apart.
struct Fork {
  MarkerId environment = kAlways;
  // The same as requirements split it, without the bounds of the project's Python: `!= 3.10.*` begins below all
  // releases though the project begins at 3.10. It is what uv orders forks by.
  MarkerId asked = kAlways;
};

// The same again and again: the answers are kept for as long as the requirements stay where they are.
class Needs {
 public:
  Needs(const ResolveRequest& request, MarkerAlgebra& algebra) : request_(request), algebra_(algebra) {}
  std::vector<Need> of(const std::vector<Requirement>& requirements, const std::string& extra, MarkerId within);
  // The environments to solve apart, because the needs ask different things of one project in them: disjoint, together
  // `within`. One if there is nothing to split.
  std::vector<Fork> split(std::span<const Need> needs, const Fork& within);

 private:
  const ResolveRequest& request_;
  MarkerAlgebra& algebra_;
  const std::optional<Version>& least(MarkerId environment);

  std::map<std::pair<const void*, std::string>, std::vector<Need>> anywhere_;
  std::unordered_map<std::uint32_t, std::optional<Version>> least_;  // Python, by marker
};

// The least release of Python in the environment; nothing if there is none below all.
std::optional<Version> least_python(MarkerAlgebra& algebra, MarkerId environment);

}  // namespace whip::resolver
