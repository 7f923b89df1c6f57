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

// Whether what the facts say of the package leaves no version of it.
bool is_exhausted(const Incompatibilities& all, const std::vector<IncompatibilityId>& facts, PackageId package) {
  VersionSet left = VersionSet::all();
  for (const IncompatibilityId fact : facts) {
    if (subject(all, fact) != package) continue;
    const Term& term = all.terms(fact).back().term;
    left = term.is_positive ? left.without(term.set) : left.intersection(term.set);
  }
  return left.empty();
}

}  // namespace

PackageId subject(const Incompatibilities& all, IncompatibilityId fact) {
  const auto terms = all.terms(fact);
  return terms.back().package;
}

Proof proof_of(const Incompatibilities& all, IncompatibilityId failure) {
  const std::vector<IncompatibilityId> ids = tree(all, failure);
  Proof proof;
  std::vector<IncompatibilityId> facts;
  std::ranges::copy_if(ids, std::back_inserter(facts),
                       [&](IncompatibilityId id) { return all[id].cause != Cause::derived; });
  // The last to come up of those that run out of versions; where none does on its own, of all.
  proof.contested = subject(all, facts.back());
  for (const IncompatibilityId fact : facts) {
    if (is_exhausted(all, facts, subject(all, fact))) proof.contested = subject(all, fact);
  }

  // From the contested package to those that want it, breadth first.
  std::vector<PackageId> packages{proof.contested};
  for (std::size_t next = 0; next < packages.size(); ++next) {
    for (const IncompatibilityId fact : facts) {
      if (subject(all, fact) != packages[next]) continue;
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
