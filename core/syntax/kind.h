// The kinds of tree nodes. Named kinds keep the names of tree-sitter-python's grammar (as patched in core/syntax/grammar);
// keywords are kw_<word>, other tokens have the name of their sign. Committed, not generated: a unit test compares it with the linked grammar.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace whip {

// X(enumerator, text in the grammar, whether it is a named kind)
#define WHIP_KINDS(X) \
  X(aliased_import, "aliased_import", true) \
  X(argument_list, "argument_list", true) \
  X(as_pattern, "as_pattern", true) \
  X(as_pattern_target, "as_pattern_target", true) \
  X(assert_statement, "assert_statement", true) \
  X(assignment, "assignment", true) \
  X(attribute, "attribute", true) \
  X(augmented_assignment, "augmented_assignment", true) \
  X(await, "await", true) \
  X(binary_operator, "binary_operator", true) \
  X(block, "block", true) \
  X(boolean_operator, "boolean_operator", true) \
  X(break_statement, "break_statement", true) \
  X(call, "call", true) \
  X(case_clause, "case_clause", true) \
  X(case_pattern, "case_pattern", true) \
  X(class_definition, "class_definition", true) \
  X(class_pattern, "class_pattern", true) \
  X(comment, "comment", true) \
  X(comparison_operator, "comparison_operator", true) \
  X(complex_pattern, "complex_pattern", true) \
  X(concatenated_string, "concatenated_string", true) \
  X(conditional_expression, "conditional_expression", true) \
  X(continue_statement, "continue_statement", true) \
  X(decorated_definition, "decorated_definition", true) \
  X(decorator, "decorator", true) \
  X(default_parameter, "default_parameter", true) \
  X(delete_statement, "delete_statement", true) \
  X(dict_pattern, "dict_pattern", true) \
  X(dictionary, "dictionary", true) \
  X(dictionary_comprehension, "dictionary_comprehension", true) \
  X(dictionary_splat, "dictionary_splat", true) \
  X(dictionary_splat_pattern, "dictionary_splat_pattern", true) \
  X(dotted_name, "dotted_name", true) \
  X(elif_clause, "elif_clause", true) \
  X(ellipsis, "ellipsis", true) \
  X(else_clause, "else_clause", true) \
  X(escape_interpolation, "escape_interpolation", true) \
  X(escape_sequence, "escape_sequence", true) \
  X(except_clause, "except_clause", true) \
  X(expression_list, "expression_list", true) \
  X(expression_statement, "expression_statement", true) \
  X(false_, "false", true) \
  X(finally_clause, "finally_clause", true) \
  X(float_, "float", true) \
  X(for_in_clause, "for_in_clause", true) \
  X(for_statement, "for_statement", true) \
  X(format_expression, "format_expression", true) \
  X(format_specifier, "format_specifier", true) \
  X(function_definition, "function_definition", true) \
  X(future_import_statement, "future_import_statement", true) \
  X(generator_expression, "generator_expression", true) \
  X(global_statement, "global_statement", true) \
  X(identifier, "identifier", true) \
  X(if_clause, "if_clause", true) \
  X(if_statement, "if_statement", true) \
  X(import_from_statement, "import_from_statement", true) \
  X(import_prefix, "import_prefix", true) \
  X(import_statement, "import_statement", true) \
  X(integer, "integer", true) \
  X(interpolation, "interpolation", true) \
  X(keyword_argument, "keyword_argument", true) \
  X(keyword_pattern, "keyword_pattern", true) \
  X(keyword_separator, "keyword_separator", true) \
  X(lambda, "lambda", true) \
  X(lambda_parameters, "lambda_parameters", true) \
  X(line_continuation, "line_continuation", true) \
  X(list, "list", true) \
  X(list_comprehension, "list_comprehension", true) \
  X(list_pattern, "list_pattern", true) \
  X(list_splat, "list_splat", true) \
  X(list_splat_pattern, "list_splat_pattern", true) \
  X(match_statement, "match_statement", true) \
  X(module, "module", true) \
  X(named_expression, "named_expression", true) \
  X(none, "none", true) \
  X(nonlocal_statement, "nonlocal_statement", true) \
  X(not_operator, "not_operator", true) \
  X(pair, "pair", true) \
  X(parameters, "parameters", true) \
  X(parenthesized_expression, "parenthesized_expression", true) \
  X(parenthesized_list_splat, "parenthesized_list_splat", true) \
  X(pass_statement, "pass_statement", true) \
  X(pattern_list, "pattern_list", true) \
  X(positional_separator, "positional_separator", true) \
  X(raise_statement, "raise_statement", true) \
  X(relative_import, "relative_import", true) \
  X(return_statement, "return_statement", true) \
  X(set, "set", true) \
  X(set_comprehension, "set_comprehension", true) \
  X(slice, "slice", true) \
  X(splat_pattern, "splat_pattern", true) \
  X(string, "string", true) \
  X(string_content, "string_content", true) \
  X(string_end, "string_end", true) \
  X(string_start, "string_start", true) \
  X(subscript, "subscript", true) \
  X(true_, "true", true) \
  X(try_statement, "try_statement", true) \
  X(tuple, "tuple", true) \
  X(tuple_pattern, "tuple_pattern", true) \
  X(type, "type", true) \
  X(type_alias_statement, "type_alias_statement", true) \
  X(type_conversion, "type_conversion", true) \
  X(type_parameter, "type_parameter", true) \
  X(type_variable, "type_variable", true) \
  X(typed_default_parameter, "typed_default_parameter", true) \
  X(typed_parameter, "typed_parameter", true) \
  X(unary_operator, "unary_operator", true) \
  X(union_pattern, "union_pattern", true) \
  X(while_statement, "while_statement", true) \
  X(wildcard_import, "wildcard_import", true) \
  X(with_clause, "with_clause", true) \
  X(with_item, "with_item", true) \
  X(with_statement, "with_statement", true) \
  X(yield, "yield", true) \
  X(kw_and, "and", false) \
  X(kw_as, "as", false) \
  X(kw_assert, "assert", false) \
  X(kw_async, "async", false) \
  X(kw_await, "await", false) \
  X(kw_break, "break", false) \
  X(kw_case, "case", false) \
  X(kw_class, "class", false) \
  X(kw_continue, "continue", false) \
  X(kw_def, "def", false) \
  X(kw_del, "del", false) \
  X(kw_elif, "elif", false) \
  X(kw_else, "else", false) \
  X(kw_except, "except", false) \
  X(kw_finally, "finally", false) \
  X(kw_for, "for", false) \
  X(kw_from, "from", false) \
  X(kw_future, "__future__", false) \
  X(kw_global, "global", false) \
  X(kw_if, "if", false) \
  X(kw_import, "import", false) \
  X(kw_in, "in", false) \
  X(kw_is, "is", false) \
  X(kw_is_not, "is not", false) \
  X(kw_lambda, "lambda", false) \
  X(kw_lazy, "lazy", false) \
  X(kw_match, "match", false) \
  X(kw_nonlocal, "nonlocal", false) \
  X(kw_not, "not", false) \
  X(kw_not_in, "not in", false) \
  X(kw_or, "or", false) \
  X(kw_pass, "pass", false) \
  X(kw_raise, "raise", false) \
  X(kw_return, "return", false) \
  X(kw_try, "try", false) \
  X(kw_type, "type", false) \
  X(kw_while, "while", false) \
  X(kw_with, "with", false) \
  X(kw_yield, "yield", false) \
  X(ampersand, "&", false) \
  X(ampersand_equal, "&=", false) \
  X(arrow, "->", false) \
  X(at, "@", false) \
  X(at_equal, "@=", false) \
  X(backslash, "\\", false) \
  X(bar, "|", false) \
  X(bar_equal, "|=", false) \
  X(caret, "^", false) \
  X(caret_equal, "^=", false) \
  X(colon, ":", false) \
  X(comma, ",", false) \
  X(dot, ".", false) \
  X(double_slash, "//", false) \
  X(double_slash_equal, "//=", false) \
  X(double_star, "**", false) \
  X(double_star_equal, "**=", false) \
  X(equal, "=", false) \
  X(equal_equal, "==", false) \
  X(greater, ">", false) \
  X(greater_equal, ">=", false) \
  X(lbrace, "{", false) \
  X(lbracket, "[", false) \
  X(less, "<", false) \
  X(less_equal, "<=", false) \
  X(lparen, "(", false) \
  X(lshift, "<<", false) \
  X(lshift_equal, "<<=", false) \
  X(minus, "-", false) \
  X(minus_equal, "-=", false) \
  X(not_equal, "!=", false) \
  X(percent, "%", false) \
  X(percent_equal, "%=", false) \
  X(plus, "+", false) \
  X(plus_equal, "+=", false) \
  X(rbrace, "}", false) \
  X(rbracket, "]", false) \
  X(rparen, ")", false) \
  X(rshift, ">>", false) \
  X(rshift_equal, ">>=", false) \
  X(semicolon, ";", false) \
  X(slash, "/", false) \
  X(slash_equal, "/=", false) \
  X(star, "*", false) \
  X(star_equal, "*=", false) \
  X(tilde, "~", false) \
  X(underscore, "_", false) \
  X(walrus, ":=", false)

