// An f-string without a replacement field.

#include "core/syntax/string_literal.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/word_spacing.h"

namespace whip::rules {
namespace {

bool has_field(Node string) { return static_cast<bool>(string.child(Kind::interpolation)); }

// Doubled braces are single ones in a plain string.
std::string without_doubled_braces(std::string_view content) {
  std::string out;
  out.reserve(content.size());
  for (std::size_t i = 0; i < content.size(); ++i) {
    out.push_back(content[i]);
    if ((content[i] == '{' || content[i] == '}') && i + 1 < content.size() && content[i + 1] == content[i]) ++i;
  }
  return out;
}

// What stands first in a module, class or function, all alone, is its docstring as soon as it is a plain string.
bool would_be_docstring(Node string) {
  Node statement = string.parent();
  while (statement.is(Kind::parenthesized_expression)) statement = statement.parent();
  if (!statement.is(Kind::expression_statement)) return false;
  const Node body = statement.parent();
  if (!body.is(Kind::module) && !body.parent().is_any({Kind::function_definition, Kind::class_definition}))
    return false;
  for (const Node child : body.children()) {
    if (!is_extra(child.kind())) return child == statement;
  }
  return false;
}

void report_part(const File& file, Node part, const StringLiteral& literal, Safety safety, Report& report) {
  const Span prefix = literal.prefix();
  const auto sign = static_cast<std::uint32_t>(file.slice(prefix).find_first_of("fF"));
  const Span replaced{prefix.begin + sign, part.end()};
  std::string text(file.slice({replaced.begin + 1, literal.content.begin}));
  text.append(without_doubled_braces(file.slice(literal.content))).append(file.slice(literal.closing()));
  report.at(part, "f-string without any placeholders")
      .fix(safety, "Remove extraneous `f` prefix",
           Edit::replace(replaced, sign == 0 ? spaced(file.text, std::move(text), replaced) : text));
}

// `f"a" f"{b}"` is one string: a field in any part is a field of all.
void f_string_missing_placeholders(const File& file, Node string, Report& report) {
  const char first = string.text().front();
  const bool is_plain = string.is(Kind::string) && (first == '"' || first == '\'');
  if (is_plain) return;  // most strings
  const bool is_part = string.is(Kind::string) && string.parent().is(Kind::concatenated_string);
  if (is_part) return;  // heard as a whole
  const StringParts parts = string_parts(string);
  for (const Node part : parts) {
    if (has_field(part)) return;
  }
  const Safety safety = would_be_docstring(string) ? Safety::unsafe : Safety::safe;
  for (const Node part : parts) {
    const StringLiteral literal = string_literal(part);
    if (literal.format) report_part(file, part, literal, safety, report);
  }
}

}  // namespace

extern constexpr Rule F541_f_string_missing_placeholders{
    .since = "0.1",
    .fixable = Fixable::always,
    .by_default = true,
    .doc = R"md(
An f-string without a field in braces is an ordinary string; the prefix makes a reader look for one.

```py bad
greeting = f"hello"
```
```py good
greeting = "hello"
```

Parts of one string that are written side by side count together: a field in any of them is enough.

The fix is unsafe where the string would become the docstring of a module, class or function.
)md",
    .listens = on_node({Kind::string, Kind::concatenated_string}, f_string_missing_placeholders, Needs::tree),
};

}  // namespace whip::rules
