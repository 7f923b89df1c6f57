// The three letters that look like digits: what E741, E742 and E743 share.
#pragma once

#include <string_view>

namespace whip::rules {

constexpr bool is_ambiguous_name(std::string_view name) { return name == "l" || name == "O" || name == "I"; }

}  // namespace whip::rules
