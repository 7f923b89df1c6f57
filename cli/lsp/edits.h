// Changes of open files as the protocol writes them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/lsp/client.h"
#include "cli/lsp/open_file.h"
#include "core/base/json_writer.h"

namespace whip::lsp {

// What makes `before` into `after`: the lines that differ, so that cursors and marks elsewhere stay where they are.
// Sorted, apart from each other.
std::vector<Edit> line_edits(std::string_view before, std::string_view after);

// TextEdit[].
void write_text_edits(JsonWriter& json, const DocumentText& text, std::span<const Edit> edits, Encoding encoding);
// A WorkspaceEdit of the parts of one file.
void write_workspace_edit(JsonWriter& json, const OpenFile& file, const std::vector<PartEdit>& edits,
                          const ClientFacts& client);

}  // namespace whip::lsp
