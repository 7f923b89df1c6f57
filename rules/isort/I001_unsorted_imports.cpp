// Imports that are not sorted, grouped or laid out as the settings say.
//
// The sorted block is written out and compared with the text, line by line: what is compared is what the fix would put
// there, so the two cannot disagree.

#include <string>
#include <string_view>
#include <utility>

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/isort/actions.h"
#include "rules/isort/blocks.h"
#include "rules/isort/categorize.h"
#include "rules/isort/collect.h"
#include "rules/isort/format.h"
#include "rules/isort/headings.h"
#include "rules/isort/imports.h"
#include "rules/isort/lines.h"
#include "rules/isort/order.h"

namespace whip::rules {
namespace isort {
namespace {

// Whether anything but a comment shares the first or last line with the block. Such a block is not laid out anew.
bool has_neighbours(const File& file, Span block) {
  const std::uint32_t begin = line_begin(file.text, block.begin);
  if (!without_leading_blanks(file.slice({begin, block.begin})).empty()) return true;
  const std::string_view behind = without_leading_blanks(file.slice({block.end, line_end(file.text, block.end)}));
  if (!behind.empty() && behind.front() != '#') return true;
  // The line before may go on in this one. In a comment a backslash is nothing special.
  std::string_view above = file.text.substr(0, begin);
  if (above.ends_with('\n')) above.remove_suffix(1);
  if (above.ends_with('\r')) above.remove_suffix(1);
  if (!above.ends_with('\\')) return false;
  return !file.innermost(static_cast<std::uint32_t>(above.size()) - 1).is(Kind::comment);
}

// What the fix replaces: whole lines, the blank ones behind the block too if their number matters.
Span replaced_lines(const File& file, Span block, Follower follower) {
  Span lines = {headings_begin(file, line_begin(file.text, block.begin)), next_line(file.text, block.end)};
  if (follower == Follower::nothing) return lines;
  while (lines.end < file.text.size()) {
    const std::uint32_t end = line_end(file.text, lines.end);
    if (!without_leading_blanks(file.slice({lines.end, end})).empty()) break;
    lines.end = next_line(file.text, end);
  }
  return lines;
}

bool equal_but_for_indentation(std::string_view a, std::string_view b) {
  if (a == b) return true;  // the usual case at module level
  while (!a.empty() && !b.empty()) {
    if (without_leading_blanks(take_line(a)) != without_leading_blanks(take_line(b))) return false;
  }
  return a.empty() && b.empty();
}

std::string indented(std::string_view text, std::string_view indentation) {
  std::string out;
  while (!text.empty()) {
    const std::uint32_t end = next_line(text, 0);
    if (!is_line_end(text.front())) out += indentation;
    out += text.substr(0, end);
    text.remove_prefix(end);
  }
  return out;
}

void check(const File& file, const Blocks& blocks, const Block& block, Imports& imports, std::string& sorted,
           Report& report) {
  const std::span<const NodeId> statements = blocks.of(block);
  const Span span = {file.node(statements.front()).begin(), file.node(statements.back()).end()};
  constexpr std::string_view kMessage = "Import block is un-sorted or un-formatted";
  if (has_neighbours(file, span)) {
    report.at(span, std::string(kMessage)).help("Organize imports");
    return;
  }
  const std::string_view indentation = file.slice({line_begin(file.text, span.begin), span.begin});
  imports.clear();
  collect(file, statements, imports);
  categorize(file, imports);
  sort(file.settings.isort, imports);
  sorted.clear();
  format(file, imports, block.follower, indentation, sorted);

  const Span lines = replaced_lines(file, span, block.follower);
  if (equal_but_for_indentation(file.slice(lines), sorted)) return;
  report.at(span, std::string(kMessage))
      .fix(Safety::safe, "Organize imports", Edit::replace(lines, indented(sorted, indentation)));
}

}  // namespace
}  // namespace isort

namespace {

void unsorted_imports(const File& file, Report& report) {
  const KindSet imports_of_all_kinds = {Kind::import_statement, Kind::import_from_statement,
                                        Kind::future_import_statement};
  if (!file.tree.present.intersects(imports_of_all_kinds)) return;
  const isort::Actions actions = isort::find_actions(file);
  if (actions.skip_file) return;
  const isort::Blocks blocks = isort::find_blocks(file, actions);
  isort::Imports imports;
  std::string sorted;
  for (const isort::Block& block : blocks.blocks) isort::check(file, blocks, block, imports, sorted, report);
}

}  // namespace

extern constexpr Rule I001_unsorted_imports{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .by_default = true,
    .doc = R"md(
Imports in one known order are found faster, are not repeated, and make fewer conflicts when branches meet. What isort does, this rule
does, with its settings under `lint.isort`.

A block is a run of import statements with nothing but comments between them. Its imports are put into sections with a blank line between them:

1. `__future__`;
2. Python's own modules, as of the target version;
3. packages of others;
4. the package that the file belongs to, and modules found in the folders of `src`;
5. relative imports.

In each section `import a` comes before `from a import b`, and modules are in alphabetical order, numbers in their names by
value. Members are in the order `CONSTANT`, `Class`, `variable`. What is imported twice is merged. A line longer than `line-length` is
spread out, one member a line; a comma behind the last member asks for the same.

Between the imports of a module and a function or class there are two blank lines, otherwise one.

```py bad
import pandas
import numpy as np
import sys


def main(): ...
```
```py good
import sys

import numpy as np
import pandas


def main(): ...
```

`# isort: skip_file` leaves a file alone, `# isort: off` and `# isort: on` a part of it, `# isort: skip` behind an import that statement;
`# isort: split` begins a new block. All of them may be written `# ruff: isort: ...` or `# whip: isort: ...`, too.

There is no fix where a block shares a line with another statement.
)md",
    .listens = on_file(unsorted_imports, Needs::tree),
};

}  // namespace whip::rules
