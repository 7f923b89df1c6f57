// How strongly operators bind. Lines are broken at those that bind weakest first.
#pragma once

#include <cstdint>

#include "formatter/ast/kind.h"

namespace whip::fmt {

// Strongest first.
enum class Precedence : std::uint8_t {
  none,
  attribute,
  power,
  inversion,
  multiplicative,
  additive,
  shift,
  bit_and,
  bit_xor,
  bit_or,
  comparison,
  boolean,
  conditional,
};

constexpr Precedence precedence_of(Operator op) {
  switch (op) {
    case Operator::none:
      return Precedence::none;
    case Operator::or_:
    case Operator::and_:
      return Precedence::boolean;
    case Operator::add:
    case Operator::subtract:
      return Precedence::additive;
    case Operator::power:
      return Precedence::power;
    case Operator::left_shift:
    case Operator::right_shift:
      return Precedence::shift;
    case Operator::bit_or:
      return Precedence::bit_or;
    case Operator::bit_xor:
      return Precedence::bit_xor;
    case Operator::bit_and:
      return Precedence::bit_and;
    case Operator::multiply:
    case Operator::matrix_multiply:
    case Operator::divide:
    case Operator::modulo:
    case Operator::floor_divide:
      return Precedence::multiplicative;
    default:
      return Precedence::comparison;
  }
}

}  // namespace whip::fmt
