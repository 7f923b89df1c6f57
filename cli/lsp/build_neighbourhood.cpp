#include "cli/lsp/build_neighbourhood.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "cli/pipeline/build_files.h"
#include "cli/pipeline/discover.h"
#include "linter/packaging/build_file.h"

namespace whip::lsp {

BuildNeighbourhood BuildNeighbourhood::of_folder(const RuleTable& rules, const Overrides& overrides,
                                                 const std::string& root) {
  BuildNeighbourhood out(rules, ConfigTree::open(rules, overrides, root, root));
  if (!out.tree_) return out;  // told when the first document was opened
  const RuleSet about_builds = build_rules(rules);
  const std::vector<std::string> paths{root};
  const Result<Discovered> found = discover(paths, root, *out.tree_, about_builds);
  if (found) out.gather(*found, about_builds);
  return out;
}

BuildNeighbourhood BuildNeighbourhood::of_file(const RuleTable& rules, const Overrides& overrides,
                                               const std::string& root, const std::string& path) {
  BuildNeighbourhood out(rules, ConfigTree::open(rules, overrides, root, root));
  if (!out.tree_) return out;
  const std::string folder(folder_of_path(path));
  // Of a Python file that has no say by its name the setup.py beside it may make use.
  std::vector<std::string> paths{path};
  for (const std::string_view beside : {"/setup.py", "/pyproject.toml"}) {
    const std::string other = folder + std::string(beside);
    if (!build_role(path) && ::access(other.c_str(), F_OK) == 0) paths.push_back(other);
  }
  const RuleSet about_builds = build_rules(rules);
  const Result<Discovered> found = discover(paths, root, *out.tree_, about_builds);
  if (found) out.gather({.files = found->files, .walked = {}, .warnings = {}}, about_builds);
  return out;
}

void BuildNeighbourhood::gather(const Discovered& checked, const RuleSet& about_builds) {
  Result<std::vector<DiscoveredFile>> files = find_build_files(checked, about_builds, *tree_);
  if (files) files_ = std::move(*files);
}

const DiscoveredFile* BuildNeighbourhood::find(const std::string& path) const {
  const auto at = std::ranges::lower_bound(files_, path, {}, &DiscoveredFile::path);
  return at != files_.end() && at->path == path ? &*at : nullptr;
}

std::vector<OtherText> BuildNeighbourhood::texts_of(const Files* all, const OpenFile& file) const {
  std::vector<OtherText> out{{.path = file.path, .text = std::string(file.text())}};
  if (all == nullptr) return out;
  for (const auto& [uri, other] : all->all()) {
    if (other.get() == &file || other->is_notebook || !contains(other->path)) continue;
    out.push_back({.path = other->path, .text = std::string(other->text())});
  }
  return out;
}

RunResult BuildNeighbourhood::check(const std::string& path, std::span<OtherText> open, RunOptions how) {
  RunResult result;
  const DiscoveredFile* const file = find(path);
  if (file == nullptr) return result;
  // Lent for the run.
  how.build_files = std::exchange(files_, {});
  const DiscoveredFile checked = how.build_files[static_cast<std::size_t>(file - how.build_files.data())];
  check_builds({&checked, 1}, open, *tree_, *rules_, how, result, &memory_);
  files_ = std::move(how.build_files);
  return result;
}

}  // namespace whip::lsp
