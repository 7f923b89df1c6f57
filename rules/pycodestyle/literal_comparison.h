// What E711 and E712 share: comparisons by `==` or `!=` to None, True or False.
#pragma once

#include <string>
#include <vector>

#include "core/syntax/node.h"

namespace whip::rules {

// An operand compared by `sign` to `other`, both without parentheses.
struct LiteralOperand {
  Node operand;
  Node sign;
  Node other;

  bool is_equal() const { return sign.is(Kind::equal_equal); }
};

// The operands of one of `kinds` that stand right of an `==` or `!=`, or left of the first one. Those compared to
// another literal are left out: that is an odd test, not a slip.
std::vector<LiteralOperand> literal_operands(Node comparison, KindSet kinds);

// Text of the comparison with `is` and `is not` for the signs of `operands`.
std::string with_identity(Node comparison, const std::vector<LiteralOperand>& operands);

}  // namespace whip::rules
