#include "resolver/solver/incompatibility.h"

#include <algorithm>

namespace whip::resolver {

IncompatibilityId Incompatibilities::add(Incompatibility incompatibility, std::span<const PackageTerm> terms) {
  incompatibility.first_term = static_cast<std::uint32_t>(terms_.size());
  incompatibility.term_count = static_cast<std::uint32_t>(terms.size());
  terms_.insert(terms_.end(), terms.begin(), terms.end());
  all_.push_back(incompatibility);
  return {static_cast<std::uint32_t>(all_.size() - 1)};
}

const Term* Incompatibilities::term(IncompatibilityId id, PackageId package) const {
  for (const PackageTerm& one : terms(id)) {
    if (one.package == package) return &one.term;
  }
  return nullptr;
}

IncompatibilityId Incompatibilities::derive(IncompatibilityId left, IncompatibilityId right, PackageId package) {
  std::vector<PackageTerm> joined;
  for (const PackageTerm& one : terms(left)) {
    if (one.package != package) joined.push_back(one);
  }
  for (const PackageTerm& one : terms(right)) {
    if (one.package == package) continue;
    const auto same = std::ranges::find(joined, one.package, &PackageTerm::package);
    if (same == joined.end()) {
      joined.push_back(one);
    } else {
      same->term = same->term.intersection(one.term);
    }
  }
  const Term either = term(left, package)->united(*term(right, package));
  if (either != Term::anything()) joined.push_back({package, either});
  return add({.cause = Cause::derived, .left = left, .right = right}, joined);
}

}  // namespace whip::resolver
