// A project of a test, and what the rules about builds find in its files.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "linter/fix.h"
#include "linter/packaging/judge_build.h"

namespace whip::test {

class BuiltProject {
 public:
  struct File {
    std::string path;
    std::string text;
  };
  // All files stand below one root.
  BuiltProject(std::vector<File> files, Settings settings);

  std::size_t size() const { return opened_.size(); }
  const BuildFile& file(std::size_t i) const { return *opened_[i]; }
  // By file, in the order of places.
  const std::vector<Diagnostic>& found(std::size_t i) const { return found_[i]; }
  std::string_view code(const Diagnostic& finding) const { return listeners_.entry(finding.rule).code; }
  // "setup.py:5:33 FTP401" for each finding.
  std::string listing() const;
  // Makes all fixes of that reach, again and again. False: it came to no end.
  bool fix(FixReach reach);

 private:
  void judge();

  Settings settings_;
  Listeners listeners_;
  std::vector<std::unique_ptr<BuildFile>> opened_;
  std::vector<std::vector<Diagnostic>> found_;
};

}  // namespace whip::test
