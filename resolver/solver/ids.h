// What the solver talks about: packages and ranks of versions, both plain numbers. Names, versions and markers are the
// caller's.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace whip::resolver {

struct PackageId {
  std::uint32_t value = 0;
  constexpr auto operator<=>(const PackageId&) const = default;
};

// Position of a version in the ascending list of its package's versions.
using Rank = std::uint32_t;

struct IncompatibilityId {
  std::uint32_t value = 0;
  constexpr auto operator<=>(const IncompatibilityId&) const = default;
};
constexpr IncompatibilityId kNoIncompatibility{0xFFFFFFFF};

// What the caller says of versions that cannot be used, for its own explanations.
using ReasonId = std::uint32_t;

}  // namespace whip::resolver

template <>
struct std::hash<whip::resolver::PackageId> {
  std::size_t operator()(whip::resolver::PackageId id) const noexcept { return id.value * 0x9E3779B97F4A7C15ULL; }
};
