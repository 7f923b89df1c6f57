#include "resolver/solver/partial_solution.h"

namespace whip::resolver {

void PartialSolution::push(PackageId package, IncompatibilityId cause, Term known) {
  if (package.value >= last_.size()) {
    last_.resize(package.value + 1, 0);
    decided_.resize(package.value + 1, 0);
    open_.resize(package.value + 1, 0);
  }
  std::uint32_t& last = last_[package.value];
  if (last == 0) packages_.push_back(package);
  open_[package.value] = known.is_positive && cause != kNoIncompatibility && !is_decided(package);
  assignments_.push_back({package, level_, cause, last, std::move(known)});
  last = static_cast<std::uint32_t>(assignments_.size());
}

const Term* PartialSolution::known(PackageId package) const {
  if (package.value >= last_.size() || last_[package.value] == 0) return nullptr;
  return &assignments_[last_[package.value] - 1].known;
}

std::optional<Level> PartialSolution::decision_level(PackageId package) const {
  if (!is_decided(package)) return std::nullopt;
  return assignments_[decided_[package.value] - 1].level;
}

std::optional<Level> PartialSolution::required_level(PackageId package) const {
  std::optional<Level> level;
  if (package.value >= last_.size()) return level;
  for (std::uint32_t at = last_[package.value]; at != 0; at = assignments_[at - 1].before) {
    if (assignments_[at - 1].known.is_positive) level = assignments_[at - 1].level;
  }
  return level;
}

void PartialSolution::decide(PackageId package, Rank rank) {
  ++level_;
  push(package, kNoIncompatibility, Term::exactly(rank));
  decided_[package.value] = last_[package.value];
}

void PartialSolution::derive(PackageId package, const Term& term, IncompatibilityId cause) {
  const Term* before = known(package);
  push(package, cause, before ? before->intersection(term) : term);
}

void PartialSolution::backtrack(Level level) {
  while (!assignments_.empty() && assignments_.back().level > level) {
    const Assignment& last = assignments_.back();
    last_[last.package.value] = last.before;
    if (last.before == 0) packages_.pop_back();
    if (last.is_decision()) decided_[last.package.value] = 0;
    open_[last.package.value] =
        last.before != 0 && assignments_[last.before - 1].known.is_positive && !is_decided(last.package);
    assignments_.pop_back();
  }
  level_ = level;
}

std::uint32_t PartialSolution::satisfier(PackageId package, const Term& term, const Term* extra) const {
  std::uint32_t found = kNone;
  for (std::uint32_t at = last_[package.value]; at != 0; at = assignments_[at - 1].before) {
    const Term& known = assignments_[at - 1].known;
    const bool holds = extra ? known.intersection(*extra).implies(term) : known.implies(term);
    if (!holds) break;  // what is known only grows
    found = at - 1;
  }
  return found;
}

}  // namespace whip::resolver
