// `return`, `break` and `continue` that leave a `finally` block.

#include <string>

#include "core/syntax/kind_scan.h"
#include "linter/file.h"
#include "linter/rule.h"

namespace whip::rules {
namespace {

// Whether a jump at `node` leaves the block: no function, and for a loop's jumps no loop, lies between them.
bool leaves(Node node, Node block) {
  const bool is_return = node.is(Kind::return_statement);
  for (Node inner = node, outer = node.parent(); outer && inner != block; inner = outer, outer = outer.parent()) {
    if (outer.is_any({Kind::function_definition, Kind::class_definition, Kind::lambda})) return false;
    // The `else` of a loop is no longer in it.
    if (!is_return && outer.is_any({Kind::for_statement, Kind::while_statement}) && inner.field() == Field::body)
      return false;
  }
  return true;
}

void jump_in_finally(const File& file, Node clause, Report& report) {
  const Node block = clause.child(Kind::block);
  if (!block) return;
  for (const Kind kind : {Kind::return_statement, Kind::break_statement, Kind::continue_statement}) {
    for_each_of_kind(file.tree, index(block.id()), block.after(), kind, [&](std::uint32_t n) {
      const Node jump = file.node(NodeId{n});
      if (!leaves(jump, block)) return;
      const std::string word(jump.first_child().text());
      report.at(jump, "`" + word + "` in a `finally` block discards exceptions and other returns")
          .label("a SyntaxWarning from Python 3.14 on");
    });
  }
}

}  // namespace

extern constexpr Rule MIG602_jump_in_finally{
    .since = "0.1",
    .severity = Severity::warning,
    .doc = R"md(
A `return`, `break` or `continue` that leaves a `finally` block throws away the exception that is under way, and the value of
another `return`, without a word. Python 3.14 warns about it when the file is compiled, which is an error under `-W error`.

```py bad
def f():
    try:
        return 1
    finally:
        return 2
```
```py good
def f():
    try:
        return 1
    finally:
        print("done")
```

Jumps inside a loop or a function of the block itself are fine.

PEP 765, "Disallow return/break/continue that exit a finally block" (<https://peps.python.org/pep-0765/>).
)md",
    .listens = on_node({Kind::finally_clause}, jump_in_finally, Needs::tree),
};

}  // namespace whip::rules
