#include "cli/pipeline/within.h"

#include <sys/stat.h>

#include <filesystem>
#include <system_error>
#include <unordered_map>

namespace whip {
namespace {

namespace fs = std::filesystem;

bool is_link(const std::string& path) {
  struct stat facts;
  return ::lstat(path.c_str(), &facts) == 0 && S_ISLNK(facts.st_mode);
}

std::string real_path(const std::string& path) {
  std::error_code trouble;
  const fs::path real = fs::weakly_canonical(path, trouble);
  return trouble ? std::string() : real.string();
}

}  // namespace

bool is_below(std::string_view path, std::string_view folder) {
  if (folder == "/") return path.starts_with('/');
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

std::size_t keep_within(std::vector<DiscoveredFile>& files, const std::string& folder) {
  const std::string root = real_path(folder);
  std::unordered_map<std::string, bool> folders;  // whether what lies in them lies within
  return std::erase_if(files, [&](const DiscoveredFile& file) {
    if (is_link(file.path)) return !is_below(real_path(file.path), root);
    const std::string parent = file.path.substr(0, file.path.rfind('/'));
    const auto [at, is_new] = folders.try_emplace(parent);
    if (is_new) at->second = is_below(real_path(parent), root);
    return !at->second;
  });
}

std::string outside_note(std::size_t count, std::string_view folder) {
  return "left out " + std::to_string(count) + (count == 1 ? " file" : " files") + " outside of " + std::string(folder);
}

}  // namespace whip
