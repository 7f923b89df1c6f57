#include "resolver/lock/dependencies.h"

#include <algorithm>

namespace whip::resolver {
namespace {

// The project itself, in a version that it has.
bool is_own(const Requirement& requirement, const OwnProject& project) {
  return requirement.name == project.name && !project.name.empty() &&
         (!project.version || requirement.specifiers.contains(*project.version));
}

}  // namespace

bool has_upper_bound(const Requirement& requirement) {
  return std::ranges::any_of(requirement.specifiers.all, [](const Specifier& specifier) {
    return specifier.op != Operator::greater && specifier.op != Operator::greater_equal &&
           specifier.op != Operator::not_equal;
  });
}

bool is_overridden(const Requirement& requirement, std::span<const PlacedRequirement> overrides) {
  return std::ranges::any_of(
      overrides, [&](const PlacedRequirement& placed) { return placed.requirement.name == requirement.name; });
}

std::vector<Need> needs_of(std::span<const Requirement> requirements, const ResolveRequest& request,
                           std::string_view extra, MarkerAlgebra& algebra, MarkerId within) {
  std::vector<Need> needs;
  const std::string name(extra);
  const std::span<const std::string> chosen = extra.empty() ? std::span<const std::string>() : std::span(&name, 1);
  std::vector<std::string_view> overridden;
  const auto add = [&](const Requirement& requirement, MarkerId marker) {
    if (!algebra.are_disjoint(marker, within)) needs.push_back({&requirement, marker});
  };
  for (const Requirement& requirement : requirements) {
    if (std::ranges::find(request.excluded, requirement.name) != request.excluded.end()) continue;
    const MarkerId written = algebra.compile(requirement.marker);
    // With an extra: only what it brings; the release without it is needed as well.
    if (!extra.empty() && !algebra.mentions_extra(written)) continue;
    const MarkerId marker = algebra.with_extras(written, chosen);
    if (is_own(requirement, request.project)) {
      for (const RootRequirement& root : request.roots) {
        if (root.extra.empty() || std::ranges::find(requirement.extras, root.extra) == requirement.extras.end())
          continue;
        add(root.placed.requirement, algebra.conjunction(marker, algebra.compile(root.placed.requirement.marker)));
      }
      continue;
    }
    if (!is_overridden(requirement, request.overrides)) {
      add(requirement, marker);
      continue;
    }
    // Of an extra that was not chosen; whatever else the marker asks is replaced with the rest.
    if (marker.is_false()) continue;
    if (std::ranges::find(overridden, requirement.name) != overridden.end()) continue;
    overridden.push_back(requirement.name);
    for (const PlacedRequirement& placed : request.overrides) {
      if (placed.requirement.name == requirement.name)
        add(placed.requirement, algebra.compile(placed.requirement.marker));
    }
  }
  return needs;
}

std::vector<Need> Needs::of(const std::vector<Requirement>& requirements, const std::string& extra, MarkerId within) {
  const auto [known, is_new] = anywhere_.try_emplace({&requirements, extra});
  if (is_new) known->second = needs_of(requirements, request_, extra, algebra_, kAlways);
  std::vector<Need> needs;
  for (const Need& need : known->second) {
    if (!algebra_.are_disjoint(need.marker, within)) needs.push_back(need);
  }
  return needs;
}

std::optional<Version> least_python(MarkerAlgebra& algebra, MarkerId environment) {
  const VersionIntervals python = algebra.python_of(environment);
  return python.empty() ? std::nullopt : python.front().lower;
}

const std::optional<Version>& Needs::least(MarkerId environment) {
  const auto [known, is_new] = least_.try_emplace(environment.value);
  if (is_new) known->second = least_python(algebra_, environment);
  return known->second;
}

std::vector<Fork> Needs::split(std::span<const Need> needs, const Fork& within) {
  std::vector<Fork> forks{within};
  std::vector<bool> done(needs.size(), false);
  for (std::size_t first = 0; first < needs.size(); ++first) {
    if (done[first]) continue;
    std::vector<MarkerId> markers;
    for (std::size_t i = first; i < needs.size(); ++i) {
      if (needs[i].requirement->name != needs[first].requirement->name) continue;
      done[i] = true;
      if (std::ranges::find(markers, needs[i].marker) == markers.end()) markers.push_back(needs[i].marker);
    }
    if (markers.size() == 1) {
      // A need that only later Pythons have may take a version that earlier ones do not run.
      const auto& own = least(algebra_.conjunction(markers[0], within.environment));
      const auto& all = least(within.environment);
      if (!own || (all && !(*all < *own))) continue;
    }
    for (const MarkerId marker : markers) {
      std::vector<Fork> parts;
      const MarkerId other = MarkerAlgebra::negation(marker);
      for (const Fork& fork : forks) {
        if (algebra_.are_disjoint(fork.environment, marker) || algebra_.are_disjoint(fork.environment, other)) {
          parts.push_back(fork);
        } else {
          for (const MarkerId half : {marker, other})
            parts.push_back({algebra_.conjunction(fork.environment, half), algebra_.conjunction(fork.asked, half)});
        }
      }
      forks = std::move(parts);
    }
  }
  return forks;
}

}  // namespace whip::resolver
