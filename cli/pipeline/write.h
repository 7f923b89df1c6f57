// Whole files written so that nobody ever sees half of one: the new bytes go to a temporary file in the same folder,
// which then takes the name of the old one. Interrupted at any moment, the file is what it was or what it should be.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace whip {

enum class Durability : unsigned char {
  flushed,  // on the disk before the name changes: a user's source
  relaxed,  // may be lost with the machine's power: a cache
};

// Replaces what the path holds. A symbolic link stays one, its target is replaced; permissions stay (new files: 0644
// under the process' mask). A file that the folder does not let us replace (no right to create files in it) is written
// in place. Errors: io, with the words of the system.
Done write_file(const std::string& path, std::string_view bytes, Durability durability);

}  // namespace whip
