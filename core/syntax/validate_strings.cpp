// String literals: prefixes, escapes, what an f-string may hold before Python 3.12 (PEP 701), and which kinds stand
// side by side.
#include "core/syntax/string_literal.h"
#include "core/syntax/validate_checks.h"

namespace whip::validation {
namespace {

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// "b", "r", "u", "f", "t" alone, and r beside b, f or t.
bool is_prefix(std::string_view prefix) {
  if (prefix.size() == 1) return true;
  if (prefix.size() != 2) return false;
  const auto lower = [](char c) { return static_cast<char>(c | 0x20); };
  const char a = lower(prefix[0]);
  const char b = lower(prefix[1]);
  const char other = a == 'r' ? b : a;
  return (a == 'r' || b == 'r') && (other == 'b' || other == 'f' || other == 't');
}

void check_ascii(Run& run, const StringLiteral& literal) {
  for (std::uint32_t i = literal.content.begin; i < literal.content.end; ++i) {
    if (static_cast<unsigned char>(run.text[i]) < 0x80) continue;
    std::uint32_t end = i + 1;
    while (end < literal.content.end && (static_cast<unsigned char>(run.text[end]) & 0xC0) == 0x80) ++end;
    return run.parse({i, end}, "bytes can only contain ASCII literal characters");
  }
}

// In an f-string of one line the grammar skips a line end before a field as if it were white space.
void check_gaps(Run& run, Node string) {
  std::uint32_t end = string.begin();
  for (const Node part : string.children()) {
    if (part.begin() != end) return run.parse(Span{string.begin(), end}, "missing closing quote in string literal");
    end = part.end();
  }
}

// A quote in a format specifier ends the string: `f"{x:"}"`.
void check_specifier(Run& run, Node specifier, const StringLiteral& literal) {
  const std::string quotes(literal.quote_size(), literal.quote);
  const auto check = [&](std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t i = begin; i < end; ++i) {
      if (run.text[i] == '\\') {
        ++i;
      } else if (run.text.substr(i, quotes.size()) == quotes) {
        run.parse(Span{i, i + literal.quote_size()}, "f-string: expecting `}`");
        return false;
      } else if (!literal.triple && (run.text[i] == '\n' || run.text[i] == '\r')) {
        run.parse(Span{i, i + 1}, "f-string: newlines are not allowed in format specifiers when using single quotes");
        return false;
      }
    }
    return true;
  };
  std::uint32_t begin = specifier.begin();
  for (const Node field : specifier.operands()) {
    if (!check(begin, field.begin())) return;
    begin = field.end();
  }
  check(begin, specifier.end());
}

// The string that a replacement field stands in, looking through format specifiers.
Node string_of(Node field) {
  Node node = field;
  while (node && !node.is(Kind::string)) node = node.parent();
  return node;
}

// PEP 701: quotes, backslashes, comments and lines inside a replacement field.
void old_field(Run& run, Node field) {
  const StringLiteral outer = string_literal(string_of(field));
  const std::string quotes(outer.quote_size(), outer.quote);
  const Node specifier = field[Field::format_specifier];
  bool comment = false;
  for (std::uint32_t n = index(field.id()) + 1; n < field.after(); ++n) {
    if (run.tree.kind[n] != Kind::comment) continue;
    comment = true;
    run.added(run.tree.span[n], "Cannot use comments in f-strings", PythonVersion::py312);
  }
  const std::string_view text = field.text();
  if (const std::size_t at = text.find(quotes); at != std::string_view::npos) {
    const std::uint32_t begin = field.begin() + static_cast<std::uint32_t>(at);
    run.added(Span{begin, begin + outer.quote_size()}, "Cannot reuse outer quote character in f-strings",
              PythonVersion::py312);
  }
  const std::size_t backslash = text.find('\\');
  const std::uint32_t place = field.begin() + static_cast<std::uint32_t>(backslash);
  if (backslash != std::string_view::npos && !specifier.span().contains(place)) {
    run.added(Span{place, place + 1}, "Cannot use an escape sequence (backslash) in f-strings", PythonVersion::py312);
  }
  if (!outer.triple && !comment && text.find_first_of("\r\n") != std::string_view::npos) {
    run.added(field.first_child(), "Cannot use line breaks in non-triple-quoted f-string replacement fields",
              PythonVersion::py312);
  }
}

}  // namespace

