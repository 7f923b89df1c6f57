// The files of one project that say how it is built, together: whether it promises to run without the GIL, whether it
// builds wheels for that, whether it is tested so. One such object for each folder with a pyproject.toml or setup.py.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/diagnostic.h"
#include "linter/packaging/build_file.h"
#include "linter/rule.h"
#include "linter/settings.h"

namespace whip {

struct BuildPlace {
  std::uint32_t file = 0;
  Span span;
};

// What a classifier `Programming Language :: Python :: Free Threading` says.
struct Declaration {
  BuildPlace place;  // of the text, without quotes
  std::string text;  // the whole classifier
  char level = ' ';  // '1' Unstable ... '4' Resilient; a blank where it names none
};

class BuildProject {
 public:
  // `outer`: how many of the files, at the end, are of folders above the project; nothing is reported there.
  BuildProject(std::vector<const BuildFile*> files, std::size_t outer, ConcurrencyContract setting);

  std::uint32_t size() const { return static_cast<std::uint32_t>(files_.size() - outer_); }
  const BuildFile& operator[](std::uint32_t file) const { return *files_[file]; }
  std::span<const BuildFile* const> with_outer() const { return files_; }
  // Calls f(number, file) for the project's own files of that role.
  template <class Function>
  void for_each(BuildRole role, Function&& f) const {
    for (std::uint32_t i = 0; i < size(); ++i) {
      if (files_[i]->role == role) f(i, *files_[i]);
    }
  }
  // The first own file of that role nearest to the root; null if there is none.
  const BuildFile* first(BuildRole role, std::uint32_t& number) const;

  const std::vector<Declaration>& declarations() const { return declarations_; }
  // The declaration of a level that promises something: Beta, Stable, Resilient, or one without a level.
  const Declaration* promise() const;
  // Where it is said that wheels for builds without the GIL are built: named, or left to cibuildwheel's default.
  const std::optional<BuildPlace>& free_threaded_wheels() const { return wheels_; }
  // Whether the extension modules are meant for builds without the GIL at all.
  bool is_for_free_threading() const {
    return promise() != nullptr || wheels_ || setting_ == ConcurrencyContract::library;
  }
  bool is_off() const { return setting_ == ConcurrencyContract::off; }
  // In words, why is_for_free_threading(): "`Free Threading :: 3 - Stable` is declared".
  std::string why() const;

  bool runs_tests() const { return runs_tests_; }  // somewhere in what is read
  bool tests_without_gil() const { return tests_without_gil_; }

 private:
  void read_declarations();
  void read_wheels();
  void read_tests();

  std::vector<const BuildFile*> files_;
  std::size_t outer_;
  ConcurrencyContract setting_;
  std::vector<Declaration> declarations_;
  std::optional<BuildPlace> wheels_;
  bool wheels_by_default_ = false;
  bool runs_tests_ = false;
  bool tests_without_gil_ = false;
};

// Names of builds: "cp314t", "3.14t", "py314t". The next one from `from`, its last letter included; empty if there is
// none.
Span find_free_threaded_build(std::string_view code, std::size_t from = 0);

inline constexpr std::string_view kFreeThreadingClassifier = "Programming Language :: Python :: Free Threading";

// Where rules about the build put their findings.
struct BuildFinding {
  std::uint32_t file = 0;
  Diagnostic diagnostic;
};

class BuildReport {
 public:
  BuildReport(const BuildProject& project, std::vector<BuildFinding>& out) : project_(&project), out_(&out) {}
  // The reference is good until the next call.
  Finding at(BuildPlace place, std::string message);
  Finding at(std::uint32_t file, Span span, std::string message) { return at({file, span}, std::move(message)); }
  // A second place of the last finding, in any file.
  void note(BuildPlace place, std::string message);
  void speak_for(RuleId rule) { rule_ = rule; }

 private:
  const BuildProject* project_;
  std::vector<BuildFinding>* out_;
  RuleId rule_ = RuleId::none;
};

}  // namespace whip
