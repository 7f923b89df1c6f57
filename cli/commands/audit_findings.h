// What an audit finds, with a code for each kind: FTD001 and so on. The codes are part of our word: they never change
// their meaning.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands/audit_report.h"

namespace whip::cli {

enum class FindingLevel : std::uint8_t { error, warning, note };
std::string_view text_of(FindingLevel level);

struct FindingKind {
  std::string_view code;  // FTD001
  std::string_view name;  // gil-only
  FindingLevel level = FindingLevel::error;
  std::string_view meaning;  // sentences, the first one a summary
};
std::span<const FindingKind> finding_kinds();
// By code; null if there is none.
const FindingKind* find_finding_kind(std::string_view code);

// The kind that a package is of; null if there is nothing to say: pure, or ready everywhere.
const FindingKind* finding_of(const resolver::AuditedPackage& package);

// Sentences about a package, the reason first. Shared by all forms of the report.
std::vector<std::string> words_about(const AuditReport& report, const AuditedTarget& target,
                                     const resolver::AuditedPackage& package);
// "pulled in by a -> b -> c"; empty for what the project itself asks for, or if that is not known.
std::string path_words(const AuditReport& report, const resolver::AuditedPackage& package);
// "psutil 7.2.2"
std::string title_of(const resolver::AuditedRelease& release);
// 14 as "3.14t"
std::string target_text(std::uint32_t minor);
// Whether somebody who requires free threading cannot have the package.
bool is_obstacle(const resolver::AuditedPackage& package);

}  // namespace whip::cli
