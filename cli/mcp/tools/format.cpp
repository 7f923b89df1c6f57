// `format`: files in place or only asked about, or a text.

#include "cli/mcp/answer.h"
#include "cli/mcp/arguments.h"

namespace whip::mcp {
namespace {

Answer text_answer(const ProcessOutput& output) {
  if (auto failure = failed(output)) return *failure;
  Answer answer;
  JsonWriter json(answer.json);
  json.begin_object().member("source", output.out);
  write_messages(json, output);
  json.end_object();
  return answer;
}

// The findings of --check, by what they say.
Answer check_answer(const ProcessOutput& output) {
  const std::vector<std::string_view> lines = lines_of(output.out);
  if (lines.size() < 2) return failed(output).value_or(Answer::failure("whip format told nothing"));
  std::vector<std::string> unformatted;
  std::vector<std::pair<std::string, std::string>> errors;
  for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
    const Result<lsp::JsonText> finding = parse_json(std::string(lines[i]));
    if (!finding) return Answer::failure(finding.error().message);
    const lsp::Json root = finding->root();
    if (root["code"].text() == "unformatted") {
      unformatted.emplace_back(root["path"].text());
    } else {
      errors.emplace_back(root["path"].text(), root["msg"].text());
    }
  }
  Answer answer;
  JsonWriter json(answer.json);
  json.begin_object().key("unformatted").begin_array();
  for (const std::string& path : unformatted) json.string(path);
  json.end_array().key("errors").begin_array();
  for (const auto& [path, message] : errors) {
    json.begin_object().member("path", path).member("message", message).end_object();
  }
  json.end_array();
  write_messages(json, output);
  json.end_object();
  return answer;
}

Answer write_answer(const ProcessOutput& output) {
  if (auto failure = failed(output)) return *failure;
  Answer answer;
  JsonWriter json(answer.json);
  const std::vector<std::string_view> said = lines_of(output.out);
  json.begin_object().member("summary", said.empty() ? std::string_view("nothing to format") : said.back());
  write_messages(json, output);
  json.end_object();
  return answer;
}

Result<Call> call(lsp::Json arguments, const Workspace& workspace) {
  ArgumentReader in(arguments, workspace);
  Call out{.words = {"format"}, .input = {}, .answer = write_answer};
  std::vector<std::string> paths = in.paths("paths");
  const bool checks = in.flag("check");
  const std::optional<std::string> source = in.text("source");
  const std::optional<std::string> filename = in.path("filename");
  if (const Done fine = in.finish(); !fine) return fine.error();
  if (source && (checks || !paths.empty())) {
    return Error{.code = ErrorCode::usage, .message = "`source` goes with `filename` alone", .path = {}};
  }
  if (source) {
    out.words.push_back("--stdin-filename=" + filename.value_or(workspace.root() + "/source.py"));
    out.words.emplace_back("-");
    out.input = *source;
    out.answer = text_answer;
    return out;
  }
  out.words.push_back("--within=" + workspace.root());
  if (checks) {
    out.words.insert(out.words.end(), {"--check", "--output-format=agent"});
    out.answer = check_answer;
  }
  for (std::string& path : paths) out.words.push_back(std::move(path));
  return out;
}

}  // namespace

const Tool kFormat{
    .name = "format",
    .title = "Format Python files",
    .description =
        "Lays Python files out, as Black and Ruff do: files and folders in place, or with `check` only tells which "
        "would "
        "change; or a text (`source`), which is given back.",
    .input_schema =
        R"({"type":"object","additionalProperties":false,"properties":{)"
        R"("paths":{"type":"array","items":{"type":"string"},"description":"files and folders; all of the start folder if none are given"},)"
        R"("check":{"type":"boolean","description":"change nothing, tell which files would change"},)"
        R"("source":{"type":"string","description":"a text to format instead of files"},)"
        R"("filename":{"type":"string","description":"what to take the text for: its settings and kind"}}})",
    .output_schema =
        R"({"type":"object","properties":{)"
        R"("summary":{"type":"string"},"source":{"type":"string"},)"
        R"("unformatted":{"type":"array","items":{"type":"string"}},)"
        R"("errors":{"type":"array","items":{"type":"object","required":["path","message"],"properties":{"path":{"type":"string"},"message":{"type":"string"}}}},)"
        R"("messages":{"type":"array","items":{"type":"string"}}}})",
    .call = call,
};

}  // namespace whip::mcp
