// The second half of a run in which rules about threads are on: when all files are read, their summaries are linked,
// and what waited for that is added to the findings of the files.
#pragma once

#include <span>
#include <vector>

#include "cli/pipeline/lint_file.h"

namespace whip {

// Whether findings of the job's file wait for those of the others.
Company company_of(const Job& job, const RunOptions& options);

// Adds to the results of the jobs, which must be in the order of their paths.
void finish_project(std::span<Job> jobs, const RuleTable& rules, const RunOptions& options);

}  // namespace whip
