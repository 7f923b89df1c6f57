// Finds the functions that names of a project stand for. Names are put together in memory that is reused, and what an
// import of the current file stands for is asked once.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "linter/project/project.h"

namespace whip {

class Project::Finder {
 public:
  explicit Finder(const Project& project);
  // kNone if there is none. `from` is the file that says the name.
  std::uint32_t function(const Summary::Name& name, std::uint32_t from);
  std::uint32_t function(std::string_view dotted, std::uint32_t from);

 private:
  // Where an import leads: a file, and what is left of the name there.
  struct Place {
    std::uint32_t file = kNone;  // kNone: no module of the project
    bool asked = false;
    bool whole = false;     // the member is a module itself
    bool is_ours = false;   // it begins like modules of the project
    bool is_bound = false;  // what the import itself stands for is known:
    std::uint32_t function = kNone;
  };

  Place& place_of(std::uint32_t import, std::uint32_t from);
  std::uint32_t find(const Place& place, const Summary::Name& name, std::uint32_t from);
  std::uint32_t follow(std::uint32_t from);
  std::uint32_t follow_in(std::uint32_t file, std::size_t dot, std::uint32_t from);
  // What calling the class runs: its `__init__`.
  std::uint32_t constructor(std::uint32_t file, std::string_view name);
  bool pass_on(std::uint32_t file, std::string_view rest);
  void write(const Summary& summary, const Summary::Import& import);

  const Project& project_;
  std::unordered_set<std::string_view> roots_;  // first parts of the project's modules
  const std::string_view* last_root_ = nullptr;
  std::uint32_t file_ = kNone;
  std::vector<Place> by_import_;  // of that file
  std::string name_;
  std::string next_;
  std::string init_;
};

}  // namespace whip
