// Comments and docstrings beyond their own limit.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pycodestyle/indentation.h"
#include "rules/pycodestyle/overlong.h"

namespace whip::rules {
namespace {

void check_line(const File& file, std::uint32_t number, std::uint32_t limit, Report& report) {
  const std::optional<Overlong> found = overlong(file, file.lines.line_content(number, file.text), limit);
  if (!found) return;
  report.at(found->span, "Doc line too long (" + std::to_string(found->width) + " > " + std::to_string(limit) + ")");
}

// Comments on lines of their own, and strings that are statements, in the order of the file.
void doc_line_too_long(const File& file, Report& report) {
  if (!file.settings.pycodestyle.max_doc_length) return;
  const std::uint32_t limit = *file.settings.pycodestyle.max_doc_length;
  const Tree& tree = file.tree;
  for (std::uint32_t n = 0; n < tree.own_size; ++n) {
    if (tree.kind[n] == Kind::comment) {
      const std::uint32_t line = file.lines.line_of(tree.span[n].begin);
      const Span content = file.lines.line_content(line, file.text);
      if (indentation(file.text, content).end == tree.span[n].begin) check_line(file, line, limit, report);
    } else if (tree.kind[n] == Kind::string && tree.kind[tree.parent[n]] == Kind::expression_statement &&
               tree.after[n] == tree.after[tree.parent[n]]) {
      const std::uint32_t last = file.lines.line_of(tree.span[n].end);
      for (std::uint32_t line = file.lines.line_of(tree.span[n].begin); line <= last; ++line) {
        check_line(file, line, limit, report);
      }
    }
  }
}

}  // namespace

extern constexpr Rule W505_doc_line_too_long{
    .since = "0.1",
    .doc = R"md(
Prose is easier to read in shorter lines than code; PEP 8 proposes 72 columns. Only active where
`lint.pycodestyle.max-doc-length` gives a limit. What E501 excuses is excused here too.
)md",
    .listens = on_file(doc_line_too_long, Needs::tree),
};

}  // namespace whip::rules
