// Incompatibilities: statements that must not all hold at once.
//     {a 1.0 or 1.1, not b 2.x}      a 1.0 and 1.1 depend on b 2.x
// All that the solver knows is an incompatibility: dependencies, versions that are missing or unusable, and what
// follows from two others. They live in one arena and never change, so that the derivation of a failure can be told
// afterwards.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "resolver/solver/ids.h"
#include "resolver/solver/term.h"

namespace whip::resolver {

enum class Cause : std::uint8_t {
  root,         // the root must be selected
  dependency,   // terms: the dependent, and what it depends on, negated (missing if that can never be met)
  no_versions,  // no version of the package is in the set
  unusable,     // the caller said so, see reason
  derived,      // follows from `left` and `right`
};

struct PackageTerm {
  PackageId package;
  Term term;
};

struct Incompatibility {
  Cause cause = Cause::root;
  std::uint32_t first_term = 0;  // into the arena
  std::uint32_t term_count = 0;
  IncompatibilityId left = kNoIncompatibility;  // of derived ones
  IncompatibilityId right = kNoIncompatibility;
  ReasonId reason = 0;  // of unusable ones
};

class Incompatibilities {
 public:
  IncompatibilityId add(Incompatibility incompatibility, std::span<const PackageTerm> terms);
  const Incompatibility& operator[](IncompatibilityId id) const { return all_[id.value]; }
  std::span<const PackageTerm> terms(IncompatibilityId id) const {
    return std::span(terms_).subspan(all_[id.value].first_term, all_[id.value].term_count);
  }
  // Null if it says nothing of the package.
  const Term* term(IncompatibilityId id, PackageId package) const;
  // What follows from both: the statements of either, those about `package` joined.
  IncompatibilityId derive(IncompatibilityId left, IncompatibilityId right, PackageId package);
  std::size_t size() const { return all_.size(); }

 private:
  std::vector<Incompatibility> all_;
  std::vector<PackageTerm> terms_;
};

}  // namespace whip::resolver
