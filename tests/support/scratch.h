// A folder for one test, gone at its end.
#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace whip {

class Scratch {
 public:
  Scratch() {
    std::string pattern = (std::filesystem::temp_directory_path() / "whip-test-XXXXXX").string();
    root_ = std::filesystem::canonical(::mkdtemp(pattern.data())).string();
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  const std::string& root() const { return root_; }
  std::string path(std::string_view relative) const { return root_ + "/" + std::string(relative); }
  void write(std::string_view relative, std::string_view text = "") const {
    const std::filesystem::path file = path(relative);
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }

 private:
  std::string root_;
};

// HOME and XDG_CONFIG_HOME point into a scratch folder for as long as it lives, so that the machine's own files do not
// matter.
class ScratchHome {
 public:
  explicit ScratchHome(const Scratch& scratch) {
    ::setenv("HOME", scratch.path("home").c_str(), 1);
    ::setenv("XDG_CONFIG_HOME", scratch.path("home/.config").c_str(), 1);
  }
};

}  // namespace whip
