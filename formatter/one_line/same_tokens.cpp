#include "core/syntax/string_literal.h"
#include "formatter/literal/number.h"
#include "formatter/one_line/range.h"

namespace whip::fmt {
namespace {

// Quotes may have been turned, where there is none of them in the literal.
bool same_string(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const auto whole = [](std::string_view text) { return Span{0, static_cast<std::uint32_t>(text.size())}; };
  const StringLiteral before = string_literal(a, whole(a));
  const StringLiteral after = string_literal(b, whole(b));
  const std::string_view content = a.substr(before.content.begin, before.content.size());
  return before.triple == after.triple && a.substr(0, before.prefix_size) == b.substr(0, after.prefix_size) &&
         content == b.substr(after.content.begin, after.content.size()) &&
         content.find_first_of("\"'") == std::string_view::npos;
}

bool same_leaf(Kind kind, std::string_view a, std::string_view b) {
  if (a == b) return true;
  // `0XAB` and `0xab`.
  return (kind == Kind::integer || kind == Kind::float_) && same_number(a, b);
}

std::string_view text_of(const WrittenNode& written, std::uint32_t n) {
  const Span span = written.tree.span[n];
  return written.text.substr(span.begin, span.size());
}

}  // namespace

bool same_tokens(WrittenNode before, WrittenNode after) {
  const std::uint32_t end = end_of_written(before.tree, index(before.node));
  const std::uint32_t shift = index(after.node) - index(before.node);  // modulo 2^32
  if (end_of_written(after.tree, index(after.node)) != end + shift) return false;
  for (std::uint32_t a = index(before.node) + 1; a < end; ++a) {
    const std::uint32_t b = a + shift;
    const std::uint32_t next = before.tree.after[a];
    if (before.tree.kind[a] != after.tree.kind[b] || before.tree.field[a] != after.tree.field[b] ||
        next + shift != after.tree.after[b]) {
      return false;
    }
    if (before.tree.kind[a] == Kind::string) {
      if (!same_string(text_of(before, a), text_of(after, b))) return false;
      a = next - 1;
    } else if (next == a + 1 && !same_leaf(before.tree.kind[a], text_of(before, a), text_of(after, b))) {
      return false;
    }
  }
  return true;
}

}  // namespace whip::fmt
