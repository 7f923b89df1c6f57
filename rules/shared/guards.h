// Shapes that several rules about threads look for: code that runs once because a test says that it has not run yet,
// and names that mean the same object.
#pragma once

#include <string_view>
#include <vector>

#include "core/syntax/kind_scan.h"
#include "core/syntax/node.h"
#include "linter/concurrency/builder.h"
#include "linter/file.h"
#include "linter/project/condition.h"

namespace whip::rules {

// `if x is None: ...`, `if not x: ...`, `if x is not None: return x` with what follows, `if "x" not in self.__dict__`.
struct LazyBlock {
  Node target;                   // `x`, as the test names it; absent if the statement is none of these
  std::vector<Node> statements;  // what runs while x is not there yet
  bool is_flag = false;          // `if not x`: x may be a flag for other data
  bool refuses = false;          // `if x: raise`: whoever comes second is turned away
};
LazyBlock lazy_block(Node if_statement);
// Its target alone, which costs less; there may be no such block all the same.
Node lazy_target(Node if_statement);

// The statements of a block, comments left out.
std::vector<Node> statements_of(Node block);
// The assignment, augmented assignment or call that an expression statement is; itself for other statements.
Node expression_of(Node statement);
// Whether two expressions are written alike, blanks aside: `self.x` and `self . x`.
bool is_same(Node a, Node b);
// Calls found(node) for each place below `root` (nested functions left out) where the expression is written.
template <class Found>
void for_each_same(const File& file, Node root, Node expression, Found&& found) {
  const Kind kind = expression.kind();
  for_each_of_kind(file.tree, index(root.id()), root.after(), kind, [&](std::uint32_t n) {
    const Node node = file.node(NodeId{n});
    if (is_same(node, expression) && node.field() != Field::attribute) found(node);
  });
}
// A place that threads share as far as the file can tell: a module's global written in a function, or an attribute of
// `self`, `cls` or a class.
enum class Shared : std::uint8_t { no, global, class_attribute, attribute };
Shared shared_kind(const File& file, Node expression);
// Whether a value is a new container without anything in it: `{}`, `[]`, `set()`, `defaultdict(list)`.
bool is_empty_container(const File& file, Node value);
// Whether a node lies in a function below `outer`: code that runs later.
bool is_in_nested_function(const File& file, Node node, Node outer);
// Whether the class of an attribute is meant for several threads, by what the file shows: it has a lock.
bool is_of_locked_class(const File& file, Node expression);
// Whether the lock that a class has is there for this attribute too: `_lock` for all of it, `_pool_lock` for `_pool`
// and for what is used under it.
bool is_covered_by_lock(const Concurrency& facts, const Location& location);
// Whether only coroutines set and change the attribute: then the object belongs to the thread of its event loop.
bool belongs_to_loop(const Concurrency& facts, const Location& location);
// Whether the function does its work once: `if ready: return` at its beginning, `ready = True` further on.
bool runs_once(const File& file, FunctionId function);

}  // namespace whip::rules
