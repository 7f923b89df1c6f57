// `audit`: which packages of a lock run without the GIL.

#include "cli/mcp/answer.h"
#include "cli/mcp/arguments.h"

namespace whip::mcp {
namespace {

Result<Call> call(lsp::Json arguments, const Workspace& workspace) {
  ArgumentReader in(arguments, workspace);
  Call out{.words = {"audit", "--json", "--offline"}, .input = {}, .answer = nullptr};
  for (const std::string& target : in.texts("targets")) out.words.push_back("--target=" + target);
  for (const std::string& platform : in.texts("platforms")) out.words.push_back("--python-platform=" + platform);
  out.words.push_back(in.path("lock").value_or("pylock.toml"));
  if (const Done fine = in.finish(); !fine) return fine.error();
  out.answer = [](const ProcessOutput& output) {
    if (auto failure = failed(output)) return *failure;
    const Answer report = compact_answer(output.out);
    if (!report.trouble.empty()) return report;
    Answer answer;
    JsonWriter json(answer.json);
    json.begin_object().key("report").raw(report.json);
    write_messages(json, output);
    json.end_object();
    return answer;
  };
  return out;
}

}  // namespace

const Tool kAudit{
    .name = "audit",
    .title = "Audit a lock for free threading",
    .description =
        "Tells for each free-threaded CPython and each platform which packages of a lock run without the GIL, and who "
        "pulls "
        "in those that do not. It reads the lock alone.",
    .input_schema =
        R"({"type":"object","additionalProperties":false,"properties":{)"
        R"("lock":{"type":"string","default":"pylock.toml"},)"
        R"("targets":{"type":"array","items":{"type":"string"},"description":"3.13t, 3.14t, ...; all that the lock is for if none are given"},)"
        R"("platforms":{"type":"array","items":{"type":"string"},"description":"linux, macos, windows, or a triple"}}})",
    .output_schema = R"({"type":"object","required":["report"],"properties":{)"
                     R"("report":{"type":"object"},"messages":{"type":"array","items":{"type":"string"}}}})",
    .only_reads = true,
    .call = call,
};

}  // namespace whip::mcp
