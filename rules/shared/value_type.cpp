#include "rules/shared/value_type.h"

#include "core/syntax/expression.h"
#include "core/syntax/string_literal.h"

namespace whip::rules {
namespace {

enum class Type : std::uint8_t { unknown, number, text, bytes, list, other };

constexpr int kDepthLimit = 50;

Type type_of(Node expression, int depth);

Type arithmetic(Node operation, int depth) {
  const Kind sign = operation[Field::operator_].kind();
  const Type left = type_of(operation[Field::left], depth + 1);
  if (sign == Kind::percent && (left == Type::text || left == Type::bytes)) return left;
  const Type right = type_of(operation[Field::right], depth + 1);
  if (left == Type::number && right == Type::number) return Type::number;
  if (sign == Kind::plus && left == right && (left == Type::text || left == Type::bytes || left == Type::list)) return left;
  if (sign == Kind::star && (left == Type::text || left == Type::bytes) && right == Type::number) return left;
  return Type::unknown;
}

// Either of two values: known if both are.
Type either(Node a, Node b, int depth) {
  const Type left = type_of(a, depth + 1);
  const Type right = type_of(b, depth + 1);
  if (left == Type::unknown || right == Type::unknown) return Type::unknown;
  return left == right ? left : Type::other;
}

// Depth is bounded by kDepthLimit.
Type type_of(Node node, int depth) {
  if (depth > kDepthLimit) return Type::unknown;
  const Node expression = without_parentheses(node);
  switch (expression.kind()) {
    case Kind::integer:
    case Kind::float_:
    case Kind::true_:
    case Kind::false_:
    case Kind::not_operator:
      return Type::number;
    case Kind::none:
    case Kind::ellipsis:
    case Kind::set:
    case Kind::set_comprehension:
    case Kind::dictionary:
    case Kind::dictionary_comprehension:
    case Kind::generator_expression:
      return Type::other;
    case Kind::list:
    case Kind::list_comprehension:
      return Type::list;
    case Kind::string:
    case Kind::concatenated_string:
      for (const Node part : string_parts(expression)) {
        if (string_literal(part).template_) return Type::unknown;
      }
      return is_bytes_constant(expression) ? Type::bytes : Type::text;
    case Kind::unary_operator:
      return type_of(expression[Field::argument], depth + 1) == Type::number ? Type::number : Type::unknown;
    case Kind::binary_operator:
      return arithmetic(expression, depth);
    case Kind::boolean_operator:
      return either(expression[Field::left], expression[Field::right], depth);
    case Kind::conditional_expression:
      return either(expression[Field::body], expression[Field::alternative], depth);
    case Kind::named_expression:
      return type_of(expression[Field::value], depth + 1);
    default:
      return Type::unknown;
  }
}

}  // namespace

bool is_surely_no_tuple(Node expression) { return type_of(expression, 0) != Type::unknown; }

}  // namespace whip::rules
