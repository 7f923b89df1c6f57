// Looks into the source between nodes: line breaks, comments and the one token that comes next.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/text/span.h"

namespace whip::fmt {

// Line breaks directly before `offset` / from `offset` on, up to the next that is no blank (comments end the count).
// Ruff's lines_before, lines_after.
std::uint32_t lines_before(std::string_view text, std::uint32_t offset);
std::uint32_t lines_after(std::string_view text, std::uint32_t offset);
// As lines_after, but comments are skipped / but what is behind on the same line (a comment, `;`) is skipped first.
std::uint32_t lines_after_ignoring_trivia(std::string_view text, std::uint32_t offset);
std::uint32_t lines_after_ignoring_end_of_line_trivia(std::string_view text, std::uint32_t offset);

// First byte from `offset` on (before `end`) that belongs to a token: blanks, line breaks, continuations and comments
// are skipped. `end` if there is none.
std::uint32_t next_token(std::string_view text, std::uint32_t offset, std::uint32_t end);
// The byte at next_token, or 0.
char next_token_character(std::string_view text, std::uint32_t offset, std::uint32_t end);
// The last byte before `offset` (not before `begin`) that belongs to a token; `comments` are all comments of the file,
// sorted. UINT32_MAX if there is none.
std::uint32_t previous_token(std::string_view text, std::uint32_t offset, std::uint32_t begin,
                             std::span<const Span> comments);

// First offset of `token` (a sign or word) as a token in [begin, end); `end` if there is none. Skips comments, not
// strings: only for ranges between nodes.
std::uint32_t find_token(std::string_view text, std::string_view token, std::uint32_t begin, std::uint32_t end);

// Of a name, number or keyword; beyond ASCII everything counts.
constexpr bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80) != 0;
}

std::uint32_t line_begin(std::string_view text, std::uint32_t offset);
std::uint32_t line_end(std::string_view text, std::uint32_t offset);  // before the line break
// The blanks that the line of `offset` begins with.
std::string_view indentation_at(std::string_view text, std::uint32_t offset);

}  // namespace whip::fmt
