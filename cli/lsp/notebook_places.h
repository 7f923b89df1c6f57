// A notebook that is not open in the editor: its cells have no names there, so what is found in them is shown at its
// place in the file, which is JSON.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "cli/pipeline/notebook.h"
#include "core/report/diagnostic.h"

namespace whip::lsp {

// Where a span of the notebook's joined cells is in the file: what it covers of the JSON texts of its first cell.
Span place_in_file(std::string_view json, const Notebook& notebook, Span span);

// Moves findings in the joined cells to their places in the file.
void place_in_file(std::string_view json, const Notebook& notebook, std::vector<Diagnostic>& findings);

}  // namespace whip::lsp
