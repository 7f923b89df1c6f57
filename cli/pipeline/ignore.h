// Ignore files with git's exact meaning: .gitignore, .git/info/exclude, core.excludesFile; and .ignore, which wins over
// them and needs no repository. A pattern belongs to the folder of its file; the last pattern that matches decides, in
// the deepest file that has one.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/automaton.h"

namespace whip {

// One line of an ignore file.
class IgnorePattern {
 public:
  // Nothing comes of blank lines and comments: is_blank().
  explicit IgnorePattern(std::string_view line);

  bool is_blank() const { return blank_; }
  bool negated() const { return negated_; }
  // The path is relative to the folder of the ignore file; `name` is its last part.
  bool matches(std::string_view path, std::string_view name, bool is_folder) const;

 private:
  enum class Shape : std::uint8_t { literal, suffix, program, never };
  bool matches_text(std::string_view text) const;

  std::string text_;
  Automaton program_;
  Shape shape_ = Shape::literal;
  bool blank_ = false;
  bool negated_ = false;
  bool folders_only_ = false;
  bool name_only_ = true;  // no slash in it: matches at any depth
};

class IgnoreFile {
 public:
  // `folder` is absolute, with a slash at the end: what the patterns are relative to.
  IgnoreFile(std::string_view text, std::string folder);
  bool empty() const { return patterns_.empty(); }

  enum class Verdict : std::uint8_t { none, ignored, included };
  Verdict judge(std::string_view path, std::string_view name, bool is_folder) const;

 private:
  std::vector<IgnorePattern> patterns_;
  std::string folder_;
};

// The ignore files that hold in a folder: a chain up to the root. Links are shared and never change, so a walk just
// keeps the one it is in.
struct IgnoreChain {
  std::shared_ptr<const IgnoreChain> outer;
  std::vector<IgnoreFile> dot_ignore;  // .ignore of this folder
  std::vector<IgnoreFile> git;         // .gitignore of this folder
  std::vector<IgnoreFile> repository;  // of a repository's root: info/exclude, then the user's own; the strongest first
  bool repository_root = false;
  bool in_repository = false;
};

// What the listing of a folder shows.
struct IgnoreNames {
  bool dot_git = false;  // a folder, or the file of a worktree
  bool gitignore = false;
  bool dot_ignore = false;
};

// The chain for a folder inside the one of `outer` (null: none above).
std::shared_ptr<const IgnoreChain> enter_folder(std::shared_ptr<const IgnoreChain> outer, const std::string& folder,
                                                const IgnoreNames& names);
// The chain for a folder, with everything above it read.
std::shared_ptr<const IgnoreChain> ignore_chain(const std::string& folder);

// Whether a file or folder directly in the folder of the chain is ignored. The path is absolute.
bool is_ignored(const IgnoreChain& chain, std::string_view path, bool is_folder);

}  // namespace whip
