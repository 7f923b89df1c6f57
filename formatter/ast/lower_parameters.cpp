// Parameters of functions and lambdas, and type parameters. The bare `*` and the `/` have no node; they show in the
// kinds of the parameters around them.
#include "formatter/ast/lowering.h"

namespace whip::fmt {
namespace {

constexpr std::uint8_t data(ParameterKind kind) { return static_cast<std::uint8_t>(kind); }

// What names the parameter: an identifier or `*args`, `**kwargs`.
Node named(Node from) {
  const Node name = from[Field::name];
  return name ? name : from;
}

}  // namespace

void Lowering::parameters(Node from, Role role) {
  open(Ast::parameters, role, from);
  ParameterKind kind =
      from.child(Kind::positional_separator) ? ParameterKind::positional_only : ParameterKind::positional_or_keyword;
  for (const Node child : from.operands()) {
    if (child.is(Kind::positional_separator)) {
      kind = ParameterKind::positional_or_keyword;
    } else if (child.is(Kind::keyword_separator)) {
      kind = ParameterKind::keyword_only;
    } else if (named(child).is(Kind::list_splat_pattern)) {
      later(Make::plain_parameter, child, Role::parameter, data(ParameterKind::variadic));
      kind = ParameterKind::keyword_only;
    } else if (named(child).is(Kind::dictionary_splat_pattern)) {
      later(Make::plain_parameter, child, Role::parameter, data(ParameterKind::keyword_variadic));
    } else {
      later(Make::parameter, child, Role::parameter, data(kind));
    }
  }
  end();
}

void Lowering::parameter(Node from, Role role, ParameterKind kind) {
  open(Ast::parameter_with_default, role, from.span(), from, data(kind));
  later(Make::plain_parameter, from, Role::parameter, data(kind));
  expression_later(from[Field::value], Role::default_);
  end();
}

void Lowering::plain_parameter(Node from, Role role, ParameterKind kind) {
  const Node name = named(from);
  const Node annotation = from[Field::type];
  open(Ast::parameter, role, {from.begin(), annotation ? annotation.end() : name.end()}, from, data(kind));
  const Node inner = first_operand(name);
  later(Make::identifier, inner ? inner : name, Role::name);
  expression_later(annotation, Role::annotation);
  end();
}

void Lowering::type_parameter(Node from, Role role) {
  const Ast kind = from.child(Kind::star)          ? Ast::type_var_tuple
                   : from.child(Kind::double_star) ? Ast::param_spec
                                                   : Ast::type_var;
  open(kind, role, from);
  later(Make::identifier, from[Field::name], Role::name);
  expression_later(from[Field::bound], Role::bound);
  expression_later(from[Field::value], Role::default_);
  end();
}

}  // namespace whip::fmt
