// Lints what is open in the editor, by the same door as the command line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/lsp/open_file.h"
#include "cli/lsp/project.h"
#include "cli/lsp/project_file.h"
#include "core/report/fingerprint.h"
#include "linter/fix.h"
#include "linter/lint.h"

namespace whip::lsp {

// What was found in one state of a file.
struct Checked {
  std::vector<Diagnostic> findings;
  std::vector<Fingerprint> fingerprints;  // one per finding
  std::vector<ProjectFinding> project;    // of a pyproject.toml
  bool parses = true;
};

// The memory of linting, and what it holds: questions about a finding need the tree that it was found in.
class Checker {
 public:
  // The findings of the file as it is now. Kept until forget() is called for it.
  const Checked& check(const OpenFile& file, const FilePlace& place, const std::string& root);
  void forget(const OpenFile& file);

  // The edit that silences a finding of the file with a comment on its line.
  Edit silence(const OpenFile& file, const FilePlace& place, const std::string& root, const Diagnostic& finding);

  // All that can be mended: by the rules that are on, or by those for imports alone.
  enum class Scope : std::uint8_t { all, imports };
  FixResult fix(const OpenFile& file, const FilePlace& place, const std::string& root, Scope scope);

 private:
  struct Known {
    const OpenFile* file;
    Checked checked;
  };
  void lint_into(Checked& out, const OpenFile& file, const FilePlace& place, const std::string& root);

  Bench bench_;
  const OpenFile* on_bench_ = nullptr;  // whose tree the bench holds
  std::vector<Known> known_;            // few: what is open
};

}  // namespace whip::lsp
