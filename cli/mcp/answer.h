// What commands print, as what tools answer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/mcp/tool.h"
#include "core/base/json_writer.h"

namespace whip::mcp {

// A command that could not do its work: its words; nothing if it did (exit code 0 or 1).
std::optional<Answer> failed(const ProcessOutput& output);

// A text as JSON.
Result<lsp::JsonText> parse_json(std::string text);
// JSON without the line breaks that would end a message. What is no JSON is a defect of the command that wrote it.
Answer compact_answer(std::string json);

// The lines that are not empty.
std::vector<std::string_view> lines_of(std::string_view text);

// "messages": what was said on standard error, a line each; inside an object.
void write_messages(JsonWriter& json, const ProcessOutput& output);

}  // namespace whip::mcp
