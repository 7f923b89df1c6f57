// The kinds of the formatter's syntax tree: Python's abstract syntax, as Ruff's formatter sees it. The grammar's
// concrete tree has other borders (a statement of several targets nests, `a and b and c` is two operators, parentheses
// are nodes), and where comments go depends on these borders: hence a tree of its own, lowered from the parse in one
// pass (lower.h).
#pragma once

#include <cstdint>
#include <string_view>

namespace whip::fmt {

// X(enumerator)
#define WHIP_AST_STATEMENTS(X)                                                                                    \
  X(function_def)                                                                                                 \
  X(class_def) X(return_) X(delete_) X(type_alias) X(assign) X(aug_assign) X(ann_assign) X(for_) X(while_) X(if_) \
      X(with) X(match) X(raise) X(try_) X(assert_) X(import) X(import_from) X(global) X(nonlocal) X(expr) X(pass) \
          X(break_) X(continue_)

#define WHIP_AST_EXPRESSIONS(X)                                                                                  \
  X(bool_op)                                                                                                     \
  X(named) X(bin_op) X(unary_op) X(lambda) X(if_expr) X(dict) X(set) X(list_comp) X(set_comp) X(dict_comp)       \
      X(generator) X(await) X(yield) X(yield_from) X(compare) X(call) X(f_string) X(t_string) X(string) X(bytes) \
          X(number) X(boolean) X(none) X(ellipsis) X(attribute) X(subscript) X(starred) X(name) X(list) X(tuple) \
              X(slice)

// Patterns of `case`: value `a.b` / `-1` / `"x"`, singleton `None`, sequence `[a, b]` / `a, b` / `(a, b)`, mapping `{k:
// p, **rest}`, class `C(p, k=p)`, star `*rest`, as `p as name` / `name` / `_`, or `p | q`.
#define WHIP_AST_PATTERNS(X) \
  X(match_value)             \
  X(match_singleton) X(match_sequence) X(match_mapping) X(match_class) X(match_star) X(match_as) X(match_or)

// Neither: parts of the above.
#define WHIP_AST_PARTS(X)                                                                                             \
  X(module)                                                                                                           \
  X(except_handler) X(elif_else_clause) X(match_case) X(decorator) X(arguments) X(keyword) X(parameters) X(parameter) \
      X(parameter_with_default) X(comprehension) X(alias) X(with_item) X(type_params) X(type_var) X(type_var_tuple)   \
          X(param_spec) X(pattern_arguments) X(pattern_keyword) X(string_part) X(bytes_part) X(f_string_part)         \
              X(t_string_part) X(interpolation) X(interpolated_text) X(format_spec) X(identifier)

enum class Ast : std::uint8_t {
  absent,
#define X(name) name,
  WHIP_AST_STATEMENTS(X) WHIP_AST_EXPRESSIONS(X) WHIP_AST_PATTERNS(X) WHIP_AST_PARTS(X)
#undef X
};

constexpr bool is_statement(Ast kind) { return kind >= Ast::function_def && kind <= Ast::continue_; }
constexpr bool is_expression(Ast kind) { return kind >= Ast::bool_op && kind <= Ast::slice; }
constexpr bool is_pattern(Ast kind) { return kind >= Ast::match_value && kind <= Ast::match_or; }
std::string_view to_string(Ast kind);

// The role of a node in its parent. Several children of one role are a list, in source order.
//
//   module                 body*
//   function_def           decorator* name type_params? parameters returns? body*        flag async
//   class_def              decorator* name type_params? arguments? body*
//   return_, await         value?             yield: value?   yield_from: value   expr: value
//   delete_                target*
//   type_alias             name(expression) type_params? value
//   assign                 target* value      aug_assign: target value; op      ann_assign: target annotation value?
//   for_                   target iter body* orelse*                                     flag async
//   while_                 test body* orelse*
//   if_                    test body* clause*(elif_else_clause: test? body*)
//   with                   item*(with_item: value target?) body*                         flag async
//   match                  subject case*(match_case: pattern guard? body*)
//   raise                  value? cause?
//   try_                   body* handler*(except_handler: test? name? body*) orelse* finalbody*     flag star
//   assert_                test message?
//   import                 name*(alias: name asname?)                                    flag lazy
//   import_from            module? name*                  data: count of leading dots    flag lazy
//   global, nonlocal       name*
//   bool_op                value*; op         named: target value       bin_op: left right; op      unary_op: operand;
//   op lambda                 parameters? body if_expr                body test orelse (source order) dict key? value,
//   key? value, ...: a value without a key before it is `**value` set, list, tuple       element* flag parenthesized
//   (tuple): has its own parentheses list_comp, set_comp, generator  element generator*(comprehension: target iter
//   condition*; flag async)   dict_comp: key value generator* compare                left, value*; operators between
//   them (compare_operator(i)) call                   function arguments(arguments: argument* and keyword, in source
//   order; keyword: name? value (no name: **)) f_string, t_string, string, bytes   part*  (one unless implicitly
//   concatenated; parts of kinds string_part, bytes_part, f_string_part, t_string_part) f_string_part, t_string_part
//   element*(interpolated_text | interpolation: value format_spec?(format_spec: element*)) attribute              value
//   name         subscript: value index        slice: lower? upper? step? starred                value parameters
//   parameter*(parameter_with_default: parameter default?; `parameter` for *args, **kwargs: name annotation?)
//                          see ParameterKind; the bare `*` and the `/` have no node
//   type_params            parameter*(type_var: name bound? default?; type_var_tuple, param_spec: name default?)
//   match_value            value              match_singleton: none
//   match_sequence, match_or   pattern*
//   match_mapping          key pattern, key pattern, ... rest?(identifier)
//   match_class            function(expression) arguments(pattern_arguments: pattern* keyword*(pattern_keyword: name
//   pattern)) match_star             name?              match_as: pattern? name? (neither: `_`)
enum class Role : std::uint8_t {
  none,
  body,
  orelse,
  finalbody,
  decorator,
  name,
  type_params,
  parameters,
  returns,
  arguments,
  value,
  target,
  annotation,
  iter,
  test,
  clause,
  item,
  subject,
  case_,
  pattern,
  guard,
  cause,
  handler,
  message,
  asname,
  module,
  left,
  right,
  operand,
  key,
  element,
  generator,
  condition,
  function,
  argument,
  keyword,
  part,
  format_spec,
  index,
  lower,
  upper,
  step,
  parameter,
  default_,
  bound,
  rest
};

enum class Operator : std::uint8_t {
  none,
  or_,
  and_,  // bool_op
  not_,
  invert,
  plus,
  minus,  // unary_op
  add,
  subtract,
  multiply,
  matrix_multiply,
  divide,
  modulo,
  power,
  left_shift,
  right_shift,
  bit_or,
  bit_xor,
  bit_and,
  floor_divide,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  is,
  is_not,
  in,
  not_in,  // compare
};
std::string_view to_string(
    Operator op);  // as Python spells it: "and", "**", "not in"; of an aug_assign without the "="

// The data of an interpolation: the letter of its conversion (`!r`: 'r') or 0, and this bit for `{x=}`.
inline constexpr std::uint8_t kSelfDocumenting = 0x80;

enum class ParameterKind : std::uint8_t {
  positional_only,
  positional_or_keyword,
  variadic,
  keyword_only,
  keyword_variadic
};

}  // namespace whip::fmt
