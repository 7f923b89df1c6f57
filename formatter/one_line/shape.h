// What one_line.cpp knows of each kind of the concrete tree.
#pragma once

#include <array>
#include <cstdint>

#include "core/syntax/kind.h"

namespace whip::fmt {

// Whether a node may stand in a statement that is written on one line; most kinds always or never, some only in places
// where what is written does not depend on how the rest is laid out.
enum class Accepted : std::uint8_t {
  never,
  always,
  opening,
  closing,
  comma,
  parenthesized,
  tuple,
  bare_generator,
  attribute,
  power,
};

struct Shape {
  Accepted accepted = Accepted::never;
  std::uint8_t gap = 0;  // blanks between children, where neither commas, brackets nor colons say otherwise
};

namespace detail {

constexpr std::array<Shape, kKindCount> make_shapes() {
  std::array<Shape, kKindCount> shapes{};
  const auto set = [&](Accepted accepted, std::uint8_t gap, std::initializer_list<Kind> kinds) {
    for (const Kind kind : kinds) shapes[static_cast<std::size_t>(kind)] = {accepted, gap};
  };
  // Statements, and what stands between spaces.
  set(Accepted::always, 1,
      {Kind::expression_statement,
       Kind::assignment,
       Kind::augmented_assignment,
       Kind::return_statement,
       Kind::raise_statement,
       Kind::assert_statement,
       Kind::delete_statement,
       Kind::import_statement,
       Kind::import_from_statement,
       Kind::future_import_statement,
       Kind::global_statement,
       Kind::nonlocal_statement,
       Kind::aliased_import,
       Kind::await,
       Kind::binary_operator,
       Kind::boolean_operator,
       Kind::comparison_operator,
       Kind::kw_is_not,
       Kind::kw_not_in,
       Kind::not_operator,
       Kind::conditional_expression,
       Kind::lambda,
       Kind::lambda_parameters,
       Kind::expression_list,
       Kind::pattern_list,
       Kind::argument_list,
       Kind::list,
       Kind::set,
       Kind::dictionary,
       Kind::list_comprehension,
       Kind::set_comprehension,
       Kind::dictionary_comprehension,
       Kind::for_in_clause,
       Kind::if_clause,
       Kind::pair,
       Kind::type,
       Kind::if_statement,
       Kind::elif_clause,
       Kind::while_statement,
       Kind::for_statement,
       Kind::with_statement,
       Kind::with_clause,
       Kind::with_item,
       Kind::as_pattern,
       Kind::slice,
       Kind::yield,
       Kind::as_pattern_target,
       Kind::except_clause,
       Kind::class_definition,
       Kind::function_definition,
       Kind::parameters,
       Kind::typed_parameter,
       Kind::typed_default_parameter});
  // What stands without.
  set(Accepted::always, 0,
      {Kind::call, Kind::subscript, Kind::keyword_argument, Kind::default_parameter, Kind::unary_operator,
       Kind::list_splat, Kind::list_splat_pattern, Kind::dictionary_splat, Kind::dictionary_splat_pattern,
       Kind::keyword_separator, Kind::positional_separator, Kind::dotted_name, Kind::relative_import,
       Kind::import_prefix, Kind::wildcard_import});
  // Leaves.
  set(Accepted::always, 0,
      {Kind::identifier,
       Kind::integer,
       Kind::float_,
       Kind::true_,
       Kind::false_,
       Kind::none,
       Kind::ellipsis,
       Kind::string,
       Kind::kw_and,
       Kind::kw_yield,
       Kind::kw_async,
       Kind::kw_class,
       Kind::kw_def,
       Kind::kw_elif,
       Kind::kw_except,
       Kind::kw_while,
       Kind::kw_with,
       Kind::arrow,
       Kind::kw_as,
       Kind::kw_assert,
       Kind::kw_await,
       Kind::kw_del,
       Kind::kw_else,
       Kind::kw_for,
       Kind::kw_from,
       Kind::kw_future,
       Kind::kw_global,
       Kind::kw_if,
       Kind::kw_import,
       Kind::kw_in,
       Kind::kw_is,

       Kind::kw_lambda,
       Kind::kw_nonlocal,
       Kind::kw_not,

       Kind::kw_or,
       Kind::kw_raise,
       Kind::kw_return,
       Kind::ampersand,
       Kind::ampersand_equal,
       Kind::at,
       Kind::at_equal,
       Kind::bar,
       Kind::bar_equal,
       Kind::caret,
       Kind::caret_equal,
       Kind::colon,
       Kind::dot,
       Kind::double_slash,
       Kind::double_slash_equal,
       Kind::double_star_equal,
       Kind::equal,
       Kind::equal_equal,
       Kind::greater,
       Kind::greater_equal,
       Kind::less,
       Kind::less_equal,
       Kind::lshift,
       Kind::lshift_equal,
       Kind::minus,
       Kind::minus_equal,
       Kind::not_equal,
       Kind::percent,
       Kind::percent_equal,
       Kind::plus,
       Kind::plus_equal,
       Kind::rshift,
       Kind::rshift_equal,
       Kind::slash,
       Kind::slash_equal,
       Kind::star,
       Kind::star_equal,
       Kind::tilde});
  set(Accepted::opening, 0, {Kind::lparen, Kind::lbracket, Kind::lbrace});
  set(Accepted::closing, 0, {Kind::rparen, Kind::rbracket, Kind::rbrace});
  set(Accepted::comma, 0, {Kind::comma});
  set(Accepted::parenthesized, 1, {Kind::parenthesized_expression});
  set(Accepted::tuple, 1, {Kind::tuple});
  set(Accepted::bare_generator, 1, {Kind::generator_expression});
  set(Accepted::attribute, 0, {Kind::attribute});
  set(Accepted::power, 0, {Kind::double_star});
  return shapes;
}

constexpr std::array<Shape, kKindCount> kShapes = make_shapes();

}  // namespace detail

inline Shape shape_of(Kind kind) { return detail::kShapes[static_cast<std::size_t>(kind)]; }

constexpr bool is_opening(Kind kind) { return kind == Kind::lparen || kind == Kind::lbracket || kind == Kind::lbrace; }
constexpr bool is_closing(Kind kind) { return kind == Kind::rparen || kind == Kind::rbracket || kind == Kind::rbrace; }

// Parentheses around an operand or an argument stay. Elsewhere a statement may add or drop them.
constexpr bool keeps_parentheses(Kind parent) {
  switch (parent) {
    case Kind::binary_operator:
    case Kind::boolean_operator:
    case Kind::comparison_operator:
    case Kind::not_operator:
    case Kind::unary_operator:
    case Kind::attribute:
    case Kind::call:
    case Kind::argument_list:
    case Kind::list:
      return true;
    default:
      return false;
  }
}

}  // namespace whip::fmt
