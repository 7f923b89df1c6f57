// The second half of a run in which rules about threads are on: when all files are read, their summaries are linked,
// and what waited for that is added to the findings of the files. What the link said last time is in the cache: a file
// of which it says the same is not judged anew, its comments are not read again.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "cli/pipeline/lint_file.h"

namespace whip {

// Adds to the results of the jobs, which must be in the order of their paths, and to what the cache is to know of them.
// Gives how many were judged anew.
std::size_t finish_project(std::span<Job> jobs, const RuleTable& rules, const RunOptions& options);

// The summaries of a run, for the files that are linted once more: to be fixed.
class ProjectAtHand {
 public:
  explicit ProjectAtHand(std::span<const Job> jobs);
  // Whether the job's file has something to fix. If others have a say in that, its neighbours are set.
  bool prepare(Job& job, const RunOptions& options);

 private:
  std::span<const Job> jobs_;
  std::vector<const Summary*> files_;
  std::vector<Neighbours> neighbours_;  // by job
};

// Says where the places are that findings of the jobs name in other files, of the run or besides.
void place_notes(std::span<Job> jobs, const RunOptions& options, std::span<const FileSummary> others = {});

}  // namespace whip
