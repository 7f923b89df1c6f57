// Sets of code points as ranges, and the named classes that patterns in configuration files use.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace whip {

// Inclusive ranges, in any order unless normalised.
using CodePointRanges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

inline constexpr std::uint32_t kLastCodePoint = 0x10FFFF;

// Sorts and joins what touches.
void normalise(CodePointRanges& ranges);
CodePointRanges complement(CodePointRanges ranges);
// a without b.
CodePointRanges difference(const CodePointRanges& a, const CodePointRanges& b);

// `XID_Continue`, `L`, ... as in `\p{...}`.
std::optional<CodePointRanges> named_class(std::string_view name);
// The set behind `\d`, `\w`, `\s` and their negations, given the letter.
std::optional<CodePointRanges> class_escape(char letter);

}  // namespace whip
