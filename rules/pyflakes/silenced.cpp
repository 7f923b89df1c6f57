#include "rules/pyflakes/silenced.h"

#include <algorithm>

namespace whip::rules {

SilencedLines::SilencedLines(const File& file, std::string_view code) : file_(file), code_(code) {
  if (!file.respects_noqa) return;
  for (const Span comment : file.comments.all()) {
    const std::string_view text = file.slice(comment);
    if (std::ranges::search(text, std::string_view("noqa"), {}, [](char c) { return static_cast<char>(c | 0x20); }).empty()) continue;
    noqa_.read(file.text, comment);
  }
  std::erase_if(noqa_.directives, [&](const NoqaDirective& directive) {
    if (directive.scope != NoqaScope::line) return true;
    return !directive.all && std::ranges::none_of(noqa_.codes_of(directive), [&](const NoqaCode& c) { return c.text == code_; });
  });
  if (!noqa_.directives.empty()) lines_.read(file.text, file.tree, file.lines);
}

bool SilencedLines::has(std::uint32_t offset) const {
  if (noqa_.directives.empty()) return false;
  const std::uint32_t line = file_.lines.line_of(lines_.resolve(offset));
  return std::ranges::any_of(noqa_.directives,
                             [&](const NoqaDirective& directive) { return file_.lines.line_of(directive.span.begin) == line; });
}

}  // namespace whip::rules
