// Expressions and what is made of them: the doors that statements use.
#pragma once

#include "formatter/python/context.h"
#include "formatter/python/parentheses.h"

namespace whip::fmt {

// An expression with its comments; parentheses as the source has them (preserve), or always or never.
void write_expression(Context& context, AstNode expression, Parentheses parentheses = Parentheses::preserve);
// An expression in a place that may add or drop parentheses. Ruff's maybe_parenthesize_expression.
void write_maybe_parenthesized(Context& context, AstNode expression, AstNode parent, Parenthesize parenthesize);

// Elements with commas between and, where the group breaks, behind: `a, b,`. Ruff's join_comma_separated.
class CommaList {
 public:
  enum class TrailingComma : std::uint8_t { more_than_one, one_or_more };
  // `sequence_end`: where the source's closing bracket is looked for, to see a magic trailing comma.
  CommaList(Context& context, std::uint32_t sequence_end, TrailingComma trailing = TrailingComma::more_than_one)
      : context_(context), sequence_end_(sequence_end), trailing_(trailing) {}
  // `node_end`: where the element ends in the source.
  template <class F>
  CommaList& entry(std::uint32_t node_end, F content) {
    if (count_++ > 0) {
      context_.writer.token(",");
      context_.writer.soft_line_or_space();
    }
    last_end_ = node_end;
    content();
    return *this;
  }
  void finish();

 private:
  Context& context_;
  std::uint32_t sequence_end_;
  TrailingComma trailing_;
  std::uint32_t count_ = 0;
  std::uint32_t last_end_ = 0;
};
// Whether a comma stands between the last element's end and the closing bracket, and commas are to be respected.
bool has_magic_trailing_comma(const Context& context, std::uint32_t last_end, std::uint32_t sequence_end);
// Whether there is such a comma at all.
bool has_trailing_comma(const Context& context, std::uint32_t last_end, std::uint32_t sequence_end);

void write_arguments(Context& context, AstNode arguments);           // `(a, k=v)` of a call or class
enum class ParameterParentheses : std::uint8_t { preserve, never };  // never: lambda
void write_parameters(Context& context, AstNode parameters,
                      ParameterParentheses parentheses = ParameterParentheses::preserve);
void write_type_parameters(Context& context, AstNode type_params);
bool has_skip_or_magic_comma(const Context& context, AstNode parameters);

// What becomes of a tuple's parentheses. Ruff's TupleParentheses. A single element has them always, but for `preserve`.
enum class TupleParentheses : std::uint8_t {
  default_,              // kept; added where it breaks
  preserve,              // kept, never added: in subscripts
  optional_parentheses,  // as default_; two elements only where breaking brackets within is not enough: `return`
  never,                 // kept, and never broken between elements: targets of comprehensions
  never_preserve,        // dropped unless it breaks: targets of `for` and `del`
};
void write_tuple(Context& context, AstNode tuple, TupleParentheses parentheses);
// `for` targets.
void write_expression_as_target(Context& context, AstNode expression, AstNode parent);

// A lambda on the right of an assignment or behind `return`, within parentheses that come if it breaks: its body may
// break without parentheses of its own. Ruff's ExprLambdaLayout::Assignment.
void write_assigned_lambda(Context& context, AstNode lambda);

// Preview: whether it is a collection (or a starred one) whose brackets may stand directly within other parentheses.
bool is_huggable(const Context& context, AstNode expression);

// Whether a string (or the sole argument of a call, or ...) is a multi-line string that keeps its opening on the line.
bool is_multiline_string_expression(const Context& context, AstNode expression);

}  // namespace whip::fmt
