// Changes of a whole file: everything that can be mended, imports sorted, layout.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/lsp/check.h"
#include "cli/lsp/open_file.h"

namespace whip::lsp {

// From fixes as the linter makes them to the edits of each part.
std::vector<PartEdit> edits_of(const OpenFile& file, const FixResult& fixes, Encoding encoding);
// From one fix of a finding.
std::vector<PartEdit> edits_of(const OpenFile& file, const std::vector<Edit>& edits, Encoding encoding);
// What makes the text of one part into another.
void add_line_edits(const OpenFile& file, std::size_t part, std::string_view after, Encoding encoding,
                    std::vector<PartEdit>& out);

}  // namespace whip::lsp
