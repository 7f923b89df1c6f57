#include "resolver/lock/lock_graph.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "resolver/standards/requirement.h"

namespace whip::resolver {
namespace {

class Builder {
 public:
  Builder(const LockFile& lock, MarkerAlgebra& algebra, LockGraph& graph)
      : lock_(lock), algebra_(algebra), graph_(graph) {
    for (std::size_t i = 0; i < lock.packages.size(); ++i) by_name_.emplace(lock.packages[i].name, i);
  }

  void run() {
    graph_.environment = environment();
    if (lock_.record) {
      graph_.has_roots = true;
      for (const std::string& text : lock_.record->requirements) add_root(text, {}, {});
      for (const auto& [extra, texts] : lock_.record->extras) {
        for (const std::string& text : texts) add_root(text, extra, {});
      }
      for (const auto& [group, texts] : lock_.record->groups) {
        for (const std::string& text : texts) add_root(text, {}, group);
      }
    } else {
      add_likely_roots();
    }
    for (std::size_t i = 0; i < lock_.packages.size(); ++i) add_needs_of(i);
  }

 private:
  MarkerId environment() const {
    MarkerId anywhere = lock_.environments.empty() ? kAlways : kNever;
    for (const Marker& each : lock_.environments) anywhere = algebra_.disjunction(anywhere, algebra_.compile(each));
    if (lock_.requires_python.empty()) return anywhere;
    return algebra_.conjunction(anywhere, algebra_.python(release_intervals(lock_.requires_python)));
  }

  // To each package of that name whose version fits and that is there where the marker holds.
  void add(LockEdge edge, const Requirement& requirement, MarkerId marker) {
    Requirement plain = requirement;
    plain.marker = {};
    edge.text = plain.text();
    edge.extras = requirement.extras;
    edge.marker = marker;
    const auto [begin, end] = by_name_.equal_range(requirement.name);
    for (auto it = begin; it != end; ++it) {
      const LockedRelease& target = lock_.packages[it->second];
      const auto version = Version::read(target.version);
      if (version && !requirement.specifiers.contains(*version)) continue;
      if (it->second == edge.from || algebra_.are_disjoint(marker, algebra_.compile(target.marker))) continue;
      edge.to = it->second;
      graph_.edges.push_back(edge);
    }
  }

  void add_root(const std::string& text, const std::string& extra, const std::string& group) {
    const auto requirement = Requirement::parse(text);
    if (!requirement) return;
    const auto add_one = [&](const Requirement& one) {
      LockEdge edge;
      edge.of_extra = extra;
      edge.of_group = group;
      add(std::move(edge), one, algebra_.compile(one.marker));
    };
    bool is_overridden = false;
    for (const std::string& override_text : lock_.record->overrides) {
      const auto replacement = Requirement::parse(override_text);
      if (!replacement || replacement->name != requirement->name) continue;
      is_overridden = true;
      add_one(*replacement);
    }
    if (!is_overridden) add_one(*requirement);
  }

  void add_likely_roots() {
    std::set<std::string_view> needed;
    for (const LockedRelease& release : lock_.packages) {
      for (const LockedRelease::Dependency& dependency : release.dependencies) needed.insert(dependency.name);
    }
    for (std::size_t i = 0; i < lock_.packages.size(); ++i) {
      if (needed.contains(lock_.packages[i].name)) continue;
      LockEdge edge;
      edge.to = i;
      graph_.edges.push_back(std::move(edge));
    }
  }

  void add_needs_of(std::size_t from) {
    const LockedRelease& release = lock_.packages[from];
    if (release.requirements.empty()) return add_plain_needs_of(from);
    for (const std::string& text : release.requirements) {
      const auto requirement = Requirement::parse(text);
      if (!requirement) continue;
      const MarkerId written = algebra_.compile(requirement->marker);
      const MarkerId plain = algebra_.with_extras(written, {});
      LockEdge edge;
      edge.from = from;
      if (!algebra_.are_disjoint(plain, graph_.environment)) add(edge, *requirement, plain);
      std::set<std::string> extras;
      for (const MarkerTerm& term : requirement->marker.terms) {
        if (term.variable == MarkerVariable::extra) extras.insert(term.value);
      }
      for (const std::string& extra : extras) {
        const MarkerId with_it = algebra_.with_extras(written, std::span(&extra, 1));
        edge.of_extra = extra;
        if (with_it != plain && !algebra_.are_disjoint(with_it, graph_.environment)) add(edge, *requirement, with_it);
      }
    }
  }

  void add_plain_needs_of(std::size_t from) {
    for (const LockedRelease::Dependency& dependency : lock_.packages[from].dependencies) {
      const auto [begin, end] = by_name_.equal_range(dependency.name);
      for (auto it = begin; it != end; ++it) {
        const bool fits = dependency.version.empty() || dependency.version == lock_.packages[it->second].version;
        if (!fits || it->second == from) continue;
        LockEdge edge;
        edge.from = from;
        edge.to = it->second;
        graph_.edges.push_back(std::move(edge));
      }
    }
  }

