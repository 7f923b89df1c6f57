#include "cli/commands/stdin_file.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <filesystem>

#include "cli/pipeline/read.h"

namespace whip::cli {

Result<std::string> working_directory() {
  char buffer[PATH_MAX];
  if (::getcwd(buffer, sizeof buffer) == nullptr) {
    return Error{.code = ErrorCode::io, .message = "no working directory: " + system_message(errno), .path = {}};
  }
  return std::string(buffer);
}

std::string start_folder(const std::optional<std::string>& stdin_filename, const std::string& directory) {
  if (!stdin_filename) return directory;
  const std::string path = stdin_filename->starts_with('/') ? *stdin_filename : directory + "/" + *stdin_filename;
  return path.substr(0, std::max<std::size_t>(path.rfind('/'), 1));
}

Result<DiscoveredFile> stdin_file(const std::optional<std::string>& stdin_filename, const std::string& directory,
                                  ConfigTree& tree) {
  DiscoveredFile file;
  file.path = "-";
  file.named = true;
  if (!stdin_filename) return file;
  const std::string& name = *stdin_filename;
  file.path = std::filesystem::path(name.starts_with('/') ? name : directory + "/" + name).lexically_normal().string();
  const Result<ConfigId> config = tree.of_folder(file.path.substr(0, std::max<std::size_t>(file.path.rfind('/'), 1)));
  if (!config) return config.error();
  file.config = *config;
  file.kind = source_kind(file.path, tree[*config]);
  return file;
}

}  // namespace whip::cli
