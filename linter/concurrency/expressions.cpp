// Small questions about expressions and assignments that the steps of the builder ask.

#include <algorithm>

#include "core/syntax/expression.h"
#include "linter/concurrency/builder.h"

namespace whip {

std::string_view last_name(Node expression) {
  if (expression.is(Kind::identifier)) return expression.text();
  if (expression.is(Kind::attribute)) return expression[Field::attribute].text();
  return {};
}

Node first_name(Node expression) {
  while (expression.is(Kind::attribute)) expression = expression[Field::object];
  return expression.is(Kind::identifier) ? expression : Node{};
}

Node positional_argument(Node call, std::uint32_t n) {
  for (const Node argument : call[Field::arguments].operands()) {
    if (argument.is_any({Kind::keyword_argument, Kind::dictionary_splat})) continue;
    if (argument.is(Kind::list_splat)) return {};
    if (n-- == 0) return argument;
  }
  return {};
}

Node keyword_argument(Node call, std::string_view name) {
  for (const Node argument : call[Field::arguments].operands()) {
    if (argument.is(Kind::keyword_argument) && argument[Field::name].text() == name) return argument[Field::value];
  }
  return {};
}

Node assigned_value(Node assignment) {
  Node value = assignment[Field::right];
  while (value.is(Kind::assignment)) value = value[Field::right];
  return without_parentheses(value);
}

bool looks_like_lock(std::string_view name) {
  char lower[64];
  const std::size_t size = std::min(name.size(), sizeof lower);
  for (std::size_t i = 0; i < size; ++i) {
    const char c = name[i];
    lower[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  const std::string_view text(lower, size);
  if (text == "cv" || text == "cond" || text.ends_with("_cond") || text.ends_with("_cv") || text == "sem" ||
      text.ends_with("_sem")) {
    return true;
  }
  if (text.find("mutex") != std::string_view::npos || text.find("semaphore") != std::string_view::npos ||
      text.find("condition") != std::string_view::npos || text.find("synchronized") != std::string_view::npos) {
    return true;
  }
  for (std::size_t at = 0; (at = text.find("lock", at)) != std::string_view::npos; at += 4) {
    const char before = at == 0 ? '_' : text[at - 1];
    const std::string_view behind = text.substr(at + 4);
    if (before == 'b' || before == 'c') continue;  // block, clock
    if (at >= 2 && text.substr(at - 2, 2) == "un") continue;
    if (behind.starts_with("file") && behind.size() > 4) continue;
    return true;
  }
  return false;
}

NamedPlace place_of(const File& file, const Concurrency& facts, Node expression) {
  if (expression.is(Kind::parenthesized_expression)) expression = without_parentheses(expression);
  const Names& names = file.names;
  if (expression.is(Kind::identifier)) {
    const std::string_view name = expression.text();
    BindingId binding = names.binding_of(expression);
    if (binding == kNoBinding) binding = names.lookup(name, names.scope_of(expression));
    if (binding == kNoBinding) return {NamedPlace::Kind::text, 0, name};
    const Binding& found = names[binding];
    if (found.is_any_import()) return {NamedPlace::Kind::text, 0, name};
    if (found.scope == kModuleScope || found.has(Binding::is_global)) return {NamedPlace::Kind::global, 0, name};
    if (names[found.scope].is(ScopeKind::class_))
      return {NamedPlace::Kind::attribute, index(facts.class_of(expression.id())), name};
    return {NamedPlace::Kind::local, index(found.scope), name};
  }
  if (expression.is(Kind::attribute)) {
    Node object = expression.first_child();
    if (object.is(Kind::parenthesized_expression)) object = without_parentheses(object);
    const std::string_view name = expression[Field::attribute].text();
    if (object.is(Kind::identifier)) {
      // A nested function sees the `self` of the method around it.
      for (FunctionId f = facts.function_of(object.id()); f != kModuleCode && f != kNoFunction; f = facts[f].parent) {
        if (facts[f].owner != kNoClass && !facts[f].self.empty() && facts[f].self == object.text()) {
          return {NamedPlace::Kind::attribute, index(facts[f].owner), name};
        }
      }
      const BindingId binding = names.binding_of(object);
      if (binding != kNoBinding && names[binding].is(BindingKind::class_definition)) {
        const ClassId owner = facts.class_of_scope(names[binding].inner);
        if (owner != kNoClass) return {NamedPlace::Kind::attribute, index(owner), name};
      }
    } else if (object.is(Kind::call) && object[Field::function].is(Kind::identifier) &&
               object[Field::function].text() == "type") {
      // type(self).x
      const ClassId owner = facts.class_of(object.id());
      if (owner != kNoClass) return {NamedPlace::Kind::attribute, index(owner), name};
    }
  }
  return {NamedPlace::Kind::text, 0, expression.text()};
}

}  // namespace whip
