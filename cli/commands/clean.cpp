#include "cli/commands/clean.h"

#include "cli/commands/console.h"
#include "cli/pipeline/cache.h"

namespace whip::cli {

int run_clean(const Arguments& arguments) {
  const bool is_quiet = arguments.has("--quiet") || arguments.has("--silent");
  for (const std::string& folder : remove_caches(".")) {
    if (!is_quiet) write_error("Removing cache at: " + (folder.starts_with("./") ? folder.substr(2) : folder) + "\n");
  }
  return kDone;
}

}  // namespace whip::cli
