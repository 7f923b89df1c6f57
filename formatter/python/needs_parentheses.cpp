// What each kind of expression wants around itself when it takes more than one line.
#include <algorithm>

#include "formatter/literal/literal.h"
#include "formatter/python/expression_parts.h"

namespace whip::fmt {
namespace {

// An interpolation that takes several lines in the source may take several lines again, and no parentheses help it.
bool has_multiline_interpolation(const Context& context, AstNode string) {
  for (const AstNode element : string[Role::part].children()) {
    if (element.is(Ast::interpolation) &&
        context.source.substr(element.begin(), element.span().size()).find_first_of("\r\n") != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

OptionalParentheses of_string(const Context& context, AstNode string) {
  if (is_implicit_concatenation(string)) return OptionalParentheses::multiline;
  if (is_multiline_string(context, string)) return OptionalParentheses::never;
  if (string.is_any({Ast::f_string, Ast::t_string}) && has_multiline_interpolation(context, string)) {
    return OptionalParentheses::never;
  }
  return OptionalParentheses::best_fit;
}

// `"""...""" % (a, b)`: a multi-line string never fits, parentheses around it would not help.
bool begins_with_multiline_string(const Context& context, AstNode left, AstNode right) {
  return is_multiline_string_expression(context, left) && has_parentheses(context, right) &&
         !context.comments.has(left) && !context.comments.has(right);
}

// `(a)  # comment` and `.b` on the next line need parentheses around them.
bool has_end_of_line_comment(const Context& context, AstNode node) {
  const CommentSpan trailing = context.comments.trailing(node);
  return std::ranges::any_of(trailing, [](const Comment& comment) { return comment.end_of_line(); });
}

// Where the grammar asks for parentheses around `:=`, or they are good manners.
bool parenthesizes_named(AstNode parent) {
  return parent.is_any({Ast::ann_assign, Ast::assign, Ast::aug_assign, Ast::assert_, Ast::return_, Ast::except_handler,
                        Ast::with_item, Ast::yield, Ast::yield_from, Ast::await, Ast::delete_, Ast::for_,
                        Ast::function_def, Ast::lambda});
}

// A subscript as a return annotation is left alone rather than broken before the parameters are.
OptionalParentheses of_subscript(const Context& context, AstNode subscript, AstNode parent, OptionalParentheses value) {
  if (value != OptionalParentheses::best_fit || !parent.is(Ast::function_def) || subscript.role() != Role::returns) {
    return value;
  }
  const AstNode parameters = parent[Role::parameters];
  const bool bare = !parameters.first_child() && !context.comments.has(parameters);
  return bare ? OptionalParentheses::multiline : OptionalParentheses::never;
}

}  // namespace

OptionalParentheses needs_parentheses(const Context& context, AstNode expression, AstNode parent) {
  using enum OptionalParentheses;
  const AstNode outermost = expression;
  const AstNode outer_parent = parent;
  bool yielded = false;  // a yield on the right of an assignment: what best_fit would move stays
  bool in_chain = false;
  const auto result = [&](OptionalParentheses wanted) {
    if (yielded && wanted == best_fit) return never;
    if (outermost.is(Ast::subscript)) return of_subscript(context, outermost, outer_parent, wanted);
    return wanted;
  };
  for (;;) {
    AstNode inner;
    switch (expression.kind()) {
      case Ast::bool_op:
      case Ast::lambda:
      case Ast::if_expr:
        return result(parent.is(Ast::await) ? always : multiline);
      case Ast::named:
        return result(parenthesizes_named(parent) ? always : multiline);
      case Ast::bin_op:
        if (parent.is(Ast::await)) return result(always);
        return result(begins_with_multiline_string(context, expression[Role::left], expression[Role::right]) &&
                              !context.comments.has_dangling(expression)
                          ? never
                          : multiline);
      case Ast::compare:
        if (parent.is(Ast::await)) return result(always);
        return result(
            begins_with_multiline_string(context, expression[Role::left], expression[Role::value]) ? never : multiline);
      case Ast::dict:
      case Ast::set:
      case Ast::list:
      case Ast::tuple:
      case Ast::list_comp:
      case Ast::set_comp:
      case Ast::dict_comp:
        return result(never);
      case Ast::generator:
        return result(parent.is(Ast::await) ? always : never);
      case Ast::starred:
        // `x = *a` is read, `x = (*a)` is not.
        return result(is_lone_starred(parent) ? never : multiline);
      case Ast::slice:
        return result(multiline);
      case Ast::string:
      case Ast::bytes:
      case Ast::f_string:
      case Ast::t_string:
        return result(of_string(context, expression));
      case Ast::unary_op:
        if (parent.is(Ast::await)) return result(always);
        inner = expression[Role::operand];
        if (breaks_behind_operator(context, expression)) return result(always);
        if (will_be_parenthesized(inner)) return result(never);
        if (context.comments.has(inner)) return result(always);
        in_chain = false;
        break;
      case Ast::await:
        if (parent.is(Ast::await)) return result(always);
        inner = expression[Role::value];
        if (inner.parenthesized()) return result(never);
        in_chain = false;
        break;
      case Ast::yield:
      case Ast::yield_from:
        if (!parent.is_any({Ast::assign, Ast::ann_assign, Ast::aug_assign})) return result(always);
        inner = expression[Role::value];
        if (!inner || inner.parenthesized()) return result(never);
        yielded = true;
        in_chain = false;
        break;
      case Ast::call:
      case Ast::attribute:
      case Ast::subscript:
        // Parts of a chain that is not fluent are not fluent either.
        if (!in_chain && chain_layout(expression) == ChainLayout::fluent) return result(multiline);
        in_chain = true;
        if (!expression.is(Ast::subscript) && context.comments.has_dangling(expression)) return result(always);
        inner = expression[expression.is(Ast::call) ? Role::function : Role::value];
        if (will_be_parenthesized(inner)) {
          return result(expression.is(Ast::attribute) && has_end_of_line_comment(context, inner) ? multiline : never);
        }
        break;
      default:  // name, number, boolean, none, ellipsis
        return result(best_fit);
    }
    parent = expression;
    expression = inner;
  }
}

}  // namespace whip::fmt
