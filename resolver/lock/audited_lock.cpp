#include "resolver/lock/audited_lock.h"

#include <utility>

namespace whip::resolver {

AuditedLock audited(const LockFile& lock) {
  AuditedLock out{.environments = lock.environments,
                  .requires_python = lock.requires_python,
                  .extras = lock.extras,
                  .groups = lock.groups};
  for (const LockedRelease& release : lock.packages) {
    AuditedRelease one{.name = release.name,
                       .place = release.place,
                       .version = release.version,
                       .marker = release.marker,
                       .requires_python = release.requires_python,
                       .files = release.files};
    one.is_of_index = !release.vcs && !release.directory && !release.archive;
    for (const LockedRelease::Dependency& dependency : release.dependencies)
      one.dependencies.push_back({.name = dependency.name, .version = dependency.version});
    out.packages.push_back(std::move(one));
  }
  return out;
}

}  // namespace whip::resolver
