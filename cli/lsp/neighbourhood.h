// What the files of a workspace folder tell each other (linter/project), for rules that look at the whole project. Read
// once, from the cache as far as that knows, when such a rule is on; from then on a keystroke costs a link of what is
// in memory, and what is open counts as it is in the editor.
#pragma once

#include <string>
#include <vector>

#include "cli/config/tree.h"
#include "cli/pipeline/run.h"
#include "linter/lint.h"

namespace whip::lsp {

class Neighbourhood {
 public:
  // The files of `folder`; `root` is where the paths begin that people see.
  Neighbourhood(const RuleTable& rules, const std::string& root, const std::string& folder, const Overrides& overrides);
  // Good until the next change.
  Neighbours of(const std::string& path) const;
  // Whether that is something new.
  bool replace(const std::string& path, Summary summary);

 private:
  std::vector<FileSummary> files_;  // by path
  std::vector<const Summary*> summaries_;
};

}  // namespace whip::lsp
