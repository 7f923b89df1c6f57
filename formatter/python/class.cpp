#include <algorithm>

#include "formatter/comments/split.h"
#include "formatter/python/blank_lines.h"
#include "formatter/python/clause.h"
#include "formatter/python/decorators.h"
#include "formatter/python/expression.h"
#include "formatter/python/statement_writers.h"

namespace whip::fmt {

namespace {

void write_header(Context& context, AstNode class_def) {
  Writer& writer = context.writer;
  writer.token("class ");
  writer.source(class_def[Role::name].span());
  if (const AstNode type_params = class_def[Role::type_params]) write_type_parameters(context, type_params);
  const AstNode arguments = class_def[Role::arguments];
  if (!arguments) return;
  const CommentSpan dangling = context.comments.dangling(arguments);
  if (!arguments.first_child() && std::ranges::all_of(dangling, &Comment::end_of_line)) {
    // `class A():` becomes `class A:`; a comment behind its bracket moves behind the colon.
    write_trailing_comments(context, dangling);
  } else {
    write_arguments(context, arguments);
  }
}

}  // namespace

void write_class_def(Context& context, AstNode statement) {
  const auto [above_header, colon_comments] = split_comments(context.comments.dangling(statement), &Comment::own_line);
  write_empty_lines_after_leading_comments(context, statement);
  write_decorators(context, statement, above_header);
  write_clause(context, {statement}, SuiteKind::class_, colon_comments, [&] { write_header(context, statement); });
  write_empty_lines_before_trailing_comments(context, statement);
}

}  // namespace whip::fmt
