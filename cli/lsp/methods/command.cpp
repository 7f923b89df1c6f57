// Commands that editors bind to keys: the server works out the edit and asks the editor to apply it.

#include <algorithm>
#include <iterator>

#include "cli/lsp/code_action_kind.h"
#include "cli/lsp/edits.h"
#include "cli/lsp/layout.h"
#include "cli/lsp/methods/methods.h"
#include "cli/lsp/server.h"
#include "cli/lsp/source_fix.h"
#include "cli/pipeline/format_run.h"

namespace whip::lsp {
namespace {

void apply(Server& server, const OpenFile& file, const std::vector<PartEdit>& edits, std::string_view label) {
  if (edits.empty()) return;
  std::string params;
  JsonWriter json(params);
  json.begin_object().member("label", label).key("edit");
  write_workspace_edit(json, file, edits, server.client);
  json.end_object();
  server.ask("workspace/applyEdit", params, [&server](const Message& answer) {
    if (answer.result()["applied"].is_true()) return;
    const std::string_view reason = answer.result()["failureReason"].text();
    server.log(MessageType::warning, "the editor did not apply the edit: " + std::string(reason));
  });
}

Result<std::vector<PartEdit>> layout_edits(Server& server, const OpenFile& file) {
  std::vector<PartEdit> out;
  const FilePlace place = server.place_of(file);
  if (!place.is_formatted || !is_formattable(place.file.kind)) return out;
  for (std::size_t i = 0; i < file.parts.size(); ++i) {
    const Result<std::string> text = formatted_text(file, file.parts[i], place, server.formatter);
    if (!text) return text.error();
    add_line_edits(file, i, *text, server.client.encoding, out);
  }
  return out;
}

// For reports of what goes wrong in an editor.
std::string debug_information(Server& server, const OpenFile* file) {
  std::string out = "whip " + server.version +
                    "\nposition encoding: " + std::string(to_string(server.client.encoding)) +
                    "\ndiagnostics: " + (server.client.pulls_diagnostics ? "pulled" : "pushed") +
                    "\nopen documents: " + std::to_string(server.files.all().size()) +
                    "\nruns of the linter: " + std::to_string(server.checker.runs().all) +
                    ", given up for newer texts: " + std::to_string(server.checker.runs().given_up);
  for (const Project* const project : server.workspace.projects()) out += "\nfolder: " + project->root();
  if (file == nullptr) return out;
  const FilePlace place = server.place_of(*file);
  out += "\ndocument: " + file->path + ", version " + std::to_string(file->version);
  out += "\nconfiguration: " + (place.configuration().path.empty() ? "defaults" : place.configuration().path);
  out += "\nrules: " + std::to_string(place.listeners->enabled().size());
  out += std::string("\nlinted: ") + (place.is_linted ? "yes" : "no") +
         "\nformatted: " + (place.is_formatted ? "yes" : "no");
  return out;
}

}  // namespace

Reply execute_command(Server& server, const Message& message) {
  const Json params = message.params();
  const std::string_view command = params["command"].text();
  const bool is_known = command.starts_with("whip.") || command.starts_with("ruff.");
  const std::string_view name = is_known ? command.substr(5) : std::string_view();
  Json argument;
  for (const Json item : params["arguments"]) {
    argument = item;
    break;
  }
  const OpenFile* const file = server.files.find(argument["uri"].text());
  if (name == "printDebugInformation") {
    const std::string text = debug_information(server, file);
    server.log(MessageType::info, text);
    Reply reply{.result = {}};
    JsonWriter(reply.result).string(text);
    return reply;
  }
  if (std::ranges::find(kCommands, name) == std::end(kCommands)) {
    return Reply::fail(Failure::invalid_params, "there is no command `" + std::string(command) + "`");
  }
  if (file == nullptr) return Reply::fail(Failure::invalid_params, "the command needs the uri of an open document");
  if (!server.client.applies_edits) {
    return Reply::fail(Failure::request_failed, "the client does not apply edits (workspace/applyEdit)");
  }
  if (argument["version"].integer().value_or(file->version) != file->version) {
    return Reply::fail(Failure::content_modified, "the document is at another version");
  }
  if (name == "applyFormat") {
    const auto edits = layout_edits(server, *file);
    if (!edits) return Reply::fail(Failure::request_failed, edits.error().message);
    apply(server, *file, *edits, "whip: Format document");
  } else if (name == "applyAutofix") {
    apply(server, *file, fix_all(server, *file), "whip: Fix all auto-fixable problems");
  } else {
    apply(server, *file, organize_imports(server, *file), "whip: Organize imports");
  }
  return {};
}

}  // namespace whip::lsp
