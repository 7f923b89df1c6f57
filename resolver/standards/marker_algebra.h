// Markers as functions of the environment: joined, negated, compared, simplified.
//
// A marker is a decision diagram. A node asks about one variable; its children are one for each range of the variable's
// values, or two for a question that has only yes and no:
//     python_version >= "3.8" and os_name == "nt"
//         os_name:  below "nt" -> false,  "nt" -> python_full_version,  above "nt" -> false
//                                             below 3.8 -> false,  from 3.8 -> true
// Variables are asked in one fixed order, equal nodes are one, nodes whose children are all equal are left out: so two
// markers that hold in the same environments have the same id, and "never" is the id of false. A marker and its
// negation share their nodes; the lowest bit of the id tells them apart.
//
// Ids belong to the algebra that made them; it is one thread's. Memory grows with all that was ever asked: use one for
// a resolution. Beyond kMaxNodes (crafted input: diagrams can be exponential) operations give `false` and failure() is
// set.
//
// What is known of the world beyond the standards: `python_version` is `python_full_version` cut short,
// `platform_system` and `sys_platform` say the same for common systems, and some values exclude each other (`os_name ==
// "nt"` with `sys_platform == "linux"`). The order of variables and these facts are uv's, so that both write a marker
// alike.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "resolver/standards/marker.h"
#include "resolver/standards/version_interval.h"

namespace whip::resolver {

struct MarkerId {
  std::uint32_t value = 0;

  constexpr bool is_true() const { return value == 0; }
  constexpr bool is_false() const { return value == 1; }
  constexpr bool operator==(const MarkerId&) const = default;
};
constexpr MarkerId kAlways{0};
constexpr MarkerId kNever{1};

class MarkerAlgebra {
 public:
  static constexpr std::size_t kMaxNodes = std::size_t{1} << 18;

  MarkerAlgebra();

  // Terms that cannot be compared (`python_version ~= "x"`) count as not written, as in uv.
  MarkerId compile(const Marker& marker);
  MarkerId python(const VersionIntervals& intervals);  // by `python_full_version`
  MarkerId extra(std::string_view name);               // `extra == "name"`; the name is normalized
  MarkerId in_extras(std::string_view name);
  MarkerId in_dependency_groups(std::string_view name);

  static MarkerId negation(MarkerId marker) { return {marker.value ^ 1}; }
  MarkerId conjunction(MarkerId left, MarkerId right);
  MarkerId disjunction(MarkerId left, MarkerId right);
  bool are_disjoint(MarkerId left, MarkerId right) { return is_excluded(conjunction(left, right)); }
  bool implies(MarkerId left, MarkerId right) { return are_disjoint(left, negation(right)); }

  // What is left to ask where Python is in the interval; elsewhere it may answer anything.
  MarkerId assuming_python(MarkerId marker, const VersionInterval& interval);
  // With `extra == name` answered by yes for these names and by no for all others.
  MarkerId with_extras(MarkerId marker, std::span<const std::string> names);
  // The same for `"name" in extras` and `"name" in dependency_groups`.
  MarkerId with_selection(MarkerId marker, std::span<const std::string> extras, std::span<const std::string> groups);
  // The same for one extra or group of the user's project: `about` is `extras` or `dependency_groups`.
  MarkerId with_member(MarkerId marker, MarkerVariable about, std::string_view name, bool is_member);
  // Holds where the marker does for some choice of extras.
  MarkerId without_extras(MarkerId marker);
  // The releases of Python for which it holds somewhere.
  VersionIntervals python_of(MarkerId marker);
  bool mentions_extra(MarkerId marker) const;

  bool holds_in(MarkerId marker, const MarkerEnvironment& environment) const;
  // Alternatives joined by `or`, as short as easily found, as uv writes it; empty for always, `python_version < '0'`
  // for never.
  // Beyond some hundred alternatives empty, and failure() is set.
  std::string text(MarkerId marker);

  const std::optional<Error>& failure() const { return failure_; }

 private:
  friend class MarkerWriter;

