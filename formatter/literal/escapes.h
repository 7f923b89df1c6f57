// The text of a literal under new quotes.
#pragma once

#include <string>
#include <string_view>

#include "formatter/literal/quotes.h"

namespace whip::fmt {

enum class Braces : std::uint8_t { keep, double_ };  // double_: plain text that becomes part of an f-string

// Writes quotes, escapes, line ends as `style` wants them: backslashes before quotes that need none go, others come;
// \xAB becomes \xab, \N{dash} becomes \N{DASH}; line ends become "\n". True if that changes anything; then `out` (what
// it held is dropped) is the new text.
bool normalize_content(std::string_view content, LiteralStyle style, Braces braces, std::string& out);

// Whether `text` can stand between such quotes: nothing in it ends the literal, and Python takes its escapes.
bool fits_within_quotes(std::string_view text, LiteralStyle style);

}  // namespace whip::fmt
