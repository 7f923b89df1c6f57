// The arguments of a call, the bases of a class.
#include "formatter/literal/literal.h"
#include "formatter/literal/parts.h"
#include "formatter/python/expression_parts.h"

namespace whip::fmt {
namespace {

// `call("""...` with the quotes on the line of the parenthesis: the string stays there.
bool hugs_string(const Context& context, AstNode arguments, AstNode argument) {
  if (!is_multiline_string_expression(context, argument)) return false;
  // What only a replacement field puts on several lines breaks as other arguments.
  if (const AstNode part = argument[Role::part]; part && !literal_of(part).triple) return false;
  const std::string_view between =
      context.source.substr(arguments.begin() + 1, argument.begin() - arguments.begin() - 1);
  const std::size_t last = between.find_last_not_of(" \t\f");
  return last == std::string_view::npos || (between[last] != '\n' && between[last] != '\r');
}

// Whether the brackets of a sole argument stand directly within those of the call.
Hug hug_of(const Context& context, AstNode arguments) {
  AstNode argument = arguments.first_child();
  if (argument.next_sibling()) return Hug::no;
  if (argument.is(Ast::keyword)) {
    if (argument[Role::name] || context.comments.has(argument)) return Hug::no;
    argument = argument[Role::value];
  }
  if (!is_huggable(context, argument) && !hugs_string(context, arguments, argument)) return Hug::no;
  const NodeComments comments = context.comments.of(argument);
  if (!comments.leading.empty() || !comments.trailing.empty()) return Hug::no;
  return has_magic_trailing_comma(context, argument.end(), arguments.end()) ? Hug::no : Hug::yes;
}

void write_keyword(Context& context, AstNode keyword) {
  write_with_comments(context, keyword, [&] {
    const AstNode name = keyword[Role::name];
    if (name) {
      write_identifier(context, name);
      context.writer.token("=");
    } else {
      context.writer.token("**");
    }
    write_expression(context, keyword[Role::value]);
  });
}

void write_argument(Context& context, AstNode argument, bool sole) {
  if (argument.is(Ast::keyword)) return write_keyword(context, argument);
  if (!sole || !argument.is(Ast::generator)) return write_expression(context, argument);
  write_with_comments(context, argument, [&] { write_generator(context, argument, GeneratorParentheses::preserve); });
}

}  // namespace

void write_arguments(Context& context, AstNode arguments) {
  write_with_comments(context, arguments, [&] {
    const CommentSpan dangling = context.comments.dangling(arguments);
    const AstNode first = arguments.first_child();
    if (!first) return write_empty_parenthesized(context, "(", dangling, ")");
    const bool sole = !first.next_sibling();
    // The outer group breaks after "(", the inner one between the arguments.
    write_parenthesized(
        context, "(",
        [&] {
          context.writer.group([&] {
            CommaList list(context, arguments.end());
            for (const AstNode argument : arguments.children()) {
              list.entry(argument.end(), [&] { write_argument(context, argument, sole); });
            }
            list.finish();
          });
        },
        ")", dangling, hug_of(context, arguments));
  });
}

}  // namespace whip::fmt
