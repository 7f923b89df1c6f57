// The part of a run that looks at how projects are built: files in no Python, and a setup.py among them. After all
// others, because fixes may have changed what a setup.py holds.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <unordered_map>

#include "cli/config/tree.h"
#include "cli/pipeline/run.h"
#include "linter/packaging/build_file.h"

namespace whip {

// Another text of a file than it holds; nothing is written then.
struct OtherText {
  std::string path;
  std::string text;
};

// Files as they were read, by path, for whoever looks at the same build_files again; null: one that has no bearing on
// any rule. What is in it is not read anew.
using BuildMemory = std::unordered_map<std::string, std::shared_ptr<const BuildFile>>;

// Adds what is found in those of `checked` that are among options.build_files. With fixes, files are written, or for
// `others` given back in them.
void check_builds(std::span<const DiscoveredFile> checked, std::span<OtherText> others, const ConfigTree& tree,
                  const RuleTable& rules, const RunOptions& options, RunResult& result, BuildMemory* memory = nullptr);

}  // namespace whip
