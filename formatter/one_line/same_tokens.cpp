#include <vector>

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

// Whether a comma behind the last element changes nothing.
bool may_gain_comma(Kind list) {
  switch (list) {
    case Kind::argument_list:
    case Kind::parameters:
    case Kind::list:
    case Kind::set:
    case Kind::dictionary:
    case Kind::tuple:
      return true;
    default:
      return false;
  }
}

std::string_view text_of(const WrittenNode& written, std::uint32_t n) {
  const Span span = written.tree.span[n];
  return written.text.substr(span.begin, span.size());
}

}  // namespace

bool same_tokens(WrittenNode before, WrittenNode after) {
  const std::uint32_t before_end = end_of_written(before.tree, index(before.node));
  const std::uint32_t after_end = end_of_written(after.tree, index(after.node));
  // Where the nodes end that are open in both.
  struct Ends {
    std::uint32_t before, after;
  };
  std::vector<Ends> open;
  std::uint32_t a = index(before.node) + 1;
  std::uint32_t b = index(after.node) + 1;
  for (; a < before_end && b < after_end; ++a, ++b) {
    for (; !open.empty() && open.back().before == a; open.pop_back()) {
      if (open.back().after != b) return false;
    }
    if (after.tree.kind[b] == Kind::comma && is_closing(before.tree.kind[a]) &&
        may_gain_comma(before.tree.kind[before.tree.parent[a]])) {
      ++b;
    }
    if (before.tree.kind[a] != after.tree.kind[b] || before.tree.field[a] != after.tree.field[b]) return false;
    const std::uint32_t before_next = before.tree.after[a];
    const std::uint32_t after_next = after.tree.after[b];
    if (before.tree.kind[a] == Kind::string) {
      if (!same_string(text_of(before, a), text_of(after, b))) return false;
      a = before_next - 1;
      b = after_next - 1;
    } else if ((before_next == a + 1) != (after_next == b + 1)) {
      return false;
    } else if (before_next != a + 1) {
      open.push_back({before_next, after_next});
    } else if (!same_leaf(before.tree.kind[a], text_of(before, a), text_of(after, b))) {
      return false;
    }
  }
  return a == before_end && b == after_end;
}

}  // namespace whip::fmt
