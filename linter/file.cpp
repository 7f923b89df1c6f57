#include "linter/file.h"

#include <algorithm>

#include "core/syntax/string_literal.h"

namespace whip {

bool FileFacts::has_source_module(std::string_view module_name) const {
  const std::size_t dot = module_name.find('.');
  if (!std::ranges::binary_search(source_modules, module_name.substr(0, dot))) return false;
  return dot == std::string_view::npos || (sources != nullptr && sources->contains(module_name));
}

bool FileFacts::is_magic(std::uint32_t offset) const {
  const auto at = std::ranges::lower_bound(magics, offset, {}, &Span::begin);
  return at != magics.end() && at->begin == offset;
}

Node File::innermost(std::uint32_t offset) const {
  // Nodes stand in document order, so their begins ascend: the last that begins at or before the offset, or one of its
  // ancestors.
  const auto begin = tree.span.begin();
  const auto after = std::upper_bound(begin, begin + tree.own_size, offset,
                                      [](std::uint32_t wanted, Span span) { return wanted < span.begin; });
  if (after == begin) return {};
  Node node(tree, text, NodeId{static_cast<std::uint32_t>(after - begin) - 1});
  while (node && node.end() <= offset) node = node.parent();
  return node;
}

bool File::in_triple_quotes(std::uint32_t offset) const {
  for (Node node = innermost(offset); node; node = node.parent()) {
    if (node.is(Kind::string) && string_literal(node).triple) return true;
  }
  return false;
}

}  // namespace whip
