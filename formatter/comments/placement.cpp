#include "formatter/comments/placement.h"

#include <algorithm>

#include "formatter/comments/tokens.h"

namespace whip::fmt {
namespace {

// In parentheses that a neighbour stands in: it belongs to that neighbour. The closing one may come behind it, or the
// opening one before it.
Placement place_in_parentheses(const PlacedComment& comment) {
  // Between the pieces of a concatenation there are no parentheses, but their quotes.
  if (comment.enclosing.is(Ast::f_string) || !comment.preceding || !comment.following) return {};
  const auto has = [&](std::uint32_t begin, std::uint32_t end, std::string_view sign) {
    GapTokens tokens(comment.text, begin, end);
    for (GapToken token = tokens.next(); token && token.kind != GapToken::Kind::other; token = tokens.next()) {
      if (token.is("as") || token.is("def") || token.is("class")) return false;
      if (token.is(sign)) return true;
    }
    return false;
  };
  if (has(comment.preceding.end(), comment.begin(), "(")) return leading(comment.following);
  if (has(comment.end(), comment.following.begin(), ")")) return trailing(comment.preceding);
  return {};
}

bool is_last_value(const PlacedComment& comment) {
  return comment.preceding && comment.preceding.role() == Role::value;
}

Placement place_in_enclosing(const PlacedComment& comment) {
  const AstNode enclosing = comment.enclosing;
  switch (enclosing.kind()) {
    case Ast::parameters:
      return place_in_parameters(comment);
    case Ast::parameter:
      return place_in_parameter(comment);
    case Ast::type_var_tuple:
    case Ast::param_spec:
      // Behind the star, before a name that is no node: Ruff loses it.
      return comment.begin() < enclosing[Role::name].begin() ? leading(enclosing) : Placement{};
    case Ast::arguments:
    case Ast::type_params:
    case Ast::pattern_arguments:
    case Ast::list:
    case Ast::set:
    case Ast::list_comp:
    case Ast::set_comp:
      return place_behind_bracket(comment);
    case Ast::tuple:
    case Ast::generator:
      return enclosing.has(Flag::own_parentheses) ? place_behind_bracket(comment) : Placement{};
    case Ast::comprehension:
      return place_in_comprehension(comment);
    case Ast::attribute:
      return place_in_attribute(comment);
    case Ast::bin_op:
    case Ast::bool_op:
    case Ast::compare:
    case Ast::unary_op:
    case Ast::named:
    case Ast::if_expr:
    case Ast::starred:
    case Ast::call:
      return place_in_operators(comment);
    case Ast::keyword:
    case Ast::pattern_keyword:
      return place_in_keyword(comment);
    case Ast::lambda:
      return place_in_lambda(comment);
    case Ast::dict:
    case Ast::dict_comp:
      return place_in_dict(comment);
    case Ast::slice:
      return place_in_slice(comment, enclosing);
    case Ast::subscript:
      return place_in_subscript(comment);
    case Ast::module:
      return place_in_module(comment);
    case Ast::with_item:
      return place_in_with_item(comment);
    case Ast::with:
      return place_in_with(comment);
    case Ast::match_sequence:
    case Ast::match_class:
    case Ast::match_as:
    case Ast::match_star:
    case Ast::match_mapping:
      return place_in_pattern(comment);
    case Ast::function_def:
    case Ast::class_def:
      return place_in_definition(comment);
    case Ast::import_from:
      return place_in_import_from(comment);
    case Ast::alias:
      return place_in_alias(comment);
    case Ast::f_string_part:
    case Ast::t_string_part:
      return dangling(enclosing);
    case Ast::interpolation:
      return place_in_interpolation(comment);
    case Ast::return_:
      return place_behind_joined_string(comment);
    case Ast::assign:
    case Ast::ann_assign:
    case Ast::aug_assign:
    case Ast::type_alias:
      return is_last_value(comment) ? place_behind_joined_string(comment) : Placement{};
    default:
      return {};
  }
}

}  // namespace

Placement place(const PlacedComment& comment) {
  if (const Placement placement = place_in_parentheses(comment)) return placement;
  if (const Placement placement = place_around_body(comment)) return placement;
  return place_in_enclosing(comment);
}

Placement place_behind_bracket(const PlacedComment& comment) {
  if (comment.own_line()) return {};
  GapTokens tokens(comment.text, comment.enclosing.begin(), comment.begin());
  if (!tokens.next() || tokens.next()) return {};
  return dangling(comment.enclosing);
}

// At the end of a parenthesised concatenation of several lines: the comment is one of the last piece, unless the
// closing parenthesis is before it.
Placement place_behind_joined_string(const PlacedComment& comment) {
  const AstNode string = comment.preceding;
  if (comment.own_line() || !string.is_any({Ast::string, Ast::bytes, Ast::f_string, Ast::t_string})) return {};
  AstNode last, second_last;
  for (const AstNode part : string.all(Role::part)) {
    second_last = last;
    last = part;
  }
  if (!second_last || !string.parenthesized()) return {};
  if (!has_line_break(comment.text, second_last.end(), last.begin())) return {};
  if (GapTokens(comment.text, last.end(), comment.begin()).any(")")) return {};
  return trailing(last);
}

std::uint32_t max_empty_lines(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  std::uint32_t lines = 0;
  std::uint32_t most = 0;
  for (std::uint32_t at = begin; at < end;) {
    const char c = text[at];
    if (c == '\n' || c == '\r') {
      ++lines;
      at += c == '\r' && at + 1 < end && text[at + 1] == '\n' ? 2 : 1;
    } else if (c == ' ' || c == '\t' || c == '\f') {
      ++at;
    } else {
      most = std::max(most, lines);
      if (c != '#') break;
      lines = 0;
      while (at < end && text[at] != '\n' && text[at] != '\r') ++at;
    }
  }
  most = std::max(most, lines);
  return most > 0 ? most - 1 : 0;
}

bool has_line_break(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  return begin < end && text.substr(begin, end - begin).find_first_of("\r\n") != std::string_view::npos;
}

}  // namespace whip::fmt
