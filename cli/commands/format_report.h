// What `whip format` says about its run.
#pragma once

#include <span>
#include <string>

#include "cli/commands/format_request.h"
#include "cli/config/configuration.h"
#include "cli/pipeline/format_run.h"
#include "linter/rule.h"

namespace whip::cli {

// Differences, findings, errors and the summary, each to its stream. Errors: io.
Done report_format(const FormatResult& result, const FormatRequest& request, const Configuration& configuration,
                   const std::string& working_directory);

// "1 file reformatted, 2 files left unchanged"; empty if nothing was looked at.
std::string format_summary(const FormatResult& result, FormatMode mode);

int format_exit_code(const FormatResult& result, const FormatRequest& request);

}  // namespace whip::cli
