// The role of a node in its parent: tree-sitter-python's field names and ours (core/syntax/grammar/src/patch.rs), in the
// grammar's order, so that a field's number is the grammar's field id. A unit test compares it with the linked grammar.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace whip {

// X(enumerator, name in the grammar)
#define WHIP_FIELDS(X) \
  X(alias, "alias") \
  X(alternative, "alternative") \
  X(argument, "argument") \
  X(arguments, "arguments") \
  X(attribute, "attribute") \
  X(body, "body") \
  X(bound, "bound") \
  X(cause, "cause") \
  X(clause, "clause") \
  X(condition, "condition") \
  X(consequence, "consequence") \
  X(definition, "definition") \
  X(expression, "expression") \
  X(format_specifier, "format_specifier") \
  X(function, "function") \
  X(guard, "guard") \
  X(key, "key") \
  X(left, "left") \
  X(lower, "lower") \
  X(message, "message") \
  X(module_name, "module_name") \
  X(name, "name") \
  X(object, "object") \
  X(operator_, "operator") \
  X(operators, "operators") \
  X(parameters, "parameters") \
  X(return_type, "return_type") \
  X(right, "right") \
  X(step, "step") \
  X(subject, "subject") \
  X(subscript, "subscript") \
  X(superclasses, "superclasses") \
  X(type, "type") \
  X(type_conversion, "type_conversion") \
  X(type_parameters, "type_parameters") \
  X(upper, "upper") \
  X(value, "value")

enum class Field : std::uint8_t {
  none,
#define X(name, text) name,
  WHIP_FIELDS(X)
#undef X
};

inline constexpr std::array kFieldNames = {
    std::string_view(""),
#define X(name, text) std::string_view(text),
    WHIP_FIELDS(X)
#undef X
};

constexpr std::string_view to_string(Field field) { return kFieldNames[static_cast<std::size_t>(field)]; }

}  // namespace whip
