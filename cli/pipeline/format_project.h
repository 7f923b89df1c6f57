// `check --format` where rules are on that look at the other files too. Formatting moves what files tell each other, so
// these rules are asked before it, for what they mend, and about the files as they are after it. Between, each file is
// linted and formatted by itself.
#pragma once

#include <span>
#include <string_view>

#include "cli/pipeline/run.h"

namespace whip {

// Whether a run is one of these. Where differences are only shown, nothing is there to be asked about.
bool formats_project(std::span<const DiscoveredFile> files, const ConfigTree& tree, const RuleTable& rules,
                     const RunOptions& options);

// As lint_files and lint_text, for such a run.
RunResult format_project_files(std::span<const DiscoveredFile> files, const ConfigTree& tree, const RuleTable& rules,
                               const RunOptions& options);
TextResult format_project_text(std::string_view text, const DiscoveredFile& file, const ConfigTree& tree,
                               const RuleTable& rules, const RunOptions& options,
                               std::span<const DiscoveredFile> others);

// The middle step alone, and the whole of any other run (run.cpp).
RunResult lint_each(std::span<const DiscoveredFile> files, const ConfigTree& tree, const RuleTable& rules,
                    const RunOptions& options);
TextResult lint_one(std::string_view text, const DiscoveredFile& file, const ConfigTree& tree, const RuleTable& rules,
                    const RunOptions& options, std::span<const DiscoveredFile> others);

}  // namespace whip
