// What E713 and E714 share: `not a <operator> b`, with one operator.
#pragma once

#include <string_view>

#include "linter/file.h"
#include "linter/rule.h"

namespace whip::rules {

// Reports a `not` of a comparison by exactly one `positive` operator; the fix puts `replacement` between the operands.
void report_negated_comparison(const File& file, Node negation, Kind positive, std::string_view replacement,
                               std::string_view message, std::string_view title, Report& report);

}  // namespace whip::rules
