// When an annotation is evaluated, and by whom.

#include <algorithm>

#include "linter/file.h"
#include "linter/semantic/resolver.h"

namespace whip {
namespace {

// The function that a call calls, the value that is subscripted; anything else itself.
Node callee(Node expression) { return expression.is(Kind::call) ? expression[Field::function] : expression; }
Node subscripted(Node expression) { return expression.is(Kind::subscript) ? expression[Field::value] : expression; }

}  // namespace

bool Resolver::has_decorator(std::uint32_t definition, ScopeId scope, std::initializer_list<std::string_view> names) const {
  const Node decorated = node(definition).parent();
  if (!decorated.is(Kind::decorated_definition)) return false;
  for (const Node decorator : decorated.operands()) {
    if (!decorator.is(Kind::decorator)) continue;
    const QualifiedName name = out_.resolve(callee(decorator[Field::value]), scope, false);
    if (name && std::ranges::any_of(names, [&](std::string_view wanted) { return name.is(wanted); })) return true;
  }
  return false;
}

// Of an annotation in the function's signature; of a variable's, if `function` is UINT32_MAX.
Context Resolver::annotation_context(const Place& place, std::uint32_t function) const {
  const ScopeKind scope = out_[place.scope].kind;
  if (place.context.any(Context::future_annotations) || stub_ || defers_annotations_) {
    return place.context.with(Context::typing_only_annotation);
  }
  if (function != UINT32_MAX || scope == ScopeKind::class_ || scope == ScopeKind::module) {
    return place.context.with(Context::runtime_evaluated_annotation);
  }
  return place.context.with(Context::typing_only_annotation);
}

bool Resolver::is_type_checking_test(std::uint32_t test, ScopeId scope) const {
  const Node condition = node(unparenthesized(test));
  if (condition.is(Kind::attribute)) return condition[Field::attribute].text() == "TYPE_CHECKING";
  if (!condition.is(Kind::identifier)) return false;
  return condition.text() == "TYPE_CHECKING" || match_typing(index(condition.id()), "TYPE_CHECKING", scope, {});
}

// `dataclasses` looks at InitVar, KW_ONLY and ClassVar itself, so they are needed at run time whatever becomes of other annotations.
bool Resolver::is_dataclass_meta(std::uint32_t annotation, const Place& place) const {
  if (!seen_dataclasses_ || !out_[place.scope].is(ScopeKind::class_)) return false;
  const std::uint32_t definition = index(out_[place.scope].node);
  if (!has_decorator(definition, out_[place.scope].parent, {"dataclasses.dataclass"})) return false;
  const QualifiedName name = out_.resolve(subscripted(node(annotation)), place.scope, false);
  return name && (name.is("dataclasses.InitVar") || name.is("dataclasses.KW_ONLY") || out_.is_typing(name, "ClassVar"));
}

// `@fun.register` of a function `fun` that is decorated by functools.singledispatch: the annotations choose the implementation.
bool Resolver::is_single_dispatch(std::uint32_t decorated, ScopeId scope) const {
  if (kind(decorated) != Kind::decorated_definition) return false;
  for (const Node decorator : node(decorated).operands()) {
    const Node value = decorator.is(Kind::decorator) ? decorator[Field::value] : Node{};
    if (!value.is(Kind::attribute) || value[Field::attribute].text() != "register") continue;
    const Node object = value[Field::object];
    if (!object.is(Kind::identifier)) continue;
    const BindingId found = out_.find(out_.table_.find(object.text()), object.text(), scope, false).binding;
    if (found == kNoBinding || !out_[found].is(BindingKind::function_definition)) continue;
    const auto function = index(out_[found].node);
    if (has_decorator(function, scope, {"functools.singledispatch", "functools.singledispatchmethod"})) return true;
  }
  return false;
}

}  // namespace whip