  const LockFile& lock_;
  MarkerAlgebra& algebra_;
  LockGraph& graph_;
  std::multimap<std::string_view, std::size_t> by_name_;
};

// Markers flow from the selected roots along the edges until nothing changes; a package with an extra is a node of its
// own, as in graph.cpp.
class Flow {
 public:
  Flow(const LockFile& lock, const LockGraph& graph, const LockSelection& selection, MarkerAlgebra& algebra)
      : lock_(lock), graph_(graph), selection_(selection), algebra_(algebra) {
    for (const LockedRelease& release : lock.packages)
      own_.push_back(algebra.with_selection(algebra.compile(release.marker), selection.extras, selection.groups));
  }

  std::vector<MarkerId> run() {
    for (const LockEdge& edge : graph_.edges) {
      if (edge.from == LockEdge::kProject && selection_.takes(edge)) reach(edge, graph_.environment);
    }
    while (!open_.empty()) {
      const Node node = *open_.begin();
      open_.erase(open_.begin());
      const auto begin = std::ranges::lower_bound(graph_.edges, node.first + 1, {}, order);
      for (auto edge = begin; edge != graph_.edges.end() && edge->from == node.first; ++edge) {
        if (edge->of_extra == node.second) reach(*edge, markers_[node]);
      }
    }
    std::vector<MarkerId> result(lock_.packages.size(), kNever);
    for (const auto& [node, marker] : markers_) result[node.first] = algebra_.disjunction(result[node.first], marker);
    return result;
  }

 private:
  using Node = std::pair<std::size_t, std::string>;  // package, extra
  // The project's edges come first: its position wraps to 0.
  static std::size_t order(const LockEdge& edge) { return edge.from + 1; }

  void reach(const LockEdge& edge, MarkerId from) {
    const MarkerId marker = algebra_.conjunction(algebra_.conjunction(from, edge.marker), own_[edge.to]);
    grow({edge.to, {}}, marker);
    for (const std::string& extra : edge.extras) grow({edge.to, extra}, marker);
  }

  void grow(const Node& node, MarkerId marker) {
    const auto [place, is_new] = markers_.emplace(node, kNever);
    const MarkerId joined = algebra_.disjunction(place->second, marker);
    if (joined == place->second) return;
    place->second = joined;
    open_.insert(node);
  }

  const LockFile& lock_;
  const LockGraph& graph_;
  const LockSelection& selection_;
  MarkerAlgebra& algebra_;
  std::vector<MarkerId> own_;
  std::map<Node, MarkerId> markers_;
  std::set<Node> open_;
};

}  // namespace

bool LockSelection::takes(const LockEdge& edge) const {
  if (!edge.of_extra.empty()) return std::ranges::find(extras, edge.of_extra) != extras.end();
  if (!edge.of_group.empty()) return std::ranges::find(groups, edge.of_group) != groups.end();
  return project;
}

LockGraph::LockGraph(const LockFile& lock, MarkerAlgebra& algebra) { Builder(lock, algebra, *this).run(); }

std::vector<MarkerId> needed_where(const LockFile& lock, const LockGraph& graph, const LockSelection& selection,
                                   MarkerAlgebra& algebra) {
  if (graph.has_roots) return Flow(lock, graph, selection, algebra).run();
  std::vector<MarkerId> markers;
  for (const LockedRelease& release : lock.packages) {
    const MarkerId own = algebra.with_selection(algebra.compile(release.marker), selection.extras, selection.groups);
    markers.push_back(algebra.conjunction(own, graph.environment));
  }
  return markers;
}

std::string marker_text(const LockFile& lock, MarkerId marker, MarkerAlgebra& algebra) {
  const VersionIntervals python = release_intervals(lock.requires_python);
  if (python.empty()) return algebra.text(marker);
  VersionInterval all = python.front();
  all.upper = python.back().upper;
  all.includes_upper = python.back().includes_upper;
  return algebra.text(algebra.assuming_python(marker, all));
}

LockFile selected_lock(const LockFile& lock, const LockSelection& selection, MarkerAlgebra& algebra) {
  const LockGraph graph(lock, algebra);
  const std::vector<MarkerId> where = needed_where(lock, graph, selection, algebra);
  // Where the environments of the lock are told in its head, markers need not.
  const MarkerId elsewhere = MarkerAlgebra::negation(graph.environment);
  LockFile out = lock;
  out.packages.clear();
  for (std::size_t i = 0; i < lock.packages.size(); ++i) {
    if (algebra.are_disjoint(where[i], graph.environment)) continue;
    LockedRelease& release = out.packages.emplace_back(lock.packages[i]);
    const bool is_everywhere = algebra.implies(graph.environment, where[i]);
    release.marker_text = is_everywhere || elsewhere.is_true() ? std::string() : marker_text(lock, where[i], algebra);
    release.marker = {};
    if (auto marker = Marker::parse(release.marker_text); marker && !release.marker_text.empty())
      release.marker = std::move(*marker);
    release.requirements.clear();
  }
  // What is left out must not be pointed to.
  std::set<std::string_view> kept;
  for (const LockedRelease& release : out.packages) kept.insert(release.name);
  for (LockedRelease& release : out.packages)
    std::erase_if(release.dependencies, [&](const auto& dependency) { return !kept.contains(dependency.name); });
  out.extras.clear();
  out.groups.clear();
  out.default_groups.clear();
  out.record.reset();
  return out;
}

}  // namespace whip::resolver
