// Markers with some of their questions answered.

#include <algorithm>
#include <unordered_map>

#include "resolver/standards/marker_algebra.h"

namespace whip::resolver {

std::vector<std::uint32_t> MarkerAlgebra::reachable(MarkerId marker) const {
  std::vector<std::uint32_t> found;
  std::vector<MarkerId> open{marker};
  std::unordered_map<std::uint32_t, bool> seen;
  while (!open.empty()) {
    const MarkerId next = open.back();
    open.pop_back();
    if (is_leaf(next) || !seen.emplace(index(next), true).second) continue;
    found.push_back(index(next));
    for (const MarkerId child : children(node(next))) open.push_back(child);
  }
  std::ranges::sort(found);  // a node is younger than its children
  return found;
}

MarkerId MarkerAlgebra::rebuilt(const Node& node, std::span<const MarkerId> children) {
  const std::span<const Boundary> bounds = boundaries(node);
  const std::vector<Boundary> copied(bounds.begin(), bounds.end());
  return make(node.variable, copied, children);
}

// `rewrite` gets a node and its rewritten children, and gives what to put in its place. It sees each node once, not
// negated, so it must treat a marker and its negation alike.
template <class Rewrite>
MarkerId MarkerAlgebra::rewritten(MarkerId marker, const Rewrite& rewrite) {
  if (is_leaf(marker)) return marker;
  std::unordered_map<std::uint32_t, MarkerId> done;
  const auto result = [&](MarkerId old) { return is_leaf(old) ? old : follow(old, done[index(old)]); };
  for (const std::uint32_t at : reachable(marker)) {
    const Node old = nodes_[at];
    std::vector<MarkerId> below;
    for (const MarkerId child : children(old)) below.push_back(result(child));
    done[at] = rewrite(old, std::span<const MarkerId>(below));
  }
  return result(marker);
}

MarkerId MarkerAlgebra::assuming_python(MarkerId marker, const VersionInterval& interval) {
  if (interval.empty()) return kNever;
  return rewritten(marker, [&](const Node& old, std::span<const MarkerId> below) {
    const Variable& about = variables_[old.variable];
    if (about.kind != Kind::version || about.about != MarkerVariable::python_full_version) return rebuilt(old, below);
    const std::span<const Boundary> bounds = boundaries(old);
    std::vector<Boundary> kept;
    std::vector<MarkerId> children;
    for (std::size_t i = 0; i < below.size(); ++i) {
      VersionInterval here;
      if (i > 0) {
        here.lower = versions_[bounds[i - 1] >> 1];
        here.includes_lower = (bounds[i - 1] & 1) == 0;
      }
      if (i < bounds.size()) {
        here.upper = versions_[bounds[i] >> 1];
        here.includes_upper = (bounds[i] & 1) != 0;
      }
      if (intersection({here}, {interval}).empty()) continue;
      if (!children.empty()) kept.push_back(bounds[i - 1]);
      children.push_back(below[i]);
    }
    return make(old.variable, kept, children);
  });
}

MarkerId MarkerAlgebra::with_extras(MarkerId marker, std::span<const std::string> names) {
  return rewritten(marker, [&](const Node& old, std::span<const MarkerId> below) {
    const Variable& about = variables_[old.variable];
    if (about.kind != Kind::extra) return rebuilt(old, below);
    return below[std::ranges::find(names, about.value) != names.end() ? 0 : 1];
  });
}

MarkerId MarkerAlgebra::with_selection(MarkerId marker, std::span<const std::string> extras,
                                       std::span<const std::string> groups) {
  return rewritten(marker, [&](const Node& old, std::span<const MarkerId> below) {
    const Variable& about = variables_[old.variable];
    if (about.kind != Kind::member) return rebuilt(old, below);
    const std::span<const std::string> names = about.about == MarkerVariable::extras ? extras : groups;
    return below[std::ranges::find(names, about.value) != names.end() ? 0 : 1];
  });
}

// "For some choice" is not the same for a marker and its negation, so every node is done once for either.
MarkerId MarkerAlgebra::with_member(MarkerId marker, MarkerVariable about, std::string_view name, bool is_member) {
  return rewritten(marker, [&](const Node& old, std::span<const MarkerId> below) {
    const Variable& variable = variables_[old.variable];
    const bool is_it = variable.kind == Kind::member && variable.about == about && variable.value == name;
    return is_it ? below[is_member ? 0 : 1] : rebuilt(old, below);
  });
}

MarkerId MarkerAlgebra::without_extras(MarkerId marker) {
  if (is_leaf(marker)) return marker;
  std::unordered_map<std::uint32_t, MarkerId> done;
  const auto result = [&](MarkerId old) { return is_leaf(old) ? old : done[old.value]; };
  for (const std::uint32_t at : reachable(marker)) {
    const Node old = nodes_[at];
    const bool is_extra = variables_[old.variable].kind == Kind::extra;
    for (const std::uint32_t flip : {0U, 1U}) {
      const MarkerId self{(at + 1) << 1 | flip};
      std::vector<MarkerId> below;
      for (const MarkerId child : children(old)) below.push_back(result(follow(self, child)));
      done[self.value] = is_extra ? any_of(below) : rebuilt(old, below);
    }
  }
  return result(marker);
}

VersionIntervals MarkerAlgebra::python_of(MarkerId marker) {
  if (is_leaf(marker)) return marker.is_true() ? VersionIntervals{VersionInterval{}} : VersionIntervals{};
  std::unordered_map<std::uint32_t, VersionIntervals> done;
  const auto result = [&](MarkerId old) -> VersionIntervals {
    if (is_leaf(old)) return old.is_true() ? VersionIntervals{VersionInterval{}} : VersionIntervals{};
    return done[old.value];
  };
  for (const std::uint32_t at : reachable(marker)) {
    const Node& old = nodes_[at];
    const Variable& about = variables_[old.variable];
    const bool is_python = about.kind == Kind::version && about.about == MarkerVariable::python_full_version;
    const std::span<const Boundary> bounds = boundaries(old);
    for (const std::uint32_t flip : {0U, 1U}) {
      const MarkerId self{(at + 1) << 1 | flip};
      VersionIntervals any;
      for (std::size_t i = 0; i < old.size; ++i) {
        VersionIntervals below = result(follow(self, children(old)[i]));
        if (is_python) {
          VersionInterval here;
          if (i > 0) {
            here.lower = versions_[bounds[i - 1] >> 1];
            here.includes_lower = (bounds[i - 1] & 1) == 0;
          }
          if (i < bounds.size()) {
            here.upper = versions_[bounds[i] >> 1];
            here.includes_upper = (bounds[i] & 1) != 0;
          }
          below = intersection(below, {here});
        }
        any = united(any, below);
      }
      done[self.value] = std::move(any);
    }
  }
  return result(marker);
}

bool MarkerAlgebra::mentions_extra(MarkerId marker) const {
  return std::ranges::any_of(reachable(marker),
                             [&](std::uint32_t at) { return variables_[nodes_[at].variable].kind == Kind::extra; });
}

}  // namespace whip::resolver
