#include "linter/concurrency/facts.h"

#include <algorithm>

#include "linter/concurrency/builder.h"

namespace whip {
namespace {

// The innermost of ranges [node, end) around a node. They lie in each other or apart, sorted by where they begin: it is
// the last that begins before the node, or one of those around that.
template <class Range, class Parent>
std::uint32_t innermost(std::span<const Range> ranges, std::uint32_t node, Parent parent) {
  const auto after = std::upper_bound(ranges.begin(), ranges.end(), node, [](std::uint32_t wanted, const Range& range) {
    return wanted <= index(range.node);
  });
  if (after == ranges.begin()) return UINT32_MAX;
  auto at = static_cast<std::uint32_t>(after - ranges.begin()) - 1;
  while (at < ranges.size() && node >= ranges[at].end) at = parent(ranges[at]);
  return at < ranges.size() ? at : UINT32_MAX;
}

// Tests, examples and build scripts are no part of what a library promises.
bool is_aside(const FileFacts& facts) {
  if (facts.name.starts_with("test_") || facts.name.ends_with("_test.py") || facts.name == "conftest.py" ||
      facts.name == "setup.py" || facts.name == "tests.py" || facts.name == "noxfile.py") {
    return true;
  }
  for (const std::string_view folder :
       {"test", "tests", "testing", "docs", "doc", "examples", "benchmarks", "benchmark", "_vendor", "vendored"}) {
    const std::size_t at = facts.path.find(folder);
    if (at == std::string_view::npos) continue;
    const bool begins = at == 0 || facts.path[at - 1] == '/';
    if (begins && facts.path.substr(at + folder.size()).starts_with('/')) return true;
  }
  return false;
}

}  // namespace

FunctionId Concurrency::function_of(NodeId node) const {
  const std::uint32_t found = innermost(std::span<const ThreadFunction>(functions_), index(node),
                                        [](const ThreadFunction& function) { return index(function.parent); });
  return found == UINT32_MAX ? kModuleCode : FunctionId{found};
}

ClassId Concurrency::class_of(NodeId node) const {
  return ClassId{innermost(std::span<const ThreadClass>(classes_), index(node),
                           [](const ThreadClass& owner) { return index(owner.parent); })};
}

FunctionId Concurrency::function_of_scope(ScopeId scope) const {
  if (scope == kNoScope || index(scope) >= function_by_scope_.size()) return kNoFunction;
  return FunctionId{function_by_scope_[index(scope)]};
}

ClassId Concurrency::class_of_scope(ScopeId scope) const {
  if (scope == kNoScope || index(scope) >= class_by_scope_.size()) return kNoClass;
  return ClassId{class_by_scope_[index(scope)]};
}

FunctionId Concurrency::method(ClassId owner, std::string_view name) const {
  if (owner == kNoClass) return kNoFunction;
  for (std::uint32_t f = first_method_[index(owner)]; f != UINT32_MAX; f = next_method_[f]) {
    if (functions_[f].name == name) return FunctionId{f};
  }
  return kNoFunction;
}

LocationId Concurrency::location(ClassId owner, std::string_view name) const {
  for (std::size_t l = globals_; l < locations_.size(); ++l) {
    if (locations_[l].owner == owner && locations_[l].name == name) return LocationId{static_cast<std::uint32_t>(l)};
  }
  return kNoLocation;
}

LocationId Concurrency::global(std::string_view name) const {
  if (globals_ == 0) return kNoLocation;
  const NameId id = names_->find_name(name);
  return id != kNoName && index(id) < location_by_name_.size() ? LocationId{location_by_name_[index(id)]} : kNoLocation;
}

LockId Concurrency::lock_of(const File& file, Node expression) const {
  const NamedPlace place = place_of(file, *this, expression);
  for (std::uint32_t l = 0; l < locks_.size(); ++l) {
    if (locks_[l].place == place) return real(LockId{l});
  }
  return kNoLock;
}

LockSet Concurrency::held_at(NodeId node) const {
  if (holds_.empty()) return 0;
  const FunctionId function = function_of(node);
  LockSet held = function == kModuleCode ? 0 : functions_[index(function)].inherited;
  for (const Hold& hold : holds_) {
    if (hold.function == function && hold.begin <= index(node) && index(node) < hold.end) held |= bit_of(hold.lock);
  }
  return held;
}

std::string Concurrency::lock_names(LockSet locks) const {
  std::string names;
  for (std::uint32_t l = 0; l < locks_.size() && l < 64; ++l) {
    if ((locks >> l & 1) == 0) continue;
    names.append(names.empty() ? "`" : " and `").append(locks_[l].place.name).append("`");
  }
  return names;
}

std::string Concurrency::function_name(FunctionId function) const {
  if (function == kNoFunction) return "other code";
  const ThreadFunction& named = (*this)[function];
  if (function == kModuleCode || named.is(ThreadFunction::is_lambda)) return std::string(named.name);
  std::string name = "`";
  if (named.owner != kNoClass) name.append((*this)[named.owner].name).append(".");
  return name.append(named.name).append("`");
}

std::string Concurrency::location_name(const Location& location) const {
  if (location.kind == LocationKind::global) return std::string(location.name);
  return std::string((*this)[location.owner].name).append(".").append(location.name);
}

void ConcurrencyBuilder::run() {
  out_.functions_.clear(), out_.classes_.clear(), out_.locks_.clear(), out_.holds_.clear(), out_.calls_.clear();
  out_.foreign_calls_.clear(), out_.entries_.clear(), out_.locations_.clear(), out_.accesses_.clear();
  out_.first_method_.clear(), out_.next_method_.clear(), out_.location_by_name_.clear();
  out_.globals_ = 0;
  out_.off_ = file_.settings.concurrency == ConcurrencyContract::off || file_.is_stub();
  out_.library_ = file_.settings.concurrency == ConcurrencyContract::library && !is_aside(file_.facts);
  out_.sites_.find(file_.tree);
  find_functions();
  if (out_.off_) return;
  find_calls();
  find_locks();
  find_holds();
  note_held_at_calls();
  find_escapes();
  find_entries();
  spread_reach();
  spread_phases();
  spread_phases_to_decorators();
  spread_locks();
  find_globals();
  find_attributes();
  group_accesses();
}

void gather_concurrency(const File& file, Concurrency& out) { ConcurrencyBuilder(file, out).run(); }

}  // namespace whip
