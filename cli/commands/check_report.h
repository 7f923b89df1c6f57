// The outcome of a run as text: findings, differences, statistics, summary.
#pragma once

#include <span>

#include "cli/commands/check_session.h"
#include "cli/pipeline/run.h"
#include "core/base/result.h"
#include "core/report/fingerprint.h"

namespace whip::cli {

// What a report tells besides the findings.
struct Outcome {
  int exit_code = 0;                       // of the command
  std::span<const Fingerprint> gone = {};  // --watch: findings that are no more
};

// Writes to the descriptor. Errors: usage, for statistics in a format that has none; io.
Done report_run(const Session& session, const RunResult& result, const Outcome& outcome, int descriptor);

// Only the findings, to standard output: for --watch.
Done report_findings(const Session& session, const RunResult& result, const Outcome& outcome);

}  // namespace whip::cli
