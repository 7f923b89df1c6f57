#include "resolver/lock/lookahead.h"

#include <set>
#include <utility>

namespace whip::resolver {
namespace {

MarkerId any_of(const Members& members, MarkerAlgebra& algebra) {
  MarkerId any = kNever;
  for (const std::string& extra : members.extras) any = algebra.disjunction(any, algebra.in_extras(extra));
  for (const std::string& group : members.groups) any = algebra.disjunction(any, algebra.in_dependency_groups(group));
  return any;
}

// None of a conflict's members but this one; `kept` past the end: none at all.
MarkerId without_others(const Conflict& conflict, std::size_t kept, MarkerAlgebra& algebra) {
  MarkerId marker = kAlways;
  for (std::size_t i = 0; i < conflict.size(); ++i) {
    const MarkerId member = any_of(conflict[i], algebra);
    marker = algebra.conjunction(marker, i == kept ? member : MarkerAlgebra::negation(member));
  }
  return marker;
}

}  // namespace

MarkerId membership(const RootRequirement& root, MarkerAlgebra& algebra) {
  MarkerId marker = kAlways;
  if (!root.extra.empty()) marker = algebra.conjunction(marker, algebra.in_extras(root.extra));
  if (!root.group.empty()) marker = algebra.conjunction(marker, algebra.in_dependency_groups(root.group));
  return marker;
}

std::vector<Fork> environments_of(const ResolveRequest& request, MarkerAlgebra& algebra) {
  const MarkerId python = algebra.python(request.python);
  std::vector<Fork> forks;
  for (const Marker& environment : request.environments) {
    const MarkerId marker = algebra.compile(environment);
    forks.push_back({algebra.conjunction(python, marker), marker});
  }
  if (request.environments.empty()) forks.push_back({python, kAlways});
  for (const Conflict& conflict : request.conflicts) {
    std::vector<Fork> parts;
    for (const Fork& fork : forks) {
      for (std::size_t i = 0; i <= conflict.size(); ++i) {
        const MarkerId choice = without_others(conflict, i, algebra);
        const MarkerId part = algebra.conjunction(fork.environment, choice);
        if (!algebra.are_disjoint(part, kAlways)) parts.push_back({part, algebra.conjunction(fork.asked, choice)});
      }
    }
    forks = std::move(parts);
  }
  return forks;
}

MarkerId allowed_choices(const ResolveRequest& request, MarkerAlgebra& algebra) {
  MarkerId allowed = kAlways;
  for (const Conflict& conflict : request.conflicts) {
    MarkerId any = kNever;
    for (std::size_t i = 0; i <= conflict.size(); ++i)
      any = algebra.disjunction(any, without_others(conflict, i, algebra));
    allowed = algebra.conjunction(allowed, any);
  }
  return allowed;
}

Result<Origins> origins_of(const ResolveRequest& request, Facts& facts, MarkerAlgebra& algebra) {
  Origins origins;
  for (const RootRequirement& root : request.roots) {
    const MarkerId marker =
        algebra.conjunction(algebra.compile(root.placed.requirement.marker), membership(root, algebra));
    if (auto done = origins.add(root.placed, marker); !done) return done.error();
  }
  for (const auto* list : {&request.constraints, &request.overrides}) {
    for (const PlacedRequirement& placed : *list) {
      if (auto done = origins.add(placed, algebra.compile(placed.requirement.marker)); !done) return done.error();
    }
  }
  std::set<std::string> read;
  for (std::size_t from = 0; from < origins.entries().size();) {
    const std::size_t to = origins.entries().size();
    for (std::size_t i = from; i < to; ++i) {
      if (origins.entries()[i].origin.is_direct()) facts.want_releases(origins.entries()[i].origin);
    }
    for (; from < to; ++from) {
      const Origins::Entry entry = origins.entries()[from];
      const std::string key = entry.origin.key();
      if (!entry.origin.is_direct() || !read.insert(key).second) continue;
      while (facts.releases(key) == nullptr) {
        if (auto done = facts.wait(); !done) {
          return done.error().path.empty() ? at_place(done.error(), entry.placed.path, entry.placed.place)
                                           : done.error();
        }
      }
      for (const Requirement& requirement : facts.metadata(key, 0)->requirements) {
        const MarkerId own = algebra.without_extras(algebra.compile(requirement.marker));
        const PlacedRequirement placed{requirement, requirement.text(), entry.placed.path, entry.placed.place};
        if (auto done = origins.add(placed, algebra.conjunction(entry.marker, own)); !done) return done.error();
      }
    }
  }
  return origins;
}

}  // namespace whip::resolver
