// A backslash that escapes nothing: "\d".

#include "core/syntax/string_literal.h"
#include "core/text/width.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/word_spacing.h"

namespace whip::rules {
namespace {

// Line ends among them: a backslash joins the lines.
constexpr std::string_view kEscapes = "\n\r\\'\"abfnrtv01234567xNuU";

struct Escapes {
  std::vector<Span> invalid;
  bool any_valid = false;
};

// `at` is a backslash; returns the offset behind what it escapes.
std::uint32_t read_escape(const File& file, std::uint32_t at, std::uint32_t end, Escapes& found) {
  if (at + 1 >= end) return end;
  const Utf8Character next = first_character(file.text.substr(at + 1));
  if (kEscapes.find(file.text[at + 1]) != std::string_view::npos) {
    found.any_valid = true;
    return at + 2;
  }
  found.invalid.push_back({at, at + 1 + next.size});
  // A brace is looked at again: it may open a replacement field.
  return file.text[at + 1] == '{' || file.text[at + 1] == '}' ? at + 1 : at + 1 + next.size;
}

void read_text(const File& file, Span text, std::uint32_t end, Escapes& found) {
  for (std::uint32_t at = text.begin; at < text.end;) {
    const std::size_t backslash = file.text.find('\\', at);
    if (backslash >= text.end) return;
    at = read_escape(file, static_cast<std::uint32_t>(backslash), end, found);
  }
}

// The literal text of a string, without what stands in replacement fields; format specifications are text too.
Escapes escapes_of(const File& file, Node string, Span content) {
  Escapes found;
  const Tree& tree = file.tree;
  std::uint32_t at = content.begin;
  for (std::uint32_t n = index(string.id()) + 1; n < string.after();) {
    if (tree.kind[n] != Kind::interpolation && tree.kind[n] != Kind::format_expression) {
      ++n;
      continue;
    }
    read_text(file, {at, tree.span[n].begin}, content.end, found);
    const Node specification = file.node(NodeId{n}).child(Kind::format_specifier);
    at = specification ? specification.begin() : tree.span[n].end;
    // Fields nested in the specification are next; without one, the whole field is skipped.
    n = specification ? index(specification.id()) + 1 : tree.after[n];
  }
  if (at < content.end) read_text(file, {at, content.end}, content.end, found);
  return found;
}

void invalid_escape_sequence(const File& file, Node string, Report& report) {
  const StringLiteral literal = string_literal(string);
  if (literal.raw || file.slice(literal.content).find('\\') == std::string_view::npos) return;
  const Escapes found = escapes_of(file, string, literal.content);
  for (const Span escape : found.invalid) {
    Finding finding =
        report.at(escape, "Invalid escape sequence: `" + std::string(file.slice(escape)) + "`");
    if (found.any_valid) {
      finding.fix(Safety::safe, "Add backslash to escape sequence", Edit::insert(escape.begin + 1, "\\"));
    } else if (literal.unicode) {
      finding.fix(Safety::safe, "Use a raw string literal", Edit::replace({literal.span.begin, literal.span.begin + 1}, "r"));
    } else {
      const Span before{literal.span.begin, literal.span.begin};
      const bool touches = before.begin > 0 && spaced(file.text, "r", {before.begin, literal.span.end}).front() == ' ';
      finding.fix(Safety::safe, "Use a raw string literal", Edit::insert(before.begin, touches ? " r" : "r"));
    }
  }
}

}  // namespace

extern constexpr Rule W605_invalid_escape_sequence{
    .since = "0.1",
    .fixable = Fixable::always,
    .by_default = true,
    .doc = R"md(
A backslash before a character that needs no escape stays in the string, today: Python warns of it since 3.6 and is going to refuse it.
Say what is meant: a raw string, or a doubled backslash.

```py bad
number = "\d+"
```
```py good
number = r"\d+"
```

Where the string holds other escapes as well, the backslash is doubled instead.
)md",
    .listens = on_node({Kind::string}, invalid_escape_sequence, Needs::tokens),
};

}  // namespace whip::rules
