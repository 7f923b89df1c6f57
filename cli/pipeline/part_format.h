// What a file leaves for the project, as bytes of the cache: what came of it when the project was linked last, the
// findings that wait, what each waits for, and the summary.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cli/pipeline/cache_format.h"
#include "linter/lint.h"

namespace whip {

// What the link said of a file: it stands for as long as the link says the same.
struct Verdict {
  CacheHash said;                    // of what the link said, and of the files that it names
  std::vector<Diagnostic> findings;  // those of them that comments in the file do not silence, with their places
};

void encode_part(const ProjectPart& part, const Verdict* verdict, std::string& out);
// Null if the bytes are not what encode_part wrote.
std::unique_ptr<ProjectPart> decode_part(std::string_view bytes);
// Nothing if there is none.
std::optional<Verdict> decode_verdict(std::string_view bytes);

}  // namespace whip
