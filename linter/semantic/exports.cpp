// `__all__`: which names it holds, and what they stand for.

#include "core/syntax/expression.h"
#include "core/syntax/string_literal.h"
#include "linter/semantic/resolver.h"

namespace whip {

// Names of a list, tuple or set display.
void Resolver::export_elements(Node collection, std::uint16_t& flags) {
  for (const Node element : collection.operands()) {
    const Node plain = without_parentheses(element);
    if (!is_text_constant(plain)) {
      flags |= Binding::invalid_all_object;
      continue;
    }
    std::string_view name = string_value(plain, scratch_.value);
    if (!scratch_.value.empty() && name.data() == scratch_.value.data()) {
      out_.texts_.emplace_back(name);
      name = out_.texts_.back();
    }
    out_.exports_.push_back({name, plain.id(), kNoBinding, kNoBinding});
  }
}

// One operand of what `__all__` is made of.
void Resolver::exported_value(Node value, std::uint16_t& flags) {
  for (value = without_parentheses(value); value.is(Kind::named_expression);) value = without_parentheses(value[Field::value]);
  switch (value.kind()) {
    case Kind::list:
    case Kind::tuple:
    case Kind::expression_list: export_elements(value, flags); return;
    case Kind::list_comprehension: return;  // nothing is known of it, but it is a list
    case Kind::identifier:
      if (value.text() == "__all__") return;
      break;
    case Kind::attribute:
      if (value[Field::attribute].text() == "__all__") return;
      break;
    case Kind::call: {
      // list(...), tuple(...), list[str](...)
      const Node arguments = value[Field::arguments];
      Node function = without_parentheses(value[Field::function]);
      if (function.is(Kind::subscript)) function = function[Field::value];
      const std::string_view name = out_.builtin_at(function, kModuleScope);
      if (name != "list" && name != "tuple") break;
      if (!arguments.is(Kind::argument_list)) return;
      const Node argument = arguments.operands()[0];
      if (arguments.operands().count() > 1 || argument.is_any({Kind::keyword_argument, Kind::dictionary_splat})) break;
      const Node plain = without_parentheses(argument);
      if (plain.is_any({Kind::list, Kind::set, Kind::tuple})) export_elements(plain, flags);
      return;
    }
    default: break;
  }
  flags |= Binding::invalid_all_format;
}

// Reads the names off an assignment to `__all__`: displays, and sums of them from the right.
void Resolver::collect_exports(std::uint32_t statement, BindingId binding, std::uint16_t& flags) {
  const std::size_t first = out_.exports_.size();
  std::uint32_t value = statement + 1;
  while (value != UINT32_MAX && (kind(value) == Kind::assignment || kind(value) == Kind::augmented_assignment)) {
    value = child(value, Field::right);
  }
  if (value == UINT32_MAX) return;
  Node rest = without_parentheses(node(value));
  while (rest.is(Kind::binary_operator)) {
    exported_value(rest[Field::right], flags);
    rest = without_parentheses(rest[Field::left]);
  }
  exported_value(rest, flags);
  for (std::size_t i = first; i < out_.exports_.size(); ++i) out_.exports_[i].all = binding;
}

// Once everything is bound: what is exported is used.
void Resolver::resolve_exports() {
  const Context context = Context{}.with(Context::dunder_all);
  for (Export& exported : out_.exports_) {
    const NameId name = out_.table_.intern(exported.name);
    materialise_builtin(name);
    exported.binding = bound(kModuleScope, name);
    if (exported.binding != kNoBinding) refer(exported.binding, kModuleScope, index(exported.node), context);
  }
}

}  // namespace whip
