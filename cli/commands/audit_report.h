// What `whip audit` prints, in its forms.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "resolver/lock/audit.h"
#include "resolver/project/manifest.h"

namespace whip::cli {

struct AuditedTarget {
  std::uint32_t minor = 0;  // 14: CPython 3.14t
  std::vector<resolver::AuditedPackage> packages;
};

struct AuditReport {
  const resolver::AuditedLock& lock;
  std::string path;  // of the lock, as given
  std::span<const resolver::AuditPlatform> platforms;
  std::span<const AuditedTarget> targets;
  // Where the project asks for a package, by its name: for findings to point at.
  std::map<std::string, resolver::PlacedRequirement> wishes;
  // What no index told of, and why; one line for people. Empty if all was known.
  std::string unknown;
  bool all = false;  // a line also for packages that are pure or ready everywhere
};

std::string audit_text(const AuditReport& report);
std::string audit_markdown(const AuditReport& report);
std::string audit_json(const AuditReport& report);
std::string audit_sarif(const AuditReport& report);

}  // namespace whip::cli
