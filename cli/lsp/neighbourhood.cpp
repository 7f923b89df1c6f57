#include "cli/lsp/neighbourhood.h"

#include <algorithm>
#include <utility>

#include "cli/pipeline/discover.h"

namespace whip::lsp {

Neighbourhood::Neighbourhood(const RuleTable& rules, const std::string& root, const std::string& folder,
                             const Overrides& overrides) {
  Result<ConfigTree> tree = ConfigTree::open(rules, overrides, root, root);
  if (!tree) return;  // told when the first document was opened
  const std::vector<std::string> paths{folder};
  const Result<Discovered> found = discover(paths, root, *tree);
  if (!found) return;
  files_ = summarize_files(found->files, *tree, rules, {.working_directory = root});
  for (const FileSummary& file : files_) summaries_.push_back(&file.summary);
}

Neighbours Neighbourhood::of(const std::string& path) const {
  Neighbours out{.files = summaries_};
  const auto at = std::ranges::lower_bound(files_, path, {}, &FileSummary::path);
  if (at != files_.end() && at->path == path) out.own = static_cast<std::uint32_t>(at - files_.begin());
  return out;
}

bool Neighbourhood::replace(const std::string& path, Summary summary) {
  const auto at = std::ranges::lower_bound(files_, path, {}, &FileSummary::path);
  if (at == files_.end() || at->path != path || at->summary.bytes() == summary.bytes()) return false;
  at->summary = std::move(summary);
  return true;
}

}  // namespace whip::lsp
