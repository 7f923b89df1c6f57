// What Git says has changed: committed since a revision, staged, in the working tree, or not tracked yet.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace whip::cli {

struct GitChange {
  std::string path;  // absolute
  std::string blob;  // the file as it was, by its object's name; empty: there was none
};

struct GitChanges {
  std::string root;                // of the working tree
  std::vector<GitChange> changes;  // by path; deleted files are not among them
};

// Everything between the merge base of the revision and HEAD and the working tree; without a revision, between HEAD and
// the working tree. Errors: usage, where there is no repository or no such revision; io, where there is no git.
Result<GitChanges> git_changes(const std::string& folder, const std::optional<std::string>& revision);

// The contents of blobs, in their order. Errors: io.
Result<std::vector<std::string>> git_texts(const std::string& root, std::span<const std::string> blobs);

}  // namespace whip::cli
