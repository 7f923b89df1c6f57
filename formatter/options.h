// What a user may choose about layout. Plain values; defaults are Ruff's.
#pragma once

#include <cstdint>
#include <optional>

#include "core/syntax/python_version.h"

namespace whip::fmt {

enum class QuoteStyle : std::uint8_t { double_, single, preserve };
// Quotes of a string within an f-string's replacement field, where Python 3.12 leaves the choice.
enum class NestedQuoteStyle : std::uint8_t { alternating, preferred };
enum class IndentStyle : std::uint8_t { space, tab };
enum class MagicTrailingComma : std::uint8_t { respect, ignore };
enum class SourceType : std::uint8_t { python, stub, notebook };
// How lines of the output end: as the first line of the input ended (auto_), or always the same.
enum class LineEndingOption : std::uint8_t { auto_, lf, crlf, native };

struct Options {
  SourceType source_type = SourceType::python;
  PythonVersion target_version = kDefaultPython;
  std::uint16_t line_width = 88;  // columns
  std::uint8_t indent_width = 4;  // columns
  IndentStyle indent_style = IndentStyle::space;
  QuoteStyle quote_style = QuoteStyle::double_;
  NestedQuoteStyle nested_quote_style = NestedQuoteStyle::alternating;
  MagicTrailingComma magic_trailing_comma = MagicTrailingComma::respect;
  LineEndingOption line_ending = LineEndingOption::auto_;
  bool docstring_code = false;                             // format code within docstrings
  std::optional<std::uint16_t> docstring_code_line_width;  // columns; absent: what is left of line_width ("dynamic")
  bool preview = false;
};

}  // namespace whip::fmt
