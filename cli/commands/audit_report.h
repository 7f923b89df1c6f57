// What `whip audit` prints.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "resolver/lock/audit.h"

namespace whip::cli {

struct AuditedTarget {
  std::uint32_t minor = 0;  // 14: CPython 3.14t
  std::vector<resolver::AuditedPackage> packages;
};

struct AuditReport {
  const resolver::LockFile& lock;
  std::span<const resolver::AuditPlatform> platforms;
  std::span<const AuditedTarget> targets;
};

std::string audit_text(const AuditReport& report);
// `path`: of the lock, as given.
std::string audit_json(const AuditReport& report, const std::string& path);

}  // namespace whip::cli
