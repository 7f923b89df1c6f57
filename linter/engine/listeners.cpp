#include "linter/engine/listeners.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <numeric>

namespace whip {
namespace {

using CallsByKind = std::array<std::vector<Listeners::NodeCall>, kKindCount>;

// Those of the calls that are wanted, one kind behind the other.
template <class Wanted>
Listeners::NodeCalls table_of(const CallsByKind& by_kind, Wanted wanted) {
  Listeners::NodeCalls table;
  for (std::size_t k = 0; k < kKindCount; ++k) {
    std::ranges::copy_if(by_kind[k], std::back_inserter(table.nodes), wanted);
    table.first[k + 1] = static_cast<std::uint16_t>(table.nodes.size());
    table.heard[k] = table.first[k + 1] != table.first[k];
    if (table.heard[k]) table.hears.insert(static_cast<Kind>(k));
  }
  return table;
}

Listeners::Calls collect(std::span<const RuleEntry> table, const RuleSet& enabled, TreeState state) {
  Listeners::Calls calls;
  CallsByKind by_kind;
  enabled.for_each([&](RuleId id) {
    const Listens& listens = table[static_cast<std::size_t>(id)].rule->listens;
    if (state == TreeState::with_errors && !listens.tolerates_errors) return;
    if (listens.node != nullptr) {
      for (std::size_t k = 0; k < kKindCount; ++k) {
        if (listens.kinds.contains(static_cast<Kind>(k))) by_kind[k].push_back({listens.node, id});
      }
    }
    if (listens.binding != nullptr) calls.bindings.push_back({listens.binding, id});
    if (listens.file != nullptr) calls.files.push_back({listens.file, id});
    calls.needs_names |= listens.needs_names;
    calls.needs_concurrency |= listens.needs_concurrency;
  });
  const auto is_near = [&](const Listeners::NodeCall& call) {
    return !table[static_cast<std::size_t>(call.rule)].rule->listens.needs_names;
  };
  calls.all = table_of(by_kind, [](const Listeners::NodeCall&) { return true; });
  calls.near = table_of(by_kind, is_near);
  calls.far = table_of(by_kind, std::not_fn(is_near));
  return calls;
}

}  // namespace

Listeners::Listeners(std::span<const RuleEntry> table, const RuleSet& enabled)
    : table_(table),
      enabled_(enabled),
      calls_{collect(table, enabled, TreeState::whole), collect(table, enabled, TreeState::with_errors)} {
  enabled.for_each([&](RuleId id) {
    const Listens& listens = table[static_cast<std::size_t>(id)].rule->listens;
    if (listens.line != nullptr) lines_.push_back({listens.line, id});
    if (listens.project != nullptr) projects_.push_back({listens.project, id});
    if (listens.build != nullptr) builds_.push_back({listens.build, id});
  });
  by_code_.resize(table.size());
  std::iota(by_code_.begin(), by_code_.end(), std::uint16_t{0});
  std::ranges::sort(by_code_, {}, [&](std::uint16_t row) { return table[row].code; });
}

std::optional<RuleId> Listeners::find(std::string_view code) const {
  const auto found = std::ranges::lower_bound(by_code_, code, {}, [&](std::uint16_t row) { return table_[row].code; });
  if (found == by_code_.end() || table_[*found].code != code) return std::nullopt;
  return static_cast<RuleId>(*found);
}

std::optional<RuleId> Listeners::find_enabled(std::string_view code) const {
  const std::optional<RuleId> rule = find(code);
  return rule && enabled_.contains(*rule) ? rule : std::nullopt;
}

}  // namespace whip
