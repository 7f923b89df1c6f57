// `explain`: what `whip rule` knows of a rule.

#include "cli/mcp/answer.h"
#include "cli/mcp/arguments.h"

namespace whip::mcp {
namespace {

Result<Call> call(lsp::Json arguments, const Workspace& workspace) {
  ArgumentReader in(arguments, workspace);
  const std::string code = in.text("code").value_or("");
  if (const Done fine = in.finish(); !fine) return fine.error();
  if (code.empty() || code.starts_with('-')) {
    return Error{.code = ErrorCode::usage, .message = "`code` must be a rule's code or name", .path = {}};
  }
  return Call{.words = {"rule", "--output-format=json", code}, .input = {}, .answer = [](const ProcessOutput& output) {
                if (auto failure = failed(output)) return *failure;
                return compact_answer(output.out);
              }};
}

}  // namespace

const Tool kExplain{
    .name = "explain",
    .title = "Explain a rule",
    .description = "What a rule finds, why it is there, what to write instead, and whether it has a fix.",
    .input_schema = R"({"type":"object","additionalProperties":false,"required":["code"],"properties":{)"
                    R"("code":{"type":"string","description":"F401, or unused-import"}}})",
    .output_schema =
        R"({"type":"object","required":["name","code","linter","summary","fix","explanation"],"properties":{)"
        R"("name":{"type":"string"},"code":{"type":"string"},"linter":{"type":"string"},"summary":{"type":"string"},"fix":{"type":"string"},)"
        R"("fix_availability":{"type":"string"},"explanation":{"type":"string","description":"Markdown"},"preview":{"type":"boolean"},)"
        R"("default":{"type":"boolean"},"severity":{"type":"string"},"since":{"type":"string"}}})",
    .only_reads = true,
    .call = call,
};

}  // namespace whip::mcp
