// Requirements of published releases that break PEP 508 in known ways, which were let pass once and cannot be mended
// there:
//     name (>=1.0<2.0)       a comma forgotten
//     name (>=2.3.0.*)       `.*` where it means nothing
//     name (!=3.0*)          the dot forgotten
//     name (>='2.7')         quotes
// For metadata and index pages only: what a user writes is held to the standard.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "resolver/standards/requirement.h"
#include "resolver/standards/specifier.h"

namespace whip::resolver {

// Strictly first; if that fails, after mending. Errors: that of the strict reading.
Result<Requirement> parse_leniently(std::string_view text);
Result<Specifiers> parse_specifiers_leniently(std::string_view text);

}  // namespace whip::resolver
