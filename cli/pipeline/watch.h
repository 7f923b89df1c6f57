// Waiting for files to change, for --watch: the kernel tells (inotify), nothing is polled.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"

namespace whip {

enum class Change : std::uint8_t {
  source,         // a Python file or a notebook
  configuration,  // a TOML file
};

class Watcher {
 public:
  // Files, and folders with all that is below them; what cannot be watched is left out.
  // Errors: io, where the system offers no watching.
  static Result<Watcher> open(std::span<const std::string> paths);
  Watcher(Watcher&& other) noexcept;
  Watcher& operator=(Watcher&&) = delete;
  ~Watcher();

  // Returns when something relevant changed and then was quiet for a moment (an editor writes a file in several steps).
  Result<Change> wait();

 private:
  explicit Watcher(int descriptor) : descriptor_(descriptor) {}
  void add(const std::string& path);
  void add_tree(const std::string& folder);

  int descriptor_;
  std::unordered_map<int, std::string> folders_;  // by watch
};

// What a change of the file means; nothing if it does not matter. Part of wait().
bool is_relevant(std::string_view name, Change& change);

}  // namespace whip