enum class Kind : std::uint8_t {
  absent,  // no node: what a missing child answers
  error,   // text that the stock parser could not fit in (only in trees with errors)
#define X(name, text, named) name,
  WHIP_KINDS(X)
#undef X
};

inline constexpr std::size_t kKindCount = 2
#define X(name, text, named) +1
    WHIP_KINDS(X)
#undef X
    ;

// Text of each kind in the grammar, by kind.
inline constexpr std::array<std::string_view, kKindCount> kKindTexts = {
    "", "ERROR",
#define X(name, text, named) text,
    WHIP_KINDS(X)
#undef X
};

inline constexpr std::array<bool, kKindCount> kKindNamed = {
    false, true,
#define X(name, text, named) named,
    WHIP_KINDS(X)
#undef X
};

constexpr std::string_view to_string(Kind kind) { return kKindTexts[static_cast<std::size_t>(kind)]; }
constexpr bool is_named(Kind kind) { return kKindNamed[static_cast<std::size_t>(kind)]; }

// A set of kinds; 256 bits, passed by value.
class KindSet {
 public:
  constexpr KindSet() = default;
  constexpr KindSet(std::initializer_list<Kind> kinds) {
    for (const Kind kind : kinds) insert(kind);
  }
  constexpr void insert(Kind kind) { words_[index(kind) >> 6] |= std::uint64_t{1} << (index(kind) & 63); }
  constexpr bool contains(Kind kind) const { return (words_[index(kind) >> 6] >> (index(kind) & 63) & 1) != 0; }
  constexpr bool intersects(const KindSet& other) const {
    return ((words_[0] & other.words_[0]) | (words_[1] & other.words_[1]) | (words_[2] & other.words_[2]) |
            (words_[3] & other.words_[3])) != 0;
  }
  constexpr KindSet& operator|=(const KindSet& other) {
    for (std::size_t i = 0; i < 4; ++i) words_[i] |= other.words_[i];
    return *this;
  }
  constexpr bool operator==(const KindSet&) const = default;

 private:
  static constexpr std::size_t index(Kind kind) { return static_cast<std::size_t>(kind); }
  std::array<std::uint64_t, 4> words_{};
};

}  // namespace whip
