// The difference of two lists of lines (or words): which runs of the old become which runs of the new.
//
// Myers' shortest edit script in linear space, its changes then moved up and down to meet their neighbours. Among
// equally short scripts the choice is that of the `similar` crate, which Ruff uses, so that differences read the same
// in both tools.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace whip::render {

struct Change {
  enum class Kind : std::uint8_t { equal, removed, added, replaced };
  Kind kind = Kind::equal;
  std::size_t old_begin = 0;
  std::size_t old_end = 0;
  std::size_t new_begin = 0;
  std::size_t new_end = 0;
  std::size_t old_size() const { return old_end - old_begin; }
  std::size_t new_size() const { return new_end - new_begin; }
};

using Lines = std::span<const std::string_view>;

// Lines with their endings (\n, \r\n or \r).
std::vector<std::string_view> split_lines(std::string_view text);

// In order and without gaps; `replaced` where something removed is followed by something added.
std::vector<Change> diff_lines(Lines old_lines, Lines new_lines);

// Changes with `context` equal lines around them; far enough apart they are groups of their own.
std::vector<std::vector<Change>> group_changes(std::vector<Change> changes, std::size_t context);

}  // namespace whip::render
