// A workspace folder: its configuration, and for each file what the command line would decide about it. Everything here
// is thrown away and made anew when a configuration file or a setting of the editor changes.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/config/tree.h"
#include "cli/lsp/neighbourhood.h"
#include "cli/lsp/settings.h"
#include "cli/pipeline/discover.h"
#include "cli/pipeline/setting_group.h"
#include "linter/select.h"

namespace whip::lsp {

class Project;

// What is decided about one file.
struct FilePlace {
  Project* project = nullptr;
  DiscoveredFile file;
  SettingGroup* group = nullptr;
  const Listeners* listeners = nullptr;
  ModulePlace module;
  bool is_linted = false;     // not excluded, and lint.enable
  bool is_formatted = false;  // not excluded

  const Configuration& configuration() const { return group->configuration(); }
};

class Project {
 public:
  // `root` absolute. The rules must outlive the project.
  Project(const RuleTable& rules, std::string root, EditorSettings settings);

  const std::string& root() const { return root_; }
  const EditorSettings& settings() const { return settings_; }
  const ConfigTree& tree() const { return *tree_; }
  // The settings as what stands above and below the files; for runs over the whole folder.
  const Overrides& overrides() const { return overrides_; }

  // `path` absolute. A text that is no file has a path below the root that does not exist.
  FilePlace place(const std::string& path);

  // The files of the folder as rules about the whole project see them; read when it is first asked for.
  Neighbourhood& neighbourhood();
  // Files may have changed that are not open.
  void forget_neighbours() { neighbourhood_.reset(); }

  // Sentences for the editor about what is wrong with its settings or the files'; each once.
  std::vector<std::string> take_problems() { return std::exchange(problems_, {}); }

 private:
  void open_tree();
  void add_layer(const Value& table, const std::string& name);

  const RuleTable* rules_;
  std::string root_;
  EditorSettings settings_;
  Overrides overrides_;
  std::optional<ConfigTree> tree_;
  std::map<ConfigId, std::unique_ptr<SettingGroup>> groups_;
  std::unique_ptr<Neighbourhood> neighbourhood_;
  std::vector<std::string> problems_;
};

}  // namespace whip::lsp
