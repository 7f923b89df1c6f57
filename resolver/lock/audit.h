// What a lock means for a free-threaded CPython: each package that it would install there, and who pulls it in.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "resolver/lock/free_threading.h"
#include "resolver/lock/lockfile_read.h"

namespace whip::resolver {

struct AuditPlatform {
  std::string_view triple;  // what the command line calls it
  std::string_view name;    // for people: "linux x86_64"
  Platform machine;
  std::string_view os_name;
  std::string_view platform_system;
};
// Current systems; the first four are asked about by default.
std::span<const AuditPlatform> audit_platforms();
inline constexpr std::size_t kDefaultPlatforms = 4;

struct AuditedPackage {
  std::size_t package = 0;             // in the lock
  std::vector<std::size_t> platforms;  // those of the request where its marker holds
  FreeThreading state;                 // `on` is parallel to `platforms`
  bool is_blocked = false;             // nowhere is there something to install
  std::vector<std::size_t> missing;    // indices into `platforms`: not there, though elsewhere
  std::vector<std::size_t> path;       // of packages, from one that nothing needs down to this; empty: not known
  // Whether a platform has wheels, but none that runs without the GIL.
  bool needs_gil_somewhere() const;
};

// Whether the lock is for this Python at all.
bool is_locked_for(const LockFile& lock, std::uint32_t minor);
// In the order of the lock, without the packages that no platform needs. All extras and groups are taken.
std::vector<AuditedPackage> audit(const LockFile& lock, std::uint32_t minor, std::span<const AuditPlatform> platforms);

}  // namespace whip::resolver
