// Everything that one run of `whip check` needs, made from its command line: the settings, the rules, what is asked
// for.
#pragma once

#include <span>
#include <string>

#include "cli/commands/check_request.h"
#include "cli/config/tree.h"
#include "cli/pipeline/run.h"
#include "core/base/result.h"
#include "linter/select.h"

namespace whip::cli {

struct Session {
  const CheckRequest& request;
  const RuleTable& rules;
  ConfigTree tree;
  RunOptions options;

  const Configuration& configuration() const { return tree[ConfigTree::kBase]; }
  bool speaks() const { return request.verbosity >= Verbosity::normal; }
  // A line for --verbose.
  void tell(std::string_view what) const;
};

// Errors: what is wrong with the configuration. Request and rules must outlive the session.
Result<Session> open_session(const CheckRequest& request, const RuleTable& rules);

// Warnings of the configuration, and more.
void report_session(const Session& session, std::span<const std::string> more);

// Finds the files that were named and lints them. Errors: a configuration on the way is wrong.
Result<RunResult> run_session(Session& session);

// What this outcome means for the exit code.
int exit_code(const Session& session, const RunResult& result);

}  // namespace whip::cli
