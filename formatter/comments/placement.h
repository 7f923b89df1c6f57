// Where a comment belongs: by default to its neighbours, and by many special cases to others. A case per place that
// the default gets wrong, each a function that answers with a placement or nothing. The cases are Ruff's.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "formatter/ast/node.h"
#include "formatter/comments/comments.h"

namespace whip::fmt {

enum class CommentSlot : std::uint8_t { leading, dangling, trailing };

struct Placement {
  AstNode node;  // absent: no special case
  CommentSlot slot = CommentSlot::leading;
  explicit operator bool() const { return static_cast<bool>(node); }
};
inline Placement leading(AstNode node) { return {node, CommentSlot::leading}; }
inline Placement dangling(AstNode node) { return {node, CommentSlot::dangling}; }
inline Placement trailing(AstNode node) { return {node, CommentSlot::trailing}; }

// A comment, the innermost node around it and the children of that node before and behind it.
struct PlacedComment {
  Span span;
  LinePosition position = LinePosition::own_line;
  AstNode enclosing, preceding, following;
  std::string_view text;        // of the file
  std::span<const Span> all{};  // all comments of the file

  std::uint32_t begin() const { return span.begin; }
  std::uint32_t end() const { return span.end; }
  bool own_line() const { return position == LinePosition::own_line; }
  bool end_of_line() const { return position == LinePosition::end_of_line; }
};

Placement place(const PlacedComment& comment);

// The cases, by subject.
Placement place_around_body(const PlacedComment& comment);  // placement_body.cpp
Placement place_in_parameters(const PlacedComment& comment);
Placement place_in_parameter(const PlacedComment& comment);
Placement place_in_definition(const PlacedComment& comment);
Placement place_in_import_from(const PlacedComment& comment);
Placement place_in_alias(const PlacedComment& comment);
Placement place_in_with(const PlacedComment& comment);
Placement place_in_with_item(const PlacedComment& comment);
Placement place_in_module(const PlacedComment& comment);
Placement place_in_pattern(const PlacedComment& comment);
Placement place_in_operators(const PlacedComment& comment);
Placement place_in_attribute(const PlacedComment& comment);
Placement place_in_keyword(const PlacedComment& comment);
Placement place_in_dict(const PlacedComment& comment);
Placement place_in_slice(const PlacedComment& comment, AstNode slice);
Placement place_in_subscript(const PlacedComment& comment);
Placement place_in_comprehension(const PlacedComment& comment);
Placement place_in_lambda(const PlacedComment& comment);
Placement place_in_interpolation(const PlacedComment& comment);
// Behind the opening bracket that the enclosing node begins with.
Placement place_behind_bracket(const PlacedComment& comment);
Placement place_behind_joined_string(const PlacedComment& comment);

// The most empty lines that follow each other in [begin, end), up to the first token.
std::uint32_t max_empty_lines(std::string_view text, std::uint32_t begin, std::uint32_t end);
// Whether a line break is in [begin, end).
bool has_line_break(std::string_view text, std::uint32_t begin, std::uint32_t end);

}  // namespace whip::fmt
