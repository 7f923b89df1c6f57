// What the files of expressions share among themselves: one writer for each kind of expression. They write what is
// between a node's leading and trailing comments; write_node adds these.
#pragma once

#include "formatter/python/expression.h"

namespace whip::fmt {

// How a chain of calls, attributes and subscripts is broken: see attribute_chain.cpp.
enum class ChainLayout : std::uint8_t {
  undecided,  // for the outermost of the chain
  fluent,     // every `.call()` on a line of its own
  plain,
};
// The layout for the chain that ends with `expression`, if it breaks.
ChainLayout chain_layout(AstNode expression);

// An expression without parentheses around it, with its comments.
void write_node(Context& context, AstNode expression);
// What is between its comments.
void write_fields(Context& context, AstNode expression);

void write_binary_like(Context& context, AstNode expression);  // bin_op, bool_op, compare
void write_chain(Context& context, AstNode expression,
                 ChainLayout layout = ChainLayout::undecided);  // call, attribute, subscript
void write_collection(Context& context, AstNode expression);    // list, set
void write_dict(Context& context, AstNode dict);
void write_tuple_fields(Context& context, AstNode tuple, TupleParentheses parentheses);
void write_comprehension_expression(Context& context, AstNode expression);  // list_comp, set_comp, dict_comp
enum class GeneratorParentheses : std::uint8_t { always, preserve };        // preserve: the sole argument of a call
void write_generator(Context& context, AstNode generator, GeneratorParentheses parentheses);
void write_slice(Context& context, AstNode slice);
void write_unary(Context& context, AstNode unary);
// Whether the expression gets parentheses that are not in the source: `-a**b` and `1.0.real` do.
bool gains_parentheses(AstNode expression);
// Whether parentheses will be around it. Layouts must ask this: the second run finds what the first has written.
inline bool will_be_parenthesized(AstNode expression) {
  return expression.parenthesized() || gains_parentheses(expression);
}
// Whether a comment stands between the operator and the operand with its parentheses.
bool breaks_behind_operator(const Context& context, AstNode unary);
void write_conditional_expression(Context& context, AstNode expression);
enum class LambdaLayout : std::uint8_t { default_, assignment };
void write_lambda(Context& context, AstNode lambda, LambdaLayout layout);
void write_await(Context& context, AstNode await);
void write_yield(Context& context, AstNode yield);  // yield, yield_from
void write_named(Context& context, AstNode named);
void write_starred(Context& context, AstNode starred);
// Whether a starred expression below this one is no element of anything: CPython parses `x = *a`, and refuses it only
// when it compiles. It can have no parentheses, its value can.
inline bool is_lone_starred(AstNode parent) { return is_statement(parent.kind()) || parent.is(Ast::yield); }
// A name that is a node: text and comments.
void write_identifier(Context& context, AstNode identifier);

// A string that joins its parts if these fit on one line, else one part to a line; without a group around it.
void write_concatenation(Context& context, AstNode string);

bool is_string_like(AstNode expression);

}  // namespace whip::fmt
