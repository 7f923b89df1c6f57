#include "resolver/lock/graph.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "resolver/lock/dependencies.h"
#include "resolver/lock/lookahead.h"

namespace whip::resolver {
namespace {

// A project that was chosen, by its position in the solution, with one of its extras or without.
using Node = std::pair<std::uint32_t, std::string>;

// The graph of one environment: markers flow from the roots along dependencies until nothing changes. They only grow,
// and there are finitely many, so that ends.
class Flow {
 public:
  Flow(const ResolveRequest& request, const Solution& solution, const Facts& facts, MarkerAlgebra& algebra,
       Needs& needs)
      : request_(request),
        solution_(solution),
        facts_(facts),
        algebra_(algebra),
        needs_(needs),
        edges_(solution.chosen.size()) {
    positions_.reserve(solution.chosen.size());
    for (const Solution::Chosen& chosen : solution.chosen)
      positions_.emplace(chosen.project, static_cast<std::uint32_t>(positions_.size()));
  }

  void run() {
    for (const RootRequirement& root : request_.roots) {
      const MarkerId here = algebra_.conjunction(solution_.environment, membership(root, algebra_));
      for (const Need& need : needs_of(std::span(&root.placed.requirement, 1), request_, {}, algebra_, here))
        reach(*need.requirement, position_of(*need.requirement), algebra_.conjunction(here, need.marker));
    }
    while (!open_.empty()) {
      const Node node = std::move(open_.extract(open_.begin()).value());
      flow_from(node);
    }
  }

  const std::map<Node, MarkerId>& markers() const { return markers_; }
  // What the project needs, with any of its extras; ascending.
  const std::vector<std::uint32_t>& edges(std::uint32_t position) {
    std::vector<std::uint32_t>& edges = edges_[position];
    std::ranges::sort(edges);
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    return edges;
  }

 private:
  static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;

  std::uint32_t position_of(const Requirement& requirement) const {
    const auto place = positions_.find(requirement.name);
    return place == positions_.end() ? kNowhere : place->second;
  }

  void grow(Node node, MarkerId marker) {
    const auto [place, is_new] = markers_.try_emplace(node, kNever);
    const MarkerId joined = algebra_.disjunction(place->second, marker);
    if (joined == place->second) return;
    place->second = joined;
    open_.insert(std::move(node));
  }

  void reach(const Requirement& requirement, std::uint32_t position, MarkerId marker) {
    if (marker.is_false() || position == kNowhere) return;
    grow({position, {}}, marker);
    for (const std::string& extra : requirement.extras) grow({position, extra}, marker);
  }

  void flow_from(const Node& node) {
    const Solution::Chosen& chosen = solution_.chosen[node.first];
    const ReleaseMetadata* metadata = facts_.metadata(chosen.key, chosen.rank);
    if (metadata == nullptr) return;
    const MarkerId here = markers_.at(node);
    for (const Need& need : needs_.of(metadata->requirements, node.second, here)) {
      const std::uint32_t position = position_of(*need.requirement);
      if (position != node.first && position != kNowhere) edges_[node.first].push_back(position);
      reach(*need.requirement, position, algebra_.conjunction(here, need.marker));
    }
  }

  const ResolveRequest& request_;
  const Solution& solution_;
  const Facts& facts_;
  MarkerAlgebra& algebra_;
  Needs& needs_;
  std::unordered_map<std::string_view, std::uint32_t> positions_;
  std::map<Node, MarkerId> markers_;
  std::vector<std::vector<std::uint32_t>> edges_;
  std::set<Node> open_;
};

// The packages of all solutions, by what they are.
class Packages {
 public:
  std::uint32_t number_of(const Solution::Chosen& chosen) {
    const auto [place, is_new] =
        numbers_.try_emplace({chosen.project, chosen.key, chosen.rank}, static_cast<std::uint32_t>(all_.size()));
    if (is_new) all_.push_back({kNever, {}});
    return place->second;
  }

  void add(std::uint32_t number, MarkerId marker, MarkerAlgebra& algebra) {
    all_[number].marker = algebra.disjunction(all_[number].marker, marker);
  }
  void depend(std::uint32_t number, std::uint32_t on) { all_[number].dependencies.push_back(on); }

  // In their order.
  template <class Finish>
  std::vector<LockedPackage> list(const Finish& finish) {
    std::vector<std::uint32_t> places(all_.size());
    std::vector<const Key*> keys;
    for (const auto& [key, number] : numbers_) {
      places[number] = static_cast<std::uint32_t>(keys.size());
      keys.push_back(&key);
    }
    std::vector<LockedPackage> list;
    for (const auto& [key, number] : numbers_) {
      Package& package = all_[number];
      std::set<std::uint32_t> targets;
      for (const std::uint32_t on : package.dependencies) targets.insert(places[on]);
      LockedPackage& out = list.emplace_back();
      std::tie(out.project, out.key, out.rank) = key;
      out.marker = finish(package.marker);
      for (const std::uint32_t place : targets) {
        LockedPackage::Dependency& dependency = out.dependencies.emplace_back();
        std::tie(dependency.project, dependency.key, dependency.rank) = *keys[place];
      }
    }
    return list;
  }

 private:
  using Key = std::tuple<std::string_view, std::string_view, Rank>;  // project, key, rank; of the solutions
  struct Package {
    MarkerId marker;
    std::vector<std::uint32_t> dependencies;
  };

  std::map<Key, std::uint32_t> numbers_;
  std::vector<Package> all_;
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
  Packages packages;
  Needs needs(request, algebra);
  for (const Solution& solution : solutions) {
    Flow flow(request, solution, facts, algebra, needs);
    flow.run();
    for (const auto& [node, marker] : flow.markers()) {
      if (!node.second.empty() || marker.is_false()) continue;
      const std::uint32_t number = packages.number_of(solution.chosen[node.first]);
      packages.add(number, marker, algebra);
      for (const std::uint32_t target : flow.edges(node.first)) {
        if (flow.markers().contains({target, {}})) packages.depend(number, packages.number_of(solution.chosen[target]));
      }
    }
  }
  const MarkerId allowed = allowed_choices(request, algebra);
  return packages.list([&](MarkerId marker) { return shortened(marker, request, allowed, algebra); });
}

}  // namespace whip::resolver
