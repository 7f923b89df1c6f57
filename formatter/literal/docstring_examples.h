// How code examples in docstrings begin and end. Lines are as in the source, without their ends.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "formatter/literal/docstring_indent.h"

namespace whip::fmt {

// The blanks a line begins with (spaces, tabs, form feeds), and the rest.
struct IndentedLine {
  explicit IndentedLine(std::string_view line);
  std::string_view indent;
  std::string_view text;
};

// `>>> code`: what stands before the prompt, and the code.
struct DoctestLine {
  std::string_view indent;
  std::string_view code;
};
std::optional<DoctestLine> doctest_start(std::string_view line);
// `... code` behind a prompt with this indentation.
std::optional<std::string_view> doctest_continuation(std::string_view line, std::string_view indent);

// A line that opens a literal block of reStructuredText: a directive `.. code-block:: python`, or any line that ends in
// `::`.
enum class RstOpening : std::uint8_t { none, literal, directive };
RstOpening rst_opening(std::string_view line);

// "```py" or "~~~", the fence of a code block in Markdown without a language or with Python as its language.
struct MarkdownFence {
  char mark = 0;  // 0: none
  std::uint32_t length = 0;
};
MarkdownFence markdown_opening(std::string_view line);
bool closes(const MarkdownFence& fence, std::string_view line);

}  // namespace whip::fmt
