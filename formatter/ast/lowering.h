// The work of lower(): a stack of what is still to be made, so that no input is too deep for it. A step takes the
// topmost task, appends one node (or a few that nest) and puts tasks for its children on the stack; `end` among them
// says where the node closes. Split by what is made: lower_statements.cpp, lower_expressions.cpp, ...
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/syntax/node.h"
#include "formatter/ast/node.h"
#include "formatter/one_line/one_line.h"
#include "formatter/options.h"

namespace whip::fmt {

class Lowering {
 public:
  Lowering(std::string_view text, const Tree& tree, AstTree& ast) : text_(text), tree_(tree), ast_(ast) {}
  void run();
  // Before run(): which statements not to take apart.
  void write_one_lines(const Options& options) {
    one_line_.emplace(text_, tree_, options);
    indent_width_ = options.indent_width;
  }
  void follow(const AstTree& like) { like_ = &like; }

 private:
  enum class Make : std::uint8_t {
    end,                // closes the innermost open node
    end_with_child,     // the same; its span ends where its last child ends
    semicolon,          // the last token of a body: what holds it ends behind
    statement,          // all others: `from` says what of
    expression,         //
    identifier,         //
    element,            // of a call's arguments, a collection: expression, starred, keyword
    tuple,              // children of `from` in the field `x`, without parentheses
    arguments,          //
    bare_generator,     // `f(x for x in y)`: what is within the brackets
    parameters,         //
    parameter,          // x: its ParameterKind
    plain_parameter,    // the part of a parameter before its default; x: its ParameterKind
    type_parameters,    //
    type_parameter,     //
    comprehension,      //
    decorator,          //
    elif_else_clause,   //
    handler,            //
    case_clause,        //
    with_item,          //
    import_alias,       //
    pattern,            //
    pattern_value,      // an expression that stands in a pattern
    case_sequence,      // `case a, b:`
    class_arguments,    // of a class pattern
    keyword_pattern,    //
    part,               // of a string
    interpolation,      //
    format_spec,        //
    interpolated_text,  // from: begin, x unused; to: end
  };
  struct Task {
    Make make;
    Role role;
    std::uint16_t x;
    std::uint32_t from;  // a node of the concrete tree
    std::uint32_t to;    // interpolated_text: where it ends
  };

  Node node(std::uint32_t id) const { return {tree_, text_, NodeId{id}}; }
  static std::uint32_t id(Node node) { return index(node.id()); }

  // Opens a node; it stays open until its `end` is met.
  std::uint32_t open(Ast kind, Role role, Span span, Node source, std::uint8_t data = 0);
  std::uint32_t open(Ast kind, Role role, Node source, std::uint8_t data = 0) {
    return open(kind, role, source.span(), source, data);
  }
  void close();
  // A node without children.
  std::uint32_t leaf(Ast kind, Role role, Span span, Node source, std::uint8_t data = 0) {
    const std::uint32_t made = open(kind, role, span, source, data);
    close();
    return made;
  }
  void set(std::uint32_t made, Flag flag) { ast_.flags[made] |= static_cast<std::uint8_t>(flag); }
  // Children, in source order; absent nodes are nothing.
  void later(Make make, Node from, Role role, std::uint16_t x = 0) {
    if (from) tasks_.push_back({make, role, x, id(from), 0});
  }
  void expression_later(Node from, Role role) { later(Make::expression, from, role); }
  void end() { tasks_.push_back({Make::end, Role::none, 0, 0, 0}); }
  void end_with_child() { tasks_.push_back({Make::end_with_child, Role::none, 0, 0, 0}); }
  // The statements of a block.
  void body_later(Node block, Role role);
  // What a field holds: an expression, or several with commas between, which are a tuple.
  void field_later(Node parent, Field field, Role role);
  // Where the elements of such a tuple end: behind a trailing comma.
  Span tuple_span(Node parent, Field field) const;

  void step(const Task& task);
  void statement(Node from, Role role);
  bool one_line_statement(Node from, Role role);
  bool one_line_header(Node from, std::uint32_t column);
  bool one_line_decorator(Node from, std::uint32_t column);
  template <class F>
  bool one_line(F write);
  void take_one_line(std::uint32_t made);
  std::uint32_t column() const;
  std::uint32_t clause_column() const;
  void simple_statement(Node from, Role role);
  void expression_statement(Node from, Role role);
  void assignment(Node statement, Node from, Role role);
  void import_statement(Node from, Role role);
  void definition(Node from, Node decorated, Role role);
  void for_statement(Node from, Role role);
  void if_statement(Node from, Role role);
  void with_statement(Node from, Role role);
  void match_statement(Node from, Role role);
  void try_statement(Node from, Role role);
  void handler(Node from, Role role);
  void elif_else_clause(Node from, Role role);
  void decorator(Node from, Role role);
  void with_item(Node from, Role role);
  void case_clause(Node from, Role role);
  void import_alias(Node from, Role role);

  void expression(Node from, Role role);
  void bare_expression(Node from, Role role);
  void operators(Node from, Role role);
  void bool_op(Node from, Role role);
  void comparison(Node from, Role role);
  void collection(Ast kind, Node from, Role role);
  void comprehension_expression(Ast kind, Node from, Role role, Span span);
  void comprehension(Node from, Role role);
  void tuple(Node parent, Field field, Role role);
  void element(Node from, Role role);
  void arguments(Node from, Role role);
  void subscript(Node from, Role role);
  void dotted(Node from, Role role);
  void take_parentheses(std::uint32_t made);

  void parameters(Node from, Role role);
  void parameter(Node from, Role role, ParameterKind kind);
  void plain_parameter(Node from, Role role, ParameterKind kind);
  void type_parameter(Node from, Role role);

  void pattern(Node from, Role role);
  void case_sequence(Node from, Role role);
  void class_arguments(Node from, Role role);
  void mapping(Node from, Role role);
  void pattern_value(Node from, Role role);

  void string(Node from, Role role);
  void part(Node from, Role role);
  void interpolation(Node from, Role role);
  void format_spec(Node from, Role role);
  // Text between replacement fields, if there is any.
  void text_later(std::uint32_t begin, std::uint32_t end);

  std::string_view text_;
  const Tree& tree_;
  AstTree& ast_;
  std::vector<Task> tasks_;
  std::vector<std::uint32_t> open_;
  std::vector<Span> parentheses_;  // around the expression that is made next, outermost first
  std::uint32_t last_end_ = 0;     // of the node that was closed last
  std::optional<OneLine> one_line_;
  Written written_ = Written::no;  // of what is taken next
  std::uint32_t indent_width_ = 0;
  const AstTree* like_ = nullptr;
  std::size_t one_line_candidates_ = 0;  // met so far
};

// The first child that is no token, comment or line continuation.
inline Node first_operand(Node node) {
  for (const Node child : node.operands()) return child;
  return {};
}

}  // namespace whip::fmt
