// Which package a file belongs to: the outermost folder, going up from the file, of an unbroken chain of folders with
// an
// `__init__.py`. Each folder is looked at once, however many files it holds.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace whip {

struct ModulePlace {
  std::string module;        // "pkg.sub.mod"; "pkg" for pkg/__init__.py; empty outside packages
  std::string root_package;  // "pkg"; empty outside packages
};

class PackageFinder {
 public:
  // Folders without an `__init__.py` that count as packages all the same (setting `namespace-packages`); absolute.
  // The path of the file is absolute.
  ModulePlace place(std::string_view path, std::span<const std::string> namespace_packages);

 private:
  bool is_package(std::string_view folder, std::span<const std::string> namespace_packages);
  // Folder of the outermost package that `folder` is in; empty: none.
  std::string_view root_of(std::string_view folder, std::span<const std::string> namespace_packages);

  std::unordered_map<std::string, bool> has_init_;
  std::unordered_map<std::string, std::string> roots_;
};

// The modules and packages that lie directly in the folders: every folder, and the stem of every `.py` and `.pyi` file.
// Sorted, each once.
std::vector<std::string> source_modules(std::span<const std::string> folders);

}  // namespace whip
