#include "cli/mcp/answer.h"

#include <algorithm>
#include <utility>

#include "cli/lsp/framing.h"

namespace whip::mcp {

std::optional<Answer> failed(const ProcessOutput& output) {
  if (output.code == 0 || output.code == 1) return std::nullopt;
  std::string said = output.err;
  while (said.ends_with('\n')) said.pop_back();
  if (said.empty()) said = "whip ended with the exit code " + std::to_string(output.code);
  return Answer::failure(std::move(said));
}

Result<lsp::JsonText> parse_json(std::string text) {
  text.reserve(text.size() + lsp::FrameReader::kPadding);
  return lsp::JsonText::parse(std::move(text));
}

Answer compact_answer(std::string text) {
  const Result<lsp::JsonText> parsed = parse_json(std::move(text));
  if (!parsed) return Answer::failure("whip printed what is no JSON: " + parsed.error().message);
  Answer answer;
  JsonWriter json(answer.json);
  lsp::write_json(json, parsed->root());
  return answer;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

void write_messages(JsonWriter& json, const ProcessOutput& output) {
  json.key("messages").begin_array();
  for (const std::string_view line : lines_of(output.err)) json.string(line);
  json.end_array();
}

}  // namespace whip::mcp
