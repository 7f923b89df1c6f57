#include "formatter/python/decorators.h"

#include "formatter/comments/format.h"
#include "formatter/comments/trivia.h"
#include "formatter/python/expression.h"
#include "formatter/python/suppressed.h"

namespace whip::fmt {

void write_decorators(Context& context, AstNode definition, CommentSpan above_header) {
  Writer& writer = context.writer;
  AstNode last;
  for (const AstNode decorator : definition.all(Role::decorator)) {
    if (last) writer.hard_line();
    write_with_comments(context, decorator, [&] {
      if (has_skip_comment(context, context.comments.trailing(decorator))) {
        write_verbatim(context, decorator.span());
        return;
      }
      if (decorator.has(Flag::one_line)) return write_one_line(context, decorator);
      writer.token("@");
      write_maybe_parenthesized(context, decorator[Role::value], decorator, Parenthesize::optional);
    });
    last = decorator;
  }
  if (!last) return;
  if (above_header.empty() || lines_after_ignoring_end_of_line_trivia(context.source, last.end()) <= 1) {
    writer.hard_line();
  } else {
    writer.empty_line();
  }
  write_leading_comments(context, above_header);
}

}  // namespace whip::fmt
