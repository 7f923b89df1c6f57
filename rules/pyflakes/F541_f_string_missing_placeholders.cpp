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

void report_part(const File& file, Node part, const StringLiteral& literal, Report& report) {
  std::string prefix(file.slice(literal.prefix()));
  std::erase_if(prefix, [](char c) { return c == 'f' || c == 'F'; });
  const Span quotes{literal.prefix().end, literal.content.begin};
  std::string text = prefix;
  text.append(file.slice(quotes)).append(without_doubled_braces(file.slice(literal.content))).append(file.slice(literal.closing()));
  report.at(part, "f-string without any placeholders")
      .fix(Safety::safe, "Remove extraneous `f` prefix", Edit::replace(part.span(), spaced(file.text, std::move(text), part.span())));
}

// `f"a" f"{b}"` is one string: a field in any part is a field of all.
void f_string_missing_placeholders(const File& file, Node string, Report& report) {
  const bool is_part = string.is(Kind::string) && string.parent().is(Kind::concatenated_string);
  if (is_part) return;  // heard as a whole
  const StringParts parts = string_parts(string);
  for (const Node part : parts) {
    if (has_field(part)) return;
  }
  for (const Node part : parts) {
    const StringLiteral literal = string_literal(part);
    if (literal.format) report_part(file, part, literal, report);
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
)md",
    .listens = on_node({Kind::string, Kind::concatenated_string}, f_string_missing_placeholders, Needs::tree),
};

}  // namespace whip::rules
