// `whip audit`: which packages of a lock run on a free-threaded CPython, and who pulls in those that do not.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "cli/commands/audit_request.h"
#include "cli/commands/command.h"
#include "resolver/lock/facts.h"

namespace whip::cli {

std::span<const FlagGroup> audit_groups();
int run_audit(const Arguments& arguments);

// The values of --target and the like: "3.13t", "3.14t", "3.15t".
inline constexpr std::string_view kTargets[] = {"3.13t", "3.14t", "3.15t"};

// 14 of "3.14t".
std::uint32_t minor_of(std::string_view target);

// The report of `whip lock --free-threaded[=TARGET]`: as text, about the target or all that the lock is for. `facts`
// are those of the resolution.
Result<std::string> free_threading_report(AuditInputs inputs, resolver::Facts& facts, std::string_view target);

}  // namespace whip::cli
