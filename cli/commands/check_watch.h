#pragma once

#include "cli/commands/check_session.h"

namespace whip::cli {

// `whip check --watch`: runs, shows what was found, and does so again after every change. Returns only when something
// fails.
int watch_files(Session& session, const CheckRequest& request, const RuleTable& rules);

}  // namespace whip::cli
