// `match`: what a pattern may hold, which names it binds, and which case makes the next one unreachable (PEP 634).
#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/syntax/string_literal.h"
#include "core/syntax/validate_checks.h"

namespace whip::validation {
namespace {

bool is_wildcard(Node node) { return node.is(Kind::underscore) || node.text() == "_"; }

// The sequence that a `case_pattern` is an element of: a list, a tuple with commas, or the open sequence of a case
// clause.
bool is_in_sequence(Node element) {
  const Node owner = element.parent();
  if (owner.is(Kind::list_pattern)) return true;
  return owner.is_any({Kind::tuple_pattern, Kind::case_clause}) && owner.child(Kind::comma);
}

void check_splat(Run& run, Node splat) {
  const Node parent = splat.parent();
  const bool mapping = parent.is(Kind::dict_pattern);
  if (splat.first_child().is(Kind::double_star)) {
    if (!mapping) {
      const bool arguments = parent.parent().is(Kind::class_pattern);
      return run.parse(splat.first_child(), arguments ? "Expected `)`, found `**`" : "Expected a pattern");
    }
    const Node name = run.node(splat.after() - 1);
    if (is_wildcard(name)) run.parse(name, "cannot use '_' as a target");
    for (Node next = splat.next_sibling(); next; next = next.next_sibling()) {
      if (!is_named(next.kind()) || is_extra(next.kind())) continue;
      const bool again = next.is(Kind::splat_pattern) && next.first_child().is(Kind::double_star);
      if (again) return run.parse(next, "Only one double star pattern is allowed");
      const Node value = next.next_sibling().next_sibling();
      return run.parse({next.begin(), value ? value.end() : next.end()}, "Pattern cannot follow a double star pattern");
    }
    return;
  }
  if (mapping || !parent.is(Kind::case_pattern) || !is_in_sequence(parent)) {
    run.parse(splat, "Star pattern cannot be used here");
  }
}

// At most one star in a sequence.
void check_sequence(Run& run, Node sequence) {
  bool star = false;
  for (const Node element : sequence.children()) {
    if (!element.is(Kind::case_pattern)) continue;
    const Node splat = element.operands()[0];
    if (!splat.is(Kind::splat_pattern) || !splat.first_child().is(Kind::star)) continue;
    if (star) run.semantic(splat, "multiple starred names in sequence pattern");
    star = true;
  }
}

void check_class(Run& run, Node pattern) {
  bool keyword = false;
  for (const Node element : pattern.children()) {
    if (!element.is(Kind::case_pattern)) continue;
    const Node inner = element.operands()[0];
    if (!inner.is(Kind::keyword_pattern)) {
      if (keyword) return run.parse(element, "Positional patterns cannot follow keyword patterns");
      continue;
    }
    keyword = true;
    const Node name = inner[Field::name];
    for (const Node other : pattern.children()) {
      if (other == element) break;
      const Node before = other.operands()[0];
      if (!other.is(Kind::case_pattern) || !before.is(Kind::keyword_pattern) ||
          before[Field::name].text() != name.text())
        continue;
      run.semantic(name, "attribute name `" + std::string(name.text()) + "` repeated in class pattern");
      break;
    }
  }
}

bool is_imaginary(Node number) { return number.text().ends_with('j') || number.text().ends_with('J'); }

void check_complex(Run& run, Node pattern) {
  Node first;
  Node second;
  for (const Node number : pattern.operands()) (first ? second : first) = number;
  if (is_imaginary(first)) run.parse(first, "Expected a real number in complex literal pattern");
  if (!is_imaginary(second)) run.parse(second, "Expected an imaginary number in complex literal pattern");
}

void check_literal(Run& run, Node string) {
  for (const Node part : string_parts(string)) {
    if (string_literal(part).interpolated()) {
      return run.semantic(string, "patterns may only match literals and attribute lookups");
    }
  }
}

// A number in one spelling: equal numbers have equal texts, as far as a double tells.
std::string number_value(std::string_view text) {
  std::string digits(text);
  std::erase(digits, '_');
  const bool imaginary = digits.back() == 'j' || digits.back() == 'J';
  if (imaginary) digits.pop_back();
  constexpr std::size_t kExact = 15;
  if (digits.size() > kExact) return std::string(text);
  const char letter = digits.size() > 1 ? static_cast<char>(digits[1] | 0x20) : '0';
  const int base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
  const double value = base == 10 ? std::strtod(digits.c_str(), nullptr)
                                  : static_cast<double>(std::strtoull(digits.c_str() + 2, nullptr, base));
  if (value == 0) return "0";
  return std::to_string(value) + (imaginary ? "j" : "");
}

// What a literal key of a mapping pattern is equal to, as text; empty for attributes.
std::string key_value(Node key, bool negative) {
  const std::string sign = negative ? "-" : "";
  switch (key.kind()) {
    case Kind::string:
    case Kind::concatenated_string: {
      std::string buffer;
      const bool bytes = is_bytes_constant(key);
      return (bytes ? "b" : "s") + std::string(string_value(key, buffer));
    }
    case Kind::true_:
      return number_value("1");
    case Kind::false_:
      return "0";
    case Kind::none:
      return "None";
    case Kind::integer:
    case Kind::float_: {
      const std::string value = number_value(key.text());
      return value == "0" ? value : sign + value;
    }
    default:
      return key.is(Kind::dotted_name) ? std::string() : sign + std::string(key.text());
  }
}

void check_mapping(Run& run, Node pattern) {
  std::vector<std::string> seen;
  bool negative = false;
  for (const Node child : pattern.children()) {
    if (child.is(Kind::minus)) negative = true;
    if (child.is(Kind::comma)) negative = false;
    if (child.field() != Field::key || child.is_any({Kind::minus, Kind::plus})) continue;
    const bool name = child.is(Kind::dotted_name) && !child.child(Kind::dot);
    constexpr KindSet kKeys = {
        Kind::string, Kind::concatenated_string, Kind::true_,      Kind::false_, Kind::none, Kind::integer,
        Kind::float_, Kind::complex_pattern,     Kind::dotted_name};
    const Node token = child.first_child();
    if (child.is_any({Kind::list_pattern, Kind::tuple_pattern, Kind::dict_pattern})) {
      return run.parse(token, "Expected `}`, found `" + std::string(to_string(token.kind())) + "`");
    }
    if (const StringLiteral literal = string_literal(child); literal.interpolated()) {
      return run.parse(token, literal.format ? "Expected `}`, found FStringStart" : "Expected `}`, found TStringStart");
    }
    if (name || !kKeys.contains(child.kind())) {
      run.parse(child, "Invalid mapping pattern key");
      continue;
    }
    std::string value = key_value(child, negative);
    if (value.empty()) continue;
    if (std::ranges::find(seen, value) != seen.end()) {
      run.semantic(child, "mapping pattern checks duplicate key `" + std::string(child.text()) + "`");
    }
    seen.push_back(std::move(value));
  }
}

// The identifiers that a pattern binds, in order.
std::vector<Node> captures(Run& run, std::uint32_t begin, std::uint32_t end) {
  std::vector<Node> names;
  for (std::uint32_t n = begin; n < end; ++n) {
    if (run.tree.kind[n] != Kind::identifier) continue;
    const Node identifier = run.node(n);
    const Node parent = identifier.parent();
    bool capture = false;
    if (parent.is(Kind::dotted_name)) {
      const bool alone = parent.after() == index(parent.id()) + 2;
      capture = alone && parent.field() != Field::key && !parent.parent().is(Kind::class_pattern);
    } else if (parent.is(Kind::as_pattern)) {
      capture = identifier.field() == Field::alias;
    } else {
      capture = parent.is(Kind::splat_pattern);
    }
    if (capture && identifier.text() != "_") names.push_back(identifier);
  }
  return names;
}

// Two captures of one name are fine in two alternatives of one `|`.
bool are_alternatives(Node a, Node b) {
  Node node = a;
  while (!node.is_ancestor_of(b)) node = node.parent();
  return node.is(Kind::union_pattern);
}

void check_captures(Run& run, std::uint32_t begin, std::uint32_t end) {
  const std::vector<Node> names = captures(run, begin, end);
  for (std::size_t i = 0; i < names.size(); ++i) {
    binding(run, names[i]);
    for (std::size_t j = 0; j < i; ++j) {
      if (names[j].text() != names[i].text() || are_alternatives(names[j], names[i])) continue;
      run.semantic(names[i], "multiple assignments to name `" + std::string(names[i].text()) + "` in pattern");
      break;
    }
  }
}

// The pattern inside groups, `as` and the wrapper node; of a `|` its last alternative if `last`.
Node innermost(Node pattern) {
  for (;;) {
    if (pattern.is(Kind::case_pattern)) {
      const Node inner = pattern.first_child();
      if (!inner) return pattern;
      pattern = inner;
    } else if (pattern.is(Kind::as_pattern)) {
      pattern = pattern[Field::value];
    } else if (pattern.is(Kind::union_pattern)) {
      Node last;
      for (const Node child : pattern.children()) last = is_extra(child.kind()) ? last : child;
      pattern = last;
    } else if (pattern.is(Kind::tuple_pattern) && !pattern.child(Kind::comma) && pattern.operands().count() == 1) {
      pattern = pattern.operands()[0];
    } else {
      return pattern;
    }
  }
}

// Reports a pattern that matches everything although others follow.
bool check_irrefutable(Run& run, Node pattern) {
  const Node inner = innermost(pattern);
  const bool name = inner.is(Kind::dotted_name) && !inner.child(Kind::dot);
  if (inner.is(Kind::underscore) || (name && inner.text() == "_")) {
    run.semantic(inner, "wildcard makes remaining patterns unreachable");
    return true;
  }
  if (name)
    run.semantic(inner, "name capture `" + std::string(inner.text()) + "` makes remaining patterns unreachable");
  return name;
}

void check_union(Run& run, Node pattern) {
  std::vector<std::string_view> first;
  std::vector<std::string_view> names;
  bool is_first = true;
  bool differ = false;
  const auto close = [&] {
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    if (is_first) {
      first = names;
    } else {
      differ = differ || first != names;
    }
    is_first = false;
    names.clear();
  };
  for (const Node child : pattern.children()) {
    if (child.is(Kind::bar)) {
      close();
      continue;
    }
    // A node without children that is a capture itself has its identifier below it.
    for (const Node name : captures(run, index(child.id()), child.after())) names.push_back(name.text());
  }
  close();
  if (differ) return run.semantic(pattern, "alternative patterns bind different names");
  Node alternative;
  for (const Node child : pattern.children()) {
    if (!child.is(Kind::bar)) {
      alternative = is_extra(child.kind()) ? alternative : child;
    } else if (check_irrefutable(run, alternative)) {
      return;
    }
  }
}

}  // namespace

void match_statement(Run& run, Node statement) {
  header_lines(run, statement);
  run.added(statement.first_child(), "Cannot use `match` statement", PythonVersion::py310);
  Node before;
  for (const Node clause : statement[Field::body].children()) {
    if (!clause.is(Kind::case_clause)) continue;
    if (before && !before[Field::guard] && !before.child(Kind::comma))
      check_irrefutable(run, before.child(Kind::case_pattern));
    before = clause;
  }
}

void case_clause(Run& run, Node clause) {
  header_lines(run, clause);
  check_sequence(run, clause);
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  for (const Node child : clause.children()) {
    if (!child.is(Kind::case_pattern)) continue;
    if (begin == 0) begin = index(child.id());
    end = child.after();
  }
  for (std::uint32_t n = begin; n < end; ++n) {
    const Node node = run.node(n);
    switch (node.kind()) {
      case Kind::splat_pattern:
        check_splat(run, node);
        break;
      case Kind::list_pattern:
      case Kind::tuple_pattern:
        check_sequence(run, node);
        break;
      case Kind::class_pattern:
        check_class(run, node);
        break;
      case Kind::dict_pattern:
        check_mapping(run, node);
        break;
      case Kind::complex_pattern:
        check_complex(run, node);
        break;
      case Kind::union_pattern:
        check_union(run, node);
        break;
      case Kind::concatenated_string:
        check_literal(run, node);
        break;
      case Kind::string:
        if (!node.parent().is(Kind::concatenated_string)) check_literal(run, node);
        break;
      case Kind::as_pattern:
        if (is_wildcard(node[Field::alias])) run.parse(node[Field::alias], "cannot use '_' as a target");
        break;
      case Kind::plus: {
        const Node number = run.node(n + 1);
        const bool sign = !node.parent().is(Kind::complex_pattern) || n == index(node.parent().id()) + 1;
        if (sign) {
          run.added(Span{node.begin(), number.end()}, "Unary '+' is not allowed in a literal pattern",
                    PythonVersion::py315);
        }
        break;
      }
      case Kind::keyword_pattern: {
        const Node owner = node.parent().parent();
        if (owner.is(Kind::class_pattern)) break;
        const std::string expected = owner.is(Kind::case_clause) ? "`:`" : "`,`";
        run.parse(node.child(Kind::equal), "Expected " + expected + ", found `=`");
        break;
      }
      default:
        break;
    }
  }
  check_captures(run, begin, end);
}

}  // namespace whip::validation
