// What `# fmt: off`, `# fmt: skip` and `# yapf: disable` keep as it is: statements from a comment to the next
// `# fmt: on`, the statements of one line, the header of a clause, a clause of one line, a decorator.
#pragma once

#include "formatter/python/clause.h"
#include "formatter/python/context.h"

namespace whip::fmt {

// Whether a comment at the end of the line asks to leave what is before it.
bool has_skip_comment(const Context& context, CommentSpan comments);

// A statement of a body, to be written by its body: a docstring is not written as other statements are.
struct SuiteChild {
  AstNode statement;
  SuiteKind kind = SuiteKind::other;
  bool docstring = false;
};
void write_suite_child(Context& context, const SuiteChild& child);  // suite.cpp
AstNode next_in_suite(AstNode statement);                           // suite.cpp

// Writes a statement and those behind it as they stand, as far as comments ask for it; the last that was written, and
// absent if none was.
struct Suppressed {
  AstNode last;
  bool off = false;  // by `fmt: off`, not `fmt: skip`
};
Suppressed write_suppressed(Context& context, const SuiteChild& child);

// Source text as it stands; its comments count as written.
void write_verbatim(Context& context, Span span);

}  // namespace whip::fmt
