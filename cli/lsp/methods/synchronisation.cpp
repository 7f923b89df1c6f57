// Documents come, change and go.

#include <filesystem>

#include "cli/lsp/methods/methods.h"
#include "cli/lsp/server.h"
#include "cli/lsp/uri.h"

namespace whip::lsp {
namespace {

// Of a text that was never saved: a name below the first folder, with the suffix of its language.
std::string made_up_path(Server& server, std::string_view uri, std::string_view language) {
  std::string name(uri.substr(uri.find(':') + 1));
  for (char& c : name) {
    if (c == '/') c = '_';
  }
  if (std::filesystem::path(name).extension().empty()) name += language == "markdown" ? ".md" : ".py";
  return server.workspace.projects().front()->root() + "/" + name;
}

}  // namespace

void apply_changes(DocumentText& text, Json changes, Encoding encoding) {
  for (const Json change : changes) {
    const auto with = change["text"].string();
    if (!with) continue;
    if (change["range"].is_object()) {
      text.replace(read_range(change["range"]), *with, encoding);
    } else {
      text.assign(*with);
    }
  }
}

Reply did_open(Server& server, const Message& message) {
  const Json document = message.params()["textDocument"];
  const std::string uri(document["uri"].text());
  const std::string language(document["languageId"].text());
  const std::optional<std::string> path = path_of(uri);
  OpenFile file(uri, path ? *path : made_up_path(server, uri, language), false);
  if (const OpenFile* const open = server.files.find(uri)) server.checker.forget(*open);
  file.version = document["version"].integer().value_or(0);
  file.parts.push_back(
      {.uri = uri, .language = language, .version = file.version, .text = DocumentText(document["text"].text())});
  server.changed(server.files.open(std::move(file)));
  return {};
}

Reply did_change(Server& server, const Message& message) {
  const Json params = message.params();
  OpenFile* const file = server.file_of(params);
  if (file == nullptr) return {};
  Part* const part = file->find_part(params["textDocument"]["uri"].text());
  apply_changes(part->text, params["contentChanges"], server.client.encoding);
  part->version = params["textDocument"]["version"].integer().value_or(part->version);
  if (!file->is_notebook) file->version = part->version;
  server.edited(*file);
  return {};
}

Reply did_close(Server& server, const Message& message) {
  OpenFile* const file = server.file_of(message.params());
  if (file == nullptr || file->is_notebook) return {};
  server.close(*file);
  return {};
}

// What the file tells others reaches those that are open. Who is not told of changes on the disk by the client looks
// there now.
Reply did_save(Server& server, const Message& message) {
  const OpenFile* const file = server.file_of(message.params());
  if (file == nullptr || !server.place_of(*file).listens_to_others()) return {};
  if (!server.client.registers_watchers) server.project_of(*file).forget_neighbours();
  server.tell_listeners();
  return {};
}

}  // namespace whip::lsp
