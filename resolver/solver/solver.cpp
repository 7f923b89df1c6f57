#include "resolver/solver/solver.h"

#include <algorithm>
#include <utility>

namespace whip::resolver {

Solver::Solver() {
  add_package();
  learn(root(), Candidates{.count = 1});
  priorities_.see(root(), Urgency::first);
  const PackageTerm term{root(), Term::not_selected(VersionSet::one(0))};
  watch(incompatibilities_.add({.cause = Cause::root}, {&term, 1}));
  changed_.push_back(root());
}

PackageId Solver::add_package() {
  packages_.emplace_back();
  return {static_cast<std::uint32_t>(packages_.size() - 1)};
}

void Solver::learn(PackageId package, Candidates candidates) {
  packages_[package.value].candidates = std::move(candidates);
}

void Solver::learn(Want version, std::vector<Dependency> dependencies) {
  dependencies_.emplace(key(version), std::move(dependencies));
}

// The most urgent of what must be selected and is not yet.
std::optional<PackageId> Solver::next() const {
  std::optional<PackageId> best;
  for (const PackageId package : solution_.packages()) {
    if (solution_.is_open(package) && (!best || priorities_.is_before(package, *best))) best = package;
  }
  return best;
}

std::optional<Rank> Solver::choice(PackageId package) const {
  const Candidates& candidates = packages_[package.value].candidates;
  const VersionSet& allowed = solution_.known(package)->set;
  for (const Rank rank : candidates.preferred) {
    if (rank < candidates.count && allowed.contains(rank)) return rank;
  }
  const auto best = [&](const VersionSet& versions) {
    return candidates.direction == Direction::highest ? versions.highest(candidates.count)
                                                      : versions.lowest(candidates.count);
  };
  const std::optional<Rank> first = best(allowed);
  if (!first || !candidates.last_resort.contains(*first)) return first;
  const std::optional<Rank> other = best(allowed.without(candidates.last_resort));
  return other ? other : first;
}

std::vector<Want> Solver::wants() const {
  std::vector<Want> found;
  for (const PackageId package : solution_.packages()) {
    if (!solution_.is_open(package)) continue;
    const auto version = choice(package);
    if (version && !knows({package, *version})) found.push_back({package, *version});
  }
  std::ranges::sort(
      found, [&](const Want& left, const Want& right) { return priorities_.is_before(left.package, right.package); });
  return found;
}

// The package came up: from here on it has a place in the order, and its unusable versions are known to be so.
void Solver::see(const Dependency& dependency) {
  const bool is_new = !priorities_.is_seen(dependency.package);
  priorities_.see(dependency.package, dependency.is_pinned ? Urgency::pinned : Urgency::ordinary);
  if (!is_new) return;
  for (const Unusable& unusable : packages_[dependency.package.value].candidates.unusable) {
    const PackageTerm term{dependency.package, Term::selected(unusable.versions)};
    watch(incompatibilities_.add({.cause = Cause::unusable, .reason = unusable.reason}, {&term, 1}));
  }
}

// Versions of the dependent that ask for the same are told of together, which makes for fewer incompatibilities and for
// explanations that speak of ranges.
IncompatibilityId Solver::depend(Want dependent, const Dependency& dependency) {
  Package& package = packages_[dependent.package.value];
  if (dependent.package == dependency.package) {  // on itself, in another version
    const PackageTerm term{dependent.package, Term::exactly(dependent.version)};
    const IncompatibilityId id = incompatibilities_.add({.cause = Cause::dependency}, {&term, 1});
    watch(id);
    return id;
  }
  VersionSet versions = VersionSet::one(dependent.version);
  const Term met = Term::not_selected(dependency.versions);
  const auto says_the_same = [&](IncompatibilityId id) {
    const auto terms = incompatibilities_.terms(id);
    return terms.size() == 2 && terms[1].package == dependency.package && terms[1].term == met;
  };
  const bool can_be_met = !dependency.versions.empty();
  const auto same = can_be_met ? std::ranges::find_if(package.dependencies, says_the_same) : package.dependencies.end();
  if (same != package.dependencies.end()) {
    versions = versions.united(incompatibilities_.terms(*same)[0].term.set);
    for (const PackageId mentioned : {dependent.package, dependency.package}) {
      std::erase(packages_[mentioned.value].mentioned_by, *same);
    }
    package.dependencies.erase(same);
  }
  std::vector<PackageTerm> terms{{dependent.package, Term::selected(std::move(versions))}};
  terms.push_back({dependency.package, met});
  if (!can_be_met) terms.pop_back();
  const IncompatibilityId id = incompatibilities_.add({.cause = Cause::dependency}, terms);
  package.dependencies.push_back(id);
  watch(id);
  return id;
}

// The incompatibilities of the version's dependencies. Gives one that already holds but for the version itself, if any.
IncompatibilityId Solver::use(Want version) {
  const auto place = std::ranges::lower_bound(used_, key(version));
  if (place != used_.end() && *place == key(version)) return kNoIncompatibility;
  used_.insert(place, key(version));
  IncompatibilityId broken = kNoIncompatibility;
  for (const Dependency& dependency : dependencies_.find(key(version))->second) {
    see(dependency);
    const bool is_own = dependency.package == version.package;
    if (is_own && dependency.versions.contains(version.version)) continue;
    const IncompatibilityId id = depend(version, dependency);
    const Term* known = solution_.known(dependency.package);
    if (known) changed_.push_back(dependency.package);
    if (is_own || dependency.versions.empty() || (known && known->excludes(Term::selected(dependency.versions)))) {
      broken = id;
    }
  }
  return broken;
}

// Versions whose dependencies contradict what is known are not decided: propagation will rule them out.
void Solver::decide(PackageId package, Rank version) {
  const IncompatibilityId broken = use({package, version});
  if (broken == kNoIncompatibility) {
    solution_.decide(package, version);
  } else {
    record(package, broken);
  }
}

Turn Solver::advance() {
  if (failure_ != kNoIncompatibility) return {Turn::impossible, {}};
  for (;;) {
    if (!propagate()) return {Turn::impossible, {}};
    const auto package = next();
    if (!package) return {Turn::solved, {}};
    const auto version = choice(*package);
    if (!version) {
      const PackageTerm term{*package, *solution_.known(*package)};
      watch(incompatibilities_.add({.cause = Cause::no_versions}, {&term, 1}));
    } else if (!knows({*package, *version})) {
      return {Turn::needs_facts, {*package, *version}};
    } else {
      decide(*package, *version);
    }
    changed_.push_back(*package);
  }
}

std::vector<Selected> Solver::selection() const {
  std::vector<Selected> found;
  for (const Assignment& assignment : solution_.assignments()) {
    if (assignment.is_decision()) found.push_back({assignment.package, *assignment.known.set.lowest(kEveryRank)});
  }
  return found;
}

}  // namespace whip::resolver
