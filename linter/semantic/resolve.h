// Builds the semantic model of a file.
#pragma once

#include <string_view>

#include "core/syntax/parse.h"
#include "core/syntax/python_version.h"
#include "linter/semantic/names.h"

namespace whip {

// Fills `out` (emptied first; its memory is reused). String annotations are parsed and their nodes appended to `tree`. `text` must be
// followed by Source::kPadding NUL bytes (a Source is). All arguments but the parser must outlive `out`.
void resolve_names(std::string_view text, Tree& tree, Parser& parser, const FileFacts& facts, const Settings& settings,
                   PythonVersion target, Names& out);

}  // namespace whip
