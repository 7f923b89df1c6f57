// What a finding of one file waits for: facts that only the whole project knows. A rule about threads speaks in its
// file and says what must hold elsewhere; the link of the project (project.h) decides which of its findings stand.
//
//   report.at(node, "...").only_if({.function = f, .gate = Gate::threads});
#pragma once

#include <cstdint>
#include <vector>

#include "linter/concurrency/facts.h"

namespace whip {

// Who must be able to run the function of the finding.
enum class Gate : std::uint8_t {
  none,     // anybody: the shape is wrong in any program with threads
  threads,  // a thread started somewhere in the project, or anybody who calls a library
  many,     // more than one thread at a time: many of one start, or several starts, or the callers of a library
  started,  // threads that the project itself starts: what a library's callers do does not count
};

struct Condition {
  FunctionId function = kNoFunction;  // whose code the finding is about
  Gate gate = Gate::threads;
  // Other functions of the file, of which at least one must be able to run while the first does: those that write what
  // it reads. None: nobody else is needed.
  std::vector<FunctionId> partners = {};
};

}  // namespace whip
