// The checks of validate(), by subject. Each looks at one node that the pass has come to; validate.cpp says which check
// hears which kinds. A check may look anywhere in the tree, but cheap questions come first: every file pays for them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/syntax/node.h"
#include "core/syntax/validate.h"

namespace whip::validation {

// A name and its place.
struct Name {
  std::string_view text;
  Span span;
};

// One pass over one tree.
struct Run {
  std::string_view text;
  const Tree& tree;
  PythonVersion target;
  ValidateOptions options;
  std::vector<SyntaxError>& out;
  bool lone_carriage_returns = false;  // some lines end with CR alone
  bool effects = false;     // `yield`, `await` or `:=` somewhere: what annotations and type parameters must not hold
  std::vector<Name> names;  // scratch
  // Suites around the current node: first id past each, and the white space before its statements if they have lines of
  // their own.
  struct Suite {
    std::uint32_t after;
    Span white_space;
    bool own_lines;
  };
  std::vector<Suite> suites;
  std::vector<std::uint32_t> lists;  // argument lists around the current node that have been looked at

  Node node(std::uint32_t id) const { return Node(tree, text, NodeId{id}); }

  void error(SyntaxErrorKind kind, Span span, std::string message) {
    out.push_back({.span = span, .kind = kind, .message = std::move(message)});
  }
  void parse(Span span, std::string message) { error(SyntaxErrorKind::parse, span, std::move(message)); }
  void parse(Node node, std::string message) { parse(node.span(), std::move(message)); }
  void semantic(Span span, std::string message) { error(SyntaxErrorKind::semantic, span, std::move(message)); }
  void semantic(Node node, std::string message) { semantic(node.span(), std::move(message)); }
  // `what` needs Python `since`: "Cannot use `match` statement on Python 3.9 (syntax was added in Python 3.10)".
  void added(Span span, std::string_view what, PythonVersion since);
  void added(Node node, std::string_view what, PythonVersion since) { added(node.span(), what, since); }
};

using Check = void (*)(Run&, Node);

// validate_layout.cpp: lines and indentation
void suite(Run&, Node module_or_block);
// The same for those of its children that are [from, to).
void suite_between(Run&, Node module_or_block, std::uint32_t from, std::uint32_t to);
void clause(Run&, Node elif_else_except_finally);
void decorated(Run&, Node decorated_definition);
void header_lines(Run&, Node compound_statement);

// validate_arguments.cpp
void argument(Run&, Node keyword_argument_or_dictionary_splat);
void parameters(Run&, Node parameters_or_lambda_parameters);

// validate_targets.cpp
void assignment(Run&, Node assignment);
void augmented_assignment(Run&, Node augmented_assignment);
void deletion(Run&, Node delete_statement);
void as_pattern(Run&, Node as_pattern);
// A target that the grammar takes for a pattern: names, stars, parentheses.
void target(Run&, Node pattern);
// `__debug__` bound by any statement.
inline constexpr std::string_view kDebug = "__debug__";
void binding(Run&, Node identifier);

// validate_expressions.cpp
void named_expression(Run&, Node named_expression);
void lambda(Run&, Node lambda);
void conditional(Run&, Node conditional_expression);
void yield(Run&, Node yield);
void await(Run&, Node await);
void list_splat(Run&, Node list_splat);
void dictionary_splat(Run&, Node dictionary_splat);
void parenthesized_splat(Run&, Node parenthesized_list_splat);
void integer(Run&, Node integer);
void comprehension_clause(Run&, Node for_in_clause);

// validate_statements.cpp
void for_statement(Run&, Node for_statement);
void while_statement(Run&, Node while_statement);
void with_statement(Run&, Node with_statement);
void try_statement(Run&, Node try_statement);
void except_clause(Run&, Node except_clause);
void jump(Run&, Node break_or_continue);
void return_statement(Run&, Node return_statement);
void raise_statement(Run&, Node raise_statement);
void function(Run&, Node function_definition);
void class_definition(Run&, Node class_definition);
void decorator(Run&, Node decorator);

// validate_imports.cpp
void import_statement(Run&, Node import_statement);
void import_from(Run&, Node import_from_or_future_import_statement);

// validate_match.cpp
void match_statement(Run&, Node match_statement);
void case_clause(Run&, Node case_clause);

// validate_types.cpp
void type_parameters(Run&, Node type_parameter);
void type_alias(Run&, Node type_alias_statement);
void annotation(Run&, Node type);

// validate_strings.cpp
void string(Run&, Node string);
void concatenated_string(Run&, Node concatenated_string);
void escape(Run&, Node backslash);
void escape_sequence(Run&, Node escape_sequence);
void interpolation(Run&, Node interpolation_or_format_expression);

// validate_scopes.cpp
void declaration(Run&, Node global_or_nonlocal_statement);

// Where a node is evaluated: the innermost of these around it, defaults, decorators and first iterables being outside.
enum class ScopeKind : std::uint8_t {
  module,
  class_,
  function,  // def
  lambda,
  comprehension,  // of a list, set or dictionary
  generator,
  types,  // bounds and defaults of type parameters, values of type aliases
};
struct Scope {
  ScopeKind kind = ScopeKind::module;
  Node owner;  // the definition, lambda, comprehension, ...; absent for the module
};
Scope scope_of(Node node);
// The scope around a scope.
Scope outer(const Scope& scope);
bool is_async(Node function_definition);

}  // namespace whip::validation
