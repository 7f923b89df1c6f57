// The door of the linter for a file that is open in an editor.
#pragma once

#include <functional>
#include <optional>

#include "core/syntax/change.h"
#include "linter/lint.h"

namespace whip {

// Whether nobody waits for the result any more. Asked a few times in a run.
using Interrupt = std::function<bool()>;

// The same as lint() alone or among neighbours, for a text that changed since the bench last saw the file, by this or
// by lint(). The input is as it was but for the text. What the change did not touch is not looked at again where that
// is certain to be the same. Nothing: interrupted, and the bench has seen the text.
std::optional<LintResult> lint_again(const FileInput& input, const TextChange& change, const Settings& settings,
                                     const Listeners& listeners, Bench& bench, const Interrupt& interrupt = {},
                                     const Neighbours* among = nullptr);

}  // namespace whip
