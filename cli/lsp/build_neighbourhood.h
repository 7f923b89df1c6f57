// The files of a workspace folder that say how its projects are built (linter/packaging), for the rules about these.
// Found and read once, when such a rule is on; what is open counts as it is in the editor.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/config/tree.h"
#include "cli/lsp/files.h"
#include "cli/pipeline/build_run.h"

namespace whip::lsp {

class BuildNeighbourhood {
 public:
  // Of a folder, and of the repository that it lies in.
  static BuildNeighbourhood of_folder(const RuleTable& rules, const Overrides& overrides, const std::string& root);
  // Of the project of one file.
  static BuildNeighbourhood of_file(const RuleTable& rules, const Overrides& overrides, const std::string& root,
                                    const std::string& path);

  bool contains(const std::string& path) const { return find(path) != nullptr; }
  // What is written in those of the files that are open, `file` first. `all` may be null.
  std::vector<OtherText> texts_of(const Files* all, const OpenFile& file) const;
  // What the rules find in the file, nothing else of it. `open`: texts of files that are open, itself among them.
  // With FixMode::apply its fixes are made there.
  RunResult check(const std::string& path, std::span<OtherText> open, RunOptions how);

 private:
  BuildNeighbourhood(const RuleTable& rules, Result<ConfigTree> tree) : rules_(&rules), tree_(std::move(tree)) {}
  void gather(const Discovered& checked, const RuleSet& about_builds);
  const DiscoveredFile* find(const std::string& path) const;

  const RuleTable* rules_;
  Result<ConfigTree> tree_;
  std::vector<DiscoveredFile> files_;  // by path
  BuildMemory memory_;
};

}  // namespace whip::lsp
