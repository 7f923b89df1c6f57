#include "formatter/ast/kind.h"

#include <iterator>

namespace whip::fmt {

std::string_view to_string(Ast kind) {
  switch (kind) {
    case Ast::absent:
      return "absent";
#define X(name)   \
  case Ast::name: \
    return #name;
      WHIP_AST_STATEMENTS(X) WHIP_AST_EXPRESSIONS(X) WHIP_AST_PATTERNS(X) WHIP_AST_PARTS(X)
#undef X
  }
  return {};
}

std::string_view to_string(Operator op) {
  constexpr std::string_view kTexts[] = {"",   "or", "and", "not", "~",  "+",  "-",  "+",      "-",  "*",
                                         "@",  "/",  "%",   "**",  "<<", ">>", "|",  "^",      "&",  "//",
                                         "==", "!=", "<",   "<=",  ">",  ">=", "is", "is not", "in", "not in"};
  static_assert(std::size(kTexts) == static_cast<std::size_t>(Operator::not_in) + 1);
  return kTexts[static_cast<std::size_t>(op)];
}

}  // namespace whip::fmt
