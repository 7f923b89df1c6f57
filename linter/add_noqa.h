// `--add-noqa` and `--add-ignore`: writes comments that silence everything found in a file, so that a new rule can be
// turned on for new code before the old code is mended.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint.h"

namespace whip {

enum class AddedComment : std::uint8_t {
  noqa,    // `# noqa: F401`
  ignore,  // `# ruff: ignore[F401]`
};

struct AddedComments {
  std::string text;         // the file with the comments
  std::uint32_t count = 0;  // lines that got or changed one
  std::vector<std::string> warnings;
};

// `reason` (may be empty) is put behind the codes. A comment that is there already gets more codes; what stood behind
// its codes goes.
AddedComments add_comments(const FileInput& input, const Settings& settings, const Listeners& listeners, Bench& bench,
                           AddedComment kind, std::string_view reason);

// The edit that makes a comment on its line silence one finding of the file that the bench was used for last.
Edit silencing_edit(const FileInput& input, const Listeners& listeners, Bench& bench, const Diagnostic& finding);

}  // namespace whip