  // The order of variables.
  enum class Kind : std::uint8_t { text, version, in, contains, extra, member };
  struct Variable {
    Kind kind;
    MarkerVariable about;
    std::string value;  // of `in`, `contains`, `extra` and `member`
    auto operator<=>(const Variable&) const = default;
  };
  // A place between values: value << 1, + 1 if just above it. Values are indices into texts_ or versions_.
  using Boundary = std::uint32_t;
  struct Node {
    std::uint32_t variable;
    std::uint32_t first_child;     // into children_; for yes and no: first yes, then no
    std::uint32_t first_boundary;  // into boundaries_; one fewer than children, none for yes and no
    std::uint32_t size;            // children
  };
  struct Table {  // (left, right) -> conjunction
    std::unordered_map<std::uint64_t, MarkerId> answers;
  };
  struct Frame;
  enum class Knowledge : std::uint8_t { none, exclusions };

  static std::uint32_t index(MarkerId marker) { return (marker.value >> 1) - 1; }
  static bool is_leaf(MarkerId marker) { return marker.value < 2; }
  const Node& node(MarkerId marker) const { return nodes_[index(marker)]; }
  std::span<const MarkerId> children(const Node& node) const {
    return std::span(children_).subspan(node.first_child, node.size);
  }
  std::span<const Boundary> boundaries(const Node& node) const;
  static MarkerId follow(MarkerId parent, MarkerId child) { return {child.value ^ (parent.value & 1)}; }

  void fail();
  std::uint32_t variable(Kind kind, MarkerVariable about, std::string_view value = {});
  std::uint32_t text_value(std::string_view text);
  std::uint32_t version_value(const Version& version);
  bool is_before(std::uint32_t variable, Boundary left, Boundary right) const;
  MarkerId make(std::uint32_t variable, std::span<const Boundary> boundaries, std::span<const MarkerId> children);
  MarkerId insert(std::uint32_t variable, std::span<const Boundary> boundaries, std::span<const MarkerId> children);
  MarkerId question(std::uint32_t variable, bool expected);
  MarkerId ranges(std::uint32_t variable, const VersionIntervals& intervals);
  std::optional<MarkerId> term(const MarkerTerm& term);
  std::optional<MarkerId> version_term(const MarkerTerm& term, MarkerOperator op);
  MarkerId text_term(MarkerVariable about, MarkerOperator op, std::string_view value);
  MarkerId equals(MarkerVariable about, std::string_view value);

  std::optional<MarkerId> known(MarkerId left, MarkerId right, Knowledge knowledge) const;
  MarkerId conjunction(MarkerId left, MarkerId right, Knowledge knowledge);
  void open_frame(MarkerId left, MarkerId right, std::vector<Frame>& frames);
  bool is_excluded(MarkerId marker);
  void learn_exclusions();
  // The nodes below, children before parents.
  std::vector<std::uint32_t> reachable(MarkerId marker) const;
  template <class Rewrite>
  MarkerId rewritten(MarkerId marker, const Rewrite& rewrite);
  MarkerId rebuilt(const Node& node, std::span<const MarkerId> children);
  MarkerId any_of(std::span<const MarkerId> markers);

  std::vector<Node> nodes_;
  std::vector<MarkerId> children_;
  std::vector<Boundary> boundaries_;
  std::vector<Variable> variables_;
  std::vector<std::string> texts_;
  std::vector<Version> versions_;
  std::unordered_map<std::string, std::uint32_t> variable_ids_;
  std::unordered_map<std::string, std::uint32_t> text_ids_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> unique_;  // hash -> node
  Table with_knowledge_;
  Table without_knowledge_;
  std::vector<MarkerId> pairs_;       // scratch of conjunction(): children to join, two by two
  std::vector<Boundary> new_bounds_;  // and the boundaries between them
  std::vector<MarkerId> new_children_;
  MarkerId allowed_ = kAlways;  // the negation of what cannot be
  std::optional<Error> failure_;
};

}  // namespace whip::resolver
