// Who hears what: the enabled rules, ordered by what they listen to. Built once per set of rules, then shared read-only
// by all threads.
//
// Calls for kind k are nodes[first[k]] .. nodes[first[k+1]]: a node costs one look at a table, and most find nobody.
//
// A rule for nodes that needs no names must look at nothing but the node's statement of the module and its neighbours;
// a rule for lines at nothing but the line, the statement that it is in, and what joins it to the line before. So their
// findings can be kept while somebody types elsewhere (near.h).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/syntax/kind_scan.h"
#include "linter/rule.h"
#include "linter/rule_set.h"

namespace whip {

// Whether trees with errors are looked at. On those only rules that need no more than tokens or lines run.
enum class TreeState : std::uint8_t { whole, with_errors };

class Listeners {
 public:
  struct NodeCall {
    Listens::NodeFunction function;
    RuleId rule;
  };
  struct LineCall {
    Listens::LineFunction function;
    RuleId rule;
  };
  struct BindingCall {
    Listens::BindingFunction function;
    RuleId rule;
  };
  struct FileCall {
    Listens::FileFunction function;
    RuleId rule;
  };
  struct ProjectCall {
    Listens::ProjectFunction function;
    RuleId rule;
  };
  struct BuildCall {
    Listens::BuildFunction function;
    RuleId rule;
  };
  // Who hears nodes, by kind.
  struct NodeCalls {
    std::array<std::uint16_t, kKindCount + 1> first{};
    std::vector<NodeCall> nodes;
    KindSet hears;
    KindTable heard{};  // the same as a table

    std::span<const NodeCall> of(Kind kind) const {
      const auto k = static_cast<std::size_t>(kind);
      return std::span(nodes).subspan(first[k], static_cast<std::size_t>(first[k + 1] - first[k]));
    }
  };
  // Calls for one state of the tree.
  struct Calls {
    NodeCalls all;
    NodeCalls near;  // of these, who needs no names
    NodeCalls far;   // and the others
    std::vector<BindingCall> bindings;
    std::vector<FileCall> files;
    bool needs_names = false;
    bool needs_concurrency = false;
  };

  // `table` must outlive the listeners. Rules are called in its order.
  Listeners(std::span<const RuleEntry> table, const RuleSet& enabled);

  const Calls& calls(TreeState state) const { return calls_[static_cast<std::size_t>(state)]; }
  std::span<const LineCall> lines() const { return lines_; }
  std::span<const ProjectCall> projects() const { return projects_; }
  std::span<const BuildCall> builds() const { return builds_; }
  // Whether a rule that is on asks about threads: then files have summaries, and their findings may wait for the
  // project.
  bool needs_project() const { return calls_[0].needs_concurrency; }

  std::span<const RuleEntry> table() const { return table_; }
  const RuleSet& enabled() const { return enabled_; }
  // The rule with that code, enabled or not. O(log rules).
  std::optional<RuleId> find(std::string_view code) const;
  // The rule with that code if it is enabled.
  std::optional<RuleId> find_enabled(std::string_view code) const;
  const RuleEntry& entry(RuleId rule) const { return table_[static_cast<std::size_t>(rule)]; }

 private:
  std::span<const RuleEntry> table_;
  RuleSet enabled_;
  std::array<Calls, 2> calls_;
  std::vector<LineCall> lines_;
  std::vector<ProjectCall> projects_;
  std::vector<BuildCall> builds_;
  std::vector<std::uint16_t> by_code_;  // rows of the table
};

}  // namespace whip
