// Which package to decide next. As uv does: first what is pinned to one version, then what kept running into conflicts,
// then in the order in which packages came up, last what kept causing conflicts for others. That order is found as the
// solving goes on, from conflicts alone, so it is the same whenever the facts are.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "resolver/solver/ids.h"

namespace whip::resolver {

enum class Urgency : std::uint8_t { causes_conflicts, ordinary, suffers_conflicts, pinned, first };

class Priorities {
 public:
  // The package came up. Calls after the first change nothing but make it pinned.
  void see(PackageId package, Urgency urgency);
  bool is_seen(PackageId package) const { return package.value < all_.size() && all_[package.value].is_seen; }
  // Whether `left` is to be decided before `right`; both were seen.
  bool is_before(PackageId left, PackageId right) const;

  // Counts a conflict, and tells whether the package's urgency changes by it: its decision should be taken back then.
  bool suffer(PackageId package);
  bool blame(PackageId package);

 private:
  static constexpr std::uint32_t kPatience = 5;  // conflicts

  struct Entry {
    bool is_seen = false;
    Urgency urgency = Urgency::ordinary;
    std::uint32_t order = 0;
    std::uint32_t suffered = 0;
    std::uint32_t blamed = 0;
  };
  Entry& entry(PackageId package);

  std::vector<Entry> all_;
  std::uint32_t seen_ = 0;
};

}  // namespace whip::resolver
