#include "cli/lsp/workspace.h"

#include <algorithm>
#include <utility>

#include "cli/lsp/framing.h"
#include "cli/lsp/uri.h"

namespace whip::lsp {
namespace {

std::string kept(Json json) {
  std::string out;
  if (!json.exists()) return out;
  JsonWriter writer(out);
  write_json(writer, json);
  return out;
}

// Calls `read` with the value of a text that was kept.
template <class Read>
void with_json(std::string text, Read&& read) {
  if (text.empty()) return;
  text.reserve(text.size() + FrameReader::kPadding);
  const Result<JsonText> json = JsonText::parse(std::move(text));
  if (json) read(json->root());
}

bool is_below(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.starts_with(folder) && (folder == "/" || path[folder.size()] == '/');
}

}  // namespace

void Workspace::add_folder(std::string uri) {
  if (std::ranges::find(uris_, uri) == uris_.end()) uris_.push_back(std::move(uri));
}

void Workspace::remove_folder(std::string_view uri) {
  std::erase(uris_, uri);
  if (const auto at = projects_.find(uri); at != projects_.end()) projects_.erase(at);
}

void Workspace::set_options(Json options) { options_ = kept(options); }

void Workspace::set_pushed(Json settings) { pushed_ = kept(settings); }

bool Workspace::set_asked(std::string_view uri, Json ruff, Json whip) {
  const auto text = [](Json json) { return json.is_object() ? kept(json) : std::string(); };
  std::vector<std::string> answers{text(ruff), text(whip)};
  std::vector<std::string>& known = asked_[std::string(uri)];
  if (known.empty()) known.resize(answers.size());
  return std::exchange(known, answers) != answers;
}

EditorSettings Workspace::settings_for(const std::string& uri) const {
  EditorSettings out;
  const auto add = [&](Json json) { read_settings(json, out); };
  with_json(options_, [&](Json options) {
    add(options["globalSettings"]);
    const Json settings = options["settings"];
    if (settings.is_object()) add(settings);
    for (const Json one : settings.is_array() ? settings : Json{}) {
      const std::string_view of = one["workspace"].text();
      if (of == uri || path_of(of) == path_of(uri)) add(one);
    }
    for (const std::string_view name : {"ruff", "whip"}) add(options[name]["settings"]);
    // An object without any of these is the settings themselves.
    if (!settings.exists() && !options["globalSettings"].exists()) add(options);
  });
  with_json(pushed_, [&](Json json) {
    add(json);
    add(json["settings"]);
  });
  for (const std::string& scope : {std::string(), uri}) {
    const auto at = asked_.find(scope);
    if (at == asked_.end()) continue;
    for (const std::string& text : at->second) with_json(text, add);
    if (uri.empty()) break;
  }
  return out;
}

Project& Workspace::project(const std::string& uri, const std::string& root) {
  std::unique_ptr<Project>& slot = projects_[uri];
  const auto extent = uri.empty() ? Project::Extent::single_files : Project::Extent::folder;
  if (!slot) slot = std::make_unique<Project>(*rules_, root, settings_for(uri), extent);
  return *slot;
}

Project& Workspace::project_of(const std::string& path) {
  std::string best_uri;
  std::string best_root;
  for (const std::string& uri : uris_) {
    const std::optional<std::string> root = path_of(uri);
    if (root && is_below(path, *root) && root->size() >= best_root.size()) {
      best_uri = uri;
      best_root = *root;
    }
  }
  return best_root.empty() ? project({}, fallback_) : project(best_uri, best_root);
}

std::vector<Project*> Workspace::projects() {
  std::vector<Project*> out;
  for (const std::string& uri : uris_) {
    if (const std::optional<std::string> root = path_of(uri)) out.push_back(&project(uri, *root));
  }
  if (out.empty()) out.push_back(&project({}, fallback_));
  return out;
}

}  // namespace whip::lsp
