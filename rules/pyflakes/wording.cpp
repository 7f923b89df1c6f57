#include "rules/pyflakes/wording.h"

namespace whip::rules {

std::string source_row(const File& file, std::uint32_t offset) {
  const std::uint32_t line = file.lines.line_of(offset);
  for (const Cell& cell : file.facts.cells) {
    if (!cell.span.contains(offset)) continue;
    const std::uint32_t first = file.lines.line_of(cell.span.begin);
    return "cell " + std::to_string(cell.number) + ", line " + std::to_string(line - first + 1);
  }
  return "line " + std::to_string(line + 1);
}

std::string quoting(std::string_view before, std::string_view name, std::string_view after) {
  std::string out;
  out.reserve(before.size() + name.size() + after.size() + 2);
  out.append(before).append(1, '`').append(name).append(1, '`').append(after);
  return out;
}

}  // namespace whip::rules
