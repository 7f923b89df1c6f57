#include "resolver/solver/proof.h"

#include <algorithm>

namespace whip::resolver {
namespace {

// The incompatibilities of the tree, each once, ascending: causes before what follows from them.
std::vector<IncompatibilityId> tree(const Incompatibilities& all, IncompatibilityId failure) {
  std::vector<bool> seen(all.size(), false);
  std::vector<IncompatibilityId> open{failure};
  std::vector<IncompatibilityId> found;
  while (!open.empty()) {
    const IncompatibilityId id = open.back();
    open.pop_back();
    if (seen[id.value]) continue;
    seen[id.value] = true;
    found.push_back(id);
    if (all[id].cause != Cause::derived) continue;
    open.push_back(all[id].left);
    open.push_back(all[id].right);
  }
  std::ranges::sort(found);
  return found;
}

// The term that says something of the fact's subject.
const PackageTerm& telling_term(const Incompatibilities& all, IncompatibilityId fact,
                                std::span<const PackageId> excuses) {
  const auto terms = all.terms(fact);
  return std::ranges::find(excuses, terms.back().package) == excuses.end() ? terms.back() : terms.front();
}

// Whether what the facts say of the package leaves no version of it.
bool is_exhausted(const Incompatibilities& all, const std::vector<IncompatibilityId>& facts, PackageId package,
                  std::span<const PackageId> excuses) {
  VersionSet left = VersionSet::all();
  for (const IncompatibilityId fact : facts) {
    const PackageTerm& told = telling_term(all, fact, excuses);
    if (told.package != package) continue;
    left = told.term.is_positive ? left.without(told.term.set) : left.intersection(told.term.set);
  }
  return left.empty();
}

}  // namespace

PackageId subject(const Incompatibilities& all, IncompatibilityId fact) {
  const auto terms = all.terms(fact);
  return terms.back().package;
}

Proof proof_of(const Incompatibilities& all, IncompatibilityId failure, std::span<const PackageId> excuses) {
  const std::vector<IncompatibilityId> ids = tree(all, failure);
  Proof proof;
  std::vector<IncompatibilityId> facts;
  const auto is_excuse = [&](PackageId package) { return std::ranges::find(excuses, package) != excuses.end(); };
  // That an excuse has no versions goes without saying.
  std::ranges::copy_if(ids, std::back_inserter(facts), [&](IncompatibilityId id) {
    return all[id].cause != Cause::derived && !is_excuse(all.terms(id).front().package);
  });
  const auto subject_of = [&](IncompatibilityId fact) { return telling_term(all, fact, excuses).package; };
  // The last to come up of those that run out of versions; where none does on its own, of all.
  proof.contested = subject_of(facts.back());
  for (const IncompatibilityId fact : facts) {
    if (is_exhausted(all, facts, subject_of(fact), excuses)) proof.contested = subject_of(fact);
  }

  // From the contested package to those that want it, breadth first.
  std::vector<PackageId> packages{proof.contested};
  for (std::size_t next = 0; next < packages.size(); ++next) {
    for (const IncompatibilityId fact : facts) {
      if (subject_of(fact) != packages[next]) continue;
      proof.facts.push_back(fact);
      const PackageId wanting = all.terms(fact).front().package;
      if (std::ranges::find(packages, wanting) == packages.end()) packages.push_back(wanting);
    }
  }
  for (const IncompatibilityId fact : facts) {
    if (std::ranges::find(proof.facts, fact) == proof.facts.end()) proof.facts.push_back(fact);
  }
  return proof;
}

}  // namespace whip::resolver
