// Unit propagation: an incompatibility of which all statements hold but one makes the opposite of that one hold.

#include <algorithm>

#include "resolver/solver/solver.h"

namespace whip::resolver {

Relation Solver::relation(IncompatibilityId id, PackageId& unsatisfied) const {
  Relation relation = Relation::satisfied;
  for (const PackageTerm& one : incompatibilities_.terms(id)) {
    const Term* known = solution_.known(one.package);
    if (known && known->implies(one.term)) continue;
    if (known && known->excludes(one.term)) {
      unsatisfied = one.package;
      return Relation::contradicted;
    }
    if (relation == Relation::satisfied) {
      relation = Relation::almost_satisfied;
      unsatisfied = one.package;
    } else {
      relation = Relation::inconclusive;
    }
  }
  return relation;
}

void Solver::watch(IncompatibilityId id) {
  for (const PackageTerm& one : incompatibilities_.terms(id)) packages_[one.package.value].mentioned_by.push_back(id);
}

void Solver::contradict(IncompatibilityId id) {
  if (id.value >= contradicted_.size()) contradicted_.resize(incompatibilities_.size(), 0);
  contradicted_[id.value] = solution_.level() + 1;
  contradictions_.push_back({id, solution_.level()});
}

void Solver::backtrack(Level level) {
  solution_.backtrack(level);
  while (!contradictions_.empty() && contradictions_.back().level > level) {
    contradicted_[contradictions_.back().id.value] = 0;
    contradictions_.pop_back();
  }
}

// Newest first: what was learned from conflicts is the most telling. False where `conflict` holds in full.
bool Solver::propagate_from(PackageId package, std::vector<PackageId>& changed, IncompatibilityId& conflict) {
  const auto& mentioned_by = packages_[package.value].mentioned_by;
  for (std::size_t i = mentioned_by.size(); i-- > 0;) {
    const IncompatibilityId id = mentioned_by[i];
    if (id.value < contradicted_.size() && contradicted_[id.value] != 0) continue;
    PackageId unsatisfied;
    switch (relation(id, unsatisfied)) {
      case Relation::satisfied:
        conflict = id;
        return false;
      case Relation::almost_satisfied:
        if (std::ranges::find(changed, unsatisfied) == changed.end()) changed.push_back(unsatisfied);
        solution_.derive(unsatisfied, incompatibilities_.term(id, unsatisfied)->negated(), id);
        contradict(id);
        break;
      case Relation::contradicted:
        contradict(id);
        break;
      case Relation::inconclusive:
        break;
    }
  }
  return true;
}

bool Solver::propagate() {
  do {
    while (!changed_.empty()) {
      const PackageId package = changed_.back();
      changed_.pop_back();
      IncompatibilityId conflict;
      if (propagate_from(package, changed_, conflict)) continue;
      ++conflicts_;
      const auto affected = resolve(conflict);
      if (!affected) return false;
      changed_.assign(1, *affected);
      solution_.derive(*affected, incompatibilities_.term(conflict, *affected)->negated(), conflict);
      contradict(conflict);
      record(*affected, conflict);
    }
  } while (reorder());
  return true;
}

}  // namespace whip::resolver
