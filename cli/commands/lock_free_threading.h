// What `whip lock` does about free threading besides locking: the options, and what is said afterwards.
#pragma once

#include "cli/commands/audit.h"
#include "cli/commands/lock_inputs.h"
#include "resolver/lock/lockfile.h"

namespace whip::cli {

inline constexpr Flag kFreeThreadingFlags[] = {
    {.name = "--free-threaded",
     .takes = Takes::maybe_a_value,
     .value = "TARGET",
     .help = "Tell afterwards what of the lock runs without the GIL, as `whip audit` does [default: every target that "
             "the lock is for]",
     .choices = kTargets},
    {.name = "--prefer-free-threaded",
     .takes = Takes::maybe_a_value,
     .value = "TARGET",
     .help = "Take the newest version that runs without the GIL on all required platforms, where there is one that "
             "fits [default: 3.14t]",
     .choices = kTargets},
};

// The reports that were asked for; gives kDone, or kFailure if one cannot be had. `inputs` as they were before locking.
int report_free_threading(const Arguments& arguments, LockInputs inputs, const resolver::LockFile& lock);

}  // namespace whip::cli
