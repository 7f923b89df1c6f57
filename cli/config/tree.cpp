#include "cli/config/tree.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "cli/config/legacy.h"

namespace whip {
namespace {

std::string folder_above(const std::string& folder) {
  const std::size_t slash = folder.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : folder.substr(0, slash);
}

void drop_repeated(std::vector<std::string>& texts) {
  std::vector<std::string> once;
  for (std::string& text : texts) {
    if (std::find(once.begin(), once.end(), text) == once.end()) once.push_back(std::move(text));
  }
  texts = std::move(once);
}

}  // namespace

Result<ConfigTree> ConfigTree::open(const RuleTable& rules, const Overrides& overrides,
                                    const std::string& working_directory, const std::string& start) {
  ConfigTree tree(rules, overrides, working_directory);
  if (auto done = tree.open_base(start); !done) return done.error();
  return tree;
}

Done ConfigTree::open_base(const std::string& start) {
  auto flags = flag_layer(overrides_, working_directory_);
  if (!flags) return flags.error();
  auto arguments = config_arguments(overrides_, working_directory_, warnings_);
  if (!arguments) return arguments.error();
  flags_.push_back(std::move(*flags));
  for (Layer& layer : arguments->inline_layers) flags_.push_back(std::move(layer));
  for (const Layer& layer : overrides_.above_files) flags_.push_back(layer);

  const auto only_success = [](Result<ConfigId> added) -> Done {
    if (!added) return added.error();
    return Unit{};
  };
  if (overrides_.isolated) {
    fixed_ = true;
    return only_success(add({}, working_directory_));
  }
  if (arguments->file) {
    fixed_ = true;
    const bool native = !arguments->file->ends_with("ruff.toml");
    return only_success(load({*arguments->file, native}, Reach::given, working_directory_));
  }
  for (std::string folder = start;; folder = folder_above(folder)) {
    auto file = config_in(folder, config_names(folder));
    if (!file) return file.error();
    if (*file) return only_success(load(**file, Reach::project, folder));
    if (folder == "/") break;
  }
  const Inferred project = inherited(start);
  auto legacy = legacy_layers(start);
  warnings_.insert(warnings_.end(), legacy.notes.begin(), legacy.notes.end());
  std::vector<Layer> layers = std::move(legacy.layers);
  if (layers.empty()) {
    if (const auto user = user_config()) {
      auto loaded = load_layers(*user, Reach::given, working_directory_, overrides_.strict_config, warnings_);
      if (!loaded) return loaded.error();
      layers = std::move(*loaded);
    }
  }
  if (project.any()) {  // what the project says about itself wins over what the user prefers
    Layer inferred;
    inferred.name = layers.empty() ? std::string() : layers.front().name;
    inferred.root = working_directory_;
    inferred.source = SelectorSource::foreign;
    set_inferred(project, inferred);
    layers.insert(layers.begin(), std::move(inferred));
  }
  const std::string root = legacy.root.empty() ? working_directory_ : legacy.root;
  return only_success(add(std::move(layers), root));
}

Result<ConfigId> ConfigTree::add(std::vector<Layer> layers, const std::string& root) {
  std::string path = layers.empty() ? std::string() : layers.front().name;
  layers.insert(layers.begin(), flags_.begin(), flags_.end());
  layers.insert(layers.end(), overrides_.below_files.begin(), overrides_.below_files.end());
  auto configuration = resolve(layers, root, *rules_, warnings_);
  if (!configuration) return configuration.error();
  configuration->path = std::move(path);
  drop_repeated(warnings_);
  configurations_.push_back(std::move(*configuration));
  return static_cast<ConfigId>(configurations_.size() - 1);
}

Result<ConfigId> ConfigTree::load(const ConfigFile& file, Reach reach, const std::string& root) {
  if (const auto known = of_file_.find(file.path); known != of_file_.end()) return known->second;
  auto layers = load_layers(file, reach, working_directory_, overrides_.strict_config, warnings_);
  if (!layers) return layers.error();
  auto id = add(std::move(*layers), root);
  if (id) of_file_.emplace(file.path, *id);
  return id;
}

Result<ConfigId> ConfigTree::enter(ConfigId outer, const std::string& folder, const ConfigNames& names) {
  if (fixed_) return kBase;
  ConfigId id = outer;
  if (names.any()) {
    auto file = config_in(folder, names);
    if (!file) return file.error();
    if (*file) {
      auto loaded = load(**file, Reach::project, folder);
      if (!loaded) return loaded.error();
      id = *loaded;
    }
  }
  of_folder_.emplace(folder, id);
  return id;
}

Result<ConfigId> ConfigTree::of_folder(const std::string& folder) {
  if (fixed_) return kBase;
  // Upwards to the first folder that is known or has a configuration; what is above it does not matter.
  std::vector<std::string> visited;
  ConfigId id = kBase;
  for (std::string at = folder;; at = folder_above(at)) {
    if (const auto known = of_folder_.find(at); known != of_folder_.end()) {
      id = known->second;
      break;
    }
    visited.push_back(at);
    auto file = config_in(at, config_names(at));
    if (!file) return file.error();
    if (*file) {
      auto loaded = load(**file, Reach::project, at);
      if (!loaded) return loaded.error();
      id = *loaded;
      break;
    }
    if (at == "/") break;
  }
  for (std::string& at : visited) of_folder_.emplace(std::move(at), id);
  return id;
}

}  // namespace whip
