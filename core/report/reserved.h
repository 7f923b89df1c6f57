// Ids of findings that belong to no rule, besides RuleId::invalid_syntax: those of `whip format`.
#pragma once

#include "core/report/diagnostic.h"

namespace whip {

inline constexpr RuleId kUnformatted{0xFFFD};  // printed with the code `unformatted`: the file would be reformatted
inline constexpr RuleId kUnreadable{0xFFFC};   // `io`: the file could not be read or written

}  // namespace whip
