#include "resolver/lock/graph.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "resolver/lock/dependencies.h"
#include "resolver/lock/lookahead.h"

namespace whip::resolver {
namespace {

using Key = std::pair<std::string, std::string>;  // project, extra

// The graph of one environment: markers flow from the roots along dependencies until nothing changes. They only grow,
// and there are finitely many, so that ends.
class Flow {
 public:
  Flow(const ResolveRequest& request, const Solution& solution, const Facts& facts, MarkerAlgebra& algebra,
       Needs& needs)
      : request_(request), solution_(solution), facts_(facts), algebra_(algebra), needs_(needs) {
    for (const Solution::Chosen& chosen : solution.chosen) chosen_.emplace(chosen.project, &chosen);
  }

  void run() {
    for (const RootRequirement& root : request_.roots) {
      const MarkerId here = algebra_.conjunction(solution_.environment, membership(root, algebra_));
      for (const Need& need : needs_of(std::span(&root.placed.requirement, 1), request_, {}, algebra_, here))
        reach(*need.requirement, algebra_.conjunction(here, need.marker));
    }
    while (!open_.empty()) {
      const Key key = *open_.begin();
      open_.erase(open_.begin());
      flow_from(key);
    }
  }

  const std::map<Key, MarkerId>& markers() const { return markers_; }
  const std::map<std::string, std::set<std::string>>& edges() const { return edges_; }
  const Solution::Chosen& chosen(const std::string& project) const { return *chosen_.at(project); }

 private:
  void grow(const Key& key, MarkerId marker) {
    const auto [place, is_new] = markers_.emplace(key, kNever);
    const MarkerId joined = algebra_.disjunction(place->second, marker);
    if (joined == place->second) return;
    place->second = joined;
    open_.insert(key);
  }

  void reach(const Requirement& requirement, MarkerId marker) {
    if (marker.is_false() || !chosen_.contains(requirement.name)) return;
    grow({requirement.name, {}}, marker);
    for (const std::string& extra : requirement.extras) grow({requirement.name, extra}, marker);
  }

  void flow_from(const Key& key) {
    const ReleaseMetadata* metadata = facts_.metadata(chosen(key.first).key, chosen(key.first).rank);
    if (metadata == nullptr) return;
    const MarkerId here = markers_.at(key);
    for (const Need& need : needs_.of(metadata->requirements, key.second, here)) {
      if (need.requirement->name != key.first) edges_[key.first].insert(need.requirement->name);
      reach(*need.requirement, algebra_.conjunction(here, need.marker));
    }
  }

  const ResolveRequest& request_;
  const Solution& solution_;
  const Facts& facts_;
  MarkerAlgebra& algebra_;
  Needs& needs_;
  std::map<std::string, const Solution::Chosen*> chosen_;
  std::map<Key, MarkerId> markers_;
  std::map<std::string, std::set<std::string>> edges_;
  std::set<Key> open_;
};

// Without what need not be asked because conflicting extras and groups never come together: `'cpu' in extras` rather
// than `'cpu' in extras and 'gpu' not in extras`.
MarkerId shortened(MarkerId marker, const ResolveRequest& request, MarkerId allowed, MarkerAlgebra& algebra) {
  const MarkerId wanted = algebra.conjunction(marker, allowed);
  const auto forget = [&](MarkerVariable about, const std::string& name) {
    const MarkerId either = algebra.disjunction(algebra.with_member(marker, about, name, true),
                                                algebra.with_member(marker, about, name, false));
    if (algebra.conjunction(either, allowed) == wanted) marker = either;
  };
  for (const Conflict& conflict : request.conflicts) {
    for (const Members& members : conflict) {
      for (const std::string& extra : members.extras) forget(MarkerVariable::extras, extra);
      for (const std::string& group : members.groups) forget(MarkerVariable::dependency_groups, group);
    }
  }
  return marker;
}

}  // namespace

std::vector<LockedPackage> locked_packages(const ResolveRequest& request, const std::vector<Solution>& solutions,
                                           const Facts& facts, MarkerAlgebra& algebra) {
  std::map<std::tuple<std::string, std::string, Rank>, LockedPackage> packages;
  Needs needs(request, algebra);
  for (const Solution& solution : solutions) {
    Flow flow(request, solution, facts, algebra, needs);
    flow.run();
    for (const auto& [key, marker] : flow.markers()) {
      if (!key.second.empty() || marker.is_false()) continue;
      const Solution::Chosen& chosen = flow.chosen(key.first);
      LockedPackage& package = packages[{key.first, chosen.key, chosen.rank}];
      package.project = key.first;
      package.key = chosen.key;
      package.rank = chosen.rank;
      package.marker = algebra.disjunction(package.marker, marker);
      const auto edges = flow.edges().find(key.first);
      if (edges == flow.edges().end()) continue;
      for (const std::string& target : edges->second) {
        const auto reached = flow.markers().find({target, {}});
        if (reached != flow.markers().end())
          package.dependencies.push_back({target, flow.chosen(target).key, flow.chosen(target).rank});
      }
    }
  }
  std::vector<LockedPackage> list;
  const MarkerId allowed = allowed_choices(request, algebra);
  for (auto& [key, package] : packages) {
    package.marker = shortened(package.marker, request, allowed, algebra);
    std::ranges::sort(package.dependencies);
    package.dependencies.erase(std::unique(package.dependencies.begin(), package.dependencies.end()),
                               package.dependencies.end());
    list.push_back(std::move(package));
  }
  return list;
}

}  // namespace whip::resolver