void string(Run& run, Node string) {
  const StringLiteral literal = string_literal(string);
  const std::string_view prefix = string.text().substr(0, literal.prefix_size);
  if (!is_prefix(prefix)) {
    const Span rest = {string.begin() + literal.prefix_size, string.end()};
    return run.parse(rest, "Simple statements must be separated by newlines or semicolons");
  }
  if (literal.bytes) check_ascii(run, literal);
  if (literal.interpolated() && !literal.triple) check_gaps(run, string);
  if (literal.template_) run.added(string, "Cannot use t-strings", PythonVersion::py314);
}

void concatenated_string(Run& run, Node string) {
  bool bytes = false;
  bool text = false;
  bool templates = false;
  for (const Node part : string_parts(string)) {
    const StringLiteral literal = string_literal(part);
    (literal.bytes ? bytes : literal.template_ ? templates : text) = true;
  }
  if (bytes && (text || templates)) {
    run.parse(string, "Bytes literal cannot be mixed with non-bytes literals");
  } else if (templates && text) {
    run.parse(string, "cannot mix t-string literals with string or bytes literals");
  }
}

// A backslash that begins no escape sequence. Most are only unwise; these announce digits or a name that do not follow.
void escape(Run& run, Node backslash) {
  const StringLiteral literal = string_literal(string_of(backslash));
  if (!literal || literal.raw) return;
  const std::uint32_t at = backslash.end();
  const char letter = run.text[at];
  if (letter != 'x' && (literal.bytes || (letter != 'u' && letter != 'U' && letter != 'N'))) return;
  if (letter == 'N') {
    const bool open = run.text[at + 1] == '{';
    const bool empty = open && run.text.substr(at + 2, 1) == "}";
    if (empty) return run.parse(Span{at + 2, at + 2}, "Got unexpected unicode");
    const Span place = open ? Span{literal.content.end, literal.content.end} : Span{at + 1, at + 1};
    return run.parse(place, open ? "Missing `}` in Unicode escape sequence" : "Missing `{` in Unicode escape sequence");
  }
  std::uint32_t end = at + 1;
  while (end < literal.content.end && is_hex(run.text[end])) ++end;
  run.parse({end, end}, "Got unexpected unicode");
}

void escape_sequence(Run& run, Node escape) {
  const std::string_view text = escape.text();
  if (text.size() != 10 || text[1] != 'U') return;
  // Beyond U+10FFFF.
  const std::string_view digits = text.substr(2);
  if (digits.substr(0, 2) == "00" && (digits[2] == '0' || (digits[2] == '1' && digits[3] == '0'))) return;
  if (string_literal(string_of(escape)).bytes) return;
  run.parse(Span{escape.end(), escape.end()}, "Got unexpected unicode");
}

void interpolation(Run& run, Node field) {
  // `f"{a:{b:{c:{d}}}}"`: CPython gives up at the third field in a specifier, before 3.12 at the second.
  if (field.is(Kind::format_expression)) {
    int depth = 0;
    for (Node node = field; node.is(Kind::format_expression); node = node.parent().parent()) ++depth;
    if (depth == (run.target < PythonVersion::py312 ? 2 : 3))
      run.semantic(field, "f-string: expressions nested too deeply");
  }
  if (const Node specifier = field[Field::format_specifier]) {
    check_specifier(run, specifier, string_literal(string_of(field)));
  }
  const Node conversion = field[Field::type_conversion];
  if (conversion) {
    const char letter = conversion.text().back();
    if (letter != 'r' && letter != 's' && letter != 'a') {
      run.parse({conversion.begin() + 1, conversion.end()}, "f-string: invalid conversion character");
    }
  }
  if (run.target < PythonVersion::py312 && field.is(Kind::interpolation)) old_field(run, field);
}

}  // namespace whip::validation
