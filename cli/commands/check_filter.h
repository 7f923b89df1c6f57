// Which of the findings are shown: --since, --changed and --baseline leave out what was there before, --max-findings
// what is too much.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/commands/check_session.h"
#include "cli/commands/git_changes.h"

namespace whip::cli {

// Whether findings are compared with others, so that they need fingerprints.
bool compares_findings(const CheckRequest& request);

// Keeps those of the files that changed. Gives what git says about the ones kept, in their order.
// Errors: as git_changes.
Result<GitChanges> keep_changed(std::vector<DiscoveredFile>& files, const Session& session);

// Keeps the findings that touch a changed line or that the file's earlier version did not have. `files` are those that
// were linted and `changes` theirs. Errors: io.
Done keep_since(RunResult& result, std::span<const DiscoveredFile> files, const GitChanges& changes,
                const Session& session);

// Leaves out the findings whose fingerprints are known (sorted).
void leave_out(RunResult& result, std::span<const Fingerprint> known);
// --baseline. Errors: io, or that it is no baseline.
Done leave_out_baseline(RunResult& result, const std::string& path);
// --write-baseline. Errors: io.
Done write_baseline(const RunResult& result, const Session& session, const std::string& path);

// --max-findings: the first so many.
void cut_findings(RunResult& result, std::size_t most);

}  // namespace whip::cli
