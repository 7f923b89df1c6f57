// Reads one version specifier within a longer text.
#pragma once

#include <string_view>

#include "core/base/result.h"
#include "resolver/standards/specifier.h"

namespace whip::resolver {

// From text[at], where its operator must begin; afterwards `at` is behind it. Stops at what does not belong to it (`,`,
// `;`, `)`, a blank), which is then for the caller to judge. Errors as for Specifier::parse.
Result<Specifier> read_specifier(std::string_view text, std::size_t& at);

}  // namespace whip::resolver
