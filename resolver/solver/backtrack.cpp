// Conflict resolution: from the incompatibility that came true back to the decision that was one too many, learning on
// the way what must not be tried again.

#include <algorithm>

#include "resolver/solver/solver.h"

namespace whip::resolver {

// Nothing, or only "the root is selected": there is no way left.
bool Solver::is_final(IncompatibilityId id) const {
  const auto terms = incompatibilities_.terms(id);
  return terms.empty() || (terms.size() == 1 && terms[0].package == root() && terms[0].term.is_positive);
}

Solver::Satisfier Solver::satisfier(IncompatibilityId id) const {
  const auto terms = incompatibilities_.terms(id);
  Satisfier last{0, 1, {}};
  const Term* statement = nullptr;
  for (const PackageTerm& one : terms) {
    const std::uint32_t at = solution_.satisfier(one.package, one.term);
    if (statement && at <= last.assignment) continue;
    last.assignment = at;
    last.package = one.package;
    statement = &one.term;
  }
  const auto assignments = solution_.assignments();
  for (const PackageTerm& one : terms) {
    if (one.package == last.package) continue;
    last.previous_level = std::max(last.previous_level, assignments[solution_.satisfier(one.package, one.term)].level);
  }
  // What was known of the satisfier's own package before may be part of it, too: then not the satisfier alone is to
  // blame.
  const Assignment& satisfying = assignments[last.assignment];
  const Term own =
      satisfying.is_decision() ? satisfying.known : incompatibilities_.term(satisfying.cause, last.package)->negated();
  if (!own.implies(*statement)) {
    const std::uint32_t earlier = solution_.satisfier(last.package, *statement, &own);
    last.previous_level = std::max(last.previous_level, assignments[earlier].level);
  }
  return last;
}

std::optional<PackageId> Solver::resolve(IncompatibilityId& conflict) {
  bool is_new = false;
  while (!is_final(conflict)) {
    const Satisfier last = satisfier(conflict);
    const Assignment& satisfying = solution_.assignments()[last.assignment];
    if (satisfying.is_decision() || last.previous_level < satisfying.level) {
      backtrack(last.previous_level);
      if (is_new) watch(conflict);
      return last.package;
    }
    conflict = incompatibilities_.derive(conflict, satisfying.cause, last.package);
    is_new = true;
  }
  failure_ = conflict;
  return std::nullopt;
}

void Solver::record(PackageId affected, IncompatibilityId conflict) {
  std::vector<PackageId> others;
  for (const PackageTerm& one : incompatibilities_.terms(conflict)) {
    if (one.package != affected && one.package != root()) others.push_back(one.package);
  }
  if (others.empty()) return;
  if (priorities_.suffer(affected)) hurried_.push_back(affected);
  for (const PackageId other : others) {
    if (priorities_.blame(other)) delayed_.push_back(other);
  }
}

// Takes back decisions so that packages whose urgency changed take their new places: what is decided earlier from now
// on, back to where it could have been decided first; what is decided later, its decision. Whether there were any.
bool Solver::reorder() {
  const bool any = !hurried_.empty() || !delayed_.empty();
  for (const PackageId package : hurried_) {
    changed_.push_back(package);
    const auto level = solution_.required_level(package);
    if (level && *level < solution_.level()) backtrack(std::max<Level>(*level, 1));
  }
  for (const PackageId package : delayed_) {
    changed_.push_back(package);
    const auto level = solution_.decision_level(package);
    if (level) backtrack(*level - 1);
  }
  hurried_.clear();
  delayed_.clear();
  return any;
}

}  // namespace whip::resolver
