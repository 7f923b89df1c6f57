// Locks that were found to hold. Whether one does follows from its bytes and from what is asked of it, so the answer
// for the same of both is kept in the cache, and `whip lock --check` of an unchanged project reads no lock at all.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "cli/commands/lock_inputs.h"
#include "resolver/index/store.h"

namespace whip::cli {

class LockMemory {
 public:
  // The question: the lock's bytes, the requirements and all options that its record tells, the indexes.
  explicit LockMemory(const LockInputs& inputs);
  // How many packages the lock has, if it is known to hold.
  std::optional<std::size_t> packages() const;
  void remember(std::size_t packages) const;

 private:
  resolver::Store store_;
  std::string question_;  // empty: there is none
};

}  // namespace whip::cli
