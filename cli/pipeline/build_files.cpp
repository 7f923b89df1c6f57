#include "cli/pipeline/build_files.h"

#include <unistd.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "cli/pipeline/within.h"
#include "linter/packaging/build_file.h"

namespace whip {
namespace {

bool exists(std::string_view folder, std::string_view name) {
  return ::access((std::string(folder) + "/" + std::string(name)).c_str(), F_OK) == 0;
}

// Where the project of a folder, and what else speaks for it, is to be looked for; empty: it belongs to none.
std::string project_folder(std::string_view folder) {
  std::string_view outermost;
  for (std::string_view at = folder; !at.empty(); at = folder_of_path(at)) {
    if (exists(at, ".git")) return std::string(at);
    if (exists(at, "pyproject.toml") || exists(at, "setup.py")) outermost = at;
  }
  return std::string(outermost);
}

// Python that a setup.py may import: it lies beside it.
void keep_build_files(std::vector<DiscoveredFile>& files) {
  std::unordered_set<std::string> roots;
  for (const DiscoveredFile& file : files) {
    const std::optional<BuildRole> role = build_role(file.path);
    if (role == BuildRole::pyproject || role == BuildRole::setup_py) roots.emplace(folder_of_path(file.path));
  }
  std::erase_if(files, [&](const DiscoveredFile& file) {
    if (file.missing) return true;
    if (build_role(file.path)) return false;
    return file.kind != SourceKind::python || !roots.contains(std::string(folder_of_path(file.path)));
  });
}

}  // namespace

RuleSet build_rules(const RuleTable& rules) {
  RuleSet out;
  for (std::size_t i = 0; i < rules.carried().size(); ++i) {
    if (rules.carried()[i].rule->listens.build != nullptr) out.insert(static_cast<RuleId>(i));
  }
  return out;
}

Result<std::vector<DiscoveredFile>> find_build_files(const Discovered& checked, const RuleSet& rules,
                                                     ConfigTree& tree) {
  std::vector<DiscoveredFile> found;
  std::vector<std::string> folders;  // to walk
  std::unordered_set<std::string> asked;
  for (const DiscoveredFile& file : checked.files) {
    RuleSet own = tree[file.config].lint.enabled;
    own &= rules;
    if (own.empty()) continue;
    found.push_back(file);
    if (!build_role(file.path) || !asked.emplace(folder_of_path(file.path)).second) continue;
    const std::string folder = project_folder(folder_of_path(file.path));
    const auto covers = [&](const std::string& walked) { return is_below(folder, walked); };
    if (folder.empty() || std::ranges::any_of(checked.walked, covers) || std::ranges::any_of(folders, covers)) continue;
    folders.push_back(folder);
  }
  if (asked.empty()) return std::vector<DiscoveredFile>{};
  if (!folders.empty()) {
    Result<Discovered> more = discover(folders, "/", tree, rules);
    if (!more) return more.error();
    std::ranges::move(more->files, std::back_inserter(found));
  }
  keep_build_files(found);
  std::ranges::sort(found, {}, &DiscoveredFile::path);
  const auto same = [](const DiscoveredFile& a, const DiscoveredFile& b) { return a.path == b.path; };
  found.erase(std::unique(found.begin(), found.end(), same), found.end());
  return found;
}

}  // namespace whip
