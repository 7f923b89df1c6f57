// Indentation of both blanks and tabs.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pycodestyle/indentation.h"

namespace whip::rules {
namespace {

void mixed_spaces_and_tabs(const File& file, const PhysicalLine& line, Report& report) {
  const Span indent = indentation(file.text, line.span);
  const std::string_view blanks = file.slice(indent);
  if (blanks.find('\t') == std::string_view::npos || blanks.find(' ') == std::string_view::npos) return;
  report.at(indent, "Indentation contains mixed spaces and tabs");
}

}  // namespace

extern constexpr Rule E101_mixed_spaces_and_tabs{
    .since = "0.1",
    .doc = R"md(
How far a tab goes depends on who looks, so indentation of both blanks and tabs lines up for one reader and not for the next. Use
one of them throughout, blanks by preference (PEP 8).
)md",
    .listens = on_line(mixed_spaces_and_tabs),
};

}  // namespace whip::rules
