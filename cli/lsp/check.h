// Lints what is open in the editor, by the same door as the command line.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/lsp/files.h"
#include "cli/lsp/open_file.h"
#include "cli/lsp/project.h"
#include "cli/lsp/project_file.h"
#include "core/report/fingerprint.h"
#include "linter/fix.h"
#include "linter/lint_again.h"

namespace whip::lsp {

// What was found in one state of a file.
struct Checked {
  std::vector<Diagnostic> findings;
  std::vector<Fingerprint> fingerprints;  // one per finding, if they were asked for
  std::vector<ProjectFinding> project;    // of a pyproject.toml
  bool parses = true;

  Fingerprint fingerprint(std::size_t finding) const {
    return finding < fingerprints.size() ? fingerprints[finding] : Fingerprint{};
  }
};

// The memory of linting, and what it holds: questions about a finding need the tree that it was found in.
class Checker {
 public:
  // `open`: what is open besides the file that is asked about; may be null.
  explicit Checker(const Files* open = nullptr) : open_(open) {}

  enum class Identity : std::uint8_t { fingerprints, none };
  // The findings of the file as it is now. Kept until one of the next two is called for it, or another file tells
  // something new that rules listen to. Null: interrupted.
  const Checked* check(const OpenFile& file, const FilePlace& place, const std::string& root, Identity identity,
                       const Interrupt& interrupt = {});
  // Its text changed, and nothing else: what is found next may stand on what is known.
  void edited(const OpenFile& file);
  // It is closed, or what is said about it changed.
  void forget(const OpenFile& file);
  // Whether its findings are known, whatever others told since.
  bool knows(const OpenFile& file) const { return find(file) != nullptr; }
  // Whether others told something since they were found.
  bool is_outdated(const OpenFile& file, const Project& project) const;

  // The edit that silences a finding of the file with a comment on its line.
  Edit silence(const OpenFile& file, const FilePlace& place, const std::string& root, const Diagnostic& finding);

  // All that can be mended: by the rules that are on, or by those for imports alone.
  enum class Scope : std::uint8_t { all, imports };
  FixResult fix(const OpenFile& file, const FilePlace& place, const std::string& root, Scope scope);
  // The same by the rules about how projects are built: what `text`, which the file is to hold, should be. Nothing: as
  // it is.
  std::optional<std::string> fix_build(const OpenFile& file, const FilePlace& place, const std::string& root,
                                       std::string_view text);

  // How often the linter was run for findings, and how often it was not let finish.
  struct Runs {
    std::uint64_t all = 0;
    std::uint64_t given_up = 0;
  };
  const Runs& runs() const { return runs_; }

 private:
  struct Known {
    const OpenFile* file;
    std::uint64_t told;  // Project::told, when it was found
    Checked checked;
  };
  const Known* find(const OpenFile& file) const;
  // False: interrupted.
  bool lint_into(Checked& out, const OpenFile& file, const FilePlace& place, const std::string& root, Identity identity,
                 const Interrupt& interrupt);
  // What rules about how projects are built have to say. False: interrupted.
  bool add_build(Checked& out, const OpenFile& file, const FilePlace& place, const std::string& root, Identity identity,
                 const Interrupt& interrupt);

  const Files* open_;
  Bench bench_;
  const OpenFile* on_bench_ = nullptr;         // whose tree the bench holds
  std::string text_;                           // that the tree is of
  std::vector<std::unique_ptr<Known>> known_;  // few: what is open
  Runs runs_;
};

}  // namespace whip::lsp
