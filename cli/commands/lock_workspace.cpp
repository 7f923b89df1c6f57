// Workspaces: several projects in folders below one, which take each other from there.
//     [tool.uv.workspace]
//     members = ["packages/*"]
#include <algorithm>
#include <filesystem>
#include <optional>

#include "cli/commands/lock_reading.h"
#include "cli/config/load.h"
#include "core/base/glob.h"

namespace whip::cli {
namespace {

namespace fs = std::filesystem;
using namespace resolver;

std::vector<fs::path> folders_in(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code trouble;
  for (fs::directory_iterator it(folder, trouble), end; !trouble && it != end; it.increment(trouble)) {
    if (it->is_directory(trouble) && !it->path().filename().string().starts_with('.')) found.push_back(it->path());
  }
  std::ranges::sort(found);
  return found;
}

// The folders that a pattern names, part by part of its path.
Result<std::vector<fs::path>> folders_of(const fs::path& root, const std::string& pattern) {
  std::vector<fs::path> here{root};
  for (const fs::path& part : fs::path(pattern)) {
    if (part.empty() || part == ".") continue;
    std::vector<fs::path> next;
    const auto glob = Glob::compile(part.string(), Separators::literal);
    if (!glob) return glob.error();
    const bool is_plain = part.string().find_first_of("*?[{") == std::string::npos;
    for (const fs::path& folder : here) {
      if (is_plain) {
        next.push_back(folder / part);
        continue;
      }
      std::vector<fs::path> open = folders_in(folder);
      if (part == "**") next.push_back(folder);
      for (std::size_t i = 0; i < open.size(); ++i) {
        if (part == "**") {
          const auto below = folders_in(open[i]);
          next.push_back(open[i]);
          open.insert(open.end(), below.begin(), below.end());
        } else if (glob->matches(open[i].filename().string())) {
          next.push_back(open[i]);
        }
      }
    }
    here = std::move(next);
  }
  return here;
}

struct Root {
  fs::path folder;
  ResolverSettings settings;
};

// Of this project, or of the nearest folder above that says it is one.
std::optional<Root> root_of(const std::string& folder, const ResolverSettings& settings) {
  if (settings.has_workspace) return Root{folder, settings};
  for (fs::path above = fs::path(folder).parent_path(); above != above.parent_path(); above = above.parent_path()) {
    std::error_code ignored;
    const std::string path = (above / "pyproject.toml").string();
    if (!fs::exists(path, ignored)) continue;
    const auto text = read_text(path);
    auto manifest = text ? read_manifest(*text, path) : Result<Manifest>(text.error());
    if (manifest && manifest->settings.has_workspace) return Root{above, std::move(manifest->settings)};
  }
  return std::nullopt;
}

}  // namespace

Result<Workspace> read_workspace(const std::string& folder, const ResolverSettings& settings) {
  Workspace members;
  const bool is_asked_for =
      settings.has_workspace || std::ranges::any_of(settings.sources, [](const PackageSource& source) {
        return source.kind == PackageSource::Kind::workspace;
      });
  if (!is_asked_for) return members;
  const auto root = root_of(folder, settings);
  if (!root) return members;
  GlobSet excluded;
  for (const std::string& pattern : root->settings.workspace_excludes) {
    if (auto done = excluded.add(pattern, Separators::literal); !done) return done.error();
  }
  std::vector<fs::path> folders{root->folder};
  for (const std::string& pattern : root->settings.workspace_members) {
    auto found = folders_of(root->folder, pattern);
    if (!found) return found.error();
    folders.insert(folders.end(), found->begin(), found->end());
  }
  for (const fs::path& member : folders) {
    std::error_code ignored;
    const std::string path = (member / "pyproject.toml").string();
    if (excluded.matches(member.lexically_relative(root->folder).string()) || !fs::exists(path, ignored)) continue;
    const auto text = read_text(path);
    if (!text) return text.error();
    const auto manifest = read_manifest(*text, path);
    if (!manifest) return manifest.error();
    if (!manifest->name.empty()) members.emplace(manifest->name, member.lexically_relative(folder).string());
  }
  return members;
}

}  // namespace whip::cli
