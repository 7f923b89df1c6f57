// `check`: findings as `--output-format agent` has them, in one object.

#include "cli/mcp/answer.h"
#include "cli/mcp/arguments.h"

namespace whip::mcp {
namespace {

constexpr std::string_view kMost = "100";

Result<Call> call(lsp::Json arguments, const Workspace& workspace) {
  ArgumentReader in(arguments, workspace);
  Call out{.words = {"check", "--output-format=agent", "--within=" + workspace.root()}, .input = {}, .answer = nullptr};
  const std::string_view fix = in.choice("fix", {"none", "safe", "unsafe"});
  out.words.emplace_back(fix == "none" ? "--no-fix" : "--fix");
  if (fix == "unsafe") out.words.emplace_back("--unsafe-fixes");
  if (const auto since = in.text("since")) out.words.push_back("--since=" + *since);
  if (in.flag("changed")) out.words.emplace_back("--changed");
  for (const std::string& rules : in.texts("select")) out.words.push_back("--select=" + rules);
  for (const std::string& rules : in.texts("ignore")) out.words.push_back("--ignore=" + rules);
  if (const auto baseline = in.path("baseline")) out.words.push_back("--baseline=" + *baseline);
  if (in.flag("explain")) out.words.emplace_back("--explain");
  const auto most = in.number("max");
  out.words.push_back("--max-findings=" + (most ? std::to_string(*most) : std::string(kMost)));
  for (std::string& path : in.paths("paths")) out.words.push_back(std::move(path));
  if (const Done fine = in.finish(); !fine) return fine.error();
  // The lines are JSON already: the first one's members, then the findings, then the last one's members.
  out.answer = [](const ProcessOutput& output) {
    if (auto failure = failed(output)) return *failure;
    const std::vector<std::string_view> lines = lines_of(output.out);
    if (lines.size() < 2) return Answer::failure("whip check told nothing");
    Answer answer;
    answer.json.append(lines.front().substr(0, lines.front().size() - 1)).append(",\"findings\":[");
    for (std::size_t i = 1; i + 1 < lines.size(); ++i) answer.json.append(i == 1 ? "" : ",").append(lines[i]);
    answer.json.append("],").append(lines.back().substr(1));
    answer.json.pop_back();
    answer.json += ',';
    std::string messages;
    JsonWriter json(messages);
    json.begin_object();
    write_messages(json, output);
    json.end_object();
    answer.json.append(messages.substr(1));
    return answer;
  };
  return out;
}

}  // namespace

const Tool kCheck{
    .name = "check",
    .title = "Lint Python files",
    .description =
        "Lints Python files, stubs and notebooks below the start folder. With `changed` or `since` only what is new is "
        "told. "
        "Findings have byte ranges and edits that can be applied as they are; `fix` applies them.",
    .input_schema =
        R"({"type":"object","additionalProperties":false,"properties":{)"
        R"("paths":{"type":"array","items":{"type":"string"},"description":"files and folders; all of the start folder if none are given"},)"
        R"("changed":{"type":"boolean","description":"only what is new since the last commit"},)"
        R"("since":{"type":"string","description":"only what is new since HEAD left this Git revision"},)"
        R"("select":{"type":"array","items":{"type":"string"},"description":"exactly these rules: codes, beginnings of codes, or ALL"},)"
        R"("ignore":{"type":"array","items":{"type":"string"},"description":"not these rules"},)"
        R"("baseline":{"type":"string","description":"a file of findings to leave out"},)"
        R"("fix":{"type":"string","enum":["none","safe","unsafe"],"default":"none","description":"which fixes to make in the files"},)"
        R"("explain":{"type":"boolean","description":"say with the first finding of each rule why it is there"},)"
        R"("max":{"type":"integer","minimum":0,"default":100,"description":"how many findings to show"}}})",
    .output_schema =
        R"({"type":"object","required":["schema","root","findings","summary","truncated","exit"],"properties":{)"
        R"("schema":{"const":"whip.diag/1"},"root":{"type":"string"},"position":{"type":"string"},)"
        R"("findings":{"type":"array","items":{"type":"object","required":["code","name","sev","path","msg"],"properties":{)"
        R"("id":{"type":"string","description":"stays the same while the file around the finding changes"},"code":{"type":"string"},"name":{"type":"string"},)"
        R"("sev":{"enum":["error","warning","info"]},"path":{"type":"string"},"cell":{"type":"integer"},)"
        R"("range":{"type":"array","items":{"type":"integer"},"minItems":4,"maxItems":4,"description":"line, column, end line, end column, from 1"},)"
        R"("byte":{"type":"array","items":{"type":"integer"},"minItems":2,"maxItems":2},"msg":{"type":"string"},"help":{"type":"string"},)"
        R"("fix":{"type":"object","required":["app","edits"],"properties":{"app":{"enum":["safe","unsafe","displayonly"]},"title":{"type":"string"},)"
        R"("edits":{"type":"array","items":{"type":"array"},"description":"[begin byte, end byte, new text], and the cell in notebooks"}}},)"
        R"("related":{"type":"array","items":{"type":"object"}},"url":{"type":"string"},"why":{"type":"string"}}}},)"
        R"("summary":{"type":"object","required":["files","findings","shown","fixable","fixed"],"additionalProperties":{"type":"integer"}},)"
        R"("truncated":{"type":"boolean"},"exit":{"type":"integer"},"messages":{"type":"array","items":{"type":"string"}}}})",
    .call = call,
};

}  // namespace whip::mcp
