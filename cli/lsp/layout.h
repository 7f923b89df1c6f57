// What the formatter makes of an open document or of one cell of a notebook.
#pragma once

#include <string>

#include "cli/lsp/open_file.h"
#include "cli/lsp/project.h"
#include "core/base/result.h"
#include "formatter/format.h"

namespace whip::lsp {

// The text that the part should have. Errors: those of the formatter.
Result<std::string> formatted_text(const OpenFile& file, const Part& part, const FilePlace& place,
                                   fmt::Formatter& formatter);

}  // namespace whip::lsp
