#include "rules/pyflakes/silenced.h"

#include <algorithm>

namespace whip::rules {
namespace {

// In whatever case.
bool may_be_noqa(std::string_view comment) {
  constexpr std::string_view kWord = "noqa";
  const auto is_same = [](char c, char small) { return static_cast<char>(c | 0x20) == small; };
  return std::search(comment.begin(), comment.end(), kWord.begin(), kWord.end(), is_same) != comment.end();
}

}  // namespace

SilencedLines::SilencedLines(const File& file, std::string_view code) : file_(file), code_(code) {
  if (!file.respects_noqa) return;
  for (const Span comment : file.comments.all()) {
    if (!may_be_noqa(file.slice(comment))) continue;
    noqa_.read(file.text, comment);
  }
  std::erase_if(noqa_.directives, [&](const NoqaDirective& directive) {
    if (directive.scope != NoqaScope::line) return true;
    return !directive.all &&
           std::ranges::none_of(noqa_.codes_of(directive), [&](const NoqaCode& c) { return c.text == code_; });
  });
  if (!noqa_.directives.empty()) lines_.read(file.text, file.tree, file.lines);
}

bool SilencedLines::has(std::uint32_t offset) const {
  if (noqa_.directives.empty()) return false;
  const std::uint32_t line = file_.lines.line_of(lines_.resolve(offset));
  return std::ranges::any_of(noqa_.directives, [&](const NoqaDirective& directive) {
    return file_.lines.line_of(directive.span.begin) == line;
  });
}

}  // namespace whip::rules
