#include "formatter/comments/format.h"
#include "formatter/comments/trivia.h"
#include "formatter/python/statement.h"

namespace whip::fmt {

void write_module(Context& context, AstNode module) {
  write_with_comments(context, module, [&] {
    if (module[Role::body]) {
      write_suite(context, module, Role::body, SuiteKind::top_level);
      context.writer.hard_line();
    } else if (context.comments.has_dangling(module)) {
      write_dangling_comments(context, module);
    } else if (!context.comments.has_leading(module) && lines_after(context.source, module.begin()) != 0) {
      // Of a file of empty lines one remains.
      context.writer.empty_line();
    }
  });
}

}  // namespace whip::fmt
