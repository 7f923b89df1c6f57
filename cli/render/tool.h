// How we call ourselves in reports that name their tool.
#pragma once

#include <string_view>

namespace whip::render {

inline constexpr std::string_view kToolName = "whip";

}  // namespace whip::render
