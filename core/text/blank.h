// Blanks as Unicode's White_Space has them: what Ruff's users may put between the words of a comment, and leave at the end of a line.
#pragma once

#include <cstdint>
#include <string_view>

namespace whip {

// Bytes of the blank that starts at text[at]; 0 if there is none. Ends of lines count as blanks.
std::uint32_t blank_at(std::string_view text, std::uint32_t at);
// Bytes of the blank that ends before text[at]; 0 if there is none.
std::uint32_t blank_before(std::string_view text, std::uint32_t at);

// First offset from `at` on, up to `end`, that is no blank.
std::uint32_t skip_blanks(std::string_view text, std::uint32_t at, std::uint32_t end);
// Last offset from `at` down to `begin` that has no blank before it.
std::uint32_t skip_blanks_back(std::string_view text, std::uint32_t at, std::uint32_t begin);

// What Python's tokenizer takes for a blank within a line.
constexpr bool is_python_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

}  // namespace whip
