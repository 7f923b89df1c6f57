// A workspace folder: its configuration, and for each file what the command line would decide about it. Everything here
// is thrown away and made anew when a configuration file or a setting of the editor changes.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/config/tree.h"
#include "cli/lsp/build_neighbourhood.h"
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
  // Whether what is found in the file depends on others.
  bool listens_to_others() const { return listeners->needs_project() || !listeners->builds().empty(); }
};

class Project {
 public:
  // Whether the root is a folder of the workspace, or only where relative paths begin for what lies in none.
  enum class Extent : std::uint8_t { folder, single_files };
  // `root` absolute. The rules must outlive the project.
  Project(const RuleTable& rules, std::string root, EditorSettings settings, Extent extent = Extent::folder);

  const std::string& root() const { return root_; }
  const EditorSettings& settings() const { return settings_; }
  const ConfigTree& tree() const { return *tree_; }
  // The settings as what stands above and below the files; for runs over the whole folder.
  const Overrides& overrides() const { return overrides_; }

  // `path` absolute. A text that is no file has a path below the root that does not exist.
  FilePlace place(const std::string& path);

  // The files around a file as rules about the whole project see them: those of the folder, or of what its
  // configuration is about. Read when they are first asked for. Null: no rule that is on for the file asks.
  Neighbourhood* neighbourhood(const FilePlace& place);
  // The same for what says how projects are built; null as well for files that say nothing.
  BuildNeighbourhood* build(const FilePlace& place);
  // Files may have changed that are not open: all, or one.
  void forget_neighbours();
  void forget_neighbour(const std::string& path);
  // A file is open whose text changed.
  void edited(const std::string& path);

  // Grows with everything that files tell each other: what was found in one of those that listen is good for the same
  // number. What they tell by `summary` replaces what they told.
  std::uint64_t told() const { return told_; }
  void tell(const FilePlace& place, Summary summary);
  // Whether rules are on that look at more than one file.
  bool looks_across_files() const;

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
  Extent extent_;
  // By folder, and by folder or by file.
  std::map<std::string, Neighbourhood, std::less<>> neighbourhoods_;
  std::map<std::string, BuildNeighbourhood, std::less<>> builds_;
  std::uint64_t told_ = 0;
  std::vector<std::string> problems_;
};

}  // namespace whip::lsp
