// What a file leaves for the project, as bytes of the cache: the findings that wait, what each waits for, and the
// summary.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "linter/lint.h"

namespace whip {

void encode_part(const ProjectPart& part, std::string& out);
// Null if the bytes are not what encode_part wrote.
std::unique_ptr<ProjectPart> decode_part(std::string_view bytes);

}  // namespace whip
