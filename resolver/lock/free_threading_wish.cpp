#include "resolver/lock/free_threading_wish.h"

#include <algorithm>

#include "resolver/lock/audit.h"
#include "resolver/lock/free_threading.h"
#include "resolver/lock/releases.h"

namespace whip::resolver {

FreeThreadingWish wish_for(std::uint32_t minor, const std::vector<Marker>& required) {
  FreeThreadingWish wish{.minor = minor, .machines = {}};
  for (const AuditPlatform& platform : audit_platforms()) {
    const MarkerEnvironment environment = environment_of({}, minor, platform);
    const auto holds = [&](const Marker& marker) { return marker.holds_in(environment); };
    // musl is no environment that a marker can ask for.
    if (platform.machine.system != System::musllinux && (required.empty() || std::ranges::any_of(required, holds)))
      wish.machines.push_back(platform.machine);
  }
  return wish;
}

bool is_granted(const FreeThreadingWish& wish, const Releases& releases, const Release& release) {
  if (!release.has_wheel) return false;
  if (release.requires_python && !allows(*release.requires_python, wish.minor)) return false;
  std::vector<std::string> files;
  for (const PageFile& file : releases.files(release)) files.emplace_back(file.name);
  return std::ranges::all_of(free_threading_of(files, wish.minor, wish.machines).on, is_served);
}

std::vector<Rank> wished_first(const FreeThreadingWish& wish, const Releases& releases,
                               const std::vector<Rank>& preferred, bool lowest) {
  std::vector<bool> granted;
  for (const Release& release : releases.all) granted.push_back(is_granted(wish, releases, release));
  std::vector<Rank> first;
  std::ranges::copy_if(preferred, std::back_inserter(first), [&](Rank rank) { return granted[rank]; });
  const auto add = [&](Rank rank) {
    if (std::ranges::find(preferred, rank) == preferred.end()) first.push_back(rank);
  };
  const auto count = static_cast<Rank>(releases.all.size());
  for (Rank i = 0; i < count; ++i) {
    const Rank rank = lowest ? i : count - 1 - i;
    if (granted[rank]) add(rank);
  }
  std::ranges::copy_if(preferred, std::back_inserter(first), [&](Rank rank) { return !granted[rank]; });
  return first;
}

}  // namespace whip::resolver
