// A statement about one package. Positive: it is selected, with a version of the set. Negative: it is not selected, or
// with another version.
#pragma once

#include "resolver/solver/version_set.h"

namespace whip::resolver {

struct Term {
  bool is_positive = true;
  VersionSet set;

  static Term selected(VersionSet set) { return {true, std::move(set)}; }
  static Term not_selected(VersionSet set) { return {false, std::move(set)}; }
  static Term exactly(Rank rank) { return {true, VersionSet::one(rank)}; }
  // Says nothing: not "no version at all".
  static Term anything() { return {false, {}}; }

  bool allows(Rank rank) const { return set.contains(rank) == is_positive; }
  Term negated() const { return {!is_positive, set}; }
  bool operator==(const Term&) const = default;

  // Whether it can hold in no way.
  bool is_impossible() const { return is_positive && set.empty(); }

  Term intersection(const Term& other) const {
    if (is_positive && other.is_positive) return {true, set.intersection(other.set)};
    if (is_positive) return {true, set.without(other.set)};
    if (other.is_positive) return {true, other.set.without(set)};
    return {false, set.united(other.set)};
  }

  // Both hold, one or the other: the statement that follows from either.
  Term united(const Term& other) const { return negated().intersection(other.negated()).negated(); }

  // Whether `other` holds wherever this does.
  bool implies(const Term& other) const {
    if (is_positive) return other.is_positive ? set.is_subset_of(other.set) : set.is_disjoint_from(other.set);
    return !other.is_positive && other.set.is_subset_of(set);
  }

  bool excludes(const Term& other) const {
    if (is_positive && other.is_positive) return set.is_disjoint_from(other.set);
    if (is_positive) return set.is_subset_of(other.set);
    return other.is_positive && other.set.is_subset_of(set);
  }
};

}  // namespace whip::resolver
