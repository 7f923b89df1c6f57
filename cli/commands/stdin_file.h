// Standard input as a file: which name, kind and configuration it has.
#pragma once

#include <optional>
#include <string>

#include "cli/config/tree.h"
#include "cli/pipeline/discover.h"
#include "core/base/result.h"

namespace whip::cli {

// Absolute. Errors: io.
Result<std::string> working_directory();
// The folder whose configuration holds for the run: that of a named standard input, else the working directory.
std::string start_folder(const std::optional<std::string>& stdin_filename, const std::string& working_directory);
// Standard input as a file of the given name; without one its path is "-". Errors: a configuration is wrong.
Result<DiscoveredFile> stdin_file(const std::optional<std::string>& stdin_filename,
                                  const std::string& working_directory, ConfigTree& tree);

}  // namespace whip::cli
