// Settings and configuration files change while the server runs; folders come and go.

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "cli/lsp/methods/methods.h"
#include "cli/lsp/project_file.h"
#include "cli/lsp/server.h"
#include "cli/lsp/uri.h"

namespace whip::lsp {

void ask_for_settings(Server& server) {
  if (!server.client.has_configuration) return;
  // For each scope - everything, then each folder - the settings of both names.
  std::vector<std::string> scopes{std::string()};
  for (const std::string& uri : server.workspace.folder_uris()) scopes.push_back(uri);
  std::string params;
  JsonWriter json(params);
  json.begin_object().key("items").begin_array();
  for (const std::string& scope : scopes) {
    for (const std::string_view section : {"ruff", "whip"}) {
      json.begin_object();
      if (!scope.empty()) json.member("scopeUri", scope);
      json.member("section", section).end_object();
    }
  }
  json.end_array().end_object();
  server.ask("workspace/configuration", params, [&server, scopes](const Message& answer) {
    std::vector<Json> values;
    for (const Json value : answer.result()) values.push_back(value);
    bool is_new = false;
    for (std::size_t i = 0; i < scopes.size() && 2 * i + 1 < values.size(); ++i) {
      is_new = server.workspace.set_asked(scopes[i], values[2 * i], values[2 * i + 1]) || is_new;
    }
    if (is_new) server.reconfigured();
  });
}

Reply did_change_configuration(Server& server, const Message& message) {
  server.workspace.set_pushed(message.params()["settings"]);
  server.reconfigured();
  ask_for_settings(server);
  return {};
}

namespace {

// A text that changed, and no more: what it says of configuration, and which files there are, stays.
bool is_only_text(Json change, const std::string& path) {
  constexpr std::int64_t kChanged = 2;
  const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
  return change["type"].integer() == kChanged && !is_settings_file(name) && !name.starts_with("pylock.");
}

bool is_open(const Server& server, const std::string& path) {
  return std::ranges::any_of(server.files.all(), [&](const auto& open) { return open.second->path == path; });
}

}  // namespace

Reply did_change_watched_files(Server& server, const Message& message) {
  bool others_changed = false;
  for (const Json change : message.params()["changes"]) {
    const std::optional<std::string> path = path_of(change["uri"].text());
    if (!path || !is_only_text(change, *path)) {
      server.reconfigured();
      return {};
    }
    if (is_open(server, *path)) continue;  // it is what the editor says
    server.workspace.project_of(*path).forget_neighbour(*path);
    others_changed = true;
  }
  if (others_changed) server.tell_listeners();
  return {};
}

Reply did_change_folders(Server& server, const Message& message) {
  const Json event = message.params()["event"];
  for (const Json folder : event["removed"]) server.workspace.remove_folder(folder["uri"].text());
  for (const Json folder : event["added"]) server.workspace.add_folder(std::string(folder["uri"].text()));
  server.reconfigured();
  ask_for_settings(server);
  return {};
}

}  // namespace whip::lsp
