// `a;`.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pycodestyle/line_tail.h"

namespace whip::rules {
namespace {

// In a notebook a trailing semicolon on a cell's last line keeps its value from being shown.
bool ends_cell(const File& file, std::uint32_t at) {
  for (const Cell& cell : file.facts.cells) {
    if (!cell.span.contains(at)) continue;
    for (std::uint32_t next = at; next < cell.span.end; ++next) {
      const char c = file.text[next];
      if (c == '#') {
        while (next < cell.span.end && file.text[next] != '\n') ++next;
      } else if (c != ' ' && c != '\t' && c != '\f' && c != '\n' && c != '\r') {
        return false;
      }
    }
    return true;
  }
  return false;
}

void useless_semicolon(const File& file, Node semicolon, Report& report) {
  if (!ends_line(file.text, line_tail(file.text, semicolon.end()))) return;
  if (file.facts.kind == FileKind::notebook && semicolon.parent().is(Kind::module) && ends_cell(file, semicolon.end())) return;
  report.at(semicolon, "Statement ends with an unnecessary semicolon")
      .fix(Safety::safe, "Remove unnecessary semicolon",
           Edit::remove({before_continuations(file.text, semicolon.begin()), semicolon.end()}));
}

}  // namespace

extern constexpr Rule E703_useless_semicolon{
    .since = "0.1",
    .fixable = Fixable::always,
    .doc = R"md(
A semicolon at the end of a line separates nothing.

```py bad
run();
```
```py good
run()
```

In a notebook, the last line of a cell may end in one: it hides the cell's value.
)md",
    .listens = on_node({Kind::semicolon}, useless_semicolon, Needs::tokens),
};

}  // namespace whip::rules
