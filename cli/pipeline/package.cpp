#include "cli/pipeline/package.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace whip {
namespace {

constexpr std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

constexpr std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

constexpr std::string_view without_suffix(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

void list_modules(const std::string& folder, std::vector<std::string>& out) {
  DIR* const listing = ::opendir(folder.c_str());
  if (listing == nullptr) return;
  while (const dirent* const entry = ::readdir(listing)) {
    const std::string_view name = entry->d_name;
    if (name.starts_with('.')) continue;  // no name that an import can have
    const std::size_t suffix = name.ends_with(".py") ? 3 : name.ends_with(".pyi") ? 4 : 0;
    unsigned char type = entry->d_type;
    if (type == DT_LNK || type == DT_UNKNOWN) {
      struct stat facts;
      if (::stat((folder + "/" + entry->d_name).c_str(), &facts) != 0) continue;
      type = S_ISDIR(facts.st_mode) ? DT_DIR : S_ISREG(facts.st_mode) ? DT_REG : DT_UNKNOWN;
    }
    if (type == DT_DIR) out.emplace_back(name);
    if (type == DT_REG && suffix != 0) out.emplace_back(name.substr(0, name.size() - suffix));
  }
  ::closedir(listing);
}

}  // namespace

bool PackageFinder::is_package(std::string_view folder, std::span<const std::string> namespace_packages) {
  if (std::ranges::find(namespace_packages, folder) != namespace_packages.end()) return true;
  const auto [at, is_new] = has_init_.try_emplace(std::string(folder), false);
  if (is_new) at->second = ::access((at->first + "/__init__.py").c_str(), F_OK) == 0;
  return at->second;
}

std::string_view PackageFinder::root_of(std::string_view folder, std::span<const std::string> namespace_packages) {
  const auto [at, is_new] = roots_.try_emplace(std::string(folder));
  if (!is_new) return at->second;
  std::string_view root;
  for (std::string_view up = folder; !up.empty() && is_package(up, namespace_packages); up = folder_of(up)) root = up;
  at->second = root;
  return at->second;
}

ModulePlace PackageFinder::place(std::string_view path, std::span<const std::string> namespace_packages) {
  const std::string_view root = root_of(folder_of(path), namespace_packages);
  if (root.empty()) return {};
  ModulePlace out{.module = {}, .root_package = std::string(name_of(root))};
  std::string_view below = without_suffix(path).substr(folder_of(root).size() + 1);
  if (name_of(below) == "__init__") below = folder_of(below);
  out.module = below;
  std::ranges::replace(out.module, '/', '.');
  return out;
}

std::vector<std::string> source_modules(std::span<const std::string> folders) {
  std::vector<std::string> out;
  for (const std::string& folder : folders) list_modules(folder, out);
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace whip
