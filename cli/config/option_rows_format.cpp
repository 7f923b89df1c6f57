// Settings of the formatter.
#include "cli/config/option_setters.h"
#include "cli/config/options.h"

namespace whip {
namespace {

using namespace setters;
using C = Configuration;

template <auto Member>
Done format_flag(C& c, const Given& given) {
  c.format.*Member = given.value.flag;
  return Unit{};
}

Done set_docstring_width(C& c, const Given& given) {
  if (given.value.is(Value::Kind::string) && given.value.text == "dynamic") {
    c.format.docstring_code_line_width.reset();
    return Unit{};
  }
  if (!given.value.is(Value::Kind::integer)) {
    return Error{.code = ErrorCode::configuration, .message = "must be a number or \"dynamic\"", .path = {}};
  }
  const auto number = within(given, 1, 65535);
  if (!number) return number.error();
  c.format.docstring_code_line_width = static_cast<std::uint16_t>(*number);
  return Unit{};
}

Done set_indent_style(C& c, const Given& given) {
  c.format.indent_style = given.value.text == "tab" ? fmt::IndentStyle::tab : fmt::IndentStyle::space;
  return Unit{};
}

Done set_line_ending(C& c, const Given& given) {
  const std::string& word = given.value.text;
  c.format.line_ending = word == "lf"       ? fmt::LineEndingOption::lf
                         : word == "cr-lf"  ? fmt::LineEndingOption::crlf
                         : word == "native" ? fmt::LineEndingOption::native
                                            : fmt::LineEndingOption::auto_;
  return Unit{};
}

Done set_nested_quotes(C& c, const Given& given) {
  c.format.nested_quote_style =
      given.value.text == "preferred" ? fmt::NestedQuoteStyle::preferred : fmt::NestedQuoteStyle::alternating;
  return Unit{};
}

Done set_quotes(C& c, const Given& given) {
  const std::string& word = given.value.text;
  c.format.quote_style = word == "single"     ? fmt::QuoteStyle::single
                         : word == "preserve" ? fmt::QuoteStyle::preserve
                                              : fmt::QuoteStyle::double_;
  return Unit{};
}

Done set_magic_trailing_comma(C& c, const Given& given) {
  c.format.magic_trailing_comma = given.value.flag ? fmt::MagicTrailingComma::ignore : fmt::MagicTrailingComma::respect;
  return Unit{};
}

constexpr Option kRows[] = {
    {"format.docstring-code-format", ValueShape::boolean, "bool", "false", "Format Python examples in docstrings too.",
     format_flag<&fmt::Options::docstring_code>},
    {"format.docstring-code-line-length", ValueShape::anything, R"(int | "dynamic")", R"("dynamic")",
     "Longest line of examples in docstrings, in columns; `dynamic`: what their indentation leaves of `line-length`.",
     set_docstring_width},
    {"format.exclude", ValueShape::strings, "list[str]", "[]",
     "Files and folders that are not formatted (and still linted).", patterns<&C::format_exclude>},
    {"format.indent-style", ValueShape::choice, R"("space" | "tab")", R"("space")",
     "What lines are indented with: `indent-width` spaces, or a tab, for each level.", set_indent_style},
    {"format.line-ending", ValueShape::choice, R"("auto" | "lf" | "cr-lf" | "native")", R"("auto")",
     "How lines end: as the first line of the file does, or all files alike.", set_line_ending},
    {"format.nested-string-quote-style", ValueShape::choice, R"("alternating" | "preferred")", R"("alternating")",
     "Quotes of a string within an f-string, where Python 3.12 leaves the choice.", set_nested_quotes},
    {"format.preview", ValueShape::boolean, "bool", "false",
     "Accepted for the sake of Ruff's configurations: there is only the stable style.", taken_together},
    {"format.quote-style", ValueShape::choice, R"("double" | "single" | "preserve")", R"("double")",
     "Quotes of strings. Docstrings and other triple-quoted strings keep double ones unless quotes are preserved.",
     set_quotes},
    {"format.skip-magic-trailing-comma", ValueShape::boolean, "bool", "false",
     "Let a trailing comma in the source not keep brackets broken over lines.", set_magic_trailing_comma},
};

}  // namespace

std::span<const Option> format_options() { return kRows; }

}  // namespace whip
