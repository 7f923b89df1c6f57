// `lock`: chooses versions, or asks whether the lock is up to date.

#include "cli/mcp/answer.h"
#include "cli/mcp/arguments.h"

namespace whip::mcp {
namespace {

Answer answer(const ProcessOutput& output) {
  if (auto failure = failed(output)) return *failure;
  Answer out;
  JsonWriter json(out.json);
  json.begin_object().member("done", output.code == 0).member("exit", static_cast<std::uint64_t>(output.code));
  write_messages(json, output);
  json.end_object();
  return out;
}

Result<Call> call(lsp::Json arguments, const Workspace& workspace) {
  ArgumentReader in(arguments, workspace);
  Call out{.words = {"lock"}, .input = {}, .answer = answer};
  if (in.flag("check")) out.words.emplace_back("--check");
  if (in.flag("dry_run")) out.words.emplace_back("--dry-run");
  if (in.flag("upgrade")) out.words.emplace_back("--upgrade");
  for (const std::string& name : in.texts("upgrade_packages")) out.words.push_back("--upgrade-package=" + name);
  if (const Done fine = in.finish(); !fine) return fine.error();
  return out;
}

}  // namespace

const Tool kLock{
    .name = "lock",
    .title = "Lock a project's dependencies",
    .description =
        "Chooses versions for all that the project of the start folder needs, on every platform, and writes "
        "pylock.toml. "
        "With `check` nothing is written: `done` tells whether the lock is up to date, `messages` what differs. "
        "Where there is no solution `messages` says why.",
    .input_schema =
        R"({"type":"object","additionalProperties":false,"properties":{)"
        R"("check":{"type":"boolean","description":"write nothing, tell whether the lock is up to date"},)"
        R"("dry_run":{"type":"boolean","description":"write nothing, tell what would change"},)"
        R"("upgrade":{"type":"boolean","description":"take the newest versions that fit"},)"
        R"("upgrade_packages":{"type":"array","items":{"type":"string"},"description":"the same for these packages only"}}})",
    .output_schema =
        R"({"type":"object","required":["done","exit","messages"],"properties":{)"
        R"("done":{"type":"boolean"},"exit":{"type":"integer"},"messages":{"type":"array","items":{"type":"string"}}}})",
    .asks_network = true,
    .call = call,
};

}  // namespace whip::mcp
