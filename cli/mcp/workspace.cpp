#include "cli/mcp/workspace.h"

#include <filesystem>
#include <system_error>

#include "cli/pipeline/within.h"

namespace whip::mcp {

namespace fs = std::filesystem;

Result<Workspace> Workspace::open(const std::string& folder) {
  std::error_code trouble;
  const fs::path real = fs::canonical(folder, trouble);
  if (trouble) return Error{.code = ErrorCode::io, .message = trouble.message(), .path = folder};
  return Workspace(real.string());
}

Result<std::string> Workspace::inside(std::string_view path) const {
  const auto refuse = [&](std::string why) {
    return Error{.code = ErrorCode::usage, .message = "`" + std::string(path) + "` " + std::move(why), .path = {}};
  };
  if (path.empty() || path.find('\0') != std::string_view::npos) return refuse("is no path");
  std::error_code trouble;
  const fs::path real = fs::weakly_canonical(fs::path(root_) / path, trouble);
  if (trouble) return refuse("cannot be resolved: " + trouble.message());
  std::string text = real.string();
  while (text.size() > 1 && text.ends_with('/')) text.pop_back();
  if (!is_below(text, root_)) return refuse("is outside the folder that whip was started in");
  return text;
}

}  // namespace whip::mcp
