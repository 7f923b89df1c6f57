#include "resolver/lock/graph.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "resolver/lock/dependencies.h"

namespace whip::resolver {
namespace {

using Key = std::pair<std::string, std::string>;  // project, extra

// The graph of one environment: markers flow from the roots along dependencies until nothing changes. They only grow,
// and there are finitely many, so that ends.
class Flow {
 public:
  Flow(const ResolveRequest& request, const Solution& solution, const Facts& facts, MarkerAlgebra& algebra)
      : request_(request), solution_(solution), facts_(facts), algebra_(algebra) {
    for (const Solution::Chosen& chosen : solution.chosen) ranks_.emplace(chosen.project, chosen.rank);
  }

  void run() {
    for (const RootRequirement& root : request_.roots) {
      MarkerId marker = algebra_.conjunction(solution_.environment, algebra_.compile(root.placed.requirement.marker));
      if (!root.extra.empty()) marker = algebra_.conjunction(marker, algebra_.in_extras(root.extra));
      if (!root.group.empty()) marker = algebra_.conjunction(marker, algebra_.in_dependency_groups(root.group));
      reach(root.placed.requirement, marker);
    }
    while (!open_.empty()) {
      const Key key = *open_.begin();
      open_.erase(open_.begin());
      flow_from(key);
    }
  }

  const std::map<Key, MarkerId>& markers() const { return markers_; }
  const std::map<std::string, std::set<std::string>>& edges() const { return edges_; }
  Rank rank(const std::string& project) const { return ranks_.at(project); }

 private:
  void grow(const Key& key, MarkerId marker) {
    const auto [place, is_new] = markers_.emplace(key, kNever);
    const MarkerId joined = algebra_.disjunction(place->second, marker);
    if (joined == place->second) return;
    place->second = joined;
    open_.insert(key);
  }

  void reach(const Requirement& requirement, MarkerId marker) {
    if (marker.is_false() || !ranks_.contains(requirement.name)) return;
    grow({requirement.name, {}}, marker);
    for (const std::string& extra : requirement.extras) grow({requirement.name, extra}, marker);
  }

  void flow_from(const Key& key) {
    const ReleaseMetadata* metadata = facts_.metadata(key.first, ranks_.at(key.first));
    if (metadata == nullptr) return;
    const MarkerId here = markers_.at(key);
    for (const Need& need : needs_of(metadata->requirements, request_.overrides, key.second, algebra_, here)) {
      if (need.requirement->name != key.first) edges_[key.first].insert(need.requirement->name);
      reach(*need.requirement, algebra_.conjunction(here, need.marker));
    }
  }

  const ResolveRequest& request_;
  const Solution& solution_;
  const Facts& facts_;
  MarkerAlgebra& algebra_;
  std::map<std::string, Rank> ranks_;
  std::map<Key, MarkerId> markers_;
  std::map<std::string, std::set<std::string>> edges_;
  std::set<Key> open_;
};

}  // namespace

std::vector<LockedPackage> locked_packages(const ResolveRequest& request, const std::vector<Solution>& solutions,
                                           const Facts& facts, MarkerAlgebra& algebra) {
  std::map<std::pair<std::string, Rank>, LockedPackage> packages;
  for (const Solution& solution : solutions) {
    Flow flow(request, solution, facts, algebra);
    flow.run();
    for (const auto& [key, marker] : flow.markers()) {
      if (!key.second.empty() || marker.is_false()) continue;
      const Rank rank = flow.rank(key.first);
      LockedPackage& package = packages[{key.first, rank}];
      package.project = key.first;
      package.rank = rank;
      package.marker = algebra.disjunction(package.marker, marker);
      const auto edges = flow.edges().find(key.first);
      if (edges == flow.edges().end()) continue;
      for (const std::string& target : edges->second) {
        const auto reached = flow.markers().find({target, {}});
        if (reached != flow.markers().end()) package.dependencies.push_back({target, flow.rank(target)});
      }
    }
  }
  std::vector<LockedPackage> list;
  for (auto& [key, package] : packages) {
    std::ranges::sort(package.dependencies);
    package.dependencies.erase(std::unique(package.dependencies.begin(), package.dependencies.end()),
                               package.dependencies.end());
    list.push_back(std::move(package));
  }
  return list;
}

}  // namespace whip::resolver
