// The folder that the server was started in. Tools work below it and nowhere else: a client, and whoever tells it what
// to do, gets no door to other files.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace whip::mcp {

class Workspace {
 public:
  // Errors: io, where the folder cannot be resolved.
  static Result<Workspace> open(const std::string& folder);

  const std::string& root() const { return root_; }
  // The path (absolute, or from the root) with all links followed. Errors: usage, where it leads out of the root.
  Result<std::string> inside(std::string_view path) const;

 private:
  explicit Workspace(std::string root) : root_(std::move(root)) {}
  std::string root_;
};

}  // namespace whip::mcp
