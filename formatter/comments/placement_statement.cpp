// Comments in the headers of statements: between decorators, in parameters, imports, `with` items.
#include "formatter/comments/placement.h"
#include "formatter/comments/separators.h"
#include "formatter/comments/tokens.h"
#include "formatter/comments/trivia.h"

namespace whip::fmt {

Placement place_in_definition(const PlacedComment& comment) {
  if (comment.end_of_line()) return {};
  if (comment.enclosing.is(Ast::function_def)) {
    const bool before_parameters = comment.following.is_any({Ast::parameters, Ast::type_params});
    return comment.preceding.is(Ast::decorator) && before_parameters ? dangling(comment.enclosing) : Placement{};
  }
  const AstNode last_decorator = comment.enclosing.all(Role::decorator).back();
  const bool between = last_decorator && last_decorator.end() < comment.begin() &&
                       comment.begin() < comment.enclosing[Role::name].begin();
  return between ? dangling(comment.enclosing) : Placement{};
}

Placement place_in_parameters(const PlacedComment& comment) {
  const ParameterSeparators separators = find_parameter_separators(comment.text, comment.enclosing);
  if (separator_place(separators, comment.span, comment.position) != SeparatorPlace::none) {
    return dangling(comment.enclosing);
  }
  return comment.text[comment.enclosing.begin()] == '(' ? place_behind_bracket(comment) : Placement{};
}

// The name of a parameter is no node: what is before the colon, or before the name behind `*`, leads the parameter.
Placement place_in_parameter(const PlacedComment& comment) {
  const AstNode parameter = comment.enclosing;
  const AstNode name = parameter[Role::name];
  if (parameter[Role::annotation]) {
    const std::uint32_t colon = next_token(comment.text, name.end(), parameter.end());
    return comment.begin() < colon ? leading(parameter) : Placement{};
  }
  if (comment.begin() >= name.begin()) return {};
  // The first parameter of a lambda begins where the list does: as its comment it would break the list.
  const AstNode list = parameter.parent();
  return list.is(Ast::parameters) && list.begin() == parameter.begin() ? leading(list) : leading(parameter);
}

Placement place_in_import_from(const PlacedComment& comment) {
  const AstNode first = comment.enclosing[Role::name];
  if (comment.end_of_line() && comment.enclosing.begin() < comment.begin() && comment.begin() < first.begin()) {
    return dangling(comment.enclosing);
  }
  if (next_token_character(comment.text, comment.begin(), comment.enclosing.end()) != ',') return {};
  return comment.preceding.is(Ast::alias) ? dangling(comment.preceding) : Placement{};
}

Placement place_in_alias(const PlacedComment& comment) {
  const AstNode name = comment.enclosing[Role::name];
  const AstNode asname = comment.enclosing[Role::asname];
  if (!asname) return {};
  return comment.begin() < next_token(comment.text, name.end(), asname.begin()) ? trailing(name) : leading(asname);
}

Placement place_in_with(const PlacedComment& comment) {
  const AstNode first = comment.enclosing[Role::item];
  const bool before_items = comment.enclosing.begin() < comment.begin() && comment.begin() < first.begin();
  return comment.end_of_line() && before_items ? dangling(comment.enclosing) : Placement{};
}

Placement place_in_with_item(const PlacedComment& comment) {
  if (!comment.preceding || !comment.following) return {};
  const std::uint32_t as = find_token(comment.text, "as", comment.preceding.end(), comment.following.begin());
  if (comment.end() < as) return trailing(comment.preceding);
  return comment.end_of_line() ? dangling(comment.enclosing) : leading(comment.following);
}

}  // namespace whip::fmt
