// Two readings of a text with errors: the tree, whose whole parts validate() can judge, and the tokens. What comes
// first speaks.
#include "core/syntax/syntax_error.h"

#include <algorithm>

#include "core/syntax/syntax_error_reader.h"

namespace whip {
namespace {

// Where the tree-sitter runtime began to recover.
SyntaxError first_in_tree(std::string_view text, const Tree& tree) {
  const auto end = static_cast<std::uint32_t>(text.size());
  Span span = {end, end};
  for (std::uint32_t n = 0; n < tree.own_size; ++n) {
    if (tree.kind[n] != Kind::error) continue;
    const std::uint32_t begin = tree.span[n].begin;
    span = {begin, std::min(begin + 1, end)};
    break;
  }
  return {.span = span, .kind = SyntaxErrorKind::parse, .message = "Expected a statement"};
}

}  // namespace

void first_errors(std::string_view text, const Tree& tree, std::vector<SyntaxError>& out) {
  std::optional<SyntaxError> error = recovery::Reader(text).read();
  out.push_back(error ? std::move(*error) : first_in_tree(text, tree));
}

}  // namespace whip
