// Files of configuration, read from the disk.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/toml/read.h"

namespace whip {

// The text of a file. Errors: `io`.
Result<std::string> read_text(const std::string& path);

// Errors: `io`, and those of parse_toml.
Result<Value> load_toml(const std::string& path);

}  // namespace whip
