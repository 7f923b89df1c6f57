// Type parameters of functions, classes and aliases: `[T: int = str, *Ts, **P]`.
#include "formatter/python/expression_parts.h"

namespace whip::fmt {
namespace {

void write_type_parameter(Context& context, AstNode parameter) {
  Writer& writer = context.writer;
  write_with_comments(context, parameter, [&] {
    if (parameter.is(Ast::type_var_tuple)) writer.token("*");
    if (parameter.is(Ast::param_spec)) writer.token("**");
    write_dangling_comments(context, context.comments.dangling(parameter));  // between the sign and the name
    write_identifier(context, parameter[Role::name]);
    if (const AstNode bound = parameter[Role::bound]) {
      writer.token(":");
      writer.space();
      write_expression(context, bound);
    }
    if (const AstNode value = parameter[Role::default_]) {
      writer.space();
      writer.token("=");
      writer.space();
      write_expression(context, value);
    }
  });
}

}  // namespace

void write_type_parameters(Context& context, AstNode type_params) {
  write_with_comments(context, type_params, [&] {
    write_parenthesized(
        context, "[",
        [&] {
          CommaList list(context, type_params.end());
          for (const AstNode parameter : type_params.children()) {
            list.entry(parameter.end(), [&] { write_type_parameter(context, parameter); });
          }
          list.finish();
        },
        "]", context.comments.dangling(type_params));
  });
}

}  // namespace whip::fmt
