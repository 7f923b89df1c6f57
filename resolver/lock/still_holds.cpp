#include "resolver/lock/still_holds.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "resolver/index/url.h"
#include "resolver/lock/dependencies.h"
#include "resolver/lock/lookahead.h"
#include "resolver/standards/file_name.h"

namespace whip::resolver {
namespace {

class Check {
 public:
  Check(const LockFile& lock, const ResolveRequest& request, MarkerAlgebra& algebra)
      : lock_(lock), request_(request), algebra_(algebra) {
    python_ = algebra.python(request.python);
    if (!request.environments.empty()) {
      MarkerId anywhere = kNever;
      for (const Marker& environment : request.environments)
        anywhere = algebra.disjunction(anywhere, algebra.compile(environment));
      python_ = algebra.conjunction(python_, anywhere);
    }
    for (const LockedRelease& release : lock.packages) by_name_.emplace(release.name, &release);
  }

  bool run(const std::vector<IndexSource>& sources) {
    return std::ranges::all_of(lock_.packages,
                               [&](const LockedRelease& release) { return is_sound(release, sources); }) &&
           std::ranges::all_of(request_.roots, [&](const RootRequirement& root) { return is_met(root); }) &&
           std::ranges::all_of(request_.constraints, [&](const PlacedRequirement& constraint) {
             return fits(constraint.requirement, algebra_.compile(constraint.requirement.marker));
           });
  }

 private:
  bool is_sound(const LockedRelease& release, const std::vector<IndexSource>& sources) const {
    if (release.directory) return false;
    const bool has_source = release.vcs || release.archive || !release.wheels.empty() || release.sdist;
    const auto version = Version::read(release.version);
    const bool is_spelled = version && version->text() == release.version;
    const auto is_its_own = [&](const LockedFile& file) {
      const auto wheel = is_spelled ? release_name(file.name, release.name) : std::nullopt;
      return wheel && wheel->is_wheel && wheel->version == *version &&
             wheel->version.release_size() == version->release_size() && !file.hashes.empty();
    };
    const auto is_its_index = [&](const IndexSource& source) {
      return is_same_index(without_credentials(source.url), release.index);
    };
    return has_source && std::ranges::all_of(release.wheels, is_its_own) &&
           (release.index.empty() || std::ranges::any_of(sources, is_its_index)) &&
           std::ranges::all_of(release.dependencies, [&](const LockedRelease::Dependency& dependency) {
             return by_name_.contains(dependency.name);
           });
  }

  bool is_met(const RootRequirement& root) {
    const MarkerId asked = algebra_.conjunction(python_, membership(root, algebra_));
    const auto needs = needs_of(std::span(&root.placed.requirement, 1), request_, {}, algebra_, asked);
    return std::ranges::all_of(needs, [&](const Need& need) {
      return by_name_.contains(need.requirement->name) &&
             fits(*need.requirement, algebra_.conjunction(asked, need.marker));
    });
  }

  // Whether the packages of that name match wherever the marker holds.
  bool fits(const Requirement& requirement, MarkerId marker) {
    const auto [begin, end] = by_name_.equal_range(requirement.name);
    for (auto it = begin; it != end; ++it) {
      const LockedRelease& release = *it->second;
      const auto version = Version::read(release.version);
      if (!version || requirement.specifiers.contains(*version)) continue;
      const MarkerId there = algebra_.conjunction(algebra_.compile(release.marker), python_);
      if (!algebra_.are_disjoint(there, marker)) return false;
    }
    return true;
  }

  const LockFile& lock_;
  const ResolveRequest& request_;
  MarkerAlgebra& algebra_;
  MarkerId python_;
  std::multimap<std::string_view, const LockedRelease*> by_name_;
};

}  // namespace

bool still_holds(const LockFile& lock, const ResolveRequest& request, const std::vector<IndexSource>& sources,
                 MarkerAlgebra& algebra) {
  return Check(lock, request, algebra).run(sources);
}

}  // namespace whip::resolver
