// What a lock means for a free-threaded CPython: each package that it would install there, and who pulls it in.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/lock/audited_lock.h"
#include "resolver/lock/free_threading.h"

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

// Another version of a package that runs where the locked one does not.
struct Alternative {
  std::string version;
  Readiness readiness = Readiness::unknown;
  std::vector<std::string> moves;  // locked packages that do not fit it: they would change too
};

struct AuditedPackage {
  std::size_t package = 0;             // in the lock
  std::vector<std::size_t> platforms;  // those of the request where its marker holds
  FreeThreading state;                 // `on` is parallel to `platforms`
  bool is_blocked = false;             // nowhere is there something to install
  std::vector<std::size_t> missing;    // indices into `platforms`: not there, though elsewhere
  std::vector<std::size_t> path;       // of packages, from one that nothing needs down to this; empty: not known
  // What only an index tells (audit_index.h).
  Declared declared = Declared::nothing;
  std::optional<Alternative> older;  // than the locked version, within the constraints
  std::optional<Alternative> newer;
  std::string out_of_reach;  // a version that would run, but does not fit, and why
  bool never = false;        // no version runs there
  // Whether a platform has wheels, but none that runs without the GIL.
  bool needs_gil_somewhere() const;
  // Whether it is not known, or not to be had, on some platform.
  bool is_lacking() const { return is_blocked || !missing.empty(); }
};
// `older-ready` and `newer-ready` where there is such a version, else what the files of the locked one are.
std::string_view status_of(const AuditedPackage& package);

// Whether the lock is for this Python at all.
bool is_locked_for(const AuditedLock& lock, std::uint32_t minor);
MarkerEnvironment environment_of(const AuditedLock& lock, std::uint32_t minor, const AuditPlatform& platform);
bool allows(const Specifiers& requires_python, std::uint32_t minor);
// In the order of the lock, without the packages that no platform needs. All extras and groups are taken.
std::vector<AuditedPackage> audit(const AuditedLock& lock, std::uint32_t minor,
                                  std::span<const AuditPlatform> platforms);

}  // namespace whip::resolver
