// The outcome of a run as text: findings, differences, statistics, summary.
#pragma once

#include <span>

#include "cli/commands/check_request.h"
#include "cli/config/configuration.h"
#include "cli/pipeline/run.h"
#include "core/base/result.h"
#include "linter/rule.h"

namespace whip::cli {

// Writes to the descriptor. Errors: usage, for statistics in a format that has none; io.
Done report_run(const RunResult& result, std::span<const RuleEntry> rules, const Configuration& configuration,
                const RunOptions& options, const CheckRequest& request, int descriptor);

// Only the findings, to standard output: for --watch.
Done report_findings(const RunResult& result, std::span<const RuleEntry> rules, const Configuration& configuration,
                     const RunOptions& options, const CheckRequest& request);

}  // namespace whip::cli
