// Diagnostics of the whole workspace: of what is open at once, of the rest by a thread of its own.

#include "cli/lsp/methods/methods.h"
#include "cli/lsp/server.h"
#include "cli/lsp/workspace_run.h"

namespace whip::lsp {

Reply pull_workspace(Server& server, const Message& message) {
  WorkspaceRequest request{.id = message.id, .client = server.client};
  for (const Json known : message.params()["previousResultIds"]) {
    request.previous.emplace(known["uri"].text(), known["value"].text());
  }
  for (const auto& [uri, file] : server.files.all()) {
    request.open.insert(file->path);
    if (!file->is_notebook) request.texts.push_back({.path = file->path, .text = std::string(file->text())});
    if (!server.project_of(*file).settings().checks_workspace) continue;
    // What was said about the file while it was not open is said about its cells now.
    const auto told = request.previous.find(uri);
    if (file->is_notebook && told != request.previous.end()) {
      JsonWriter json(request.reports.emplace_back());
      write_report(json, "[]", told->second, uri, "null");
    }
    const std::vector<std::string> lists = server.diagnostics(*file);
    for (std::size_t i = 0; i < lists.size(); ++i) {
      const Part& part = file->parts[i];
      const auto known = request.previous.find(part.uri);
      JsonWriter json(request.reports.emplace_back());
      write_report(json, lists[i], known == request.previous.end() ? std::string_view() : known->second, part.uri,
                   std::to_string(part.version));
    }
  }
  for (const Project* const project : server.workspace.projects()) {
    const EditorSettings& settings = project->settings();
    if (!settings.checks_workspace || !settings.lint || server.workspace.folder_uris().empty()) continue;
    request.folders.push_back({.root = project->root(),
                               .overrides = project->overrides(),
                               .shows_syntax_errors = settings.show_syntax_errors});
  }
  server.workspace_run.start(std::move(request));
  return {.comes_later = true};
}

}  // namespace whip::lsp
