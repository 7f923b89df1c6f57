#include "cli/commands/lock_memory.h"

#include <charconv>

#include "resolver/index/digest.h"
#include "resolver/index/url.h"
#include "resolver/lock/lockfile_text.h"

namespace whip::cli {

using namespace resolver;

LockMemory::LockMemory(const LockInputs& inputs) : store_(inputs.cache_folder) {
  const auto head = empty_lock(inputs.head, inputs.request);
  if (inputs.cache_folder.empty() || inputs.old_lock.empty() || !head) return;
  question_ = "whip " WHIP_VERSION "\n" + hexadecimal(sha256_of(inputs.old_lock)) + "\n" + lockfile_text(*head);
  for (const IndexSource& source : inputs.index.sources)
    question_ += source.name + " " + without_credentials(source.url) + (source.only_if_pinned ? " pinned\n" : "\n");
}

std::optional<std::size_t> LockMemory::packages() const {
  if (question_.empty()) return std::nullopt;
  const auto known = store_.find("holds", question_);
  std::size_t count = 0;
  if (!known || std::from_chars(known->body.data(), known->body.data() + known->body.size(), count).ec != std::errc())
    return std::nullopt;
  return count;
}

void LockMemory::remember(std::size_t packages) const {
  if (!question_.empty()) store_.put("holds", question_, {}, std::to_string(packages));
}

}  // namespace whip::cli
