// Indentation by tabs.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pycodestyle/indentation.h"

namespace whip::rules {
namespace {

void tab_indentation(const File& file, const PhysicalLine& line, Report& report) {
  const Span indent = indentation(file.text, line.span);
  const std::size_t tab = file.slice(indent).find('\t');
  if (tab == std::string_view::npos) return;
  // What is left of a line at the end of the file indents nothing.
  if (indent.end == file.text.size()) return;
  // Inside a string the tab is part of a value.
  if (file.in_triple_quotes(indent.begin + static_cast<std::uint32_t>(tab))) return;
  report.at(indent, "Indentation contains tabs");
}

}  // namespace

extern constexpr Rule W191_tab_indentation{
    .since = "0.1",
    .doc = R"md(
PEP 8 prefers blanks for indentation: everybody sees the same.

The formatter replaces tabs (unless told to use them), so this rule says nothing new beside it.
)md",
    .listens = on_line(tab_indentation),
};

}  // namespace whip::rules
