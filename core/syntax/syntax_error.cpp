#include "core/syntax/syntax_error.h"

#include <algorithm>

namespace whip {

void first_errors(std::string_view text, const Tree& tree, std::vector<SyntaxError>& out) {
  const auto end = static_cast<std::uint32_t>(text.size());
  Span span = {end, end};
  for (std::uint32_t n = 0; n < tree.own_size; ++n) {
    if (tree.kind[n] != Kind::error) continue;
    span = {tree.span[n].begin, std::min(tree.span[n].begin + 1, end)};
    break;
  }
  out.push_back({.span = span, .kind = SyntaxErrorKind::parse, .message = "Expected a statement"});
}

}  // namespace whip
